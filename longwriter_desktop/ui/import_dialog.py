# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Importing a plan that was written elsewhere: pasted, or from a file."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.plan_files import PlanFile, parse_plan_file, read_plan_file
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.plan_format import render_plan
from longwriter_desktop.ui import words


class ImportDialog(QDialog):
    """Reads a plan; what is wrong with it is said in place, and the text stays."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.IMPORT_TITLE)
        self.resize(620, 420)
        self.plan: PlanFile | None = None
        hint = QLabel(words.IMPORT_HINT, self)
        hint.setWordWrap(True)
        hint.setProperty("role", "muted")
        self.text = QPlainTextEdit(self)
        self.text.setPlaceholderText(words.IMPORT_EXAMPLE)
        self.text.setAccessibleName(words.IMPORT_TITLE)
        self.text.setTabChangesFocus(True)
        self.problem = QLabel(self)
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.buttons = QDialogButtonBox(self)
        self.use = QPushButton(words.IMPORT_USE, self)
        self.use.setProperty("kind", "primary")
        self.file = QPushButton(words.IMPORT_FILE, self)
        self.file.setAutoDefault(False)
        self.buttons.addButton(self.use, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.file, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(words.CANCEL, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        for widget in (hint, self.text, self.problem, self.buttons):
            column.addWidget(widget)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.file.clicked.connect(self._on_file)

    def accept(self) -> None:
        try:
            self.plan = parse_plan_file(self.text.toPlainText())
        except EnvironmentProblem as problem:
            self._say(problem)
            return
        super().accept()

    def read(self, path: Path) -> None:
        """Show a file's plan in the field."""
        try:
            read = read_plan_file(path)
        except EnvironmentProblem as problem:
            self._say(problem)
            return
        self.problem.hide()
        self.text.setPlainText(render_plan(read.plan.outline, read.plan.title))

    @Slot()
    def _on_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, words.IMPORT_TITLE, "", words.PLAN_FILES)
        if name:
            self.read(Path(name))

    def _say(self, problem: EnvironmentProblem) -> None:
        self.problem.setText(sentence(problem.code, problem.params))
        self.problem.show()
