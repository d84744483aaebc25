# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Two plans are matched item by item, and any choice of their changes gives a plan."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.domain.outline import ItemKind, Outline, OutlineItem, new_section
from longwriter_desktop.domain.plan_diff import PlanChangeKind, apply, plan_diff

HEADINGS = ("Fires", "Towers of stone", "Keepers", "Lenses", "Costs", "", "灯塔的起源")
POINTS = ("beacons on headlands", "who paid for the oil", "the daily round", "", "守灯人的生活")


def item(key: str, heading: str, point: str = "", words: int = 300, level: int = 1) -> OutlineItem:
    return OutlineItem(key, ItemKind.SECTION, level, heading, point, words)


@st.composite
def items(draw: st.DrawFn, key: str) -> OutlineItem:
    kind = draw(st.sampled_from(ItemKind))
    words = draw(st.sampled_from((100, 200, 450))) if kind is ItemKind.SECTION else 0
    return OutlineItem(
        key, kind, draw(st.integers(1, 3)), draw(st.sampled_from(HEADINGS)),
        draw(st.sampled_from(POINTS)), words, draw(st.booleans()), draw(st.sampled_from(POINTS)),
    )  # fmt: skip


@st.composite
def outlines(draw: st.DrawFn, keys: str) -> Outline:
    chosen = draw(st.lists(st.sampled_from(keys), unique=True, max_size=len(keys)))
    return Outline(tuple(draw(items(key)) for key in chosen))


OLD, NEW = outlines("abcdefgh"), outlines("efghijkl")


@given(OLD, NEW)
def test_accepting_nothing_gives_the_old_plan(old: Outline, new: Outline) -> None:
    assert apply(plan_diff(old, new), ()) == old


@given(OLD, NEW)
def test_accepting_everything_gives_the_new_plan(old: Outline, new: Outline) -> None:
    diff = plan_diff(old, new)
    made = apply(diff, range(len(diff.changes)))
    assert made == diff.after

    def shown(outline: Outline) -> list[tuple[object, ...]]:
        return [(i.kind, i.level, i.heading, i.main_point, i.target_words) for i in outline]

    assert shown(made) == shown(new)


@given(OLD, NEW, st.data())
def test_any_choice_gives_a_plan_in_which_each_item_stands_once(
    old: Outline, new: Outline, data: st.DataObject
) -> None:
    diff = plan_diff(old, new)
    count = len(diff.changes)
    accepted = data.draw(st.sets(st.integers(0, count - 1))) if count else set()
    made = apply(diff, accepted)
    ids = [entry.id for entry in made]
    assert len(ids) == len(set(ids))
    wanted = {entry.id for entry in old}
    for at in accepted:
        change = diff.changes[at]
        wanted ^= {change.item.id} if change.kind is not PlanChangeKind.CHANGED else set()
    assert set(ids) == wanted


@given(OLD, NEW)
def test_what_is_matched_keeps_id_lock_and_notes(old: Outline, new: Outline) -> None:
    olds = {entry.id: entry for entry in old}
    for entry in plan_diff(old, new).after:
        if entry.id in olds:
            before = olds[entry.id]
            assert (entry.kind, entry.locked, entry.must) == (
                before.kind, before.locked, before.must,
            )  # fmt: skip


@given(OLD)
def test_a_plan_does_not_differ_from_itself(old: Outline) -> None:
    assert plan_diff(old, old).changes == ()


def test_a_plan_numbered_anew_is_matched_by_what_its_items_say() -> None:
    old = Outline((item("1", "Fires", "beacons"), item("2", "Towers", "stone and lime")))
    new = Outline((item("1", "Fires", "beacons"), item("2", "Costs", "who paid"),
                   item("x", "Towers", "stone and lime")))  # fmt: skip
    diff = plan_diff(old, new)
    assert [(c.kind, c.item.heading) for c in diff.changes] == [(PlanChangeKind.ADDED, "Costs")]
    assert [entry.id for entry in diff.after][::2] == ["1", "2"]
    assert diff.after.items[1].id not in ("1", "2")


def test_a_section_with_other_words_under_its_number_is_a_changed_one() -> None:
    old = Outline((item("1", "Fires", "beacons"), item("2", "Towers", "stone")))
    new = Outline((item("1", "Fires", "beacons"), item("2", "Money", "who paid for oil", 500)))
    (change,) = plan_diff(old, new).changes
    assert change.kind is PlanChangeKind.CHANGED
    assert change.fields == ("heading", "main_point", "target_words")


def test_without_numbers_a_heading_that_was_reworded_is_found_by_its_main_point() -> None:
    old = Outline((item("1", "Fires", "beacons on the headlands of the Mediterranean"),))
    fresh = new_section("First lights", "beacons on the headlands of the Mediterranean", 300)
    (change,) = plan_diff(old, Outline((fresh,))).changes
    assert (change.fields, change.after.id) == (("heading",), "1")


def test_one_section_that_moves_is_one_change() -> None:
    old = Outline(tuple(item(key, f"Heading {key * 3}") for key in "abcde"))
    new = Outline(tuple(old.get(key) for key in "bcdea"))
    (change,) = plan_diff(old, new).changes
    assert (change.item.id, change.moved, change.fields) == ("a", True, ())


def test_a_move_that_is_refused_leaves_the_section_where_it_was() -> None:
    old = Outline(tuple(item(key, f"Heading {key * 3}") for key in "abcd"))
    new = Outline((old.get("d"), replace(old.get("b"), target_words=500), old.get("a")))
    diff = plan_diff(old, new)
    only_b = [at for at, change in enumerate(diff.changes) if change.fields]
    made = apply(diff, only_b)
    if diff.changes[only_b[0]].moved:
        assert sorted(entry.id for entry in made) == list("abcd")
    else:
        assert [entry.id for entry in made] == list("abcd")
    assert made.get("b").target_words == 500


def test_what_goes_is_listed_where_it_stood() -> None:
    old = Outline(tuple(item(key, f"Heading {key * 3}") for key in "abc"))
    new = Outline((replace(old.get("a"), target_words=400), replace(old.get("c"), heading="End")))
    assert [c.item.id for c in plan_diff(old, new).changes] == ["a", "b", "c"]


def test_two_plans_of_two_hundred_sections_without_numbers_are_matched() -> None:
    old = Outline(tuple(item(f"o{n}", f"Heading {n * 7919}", f"point {n}") for n in range(200)))
    new = Outline(tuple(item(f"n{n}", f"Heading {n * 7919}", f"point {n}") for n in range(1, 200)))
    (change,) = plan_diff(old, new).changes
    assert change.kind is PlanChangeKind.REMOVED
