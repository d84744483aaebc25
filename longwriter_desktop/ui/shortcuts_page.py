# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The page with every shortcut: search, record new keys, swap or reset."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.ui import words_shortcuts as words
from longwriter_desktop.ui.plain_text import PlainLabel
from longwriter_desktop.ui.preferences_pages import holds_all, page_title
from longwriter_desktop.ui.shortcuts_table import ShortcutTable
from longwriter_desktop.ui.words import listed

_NAME = Qt.ItemDataRole.UserRole
_NATIVE = QKeySequence.SequenceFormat.NativeText
_LEAST_HEIGHT = 300
_KEYS_WIDTH = 240
_LEAVE = QKeySequence(Qt.Key.Key_Escape)  # leaves things everywhere: no command but its own has it


class ShortcutsPage(QWidget):
    """A table of commands and keys over a line in which keys are recorded."""

    def __init__(self, title: str, table: ShortcutTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self._table = table
        self._wanted: QKeySequence | None = None
        self.list = QTreeWidget(self)
        self.list.setObjectName("ShortcutTable")
        self.list.setAccessibleName(words.TABLE_NAME)
        self.list.setHeaderLabels([words.COMMAND, words.KEYS])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setMinimumHeight(_LEAST_HEIGHT)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, _KEYS_WIDTH)
        for name in table.actions:
            row = QTreeWidgetItem(self.list)
            row.setData(0, _NAME, name)
        self.say = PlainLabel(words.HINT, self)
        self.say.setWordWrap(True)
        self.say.setProperty("role", "muted")
        self.record = QKeySequenceEdit(self)
        self.record.setMaximumSequenceLength(1)
        self.record.setAccessibleName(words.RECORD_NAME)
        self.change = self._button(words.CHANGE)
        self.none = self._button(words.NO_KEYS)
        self.reset = self._button(words.RESET)
        self.reset_all = self._button(words.RESET_ALL)
        self.swap = self._button(words.SWAP)
        self.cancel = self._button(words.CANCEL)
        self._lay_out(title)
        self._connect()
        self.refresh()
        self._end_recording()

    @property
    def command(self) -> str | None:
        """Name of the command in the current row."""
        row = self.list.currentItem()
        return row.data(0, _NAME) if row is not None else None

    def choose(self, name: str) -> None:
        """Make a command's row the current one."""
        for row in self._rows():
            if row.data(0, _NAME) == name:
                self.list.setCurrentItem(row)

    def filter(self, sought: Sequence[str]) -> bool:
        """Show the rows that hold all words (lower case); whether any does."""
        found = False
        for row in self._rows():
            fits = holds_all(f"{self._title} {row.text(0)} {row.text(1)}", sought)
            row.setHidden(not fits)
            found = found or fits
        return found

    @Slot()
    def refresh(self) -> None:
        """Show the keys as they are now."""
        for row in self._rows():
            name = row.data(0, _NAME)
            keys = _named(self._table.keys(name))
            mark = f"  ·  {words.CHANGED}" if self._table.is_changed(name) else ""
            row.setText(0, self._table.title(name))
            row.setText(1, f"{keys}{mark}")
            row.setIcon(0, self._table.actions[name].icon())
        self._show_can()

    def _rows(self) -> list[QTreeWidgetItem]:
        found = (self.list.topLevelItem(at) for at in range(self.list.topLevelItemCount()))
        return [row for row in found if row is not None]

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        return button

    def _lay_out(self, title: str) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        recording = (self.record, self.swap, self.cancel)
        for widget in (*recording, self.change, self.none, self.reset):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        buttons.addWidget(self.reset_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(page_title(title, self))
        column.addWidget(self.list, 1)
        column.addWidget(self.say)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._end_recording)
        self.list.itemActivated.connect(self._on_change)
        self.change.clicked.connect(self._on_change)
        self.none.clicked.connect(self._on_none)
        self.reset.clicked.connect(self._on_reset)
        self.reset_all.clicked.connect(self._on_reset_all)
        self.swap.clicked.connect(self._on_swap)
        self.cancel.clicked.connect(self._end_recording)
        self.record.editingFinished.connect(self._on_recorded)
        self._table.changed.connect(self.refresh)

    def _show_can(self) -> None:
        name = self.command
        self.change.setEnabled(name is not None)
        self.none.setEnabled(name is not None and bool(self._table.keys(name)))
        self.reset.setEnabled(name is not None and self._table.is_changed(name))

    @Slot()
    def _end_recording(self) -> None:
        self._wanted = None
        self.say.setText(words.HINT)
        had_focus = self.record.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        for widget in (self.record, self.swap, self.cancel):
            widget.hide()
        for widget in (self.change, self.none, self.reset):
            widget.show()
        if had_focus:
            self.list.setFocus()
        self._show_can()

    @Slot()
    def _on_change(self) -> None:
        if self.command is None:
            return
        self._wanted = None
        self.say.setText(words.press_keys(self._table.title(self.command)))
        self.record.clear()
        self.record.show()
        self.cancel.show()
        self.record.setFocus()
        for widget in (self.swap, self.change, self.none, self.reset):
            widget.hide()

    @Slot()
    def _on_recorded(self) -> None:
        keys, name = self.record.keySequence(), self.command
        if name is None or keys.isEmpty() or not self.record.isVisible():
            return
        if keys == _LEAVE:
            self._end_recording()
            return
        text = keys.toString(_NATIVE)
        self.swap.hide()
        if self._table.types_text(name, keys):
            self._refuse(words.types_text(text))
        elif self._table.is_standard(keys):
            self._refuse(words.belongs_to_text(text))
        elif self._table.holder(keys, name) is not None:
            self._offer_swap(keys)
        else:
            self._table.give(name, [keys])
            self._end_recording()
            self.list.setFocus()

    def _offer_swap(self, keys: QKeySequence) -> None:
        """Say whose keys these are, and let the writer swap, or press others."""
        other = self._table.holder(keys, self.command or "")
        if other is not None:
            self._wanted = keys
            self.swap.show()
            self._refuse(words.belongs_to(keys.toString(_NATIVE), self._table.title(other)))

    def _refuse(self, text: str) -> None:
        """Say why, and wait for other keys."""
        self.say.setText(text)
        self.record.clear()

    @Slot()
    def _on_swap(self) -> None:
        if self.command is not None and self._wanted is not None:
            self._table.swap(self.command, self._wanted)
        self._end_recording()
        self.list.setFocus()

    @Slot()
    def _on_none(self) -> None:
        if self.command is not None:
            self._table.give(self.command, [])

    @Slot()
    def _on_reset(self) -> None:
        if self.command is None:
            return
        self._end_recording()
        taken = self._table.reset(self.command)
        if taken is not None:
            self._on_change()
            self._offer_swap(taken)

    @Slot()
    def _on_reset_all(self) -> None:
        self._end_recording()
        self._table.reset_all()


def _named(keys: Sequence[QKeySequence]) -> str:
    """Keys as people call them; Return and Enter have one name in some languages."""
    return listed(dict.fromkeys(key.toString(_NATIVE) for key in keys))
