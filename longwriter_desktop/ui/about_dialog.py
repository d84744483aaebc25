# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the program is, what it is made of, and what it does not do."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop import __version__
from longwriter_desktop.ui import words, words_about
from longwriter_desktop.ui.plain_text import PlainLabel
from longwriter_desktop.ui.shell import Shell

_SIZE = (560, 560)
_COLUMNS = (200, 90)


class AboutDialog(QDialog):
    """Version, purpose, privacy, and the licences of the parts."""

    def __init__(self, parent: QWidget) -> None:
        # Reading what is installed takes modules that the start has no use for.
        from longwriter_desktop.app.about import installed_parts, system_information

        super().__init__(parent)
        self._information = system_information
        self.setWindowTitle(words_about.TITLE)
        self.resize(*_SIZE)
        self.parts = QTreeWidget(self)
        self.parts.setObjectName("ShortcutTable")
        self.parts.setAccessibleName(words_about.PARTS_NAME)
        self.parts.setRootIsDecorated(False)
        self.parts.setHeaderLabels(list(words_about.COLUMNS))
        header = self.parts.header()
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_COLUMNS):
            header.resizeSection(column, width)
        for part in installed_parts():
            licence = part.licence or words_about.UNKNOWN_LICENCE
            row = QTreeWidgetItem(self.parts, [part.name, part.version, licence])
            row.setToolTip(2, licence)
        self.copy = QPushButton(words_about.COPY, self)
        self.close_button = QPushButton(words_about.CLOSE, self)
        self.close_button.setDefault(True)
        self._lay_out()
        self.close_button.setFocus()
        self.copy.clicked.connect(self._on_copy)
        self.close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(6)
        column.addWidget(self._label(words.APP, "heading"))
        column.addWidget(self._label(words_about.version(__version__), "muted"))
        column.addSpacing(6)
        column.addWidget(self._label(words_about.WHAT))
        column.addWidget(self._label(words_about.PRIVACY))
        column.addWidget(self._label(words_about.LICENCE, "muted"))
        column.addSpacing(10)
        column.addWidget(self._label(words_about.PARTS, "caption"))
        column.addWidget(self.parts, 1)
        column.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column.addLayout(buttons)

    def _label(self, text: str, role: str = "") -> QLabel:
        label = PlainLabel(text, self)
        label.setWordWrap(True)
        label.setProperty("role", role)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._information())
        self.copy.setText(words_about.COPIED)


class AboutDesk(QObject):
    """Opens the page about the program."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._window = shell.window
        shell.actions.about.triggered.connect(self.open)

    @Slot()
    def open(self) -> None:
        dialog = AboutDialog(self._window)
        dialog.exec()
        dialog.deleteLater()
