# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A small bar above selected text: the revisions asked for most, one click away."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QToolButton

from longwriter_desktop.domain.revision import Revision, RevisionKind
from longwriter_desktop.ui import words_revising as words
from longwriter_desktop.ui.manuscript import Manuscript
from longwriter_desktop.ui.manuscript_paint import SIDE
from longwriter_desktop.ui.revise_menu import ICONS, ReviseMenu
from longwriter_desktop.ui.section_bar import bar_button

QUIET_MS = 180  # a selection that still grows shows no bar
_GAP = 6  # px between the bar and the selected text


class SelectionBar(QFrame):
    """Shows itself over the manuscript while text of a section is selected and nobody types.

    Signals:
        chosen(revision): a `Revision` for the selection.
        ask_wanted(): the writer wants to say it in words.
    """

    chosen = Signal(object)
    ask_wanted = Signal()

    def __init__(self, text: Manuscript, menu: ReviseMenu) -> None:
        super().__init__(text.viewport())
        self.setObjectName("SelectionBar")
        self.setAccessibleName(words.SELECTION_BAR)
        self._text = text
        self._is_wanted = True  # False: sent away for this selection
        self._is_off = False  # a card lies over the text
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MS)
        self._timer.timeout.connect(self.place)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(1)
        self.rewrite = self._button(RevisionKind.REWRITE)
        self.shorter = self._button(RevisionKind.CONDENSE)
        self.longer = self._button(RevisionKind.EXPAND)
        self.tone = self._button(RevisionKind.TONE)
        self.translate = self._button(RevisionKind.TRANSLATE)
        self.ask = self._button(RevisionKind.CUSTOM)
        for button, choices in ((self.tone, menu.tones), (self.translate, menu.languages)):
            button.setMenu(choices)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for button in self.buttons:
            row.addWidget(button)
        for button in (self.rewrite, self.shorter, self.longer):
            button.clicked.connect(self._on_clicked)
        self.ask.clicked.connect(self._on_ask)
        text.selectionChanged.connect(self._on_selection)
        text.bars_moved.connect(self._on_moved)
        text.viewport().installEventFilter(self)
        self.hide()

    @property
    def buttons(self) -> tuple[QToolButton, ...]:
        return (
            self.rewrite, self.shorter, self.longer, self.tone, self.translate, self.ask,
        )  # fmt: skip

    def set_off(self, off: bool) -> None:
        """Stay away, while an answer to an earlier wish lies over the text."""
        self._is_off = off
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc sends the bar away; a selection made with the mouse shows it on release."""
        kind = event.type()
        if kind is QEvent.Type.MouseButtonRelease:
            self._timer.start()
        elif kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return self._key(event)
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """The text's keys are watched only now: a filter is asked about ten events a key."""
        self._text.installEventFilter(self)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._text.removeEventFilter(self)
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc on one of its buttons sends the bar away too."""
        if event.key() == Qt.Key.Key_Escape:
            self._send_away()
            self._text.setFocus()
        else:
            super().keyPressEvent(event)

    @Slot()
    def place(self) -> None:
        """Show the bar above the selection, or below where there is no room, or not at all."""
        if not self._may_show():
            self.hide()
            return
        cursor = self._text.textCursor()
        first, last = self._line(cursor.selectionStart()), self._line(cursor.selectionEnd())
        view = self._text.viewport().rect()
        size = self._size(view.width() - 8)
        y = first.top() - size.height() - _GAP
        if y < 4:
            y = last.bottom() + _GAP
        if last.bottom() < 0 or first.top() > view.height() or y + size.height() > view.height():
            self.hide()
            return
        x = first.left() if first.top() == last.top() else SIDE
        self.move(min(max(x, 4), max(view.width() - size.width() - 4, 4)), y)
        self.resize(size)
        self.show()
        self.raise_()

    def _size(self, room: int) -> QSize:
        """The size that the bar takes, with icons only where its words have no room."""
        styles = Qt.ToolButtonStyle
        for style in (styles.ToolButtonTextBesideIcon, styles.ToolButtonIconOnly):
            for button in self.buttons:
                button.setToolButtonStyle(style)
            self._row.invalidate()
            if self.sizeHint().width() <= room:
                break
        return self.sizeHint()

    def _may_show(self) -> bool:
        cursor = self._text.textCursor()
        if self._is_off or not self._is_wanted or not cursor.selectedText().strip():
            return False
        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            return False
        section = self._text.page.section_at(cursor.selectionStart())
        return section is not None and section not in self._text.writing_sections

    def _line(self, position: int) -> QRect:
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(position)
        return self._text.cursorRect(cursor)

    def _key(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() is QEvent.Type.KeyPress:
            self._send_away()
        event.accept()
        return True

    def _send_away(self) -> None:
        self._is_wanted = False
        self.hide()

    def _button(self, kind: RevisionKind) -> QToolButton:
        button = bar_button(self._text.look, ICONS[kind], words.KINDS[kind], self)
        button.setProperty("revision", kind.value)
        button.setToolTip(words.KINDS[kind])
        return button

    @Slot()
    def _on_selection(self) -> None:
        self._is_wanted = True
        if self._text.textCursor().hasSelection():
            self._timer.start()
        else:
            self._timer.stop()
            self.hide()

    @Slot()
    def _on_moved(self) -> None:
        if self.isVisible():
            self.place()

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self.hide()
            self.chosen.emit(Revision(RevisionKind(button.property("revision"))))

    @Slot()
    def _on_ask(self) -> None:
        self.hide()
        self.ask_wanted.emit()


def place_over(text: Manuscript, position: int) -> QPoint:
    """Where, in the manuscript's viewport, something about the text at a position belongs."""
    cursor = QTextCursor(text.document())
    cursor.setPosition(position)
    return QPoint(SIDE, text.cursorRect(cursor).bottom() + _GAP)
