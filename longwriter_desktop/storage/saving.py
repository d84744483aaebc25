# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How a document's row, outline, notes, summaries and texts are stored.

All inside the caller's transaction.
"""

from datetime import datetime

from longwriter_desktop.domain.document import Document
from longwriter_desktop.storage.database import Database
from longwriter_desktop.storage.rows import (
    document_row,
    item_row,
    note_row,
    section_summary_of,
    section_summary_row,
    text_of,
    text_row,
    time_text,
)


def save_outline(db: Database, document: Document, now: datetime) -> set[str]:
    """Replace row, outline, notes and summaries; return the ids of the items that stood in the
    outline.
    """
    row = db.execute("SELECT created FROM documents WHERE id = ?", [document.id]).fetchone()
    created = datetime.fromisoformat(row[0]) if row else document.created or now
    db.table("documents").upsert(document_row(document, created, now), pk="id")
    before = db.execute(
        "SELECT id FROM items WHERE document_id = ? AND position IS NOT NULL", [document.id]
    ).fetchall()
    db.execute(
        "UPDATE items SET position = NULL, removed_at = coalesce(removed_at, ?)"
        " WHERE document_id = ?",
        [time_text(now), document.id],
    )
    rows = [item_row(document.id, item, at) for at, item in enumerate(document.outline)]
    db.table("items").upsert_all(rows, pk=("document_id", "id"))
    _save_notes(db, document)
    _save_summaries(db, document)
    return {row[0] for row in before}


def _save_notes(db: Database, document: Document) -> None:
    """A note that stays keeps its row, so that the index has to read only what was typed."""
    rows = [note_row(document.id, note, at) for at, note in enumerate(document.notes)]
    stored = db.execute("SELECT id FROM notes WHERE document_id = ?", [document.id]).fetchall()
    for gone in {row[0] for row in stored} - {note.id for note in document.notes}:
        db.execute("DELETE FROM notes WHERE document_id = ? AND id = ?", [document.id, gone])
    db.table("notes").upsert_all(rows, pk=("document_id", "id"))


def _save_summaries(db: Database, document: Document) -> None:
    """Write the summaries that differ."""
    stored = {
        row["section_id"]: section_summary_of(row)
        for row in db.table("summaries").rows_where("document_id = ?", [document.id])
    }
    for gone in stored.keys() - document.summaries.keys():
        db.execute(
            "DELETE FROM summaries WHERE document_id = ? AND section_id = ?", [document.id, gone]
        )
    rows = [
        section_summary_row(document.id, section_id, summary)
        for section_id, summary in document.summaries.items()
        if stored.get(section_id) != summary
    ]
    db.table("summaries").upsert_all(rows, pk=("document_id", "section_id"))


def save_texts(db: Database, document: Document, before: set[str]) -> None:
    """Write the texts that differ.

    A section without a text is emptied if it stood in the outline before; one that
    comes back into the outline without a text keeps the text it had.
    """
    stored = {
        row["section_id"]: text_of(row)
        for row in db.table("texts").rows_where("document_id = ?", [document.id])
    }
    wanted = {
        item.id: document.text_of(item.id)
        for item in document.outline.sections
        if item.id in stored and item.id in before
    } | dict(document.texts)
    rows = [
        text_row(document.id, section_id, text)
        for section_id, text in wanted.items()
        if stored.get(section_id) != text
    ]
    db.table("texts").upsert_all(rows, pk=("document_id", "section_id"))
