# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""All preferences in one dialog that can be searched; every change holds at once."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.app.qt_tuning import TuningController
from longwriter_desktop.domain.network import Host
from longwriter_desktop.domain.settings import SETTINGS
from longwriter_desktop.ui import words_preferences as words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.plain_text import PlainLabel
from longwriter_desktop.ui.preferences_pages import GroupPage, PrivacyPage, SettingRow
from longwriter_desktop.ui.shortcuts_page import ShortcutsPage
from longwriter_desktop.ui.shortcuts_table import ShortcutTable
from longwriter_desktop.ui.tuning_row import TuningRow

_SIZE = (880, 640)
_GROUPS_WIDTH = 168
_MODEL = "model"
_NAME = Qt.ItemDataRole.UserRole


Page = GroupPage | ShortcutsPage | PrivacyPage


class PreferencesDialog(QDialog):
    """Groups at the left, their settings at the right, a search over all of them on top."""

    def __init__(
        self,
        preferences: Preferences,
        tuning: TuningController,
        shortcuts: ShortcutTable,
        look: Look,
        hosts: Callable[[], Sequence[Host]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("Preferences")
        self.setWindowTitle(words.TITLE)
        self.resize(*_SIZE)
        self._preferences = preferences
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(words.SEARCH)
        self.search.setAccessibleName(words.SEARCH)
        self.groups = QListWidget(self)
        self.groups.setObjectName("PreferenceGroups")
        self.groups.setAccessibleName(words.GROUPS_NAME)
        self.groups.setFixedWidth(_GROUPS_WIDTH)
        self.nothing = PlainLabel(words.NOTHING_FOUND, self)
        self.nothing.setProperty("role", "muted")
        inner = QWidget(self)
        inner.setObjectName("PreferencePages")
        self.rows = self._make_rows(look, inner)
        self.tuning = TuningRow(tuning, inner)
        self.shortcuts = ShortcutsPage(words.GROUPS["keys"], shortcuts, inner)
        self.privacy = PrivacyPage(words.GROUPS["privacy"], hosts, inner)
        self.pages = self._make_pages(inner)
        for name in self.pages:
            item = QListWidgetItem(words.GROUPS[name], self.groups)
            item.setData(_NAME, name)
        self._lay_out(inner)
        self.groups.setCurrentRow(0)
        self.search.textChanged.connect(self._show_pages)
        self.groups.currentRowChanged.connect(self._on_group)
        self.groups.itemClicked.connect(self._on_group)
        self._show_pages()
        self.search.setFocus()

    def show_group(self, name: str) -> None:
        """Bring a group into sight. Raises `ValueError` for a name that no group has."""
        self.search.clear()
        self.groups.setCurrentRow(list(self.pages).index(name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return confirms a field; it closes nothing, for there is nothing to accept."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    @Slot(str)
    def refresh(self, name: str) -> None:
        """A setting has another value."""
        if name in self.rows:
            self.rows[name].refresh()

    def _make_rows(self, look: Look, parent: QWidget) -> dict[str, SettingRow]:
        return {
            name: SettingRow(setting, self._preferences, look, parent)
            for name, setting in SETTINGS.items()
            if not setting.internal
        }

    def _make_pages(self, parent: QWidget) -> dict[str, Page]:
        """Pages by group, in the order of the schema."""
        pages: dict[str, Page] = {}
        for name in dict.fromkeys(row.partition(".")[0] for row in self.rows):
            rows: list[SettingRow | TuningRow] = [
                row for key, row in self.rows.items() if key.startswith(f"{name}.")
            ]
            if name == _MODEL:
                rows.append(self.tuning)
            pages[name] = GroupPage(words.GROUPS[name], rows, parent)
        return {**pages, "keys": self.shortcuts, "privacy": self.privacy}

    def _lay_out(self, inner: QWidget) -> None:
        pages = QVBoxLayout(inner)
        pages.setContentsMargins(24, 8, 16, 16)
        pages.addWidget(self.nothing)
        for page in self.pages.values():
            pages.addWidget(page, 1 if page is self.shortcuts else 0)
        pages.addStretch(0)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.groups)
        middle.addWidget(area, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addLayout(middle, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        place = self._preferences.place
        self.place = PlainLabel(words.kept_in(place.path), self)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.place.setProperty("role", "muted")
        self.place.setToolTip(place.path)
        self.place.setMinimumWidth(1)
        if place.unknown:
            self.place.setText(f"{self.place.text()}\n{words.unknown_names(place.unknown)}")
        self.show_folder = QPushButton(words.SHOW_FOLDER, self)
        self.reset_all = QPushButton(words.RESET_ALL, self)
        self.close_button = QPushButton(words.CLOSE, self)
        for button in (self.show_folder, self.reset_all, self.close_button):
            button.setAutoDefault(False)
        self.show_folder.clicked.connect(self._on_show_folder)
        self.reset_all.clicked.connect(self._on_reset_all)
        self.close_button.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.place, 1)
        for button in (self.show_folder, self.reset_all, self.close_button):
            row.addWidget(button)
        return row

    @Slot()
    def _on_group(self) -> None:
        """A group is chosen, also the one that was current before a search."""
        self.search.clear()
        self._show_pages()

    @Slot()
    def _show_pages(self) -> None:
        """Without a search the group that is chosen, with one whatever holds its words."""
        sought = self.search.text().casefold().split()
        current = self.groups.currentItem()
        any_found = False
        for name, page in self.pages.items():
            found = page.filter(sought)
            if not sought:
                found = current is not None and current.data(_NAME) == name
            page.setVisible(found)
            any_found = any_found or found
        self.nothing.setVisible(not any_found)
        if current is not None:
            current.setSelected(not sought)

    @Slot()
    def _on_show_folder(self) -> None:
        folder = Path(self._preferences.place.path).parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    @Slot()
    def _on_reset_all(self) -> None:
        question = QMessageBox(self)
        question.setText(words.RESET_ALL_ASK)
        yes = question.addButton(words.RESET_ALL_YES, QMessageBox.ButtonRole.AcceptRole)
        question.addButton(words.KEEP, QMessageBox.ButtonRole.RejectRole)
        question.exec()
        if question.clickedButton() is yes:
            for name in self.rows:
                self._preferences.reset(name)
        question.deleteLater()
