# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Repetition is noticed where it begins, taken back, and written anew or given up."""

import random

import pytest

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.ports import (
    EngineEvent,
    GenerateRequest,
    LengthGoal,
    Sampling,
    TextDelta,
    TextRewound,
)
from longwriter_desktop.domain.scoring import repeated_ngram_share
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.worker import writer
from longwriter_desktop.engine.worker.loops import LoopGuard
from longwriter_desktop.engine.worker.stream import TextStream
from longwriter_desktop.engine.worker.text import GrowingText, StopStrings
from longwriter_desktop.models.bundled import starter_path
from tests.engine.asking import STORY, answer, ask, events_of, shown, turns
from tests.engine.test_run_ahead import Worker

LINE_END = 10
BARE_GREEDY = Sampling(temperature=0.0, repeat_penalty=1.0, dry_multiplier=0.0)


def first_loop(tokens: list[int]) -> tuple[int, int] | None:
    """Where the loop began, and how many tokens had come when it was noticed."""
    guard = LoopGuard()
    for at, token in enumerate(tokens, start=1):
        start = guard.push(token, "\n" if token == LINE_END else "word")
        if start is not None:
            return start, at
    return None


def noise(count: int, seed: int = 0) -> list[int]:
    """Tokens without a repetition of four."""
    return random.Random(seed).sample(range(1_000, 100_000), count)


@pytest.mark.parametrize("period", range(1, 61))
def test_a_repeated_passage_is_noticed_within_forty_tokens(period: int) -> None:
    before, passage = noise(50), noise(period, seed=1)
    found = first_loop(before + passage * 100)
    assert found is not None
    start, noticed = found
    assert start - len(before) in range(period, period + 5)
    assert noticed - start <= 40


def test_a_passage_that_other_text_stands_between_may_be_copied() -> None:
    passage = noise(90, seed=1)
    assert first_loop(passage + noise(2_000, seed=2) + passage + noise(9, seed=3)) is None


def test_short_turns_of_phrase_may_come_back() -> None:
    phrase = noise(8, seed=1)
    text: list[int] = []
    for seed in range(20):
        text += phrase + noise(11, seed=seed + 2)
    assert first_loop(text) is None


def test_the_longer_of_two_beginnings_is_followed() -> None:
    beginning, first, second = noise(6), noise(40, seed=1), noise(40, seed=2)
    text = [*beginning, *first, *beginning, *second]
    found = first_loop(text + text)
    assert found is not None
    assert found[0] == len(text)


def test_a_line_that_comes_a_third_time_is_a_loop() -> None:
    line = [*noise(7), LINE_END]
    text = line + noise(20, seed=1) + [LINE_END] + line + noise(20, seed=2) + [LINE_END]
    assert first_loop(text) is None
    assert first_loop(text + line) == (len(text), len(text) + len(line))


def test_a_text_of_old_turns_of_phrase_is_a_loop() -> None:
    phrases = [noise(6, seed=seed) for seed in range(2)]
    order = random.Random(1)
    text = noise(60, seed=9) + [token for phrase in phrases for token in phrase]
    for _ in range(12):
        text += order.choice(phrases)
    found = first_loop(text)
    assert found is not None
    assert found[0] >= 60


def test_a_guard_that_starts_again_remembers_what_stays() -> None:
    guard = LoopGuard()
    passage = noise(60)
    guard.restart((token, "word") for token in passage)
    starts = [guard.push(token, "word") for token in passage]
    assert starts[:39] == [None] * 39
    assert starts[39] == 60


def test_a_guard_knows_the_text_that_is_gone_on_with() -> None:
    passage = noise(60)
    guard = LoopGuard([(token, "word") for token in passage])
    for _again in range(2):
        starts = [guard.push(token, "word") for token in passage]
        assert starts[:39] == [None] * 39
        assert starts[39] == 0
        guard.restart(())


def test_a_greedy_model_without_penalties_is_got_out_of_its_loops(starter: WorkerEngine) -> None:
    plain = events_of(starter, STORY, tokens=700, sampling=BARE_GREEDY, loop_guard=False,
                      length=LengthGoal.around(400))  # fmt: skip
    guarded = events_of(
        starter, STORY, tokens=700, sampling=BARE_GREEDY, length=LengthGoal.around(400)
    )
    assert repeated_ngram_share(answer(plain).text) > 0.1
    assert repeated_ngram_share(answer(guarded).text) < 0.05
    assert answer(guarded).stats.loops_cut > 0
    assert shown(guarded) == answer(guarded).text


def test_what_was_shown_of_a_loop_is_taken_back(starter: WorkerEngine) -> None:
    events = events_of(
        starter, STORY, tokens=700, sampling=BARE_GREEDY, length=LengthGoal.around(400)
    )
    result = answer(events)
    assert result.stats.loops_cut > 0
    assert shown(events) == result.text


def test_a_reader_is_told_of_shown_text_that_is_taken_back() -> None:
    sent: list[EngineEvent] = []
    text = GrowingText({1: b"So it is. ", 2: b"It went up."}.__getitem__, keep_leading=False)
    stream = TextStream(text, StopStrings(()), sent.append)
    text.push(1)
    text.push(2)
    stream.flush()
    text.truncate(1)
    stream.rewind(text.length, "loop")
    assert sent == [TextDelta("So it is. It went up.", 2), TextRewound(10, "loop")]


def test_a_loop_that_cannot_be_left_ends_at_the_last_whole_sentence(tiny: WorkerEngine) -> None:
    # Without merges in the vocabulary, so that there is one way to write it.
    grammar = 'root ::= "So it is. It went up, " ("it fell over, it was lost, "){9}'
    events = events_of(tiny, STORY, tokens=2_000, grammar=grammar)
    result = answer(events)
    assert result.stop_reason is StopReason.LOOP_CUT
    assert result.text == shown(events) == "So it is."
    assert result.stats.loops_cut == 4


def test_a_long_answer_may_loop_more_often_than_a_short_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, goal = Worker(starter_path()), LengthGoal.around(400)
    monkeypatch.setattr(writer, "_LOOPS", 2)
    reasons = []
    for tokens in (1_000_000, 10):
        monkeypatch.setattr(writer, "_LOOPS_TOKENS", tokens)
        events = made.events(monkeypatch, 1, tokens=700, sampling=BARE_GREEDY, length=goal)
        reasons.append(answer(events).stop_reason)
    made.close()
    assert reasons == [StopReason.LOOP_CUT, StopReason.FINISHED]


def test_what_an_answer_goes_on_with_is_not_to_come_again(tiny: WorkerEngine) -> None:
    begun = "So it is. It went up, it fell over. "
    result = ask(tiny, STORY, tokens=2_000, prefill=begun, grammar=f'root ::= "{begun}"{{9}}')
    assert (result.text, result.stop_reason) == ("", StopReason.LOOP_CUT)


def test_a_line_that_must_come_a_third_time_ends_the_answer(tiny: WorkerEngine) -> None:
    block = r'"It burns.\n" filler "\n" '
    grammar = f"root ::= {block * 6}\nfiller ::= {'[a-z] ' * 30}"
    result = answer(events_of(tiny, STORY, tokens=2_000, grammar=grammar, seed=5))
    assert result.stop_reason is StopReason.LOOP_CUT
    assert result.text.count("It burns.") == 2


def test_a_loop_is_out_of_the_cache_too(starter: WorkerEngine) -> None:
    result = ask(starter, STORY, tokens=700, sampling=BARE_GREEDY, length=LengthGoal.around(400))
    assert result.stats.loops_cut > 0
    following = ask(starter, STORY, result.text, "Go on.", tokens=1)
    assert following.stats.evaluated_tokens < 16


def together(engine: WorkerEngine, *requests: GenerateRequest) -> tuple[list[EngineEvent], ...]:
    """The events of answers written side by side, each answer's own."""
    events: tuple[list[EngineEvent], ...] = tuple([] for _request in requests)
    for number, event in engine.generate_together(requests):
        events[number].append(event)
    return events


def test_of_two_answers_only_the_one_that_loops_is_taken_back(starter: WorkerEngine) -> None:
    goal = LengthGoal.around(400)
    looping = GenerateRequest(turns(STORY), 700, sampling=BARE_GREEDY, length=goal)
    healthy = GenerateRequest(turns(STORY), 700, length=goal, seed=5)
    first, second = together(starter, looping, healthy)
    assert answer(first).stats.loops_cut > 0
    assert answer(second).stats.loops_cut == 0
    assert not any(isinstance(event, TextRewound) for event in second)
    for events in (first, second):
        assert shown(events) == answer(events).text
        assert repeated_ngram_share(answer(events).text) < 0.05


def test_an_answer_that_cannot_leave_its_loop_leaves_the_other_alone(tiny: WorkerEngine) -> None:
    grammar = 'root ::= "So it is. It went up, " ("it fell over, it was lost, "){9}'
    stuck = GenerateRequest(turns(STORY), 2_000, grammar=grammar)
    other = GenerateRequest(
        turns(STORY), 150, seed=3, loop_guard=False, length=LengthGoal(10_000, 9_000, 11_000)
    )
    first, second = together(tiny, stuck, other)
    assert answer(first).stop_reason is StopReason.LOOP_CUT
    assert answer(first).text == shown(first) == "So it is."
    assert answer(second).stop_reason is StopReason.LENGTH_LIMIT
    assert answer(second).stats.generated_tokens >= 150
