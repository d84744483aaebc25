# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Domain values to table rows and back. Times are ISO 8601 text in UTC."""

import json
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import (
    Document,
    Note,
    NoteKind,
    Provenance,
    SectionSummary,
    SectionText,
    StopReason,
    Take,
    TakeOrigin,
)
from longwriter_desktop.domain.library_port import DocumentSummary
from longwriter_desktop.domain.model_choice import ModelChoice
from longwriter_desktop.domain.outline import ContextChoice, ItemKind, Outline, OutlineItem

Row = dict[str, Any]

_PROVENANCE = (
    "model_name", "model_fingerprint", "seed", "prompt_hash", "written_from", "prompt_tokens",
    "evaluated_tokens", "generated_tokens", "tokens_per_second", "seconds",
)  # fmt: skip

# These stand in the column of the sampling's numbers, where there are any.
_ASKED = ("note", "revises", "alone", "in_one")


def time_text(time: datetime) -> str:
    """`time` as text that sorts by time; one without a zone counts as local."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def document_row(document: Document, created: datetime, modified: datetime) -> Row:
    return {
        "id": document.id,
        "title": document.title,
        "instruction": document.instruction,
        "target_words": document.target_words,
        "language": document.language,
        "notes": "",  # of before version 1.3; they have a table of their own now
        "style_sample": document.style_sample,
        "spelling_words": "\n".join(sorted(document.spelling_words)),
        "planner": _choice_text(document.planner),
        "writer": _choice_text(document.writer),
        "created": time_text(created),
        "modified": time_text(modified),
        "deleted_at": None,
    }


def item_row(document_id: str, item: OutlineItem, position: int) -> Row:
    return {
        "document_id": document_id,
        "id": item.id,
        "position": position,
        "kind": item.kind.value,
        "level": item.level,
        "heading": item.heading,
        "main_point": item.main_point,
        "target_words": item.target_words,
        "locked": int(item.locked),
        "must": item.must,
        "must_not": item.must_not,
        "context": item.context.value,
        "removed_at": None,
    }


def note_row(document_id: str, note: Note, position: int) -> Row:
    return {
        "document_id": document_id,
        "id": note.id,
        "position": position,
        "kind": note.kind.value,
        "title": note.title,
        "text": note.text,
        "pinned": int(note.pinned),
    }


def text_row(document_id: str, section_id: str, text: SectionText) -> Row:
    return {
        "document_id": document_id,
        "section_id": section_id,
        "words": count_words(text.text),
        "take_id": text.take_id,
        "stop_reason": text.stop_reason.value if text.stop_reason else None,
        "text": text.text,
        "written_from": text.written_from,
    }


def section_summary_row(document_id: str, section_id: str, summary: SectionSummary) -> Row:
    return {
        "document_id": document_id,
        "section_id": section_id,
        "text": summary.text,
        "made_from": summary.made_from,
        "origin": summary.origin.value,
        "created": time_text(summary.created),
    }


def stream_row(document_id: str, take: Take) -> Row:
    """What is known of a take while it is being written: all but text and stop reason."""
    row: Row = {
        "id": take.id,
        "document_id": document_id,
        "section_id": take.section_id,
        "created": time_text(take.created),
        "origin": take.origin.value,
        "target_words": take.target_words,
        "sampling": None,
    }
    made = take.provenance
    row.update({name: getattr(made, name) if made else None for name in _PROVENANCE})
    if made:
        asked = {name: getattr(made, name) for name in _ASKED if getattr(made, name)}
        row["sampling"] = json.dumps({**made.sampling, **asked})
    return row


def take_row(document_id: str, take: Take) -> Row:
    return {
        **stream_row(document_id, take),
        "stop_reason": take.stop_reason.value,
        "pinned": int(take.pinned),
        "deleted_at": time_text(take.deleted) if take.deleted else None,
        "words": take.words,
        "text": take.text,
    }


def document_of(
    row: Row, items: list[Row], texts: list[Row], notes: list[Row], summaries: list[Row]
) -> Document:
    """A document from its row, its items and notes in order, its sections' texts and summaries."""
    return Document(
        id=row["id"],
        title=row["title"],
        instruction=row["instruction"],
        target_words=row["target_words"],
        language=row["language"],
        outline=Outline(tuple(map(item_of, items))),
        texts=MappingProxyType({text["section_id"]: text_of(text) for text in texts}),
        summaries=MappingProxyType(
            {summary["section_id"]: section_summary_of(summary) for summary in summaries}
        ),
        notes=tuple(note_of(note) for note in notes),
        style_sample=row["style_sample"],
        spelling_words=frozenset(row["spelling_words"].split("\n")) - {""},
        planner=_choice_of(row["planner"]),
        writer=_choice_of(row["writer"]),
        created=datetime.fromisoformat(row["created"]),
        modified=datetime.fromisoformat(row["modified"]),
    )


def item_of(row: Row) -> OutlineItem:
    return OutlineItem(
        row["id"],
        ItemKind(row["kind"]),
        row["level"],
        row["heading"],
        row["main_point"],
        row["target_words"],
        bool(row["locked"]),
        row["must"],
        row["must_not"],
        ContextChoice(row["context"]),
    )


def _choice_text(choice: ModelChoice | None) -> str:
    if choice is None:
        return ""
    return json.dumps([choice.name, str(choice.path), *filter(None, (choice.server,))])


def _choice_of(text: str) -> ModelChoice | None:
    if not text:
        return None
    name, path, *server = json.loads(text)
    return ModelChoice(name, Path(path), *server)


def note_of(row: Row) -> Note:
    return Note(row["id"], NoteKind(row["kind"]), row["title"], row["text"], bool(row["pinned"]))


def text_of(row: Row) -> SectionText:
    reason = StopReason(row["stop_reason"]) if row["stop_reason"] else None
    return SectionText(row["text"], row["take_id"], reason, row["written_from"])


def section_summary_of(row: Row) -> SectionSummary:
    created = datetime.fromisoformat(row["created"])
    return SectionSummary(row["text"], row["made_from"], TakeOrigin(row["origin"]), created)


def take_of(row: Row) -> Take:
    """A take from a row of `takes`, or of `streams` with text and stop reason added, which
    cannot be pinned or deleted yet."""
    made = None
    if row["model_name"] is not None:
        sampling = json.loads(row["sampling"])
        asked = {name: sampling.pop(name) for name in _ASKED if name in sampling}
        made = Provenance(
            sampling=MappingProxyType(sampling),
            **asked,
            **{name: row[name] for name in _PROVENANCE},
        )
    return Take(
        id=row["id"],
        section_id=row["section_id"],
        created=datetime.fromisoformat(row["created"]),
        origin=TakeOrigin(row["origin"]),
        text=row["text"],
        target_words=row["target_words"],
        stop_reason=StopReason(row["stop_reason"]),
        provenance=made,
        pinned=bool(row.get("pinned")),
        deleted=datetime.fromisoformat(row["deleted_at"]) if row.get("deleted_at") else None,
    )


def summary_of(row: Row) -> DocumentSummary:
    return DocumentSummary(
        id=row["id"],
        title=row["title"],
        target_words=row["target_words"],
        written_words=row["written_words"],
        sections=row["sections"],
        sections_written=row["sections_written"],
        modified=datetime.fromisoformat(row["modified"]),
        is_archived=row["archived_at"] is not None,
        deleted=datetime.fromisoformat(row["deleted_at"]) if row["deleted_at"] else None,
    )
