# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Focus mode: nothing but the text; and the full screen."""

from PySide6.QtCore import (
    QAbstractAnimation,
    QEasingCurve,
    QEvent,
    QObject,
    QParallelAnimationGroup,
    QPropertyAnimation,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

from longwriter_desktop.app.session import Change, ChangeKind
from longwriter_desktop.ui import words_view as words
from longwriter_desktop.ui.plain_text import PlainLabel
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.view_columns import Columns
from longwriter_desktop.ui.view_escape import EscapeKey

FADE_MS = 180
HINT_MS = 4_000
_HINT_BOTTOM = 28  # px


class FocusMode(QObject):
    """Fades everything around the text away; Esc or the key brings it back.

    A new message still comes, and an error stays: a text that cannot be saved is worth it.

    Signals:
        changed(on)
    """

    changed = Signal(bool)

    def __init__(self, shell: Shell, columns: Columns, escape: EscapeKey) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._columns = columns
        self._is_on = False
        self._document = shell.services.session.document.id
        self._fading: QParallelAnimationGroup | None = None
        self.action = shell.actions.make("view.focus", words.FOCUS_MODE, "focus", "F8")
        self.full_screen = shell.actions.make(
            "view.full_screen", words.FULL_SCREEN, "full_screen", "F11"
        )
        for action in (self.action, self.full_screen):
            action.setCheckable(True)
        self.hint = PlainLabel(words.focus_hint("F8"), shell.space)
        self.hint.setObjectName("FocusHint")
        self.hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hint.hide()
        self._hint_timer = QTimer(self)
        self._hint_timer.setSingleShot(True)
        self._hint_timer.setInterval(HINT_MS)
        self._hint_timer.timeout.connect(self.hint.hide)
        self.action.triggered.connect(self.set_on)
        self.full_screen.triggered.connect(self._on_full_screen)
        columns.asked.connect(self.leave)
        for watched in (shell.window, shell.space):
            watched.installEventFilter(self)
        escape.add(self._get_is_on, self.leave)
        shell.services.session.subscribe(self._on_change)

    @property
    def is_on(self) -> bool:
        return self._is_on

    @Slot(bool)
    def set_on(self, on: bool) -> None:
        """Enter or leave focus mode. On the start page there is nothing to focus on."""
        on = on and self._shell.space.isVisible()
        self.action.setChecked(on)
        if on is self._is_on:
            return
        self._is_on = on
        if on:
            self._shell.space.manuscript.setFocus()
            self._fade()
        else:
            self._end_fade()
            self._conceal(False)
        self.changed.emit(on)

    @Slot()
    def leave(self) -> None:
        self.set_on(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.Resize and watched is self._shell.space:
            self._place_hint()
        elif kind is QEvent.Type.WindowStateChange and watched is self._shell.window:
            self.full_screen.setChecked(self._shell.window.isFullScreen())
        return False

    def _get_is_on(self) -> bool:
        return self._is_on

    def _around(self) -> list[QWidget]:
        space = self._shell.space
        around = (space.header, space.brief, space.plan, space.side, self._shell.status)
        return [widget for widget in around if widget.isVisible()]

    def _fade(self) -> None:
        group = QParallelAnimationGroup(self)
        for widget in self._around():
            effect = QGraphicsOpacityEffect(widget)
            widget.setGraphicsEffect(effect)
            animation = QPropertyAnimation(effect, b"opacity", group)
            animation.setDuration(FADE_MS)
            animation.setStartValue(1.0)
            animation.setEndValue(0.0)
            animation.setEasingCurve(QEasingCurve.Type.OutCubic)
            group.addAnimation(animation)
        self._fading = group
        group.finished.connect(self._on_faded)
        group.start()

    @Slot()
    def _on_faded(self) -> None:
        self._conceal(True)
        self._end_fade()

    def _end_fade(self) -> None:
        group, self._fading = self._fading, None
        if group is None:
            return
        if group.state() is not QAbstractAnimation.State.Stopped:
            group.stop()
        group.deleteLater()
        space = self._shell.space
        for widget in (space.header, space.brief, space.plan, space.side, self._shell.status):
            widget.setGraphicsEffect(None)  # type: ignore[arg-type] # takes the effect off

    def _conceal(self, concealed: bool) -> None:
        space = self._shell.space
        space.header.setVisible(not concealed)
        space.brief.setVisible(not concealed and not space.header.fold.isChecked())
        space.strips.setVisible(not concealed)
        self._shell.status.setVisible(not concealed)
        space.bars.set_quiet(concealed)
        bar = space.manuscript.verticalScrollBar()
        bar.setProperty("quiet", concealed)
        bar.style().polish(bar)
        message = self._shell.notices.message
        stays = message is not None and (not concealed or message.severity == "error")
        self._shell.notices.setVisible(stays)
        self._columns.conceal(concealed)
        self.hint.setVisible(concealed)
        if concealed:
            self._place_hint()
            self.hint.raise_()
            self._hint_timer.start()

    def _place_hint(self) -> None:
        space = self._shell.space
        self.hint.adjustSize()
        left = (space.width() - self.hint.width()) // 2
        self.hint.move(left, space.height() - self.hint.height() - _HINT_BOTTOM)

    @Slot()
    def _on_full_screen(self) -> None:
        window = self._shell.window
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _on_change(self, change: Change) -> None:
        """Another document may have no text to focus on."""
        document = self._shell.services.session.document.id
        if change.kind is not ChangeKind.TEXT and document != self._document:
            self._document = document
            self.leave()
