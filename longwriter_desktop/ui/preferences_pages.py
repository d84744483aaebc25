# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The pages of the preferences: one for each group of the schema, made from it, and privacy."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.domain.network import Host
from longwriter_desktop.domain.settings import Setting
from longwriter_desktop.ui import words_preferences as words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.plain_text import PlainLabel
from longwriter_desktop.ui.preferences_controls import make_control
from longwriter_desktop.ui.tuning_row import TuningRow
from longwriter_desktop.ui.words import said


class SettingRow(QFrame):
    """Label and help at the left, control and reset at the right."""

    def __init__(
        self, setting: Setting, preferences: Preferences, look: Look, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("SettingRow")
        self.setting = setting
        self._preferences = preferences
        label, help_text = words.LABELS[setting.name], words.HELP[setting.name]
        if setting.restart:
            help_text = said(help_text, words.RESTART)
        self.label = PlainLabel(label, self)
        self.help = PlainLabel(help_text, self)
        self.help.setProperty("role", "muted")
        self.help.setWordWrap(True)
        self.control = make_control(setting, look, self)
        self.control.widget.setAccessibleName(label)
        self.control.widget.setAccessibleDescription(help_text)
        self.label.setBuddy(self.control.widget)
        self.reset = QToolButton(self)
        self.reset.setToolTip(words.RESET)
        self.reset.setAccessibleName(f"{words.RESET}: {label}")
        look.dress(self.reset, "reset", "muted")
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.label)
        texts.addWidget(self.help)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(16)
        row.addLayout(texts, 1)
        row.addWidget(self.control.widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignVCenter)
        self.control.chosen.connect(self._on_chosen)
        self.reset.clicked.connect(self._on_reset)
        self.refresh()

    @property
    def words_to_find(self) -> str:
        return f"{self.label.text()} {self.help.text()}"

    def refresh(self) -> None:
        """Show the value in use."""
        self.control.show_value(self._preferences.value(self.setting.name))
        self.reset.setVisible(self._preferences.is_changed(self.setting.name))

    @Slot(object)
    def _on_chosen(self, value: object) -> None:
        self._preferences.set(self.setting.name, value)  # type: ignore[arg-type]

    @Slot()
    def _on_reset(self) -> None:
        self.control.widget.setFocus()
        self._preferences.reset(self.setting.name)


class GroupPage(QWidget):
    """The settings of one group under its title."""

    def __init__(self, title: str, rows: Sequence[SettingRow | TuningRow], parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = tuple(rows)
        self._title = title
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(0)
        column.addWidget(page_title(title, self))
        for row in rows:
            column.addWidget(row)

    def filter(self, sought: Sequence[str]) -> bool:
        """Show the rows that hold all words (lower case); whether any does."""
        found = False
        for row in self.rows:
            fits = holds_all(f"{self._title} {row.words_to_find}", sought)
            row.setVisible(fits)
            found = found or fits
        return found


class PrivacyPage(QWidget):
    """Every host that the program can contact, from the one list of them."""

    def __init__(self, title: str, hosts: Callable[[], Sequence[Host]], parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self._hosts = hosts
        self.promise = PlainLabel(words.PRIVACY, self)
        self.hosts = PlainLabel(words.HOSTS, self)
        self.names = PlainLabel(self)
        self.names.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.rest = PlainLabel(words.NO_OTHERS, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(12)
        column.addWidget(page_title(title, self))
        for label in (self.promise, self.hosts, self.names, self.rest):
            label.setWordWrap(True)
            column.addWidget(label)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the hosts as they are now."""
        self.names.setText("\n".join(words.host_line(host) for host in self._hosts()))

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()
        super().showEvent(event)

    def filter(self, sought: Sequence[str]) -> bool:
        """Whether the page holds all words (lower case)."""
        labels = (self.promise, self.hosts, self.names, self.rest)
        return holds_all(" ".join([self._title, *(label.text() for label in labels)]), sought)


def page_title(text: str, parent: QWidget) -> QLabel:
    label = PlainLabel(text, parent)
    label.setProperty("role", "heading")
    label.setContentsMargins(0, 0, 0, 8)
    return label


def holds_all(text: str, sought: Sequence[str]) -> bool:
    """Whether a text holds all of some words in lower case."""
    text = text.casefold()
    return all(word in text for word in sought)
