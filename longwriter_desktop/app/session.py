# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One open document: its present state, what is not saved yet, and who is told of changes.

The state is an immutable `Document`; every edit replaces it. The session belongs to one
thread (the window's, or the command line's); saving may happen on another, from a snapshot.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from longwriter_desktop.domain.document import Document, SectionSummary, SectionText
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.domain.told import Told


class ChangeKind(StrEnum):
    """What a change touched."""

    META = "meta"  # title, instruction, length, language, notes, style sample, spelling, models
    OUTLINE = "outline"
    TEXT = "text"  # the text of one section
    SUMMARY = "summary"  # what stands for a section where the model has no room for its text


@dataclass(frozen=True)
class Change:
    """One change. `origin` is whoever made it, so that it need not follow its own edit."""

    kind: ChangeKind
    section_id: str | None = None
    origin: object | None = None


@dataclass(frozen=True)
class Structure:
    """The undoable part of a document: the outline with the texts of its sections.

    `summaries` are those of sections that are new in the outline. `target_words` is the length
    that the targets were shared out from, where it belongs to the step; None leaves the
    document's as it is.
    """

    outline: Outline
    texts: Mapping[str, SectionText]
    target_words: int | None = None
    summaries: Mapping[str, SectionSummary] = field(default_factory=lambda: MappingProxyType({}))


def new_document(
    instruction: str, target_words: int, title: str = "", language: str = "en"
) -> Document:
    """A document without a plan."""
    now = datetime.now(UTC)
    return Document(
        uuid.uuid4().hex, title, instruction, target_words, language, created=now, modified=now
    )


@dataclass(frozen=True)
class Unsaved:
    """What a session has to save, as a snapshot that any thread may write."""

    document: Document
    outline: bool
    texts: frozenset[str]

    def write(self, library: Library) -> None:
        """Store the snapshot; raises `EnvironmentProblem` and stores nothing more on failure."""
        if self.outline:
            library.save_outline(self.document)
        for section_id in self.texts:
            library.save_text(self.document.id, section_id, self.document.text_of(section_id))


class DocumentSession:
    """Holds the open document. Listeners are called on the session's thread."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._listeners: list[Callable[[Change], None]] = []
        self._dirty_texts: set[str] = set()
        self._dirty_outline = False

    @property
    def document(self) -> Document:
        return self._document

    @property
    def is_dirty(self) -> bool:
        return self._dirty_outline or bool(self._dirty_texts)

    def subscribe(self, listener: Callable[[Change], None]) -> None:
        self._listeners.append(listener)

    def open(self, document: Document) -> None:
        """Replace the open document by another; the old one must have been saved."""
        self._document = document
        self._dirty_texts.clear()
        self._dirty_outline = False
        self._tell(Change(ChangeKind.OUTLINE))
        self._tell(Change(ChangeKind.META))

    def update_meta(self, origin: object | None = None, **changes: Any) -> None:
        """Change fields of the document other than its outline and texts."""
        self._document = replace(self._document, modified=datetime.now(UTC), **changes)
        self._dirty_outline = True
        self._tell(Change(ChangeKind.META, origin=origin))

    def structure(self) -> Structure:
        """The present outline and texts, to come back to with `restore`."""
        return Structure(self._document.outline, self._document.texts)

    def remember_told(self, told: Told) -> None:
        """Keep what the model was told. Nothing of the document changes."""
        self._document = replace(self._document, told=told)

    def restore(self, structure: Structure, origin: object | None = None) -> None:
        """Replace outline and texts. A text that the structure does not name stays."""
        present, length = self._document.texts, self._document.target_words
        changed = {key for key, text in structure.texts.items() if present.get(key) != text}
        self._dirty_texts |= changed
        self._document = replace(
            self._document,
            outline=structure.outline,
            texts=MappingProxyType({**present, **structure.texts}),
            summaries=MappingProxyType({**self._document.summaries, **structure.summaries}),
            target_words=length if structure.target_words is None else structure.target_words,
            modified=datetime.now(UTC),
        )
        self._dirty_outline = True
        self._tell(Change(ChangeKind.OUTLINE, origin=origin))
        if self._document.target_words != length:
            self._tell(Change(ChangeKind.META, origin=origin))

    def set_outline(self, outline: Outline, origin: object | None = None) -> None:
        """Replace the outline; texts stay with their sections."""
        self.restore(Structure(outline, self._document.texts), origin)

    def set_text(self, section_id: str, text: SectionText, origin: object | None = None) -> None:
        """Replace one section's text."""
        texts = MappingProxyType({**self._document.texts, section_id: text})
        self._document = replace(self._document, texts=texts, modified=datetime.now(UTC))
        self._dirty_texts.add(section_id)
        self._tell(Change(ChangeKind.TEXT, section_id, origin))

    def set_summary(self, section_id: str, summary: SectionSummary | None) -> None:
        """Replace the summary of one section, or with None take it away."""
        summaries = {**self._document.summaries}
        if summary is None:
            summaries.pop(section_id, None)
        else:
            summaries[section_id] = summary
        self._document = replace(self._document, summaries=MappingProxyType(summaries))
        self._dirty_outline = True
        self._tell(Change(ChangeKind.SUMMARY, section_id))

    def edit_text(self, section_id: str, text: str, origin: object | None = None) -> None:
        """The writer typed: the text is no longer the take that it came from."""
        before = self._document.text_of(section_id)
        if text != before.text:
            self.set_text(section_id, before.edited(text), origin)

    def take_unsaved(self, being_written: str | None = None) -> Unsaved | None:
        """Hand over what is unsaved, or None. The text of the section that a job is writing
        is left out: the job stores it, and an older snapshot must not overwrite that.
        """
        texts = frozenset(self._dirty_texts - {being_written})
        if not self._dirty_outline and not texts:
            return None
        unsaved = Unsaved(self._document, self._dirty_outline, texts)
        self._dirty_outline = False
        self._dirty_texts -= texts
        return unsaved

    def put_back(self, unsaved: Unsaved) -> None:
        """A snapshot could not be stored: what it held is unsaved again."""
        if unsaved.document.id == self._document.id:
            self._dirty_outline |= unsaved.outline
            self._dirty_texts |= unsaved.texts

    def _tell(self, change: Change) -> None:
        for listener in list(self._listeners):
            listener(change)
