# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Typewriter scrolling: the line with the caret stays where the eye is."""

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPropertyAnimation, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from longwriter_desktop.ui import words_view as words
from longwriter_desktop.ui.manuscript_paint import SIDE
from longwriter_desktop.ui.shell import Shell

CARET_AT = 0.45  # of the height of the text
ROOM_BELOW = 200  # px below the last line that the text can be scrolled up by
SCROLL_MS = 120
_ROOM_MS = 120  # room is made when a change of size is over: it lays out the whole text
_SETTING = "text.typewriter"
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.InputMethod)


class Typewriter(QObject):
    """Scrolls after each key, never while the mouse is at work, and makes room below the end."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._preferences = shell.services.preferences
        self._text = shell.space.manuscript
        # Asking the text for it is no good while the text is being taken apart.
        self._viewport = self._text.viewport()
        self.action = shell.actions.make("view.typewriter", words.TYPEWRITER, "typewriter")
        self.action.setCheckable(True)
        self._caret = -1
        self._soon = QTimer(self)  # after the key has done its work
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._follow)
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(_ROOM_MS)
        self._resized.timeout.connect(self._make_room)
        self._scrolling = QPropertyAnimation(self._text.verticalScrollBar(), b"value", self)
        self._scrolling.setDuration(SCROLL_MS)
        self._scrolling.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.action.triggered.connect(self._on_action)
        self._preferences.subscribe(self._on_setting)
        self._on_setting(_SETTING)

    @property
    def is_on(self) -> bool:
        return self._preferences.flag(_SETTING)

    @property
    def is_scrolling(self) -> bool:
        """Whether the text is on its way to the caret's place."""
        return self._scrolling.state() is QPropertyAnimation.State.Running

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._text and kind in _KEYS:
            self._soon.start()
        elif watched is self._viewport and kind is QEvent.Type.Wheel:
            self._scrolling.stop()
        elif watched is self._viewport and kind is QEvent.Type.Resize:
            self._resized.start()
        return False

    @Slot(bool)
    def _on_action(self, on: bool) -> None:
        self._preferences.set(_SETTING, on)

    def _on_setting(self, name: str) -> None:
        if name != _SETTING:
            return
        self.action.setChecked(self.is_on)
        self._make_room()
        for watched in (self._text, self._viewport):
            # A filter is asked about ten events a key; most writers do without this one.
            watched.removeEventFilter(self)
            if self.is_on:
                watched.installEventFilter(self)
        if self.is_on:
            self._caret = -1
            self._follow()

    @Slot()
    def _make_room(self) -> None:
        """Let the last line come up, with typewriter scrolling to the caret's place: empty room
        below it.
        """
        room = round(self._viewport.height() * (1 - CARET_AT)) if self.is_on else ROOM_BELOW
        frame = self._text.document().rootFrame()
        form = frame.frameFormat()
        if form.bottomMargin() != SIDE + room:
            form.setBottomMargin(SIDE + room)
            with self._text.page.applying():
                frame.setFrameFormat(form)

    @Slot()
    def _follow(self) -> None:
        caret = self._text.textCursor().position()
        pressed = QApplication.mouseButtons() is not Qt.MouseButton.NoButton
        if not self.is_on or pressed or caret == self._caret:
            return
        self._caret = caret
        bar, line = self._text.verticalScrollBar(), self._text.cursorRect()
        wanted = bar.value() + line.center().y() - round(self._text.viewport().height() * CARET_AT)
        wanted = min(max(wanted, bar.minimum()), bar.maximum())
        if wanted == bar.value():
            return
        self._scrolling.stop()
        self._scrolling.setStartValue(bar.value())
        self._scrolling.setEndValue(wanted)
        self._scrolling.start()
