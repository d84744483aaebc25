# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import pytest

from longwriter_desktop.agentwrite.one_shot import (
    OneShotOptions,
    one_shot,
    sections_in_one,
    write_in_one,
)
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import Document, SectionText, StopReason
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.events import (
    SectionEnded,
    SectionGrew,
    SectionRewound,
    SectionStarted,
)
from longwriter_desktop.domain.outline import ContextChoice, update_item
from longwriter_desktop.domain.ports import Generated, PromptProgress, TextDelta, TextRewound
from longwriter_desktop.domain.staleness import WrittenFrom, staleness
from tests.agentwrite.test_conversation import document_of
from tests.support.scripted import ScriptedEngine, answering, sentences

BODIES = [sentences(100, name) for name in ("oil", "lamp", "keeper")]
WHOLE = "\n\n## ".join(
    body if n == 1 else f"Part {n}\n\n{body}" for n, body in enumerate(BODIES, start=1)
)


def write(engine: ScriptedEngine, document: Document, **options) -> list:
    return list(write_in_one(engine, document, OneShotOptions(seed=5, **options)))


def told(events: list) -> dict[str, str]:
    """The texts that somebody has who follows the events."""
    texts: dict[str, str] = {}
    for event in events:
        match event:
            case SectionStarted():
                texts[event.section_id] = ""
            case SectionGrew():
                texts[event.section_id] += event.text
            case SectionRewound():
                texts[event.section_id] = texts[event.section_id][: event.keep]
            case SectionEnded():
                assert texts[event.section_id] == event.text
    return texts


def ended(events: list) -> list[SectionEnded]:
    return [event for event in events if isinstance(event, SectionEnded)]


def test_one_answer_fills_all_sections_one_after_another() -> None:
    document = document_of(3, 0, words=100)
    events = write(ScriptedEngine([answering(WHOLE)]), document)
    assert list(told(events).values()) == BODIES
    marks = [type(event) for event in events if isinstance(event, SectionStarted | SectionEnded)]
    assert marks == [SectionStarted, SectionEnded] * 3
    assert [event.stop_reason for event in ended(events)] == [StopReason.FINISHED] * 3


def test_the_prompt_holds_instruction_length_and_plan() -> None:
    document = document_of(3, 0, words=100)
    shot = one_shot(ScriptedEngine([]), document, OneShotOptions())
    (turn,) = shot.request.messages
    assert turn.content.startswith("Write about lamps.\nTitle: Lamps\n\nPlan:\n")
    assert "Write about 300 words." in turn.content
    assert "Heading: Part 3 - Main Point: what part 3 says" in turn.content
    assert shot.request.length is not None
    assert shot.request.length.target == 300 + count_words("Part 1 Part 2 Part 3")
    assert shot.request.prefill == "## Part 1\n\n"


def test_the_plan_may_be_left_out() -> None:
    shot = one_shot(ScriptedEngine([]), document_of(3, 0), OneShotOptions(with_plan=False))
    assert shot.request.messages[0].content == "Write about lamps.\nWrite about 900 words."
    assert shot.request.prefill == ""


def test_a_document_that_does_not_fit_the_context_is_refused_with_figures() -> None:
    with pytest.raises(InputProblem) as caught:
        one_shot(ScriptedEngine([]), document_of(20, 0), OneShotOptions())
    assert caught.value.code == "one_answer_too_long"
    assert caught.value.params["context"] == 4096
    assert int(str(caught.value.params["needed"])) > 6000


def test_a_written_document_is_not_written_again() -> None:
    with pytest.raises(InputProblem) as caught:
        one_shot(ScriptedEngine([]), document_of(3, 3), OneShotOptions())
    assert caught.value.code == "nothing_to_write"


def test_each_section_remembers_what_stood_before_it_in_the_answer() -> None:
    document = document_of(3, 0, words=100)
    events = ended(write(ScriptedEngine([answering(WHOLE)]), document))
    assert all(event.provenance.in_one for event in events)
    assert len({event.provenance.prompt_hash for event in events}) == 1
    assert sum(event.stats.generated_tokens for event in events) == -(-len(WHOLE) // 40) * 8
    texts = {
        event.section_id: SectionText(event.text, None, None, event.provenance.written_from)
        for event in events
    }
    document = replace(document, texts=texts)
    last = document.outline.sections[2].id
    shown = WrittenFrom.decode(document.text_of(last).written_from)
    assert shown is not None
    assert len(shown.texts) == 2
    assert not staleness(document, last)
    texts[document.outline.sections[0].id] = SectionText("Something else.")
    assert staleness(replace(document, texts=texts), last)


def test_a_stopped_answer_keeps_all_and_its_last_section_is_unfinished() -> None:
    text = WHOLE[: WHOLE.index("## Part 3") - 40]
    events = write(
        ScriptedEngine([answering(text, StopReason.CANCELLED)]), document_of(3, 0, words=100)
    )
    assert [event.stop_reason for event in ended(events)] == [
        StopReason.FINISHED, StopReason.CANCELLED,
    ]  # fmt: skip
    assert list(told(events).values()) == [BODIES[0], BODIES[1][:-38]]


def test_a_heading_that_was_about_to_come_when_the_answer_was_stopped_is_no_text() -> None:
    text = WHOLE[: WHOLE.index("## Part 3") + 4]
    events = write(
        ScriptedEngine([answering(text, StopReason.CANCELLED)]), document_of(3, 0, words=100)
    )
    assert list(told(events).values()) == BODIES[:2]


def test_it_goes_on_behind_a_section_that_was_stopped() -> None:
    document = document_of(3, 1, words=100)
    first, second, third = (section.id for section in document.outline.sections)
    half = BODIES[1][:200]
    texts = {**document.texts, second: SectionText(half, None, StopReason.CANCELLED)}
    rest = f"{BODIES[1][200:]}\n\n## Part 3\n\n{BODIES[2]}"
    engine = ScriptedEngine([answering(rest)])
    events = write(engine, replace(document, texts=texts))
    prefill = engine.requests[0].prefill
    assert prefill == f"## Part 1\n\n{document.text_of(first).text}\n\n## Part 2\n\n{half}"
    assert {event.section_id: event.text for event in ended(events)} == {
        second: BODIES[1], third: BODIES[2],
    }  # fmt: skip


def test_a_new_section_behind_written_ones_begins_with_its_heading() -> None:
    engine = ScriptedEngine([answering(f"{BODIES[1]}\n\n## Part 3\n\n{BODIES[2]}")])
    events = write(engine, document_of(3, 1, words=100))
    assert engine.requests[0].prefill.endswith("\n\n## Part 2\n\n")
    assert list(told(events).values()) == BODIES[1:]


def test_what_the_writer_left_out_is_not_shown() -> None:
    document = document_of(3, 2, words=100)
    first, second, third = document.outline.sections
    outline = update_item(document.outline, first.id, context=ContextChoice.DROPPED)
    document = replace(document, outline=outline)
    shot = one_shot(ScriptedEngine([]), document, OneShotOptions())
    shown = document.text_of(second.id).text
    assert shot.request.prefill == f"## Part 2\n\n{shown}\n\n## Part 3\n\n"
    assert shot.sections[0].id == third.id
    assert shot.dropped == ()
    begun = write(ScriptedEngine([answering(BODIES[2])]), document)[0]
    assert isinstance(begun, SectionStarted)
    assert begun.provenance is not None
    remembered = WrittenFrom.decode(begun.provenance.written_from)
    assert remembered is not None
    assert list(remembered.texts) == [second.id]


def test_it_ends_in_front_of_a_section_that_has_a_text() -> None:
    document = document_of(4, 0, words=100)
    third = document.outline.sections[2].id
    document = replace(document, texts={third: SectionText("Mine.")})
    assert [section.heading for section in sections_in_one(document)] == ["Part 1", "Part 2"]


def test_a_text_taken_back_across_a_border_begins_its_section_anew() -> None:
    kept = WHOLE[: WHOLE.index("## Part 2") - 30]

    def looping(request):
        yield PromptProgress(5, 5, 0)
        yield TextDelta(WHOLE, 100)
        yield TextRewound(len(kept), "loop")
        rest = WHOLE[len(kept) :]
        yield TextDelta(rest, 200)
        yield Generated(WHOLE, StopReason.FINISHED)

    events = write(ScriptedEngine([looping]), document_of(3, 0, words=100))
    assert list(told(events).values()) == BODIES
    assert [event.text for event in ended(events)] == [*BODIES[:2], "", *BODIES]


def test_the_headings_are_led_along_the_targets() -> None:
    shot = one_shot(ScriptedEngine([]), document_of(3, 0, words=100), OneShotOptions())
    assert [(mark.words, mark.latest, mark.heading) for mark in shot.request.milestones] == [
        (92, 112, "## Part 2"), (194, 214, "## Part 3"),
    ]  # fmt: skip
    free = one_shot(ScriptedEngine([]), document_of(3, 0, words=100), OneShotOptions(led=False))
    assert not free.request.milestones
