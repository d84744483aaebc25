# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What is done with whole documents: list, load, mark, copy. Inside the caller's transaction."""

import uuid
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.library_port import DocumentSummary, RemovedSection
from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.storage.database import Database
from longwriter_desktop.storage.rows import document_of, item_of, summary_of, text_of, time_text

_SUMMARIES = """
SELECT d.id, d.title, d.target_words, d.modified, d.archived_at, d.deleted_at,
       count(i.id) AS sections,
       coalesce(sum(t.words), 0) AS written_words,
       coalesce(sum(t.words > 0), 0) AS sections_written
FROM documents d
LEFT JOIN items i
       ON i.document_id = d.id AND i.kind = 'section' AND i.position IS NOT NULL
LEFT JOIN texts t ON t.document_id = d.id AND t.section_id = i.id
WHERE d.deleted_at {which}
GROUP BY d.id
ORDER BY {order} DESC, d.rowid DESC
"""
_REMOVED = """
SELECT i.*, t.take_id, t.stop_reason, t.text, t.written_from
FROM items i JOIN texts t ON t.document_id = i.document_id AND t.section_id = i.id
WHERE i.document_id = ? AND i.kind = 'section' AND i.position {which}
ORDER BY i.removed_at DESC, i.rowid
"""
_DOCUMENTS = _SUMMARIES.format(which="IS NULL", order="d.modified")
_BIN = _SUMMARIES.format(which="IS NOT NULL", order="d.deleted_at")


def documents(db: Database) -> list[DocumentSummary]:
    """All documents that were not deleted, the last changed one first."""
    return [summary_of(row) for row in db.query(_DOCUMENTS)]


def bin_of(db: Database) -> list[DocumentSummary]:
    """All documents that were deleted, the last one first."""
    return [summary_of(row) for row in db.query(_BIN)]


def load(db: Database, document_id: str) -> Document:
    """A document whole. Raises `document_missing` also for a deleted one."""
    found = list(db.table("documents").rows_where("id = ? AND deleted_at IS NULL", [document_id]))
    if not found:
        raise EnvironmentProblem("document_missing", document=document_id)
    items = db.table("items").rows_where(
        "document_id = ? AND position IS NOT NULL", [document_id], order_by="position"
    )
    texts = db.query(
        "SELECT t.* FROM texts t JOIN items i"
        " ON i.document_id = t.document_id AND i.id = t.section_id"
        " WHERE t.document_id = ? AND i.position IS NOT NULL ORDER BY i.position",
        [document_id],
    )
    notes = db.table("notes").rows_where("document_id = ?", [document_id], order_by="position")
    summaries = db.table("summaries").rows_where("document_id = ?", [document_id])
    return document_of(found[0], list(items), list(texts), list(notes), list(summaries))


def removed(db: Database, document_id: str) -> list[RemovedSection]:
    """Sections out of the plan whose text stands nowhere in it now, the last one first."""
    gone = db.query(_REMOVED.format(which="IS NULL"), [document_id])
    placed = [row["text"] for row in db.query(_REMOVED.format(which="IS NOT NULL"), [document_id])]
    return [
        RemovedSection(item_of(row), text_of(row), datetime.fromisoformat(row["removed_at"]))
        for row in gone
        if row["text"].strip() and not any(row["text"].strip() in text for text in placed)
    ]


def mark(
    db: Database,
    document_id: str,
    column: Literal["deleted_at", "archived_at"],
    moment: datetime | None,
) -> None:
    """Set or clear a document's mark. Raises `document_missing` where there is none."""
    value = time_text(moment) if moment else None
    done = db.execute(f"UPDATE documents SET {column} = ? WHERE id = ?", [value, document_id])
    if not done.rowcount:
        raise EnvironmentProblem("document_missing", document=document_id)


def copy_of(document: Document, title: str | None) -> Document:
    """The same document under new ids.

    Its texts count as the writer's own, because the takes that they came from stay behind:
    so they are kept when a new take replaces them.
    """
    ids = {item.id: uuid.uuid4().hex for item in document.outline}
    items = tuple(replace(item, id=ids[item.id]) for item in document.outline)
    notes = tuple(replace(note, id=uuid.uuid4().hex) for note in document.notes)
    texts = {
        ids[section_id]: replace(text, take_id=None) for section_id, text in document.texts.items()
    }
    summaries = {
        ids[section_id]: summary
        for section_id, summary in document.summaries.items()
        if section_id in ids
    }
    return replace(
        document,
        id=uuid.uuid4().hex,
        title=document.title if title is None else title,
        outline=Outline(items),
        texts=MappingProxyType(texts),
        summaries=MappingProxyType(summaries),
        notes=notes,
        created=None,
        modified=None,
    )
