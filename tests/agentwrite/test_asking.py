# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A changed plan is told in the next turn; what was said before stays as it was said."""

from dataclasses import replace

import pytest

from longwriter_desktop.agentwrite.asking import after_asking
from longwriter_desktop.agentwrite.conversation import Conversation, build_conversation
from longwriter_desktop.domain.document import Document, SectionText, StopReason
from longwriter_desktop.domain.outline import (
    Outline,
    move_item,
    new_chapter,
    new_section,
    update_item,
)
from longwriter_desktop.domain.told import MOST_CHANGES, plan_changes
from tests.support.scripted import ScriptedEngine

ENGINE = ScriptedEngine([])


def document(sections: int = 20) -> Document:
    items = [
        new_section(f"Part {number}", f"what {number} says", 300) for number in range(sections)
    ]
    return Document("d", "T", "Write it.", 300 * sections, "en", Outline(tuple(items)))


def ids(document: Document) -> list[str]:
    return [section.id for section in document.outline.sections]


def ask(document: Document, section_id: str, **options: bool) -> Conversation:
    return build_conversation(document, section_id, ENGINE.count_tokens, 60_000, **options)


def written(document: Document, count: int, note: str = "") -> Document:
    """The document after its next `count` sections were asked for and written."""
    for section_id in [i for i in ids(document) if not document.text_of(i).text][:count]:
        told = after_asking(document, section_id, note)
        text = SectionText(f"Text of {section_id}.", None, StopReason.FINISHED)
        document = replace(document, told=told, texts={**document.texts, section_id: text})
    return document


def change(document: Document, at: int, **fields: str | int) -> Document:
    return replace(document, outline=update_item(document.outline, ids(document)[at], **fields))


def move(document: Document, at: int, to: int) -> Document:
    """Section `at` in front of what stands at `to`."""
    return replace(document, outline=move_item(document.outline, ids(document)[at], to))


def test_a_changed_target_leaves_all_that_was_said_as_it_was() -> None:
    before = written(document(), 5)
    now = change(change(before, 2, target_words=400), 9, main_point="something else")
    old, new = ask(before, ids(before)[5]), ask(now, ids(now)[5])
    assert new.messages[:-1] == old.messages[:-1]
    last = new.messages[-1].content
    assert last.startswith(old.messages[-1].content)
    assert "Paragraph 3 - Heading: Part 2" in last
    assert "Main Point: something else" in last


def test_a_change_is_told_once_and_stays_where_it_was_told() -> None:
    now = written(change(written(document(), 5), 9, target_words=500), 1)
    told = ask(now, ids(now)[5], is_written=True).messages
    after = ask(now, ids(now)[6]).messages
    assert after[: len(told)] == told
    assert "The plan has changed" in told[-1].content
    assert "The plan has changed" not in after[-1].content


def test_a_section_written_again_is_asked_for_in_the_same_words() -> None:
    now = written(change(written(document(), 5), 9, target_words=500), 3)
    again = ask(now, ids(now)[5])
    assert ask(now, ids(now)[9]).messages[: len(again.messages)] == again.messages


def test_a_note_asked_for_once_stays_in_the_turn_it_was_asked_in() -> None:
    now = written(document(), 3, note="more rain")
    conversation = ask(now, ids(now)[3])
    assert conversation.messages[-3].content.endswith("\nNote: more rain")
    assert "Note" not in conversation.messages[-1].content
    assert "Note" not in ask(now, ids(now)[2]).messages[-1].content


def test_new_and_removed_sections_are_told() -> None:
    before = written(document(), 5)
    items = list(before.outline.items)
    gone = items.pop(12)
    items.insert(8, new_section("The bill", "who pays", 200))
    now = replace(before, outline=Outline(tuple(items)))
    last = ask(now, ids(now)[5]).messages[-1].content
    assert "Paragraph 9 - Heading: The bill - Main Point: who pays - Word Count: 200 words" in last
    assert f"Left out: {gone.heading}" in last


def test_a_new_section_is_written_in_the_conversation_that_goes_on() -> None:
    before = written(document(), 5)
    items = list(before.outline.items)
    items.insert(5, new_section("The bill", "who pays", 200))
    now = replace(before, outline=Outline(tuple(items)))
    messages = ask(now, ids(now)[5]).messages
    assert messages[:-1] == ask(before, ids(before)[5]).messages[:-1]
    assert "Write section 6 of 21 - The bill" in messages[-1].content


@pytest.mark.parametrize("how", ["shuffled", "many"])
def test_a_plan_that_is_another_one_is_told_anew(how: str) -> None:
    before = written(document(MOST_CHANGES + 6), 5)
    if how == "shuffled":
        outline = Outline(before.outline.items[::-1])
    else:
        outline = before.outline
        for section_id in ids(before)[: MOST_CHANGES + 1]:
            outline = update_item(outline, section_id, target_words=700)
    now = replace(before, outline=outline)
    assert ask(now, ids(now)[5]).messages == ask(replace(now, told=None), ids(now)[5]).messages


def test_without_a_change_the_turns_are_those_of_training() -> None:
    now = written(document(), 5)
    assert ask(now, ids(now)[5]).messages == ask(replace(now, told=None), ids(now)[5]).messages


def test_a_plan_too_long_to_be_shown_whole_is_shown_as_it_is_now() -> None:
    before = written(document(40), 5)
    now = change(before, 9, target_words=500)
    small = build_conversation(now, ids(now)[5], ENGINE.count_tokens, 1_500)
    same = build_conversation(replace(now, told=None), ids(now)[5], ENGINE.count_tokens, 1_500)
    assert small.messages == same.messages


def test_an_item_that_changes_its_kind_or_level_changes_the_plan() -> None:
    chapter, section = new_chapter("One"), new_section("Part", "point", 300, 2)
    before = Outline((chapter, section))
    assert plan_changes(before, Outline((chapter, replace(section, level=1)))) is None
    assert plan_changes(before, before) == ()


def test_a_text_put_back_stands_behind_the_turn_it_was_written_for() -> None:
    before = written(document(), 5)
    second = ids(before)[1]
    first_text = before.text_of(second)
    changed = change(before, 1, main_point="something else")
    told = after_asking(changed, second)
    texts = {**changed.texts, second: SectionText("Another text.")}
    again = replace(changed, told=told, texts=texts)
    assert "something else" in ask(again, ids(again)[3]).messages[2].content
    back = replace(again, texts={**texts, second: first_text})
    messages = ask(back, ids(back)[5]).messages
    assert messages[:-1] == ask(before, ids(before)[5]).messages[:-1]
    assert "Main Point: something else" in messages[-1].content


def test_what_only_a_later_turn_told_is_told_to_an_earlier_section_too() -> None:
    now = written(change(written(document(), 5), 9, target_words=500), 3)
    conversation = ask(now, ids(now)[2])
    assert "Part 9 - Main Point: what 9 says - Word Count: 500" in conversation.messages[-1].content


def test_a_section_alone_is_told_all_that_has_changed() -> None:
    now = written(change(written(document(), 5), 9, target_words=500), 3)
    alone = replace(now, texts={})
    assert "Word Count: 500 words" in ask(alone, ids(now)[7]).messages[-1].content


def test_a_moved_section_leaves_all_that_was_said_in_front_of_it_as_it_was() -> None:
    before = written(document(), 5)
    now = move(before, 2, 5)
    old, new = ask(before, ids(before)[5]).messages, ask(now, ids(now)[5]).messages
    assert new[:4] == old[:4]
    assert [turn.content for turn in new[4:10]] == [old[at].content for at in (6, 7, 8, 9, 4, 5)]
    assert new[-1].content == old[-1].content + (
        '\nThe plan has changed:\nMoved: "Part 2" is section 5 now, behind "Part 4"'
        "\nAll sections are numbered in the new order."
    )


def test_sections_that_are_still_to_be_written_change_places_at_the_cost_of_a_line() -> None:
    before = written(document(), 5)
    now = move(before, 12, 5)
    messages = ask(now, ids(now)[5]).messages
    assert messages[:-1] == ask(before, ids(before)[5]).messages[:-1]
    assert "Write section 6 of 20 - Part 12" in messages[-1].content
    assert 'Moved: "Part 12" is section 6 now, behind "Part 4"' in messages[-1].content


def test_a_section_moved_to_the_front_is_the_first_of_all() -> None:
    before = written(document(), 5)
    now = move(before, 3, 0)
    messages = ask(now, ids(now)[5]).messages
    plan = ask(before, ids(before)[0]).messages[0].content.partition("Write section")[0]
    assert messages[0].content.startswith(f"{plan}Write section 4 of 20 - Part 3")
    assert 'Moved: "Part 3" is section 1 now, the first of all' in messages[-1].content


def test_a_move_is_told_once_and_stays_where_it_was_told() -> None:
    now = written(move(written(document(), 5), 2, 5), 1)
    told = ask(now, ids(now)[5], is_written=True).messages
    after = ask(now, ids(now)[6]).messages
    assert after[: len(told)] == told
    assert "Moved: " in told[-1].content
    assert "The plan has changed" not in after[-1].content


def test_a_section_moved_back_before_the_model_was_asked_needs_no_word() -> None:
    before = written(document(), 5)
    again = move(move(before, 2, 5), 4, 2)
    assert ask(again, ids(again)[5]).messages == ask(before, ids(before)[5]).messages


def test_a_section_moved_back_after_it_was_told_is_told_as_moved_again() -> None:
    now = written(move(written(document(), 5), 2, 5), 1)
    back = move(now, 4, 2)
    last = ask(back, ids(back)[6]).messages[-1].content
    assert 'Moved: "Part 2" is section 3 now, behind "Part 1"' in last


def test_a_new_section_that_was_told_can_be_moved() -> None:
    before = written(document(), 5)
    items = list(before.outline.items)
    items.insert(9, new_section("The bill", "who pays", 200))
    told = written(replace(before, outline=Outline(tuple(items))), 1)
    assert "Moved" not in ask(told, ids(told)[6]).messages[-1].content
    now = move(told, 9, 12)
    last = ask(now, ids(now)[6]).messages[-1].content
    assert 'Moved: "The bill" is section 12 now, behind "Part 10"' in last


def test_a_change_of_a_moved_section_is_told_with_its_number_of_now() -> None:
    now = change(move(written(document(), 5), 12, 8), 8, target_words=700)
    last = ask(now, ids(now)[5]).messages[-1].content
    assert "Paragraph 9 - Heading: Part 12 - Main Point: what 12 says - Word Count: 700" in last


def test_a_section_that_goes_under_another_chapter_is_told_so() -> None:
    first, second = new_chapter("Sea"), new_chapter("Land")
    parts = [new_section(f"Part {n}", "", 300, 2) for n in range(4)]
    outline = Outline((first, *parts[:3], second, parts[3]))
    before = written(replace(document(), outline=outline), 1)
    now = replace(before, outline=Outline((first, *parts[:2], second, *parts[2:])))
    messages = ask(now, parts[1].id).messages
    assert messages[0] == ask(before, parts[1].id).messages[0]
    moved = 'Moved: "Part 2" is section 3 now, behind "Part 1", in the chapter "Land"'
    assert moved in messages[-1].content


def test_a_section_without_a_heading_is_named_by_its_main_point() -> None:
    before = written(change(document(), 9, heading=""), 5)
    now = move(before, 9, 7)
    last = ask(now, ids(now)[5]).messages[-1].content
    assert 'Moved: "what 9 says" is section 8 now' in last
