# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Tokens that are drawn some at a time: the same text as one by one, and nothing is overrun."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.ports import (
    EngineEvent,
    GenerateRequest,
    LengthGoal,
    Sampling,
    TextDelta,
)
from longwriter_desktop.domain.tuning import EngineSettings
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.worker import drawing, stream
from longwriter_desktop.engine.worker.drawing import tokens_until
from longwriter_desktop.engine.worker.native import CancelFlag, ThreadLimit
from longwriter_desktop.engine.worker.service import Service
from longwriter_desktop.models.bundled import starter_path
from tests.engine.asking import STORY, answer, shown, turns

GREEDY = Sampling(temperature=0.0, repeat_penalty=1.0, dry_multiplier=0.0)
ENDLESS = LengthGoal(10_000, 9_000, 11_000)


class Worker:
    """The worker's service in this process."""

    def __init__(self, path: Path, threads: ThreadLimit | None = None) -> None:
        self._sent: list[Any] = []
        self._cancelled = CancelFlag()
        self._left = math.inf  # pieces of text that are still sent before a cancel
        self._service = Service(
            self._take, self._cancelled, lambda _job, _answer: False, threads or ThreadLimit()
        )
        self._load = protocol.Load(1, str(path), 2048, EngineSettings(threads=1))

    def cancel_after(self, pieces: int) -> None:
        """Cancel the next answer behind so many pieces of its text."""
        self._left = pieces

    def events(
        self, monkeypatch: pytest.MonkeyPatch, most: int, answers: int = 1, **fields: Any
    ) -> list[EngineEvent]:
        """All events of answers of which up to `most` tokens are drawn at a time. The cache is
        empty before: cells at other places round sums in another way."""
        monkeypatch.setattr(drawing, "MOST_AHEAD", most)
        self._cancelled.clear()
        self._service.answer(self._load)
        self._sent.clear()
        request = GenerateRequest(turns(STORY), fields.pop("tokens", 400), **fields)
        self._service.answer(protocol.Generate(2, (request,) * answers))
        self._left = math.inf
        return [message.event for message in self._sent if hasattr(message, "event")]

    def close(self) -> None:
        self._service.answer(protocol.Unload(3))

    def _take(self, message: Any) -> None:
        self._sent.append(message)
        self._left -= isinstance(getattr(message, "event", None), TextDelta)
        if self._left <= 0:
            self._cancelled.set()


@pytest.fixture(autouse=True)
def _any_machine_is_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "tokens_until", lambda *_: 10**6)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    made = Worker(starter_path())
    yield made
    made.close()


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"seed": 1}, id="plain"),
        pytest.param({"seed": 2, "length": ENDLESS}, id="may not end"),
        pytest.param({"seed": 3, "length": LengthGoal(200, 190, 210)}, id="ends at its length"),
        pytest.param({"seed": 9, "length": LengthGoal(90, 85, 95)}, id="ends soon"),
        pytest.param({"sampling": GREEDY, "length": ENDLESS, "tokens": 700}, id="goes in circles"),
        pytest.param({"seed": 4, "stop": ("and the",), "length": ENDLESS}, id="stop refused"),
        pytest.param({"seed": 5, "stop": ("and the", "in a")}, id="stop"),
        pytest.param({"seed": 6, "tokens": 33}, id="few tokens"),
        pytest.param({"seed": 7, "tokens": 5_000, "loop_guard": False}, id="full context"),
        pytest.param({"seed": 8, "grammar": 'root ::= ("the sea " | "a wind ")+'}, id="grammar"),
    ],
)
def test_the_text_is_the_same_as_when_tokens_are_drawn_one_by_one(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, fields: dict[str, Any]
) -> None:
    single = worker.events(monkeypatch, 1, **fields)
    many = worker.events(monkeypatch, 128, **fields)
    assert answer(many).text == answer(single).text
    assert answer(many).stop_reason is answer(single).stop_reason
    assert shown(many) == answer(many).text
    assert answer(many).stats.loops_cut == answer(single).stats.loops_cut


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many tokens were drawn and evaluated each time before they were looked at."""
    lengths: list[int] = []
    run = drawing.Drawing.run_ahead

    def noted(self: drawing.Drawing, *arguments: Any) -> list[int]:
        drawn = run(self, *arguments)
        lengths.append(len(drawn))
        return drawn

    monkeypatch.setattr(drawing.Drawing, "run_ahead", noted)
    return lengths


def test_many_tokens_are_drawn_at_a_time(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, runs: list[int]
) -> None:
    worker.events(monkeypatch, 32, length=ENDLESS, tokens=200)
    assert runs[1] == 31
    assert sum(runs) < 200


@pytest.mark.parametrize(
    ("seconds", "per_token", "tokens"),
    [(0.1, 0.04, 4), (0.1, 0.25, 2), (0.02, 0.001, 21), (-5.0, 0.04, 1), (0.1, math.inf, 1)],
)
def test_the_last_of_them_comes_when_text_is_to_be_shown(
    seconds: float, per_token: float, tokens: int
) -> None:
    assert tokens_until(seconds, per_token) == tokens


def test_when_text_is_to_be_shown_tokens_are_drawn_one_by_one(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, runs: list[int]
) -> None:
    monkeypatch.setattr(drawing, "tokens_until", tokens_until)
    monkeypatch.setattr(stream, "FLUSH_SECONDS", 1e-9)
    worker.events(monkeypatch, 32, length=ENDLESS, tokens=50)
    assert set(runs) == {0}


class Keys(frozenset[int]):
    """Ends at which nothing ends; beside the third token they are asked for, keys are pressed."""

    def __new__(cls, threads: ThreadLimit) -> "Keys":
        made = super().__new__(cls)
        made.left, made.threads = 3, threads
        return made

    left: int
    threads: ThreadLimit

    def __contains__(self, token: object) -> bool:
        self.left -= 1
        if not self.left:
            self.threads.set(1)
        return False


def test_a_run_ends_where_the_writer_begins_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = ThreadLimit()
    made, keys = Worker(starter_path(), threads), Keys(threads)
    lengths: list[int] = []
    run = drawing.Drawing.run_ahead

    def typed(self: drawing.Drawing, most: int, _ends: object, shown_at: float) -> list[int]:
        drawn = run(self, most, keys, shown_at)
        lengths.append(len(drawn))
        return drawn

    monkeypatch.setattr(drawing.Drawing, "run_ahead", typed)
    made.events(monkeypatch, 32, length=ENDLESS, tokens=100)
    made.close()
    assert lengths[:2] == [2, 31]


def test_near_the_length_asked_for_each_token_is_looked_at(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, runs: list[int]
) -> None:
    worker.events(monkeypatch, 32, length=LengthGoal(60, 50, 70))
    assert runs == []


def test_nothing_is_drawn_ahead_beside_another_answer(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, runs: list[int]
) -> None:
    worker.events(monkeypatch, 32, answers=2, tokens=60)
    assert runs == []


def test_a_cancel_ends_a_run_and_keeps_what_was_written(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, runs: list[int]
) -> None:
    worker.cancel_after(3)
    events = worker.events(monkeypatch, 32, length=ENDLESS, tokens=1_500)
    assert answer(events).stop_reason is StopReason.CANCELLED
    assert shown(events) == answer(events).text != ""
    again = worker.events(monkeypatch, 32, length=ENDLESS, tokens=100)
    assert answer(again).text.startswith(answer(events).text[:100])
