# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Takes while they are being written: their text grows in small committed pieces.

The functions run inside the caller's transaction. A stream's first piece is the text
that the take continues, so the pieces joined are always the whole take.
"""

import hashlib
import uuid
from dataclasses import replace
from datetime import timedelta

from longwriter_desktop.domain.document import SectionText, StopReason, Take, TakeOrigin
from longwriter_desktop.storage.database import Database
from longwriter_desktop.storage.rows import stream_row, take_of, take_row, text_row

_UNKNOWN = ""  # `replaces` of a stream that an earlier version of the program began
_BESIDE = -1  # `started_length` of a take that is not to become its section's text


def begin(db: Database, document_id: str, take: Take, beside: bool = False) -> None:
    db.table("streams").insert(
        {
            **stream_row(document_id, take),
            "started_length": _BESIDE if beside else len(take.text),
            "replaces": _hash(_placed(db, document_id, take.section_id)),
        }
    )
    append(db, take.id, take.text)


def append(db: Database, take_id: str, text: str) -> None:
    # Plain SQL: this runs every second while a model writes, and needs no look at the schema.
    db.execute("INSERT INTO chunks (take_id, text) VALUES (?, ?)", [take_id, text])


def rewind(db: Database, take_id: str, keep: int) -> None:
    """Cut the text to its first `keep` characters."""
    kept = _text(db, take_id)[:keep]
    db.table("chunks").delete_where("take_id = ?", [take_id])
    append(db, take_id, kept)


def forget(db: Database, take_id: str) -> None:
    db.table("chunks").delete_where("take_id = ?", [take_id])
    db.table("streams").delete_where("id = ?", [take_id])


def place_take(db: Database, document_id: str, take: Take, text: SectionText) -> None:
    """Store a take and make `text` its section's text.

    A text that this would replace, and that no take holds yet, becomes a take first.
    """
    _keep_replaced(db, document_id, take, text)
    db.table("takes").insert(take_row(document_id, take))
    db.table("texts").upsert(
        text_row(document_id, take.section_id, text), pk=("document_id", "section_id")
    )


def recover(db: Database) -> list[tuple[str, Take]]:
    """Turn every stream into an interrupted take; (document id, take) for each.

    A stream that had added nothing is only forgotten: its section stays as it is. So does a
    section that has a text, where the take was written beside it, or where another text stands
    there since: the stream was left when the disk was full, and the writer went on.
    """
    recovered = []
    for row in list(db.table("streams").rows_where(order_by="rowid")):
        text = _text(db, row["id"])
        forget(db, row["id"])
        if len(text) <= max(row["started_length"], 0):
            continue
        take = take_of({**row, "text": text, "stop_reason": StopReason.INTERRUPTED.value})
        document_id = row["document_id"]
        present = _placed(db, document_id, take.section_id)
        is_beside = row["started_length"] == _BESIDE
        is_older = row["replaces"] not in (_UNKNOWN, _hash(present))
        if (is_beside or is_older) and present.strip():
            db.table("takes").insert(take_row(document_id, take))
        else:
            place_take(db, document_id, take, take.as_text)
        recovered.append((document_id, take))
    return recovered


def _text(db: Database, take_id: str) -> str:
    rows = db.execute("SELECT text FROM chunks WHERE take_id = ? ORDER BY id", [take_id])
    return "".join(row[0] for row in rows)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _placed(db: Database, document_id: str, section_id: str) -> str:
    """The text that a section has now."""
    row = db.execute(
        "SELECT text FROM texts WHERE document_id = ? AND section_id = ?", [document_id, section_id]
    ).fetchone()
    return row[0] if row else ""


def _keep_replaced(db: Database, document_id: str, take: Take, text: SectionText) -> None:
    old = _placed(db, document_id, take.section_id)
    if not old.strip() or text.text.startswith(old):
        return
    if db.table("takes").count_where("section_id = ? AND text = ?", [take.section_id, old]):
        return
    replaced = replace(
        take,
        id=uuid.uuid4().hex,
        text=old,
        origin=TakeOrigin.WRITER,
        stop_reason=StopReason.FINISHED,
        provenance=None,
        created=take.created - timedelta(microseconds=1),  # listed in front of what replaced it
    )
    db.table("takes").insert(take_row(document_id, replaced))
