# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The bar at the top: menu, title, and what is done with the whole document."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from longwriter_desktop.app.session import Change, ChangeKind, DocumentSession
from longwriter_desktop.ui import words
from longwriter_desktop.ui.look import Look

HEADER_HEIGHT = 48


class Header(QFrame):
    """Menu, title, Write all, Stop, Export and the switch that folds the instruction.

    Signals:
        write_all_asked(), stop_asked(), export_asked()
        brief_asked(shown): the instruction should be shown or hidden.
    """

    write_all_asked = Signal()
    stop_asked = Signal()
    export_asked = Signal()
    brief_asked = Signal(bool)

    def __init__(self, session: DocumentSession, look: Look, menu: QMenu, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("Header")
        self.setFixedHeight(HEADER_HEIGHT)
        self._session = session
        self._look = look
        self._tips: dict[QAction, QPushButton] = {}
        self.menu_button = self._tool("menu", words.MENU)
        self.menu_button.setMenu(menu)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.title = QLineEdit(self)
        self.title.setObjectName("Title")
        self.title.setPlaceholderText(words.TITLE_HINT)
        self.title.setAccessibleName(words.TITLE_NAME)
        self.fold = self._tool("fold", words.HIDE_BRIEF)
        self.fold.setObjectName("Fold")
        self.fold.setCheckable(True)
        self.fold.setText(words.BRIEF)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setIconSize(QSize(14, 14))
        self.export = self._push("export", words.EXPORT_SHORT)
        self.stop = self._push("stop", words.STOP)
        self.write_all = self._push("write_all", words.WRITE_ALL, "on_accent")
        self.write_all.setProperty("kind", "primary")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.menu_button)
        row.addWidget(self.title, 1)
        row.addWidget(self.fold)
        row.addSpacing(8)
        for button in (self.export, self.stop, self.write_all):
            row.addWidget(button)
        self.title.editingFinished.connect(self._on_title)
        self.fold.toggled.connect(self._on_fold)
        self.write_all.clicked.connect(self.write_all_asked)
        self.stop.clicked.connect(self.stop_asked)
        self.export.clicked.connect(self.export_asked)
        self._show_title()
        session.subscribe(self._on_change)

    def add_action_tip(self, button: QPushButton, action: QAction) -> None:
        """Say an action's keys in a button's tool tip, also after they have changed."""
        self._tips[action] = button
        action.changed.connect(self._show_tips)
        self._show_tips()

    def add_mark(self, mark: QWidget) -> None:
        """Put something that must not be overlooked behind the title."""
        self._row.insertWidget(self._row.indexOf(self.fold), mark)

    def set_brief_shown(self, shown: bool) -> None:
        """Show the switch as it stands, without announcing it."""
        blocked = self.fold.blockSignals(True)
        self.fold.setChecked(not shown)
        self.fold.blockSignals(blocked)
        self._dress_fold(shown)

    @Slot()
    def _show_tips(self) -> None:
        for action, button in self._tips.items():
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            text = action.text()
            button.setToolTip(words.with_keys(text, keys) if keys else text)

    def _tool(self, icon: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(20, 20))
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look.dress(button, icon)
        return button

    def _push(self, icon: str, text: str, role: str = "ink") -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(text)
        button.setIconSize(QSize(16, 16))
        self._look.dress(button, icon, role)
        return button

    def _on_change(self, change: Change) -> None:
        if change.kind is ChangeKind.META and change.origin is not self:
            self._show_title()

    def _show_title(self) -> None:
        is_typing = self.title.hasFocus() and self.title.isModified()
        if not is_typing and self.title.text() != self._session.document.title:
            self.title.setText(self._session.document.title)
            self.title.setCursorPosition(0)

    @Slot()
    def _on_title(self) -> None:
        title = " ".join(self.title.text().split())
        if title != self._session.document.title:
            self._session.update_meta(origin=self, title=title)

    @Slot(bool)
    def _on_fold(self, folded: bool) -> None:
        self._dress_fold(not folded)
        self.brief_asked.emit(not folded)

    def _dress_fold(self, shown: bool) -> None:
        name = words.HIDE_BRIEF if shown else words.SHOW_BRIEF
        self._look.dress(self.fold, "fold" if shown else "unfold")
        self.fold.setToolTip(name)
        self.fold.setAccessibleName(name)
