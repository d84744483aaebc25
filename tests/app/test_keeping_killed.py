# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The real worker dies while a section is written: every word that had come is kept."""

import os
import random
import signal
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_desktop.app.keeping import KeepEvent, SectionKept, write_and_keep
from longwriter_desktop.domain.document import Document, StopReason
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.events import SectionGrew, SectionRewound, WriteMode
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.storage.opening import open_library

DEATHS = 5
TARGET = 2_400
"""Words: seconds of writing, so that the worker is still at it when it is killed."""


@pytest.fixture
def engine(starter_path: Path) -> Iterator[WorkerEngine]:
    """An engine with the starter model."""
    engine = WorkerEngine()
    engine.load_now(starter_path)
    yield engine
    engine.close()


def document() -> Document:
    section = new_section("Oil", "how the keeper burned the oil", TARGET)
    return Document("d", "T", "A story about a lighthouse", TARGET, outline=Outline((section,)))


def follow(text: str, event: KeepEvent) -> str:
    """What a reader has seen after an event."""
    if isinstance(event, SectionGrew):
        return text + event.text
    return text[: event.keep] if isinstance(event, SectionRewound) else text


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a process cannot be killed so here")
@pytest.mark.parametrize("seed", range(DEATHS))
def test_what_had_streamed_when_the_worker_died_is_kept_and_can_be_gone_on_with(
    engine: WorkerEngine, library_folder: Path, seed: int
) -> None:
    written, pieces = document(), random.Random(seed).randint(1, 4)
    section_id = written.outline.sections[0].id
    seen, events = "", []
    with closing(open_library(library_folder)) as library:
        library.save(written)
        stream = write_and_keep(engine, library, written, section_id, seed=seed)
        while pieces:
            event = next(stream)
            seen = follow(seen, event)
            pieces -= isinstance(event, SectionGrew)
        assert engine.worker_pid is not None
        os.kill(engine.worker_pid, signal.SIGKILL)
        with pytest.raises(EngineProblem, match="worker_crashed"):
            events.extend(stream)
    for event in events:
        seen = follow(seen, event)
    assert isinstance(events[-1], SectionKept)
    assert events[-1].text.text == seen
    with closing(open_library(library_folder)) as library:
        stored = library.load("d").text_of(section_id)
        assert (stored.text, stored.stop_reason) == (seen, StopReason.INTERRUPTED)
        assert [take.text for take in library.takes(section_id)] == [seen]
        for _progress in engine.restart():
            pass
        again = replace(written, texts={section_id: stored})
        for kept in write_and_keep(engine, library, again, section_id, WriteMode.CONTINUE):
            if isinstance(kept, SectionGrew):
                engine.cancel()
        assert isinstance(kept, SectionKept)
        assert kept.text.text.startswith(seen.rstrip())
        assert len(kept.text.text) > len(seen)
        assert library.load("d").text_of(section_id) == kept.text
