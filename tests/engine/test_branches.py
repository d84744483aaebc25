# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Branches of the cache, answers side by side, prompts read ahead, guesses at copied text."""

import threading
from contextlib import closing
from pathlib import Path

import pytest

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.ports import (
    EngineEvent,
    Generated,
    GenerateRequest,
    LengthGoal,
    PromptProgress,
    Sampling,
    TextDelta,
)
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.worker.branches import Branch, too_many
from tests.engine.asking import STORY, ask, shown, turns
from tests.engine.tiny_gguf import write_tiny_model
from tests.engine.tiny_recurrent import write_tiny_recurrent

HOT = Sampling(temperature=2.0, top_k=0, top_p=1.0, min_p=0.0)
GREEDY = Sampling(temperature=0.0)
STEP = "Write section 2 of 3 - The storm\nMain Point: a ship comes\nWord Count: 200 words"
LONG = "He lit the lamp and waited. " * 160  # more than 1,000 tokens of the starter
ENDLESS = LengthGoal(10**6, 10**6 - 1, 10**6 + 1)  # no answer may end before its last token


def side_by_side(
    engine: WorkerEngine, requests: list[GenerateRequest]
) -> tuple[list[list[EngineEvent]], list[Generated]]:
    """The events of each answer, and the answers."""
    events: list[list[EngineEvent]] = [[] for _ in requests]
    for number, event in engine.generate_together(requests):
        events[number].append(event)
    return events, [answer[-1] for answer in events]  # type: ignore[misc]


def takes(count: int, tokens: int = 40, sampling: Sampling = HOT) -> list[GenerateRequest]:
    return [
        GenerateRequest(turns(STORY), tokens, sampling=sampling, seed=seed, length=ENDLESS)
        for seed in range(count)
    ]


def test_going_back_to_an_earlier_take_reads_only_the_next_step(
    engine: WorkerEngine, starter_path: Path
) -> None:
    engine.load_now(starter_path)
    long = f"{STORY} {LONG}"
    first = ask(engine, long, sampling=HOT, seed=1, tokens=80)
    second = ask(engine, long, sampling=HOT, seed=2, tokens=80)
    step = engine.count_tokens([STEP])[0]
    for text in (first.text, second.text, first.text):
        assert ask(engine, long, text, STEP, tokens=5).stats.evaluated_tokens <= step + 12


def test_another_prompt_in_between_costs_a_long_conversation_nothing(
    engine: WorkerEngine, starter_path: Path
) -> None:
    engine.load_now(starter_path)
    long = f"{STORY} {LONG}"
    assert engine.count_tokens([long])[0] > 1_024
    first = ask(engine, long, tokens=80)
    ask(engine, "Plan something else altogether, in three sections.", tokens=80)
    step = engine.count_tokens([STEP])[0]
    assert ask(engine, long, first.text, STEP).stats.evaluated_tokens <= step + 12


def test_what_is_parked_does_not_slow_a_short_answer_down(
    engine: WorkerEngine, starter_path: Path
) -> None:
    """A parked take of 400 tokens is dropped where the prompt is short: to read it again is
    cheaper than to carry it along."""
    engine.load_now(starter_path)
    first = ask(engine, STORY, tokens=400, length=ENDLESS)
    ask(engine, STORY, tokens=40, seed=2, length=ENDLESS)
    request = GenerateRequest(turns(STORY, first.text, STEP), 40)
    assert engine.reading_cost(request).read > 350


def test_what_is_light_beside_the_weights_stays_parked_also_behind_a_short_prompt() -> None:
    parked, active = Branch(0), Branch(1)
    parked.tokens, parked.cells = [1] * 400, list(range(400))
    prompt = [2] * 60
    assert too_many([parked], active, prompt, light_cells=100) == []  # a conversation gone on from
    parked.tokens = prompt[:-1] + [1] * 341  # an earlier answer to the same
    assert too_many([parked], active, prompt, light_cells=100) == [parked]
    assert too_many([parked], active, prompt, light_cells=400) == []


def test_parked_branches_give_way_when_the_context_is_full(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    engine.load_now(tiny_path, 512)
    prompts = [f"{STORY}\n\nThis is story number {number}." for number in range(12)]
    for prompt in prompts:
        result = ask(engine, prompt, tokens=60, length=ENDLESS)
        assert result.stop_reason is StopReason.LENGTH_LIMIT
    assert ask(engine, prompts[-1], tokens=5).stats.evaluated_tokens == 1
    assert ask(engine, prompts[0], tokens=5).stats.evaluated_tokens > 1


@pytest.mark.parametrize("count", [2, 8])
def test_takes_are_written_side_by_side_from_one_reading_of_the_prompt(
    engine: WorkerEngine, tiny_path: Path, count: int
) -> None:
    engine.load_now(tiny_path)
    events, answers = side_by_side(engine, takes(count))
    assert answers[0].stats.evaluated_tokens > 50
    assert [answer.stats.evaluated_tokens for answer in answers[1:]] == [1] * (count - 1)
    assert len({answer.text for answer in answers}) == count
    for one, answer in zip(events, answers, strict=True):
        assert answer.stop_reason is StopReason.LENGTH_LIMIT
        assert shown(one) == answer.text


def test_a_take_has_the_same_text_beside_others_as_alone(tiny: WorkerEngine) -> None:
    _events, together = side_by_side(tiny, takes(3))
    for request, answer in zip(takes(3), together, strict=True):
        *_rest, alone = tiny.generate(request)
        assert isinstance(alone, Generated)
        assert alone.text == answer.text


def test_one_of_several_takes_is_stopped_and_the_others_go_on(starter: WorkerEngine) -> None:
    wanted = takes(3, tokens=400, sampling=Sampling())
    ended: dict[int, Generated] = {}
    for number, event in starter.generate_together(wanted):
        if number == 1 and isinstance(event, TextDelta):
            starter.cancel(1)
        if isinstance(event, Generated):
            ended[number] = event
    assert ended[1].stop_reason is StopReason.CANCELLED
    assert ended[1].text
    assert ended[0].stop_reason is ended[2].stop_reason is StopReason.LENGTH_LIMIT


def test_a_cancel_ends_all_takes_with_what_they_have(starter: WorkerEngine) -> None:
    ended: list[Generated] = []
    for _number, event in starter.generate_together(takes(3, tokens=1_500, sampling=Sampling())):
        if isinstance(event, TextDelta):
            starter.cancel()
        if isinstance(event, Generated):
            ended.append(event)
    assert [answer.stop_reason for answer in ended] == [StopReason.CANCELLED] * 3


def test_takes_that_do_not_fit_beside_the_others_wait_for_their_turn(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    engine.load_now(tiny_path, 512)
    _events, answers = side_by_side(engine, takes(5, tokens=150))
    assert {answer.stop_reason for answer in answers} == {StopReason.LENGTH_LIMIT}
    assert min(answer.stats.generated_tokens for answer in answers) >= 150


def test_a_take_that_waits_for_room_is_stopped_at_once(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    engine.load_now(tiny_path, 512)
    ended: list[tuple[int, StopReason]] = []
    for number, event in engine.generate_together(takes(5, tokens=150)):
        if isinstance(event, TextDelta) and not ended:
            engine.cancel(4)
        if isinstance(event, Generated):
            ended.append((number, event.stop_reason))
    assert ended[0] == (4, StopReason.CANCELLED)
    assert {reason for _number, reason in ended[1:]} == {StopReason.LENGTH_LIMIT}


def test_answers_wait_where_a_memory_has_no_branch_left_for_them(
    engine: WorkerEngine, tmp_path: Path
) -> None:
    """A recurrent model has one, others sixteen."""
    engine.load_now(write_tiny_recurrent(tmp_path / "recurrent.gguf"))
    assert [len(answer.text) > 0 for answer in side_by_side(engine, takes(3))[1]] == [True] * 3
    engine.load_now(write_tiny_model(tmp_path / "tiny.gguf"), 4_096)
    assert len(side_by_side(engine, takes(20, tokens=10))[1]) == 20


def test_a_reading_that_was_given_up_leaves_what_was_read_before(
    engine: WorkerEngine, starter_path: Path
) -> None:
    """As where a plan was changed: the conversation is read anew from its beginning, until the
    writer asks for something."""
    engine.load_now(starter_path, 8_192)
    first = ask(engine, f"{STORY} {LONG}", tokens=80)
    going_on = GenerateRequest(turns(f"{STORY} {LONG}", first.text, STEP), 40)
    before = engine.reading_cost(going_on).read
    renewed = GenerateRequest(turns(f"Another plan. {LONG}{LONG}", first.text, STEP), 40)
    with closing(engine.prepare(renewed)) as reading:  # type: ignore[type-var]
        assert next(reading)
    assert engine.reading_cost(going_on).read == before


def test_different_sections_are_written_side_by_side(tiny: WorkerEngine) -> None:
    steps = [STORY.replace("section 1", f"section {number}") for number in (1, 2, 3)]
    wanted = [GenerateRequest(turns(step), 40, sampling=HOT, length=ENDLESS) for step in steps]
    _events, answers = side_by_side(tiny, wanted)
    assert all(answer.text for answer in answers)
    assert answers[1].stats.reused_tokens > 20


def test_a_prompt_read_ahead_is_not_read_again(engine: WorkerEngine, tiny_path: Path) -> None:
    engine.load_now(tiny_path)
    request = GenerateRequest(turns(STORY), 5)
    before = engine.reading_cost(request)
    progress = list(engine.prepare(request))
    assert (before.read, progress[-1].read) == (before.total, before.total - 1)
    assert engine.reading_cost(request).read == 1
    assert ask(engine, STORY, tokens=5).stats.evaluated_tokens == 1


def test_reading_ahead_gives_way_to_any_other_use_and_keeps_what_was_read(
    engine: WorkerEngine, starter_path: Path
) -> None:
    engine.load_now(starter_path)
    request = GenerateRequest(turns(f"{STORY} {'He lit the lamp and waited. ' * 240}"), 5)
    reading = engine.prepare(request)
    assert next(reading).read == 0
    rest: list[PromptProgress] = []
    thread = threading.Thread(target=lambda: rest.extend(reading))
    thread.start()
    ask(engine, STORY, tokens=5)
    thread.join()
    cost = engine.reading_cost(request)
    assert 1 < cost.read < cost.total


# The tiny model's results do not depend on how many tokens are in a batch, as those of quantised
# weights do by a rounding: with it, guessing must not change a single token.


def test_guessing_changes_nothing_at_temperature_0(tiny: WorkerEngine) -> None:
    plain = ask(tiny, STORY, tokens=200, sampling=GREEDY, length=ENDLESS)
    guessed = ask(tiny, STORY, tokens=200, sampling=GREEDY, length=ENDLESS, copied_from=plain.text)
    assert guessed.text == plain.text
    assert guessed.stats.guessed_right > 0


@pytest.mark.parametrize("seed", range(5))
def test_guessing_leaves_every_draw_to_the_same_chance(tiny: WorkerEngine, seed: int) -> None:
    warm = Sampling(temperature=0.9, top_k=12)
    plain = ask(tiny, STORY, tokens=150, sampling=warm, seed=seed, length=ENDLESS)
    guessed = ask(
        tiny, STORY, tokens=150, sampling=warm, seed=seed, length=ENDLESS, copied_from=plain.text
    )
    assert guessed.text == plain.text
    assert guessed.stats.guessed_right > 0


def test_wrong_guesses_leave_no_trace(tiny: WorkerEngine) -> None:
    plain = ask(tiny, STORY, tokens=200, sampling=GREEDY, length=ENDLESS)
    holes = "".join(sign for at, sign in enumerate(plain.text) if at % 29)
    guessed = ask(tiny, STORY, tokens=200, sampling=GREEDY, length=ENDLESS, copied_from=holes)
    assert guessed.text == plain.text
    assert 0 < guessed.stats.guessed_right < guessed.stats.guessed_tokens
    again = ask(tiny, STORY, guessed.text, STEP, tokens=5)
    assert again.stats.evaluated_tokens <= tiny.count_tokens([STEP])[0] + 12


def test_an_answer_that_nobody_waits_for_gives_way_to_any_other_use(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    engine.load_now(tiny_path, 2_048)
    endless = GenerateRequest(turns("Sum it up."), 1_500, length=ENDLESS)
    answer = engine.generate_idly(endless)
    begun = next(event for event in answer if isinstance(event, TextDelta))
    assert begun.tokens
    rest: list[EngineEvent] = []
    thread = threading.Thread(target=lambda: rest.extend(answer))
    thread.start()
    assert ask(engine, STORY, tokens=5).text
    thread.join()
    last = rest[-1]
    assert isinstance(last, Generated)
    assert last.stop_reason is StopReason.CANCELLED


def test_an_answer_in_idle_time_leaves_the_conversation_as_it_was_read(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    engine.load_now(tiny_path, 2_048)
    first = ask(engine, STORY, tokens=80)
    *_events, aside = engine.generate_idly(GenerateRequest(turns("Sum it up."), 40))
    assert isinstance(aside, Generated)
    assert aside.stop_reason is not StopReason.CANCELLED
    step = engine.count_tokens([STEP])[0]
    assert ask(engine, STORY, first.text, STEP).stats.evaluated_tokens <= step + 12
