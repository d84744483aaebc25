# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a writer marks is kept: notes, takes pinned or put away, words of a day."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from longwriter_desktop.domain.document import (
    Document,
    Note,
    NoteKind,
    Provenance,
    SectionSummary,
    SectionText,
    TakeOrigin,
)
from longwriter_desktop.domain.model_choice import ModelChoice
from longwriter_desktop.domain.outline import ContextChoice, Outline
from longwriter_desktop.storage.library import SqliteLibrary
from tests.storage.conftest import START, a_document, a_take

SUMMARY = SectionSummary("The lamp burns.", "0" * 12, TakeOrigin.MODEL, START)


def summed_up(document: Document, **summaries: SectionSummary) -> Document:
    return replace(document, summaries=MappingProxyType(summaries))


def test_notes_the_style_sample_and_the_planner_come_back(
    library: SqliteLibrary,
) -> None:
    document = a_document()
    items = document.outline.items
    marked = replace(
        items[1], must="the year 1823", must_not="storms", context=ContextChoice.PINNED
    )
    notes = (Note("n2", NoteKind.FACT, "Lens", "By Fresnel."), *document.notes)
    document = replace(
        document,
        outline=Outline((items[0], marked, items[2])),
        notes=notes,
        style_sample="Call me Ishmael.",
        spelling_words=frozenset({"Fresnel", "Pharos"}),
        planner=ModelChoice("Watchtower [27B]", Path("models") / "watch tower.gguf"),
    )
    library.save_outline(document)
    loaded = library.load("d1")
    assert loaded.outline == document.outline
    assert (loaded.notes, loaded.style_sample, loaded.spelling_words) == (
        notes, document.style_sample, document.spelling_words,
    )  # fmt: skip
    assert (loaded.planner, loaded.writer) == (document.planner, None)


def test_a_note_that_was_removed_does_not_come_back(library: SqliteLibrary) -> None:
    library.save(a_document())
    library.save_outline(replace(a_document(), notes=()))
    assert library.load("d1").notes == ()


def test_a_take_is_pinned_and_put_away_and_had_back(library: SqliteLibrary) -> None:
    library.save(a_document())
    library.add_take("d1", a_take(text="By a model."))
    library.pin_take("t1", True)
    library.delete_take("t1", True)
    (away,) = library.takes("s1")
    assert away.pinned
    assert away.deleted is not None
    assert away.text == "By a model."
    library.delete_take("t1", False)
    (back,) = library.takes("s1")
    assert back.deleted is None


def test_a_text_that_may_stay_as_it_is_says_so_again(library: SqliteLibrary) -> None:
    library.save(a_document())
    library.save_text("d1", "s1", SectionText("Kept.", "t1", written_from="hash"))
    assert library.load("d1").text_of("s1").written_from == "hash"


def test_words_of_a_day_add_up(library: SqliteLibrary) -> None:
    library.add_written(date(2026, 3, 1), 5)
    library.add_written(date(2026, 3, 2), 120)
    library.add_written(date(2026, 3, 2), -20)
    assert library.written_days(date(2026, 3, 2)) == {date(2026, 3, 2): 100}


def test_a_note_to_the_model_is_kept_with_its_take_apart_from_the_numbers(
    library: SqliteLibrary,
) -> None:
    made = Provenance("M", "f", 1, {"temperature": 0.7}, "", "", note="calmer", revises=True)
    library.save(a_document())
    library.add_take("d1", replace(a_take(text="Calm."), provenance=made))
    (take,) = library.takes("s1")
    assert take.provenance == made


def test_summaries_come_back_as_they_were(library: SqliteLibrary) -> None:
    by_hand = replace(SUMMARY, text="She lit it.", origin=TakeOrigin.WRITER)
    document = summed_up(a_document(), s1=SUMMARY, s2=by_hand)
    library.save_outline(document)
    assert library.load("d1").summaries == document.summaries
    changed = summed_up(document, s1=replace(SUMMARY, text="The lamp is out."))
    library.save_outline(changed)
    assert library.load("d1").summaries == changed.summaries


def test_the_summary_of_a_section_that_was_taken_out_comes_back_with_it(
    library: SqliteLibrary,
) -> None:
    document = summed_up(a_document(), s1=SUMMARY)
    library.save(document)
    chapter, _first, second = document.outline.items
    library.save(replace(library.load("d1"), outline=Outline((chapter, second))))
    library.save(replace(library.load("d1"), outline=document.outline))
    assert library.load("d1").summaries == {"s1": SUMMARY}


def test_a_copy_of_a_document_has_its_summaries(library: SqliteLibrary) -> None:
    library.save(summed_up(a_document(), s1=SUMMARY))
    copy = library.load(library.duplicate("d1"))
    assert dict(copy.summaries) == {copy.outline.sections[0].id: SUMMARY}
