# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The fast draft on the terminal."""

from dataclasses import replace

from longwriter_desktop.app.drafting import AT_ONCE, sections_to_draft, write_draft
from longwriter_desktop.app.keeping import SectionKept
from longwriter_desktop.app.takes import TakeKept
from longwriter_desktop.cli.display import WritingDisplay
from longwriter_desktop.cli.interrupt import Interrupt, Stopped, closed_after
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.domain.ports import GenerationStats, LocalEngine

_SEED_STEP = 1_000  # from one group of sections to the next


def draft_all(
    engine: LocalEngine, library: Library, document: Document, seed: int, interrupt: Interrupt
) -> Document:
    """Write what is not written, several sections at a time; raises `Stopped` on Ctrl-C, when
    the text is in the library.
    """
    interrupt.on_press(engine.cancel)
    queue = sections_to_draft(document)
    with WritingDisplay(document) as display:
        for start in range(0, len(queue), AT_ONCE):
            group, later = queue[start : start + AT_ONCE], queue[start + AT_ONCE :]
            display.begin(document, group, later)
            steps = write_draft(engine, library, document, group, seed, lambda: interrupt.pressed)
            with closed_after(steps) as events:
                for step in events:
                    if isinstance(step.event, TakeKept):
                        section_id = group[step.number - 1]
                        document = _placed(library, document, section_id, step.event)
                        text, reason = document.text_of(section_id), step.event.stop_reason
                        display.show(SectionKept(section_id, text, reason, GenerationStats()))
                    else:
                        display.show(step.event)
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
