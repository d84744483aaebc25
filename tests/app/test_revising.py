# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""An answer against a text that may have changed since."""

from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.app.revising import Answer, change_of, find_again, texts_with
from longwriter_desktop.domain.document import Document, SectionText
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.revision import Passage
from longwriter_desktop.domain.word_diff import merged

WHOLE = "The lamp burned. Men saw it. They lived."
PASSAGE = Passage("s", 17, 28)
PIECES = st.text(st.sampled_from("ab. \n\u706f"), max_size=12)


def found(present: str) -> str | None:
    again = find_again(PASSAGE, WHOLE, present)
    return None if again is None else again.of(present)


def test_a_passage_in_an_unchanged_text_is_where_it_was() -> None:
    assert find_again(PASSAGE, WHOLE, WHOLE) == PASSAGE


def test_a_passage_is_found_behind_text_that_was_put_in_front() -> None:
    assert found(f"Once. {WHOLE}") == "Men saw it."


def test_a_passage_that_was_changed_is_found_between_what_stands_around_it() -> None:
    assert found(WHOLE.replace("saw", "never saw")) == "Men never saw it."


def test_a_passage_that_was_removed_is_an_empty_place() -> None:
    assert found(WHOLE.replace("Men saw it.", "")) == ""


def test_a_passage_that_stands_twice_now_is_not_guessed_at() -> None:
    assert found("Men saw it. Men saw it. All was new.") is None


def test_a_passage_is_lost_when_it_and_the_text_around_it_changed() -> None:
    assert found("Once the lamp burned. Men never saw it. They lived.") is None


def test_an_answer_to_a_changed_passage_says_that_it_is_newer() -> None:
    answer = Answer(PASSAGE, WHOLE, "All saw it.")
    change = change_of(answer, WHOLE.replace("Men saw", "Men never saw"))
    assert change is not None
    assert change.is_newer
    assert merged(change.hunks, range(len(change.hunks))) == "All saw it."


@given(PIECES, PIECES, PIECES, PIECES, PIECES)
def test_accepting_changes_the_passage_and_nothing_else(head, old, tail, new, typed) -> None:
    whole = head + old + tail
    item = new_section("A", "b", 60)
    passage = Passage(item.id, len(head), len(head) + len(old))
    present = head + typed + tail
    document = Document("d", "T", "i", 60, "en", Outline((item,)), {item.id: SectionText(present)})
    change = change_of(Answer(passage, whole, new), present)
    if change is None:
        return
    everything = range(len(change.hunks))
    text = texts_with(document, (change,), (everything,))[item.id]
    start, end = change.passage.start, change.passage.end
    assert text == present[:start] + new + present[end:]
    assert texts_with(document, (change,), ((),))[item.id] == present
