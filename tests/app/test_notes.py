# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Edits of notes as values."""

import pytest

from longwriter_desktop.app import notes
from longwriter_desktop.domain.document import Note, NoteKind

FACT, SOURCE = NoteKind.FACT, NoteKind.SOURCE
THREE = (Note("a", FACT, "A", ""), Note("b", SOURCE, "B", ""), Note("c", FACT, "C", ""))


def order(result: notes.Notes) -> str:
    return "".join(note.id for note in result)


def test_a_new_note_is_empty_and_stands_last() -> None:
    after = notes.added(THREE, SOURCE)
    assert after[:3] == THREE
    assert (after[3].kind, after[3].title, after[3].text, after[3].pinned) == (
        SOURCE, "", "", False,
    )  # fmt: skip


def test_only_the_note_that_is_meant_changes() -> None:
    after = notes.changed(THREE, "b", title="Log", pinned=True)
    assert after == (THREE[0], Note("b", SOURCE, "Log", "", pinned=True), THREE[2])


@pytest.mark.parametrize(
    ("note", "down", "kind", "expected"),
    [
        ("a", True, None, "bac"),
        ("a", True, FACT, "bca"),
        ("c", False, None, "acb"),
        ("c", False, FACT, "cab"),
        ("a", False, None, "abc"),
        ("c", True, FACT, "abc"),
        ("b", True, SOURCE, "abc"),
    ],
)
def test_a_note_moves_past_its_neighbour_in_sight(
    note: str, down: bool, kind: NoteKind | None, expected: str
) -> None:
    assert order(notes.moved(THREE, note, down, kind)) == expected


def test_a_removed_note_is_gone() -> None:
    assert order(notes.removed(THREE, "b")) == "ac"
