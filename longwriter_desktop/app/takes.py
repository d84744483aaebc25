# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The takes of a section: in their order, which one stands in the text, and several at once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime

from longwriter_desktop.agentwrite.writer import SectionTask, WriteOptions, write_together
from longwriter_desktop.app.keeping import TakeStream
from longwriter_desktop.domain.document import (
    Document,
    SectionText,
    StopReason,
    Take,
)
from longwriter_desktop.domain.errors import EnvironmentProblem, InputProblem
from longwriter_desktop.domain.events import SectionEnded, WriteEvent, WriteMode
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.domain.ports import TextEngine
from longwriter_desktop.domain.scoring import length_score

# `write_section` counts its seed up when it goes on behind an answer that ended too soon.
_SEED_STEP = 101


@dataclass(frozen=True)
class TakeKept:
    """A take is over and in the library. `take` is None where nothing came."""

    take: Take | None
    stop_reason: StopReason


@dataclass(frozen=True)
class TakeEvent:
    """What happened to the take with this number, from 1, of those written at once."""

    number: int
    event: WriteEvent | TakeKept


@dataclass(frozen=True)
class NumberedTake:
    """A take with its number in the section, from 1, oldest first; it keeps it for good."""

    number: int
    take: Take


@dataclass(frozen=True)
class Shelf:
    """A section's takes as they are listed."""

    kept: tuple[NumberedTake, ...]  # pinned ones first, then the newest first
    deleted: tuple[NumberedTake, ...]  # the one deleted last first


def shelf_of(takes: Sequence[Take]) -> Shelf:
    """Put takes, oldest first, in the order of the list. One without a word is left out."""
    rows = [
        NumberedTake(number, take)
        for number, take in enumerate(takes, start=1)
        if take.text.strip()
    ]
    kept = [row for row in rows if row.take.deleted is None]
    kept.sort(key=lambda row: (row.take.pinned, row.number), reverse=True)
    deleted = [(row.take.deleted, row) for row in rows if row.take.deleted is not None]
    deleted.sort(key=_deleted_when, reverse=True)
    return Shelf(tuple(kept), tuple(row for _, row in deleted))


def _deleted_when(entry: tuple[datetime, NumberedTake]) -> tuple[datetime, int]:
    return entry[0], entry[1].number


def current_take(takes: Sequence[Take], text: SectionText) -> str | None:
    """Id of the take that stands in the text, None where the text is no take's."""
    if any(take.id == text.take_id for take in takes):
        return text.take_id
    alike = [take.id for take in takes if take.text == text.text and take.text.strip()]
    return alike[-1] if alike else None


def score_of(take: Take) -> float:
    """The length score (0 to 100) against the target that the take was written for."""
    return length_score(take.target_words, take.words) if take.target_words > 0 else 0.0


def best_of(takes: Sequence[Take]) -> Take | None:
    """The take nearest to its target among those in which no loop was cut, else among all."""
    whole = [take for take in takes if take.stop_reason is not StopReason.LOOP_CUT]
    return max(whole or takes, key=score_of, default=None)


def seeds_for(first: int, count: int) -> tuple[int, ...]:
    """Seeds that make `count` takes differ, also where one of them needs several answers."""
    return tuple(first + number * _SEED_STEP for number in range(count))


def write_takes(
    engine: TextEngine,
    library: Library,
    document: Document,
    section_id: str,
    seeds: Sequence[int],
    note: str = "",
    is_stopped: Callable[[int], bool] = lambda number: False,
) -> Iterator[TakeEvent]:
    """Write one take of a section for each seed and keep it beside the section's text.

    They are written side by side from one reading of the prompt, as far as the engine has room
    for them. The numbers in the events tell takes apart. Each take ends with `TakeKept`. One
    that `is_stopped` names is stopped, with what has come.

    Raises:
        InputProblem: `context_too_small`.
        EnvironmentProblem: engine or library failed; what had come is kept as interrupted takes,
            where the library takes them.
    """
    tasks = [SectionTask(section_id, WriteOptions(seed=seed, note=note)) for seed in seeds]
    return write_beside(engine, library, document, tasks, is_stopped)


def write_beside(
    engine: TextEngine,
    library: Library,
    document: Document,
    tasks: Sequence[SectionTask],
    is_stopped: Callable[[int], bool],
) -> Iterator[TakeEvent]:
    """Write takes, of one section or of several, as `write_takes` does."""
    streams = {
        number: TakeStream(library, document, task.section_id, _base(document, task), beside=True)
        for number, task in enumerate(tasks, start=1)
    }

    def stops(place: int) -> bool:
        return is_stopped(place + 1)

    try:
        with closing(write_together(engine, document, tasks, stops)) as events:
            for place, event in events:
                number = place + 1
                streams[number].follow(event)
                if isinstance(event, SectionEnded):
                    stream = streams.pop(number)
                    take = stream.keep(event.text, event.stop_reason, event.provenance)
                    yield TakeEvent(number, TakeKept(take, event.stop_reason))
                else:
                    yield TakeEvent(number, event)
    except InputProblem:
        raise
    except EnvironmentProblem:
        for number in list(streams):
            take = streams.pop(number).interrupted_take()
            yield TakeEvent(number, TakeKept(take, StopReason.INTERRUPTED))
        raise
    finally:
        with ExitStack() as each:  # one that cannot be kept must not be in the way of the others
            for stream in streams.values():
                each.callback(stream.keep, stream.text, StopReason.INTERRUPTED, None)


def _base(document: Document, task: SectionTask) -> str:
    """The text behind which a task goes on."""
    goes_on = task.options.mode is WriteMode.CONTINUE
    return document.text_of(task.section_id).text.rstrip() if goes_on else ""
