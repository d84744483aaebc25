# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.outline import (
    Outline,
    insert_item,
    merge_with_next,
    move_by_one,
    move_item,
    new_chapter,
    new_section,
    remove_item,
    split_section,
    update_item,
)


def outline_of(*names: str) -> Outline:
    """Upper case names are chapters at level 1, lower case names sections at level 2."""
    return Outline(
        tuple(
            new_chapter(name) if name.isupper() else new_section(name, f"about {name}", 400, 2)
            for name in names
        )
    )


def names(outline: Outline) -> str:
    return " ".join(item.heading for item in outline)


def at(outline: Outline, heading: str) -> str:
    return next(item.id for item in outline if item.heading == heading)


def test_removing_a_chapter_takes_its_sections_with_it() -> None:
    outline = outline_of("A", "a", "b", "B", "c")
    assert names(remove_item(outline, at(outline, "A"))) == "B c"


def test_moving_a_chapter_down_passes_the_whole_next_chapter() -> None:
    outline = outline_of("A", "a", "b", "B", "c")
    assert names(move_by_one(outline, at(outline, "A"), down=True)) == "B c A a b"
    assert names(move_by_one(outline, at(outline, "B"), down=False)) == "B c A a b"


def test_moving_a_section_crosses_into_the_next_chapter() -> None:
    outline = outline_of("A", "a", "b", "B", "c")
    assert names(move_by_one(outline, at(outline, "b"), down=True)) == "A a B b c"
    assert names(move_by_one(outline, at(outline, "a"), down=True)) == "A b a B c"


def test_the_first_cannot_go_up_nor_the_last_down() -> None:
    outline = outline_of("A", "a")
    assert move_by_one(outline, at(outline, "A"), down=False) == outline
    assert move_by_one(outline, at(outline, "a"), down=True) == outline


def test_a_chapter_cannot_be_moved_into_itself() -> None:
    outline = outline_of("A", "a", "b")
    assert move_item(outline, at(outline, "A"), 2) == outline


def test_splitting_keeps_the_sum_and_gives_the_second_half_a_new_id() -> None:
    outline = outline_of("a")
    split = split_section(outline, at(outline, "a"), first_words=150)
    assert [item.target_words for item in split] == [150, 250]
    assert split.items[0].id == outline.items[0].id != split.items[1].id


@pytest.mark.parametrize(
    ("heading", "second"),
    [
        ("Fires", "Fires (2)"),
        ("Fires (2)", "Fires (3)"),
        ("灯塔", "灯塔 (2)"),
        ("The summer of (1923", "The summer of (1923 (2)"),
        ("", ""),
        ("(2)", "(2) (2)"),
    ],
)
def test_the_second_half_has_the_heading_with_a_number(heading: str, second: str) -> None:
    outline = outline_of(heading)
    split = split_section(outline, outline.items[0].id)
    assert [item.heading for item in split] == [heading, second]


def test_halves_are_numbered_in_their_order_whichever_is_split_again() -> None:
    outline = outline_of("a", "b")
    for _ in range(2):
        outline = split_section(outline, at(outline, "a"))
    assert names(outline) == "a a (2) a (3) b"
    outline = split_section(outline, at(outline, "a (2)"))
    assert names(outline) == "a a (2) a (3) a (4) b"


def test_only_numbers_that_are_in_the_way_move_on() -> None:
    outline = outline_of("a (7)", "a", "c (2)", "a (2)", "a (3)")
    split = split_section(outline, at(outline, "a"))
    assert names(split) == "a (7) a a (2) c (2) a (3) a (4)"
    assert [item.id for item in split if item.id not in {i.id for i in outline}] == [
        at(split, "a (2)")
    ]


def locked(outline: Outline, *headings: str) -> Outline:
    for heading in headings:
        outline = update_item(outline, at(outline, heading), locked=True)
    return outline


def test_neither_half_of_a_split_section_is_locked() -> None:
    outline = locked(outline_of("a"), "a")
    split = split_section(outline, at(outline, "a"))
    assert [item.locked for item in split] == [False, False]


@pytest.mark.parametrize(("names_locked", "expected"), [("", False), ("a", True), ("b", True)])
def test_a_merged_section_is_locked_when_one_of_the_two_was(
    names_locked: str, expected: bool
) -> None:
    outline = locked(outline_of("a", "b"), *names_locked)
    assert merge_with_next(outline, at(outline, "a")).items[0].locked is expected


def test_merging_joins_points_and_targets_under_the_first_id() -> None:
    outline = outline_of("a", "b")
    merged = merge_with_next(outline, at(outline, "a"))
    assert [(i.id, i.main_point, i.target_words) for i in merged] == [
        (outline.items[0].id, "about a; about b", 800)
    ]


def test_there_is_nothing_to_merge_with_a_chapter_or_at_the_end() -> None:
    outline = outline_of("a", "B", "b")
    for heading in ("a", "B", "b"):
        with pytest.raises(InputProblem, match="merge_nothing"):
            merge_with_next(outline, at(outline, heading))


@pytest.mark.parametrize("words", [0, -1, 9, 5001])
def test_an_impossible_target_is_refused_and_nothing_changes(words: int) -> None:
    outline = outline_of("a")
    with pytest.raises(InputProblem, match="section_target"):
        update_item(outline, at(outline, "a"), target_words=words)


def test_sections_are_numbered_over_the_whole_document() -> None:
    outline = outline_of("A", "a", "B", "b")
    assert outline.number(at(outline, "b")) == 2
    assert outline.chapter_of(at(outline, "b")) == outline.items[2]


@given(
    st.lists(st.sampled_from(["A", "b", "c"]), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 12)), max_size=12),
)
def test_moves_never_lose_or_double_an_item(shape: list[str], moves: list[tuple[int, int]]) -> None:
    outline = outline_of(*shape)
    before = sorted(item.id for item in outline)
    for item, to in moves:
        chosen = outline.items[item % len(outline)]
        outline = move_item(outline, chosen.id, to % (len(outline) + 1))
        outline = move_by_one(outline, chosen.id, down=bool(to % 2))
    assert sorted(item.id for item in outline) == before


def test_inserting_puts_the_item_where_it_was_asked_for() -> None:
    outline = outline_of("a", "b")
    assert names(insert_item(outline, 1, new_section("x", "", 300))) == "a x b"
