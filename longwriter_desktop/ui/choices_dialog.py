# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which documents' choices go into a file for training, and what that means."""

from pathlib import Path

from PySide6.QtCore import QSettings, QSize, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.library_use import LibraryUse
from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.choices import Choices
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.ui import library_words, words
from longwriter_desktop.ui import words_choices as own
from longwriter_desktop.ui.export_dialog import usual_path
from longwriter_desktop.ui.plain_text import PlainLabel

_SIZE = (640, 600)
_ROW = QSize(120, 32)
_SUFFIX = ".jsonl"
_ID = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ChoicesDialog(QDialog):
    """Asks for `document_ids` and a `path`; nothing is written by it.

    The document `open_now` stands first and is ticked. A document is counted once it is ticked.
    """

    def __init__(
        self, documents: LibraryUse, settings: QSettings, open_now: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(own.TITLE)
        self.resize(*_SIZE)
        self._documents = documents
        self._settings = settings
        self._counted: dict[str, Choices] = {}
        self.table = QTreeWidget(self)
        self.total = PlainLabel(self)
        self.problem = PlainLabel(self)
        self.file = QLineEdit(self)
        self.browse = QPushButton(own.BROWSE, self)
        self.buttons = QDialogButtonBox(self)
        self.write = QPushButton(own.WRITE, self)
        self._build()
        self._lay_out()
        self._fill(open_now)
        self.table.itemChanged.connect(self._on_ticked)
        self.browse.clicked.connect(self._on_browse)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._count()

    @property
    def document_ids(self) -> list[str]:
        """The documents that are ticked, in the order of the list."""
        rows = [self.table.topLevelItem(at) for at in range(self.table.topLevelItemCount())]
        ticked = Qt.CheckState.Checked
        return [row.data(0, _ID) for row in rows if row and row.checkState(0) is ticked]

    @property
    def path(self) -> Path:
        path = Path(self.file.text().strip()).expanduser()
        return path if path.suffix.lower() == _SUFFIX else path.with_name(path.name + _SUFFIX)

    def accept(self) -> None:
        self._settings.setValue("export/folder", str(self.path.parent))
        super().accept()

    def _build(self) -> None:
        self.table.setObjectName("ChoicesTable")
        self.table.setAccessibleName(own.DOCUMENTS)
        self.table.setHeaderLabels(list(own.COLUMNS))
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        header = self.table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.table.headerItem().setTextAlignment(column, _RIGHT)
        self.total.setWordWrap(True)
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.file.setAccessibleName(own.FILE)
        self.browse.setAutoDefault(False)
        self.write.setProperty("kind", "primary")
        self.write.setDefault(True)
        self.buttons.addButton(self.write, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(words.CANCEL, QDialogButtonBox.ButtonRole.RejectRole)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        for text, role in (
            (own.WHY, ""), (own.WHAT, "caption"), (own.CONTENTS, ""), (own.STAYS, ""),
        ):  # fmt: skip
            label = PlainLabel(text, self)
            label.setWordWrap(True)
            label.setProperty("role", role)
            column.addWidget(label)
        column.addWidget(self.table, 1)
        column.addWidget(self.total)
        column.addWidget(self.problem)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(PlainLabel(own.FILE, self))
        place.addWidget(self.file, 1)
        place.addWidget(self.browse)
        column.addLayout(place)
        column.addWidget(self.buttons)

    def _fill(self, open_now: str) -> None:
        title = ""
        rows = sorted(self._documents.documents(), key=lambda summary: summary.id != open_now)
        for summary in rows:
            row = QTreeWidgetItem(self.table, [library_words.title_of(summary), "", ""])
            row.setData(0, _ID, summary.id)
            row.setSizeHint(0, _ROW)
            row.setToolTip(0, row.text(0))
            is_open = summary.id == open_now
            row.setCheckState(0, Qt.CheckState.Checked if is_open else Qt.CheckState.Unchecked)
            for column in (1, 2):
                row.setTextAlignment(column, _RIGHT)
            if is_open:
                title = summary.title
                self.table.setCurrentItem(row)
        self.file.setText(str(usual_path(self._settings, own.file_name(title), _SUFFIX)))

    @Slot(QTreeWidgetItem, int)
    def _on_ticked(self, _row: QTreeWidgetItem, column: int) -> None:
        if column == 0:
            self._count()

    def _count(self) -> None:
        """Show what the ticked documents hold, before anything is written."""
        self.problem.hide()
        ticked = self.document_ids
        for at in range(self.table.topLevelItemCount()):
            row = self.table.topLevelItem(at)
            if row is not None and row.data(0, _ID) in ticked:
                self._count_row(row)
        found = [self._counted[id_] for id_ in ticked if id_ in self._counted]
        texts, pairs = sum(len(one.found) for one in found), sum(one.pairs for one in found)
        missing = Choices(
            unfinished=sum(one.unfinished for one in found),
            changed=sum(one.changed for one in found),
        )
        counts = words.said(f"{own.total(texts, pairs)}.", own.left_out(missing))
        self.total.setText(counts if ticked else own.NOTHING_TICKED)
        self.write.setEnabled(bool(texts))

    def _count_row(self, row: QTreeWidgetItem) -> None:
        document_id = row.data(0, _ID)
        if document_id in self._counted:
            return
        try:
            choices = self._documents.choices(document_id)
        except EnvironmentProblem as problem:
            self.problem.setText(sentence(problem.code, problem.params))
            self.problem.show()
            return
        self._counted[document_id] = choices
        row.setText(1, f"{len(choices.found):,}")
        row.setText(2, f"{choices.pairs:,}")
        row.setToolTip(0, "\n".join(filter(None, (row.text(0), own.left_out(choices)))))

    @Slot()
    def _on_browse(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, own.TITLE, self.file.text(), own.FILES)
        if name:
            self.file.setText(name)
