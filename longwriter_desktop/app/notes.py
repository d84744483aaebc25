# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Edits of a document's notes, as values: each returns the notes as they are after it."""

import uuid
from dataclasses import replace

from longwriter_desktop.domain.document import Note, NoteKind

Notes = tuple[Note, ...]


def added(notes: Notes, kind: NoteKind) -> Notes:
    """The notes with an empty one behind them."""
    return (*notes, Note(uuid.uuid4().hex, kind, "", ""))


def changed(notes: Notes, note_id: str, **changes: str | bool | NoteKind) -> Notes:
    """The notes with fields of one of them changed."""
    return tuple(
        replace(note, **changes) if note.id == note_id else note  # type: ignore[arg-type]
        for note in notes
    )


def removed(notes: Notes, note_id: str) -> Notes:
    return tuple(note for note in notes if note.id != note_id)


def moved(notes: Notes, note_id: str, down: bool, kind: NoteKind | None = None) -> Notes:
    """The notes with one moved past its neighbour; past the next of `kind` where only those
    are in sight. At the end nothing changes.
    """
    order = list(notes)
    at = next(place for place, note in enumerate(order) if note.id == note_id)
    note = order.pop(at)
    beyond = range(at, len(order)) if down else range(at - 1, -1, -1)
    for place in beyond:
        if kind is None or order[place].kind is kind:
            order.insert(place + 1 if down else place, note)
            return tuple(order)
    return notes
