# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which sections were written from something that has changed since."""

from dataclasses import replace

import pytest

from longwriter_desktop.domain.document import Document, Note, NoteKind, SectionText
from longwriter_desktop.domain.outline import Outline, move_item, new_section, update_item
from longwriter_desktop.domain.staleness import (
    Staleness,
    WrittenFrom,
    stale_sections,
    staleness,
    written_from,
)

TEXTS = ("The lamp was lit.", "The keeper slept.", "Morning came.")


@pytest.fixture
def document() -> Document:
    """Three sections, each written by a model from what stands before it."""
    sections = tuple(new_section(f"Part {at}", f"point {at}", 100) for at in range(3))
    document = Document("d", "Light", "Write.", 300, outline=Outline(sections))
    for section, text in zip(sections, TEXTS, strict=True):
        shown = written_from(document, section.id).encode()
        texts = {**document.texts, section.id: SectionText(text, "t", None, shown)}
        document = replace(document, texts=texts)
    return document


def ids(document: Document) -> list[str]:
    return [section.id for section in document.outline.sections]


def retyped(document: Document, number: int, text: str) -> Document:
    section = ids(document)[number]
    before = document.text_of(section)
    texts = {**document.texts, section: replace(before, text=text, take_id=None)}
    return replace(document, texts=texts)


def test_nothing_is_stale_right_after_writing(document):
    assert stale_sections(document) == {}


def test_sections_behind_an_edit_are_stale_and_say_which_edit(document):
    first, second, third = ids(document)
    stale = stale_sections(retyped(document, 0, "The lamp was never lit."))
    assert stale == {
        second: Staleness(sections=(first,)),
        third: Staleness(sections=(first,)),
    }


@pytest.mark.parametrize("text", ["the lamp  was lit!", "The lamp\nwas lit."])
def test_signs_capitals_and_white_space_make_nothing_stale(document, text):
    assert stale_sections(retyped(document, 0, text)) == {}


def test_an_edit_taken_back_makes_the_later_sections_fresh_again(document):
    edited = retyped(document, 0, "Other words.")
    assert stale_sections(retyped(edited, 0, TEXTS[0])) == {}


def test_a_changed_main_point_makes_only_its_own_section_stale(document):
    second = ids(document)[1]
    outline = update_item(document.outline, second, main_point="another point")
    assert stale_sections(replace(document, outline=outline)) == {second: Staleness(plan=True)}


def test_a_changed_target_makes_nothing_stale(document):
    outline = update_item(document.outline, ids(document)[1], target_words=400)
    assert stale_sections(replace(document, outline=outline)) == {}


def test_a_changed_instruction_makes_every_section_stale(document):
    stale = stale_sections(replace(document, instruction="Write it in verse."))
    assert stale == {key: Staleness(brief=True) for key in ids(document)}


def test_only_a_pinned_note_counts(document):
    note = Note("n", NoteKind.FACT, "Lens", "by Fresnel")
    assert stale_sections(replace(document, notes=(note,))) == {}
    pinned = replace(document, notes=(replace(note, pinned=True),))
    assert len(stale_sections(pinned)) == 3


def test_a_section_moved_behind_one_that_was_written_from_it_makes_that_stale(document):
    first, second, third = ids(document)
    moved = replace(document, outline=move_item(document.outline, first, 2))
    assert stale_sections(moved) == {second: Staleness(sections=(first,))}


def test_a_removed_section_makes_those_behind_it_stale(document):
    first, *_ = ids(document)
    outline = Outline(document.outline.items[1:])
    stale = stale_sections(replace(document, outline=outline))
    assert [found.sections for found in stale.values()] == [(first,), (first,)]


def test_what_the_model_did_not_see_makes_nothing_stale(document):
    first, _, third = ids(document)
    shown = written_from(document, third, not_shown={first}).encode()
    texts = {**document.texts, third: SectionText(TEXTS[2], "t", None, shown)}
    edited = retyped(replace(document, texts=texts), 0, "Other words.")
    assert third not in stale_sections(edited)


def test_a_section_that_the_writer_wrote_is_never_stale(document):
    third = ids(document)[2]
    texts = {**document.texts, third: SectionText("My own words.")}
    edited = retyped(replace(document, texts=texts), 0, "Other words.")
    assert not staleness(edited, third)


def test_an_empty_section_is_never_stale(document):
    third = ids(document)[2]
    texts = {**document.texts, third: replace(document.text_of(third), text=" ")}
    assert not staleness(retyped(replace(document, texts=texts), 0, "Other."), third)


@pytest.mark.parametrize("text", [None, "", "a" * 64, "w"])
def test_what_an_older_version_stored_is_no_record(text):
    assert WrittenFrom.decode(text) is None


def test_a_record_comes_back_as_it_was(document):
    record = written_from(document, ids(document)[2])
    assert WrittenFrom.decode(record.encode()) == record
