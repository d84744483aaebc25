# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A new plan from a text, a file, a ready structure or the model, with a preview."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.plan_files import ImportedPlan
from longwriter_desktop.app.planning import plan_from_structure, structures
from longwriter_desktop.domain.document import Document, check_request
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.ui import words_import as words
from longwriter_desktop.ui.import_preview import ImportPreview
from longwriter_desktop.ui.import_source import ImportSource, dropped_file
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.plain_text import PlainLabel
from longwriter_desktop.ui.words import STRUCTURES

_SIZE = QSize(860, 540)
_TEXT, _STRUCTURE, _MODEL = range(3)


@dataclass(frozen=True)
class NewPlan:
    """What was chosen: a plan that was read, with or without its text; or, where `read` is
    None, what `structure` names: the key of a structure, "" for the model.
    """

    read: ImportedPlan | None
    with_texts: bool = False
    structure: str = ""


class ImportDialog(QDialog):
    """Three sources at the left, the plan that comes of it at the right.

    What is wrong is said in place, and nothing that was typed is lost. `chosen` is the
    outcome, None where the writer left.
    """

    def __init__(self, document: Document, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.TITLE)
        self.resize(_SIZE)
        self.setAcceptDrops(True)
        self.chosen: NewPlan | None = None
        self._document = document
        self.sources = QTabBar(self)
        self.sources.setObjectName("ImportSources")
        self.sources.setExpanding(False)
        self.sources.setDrawBase(False)
        self.sources.setAccessibleName(words.SOURCES)
        for name in (words.FROM_TEXT, words.FROM_STRUCTURE, words.FROM_MODEL):
            self.sources.addTab(name)
        self.source = ImportSource(look, self)
        self.structures = QListWidget(self)
        self.structures.setAccessibleName(words.STRUCTURE_NAME)
        for structure in structures():
            self.structures.addItem(STRUCTURES.get(structure.key, structure.name))
            self.structures.item(self.structures.count() - 1).setData(
                Qt.ItemDataRole.UserRole, structure.key
            )
        self.preview = ImportPreview(self)
        self.with_texts = QCheckBox(self)
        self.with_texts.setChecked(True)
        self.with_texts.hide()
        self.problem = PlainLabel(self)
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.use = QPushButton(words.USE, self)
        self.use.setProperty("kind", "primary")
        self._lay_out()
        self.sources.currentChanged.connect(self._on_source)
        self.source.read.connect(self.show_plan)
        self.structures.currentRowChanged.connect(self.show_plan)
        self.structures.setCurrentRow(0)
        self.source.text.setFocus()

    def read(self, path: Path) -> None:
        """Show a file's plan."""
        self.sources.setCurrentIndex(_TEXT)
        self.source.read_file(path)

    def accept(self) -> None:
        """Take what is shown; where nothing can be taken, say why and stay."""
        if self._at == _TEXT:
            self.source.read_text()
        new, problem = self._new_plan()
        if new is None:
            self._say(problem)
            return
        self.chosen = new
        super().accept()

    @Slot()
    def show_plan(self) -> None:
        """Show the plan of the source in sight, its totals, and what is wrong."""
        new, problem = self._new_plan()
        is_quiet = self._at == _TEXT and self.source.problem is None
        self._say(None if is_quiet else problem)
        read = new.read if new else None
        outline = read.outline if read else None
        if new is not None and new.structure:
            outline = self._structure_outline(new.structure)
        self.preview.show_outline(outline, read.title if read else "")
        words_brought = read.text_words if read else 0
        self.with_texts.setText(words.bring_text(words_brought))
        self.with_texts.setVisible(bool(words_brought))
        if self._at == _MODEL:
            self.preview.totals.setText(words.MODEL_WRITES)
        self.use.setText(words.LET_PLAN if self._at == _MODEL else words.USE)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.read(path)

    @property
    def _at(self) -> int:
        return self.sources.currentIndex()

    def _new_plan(self) -> tuple[NewPlan | None, EnvironmentProblem | None]:
        """What the source in sight gives, or why it gives nothing."""
        if self._at == _TEXT:
            plan = self.source.plan
            return (NewPlan(plan, self.with_texts.isChecked()) if plan else None), (
                self.source.problem or EnvironmentProblem("plan_empty")
            )
        try:
            check_request(self._document.instruction, self._document.target_words)
        except EnvironmentProblem as problem:
            return None, problem
        row = self.structures.currentItem()
        key = str(row.data(Qt.ItemDataRole.UserRole)) if row and self._at == _STRUCTURE else ""
        return NewPlan(None, structure=key), None

    def _structure_outline(self, key: str) -> Outline:
        document = self._document
        return plan_from_structure(
            key, document.instruction, document.target_words, document.language
        ).outline

    def _say(self, problem: EnvironmentProblem | None) -> None:
        self.problem.setText(sentence(problem.code, problem.params) if problem else "")
        self.problem.setVisible(problem is not None)

    @Slot(int)
    def _on_source(self, at: int) -> None:
        self.pages.setCurrentIndex(at)
        self.structures.doItemsLayout()  # a hidden list has not seen the style sheet's heights
        self.show_plan()

    def _request(self) -> QLabel:
        """What the model is asked for."""
        label = PlainLabel(self)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        label.setWordWrap(True)
        label.setText(words.request(self._document.instruction, self._document.target_words))
        return label

    def _lay_out(self) -> None:
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.source)
        self.pages.addWidget(_page(words.STRUCTURE_HINT, self.structures))
        self.pages.addWidget(_page(words.MODEL_HINT, self._request()))
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.sources)
        left.addWidget(self.pages, 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.preview, 1)
        right.addWidget(self.with_texts)
        document = self._document
        if any(document.text_of(item.id).text.strip() for item in document.outline.sections):
            stay = PlainLabel(words.WRITTEN_STAY, self)
            stay.setProperty("role", "muted")
            stay.setWordWrap(True)
            right.addWidget(stay)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.use, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(words.CANCEL, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(row, 1)
        column.addWidget(self.problem)
        column.addWidget(buttons)


def _page(hint: str, main: QWidget) -> QWidget:
    page = QWidget()
    label = PlainLabel(hint, page)
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addWidget(label)
    column.addWidget(main, 1)
    return page
