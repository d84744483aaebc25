# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a model thinks before it answers is shown, and is no part of the answer."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from longwriter_desktop.domain.catalogue import Prompting
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.ports import (
    EngineEvent,
    Generated,
    GenerateRequest,
    LengthGoal,
    Sampling,
    TextDelta,
    Thinking,
)
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.worker.thinking import (
    CHANNEL_TOKENS,
    CHANNELS_END,
    MARKS,
    Thought,
    answer_opening,
    begun,
    opened_by,
    thought,
)
from tests.engine.asking import answer, ask, events_of, shown, turns
from tests.engine.tiny_gguf import SPECIALS, TEMPLATE, write_tiny_model

HOT = Sampling(temperature=2.0)
THINKS = TEMPLATE.replace("{{ '<|assistant|>' }}", "{{ '<|assistant|><think>\n' }}")


@pytest.mark.parametrize(("begin", "end"), MARKS)
def test_a_thought_that_comes_letter_by_letter_is_found(begin: str, end: str) -> None:
    whole = f"\n{begin}\nIs it < 2?\n{end}\n\nIt is."
    answer_from = whole.index(end) + len(end)
    for size in range(1, len(whole) + 1):
        found = begun(whole[:size])
        if size < len(f"\n{begin}"):
            assert found is True
            continue
        assert isinstance(found, Thought)
        assert "Is it < 2?".startswith(found.text.strip())
        assert found.is_over == (size >= answer_from)
        assert found.behind == whole[answer_from:size]


@pytest.mark.parametrize("text", ["The keeper", "<b>", "<thin air>", "[1] first", "a <think>"])
def test_an_answer_that_begins_otherwise_has_no_thought(text: str) -> None:
    assert begun(text) is None


def test_what_may_be_the_end_of_a_thought_is_held_back() -> None:
    assert thought("so</thi", "</think>") == Thought("so", "</think>", held=5)
    assert thought("so</thin", "</think>").text == "so"
    assert thought("so</thing", "</think>").text == "so</thing"


def test_a_prompt_can_open_the_thought() -> None:
    assert opened_by("<|assistant|><think>\n") == "</think>"
    assert opened_by("<|assistant|>[THINK]") == "[/THINK]"
    assert opened_by("<|assistant|><think>\n\n</think>\n\n") == ""
    assert opened_by("") == ""


CHANNELS = (
    "<|channel|>analysis<|message|>Is it < 2?<|end|><|start|>assistant<|channel|>commentary"
    "<|message|>Well.<|end|><|start|>assistant<|channel|>final<|message|>It is."
)


@pytest.mark.parametrize("before", ["", "<|start|>assistant", "\n"])
def test_a_thought_in_channels_that_comes_letter_by_letter_is_found(before: str) -> None:
    whole = before + CHANNELS
    opened = len(before) + len("<|channel|>analysis<|message|>")
    shown = ""
    for size in range(1, len(whole) + 1):
        found = begun(whole[:size])
        if size < opened:
            assert found is True
            continue
        assert isinstance(found, Thought)
        assert found.text.startswith(shown.rstrip())
        shown = found.text
        assert found.is_over == (size >= len(whole) - len("It is."))
        assert found.behind == ("It is."[: size - len(whole) + 6] if found.is_over else "")
    assert shown == "Is it < 2?\n\nWell."


def test_an_answer_in_its_channel_has_no_thought() -> None:
    for header in ("<|channel|>final<|message|>", "<|channel|>final <|constrain|>json<|message|>"):
        assert begun(f"{header}It is.") == Thought("", CHANNELS_END, "It is.", is_over=True)


def test_a_mark_that_the_vocabulary_leaves_out_is_not_missed() -> None:
    found = begun(CHANNELS.replace("<|end|>", ""))
    assert found == Thought("Is it < 2?\n\nWell.", CHANNELS_END, "It is.", is_over=True)


@pytest.mark.parametrize("text", ["<|channel|>\nfive", "<|channel|>" + "x" * 200, "assistant and"])
def test_what_only_looks_like_a_channel_is_an_answer(text: str) -> None:
    assert begun(text) is None


def test_a_prompt_that_ends_at_the_channels_is_led_to_the_answer() -> None:
    assert answer_opening("<|start|>assistant") == "<|channel|>final<|message|>"
    assert opened_by("<|start|>assistant<|channel|>analysis<|message|>") == CHANNELS_END
    assert answer_opening("<|assistant|><think>\n") == "\n</think>\n\n"
    assert answer_opening("<|assistant|>") == ""


@pytest.fixture(scope="module")
def in_channels(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkerEngine]:
    """A model with random weights and gpt-oss's marks, whose template opens the first channel."""
    template = TEMPLATE.replace("<|assistant|>", "<|start|>assistant<|channel|>analysis<|message|>")
    path = write_tiny_model(
        tmp_path_factory.mktemp("channels") / "tiny.gguf",
        template=template,
        specials=(*SPECIALS, *sorted(CHANNEL_TOKENS)),
    )
    engine = WorkerEngine()
    engine.load_now(path)
    yield engine
    engine.close()


def test_a_model_with_channels_thinks_in_the_first_and_answers_in_the_last(
    in_channels: WorkerEngine,
) -> None:
    goal = LengthGoal(40, 38, 44)
    events = events_of(
        in_channels, "Think.", tokens=4_000, sampling=HOT, loop_guard=False, length=goal
    )
    last = answer(events)
    assert last.thinking
    assert thoughts(events).strip() == last.thinking
    assert shown(events) == last.text
    assert count_words(last.text) <= goal.high
    seen = last.text + last.thinking
    assert [mark for mark in (*CHANNEL_TOKENS, "<|end|>", "final") if mark in seen] == []


def test_an_answer_in_channels_that_has_begun_is_not_thought_about(
    in_channels: WorkerEngine,
) -> None:
    last = ask(in_channels, "Think.", tokens=10, prefill="At dusk", sampling=HOT)
    assert (last.thinking, last.stats.thought_tokens) == ("", 0)


@pytest.fixture(scope="module")
def thinker(tmp_path_factory: pytest.TempPathFactory) -> WorkerEngine:
    """A model with random weights whose template opens a thought."""
    path = write_tiny_model(tmp_path_factory.mktemp("thinker") / "tiny.gguf", template=THINKS)
    engine = WorkerEngine()
    engine.load_now(path)
    yield engine
    engine.close()


def thoughts(events: list[EngineEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, Thinking))


def test_the_thought_comes_first_and_is_no_part_of_the_answer(thinker: WorkerEngine) -> None:
    events = events_of(
        thinker, "Think.", tokens=60, sampling=HOT, loop_guard=False,
        length=LengthGoal(8, 7, 9),
    )  # fmt: skip
    last = answer(events)
    kinds = [type(event) for event in events]
    assert thoughts(events).strip() == last.thinking
    assert last.thinking
    assert last.stats.thought_tokens > 0
    assert shown(events) == last.text
    assert last.thinking not in last.text
    assert max(n for n, kind in enumerate(kinds) if kind is Thinking) < kinds.index(TextDelta)


def test_nothing_is_thought_in_the_middle_of_an_answer(tmp_path: Path) -> None:
    marks = ("<think>", "</think>")
    path = write_tiny_model(tmp_path / "tiny.gguf", template=THINKS, specials=(*SPECIALS, *marks))
    with closing(WorkerEngine()) as engine:
        engine.load_now(path)
        goal = LengthGoal(400, 390, 420)
        last = ask(engine, "Think.", tokens=4_000, sampling=HOT, loop_guard=False, length=goal)
    assert count_words(last.text) >= goal.low
    assert [mark for mark in marks if mark in last.text] == []


def test_length_is_counted_behind_the_thought(thinker: WorkerEngine) -> None:
    goal = LengthGoal(40, 38, 44)
    last = ask(thinker, "Think.", tokens=4_000, sampling=HOT, loop_guard=False, length=goal)
    assert last.thinking
    assert count_words(last.text) <= goal.high


def test_a_thought_without_an_end_is_ended_and_the_answer_comes(thinker: WorkerEngine) -> None:
    last = ask(thinker, "Think.", tokens=30, sampling=HOT, loop_guard=False)
    # A quarter of the context at most, or what the answer leaves; never more than this.
    assert 0 < last.stats.thought_tokens <= 4_096 + 8
    assert last.stats.generated_tokens > 0
    assert last.stop_reason in (StopReason.LENGTH_LIMIT, StopReason.FINISHED)


def test_a_thought_that_loops_is_ended(thinker: WorkerEngine) -> None:
    cold = Sampling(temperature=0.0, dry_multiplier=0.0, repeat_penalty=1.0)
    last = ask(thinker, "Think.", tokens=20, sampling=cold)
    assert last.stats.thought_tokens < 1_000


def test_a_stop_string_ends_the_thought_and_is_not_in_it(thinker: WorkerEngine) -> None:
    free = ask(thinker, "Think.", tokens=5, sampling=HOT, loop_guard=False)
    stop = free.thinking[20:23]
    last = ask(thinker, "Think.", tokens=5, sampling=HOT, loop_guard=False, stop=(stop,))
    assert len(last.thinking) < len(free.thinking)
    assert stop not in last.thinking


def test_the_same_seed_thinks_and_writes_the_same(thinker: WorkerEngine) -> None:
    first, second = (
        ask(thinker, "Think.", tokens=30, sampling=HOT, seed=7, loop_guard=False) for _ in range(2)
    )
    assert (first.thinking, first.text) == (second.thinking, second.text)


def test_an_answer_that_has_begun_is_not_thought_about(thinker: WorkerEngine) -> None:
    last = ask(thinker, "Think.", tokens=10, prefill="At dusk", sampling=HOT)
    assert last.thinking == ""
    assert last.stats.thought_tokens == 0


def test_a_plan_in_a_given_form_is_not_thought_about(thinker: WorkerEngine) -> None:
    last = ask(thinker, "Think.", tokens=10, grammar='root ::= "yes"')
    assert (last.thinking, last.text) == ("", "yes")


def test_several_answers_are_thought_about_side_by_side(thinker: WorkerEngine) -> None:

    requests = [
        GenerateRequest(turns("Think."), 20, sampling=HOT, seed=seed, loop_guard=False)
        for seed in (1, 2)
    ]
    last = {n: e for n, e in thinker.generate_together(requests) if isinstance(e, Generated)}
    assert last[0].thinking
    assert last[1].thinking
    assert last[0].thinking != last[1].thinking


def test_a_cancel_in_the_middle_of_a_thought_ends_the_answer(thinker: WorkerEngine) -> None:

    request = GenerateRequest(turns("Think."), 20, sampling=HOT, loop_guard=False)
    last = None
    for event in thinker.generate(request):
        if isinstance(event, Thinking):
            thinker.cancel()
        last = event
    assert isinstance(last, Generated)
    assert last.stop_reason is StopReason.CANCELLED
    assert last.text == ""


def test_a_stop_string_of_the_model_ends_every_answer(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    engine.load_now(tiny_path)
    free = ask(engine, "Hello", tokens=60, sampling=HOT, loop_guard=False)
    stop = free.text[4:6]
    known = WorkerEngine(prompting_of=lambda path: Prompting(stop=(stop,)))
    known.load_now(tiny_path)
    held = ask(known, "Hello", tokens=60, sampling=HOT, loop_guard=False)
    known.close()
    assert held.text == free.text[: free.text.index(stop)].rstrip()
    assert held.stop_reason is StopReason.FINISHED
