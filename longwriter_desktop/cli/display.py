# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Progress on standard error: what is written, how fast, how long it still takes."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from longwriter_desktop.app.keeping import KeepEvent, SectionKept
from longwriter_desktop.app.messages import stop_sentence
from longwriter_desktop.app.progress import ProgressMeter
from longwriter_desktop.domain.document import Document, SectionText, StopReason
from longwriter_desktop.domain.events import PromptRead, SectionGrew, SectionStarted

_CONSOLE = Console(stderr=True)
_QUIET = not _CONSOLE.is_terminal  # no bars in a log file


def say(text: str) -> None:
    """One line for the person at the terminal."""
    print(text, file=sys.stderr)


@contextmanager
def waiting(what: str) -> Iterator[Callable[[float], None]]:
    """A bar for what takes a while; yields a function that takes the fraction done."""
    with Progress(
        TextColumn(what),
        BarColumn(),
        console=_CONSOLE,
        transient=True,
        disable=_QUIET,
    ) as bar:
        task = bar.add_task("", total=1.0)

        def show(fraction: float) -> None:
            bar.update(task, completed=fraction)

        yield show


@contextmanager
def planning() -> Iterator[None]:
    """A spinner while the plan is made."""
    with Progress(
        SpinnerColumn(), TextColumn("Planning"), console=_CONSOLE, transient=True, disable=_QUIET
    ) as bar:
        bar.add_task("")
        yield


class WritingDisplay:
    """Two bars, the section's and the document's, and a line for each finished section."""

    def __init__(self, document: Document, todo: list[str]) -> None:
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            TextColumn("{task.completed:,.0f} of {task.total:,.0f} words"),
            TextColumn("{task.fields[note]}"),
            console=_CONSOLE,
            transient=True,
            disable=_QUIET,
        )
        total = document.outline.total_words
        self._whole = self._bars.add_task("Document", total=total, note="")
        self._section = self._bars.add_task("Section", total=1, note="")
        self._meter = ProgressMeter()
        self._document = document
        self._queue: tuple[str, ...] = tuple(todo)
        self._section_id = ""

    def __enter__(self) -> "WritingDisplay":
        self._bars.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._bars.stop()

    def begin(self, document: Document, section_id: str, queue: list[str]) -> None:
        """The next section; `queue` comes after it."""
        self._document, self._section_id, self._queue = document, section_id, tuple(queue)
        section = document.outline.get(section_id)
        name = f"{document.outline.number(section_id)}/{len(document.outline.sections)}"
        heading = escape((section.heading or section.main_point)[:30])
        self._bars.update(
            self._section,
            description=f"{name} {heading}",
            total=section.target_words,
            completed=0,
            note="",
        )

    def show(self, event: KeepEvent) -> None:
        """Follow one event."""
        match event:
            case SectionStarted():
                words = self._document.text_of(self._section_id).words
                self._meter.begin_section(words, time.monotonic())
            case PromptRead() if event.read < event.total:
                self._bars.update(
                    self._section, note=f"reading {event.read:,} of {event.total:,} tokens"
                )
            case SectionGrew():
                self._meter.grew(event.words, event.tokens)
                self._update()
            case SectionKept():
                self._meter.end_section(time.monotonic())
                self._finished(event)

    def _update(self) -> None:
        now = time.monotonic()
        progress = self._meter.snapshot(self._document, self._section_id, self._queue, now)
        left = "" if progress.seconds_left is None else f", {duration(progress.seconds_left)} left"
        self._bars.update(
            self._section,
            completed=progress.section_words,
            note=f"{progress.tokens_per_second:,.1f} tokens/s",
        )
        self._bars.update(
            self._whole,
            completed=progress.document_words,
            note=f"{progress.words_per_second * 60:,.0f} words/min{left}",
        )

    def _finished(self, event: SectionKept) -> None:
        _print_finished(self._bars.console, self._document, event.section_id, event.text,
                        event.stop_reason)  # fmt: skip


class DraftDisplay:
    """One bar for the document, and a line for each finished section of a fast draft."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._words = {key: text.words for key, text in document.texts.items()}
        self._bars = Progress(
            TextColumn("Fast draft"),
            BarColumn(bar_width=30),
            TextColumn("{task.completed:,.0f} of {task.total:,.0f} words"),
            console=_CONSOLE,
            transient=True,
            disable=_QUIET,
        )
        self._whole = self._bars.add_task("", total=document.outline.total_words)

    def __enter__(self) -> "DraftDisplay":
        self._bars.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._bars.stop()

    def grew(self, section_id: str, words: int) -> None:
        """A section has `words` words by now."""
        self._words[section_id] = words
        self._bars.update(self._whole, completed=sum(self._words.values()))

    def finished(self, section_id: str, text: SectionText, reason: StopReason) -> None:
        """A section is over; `text` is what stands there now."""
        self.grew(section_id, text.words)
        _print_finished(self._bars.console, self._document, section_id, text, reason)


def _print_finished(
    console: Console, document: Document, section_id: str, text: SectionText, reason: StopReason
) -> None:
    section = document.outline.get(section_id)
    name = f"{document.outline.number(section_id)}. {section.heading or section.main_point[:50]}"
    console.print(
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
