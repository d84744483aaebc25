# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The worker's memory over a long day of writing, compressed into minutes.

    python -m tests.bench growth             90 documents
    python -m tests.bench growth --hours 2   for two hours, told every few minutes

The starter writes documents of a few sections: sections held to a length, takes side by side,
greedy answers that loop and are rewound, prompts read ahead, answers cancelled in the middle,
revisions with guesses, and the next document in the cache of the one before.
"""

import sys
import time
from collections.abc import Callable
from contextlib import closing

import psutil

from longwriter_desktop.domain.ports import (
    Generated,
    GenerateRequest,
    LengthGoal,
    Message,
    PromptProgress,
    Sampling,
    TextDelta,
)
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.models.bundled import starter_path
from tests.bench.figures import Figure

DOCUMENTS, WARM_UP = 90, 45  # by then as many answers are remembered as ever will be
_SECTIONS, _WORDS, _TAKES = 6, 80, 4
_TOKENS = 200  # of an answer at most, so that six of them and a revision fit the context
_LOOPING = Sampling(temperature=0.0, repeat_penalty=1.0, dry_multiplier=0.0)
_OPENING = "Write a document section by section.\n\nInstruction: A story about {}.\n\n"
_STEP = "Write section {} of 6 - Part {}\nMain Point: what comes next\nWord Count: 80 words"
_THINGS = ("the sea", "a lighthouse", "two sisters", "a winter", "an old map")
_MEGABYTE = 1_000_000
_TOLD_EVERY = 60  # seconds


def run(hours: float = 0.0) -> list[Figure]:
    """Write all documents, or as many as fit into some hours; the figure is the growth of the
    worker behind the warm-up."""
    with closing(WorkerEngine()) as engine:
        engine.load_now(starter_path())
        work = _Work(engine)
        work.fill_context()
        for number in range(WARM_UP):
            work.write_document(number)
        before = _megabytes(engine)
        written = _write_on(work, lambda: _megabytes(engine), hours)
        after = _megabytes(engine)
    note = f"(from {before:.1f} to {after:.1f} MB, {work.tokens:,} tokens, {work.loops:,} loops)"
    name = f"growth of the worker over {written:,} documents of 6 sections"
    return [Figure(name, (after / before - 1) * 100, "%", 2, "lower", note)]


def _write_on(work: "_Work", megabytes: Callable[[], float], hours: float) -> int:
    """Documents written behind the warm-up; the memory is told on standard error meanwhile."""
    started = told = time.monotonic()
    number = WARM_UP
    while number < DOCUMENTS or time.monotonic() - started < hours * 3_600:
        work.write_document(number)
        number += 1
        if time.monotonic() - told >= _TOLD_EVERY:
            told = time.monotonic()
            minutes = (told - started) / 60
            print(f"{minutes:.0f} min: {megabytes():.1f} MB, {work.tokens:,} tokens",
                  file=sys.stderr, flush=True)  # fmt: skip
    return number - WARM_UP


class _Work:
    """Uses the engine in every way that the program does, in turn."""

    def __init__(self, engine: WorkerEngine) -> None:
        self._engine = engine
        self.tokens = 0
        self.loops = 0

    def fill_context(self) -> None:
        """Make the worker compute with as much as it ever can. A page of its buffers counts
        from when it is first written to, which a longer document would do later."""
        line = f"{' '.join(_THINGS)}. "
        room = self._engine.info.context_tokens - (_TAKES + 1) * _TOKENS
        lines = room // self._engine.count_tokens([line])[0]
        asked = (Message("user", line * lines),)
        self._write([GenerateRequest(asked, _TOKENS, seed=seed) for seed in range(_TAKES)])
        self._write([GenerateRequest(asked, _TOKENS, copied_from=line)])

    def write_document(self, number: int) -> None:
        thing = _THINGS[number % len(_THINGS)]
        told: tuple[Message, ...] = ()
        for section in range(_SECTIONS):
            opening = _OPENING.format(thing) if section == 0 else ""
            told = (*told, Message("user", opening + _STEP.format(section + 1, number)))
            told = (*told, Message("assistant", self._section(told, number, section)))
        self._revise(told, number)

    def _section(self, told: tuple[Message, ...], number: int, section: int) -> str:
        seed = number * _SECTIONS + section
        request = GenerateRequest(told, _TOKENS, seed=seed, length=LengthGoal.around(_WORDS))
        match section % 4:
            case 1:
                self._cancel(request)
            case 2:
                greedy = GenerateRequest(told, _TOKENS, sampling=_LOOPING, seed=seed)
                self._write([greedy])
            case 3:
                takes = [
                    GenerateRequest(told, _TOKENS, seed=seed + at, length=request.length)
                    for at in range(1, _TAKES + 1)
                ]
                self._write(takes)
        text = self._write([request])
        ahead = (*told, Message("assistant", text), Message("user", _STEP.format(section + 2, 0)))
        for _progress in self._engine.prepare(GenerateRequest(ahead, 1)):
            assert isinstance(_progress, PromptProgress)
        return text

    def _write(self, requests: list[GenerateRequest]) -> str:
        """The first answer's text."""
        first = ""
        for answer, event in self._engine.generate_together(requests):
            if isinstance(event, Generated):
                self.tokens += event.stats.generated_tokens
                self.loops += event.stats.loops_cut
                first = event.text if answer == 0 else first
        return first

    def _cancel(self, request: GenerateRequest) -> None:
        for event in self._engine.generate(request):
            if isinstance(event, TextDelta) and event.tokens > 20:
                self._engine.cancel()

    def _revise(self, told: tuple[Message, ...], number: int) -> None:
        text = told[1].content
        asked = (*told, Message("user", f"Write this again:\n\n{text}"))
        self._write([GenerateRequest(asked, _TOKENS, seed=number, copied_from=text)])


def _megabytes(engine: WorkerEngine) -> float:
    return float(psutil.Process(engine.worker_pid).memory_info().rss) / _MEGABYTE
