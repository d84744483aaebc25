# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import pytest

from longwriter_desktop.app.progress import ProgressMeter
from longwriter_desktop.domain.document import Document, SectionText
from longwriter_desktop.domain.outline import Outline, new_section


def document() -> Document:
    sections = tuple(new_section(f"S{n}", "", 400) for n in range(3))
    texts = {sections[0].id: SectionText("word " * 300)}
    return Document("d", "T", "I", 1200, outline=Outline(sections), texts=texts)


def test_time_left_covers_the_section_and_the_queue_at_the_measured_rate() -> None:
    whole = document()
    ids = [section.id for section in whole.outline.sections]
    meter = ProgressMeter()
    meter.begin_section(0, now=100.0)
    meter.grew(words=100, tokens=130)
    progress = meter.snapshot(whole, ids[1], (ids[2],), now=110.0)
    assert progress.words_per_second == pytest.approx(10.0)
    assert progress.tokens_per_second == pytest.approx(13.0)
    assert progress.seconds_left == pytest.approx((300 + 400) / 10)
    assert progress.section_seconds_left == pytest.approx(300 / 10)
    assert (progress.document_words, progress.document_target) == (400, 1200)
    assert (progress.section_number, progress.sections) == (2, 3)


def test_words_that_stood_there_before_do_not_count_for_the_rate() -> None:
    whole = document()
    ids = [section.id for section in whole.outline.sections]
    meter = ProgressMeter()
    meter.begin_section(words=300, now=0.0)
    meter.grew(words=320, tokens=30)
    assert meter.snapshot(whole, ids[0], (), now=10.0).words_per_second == pytest.approx(2.0)


def test_nothing_is_foretold_before_anything_was_measured() -> None:
    whole = document()
    meter = ProgressMeter()
    meter.begin_section(0, now=0.0)
    assert meter.snapshot(whole, whole.outline.items[1].id, (), now=0.1).seconds_left is None


def test_the_rate_of_the_last_run_is_the_first_guess_of_the_next() -> None:
    whole = document()
    meter = ProgressMeter(words_per_second=4.0)
    meter.begin_section(0, now=0.0)
    progress = meter.snapshot(whole, whole.outline.items[1].id, (), now=0.1)
    assert progress.seconds_left == pytest.approx(100.0)


def test_the_rate_is_that_of_all_sections_of_a_run() -> None:
    meter = ProgressMeter()
    meter.begin_section(0, now=0.0)
    meter.grew(100, 100)
    meter.end_section(now=10.0)
    meter.begin_section(0, now=20.0)
    meter.grew(100, 100)
    assert meter.words_per_second(now=50.0) == pytest.approx(200 / 40)


def test_the_time_between_two_runs_does_not_slow_the_rate() -> None:
    meter = ProgressMeter()
    meter.begin_section(0, now=0.0)
    meter.grew(100, 100)
    meter.end_section(now=10.0)
    assert meter.words_per_second(now=1_000.0) == pytest.approx(10.0)
