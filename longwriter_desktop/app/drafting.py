# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A fast draft: several sections are written side by side, each from instruction and plan alone."""

from collections.abc import Callable, Iterator, Sequence

from longwriter_desktop.agentwrite.writer import SectionTask, WriteOptions
from longwriter_desktop.app.takes import TakeEvent, seeds_for, write_beside
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.events import WriteMode
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.domain.ports import TextEngine

AT_ONCE = 4  # sections; a batch of more gains little, and reading along becomes hard


def sections_to_draft(document: Document) -> list[str]:
    """Ids of the sections that have no text yet, or one that was stopped, in plan order."""
    texts = [(section.id, document.text_of(section.id)) for section in document.outline.sections]
    return [key for key, text in texts if text.is_unfinished or not text.text.strip()]


def write_draft(
    engine: TextEngine,
    library: Library,
    document: Document,
    section_ids: Sequence[str],
    seed: int,
    is_stopped: Callable[[], bool],
) -> Iterator[TakeEvent]:
    """Write sections side by side and keep each as a take beside its section's text.

    The number in an event is the section's place in `section_ids`, from 1. A section that was
    stopped is gone on with. Stops and problems are as in `write_takes`.
    """
    seeds = seeds_for(seed, len(section_ids))
    tasks = [
        SectionTask(section_id, WriteOptions(_mode(document, section_id), own, alone=True))
        for section_id, own in zip(section_ids, seeds, strict=True)
    ]
    return write_beside(engine, library, document, tasks, lambda _number: is_stopped())


def _mode(document: Document, section_id: str) -> WriteMode:
    has_text = bool(document.text_of(section_id).text.strip())
    return WriteMode.CONTINUE if has_text else WriteMode.FRESH
