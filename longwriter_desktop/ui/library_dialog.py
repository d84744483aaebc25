# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The library: every document, to open, find, rename, copy or put away."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.library_use import LibraryUse
from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.library_port import DocumentSummary, SearchHit, SearchResults
from longwriter_desktop.ui import library_words
from longwriter_desktop.ui.library_list import LibraryList
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.plain_text import PlainLabel

_SIZE = (760, 600)
_TYPING_MS = 120  # a search waits until the writer stops typing for this long
_NOTHING = SearchResults((), 0)


class LibraryDialog(QDialog):
    """Asks which document to open: `chosen` is its id, `place` what was found in it.

    The document `open_now` cannot be put in the bin.

    Signals:
        renamed(document_id, title): a document has another title.
    """

    renamed = Signal(str, str)

    def __init__(self, documents: LibraryUse, look: Look, open_now: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(library_words.TITLE)
        self.resize(*_SIZE)
        self.chosen: str | None = None
        self.place: SearchHit | None = None
        self._documents = documents
        self._look = look
        self._open_now = open_now
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._build()
        self._make_actions()
        self._lay_out()
        self._connect()
        self.refresh()
        self.search.setFocus()

    @Slot()
    def accept(self) -> None:
        """Open what is chosen; in the bin, restore it."""
        if self._typing.isActive():
            self.refresh()
        if self._shown == "bin":
            self._on_restore()
            return
        document, hit = self.list.document, self.list.hit
        if hit is not None:
            self.chosen, self.place = hit.document_id, hit
        elif document is not None:
            self.chosen, self.place = document.id, None
        else:
            return
        super().accept()

    @Slot()
    def refresh(self, choose: str | None = None) -> None:
        """Read the library again and show what fits; choose a document by its id."""
        self._typing.stop()
        self._do(lambda: self._show(choose))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search field into the list."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_down = event.key() == Qt.Key.Key_Down
            if is_down and self.list.count():
                self.list.setFocus()
                return True
        return super().eventFilter(watched, event)

    @property
    def _shown(self) -> str:
        return str(self.shown.currentData())

    def _build(self) -> None:
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(library_words.SEARCH)
        self.search.setAccessibleName(library_words.SEARCH)
        self.search.setClearButtonEnabled(True)
        for clear in self.search.findChildren(QToolButton):
            self._look.dress(clear, "close", "muted")
        self.search.installEventFilter(self)
        self.shown = _choice(self, library_words.SHOWN, library_words.SHOWN_NAMES)
        self.sorted = _choice(self, library_words.SORTED, library_words.SORTED_NAMES)
        self.list = LibraryList(self._look, self)
        self.empty = PlainLabel(self)
        self.empty.setProperty("role", "muted")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.problem = PlainLabel(self)
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.open_button = QPushButton(library_words.OPEN, self)
        self.open_button.setProperty("kind", "primary")
        self.open_button.setDefault(True)
        self.close_button = QPushButton(library_words.CLOSE, self)
        self.close_button.setAutoDefault(False)

    def _make_actions(self) -> None:
        delete = QKeySequence(QKeySequence.StandardKey.Delete)
        self.rename = self._action(library_words.RENAME, "edit", "F2", self.list.rename)
        self.duplicate = self._action(library_words.DUPLICATE, "copy", "Ctrl+D", self._on_duplicate)
        self.archive = self._action(
            library_words.ARCHIVE, "archive", "Ctrl+Shift+A", self._on_archive
        )
        self.to_bin = self._action(library_words.TO_BIN, "remove", delete, self._on_to_bin)
        self.restore = self._action(library_words.RESTORE, "undo", "Ctrl+R", self._on_restore)

    def _action(
        self, text: str, icon: str, keys: str | QKeySequence, work: Callable[[], None]
    ) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        # In the search field the same keys edit the text.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(work)
        self._look.dress(action, icon)
        self.list.addAction(action)
        return action

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.search, 1)
        top.addWidget(self.shown)
        top.addWidget(self.sorted)
        bottom = QHBoxLayout()
        bottom.setSpacing(4)
        self.tools = [
            _button(self, action)
            for action in (self.rename, self.duplicate, self.archive, self.to_bin)
        ]
        for button in self.tools:
            bottom.addWidget(button)
        bottom.addStretch(1)
        bottom.addWidget(self.close_button)
        bottom.addSpacing(4)
        bottom.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.problem)
        column.addLayout(bottom)

    def _connect(self) -> None:
        self._typing.timeout.connect(self.refresh)
        self.search.textChanged.connect(self._typing.start)
        self.shown.currentIndexChanged.connect(self._on_shown)
        self.sorted.currentIndexChanged.connect(self._on_shown)
        # Return reaches the default button from the list, too: `itemActivated` would be a second.
        self.list.itemDoubleClicked.connect(self.accept)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.delegate.renamed.connect(self._on_renamed)
        self.open_button.clicked.connect(self.accept)
        self.close_button.clicked.connect(self.reject)

    def _show(self, choose: str | None) -> None:
        query = " ".join(self.search.text().split())
        fitting = [row for row in self._rows() if query.lower() in row.title.lower()]
        found = _NOTHING
        if query and self._shown != "bin":
            found = self._documents.search(query)
            hits = tuple(hit for hit in found.hits if hit.part != "title")
            found = SearchResults(hits, found.places - (len(found.hits) - len(hits)))
        self.list.show_rows(_in_order(fitting, str(self.sorted.currentData())), found, choose)
        is_empty = not self.list.count()
        self.empty.setText(
            library_words.nothing_fits(query) if query else library_words.EMPTY[self._shown]
        )
        self.list.setVisible(not is_empty)
        self.empty.setVisible(is_empty)
        self._on_row()

    def _rows(self) -> list[DocumentSummary]:
        if self._shown == "bin":
            return self._documents.deleted()
        is_archive = self._shown == "archive"
        return [row for row in self._documents.documents() if row.is_archived == is_archive]

    def _do(self, work: Callable[[], None]) -> bool:
        """Run what touches the library and say whether it went well; a problem is said in place."""
        self.problem.hide()
        try:
            work()
        except EnvironmentProblem as problem:
            self.problem.setText(sentence(problem.code, problem.params))
            self.problem.show()
            return False
        return True

    @Slot()
    def _on_shown(self) -> None:
        self.refresh()

    @Slot()
    def _on_row(self) -> None:
        """Offer what can be done with the chosen row."""
        document, is_bin = self.list.document, self._shown == "bin"
        has_document = document is not None
        for action in (self.rename, self.duplicate, self.archive):
            action.setEnabled(has_document and not is_bin)
            action.setVisible(not is_bin)
        self.to_bin.setEnabled(
            document is not None and not is_bin and document.id != self._open_now
        )
        self.to_bin.setVisible(not is_bin)
        self.restore.setEnabled(has_document and is_bin)
        self.restore.setVisible(is_bin)
        for button in self.tools:
            button.setVisible(not is_bin)
        is_archived = document is not None and document.is_archived
        self.archive.setText(library_words.UNARCHIVE if is_archived else library_words.ARCHIVE)
        self.open_button.setText(library_words.RESTORE if is_bin else library_words.OPEN)
        self.open_button.setEnabled(has_document or self.list.hit is not None)

    @Slot(str, str)
    def _on_renamed(self, document_id: str, title: str) -> None:
        if self._do(lambda: self._documents.rename(document_id, title)):
            self.renamed.emit(document_id, title)
            # The list is made anew only when its editor has gone.
            QTimer.singleShot(0, self, self.refresh)

    @Slot()
    def _on_duplicate(self) -> None:
        document = self.list.document
        if document is not None:
            title = library_words.copy_title(document.title)
            self._change(lambda: self._documents.duplicate(document.id, title))

    @Slot()
    def _on_archive(self) -> None:
        document = self.list.document
        if document is not None:
            self._change(lambda: self._documents.archive(document.id, not document.is_archived))

    @Slot()
    def _on_to_bin(self) -> None:
        document = self.list.document
        if document is not None and document.id != self._open_now:
            self._change(lambda: self._documents.delete(document.id))

    @Slot()
    def _on_restore(self) -> None:
        document = self.list.document
        if document is not None:
            self._change(lambda: self._documents.restore(document.id))

    def _change(self, work: Callable[[], str | None]) -> None:
        """Change the library and show it; where `work` made a document, choose that."""
        self._do(lambda: self._show(work()))
        if self.list.count() and not self.search.hasFocus():
            self.list.setFocus()


def _choice(parent: QWidget, name: str, entries: dict[str, str]) -> QComboBox:
    box = QComboBox(parent)
    box.setAccessibleName(name)
    for key, text in entries.items():
        box.addItem(text, key)
    return box


def _button(parent: QWidget, action: QAction) -> QToolButton:
    button = QToolButton(parent)
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _in_order(rows: list[DocumentSummary], order: str) -> list[DocumentSummary]:
    """Rows as the library lists them, the last change first, or by title or length."""
    if order == "title":
        return sorted(rows, key=lambda row: library_words.title_of(row).casefold())
    if order == "length":
        return sorted(rows, key=lambda row: -row.written_words)
    return rows
