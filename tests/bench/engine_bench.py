# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The engine's figures: streaming against the barest loop, and how little prompt is read.

`python -m tests.bench engine`. About ten minutes on two idle cores.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from longwriter_desktop.agentwrite.writer import WriteOptions, request_for, write_section
from longwriter_desktop.domain.document import Document, SectionText
from longwriter_desktop.domain.events import SectionEnded, SectionGrew, SectionStarted
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.process import WORKER_ENVIRONMENT
from longwriter_desktop.models.bundled import starter_path
from tests.bench.big_model import big_model
from tests.bench.decoding import PROMPT, decode
from tests.bench.documents import SECTION_WORDS, SECTIONS, lighthouse
from tests.bench.figures import Figure

REGENERATED = 15
DOCUMENT_CONTEXT = 16_384  # holds the whole conversation
_STARTS = 16


@dataclass(frozen=True)
class DecodeRun:
    """How decoding is compared: `rounds` times `tokens` tokens each way, in turn. All of it
    sixteen times, for of two processes that do the same one is often 3 % faster, all its life."""

    name: str
    path: Path
    goal: float
    tokens: int
    rounds: int


@dataclass(frozen=True)
class ConversationCost:
    """Prompt tokens of all sections: evaluated, and what re-reading every prompt would take."""

    evaluated: int
    naive: int
    generated: int


def run() -> list[Figure]:
    """Measure everything; makes the random model on first use."""
    big = big_model(starter_path())
    runs = [
        DecodeRun("starter", starter_path(), 0.95, tokens=400, rounds=5),
        DecodeRun("0.7B Q4_0", big, 0.98, tokens=64, rounds=4),
    ]
    return [figure for item in runs for figure in decode_figures(item)] + conversation_figures(big)


def decode_figures(item: DecodeRun) -> list[Figure]:
    """Mean over the starts of their median worker speed / bare loop speed, and the speed."""
    starts = [list(_interleaved(item)) for _ in range(_STARTS)]
    ratios = [statistics.median(worker / bare for bare, worker in pairs) for pairs in starts]
    error = statistics.stdev(ratios) / len(ratios) ** 0.5
    speed = statistics.median(worker for pairs in starts for _bare, worker in pairs)
    return [
        Figure(f"streaming against a bare loop, {item.name}", statistics.mean(ratios), "",
               item.goal, note=f"(standard error {error:.3f})"),
        Figure(f"streaming, {item.name}", speed, "tok/s"),
    ]  # fmt: skip


def conversation_figures(path: Path) -> list[Figure]:
    """Prompt tokens for the whole document; first token of a regenerated section, of one after a
    restart of the worker, its loading of the model left out, and of one behind another take,
    without and with pauses for reading ahead."""
    engine = WorkerEngine()
    with closing(engine):
        engine.load_now(path, DOCUMENT_CONTEXT)
        document, cost = write_document(engine)
        section, following = (item.id for item in document.outline.sections[REGENERATED - 1 :][:2])
        again = seconds_to_first_text(engine, document, section)
        reopened = seconds_after_reopening(engine, document, section)
        switched, switched_later = (
            seconds_after_switching(engine, document, section, following, pauses)
            for pauses in (False, True)
        )
        engine.load_now(path, DOCUMENT_CONTEXT)
        full = seconds_to_first_text(engine, document, section)
    what = f"{SECTIONS} sections of {SECTION_WORDS} words"
    return [
        Figure(f"prompt tokens evaluated for {what}", cost.evaluated, "", 5_000, "lower",
               f"({cost.naive:,} if every prompt were read whole; {cost.generated:,} written)"),
        Figure(f"first token, section {REGENERATED} again / whole prompt", again / full * 100,
               "%", 2, "lower", f"({again * 1000:.0f} ms against {full:.1f} s)"),
        Figure(f"first token behind an earlier take of section {REGENERATED} / whole prompt",
               switched / full * 100, "%", 1, "lower", f"({switched * 1000:.0f} ms)"),
        Figure("the same where there was a pause behind each take / whole prompt",
               switched_later / full * 100, "%", 1, "lower",
               f"({switched_later * 1000:.0f} ms)"),
        Figure(f"first token, section {REGENERATED} after a restart / whole prompt",
               reopened / full * 100, "%", 5, "lower",
               f"({reopened * 1000:.0f} ms, the cache's file read, against {full:.1f} s)"),
    ]  # fmt: skip


def write_document(engine: WorkerEngine) -> tuple[Document, ConversationCost]:
    """Write all sections in order, as the program does."""
    document = lighthouse()
    evaluated = naive = generated = 0
    for number, section in enumerate(document.outline.sections):
        ended = _write(engine, document, section.id, WriteOptions(seed=number))
        document = replace(document, texts={**document.texts, section.id: SectionText(ended.text)})
        evaluated += ended.stats.evaluated_tokens
        naive += ended.stats.prompt_tokens
        generated += ended.stats.generated_tokens
    return document, ConversationCost(evaluated, naive, generated)


def seconds_to_first_text(engine: WorkerEngine, document: Document, section_id: str) -> float:
    """From the request to the first characters of a section, which is then given up."""
    started = time.perf_counter()
    with closing(write_section(engine, document, section_id, WriteOptions(seed=99))) as events:  # type: ignore[type-var]
        for event in events:
            if isinstance(event, SectionGrew):
                return time.perf_counter() - started
    raise RuntimeError("the section has no text")


def seconds_after_reopening(engine: WorkerEngine, document: Document, section_id: str) -> float:
    """Save the cache, start the worker anew, and restore the cache: from there to the first
    characters of a section. The file was written a moment ago, so the disk need not turn."""
    with TemporaryDirectory() as folder:
        state = Path(folder) / "document.state"
        _size, not_saved = engine.save_state(state)
        for _progress in engine.restart():
            pass
        started = time.perf_counter()
        _tokens, not_restored = engine.restore_state(state)
        if not_saved or not_restored:
            raise RuntimeError(f"the cache was not kept: {not_saved}{not_restored}")
        restored = time.perf_counter() - started
    return restored + seconds_to_first_text(engine, document, section_id)


def seconds_after_switching(
    engine: WorkerEngine, document: Document, section_id: str, following_id: str, pauses: bool
) -> float:
    """Write a section twice more and go back to the first of these takes: to the first characters
    of the section behind it. In `pauses` the program has read what comes next behind each take
    (`app/qt_read_ahead.py`); without, that was never asked for behind any of them."""
    takes = []
    for seed in (96, 95) if pauses else (98, 97):
        take = SectionText(_write(engine, document, section_id, WriteOptions(seed=seed)).text)
        takes.append(replace(document, texts={**document.texts, section_id: take}))
        if pauses:
            for _progress in engine.prepare(request_for(engine, takes[-1], following_id)):
                pass
    return seconds_to_first_text(engine, takes[0], following_id)


def _write(
    engine: WorkerEngine, document: Document, section_id: str, options: WriteOptions
) -> SectionEnded:
    for event in write_section(engine, document, section_id, options):
        if isinstance(event, SectionStarted) and event.dropped:
            raise RuntimeError("the context does not hold the whole document")
        if isinstance(event, SectionEnded):
            return event
    raise RuntimeError("the section has no end")


def _interleaved(item: DecodeRun) -> Iterator[tuple[float, float]]:
    """(bare, worker) tokens per second, in turn and each first in every other round; a first
    round of each is thrown away.
    """
    engine = WorkerEngine()
    with closing(engine):
        engine.load_now(item.path, 2_048)
        with bare_loop(item.path, 2_048, engine.info.threads, PROMPT) as bare:
            for round_number in range(item.rounds + 1):
                if round_number % 2:
                    worker = decode(engine, item.tokens).evaluated
                    pair = bare_speed(bare, item.tokens), worker
                else:
                    pair = bare_speed(bare, item.tokens), decode(engine, item.tokens).evaluated
                if round_number:
                    yield pair


@contextmanager
def bare_loop(
    path: Path, context: int, threads: int, prompt: str
) -> Iterator["subprocess.Popen[str]"]:
    """The yardstick as a process, to be asked with `bare_speed`."""
    command = [sys.executable, "-m", "tests.bench.engine_bare_loop", str(path), str(context)]
    with subprocess.Popen(
        [*command, str(threads), prompt],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, **WORKER_ENVIRONMENT},
    ) as process:  # fmt: skip
        yield process


def bare_speed(process: "subprocess.Popen[str]", tokens: int) -> float:
    """Tokens a second that went through the model: one less than it draws."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{tokens}\n")
    process.stdin.flush()
    return (tokens - 1) / float(process.stdout.readline())
