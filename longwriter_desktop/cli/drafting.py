# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The fast draft on the terminal."""

from dataclasses import replace

from longwriter_desktop.app.drafting import AT_ONCE, sections_to_draft, write_draft
from longwriter_desktop.app.takes import TakeKept
from longwriter_desktop.cli.display import DraftDisplay
from longwriter_desktop.cli.interrupt import Interrupt, Stopped
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.events import SectionGrew
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.domain.ports import LocalEngine

_SEED_STEP = 1_000  # from one group of sections to the next


def draft_all(
    engine: LocalEngine, library: Library, document: Document, seed: int, interrupt: Interrupt
) -> Document:
    """Write what is not written, several sections at a time; raises `Stopped` on Ctrl-C, when
    the text is in the library.
    """
    interrupt.on_press(engine.cancel)
    queue = sections_to_draft(document)
    with DraftDisplay(document) as display:
        for start in range(0, len(queue), AT_ONCE):
            group = queue[start : start + AT_ONCE]
            steps = write_draft(engine, library, document, group, seed, lambda: interrupt.pressed)
            with interrupt.watch(steps) as events:
                for step in events:
                    section_id = group[step.number - 1]
                    if isinstance(step.event, SectionGrew):
                        display.grew(section_id, step.event.words)
                    elif isinstance(step.event, TakeKept):
                        document = _placed(library, document, section_id, step.event)
                        text = document.text_of(section_id)
                        display.finished(section_id, text, step.event.stop_reason)
            if interrupt.pressed:
                raise Stopped(document.id)
            seed += _SEED_STEP
    return document


def _placed(library: Library, document: Document, section_id: str, kept: TakeKept) -> Document:
    """The document with a take as its section's text, in the library too."""
    if kept.take is None:
        return document
    text = kept.take.as_text
    library.save_text(document.id, section_id, text)
    return replace(document, texts={**document.texts, section_id: text})
