# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of the day: what counts, what does not, and the days behind today."""

from dataclasses import replace
from datetime import date

import pytest

from longwriter_desktop.app.goals import (
    HISTORY_DAYS,
    GoalState,
    WrittenCount,
    first_day,
    history,
)
from longwriter_desktop.domain.document import Document, SectionText
from longwriter_desktop.domain.outline import Outline, new_section

TODAY = date(2026, 3, 1)


@pytest.fixture
def document():
    items = (new_section("One", "", 100), new_section("Two", "", 100))
    texts = {items[0].id: SectionText("five words are standing here")}
    return Document("d", "Title", "Write.", 200, "en", Outline(items), texts)


def with_text(document, number, text):
    section = document.outline.sections[number].id
    return replace(document, texts={**document.texts, section: SectionText(text)})


def test_opening_a_document_counts_nothing(document):
    assert WrittenCount(document).take(document) == 0
    count = WrittenCount(Document("other", "", "", 100))
    assert count.take(document) == 0


def test_words_written_count_once(document):
    count = WrittenCount(document)
    later = with_text(document, 1, "three more words")
    assert count.take(later) == 3
    assert count.take(later) == 0


def test_words_taken_out_count_against_the_day(document):
    assert WrittenCount(document).take(with_text(document, 0, "five words")) == -3


def test_a_section_removed_and_brought_back_comes_to_nothing(document):
    count = WrittenCount(document)
    removed = replace(document, outline=Outline(document.outline.items[1:]))
    assert count.take(removed) + count.take(document) == 0


def test_a_section_split_in_two_comes_to_nothing(document):
    new = new_section("New", "", 100)
    split = with_text(document, 0, "five words")
    split = replace(
        split,
        outline=Outline((*document.outline.items, new)),
        texts={**split.texts, new.id: SectionText("are standing here")},
    )
    assert WrittenCount(document).take(split) == 0


def test_text_that_comes_in_with_new_sections_was_not_written_today(document):
    new = new_section("Imported", "", 100)
    imported = replace(
        document,
        outline=Outline((*document.outline.items, new)),
        texts={**document.texts, new.id: SectionText("a whole draft from elsewhere")},
    )
    count = WrittenCount(document)
    assert count.take(imported) == 0
    assert count.take(with_text(imported, 1, "two words")) == 2


@pytest.mark.parametrize(
    ("words", "goal", "share", "reached"),
    [(0, 0, 0.0, False), (50, 100, 0.5, False), (-20, 100, 0.0, False), (150, 100, 1.0, True)],
)
def test_a_goal_is_reached_by_degrees(words, goal, share, reached):
    state = GoalState(words, goal)
    assert state.share == share
    assert state.is_reached is reached


def test_the_history_has_a_place_for_every_day():
    days = history({TODAY: 40, date(2026, 2, 27): 7, date(2025, 1, 1): 9}, TODAY)
    assert len(days) == HISTORY_DAYS
    assert days[0].day == first_day(TODAY) == date(2026, 1, 31)
    assert [entry.words for entry in days[-3:]] == [7, 0, 40]
