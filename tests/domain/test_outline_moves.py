# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Several items of a plan moved at once: order kept, levels adapted, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.outline import ItemKind, Outline, OutlineItem
from longwriter_desktop.domain.outline_moves import (
    indent,
    levelled,
    levels_at,
    move,
    outdent,
    step,
    tops,
)

SHAPES = st.lists(st.tuples(st.booleans(), st.integers(1, 3)), min_size=1, max_size=12)
CHOICES = st.sets(st.integers(0, 11))


def plan(text: str) -> Outline:
    """Items by their ids, two spaces for each level in; those in capitals are chapters."""
    items = []
    for line in text.split(","):
        name = line.strip()
        level = line.rstrip().count(">") + 1
        name = name.replace(">", "").strip()
        kind = ItemKind.CHAPTER if name[0].isupper() else ItemKind.SECTION
        words = 0 if kind is ItemKind.CHAPTER else 100
        items.append(OutlineItem(name, kind, level, name, "", words))
    return Outline(tuple(items))


def drawn(outline: Outline) -> str:
    return ", ".join(">" * (item.level - 1) + item.id for item in outline)


def shaped(shape: list[tuple[bool, int]]) -> Outline:
    items = [
        OutlineItem(str(at), ItemKind.CHAPTER if chapter else ItemKind.SECTION, level, "", "")
        for at, (chapter, level) in enumerate(shape)
    ]
    return levelled(Outline(tuple(items)))


BOOK = plan("P, >C, >>a, >>b, >D, >>c, Q, >d, e")


def test_what_lies_under_another_chosen_item_goes_with_it() -> None:
    assert tops(BOOK, {"e", "b", "C", "d"}) == ("C", "d", "e")


@pytest.mark.parametrize(
    ("ids", "down", "expected"),
    [
        ("a", True, "P, >C, >>b, >>a, >D, >>c, Q, >d, e"),
        ("ab", True, "P, >C, >D, >>a, >>b, >>c, Q, >d, e"),
        ("ac", True, "P, >C, >>b, >>a, >D, Q, >c, >d, e"),
        ("ab", False, "P, >a, >b, >C, >D, >>c, Q, >d, e"),
        ("bc", False, "P, >C, >>b, >>a, >>c, >D, Q, >d, e"),
        ("D", False, "P, >D, >>c, >C, >>a, >>b, Q, >d, e"),
        ("CD", True, "P, Q, >C, >>a, >>b, >D, >>c, >d, e"),
        ("Q", False, "Q, >d, P, >C, >>a, >>b, >D, >>c, e"),
        ("e", True, "P, >C, >>a, >>b, >D, >>c, Q, >d, e"),
        ("de", True, "P, >C, >>a, >>b, >D, >>c, Q, d, e"),
        ("P", False, "P, >C, >>a, >>b, >D, >>c, Q, >d, e"),
    ],
)
def test_a_step_moves_all_that_is_chosen_one_place(ids: str, down: bool, expected: str) -> None:
    if ids == "de":
        expected = drawn(BOOK)  # e is last, and d stands right before it
    assert drawn(step(BOOK, set(ids), down)) == expected


def test_the_first_ones_do_not_swap_places_with_each_other() -> None:
    outline = plan("a, b, c")
    assert step(outline, {"a", "b"}, down=False) == outline
    assert step(outline, {"b", "c"}, down=True) == outline


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ("e", "P, >C, >>a, >>b, >D, >>c, Q, >d, >e"),
        ("D", "depth"),
        ("Q", "depth"),
        ("a", "nothing"),
        ("P", "nothing"),
    ],
)
def test_indenting_goes_into_the_chapter_right_above(ids: str, expected: str) -> None:
    if expected in ("depth", "nothing"):
        outline = plan("P, >C, >>a, Q, >E, >>d, e") if ids == "Q" else BOOK
        with pytest.raises(InputProblem, match=expected):
            indent(outline, set(ids))
    else:
        assert drawn(indent(BOOK, set(ids))) == expected


def test_several_sections_go_in_together_in_their_order() -> None:
    assert drawn(indent(plan("A, a, b, c"), {"a", "b"})) == "A, >a, >b, c"


def test_a_chapter_becomes_one_of_the_part_above_with_its_sections() -> None:
    assert drawn(indent(plan("P, >a, Q, >b"), {"Q"})) == "P, >a, >Q, >>b"


def test_outdenting_comes_out_behind_the_chapter() -> None:
    assert drawn(outdent(BOOK, {"a"})) == "P, >C, >>b, >a, >D, >>c, Q, >d, e"
    assert drawn(outdent(BOOK, {"a", "b"})) == "P, >C, >a, >b, >D, >>c, Q, >d, e"
    assert drawn(outdent(BOOK, {"C"})) == "P, >D, >>c, C, >a, >b, Q, >d, e"


def test_what_stands_outermost_cannot_come_out() -> None:
    with pytest.raises(InputProblem, match="outdent_nothing"):
        outdent(BOOK, {"P", "e"})


def test_several_items_are_put_together_where_they_are_dropped() -> None:
    assert drawn(move(BOOK, {"a", "c", "e"}, 7, 2)) == "P, >C, >>b, >D, Q, >a, >c, >e, >d"


def test_a_chapter_that_is_put_deeper_takes_its_sections_along() -> None:
    assert drawn(move(BOOK, {"Q"}, 4, 2)) == "P, >C, >>a, >>b, >Q, >>d, >D, >>c, e"


@pytest.mark.parametrize(
    ("ids", "position", "levels"),
    [
        ("e", 0, [1]),
        ("e", 3, [3]),
        ("e", 4, [2, 3]),
        ("e", 6, [1, 2, 3]),
        ("e", 9, [1, 2]),
        ("b", 4, [2, 3]),
        ("Q", 4, [2]),
        ("Q", 3, []),
        ("P", 7, []),
        ("P", 9, [1]),
    ],
)
def test_a_place_offers_the_levels_that_leave_the_others_alone(
    ids: str, position: int, levels: list[int]
) -> None:
    assert list(levels_at(BOOK, set(ids), position)) == levels


@given(SHAPES, CHOICES, st.integers(0, 12), st.integers(1, 3), st.booleans())
def test_no_move_loses_an_item_or_the_order_of_what_is_moved(
    shape: list[tuple[bool, int]], chosen: set[int], position: int, level: int, down: bool
) -> None:
    outline = shaped(shape)
    ids = {str(at) for at in chosen}
    moved = [move(outline, ids, min(position, len(outline)), level), step(outline, ids, down)]
    for change in (indent, outdent):
        try:
            moved.append(change(outline, ids))
        except InputProblem:
            continue
    order = [item_id for item_id in tops(outline, ids)]
    for after in moved:
        assert sorted(item.id for item in after) == sorted(item.id for item in outline)
        assert levelled(after) == after
    assert [item.id for item in moved[0] if item.id in order] == order


@given(SHAPES, CHOICES, st.integers(0, 12))
def test_what_is_dropped_at_a_level_offered_leaves_the_others_where_they_are(
    shape: list[tuple[bool, int]], chosen: set[int], position: int
) -> None:
    outline = shaped(shape)
    ids = {str(at) for at in chosen}
    position = min(position, len(outline))
    inside = {
        item.id for top in tops(outline, ids) for item in outline.items[slice(*outline.block(top))]
    }
    for level in levels_at(outline, ids, position) if inside else ():
        after = move(outline, ids, position, level)
        assert all(after.get(top).level == level for top in tops(outline, ids))
        for item in outline:
            if item.id not in inside:
                assert after.get(item.id).level == item.level
