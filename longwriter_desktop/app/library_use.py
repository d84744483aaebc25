# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Opening, starting, listing and exporting documents, for the window and the command line."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from longwriter_desktop.app.choices import count_choices, export_choices
from longwriter_desktop.app.session import new_document
from longwriter_desktop.domain.choices import Choices
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.library_port import (
    DocumentSummary,
    Library,
    RemovedSection,
    SearchResults,
)
from longwriter_desktop.domain.ports import ExportRequest, ExportSummary

Exporter = Callable[[Document, ExportRequest], ExportSummary]


class LibraryUse:
    """The library as a person uses it."""

    def __init__(self, library: Library, export: Exporter) -> None:
        self._library = library
        self._export = export

    def documents(self) -> list[DocumentSummary]:
        """All documents that are not in the bin, last changed first."""
        return self._library.documents()

    def open(self, document_id: str) -> Document:
        return self._library.load(document_id)

    def start(
        self, instruction: str = "", words: int = 2_000, title: str = "", language: str = "en"
    ) -> Document:
        """A new document, already in the library."""
        document = new_document(instruction, words, title, language)
        self._library.save(document)
        return document

    def removed(self, document_id: str) -> list[RemovedSection]:
        """Sections with a text that were taken out of a document's plan, the last one first."""
        return self._library.removed(document_id)

    def delete(self, document_id: str) -> None:
        """Put a document into the bin: the library keeps it, the list no longer shows it."""
        self._library.delete(document_id)

    def deleted(self) -> list[DocumentSummary]:
        """What is in the bin, last deleted first."""
        return self._library.deleted()

    def restore(self, document_id: str) -> None:
        """Take a document out of the bin."""
        self._library.restore(document_id)

    def archive(self, document_id: str, archived: bool) -> None:
        """Mark a document as archived, or as in use again."""
        self._library.archive(document_id, archived)

    def rename(self, document_id: str, title: str) -> None:
        """Give a document another title, white space at its ends left out."""
        self._library.rename(document_id, " ".join(title.split()))

    def duplicate(self, document_id: str, title: str) -> str:
        """Copy a document and its texts, but no takes; return the copy's id."""
        return self._library.duplicate(document_id, title)

    def search(self, query: str) -> SearchResults:
        """Places in all documents, the bin's left out, that hold `query`, case aside."""
        return self._library.search(query)

    def add_written(self, day: date, words: int) -> None:
        """Count words, maybe a negative number of them, as written on a day."""
        self._library.add_written(day, words)

    def written_days(self, since: date) -> dict[date, int]:
        """Words written on each day from `since` on; days without any are left out."""
        return self._library.written_days(since)

    def find(self, name: str) -> DocumentSummary:
        """A document by id, by the beginning of its id, by its title, or "last".

        Raises:
            InputProblem: `document_unknown`, or `document_ambiguous`.
        """
        rows = self.documents()
        if name == "last" and rows:
            return rows[0]
        lowered = name.lower()
        found = [row for row in rows if name and row.id.startswith(lowered)]
        found = found or [row for row in rows if name and row.title.lower() == lowered]
        if not found:
            raise InputProblem("document_unknown", name=name)
        if len(found) > 1:
            raise InputProblem("document_ambiguous", name=name, count=len(found))
        return found[0]

    def export(self, document: Document, request: ExportRequest) -> ExportSummary:
        """Write a document to a file; the suffix decides the format. The write is atomic."""
        return self._export(document, request)

    def choices(self, document_id: str) -> Choices:
        """What the writer accepted and refused in a document."""
        return count_choices(self._library, document_id)

    def export_choices(self, document_ids: Iterable[str], path: Path) -> tuple[int, int]:
        """Write the choices in some documents to a file; returns how many texts and pairs.

        Raises `InputProblem("no_choices")`, or as `export` does.
        """
        return export_choices(self._library, document_ids, path)
