# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of the library: documents, and below them the places found in texts."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from longwriter_desktop.domain.library_port import DocumentSummary, SearchHit, SearchResults
from longwriter_desktop.ui import library_words, words
from longwriter_desktop.ui.library_rows import ROW, LibraryDelegate
from longwriter_desktop.ui.look import Look

_FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class LibraryList(QListWidget):
    """Shows rows and keeps the chosen one where it still is. Titles are edited in place."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(library_words.LIST)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.delegate = LibraryDelegate(look, self)
        self.setItemDelegate(self.delegate)

    @property
    def document(self) -> DocumentSummary | None:
        """The chosen document; None where a place in a text, or nothing, is chosen."""
        row = self._chosen()
        return row if isinstance(row, DocumentSummary) else None

    @property
    def hit(self) -> SearchHit | None:
        """The chosen place in a text."""
        row = self._chosen()
        return row if isinstance(row, SearchHit) else None

    def show_rows(
        self, documents: Sequence[DocumentSummary], found: SearchResults, choose: str | None = None
    ) -> None:
        """Show documents and places. The document `choose`, or the present one, stays chosen."""
        present = self.document
        wanted = choose or (present.id if present else None)
        row_before = max(self.currentRow(), 0)
        self.clear()
        now = datetime.now(UTC)
        for summary in documents:
            self._add_document(summary, now)
        if found.hits:
            caption = QListWidgetItem(
                library_words.found_in_texts(len(found.hits), found.places), self
            )
            caption.setFlags(Qt.ItemFlag.NoItemFlags)
        for hit in found.hits:
            self._add_hit(hit)
        ids = [summary.id for summary in documents]
        row = ids.index(wanted) if wanted in ids else min(row_before, len(ids) - 1)
        self.choose(max(row, 0))

    def choose(self, number: int) -> None:
        """Choose the first row from `number` on that can be chosen."""
        for at in range(number, self.count()):
            if self.item(at).flags() & Qt.ItemFlag.ItemIsSelectable:
                self.setCurrentRow(at)
                return

    def rename(self) -> None:
        """Edit the chosen document's title in place."""
        if self.document is not None:
            self.editItem(self.currentItem())

    def _chosen(self) -> object:
        row = self.currentItem()
        return row.data(ROW) if row is not None else None

    def _add_document(self, summary: DocumentSummary, now: datetime) -> None:
        title, detail = library_words.title_of(summary), library_words.detail(summary, now)
        row = QListWidgetItem(title, self)
        row.setData(ROW, summary)
        row.setData(
            Qt.ItemDataRole.AccessibleTextRole,
            words.listed((title, detail, library_words.share(summary))),
        )
        can_edit = summary.deleted is None
        row.setFlags(_FIXED | Qt.ItemFlag.ItemIsEditable if can_edit else _FIXED)

    def _add_hit(self, hit: SearchHit) -> None:
        row = QListWidgetItem(library_words.hit_title(hit), self)
        row.setData(ROW, hit)
        row.setFlags(_FIXED)
        preview = f"{hit.before}{hit.found}{hit.behind}"
        row.setToolTip(preview)
        row.setData(
            Qt.ItemDataRole.AccessibleTextRole,
            words.listed((library_words.hit_title(hit), preview)),
        )
