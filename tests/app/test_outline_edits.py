# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Edits of a plan with its texts, as values."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.app import outline_edits
from longwriter_desktop.app.session import Structure
from longwriter_desktop.domain.document import (
    Document,
    SectionSummary,
    SectionText,
    StopReason,
    TakeOrigin,
)
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.outline import Outline, OutlineItem, new_chapter, new_section
from longwriter_desktop.domain.outline_moves import levelled
from longwriter_desktop.domain.staleness import stale_sections, written_from

LEVELS = st.lists(st.tuples(st.booleans(), st.integers(1, 3)), max_size=12)


def document(*items: OutlineItem, **texts: str) -> Document:
    kept = {
        item.id: SectionText(texts[item.heading], "take", StopReason.FINISHED)
        for item in items
        if item.heading in texts
    }
    return Document("d", "T", "I", 500, outline=Outline(items), texts=kept)


def section(heading: str, words: int = 100, level: int = 1) -> OutlineItem:
    return new_section(heading, "", words, level)


@given(LEVELS)
def test_a_levelled_outline_has_no_gaps(shape: list[tuple[bool, int]]) -> None:
    items = tuple(
        new_chapter("c", level=level) if is_chapter else new_section("s", "", 100, level)
        for is_chapter, level in shape
    )
    after = levelled(Outline(items))
    assert [item.id for item in after] == [item.id for item in items]
    assert levelled(after) == after
    for item in after:
        above = after.chapter_of(item.id)
        assert item.level == (above.level + 1 if above else 1)
        assert item.level <= (3 if item.is_section else 2)


def test_the_nearest_break_is_a_paragraphs_where_there_is_one() -> None:
    text = "One two.\n\nThree four five.\n\nSix."
    assert text[outline_edits.nearest_break(text) :] == "Three four five.\n\nSix."


def test_one_paragraph_is_broken_between_sentences() -> None:
    text = "One two three. Four five six."
    assert text[outline_edits.nearest_break(text) :] == "Four five six."


def test_a_text_without_a_sentence_end_is_not_broken() -> None:
    assert outline_edits.nearest_break("one two three") == len("one two three")


def test_splitting_shares_the_target_as_the_text_is_shared() -> None:
    item = section("a", 100)
    split = outline_edits.split(document(item, a="One two three.\n\nFour."), item.id)
    targets = [part.target_words for part in split.structure.outline.sections]
    assert targets == [80, 20]
    assert split.structure.texts[split.item_id].text == "Four."
    assert split.structure.texts[item.id].take_id is None


def test_splitting_a_section_without_text_halves_its_target() -> None:
    item = section("a", 100)
    split = outline_edits.split(document(item), item.id)
    assert [part.target_words for part in split.structure.outline.sections] == [50, 50]
    assert split.item_id not in split.structure.texts


def test_merging_with_an_unwritten_section_keeps_the_take() -> None:
    first, second = section("a"), section("b")
    merged = outline_edits.merge(document(first, second, a="One."), [first.id, second.id])
    assert merged.texts[first.id].take_id == "take"


def test_sections_that_follow_one_another_are_merged_at_once() -> None:
    items = [section(name) for name in "abc"]
    merged = outline_edits.merge(
        document(*items, a="One.", b="Two.", c="Three."), [item.id for item in items]
    )
    assert merged.texts[items[0].id].text == "One.\n\nTwo.\n\nThree."
    assert [item.target_words for item in merged.outline] == [300]


@pytest.mark.parametrize("chosen", [(0,), (0, 2), (2,), (1, 0)])
def test_sections_that_do_not_follow_one_another_are_not_merged(chosen: tuple[int, ...]) -> None:
    items = [section(name) for name in "abc"]
    with pytest.raises(InputProblem, match="merge_nothing"):
        outline_edits.merge(document(*items), [items[at].id for at in chosen])


def in_place(before: Document, structure: Structure) -> Document:
    return replace(before, outline=structure.outline, texts=structure.texts)


def written(*items: OutlineItem) -> Document:
    """Each section was written by a model from those before it."""
    found = document(*items)
    for number, item in enumerate(items):
        text = SectionText(
            f"Words {number}.\n\nMore {number}.",
            "take",
            StopReason.FINISHED,
            written_from(found, item.id).encode(),
        )
        found = replace(found, texts={**found.texts, item.id: text})
    return found


def test_what_is_split_or_merged_without_another_word_makes_nothing_stale() -> None:
    items = [section(name) for name in "abcd"]
    before = written(*items)
    split = outline_edits.split(before, items[1].id)
    parted = in_place(before, split.structure)
    assert stale_sections(parted) == {}
    joined = in_place(parted, outline_edits.merge(parted, [items[1].id, split.item_id]))
    assert stale_sections(joined) == {}
    joined = in_place(joined, outline_edits.merge(joined, [items[0].id, items[1].id]))
    assert stale_sections(joined) == {}


def test_a_half_that_is_split_again_numbers_the_others_and_makes_nothing_stale() -> None:
    items = [section(name) for name in "ab"]
    before = written(*items)
    once = in_place(before, outline_edits.split(before, items[0].id).structure)
    long = replace(once.text_of(items[0].id), text="Words.\n\nWords again.")
    once = replace(once, texts={**once.texts, items[0].id: long})
    twice = in_place(once, outline_edits.split(once, items[0].id).structure)
    assert [item.heading for item in twice.outline] == ["a", "a (2)", "a (3)", "b"]
    assert not any(found.plan for found in stale_sections(twice).values())


def test_what_was_stale_before_a_split_is_stale_behind_it() -> None:
    items = [section(name) for name in "abc"]
    before = written(*items)
    other = replace(before.texts[items[0].id], text="Other words.\n\nQuite other.", take_id=None)
    before = replace(before, texts={**before.texts, items[0].id: other})
    assert list(stale_sections(before)) == [items[1].id, items[2].id]
    parted = in_place(before, outline_edits.split(before, items[0].id).structure)
    assert list(stale_sections(parted)) == [items[1].id, items[2].id]


def test_a_new_section_has_the_usual_length_of_the_others() -> None:
    made = outline_edits.add_section(document(section("a", 120), section("b", 140)), None, "New")
    assert made.structure.outline.get(made.item_id).target_words == 130


def test_the_section_that_is_being_written_is_not_free() -> None:
    chapter, inside = new_chapter("c"), section("a", level=2)
    with pytest.raises(InputProblem, match="section_being_written"):
        outline_edits.check_not_written(document(chapter, inside), {chapter.id}, inside.id)
    outline_edits.check_not_written(document(chapter, inside), {inside.id}, None)


def total_of(structure: Structure) -> int:
    return structure.outline.total_words


def targets(structure: Structure) -> list[int]:
    return [item.target_words for item in structure.outline.sections]


def test_changing_one_target_lets_the_others_make_up_the_documents_length() -> None:
    items = (section("a", 200), section("b", 150), section("c", 150))
    changed = outline_edits.retarget(document(*items), items[0].id, 300, follow=True)
    assert targets(changed) == [300, 100, 100]


def test_a_locked_target_does_not_follow() -> None:
    items = (section("a", 200), replace(section("b", 150), locked=True), section("c", 150))
    changed = outline_edits.retarget(document(*items), items[0].id, 300, follow=True)
    assert targets(changed) == [300, 150, 50]


def test_a_target_that_leaves_the_others_nothing_is_refused() -> None:
    items = (section("a", 200), section("b", 300))
    with pytest.raises(InputProblem, match="rebalance_no_room"):
        outline_edits.retarget(document(*items), items[0].id, 495, follow=True)


def test_fitting_leaves_locked_targets_and_a_plan_that_fits_alone() -> None:
    items = (replace(section("a", 210), locked=True), section("b", 100), section("c", 90))
    fitted = outline_edits.fit(document(*items))
    assert (targets(fitted)[0], total_of(fitted)) == (210, 500)
    odd = (section("a", 249), section("b", 251))
    assert targets(outline_edits.fit(document(*odd))) == [249, 251]


def test_locking_a_chapter_locks_its_sections_and_unlocking_unlocks_them() -> None:
    items = (new_chapter("A"), section("a", level=2), section("b", level=2), section("c"))
    once = outline_edits.lock(document(*items), {items[0].id}).outline
    assert [item.locked for item in once] == [False, True, True, False]
    twice = outline_edits.lock(document(*once), {items[0].id}).outline
    assert twice == Outline(items)


def test_a_chapter_counts_as_locked_when_all_its_sections_are() -> None:
    items = (new_chapter("A"), section("a", level=2), section("b", level=2))
    half = outline_edits.lock(document(*items), {items[1].id}).outline
    assert outline_edits.is_locked(half, {items[1].id})
    assert not outline_edits.is_locked(half, {items[0].id})
    assert not outline_edits.is_locked(Outline(items[:1]), {items[0].id})


def test_a_chapters_target_is_shared_out_over_its_open_sections() -> None:
    items = (
        new_chapter("A"), section("a", 300, 2), replace(section("b", 200, 2), locked=True),
        section("c", 100, 2), section("d", 400),
    )  # fmt: skip
    alone = outline_edits.retarget(document(*items), items[0].id, 1_000, follow=False)
    assert targets(alone) == [600, 200, 200, 400]


def test_the_sections_outside_a_chapter_follow_its_new_target() -> None:
    items = (
        new_chapter("A"), section("a", 60, 2), section("b", 40, 2), section("c", 100),
        section("d", 300),
    )  # fmt: skip
    changed = outline_edits.retarget(document(*items), items[0].id, 200, follow=True)
    assert targets(changed) == [120, 80, 80, 220]


def test_a_chapter_whose_sections_are_all_locked_keeps_its_target() -> None:
    items = (new_chapter("A"), replace(section("a", 100, 2), locked=True), section("b", 400))
    with pytest.raises(InputProblem, match="rebalance_no_room"):
        outline_edits.retarget(document(*items), items[0].id, 200, follow=False)


def test_a_copied_text_has_no_take_and_an_empty_one_is_not_kept() -> None:
    items = (section("a"), section("b"))
    copied = outline_edits.duplicate(document(*items, a="One."), [item.id for item in items])
    first, second = copied.ids
    assert copied.structure.texts[first] == SectionText("One.", None, StopReason.FINISHED)
    assert second not in copied.structure.texts
    assert [item.heading for item in copied.structure.outline] == ["a", "b", "a", "b"]


def test_a_copied_section_takes_its_summary_along() -> None:
    items = (section("a"), section("b"))
    summary = SectionSummary("One.", "0" * 12, TakeOrigin.WRITER, datetime(2026, 3, 2, tzinfo=UTC))
    present = replace(document(*items, a="One."), summaries={items[0].id: summary})
    copied = outline_edits.duplicate(present, [item.id for item in items])
    assert copied.structure.summaries == {copied.ids[0]: summary}
