# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The status of a section, and its length against the target."""

from dataclasses import replace

import pytest

from longwriter_desktop.domain.document import Document, SectionText, StopReason
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.status import (
    Fit,
    Measure,
    SectionStatus,
    State,
    status_of,
    together,
)

SECTION = new_section("Fires", "", 100)


def document(text: SectionText, locked: bool = False) -> Document:
    item = replace(SECTION, locked=locked)
    return Document("d", "T", "I", 100, outline=Outline((item,)), texts={item.id: text})


@pytest.mark.parametrize(
    ("text", "stale", "expected"),
    [
        (SectionText(), False, State.PLANNED),
        (SectionText(" \n"), True, State.PLANNED),
        (SectionText("", None, StopReason.CANCELLED), False, State.PLANNED),
        (SectionText("One", "take", StopReason.CANCELLED), True, State.STOPPED),
        (SectionText("One.", "take", StopReason.FINISHED), False, State.WRITTEN),
        (SectionText("One.", "take", StopReason.FINISHED), True, State.STALE),
        (SectionText("One.", None, StopReason.FINISHED), False, State.EDITED),
        (SectionText("One."), True, State.STALE),
    ],
)
def test_the_state_follows_from_the_text(text: SectionText, stale: bool, expected: State) -> None:
    assert status_of(document(text), SECTION.id, False, stale) == SectionStatus(expected)


def test_the_section_that_is_being_written_is_so_whatever_it_was() -> None:
    status = status_of(document(SectionText("One.")), SECTION.id, True, stale=True)
    assert status.state is State.WRITING


def test_a_lock_is_told_beside_the_state() -> None:
    status = status_of(document(SectionText("One."), locked=True), SECTION.id, False, False)
    assert status == SectionStatus(State.EDITED, is_locked=True)


def test_sections_together_show_what_asks_most_for_attention() -> None:
    assert together([State.WRITTEN, State.STALE, State.EDITED]) is State.STALE
    assert together([State.STALE, State.WRITING]) is State.WRITING
    assert together([State.WRITTEN, State.WRITTEN]) is State.WRITTEN
    assert together([]) is State.PLANNED


@pytest.mark.parametrize(
    ("written", "fit"),
    [(0, Fit.NOTHING), (359, Fit.SHORT), (360, Fit.GOOD), (440, Fit.GOOD), (441, Fit.LONG)],
)
def test_a_length_within_ten_percent_is_good(written: int, fit: Fit) -> None:
    assert Measure(written, 400).fit is fit


def test_the_score_is_the_length_score_and_none_without_text_or_target() -> None:
    assert Measure(400, 400).score == 100
    assert Measure(800, 400).score == pytest.approx(66.67, abs=0.01)
    assert Measure(0, 400).score is None
    assert Measure(5, 0).score is None
