# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How much faster takes are written side by side, and a revision of a text that stays mostly.

`python -m tests.bench together`. Both ways in turn on the same engine, medians of the ratios
within a start of the engine, and of several starts: they differ by more than their rounds do.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from longwriter_desktop.agentwrite.revising import revise_passage
from longwriter_desktop.agentwrite.writer import WriteOptions, write_section
from longwriter_desktop.domain.document import SectionText
from longwriter_desktop.domain.events import SectionEnded
from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.domain.ports import (
    EngineEvent,
    Generated,
    GenerateRequest,
    GenerationStats,
    Message,
    PromptProgress,
    Sampling,
)
from longwriter_desktop.domain.revision import Revision, RevisionKind, passage_in
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.process import WORKER_ENVIRONMENT
from longwriter_desktop.models.bundled import starter_path
from tests.bench.big_model import big_model
from tests.bench.decoding import ENDLESS, PROMPT
from tests.bench.documents import lighthouse
from tests.bench.figures import Figure

TAKES = 4
_STARTS = 5
TOKENS = 128
KEPT_WORDS = 0.9  # of the text that is revised
_REVISED, _REVISED_WORDS = 9, 200  # sections that the starter writes and rewrites
_TEXT = (
    "The keeper rose before the light failed and climbed to the lamp with the oil on his back. "
    "He trimmed the wick, wiped the glass and wound the clockwork that turned the lens, and then "
    "he sat down where he could see the sea. Ships went by far out, each with a lamp of its own, "
    "and none of them knew his name. In the morning he drew the curtains so that the sun should "
    "not burn the tower down, wrote the weather into the book, and went to bed while the boat "
    "from the village brought bread, letters and the talk of people he had not seen for a month."
)


def run() -> list[Figure]:
    """Measure the starter and the random model of 0.7 billion weights."""
    figures: list[Figure] = []
    models = (("starter", starter_path(), 1.8, None), ("0.7B Q4_0", _big(), 2.3, 2.0))
    for name, path, takes_goal, revise_goal in models:
        rounds = 7 if name == "starter" else 5
        takes, revised = [], []
        for _start in range(_STARTS):
            with closing(WorkerEngine()) as engine:
                engine.load_now(path, 2_048)
                takes.append(statistics.median(_takes_ratios(engine, rounds)))
                threads = engine.info.threads
            revised.append(statistics.median(_revise_ratios(path, threads, rounds)))
        figures += [
            _of_starts(f"{TAKES} takes in one batch / one take, tokens a second, {name}",
                       takes, takes_goal),
            _of_starts(f"revising, {KEPT_WORDS:.0%} of the words kept / plain decoding, {name}",
                       revised, revise_goal),
        ]  # fmt: skip
    return [*figures, own_revision()]


def _of_starts(name: str, ratios: list[float], goal: float | None) -> Figure:
    each = ", ".join(f"{ratio:.2f}" for ratio in sorted(ratios))
    return Figure(name, statistics.median(ratios), "", goal, note=f"(starts: {each})")


class _Noting(WorkerEngine):
    """Keeps what was asked for last."""

    asked: GenerateRequest

    def generate(self, request: GenerateRequest) -> Iterator[EngineEvent]:
        self.asked = request
        return super().generate(request)


def own_revision() -> Figure:
    """What guessing gains where the starter itself rewrites sections that it wrote."""
    ratios, guessed, right = [], 0, 0
    with closing(_Noting()) as engine:
        engine.load_now(starter_path(), 2_048)
        for number in range(_REVISED):
            request = _rewriting(engine, number)
            plain = replace(request, copied_from="")
            for asked in (request, plain):  # both prompts are in the cache from here on
                _answer(engine, asked)
            with_guesses, without = _answer(engine, request), _answer(engine, plain)
            ratios.append(with_guesses.tokens_per_second / without.tokens_per_second)
            guessed += with_guesses.guessed_tokens
            right += with_guesses.guessed_right
    return Figure(
        "rewriting its own section / plain decoding, starter", statistics.median(ratios), "",
        note=f"({_REVISED} sections; {right:,} of {guessed:,} guesses were right)",
    )  # fmt: skip


def _rewriting(engine: _Noting, number: int) -> GenerateRequest:
    """Write a section; what the engine is asked when it is to be rewritten."""
    section = replace(lighthouse().outline.sections[number], target_words=_REVISED_WORDS)
    document = replace(lighthouse(), outline=Outline((section,)))
    *_, written = write_section(engine, document, section.id, WriteOptions(seed=number))
    assert isinstance(written, SectionEnded)
    document = replace(document, texts={section.id: SectionText(written.text)})
    whole = passage_in(section.id, written.text, 0, len(written.text))
    list(revise_passage(engine, document, whole, Revision(RevisionKind.REWRITE), number))
    return engine.asked


def _answer(engine: WorkerEngine, request: GenerateRequest) -> GenerationStats:
    *_, last = engine.generate(request)
    assert isinstance(last, Generated)
    return last.stats


def _big() -> Path:
    return big_model(starter_path())


def _takes_ratios(engine: WorkerEngine, rounds: int) -> Iterator[float]:
    request = GenerateRequest(
        (Message("user", PROMPT),), TOKENS, sampling=Sampling(temperature=1.0), length=ENDLESS
    )
    for number in range(rounds + 1):
        requests = [replace(request, seed=number * 10 + take) for take in range(TAKES)]
        one, all_ = _speed(engine, requests[:1]), _speed(engine, requests)
        if number:
            yield all_ / one


def _revise_ratios(path: Path, threads: int, rounds: int) -> Iterator[float]:
    """Plain seconds / guessing seconds for a text with other words in a tenth of its places."""
    command = [sys.executable, "-m", "tests.bench.scripted_revision", str(path), "2048"]
    with subprocess.Popen(
        [*command, str(threads)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, **WORKER_ENVIRONMENT},
    ) as process:  # fmt: skip
        for number in range(rounds + 1):
            wanted = {"old": _TEXT, "new": _other_words(_TEXT, number)}
            plain = _seconds(process, {**wanted, "guess": False})
            guessing = _seconds(process, {**wanted, "guess": True})
            if number:
                yield plain / guessing


def _seconds(process: "subprocess.Popen[str]", wanted: dict[str, str | bool]) -> float:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{json.dumps(wanted)}\n")
    process.stdin.flush()
    return float(process.stdout.readline())


def _other_words(text: str, seed: int) -> str:
    """The text with another word in a tenth of its places, just as many in every round."""
    words = text.split(" ")
    changed = round(len(words) * (1 - KEPT_WORDS))
    for at in random.Random(seed).sample(range(len(words)), changed):
        words[at] = "otherwise"
    return " ".join(words)


def _speed(engine: WorkerEngine, requests: list[GenerateRequest]) -> float:
    """Tokens a second of all answers together, from the read prompts to the last event."""
    started, tokens, read = 0.0, 0, 0
    for _number, event in engine.generate_together(requests):
        if isinstance(event, PromptProgress) and event.read >= event.total - 1:
            read += 1
            started = time.perf_counter()
        elif isinstance(event, Generated):
            tokens += event.stats.generated_tokens
    return tokens / (time.perf_counter() - started)
