# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The port to the library: where documents, takes and what was written each day are kept."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from longwriter_desktop.domain.document import Document, NoteKind, SectionText, Take
from longwriter_desktop.domain.outline import OutlineItem


@dataclass(frozen=True)
class DocumentSummary:
    """One row of the library's list. `deleted` says when a document went into the bin."""

    id: str
    title: str
    target_words: int
    written_words: int
    sections: int
    sections_written: int
    modified: datetime
    is_archived: bool = False
    deleted: datetime | None = None


@dataclass(frozen=True)
class SearchHit:
    """One place that holds what was searched for.

    The parts "must" (a section's notes to the model, what must not be in it included), "note"
    and "sample" (the style sample) are the writer's notes. `section_id` names the section or
    chapter, None for the document's own words and notes; `heading` is its heading, or the title
    of the note that `note_id` and `note_kind` name. `before`,
    `found` and `behind` are the first of `count` occurrences, without line breaks; `found`
    is empty where the words stand in the place but not as they were typed.
    """

    document_id: str
    title: str
    section_id: str | None
    heading: str
    part: Literal["title", "instruction", "heading", "text", "must", "note", "sample"]
    before: str
    found: str
    behind: str
    count: int
    note_id: str | None = None
    note_kind: NoteKind | None = None


@dataclass(frozen=True)
class SearchResults:
    """The first places found, and how many there are in the whole library."""

    hits: tuple[SearchHit, ...]
    places: int


@dataclass(frozen=True)
class RemovedSection:
    """A section with a text that was taken out of its document's plan, and when."""

    item: OutlineItem
    text: SectionText
    removed: datetime


class Library(Protocol):
    """Where documents are kept. Every method is atomic and durable when it returns.

    Any method may raise `EnvironmentProblem` (disk full, read-only, corrupt).
    """

    def documents(self) -> list[DocumentSummary]: ...

    def load(self, document_id: str) -> Document: ...

    def save(self, document: Document) -> None:
        """Insert or replace a document, its outline and its sections' texts."""
        ...

    def save_outline(self, document: Document) -> None:
        """Insert or replace a document and its outline, but touch no section's text."""
        ...

    def save_text(self, document_id: str, section_id: str, text: SectionText) -> None:
        """Replace one section's text and nothing else."""
        ...

    def delete(self, document_id: str) -> None:
        """Put a document into the bin, where it stays whole."""
        ...

    def deleted(self) -> list[DocumentSummary]: ...

    def restore(self, document_id: str) -> None:
        """Take a document out of the bin."""
        ...

    def archive(self, document_id: str, archived: bool) -> None:
        """Mark a document as archived, or as in use again."""
        ...

    def rename(self, document_id: str, title: str) -> None: ...

    def duplicate(self, document_id: str, title: str | None = None) -> str:
        """Copy a document and its texts, but no takes; return the copy's id."""
        ...

    def search(self, query: str, most: int = 200) -> SearchResults:
        """Places in titles, instructions, headings and texts that hold `query`, plain text."""
        ...

    def removed(self, document_id: str) -> list[RemovedSection]:
        """Sections that were taken out of a plan and whose text stands nowhere in it now, the
        last one first.
        """
        ...

    def add_take(self, document_id: str, take: Take) -> None: ...

    def takes(self, section_id: str) -> list[Take]:
        """Oldest first; those that were deleted are marked so."""
        ...

    def pin_take(self, take_id: str, pinned: bool) -> None: ...

    def delete_take(self, take_id: str, deleted: bool) -> None:
        """Put a take away, or have it back."""
        ...

    def add_written(self, day: date, words: int) -> None:
        """Count words, maybe a negative number of them, as written on a day."""
        ...

    def written_days(self, since: date) -> dict[date, int]:
        """Words written on each day from `since` on."""
        ...

    def begin_stream(self, document_id: str, take: Take, beside: bool = False) -> None:
        """Start keeping a take that is being written; `take.text` is what it continues.

        `beside`: the section keeps its text, also when the stream is recovered.
        """
        ...

    def append_stream(self, take_id: str, text: str) -> None: ...

    def rewind_stream(self, take_id: str, keep: int) -> None:
        """Cut the streamed text, what it continues included, to `keep` characters."""
        ...

    def finish_stream(self, document_id: str, take: Take, text: SectionText) -> None:
        """In one step: store the take, make `text` the section's, forget the stream."""
        ...

    def keep_stream(self, document_id: str, take: Take) -> None:
        """In one step: store the take, leave the section's text as it is, forget the stream."""
        ...

    def recover_streams(self) -> list[Take]:
        """Turn streams left by a crash into interrupted takes and their sections' texts."""
        ...

    def close(self) -> None: ...
