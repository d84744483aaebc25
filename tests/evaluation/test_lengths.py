# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import pytest

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.evaluation.lengths import report, write_sections
from tests.support.scripted import ScriptedEngine, answering, sentences


def test_sections_are_scored_by_target() -> None:
    scripts = [answering(sentences(words)) for words in (200, 190, 400, 500)]
    measured = report(list(write_sections(ScriptedEngine(scripts), (200, 400), each=2)))
    assert [section.words for section in measured.sections] == [200, 190, 400, 500]
    assert measured.by_target[200] == pytest.approx((100 + 97.368) / 2, abs=0.01)
    assert measured.by_target[400] == pytest.approx((100 + 91.667) / 2, abs=0.01)
    assert measured.score == pytest.approx(97.26, abs=0.01)


def test_repetition_is_seen() -> None:
    script = answering(" ".join(["the lamp was lit again and again by him."] * 22))
    measured = report(list(write_sections(ScriptedEngine([script]), (200,), each=1)))
    assert measured.repeated > 0.9
    assert measured.sections[0].stop_reason is StopReason.FINISHED
