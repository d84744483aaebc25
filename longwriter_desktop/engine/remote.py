# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""`RemoteEngine`: a text engine that asks an OpenAI-compatible server."""

import hashlib
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import EngineEvent, EngineInfo, Generated, GenerateRequest
from longwriter_desktop.engine.counts import KnownCounts
from longwriter_desktop.engine.remote_facts import (
    CAREFUL_CONTEXT,
    Facts,
    count_on_server,
    find_facts,
)
from longwriter_desktop.engine.remote_fitted import FittedAnswer
from longwriter_desktop.engine.remote_line import Line, Patience, Stopped
from longwriter_desktop.engine.remote_pauses import Pauses
from longwriter_desktop.engine.remote_server import Server
from longwriter_desktop.engine.remote_text import estimate_tokens

_GRACE = 1.0  # seconds after which a cancelled answer is not waited for any more
_POLL = 0.1
_TURN_TOKENS = 8  # that a template puts around a turn, at most
_Said = tuple[int, EngineEvent | BaseException]


class RemoteEngine:
    """A `TextEngine` over a server. The server is asked only by `connect`, `generate` and
    `generate_together`, and by `count_tokens` where it has a tokenizer and is on this machine.

    `key` is called for each connection; what it returns is kept nowhere. Engines that may have to
    do with the same server share their `pauses`.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        key: Callable[[], str],
        patience: Patience | None = None,
        pauses: Pauses | None = None,
    ) -> None:
        self.endpoint = endpoint
        self._key = key
        self._patience = patience
        self._pauses = pauses or Pauses()
        self._server = Server(endpoint, key, patience, pauses=self._pauses)
        self._facts: Facts | None = None
        self._problem = EngineProblem("no_model")  # why there are no facts
        self._counts = KnownCounts()
        self._lock = threading.Lock()
        self._running: list[FittedAnswer] = []

    def connect(self) -> None:
        """Find out what the server has. Raises `EngineProblem`; nothing can be written then."""
        self._server.line = Line()
        try:
            facts = find_facts(self._server)
        except Stopped:
            self._problem = EngineProblem("load_cancelled")
            raise self._problem from None
        except EngineProblem as problem:
            self._problem = problem
            raise
        endpoint = replace(self.endpoint, model=facts.model)
        self._server = Server(endpoint, self._key, self._patience, facts.base_url, self._pauses)
        self._facts = facts
        self._counts.clear()

    @property
    def info(self) -> EngineInfo:
        """The server's model. Raises `EngineProblem`: "no_model" before `connect`, and what it
        met where it failed."""
        facts = self._known
        return EngineInfo(
            name=facts.model,
            fingerprint=_fingerprint(facts),
            context_tokens=facts.room(self.endpoint) or CAREFUL_CONTEXT,
            backend=self.endpoint.host,
            server=self.endpoint.host,
            guesses_tokens=not facts.counts_tokens,
        )

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Token counts by the server's tokenizer, else estimates: see `EngineInfo`."""
        return self._counts.of(texts, self._count)

    def generate(self, request: GenerateRequest) -> Iterator[EngineEvent]:
        """Yield the events of one answer, `Generated` last. Raises `EngineProblem`."""
        with closing(self.generate_together((request,))) as events:
            for _answer, event in events:
                yield event

    def generate_together(
        self, requests: Sequence[GenerateRequest]
    ) -> Generator[tuple[int, EngineEvent], None, None]:
        """Write several answers, each on a connection of its own; yield (number from 0, event).

        As many at once as server and writer allow. An answer that fails ends all. Raises
        `EngineProblem`. Closing the generator cancels what runs.
        """
        said: queue.SimpleQueue[_Said] = queue.SimpleQueue()
        sizes = [self._prompt_size(request) for request in requests]
        answers = [
            FittedAnswer(self._server, self._known, request, size, partial(_send, said, number))
            for number, (request, size) in enumerate(zip(requests, sizes, strict=True))
        ]
        waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
        for number in range(len(answers)):
            waiting.put(number)
        threads = [
            threading.Thread(target=_work, args=(answers, waiting, said), daemon=True)
            for _ in range(min(len(answers), self._at_once))
        ]
        with self._lock:
            self._running = answers
        try:
            for thread in threads:
                thread.start()
            yield from _events(answers, said)
        finally:
            for answer in answers:
                answer.stop()
            for thread in threads:
                thread.join(_GRACE)
            with self._lock:
                self._running = []

    def cancel(self, answer: int | None = None) -> None:
        """End the running answers at once, or one of them. Without any: nothing."""
        if answer is None:
            self._server.line.cut()
        with self._lock:
            running = list(self._running)
        for number, one in enumerate(running):
            if answer is None or answer == number:
                one.stop()

    @property
    def _at_once(self) -> int:
        """How many requests are sent at once: as many as the writer allows, where the server does
        not take one after another anyway. What waits there would be taken for silence."""
        return 1 if self._known.kind == "longwriter" else self.endpoint.takes_at_once

    @property
    def _known(self) -> Facts:
        if self._facts is None:
            raise EngineProblem(self._problem.code, **self._problem.params)
        return self._facts

    def _prompt_size(self, request: GenerateRequest) -> int:
        """About how many tokens the server reads; it says itself how many they were."""
        contents = [turn.content for turn in request.messages]
        return sum(self.count_tokens([*contents, request.prefill])) + _TURN_TOKENS * len(contents)

    def _count(self, texts: tuple[str, ...]) -> dict[str, int]:
        return {text: self._count_one(text) for text in texts}

    def _count_one(self, text: str) -> int:
        facts = self._known
        if facts.counts_tokens and text:
            self._server.line = Line()  # a cancel that came before is not meant for it
            counted = count_on_server(self._server, facts, text)
            if counted is not None:
                return counted
        return estimate_tokens(text)


def _send(said: "queue.SimpleQueue[_Said]", number: int, event: EngineEvent) -> None:
    said.put((number, event))


def _work(
    answers: Sequence[FittedAnswer],
    waiting: "queue.SimpleQueue[int]",
    said: "queue.SimpleQueue[_Said]",
) -> None:
    """In a thread: run one answer after the other until none waits."""
    while True:
        try:
            number = waiting.get_nowait()
        except queue.Empty:
            return
        try:
            answers[number].run()
        except EngineProblem as problem:
            said.put((number, problem))
            return
        except BaseException as bug:
            said.put((number, bug))
            raise


def _events(
    answers: Sequence[FittedAnswer], said: "queue.SimpleQueue[_Said]"
) -> Iterator[tuple[int, EngineEvent]]:
    """What the threads say, until each answer has ended; a cancelled one ends soon by itself,
    or is not waited for."""
    left = set(range(len(answers)))
    stopped_at: dict[int, float] = {}
    while left:
        try:
            number, event = said.get(timeout=_POLL)
        except queue.Empty:
            for number in [n for n in left if answers[n].is_stopped]:
                since = stopped_at.setdefault(number, time.monotonic())
                if time.monotonic() - since > _GRACE:
                    left.discard(number)
                    yield number, answers[number].ended(StopReason.CANCELLED)
            # Whoever follows the events may want to stop an answer between two of them.
            for number in [n for n in left if answers[n].is_waiting]:
                yield number, answers[number].unchanged
            continue
        if number not in left:
            continue
        if isinstance(event, BaseException):
            raise event
        if isinstance(event, Generated):
            left.discard(number)
        yield number, event


def _fingerprint(facts: Facts) -> str:
    return hashlib.sha256(f"{facts.base_url}\n{facts.model}".encode()).hexdigest()
