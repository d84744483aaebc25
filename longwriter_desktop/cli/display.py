# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Progress on standard error: what is written, how fast, how long it still takes."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from longwriter_desktop.app.keeping import KeepEvent, SectionKept
from longwriter_desktop.app.messages import stop_sentence
from longwriter_desktop.app.progress import ProgressMeter
from longwriter_desktop.cli.bars import CONSOLE, IS_QUIET, Bars, Row
from longwriter_desktop.domain.document import Document, SectionText, StopReason
from longwriter_desktop.domain.events import PromptRead, SectionGrew, SectionStarted


def say(text: str) -> None:
    """One line for the person at the terminal."""
    print(text, file=sys.stderr)


@contextmanager
def waiting(what: str) -> Iterator[Callable[[float], None]]:
    """A bar for what takes a while; yields a function that takes the fraction done."""
    with Progress(
        TextColumn(what),
        BarColumn(),
        console=CONSOLE,
        transient=True,
        disable=IS_QUIET,
    ) as bar:
        task = bar.add_task("", total=1.0)

        def show(fraction: float) -> None:
            bar.update(task, completed=fraction)

        yield show


@contextmanager
def planning() -> Iterator[None]:
    """A spinner while the plan is made."""
    with Progress(
        SpinnerColumn(), TextColumn("Planning"), console=CONSOLE, transient=True, disable=IS_QUIET
    ) as bar:
        bar.add_task("")
        yield


class WritingDisplay:
    """Two bars, that of the sections being written and the document's, and a line for each
    finished section."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._group: tuple[str, ...] = ()
        self._queue: tuple[str, ...] = ()
        self._words: dict[str, int] = {}  # of the whole group, those that have ended too
        self._tokens: dict[str, int] = {}
        self._read: dict[str, PromptRead] = {}
        self._ended: set[str] = set()
        self._meter = ProgressMeter()
        self._whole = Row("Document", document.written_words, document.outline.total_words)
        self._bars = Bars([self._whole])

    def __enter__(self) -> "WritingDisplay":
        self._bars.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._bars.stop()

    def begin(self, document: Document, group: Sequence[str], queue: Sequence[str]) -> None:
        """The sections that are written next, side by side; `queue` comes after them."""
        self._document, self._group, self._queue = document, tuple(group), tuple(queue)
        self._words = {key: document.text_of(key).words for key in group}
        self._tokens, self._read, self._ended = {}, {}, set()
        self._draw("", "")

    def show(self, event: KeepEvent) -> None:
        """Follow one event."""
        match event:
            case SectionStarted():
                self._meter.begin_section(sum(self._words.values()), time.monotonic())
            case PromptRead():
                self._reading(event)
            case SectionGrew():
                self._words[event.section_id] = event.words
                self._tokens[event.section_id] = event.tokens
                self._grew()
            case SectionKept():
                self._finished(event)

    def _reading(self, event: PromptRead) -> None:
        self._read[event.section_id] = event
        read = sum(each.read for each in self._read.values())
        total = sum(each.total for each in self._read.values())
        if read < total:
            self._draw(f"reading {read:,} of {total:,} tokens", f"reading {read / total:.0%}")

    def _grew(self) -> None:
        self._meter.grew(sum(self._words.values()), sum(self._tokens.values()))
        now = time.monotonic()
        words = {key: self._words[key] for key in self._group if key not in self._ended}
        progress = self._meter.snapshot_of(self._document, words, self._queue, now)
        left = "" if progress.seconds_left is None else f"{duration(progress.seconds_left)} left"
        rate = f"{progress.words_per_second * 60:,.0f} words/min, {left}" if left else ""
        total = self._document.outline.total_words
        self._whole = Row("Document", progress.document_words, total, rate, left)
        speed = progress.tokens_per_second
        tokens = f"{speed:,.1f} tokens/s" if speed else ""
        self._draw(tokens, tokens)

    def _draw(self, figures: str, brief: str) -> None:
        """The document's bar, and that of the sections with these figures."""
        outline = self._document.outline
        name = _name_of(self._document, self._group)
        target = sum(outline.get(key).target_words for key in self._group)
        row = Row(name, sum(self._words.values()), target, figures, brief)
        self._bars.show([self._whole, row])

    def _finished(self, event: SectionKept) -> None:
        self._ended.add(event.section_id)
        self._words[event.section_id] = event.text.words
        texts = {**self._document.texts, event.section_id: event.text}
        self._document = replace(self._document, texts=texts)
        if len(self._ended) == len(self._group):
            self._meter.end_section(time.monotonic())
        _print_finished(self._document, event.section_id, event.text, event.stop_reason)


def _name_of(document: Document, group: Sequence[str]) -> str:
    """The section with its heading; of several, which they are."""
    sections = document.outline.sections
    numbers = [str(document.outline.number(key)) for key in group]
    if len(group) > 1:
        return f"{numbers[0]}-{numbers[-1]}/{len(sections)} side by side"
    section = document.outline.get(group[0])
    return f"{numbers[0]}/{len(sections)} {(section.heading or section.main_point)[:30]}"


def _print_finished(
    document: Document, section_id: str, text: SectionText, reason: StopReason
) -> None:
    section = document.outline.get(section_id)
    name = f"{document.outline.number(section_id)}. {section.heading or section.main_point[:50]}"
    CONSOLE.print(
        f"{escape(name)}: {text.words:,} of {section.target_words:,} words"
        f"{escape(stop_sentence(reason, brief=True))}",
        highlight=False,
        soft_wrap=True,
    )


def duration(seconds: float) -> str:
    """A time for people, from seconds: "2 h 05 min", "40 s"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02} min"
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
