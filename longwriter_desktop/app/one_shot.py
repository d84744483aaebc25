# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writing what a plan has still to come in one answer while keeping every word of it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

from longwriter_desktop.agentwrite.one_shot import OneShotOptions, write_in_one
from longwriter_desktop.app.keeping import KeepEvent, SectionKept, TakeStream, keep_edits
from longwriter_desktop.domain.document import Document, SectionText, StopReason
from longwriter_desktop.domain.errors import EnvironmentProblem, InputProblem
from longwriter_desktop.domain.events import SectionEnded, SectionStarted
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.domain.ports import GenerationStats, TextEngine


def write_in_one_and_keep(
    engine: TextEngine, library: Library, document: Document, seed: int, with_plan: bool = True
) -> Iterator[KeepEvent]:
    """Write in one answer; each section ends with `SectionKept` instead of `SectionEnded`.

    Without the plan the model sees instruction and length alone, and chooses its own headings.
    What had streamed is kept as `keeping.write_and_keep` keeps it: when engine or library fail,
    and when the iterator is closed early.
    """
    options = OneShotOptions(seed, with_plan=with_plan, led=with_plan)
    stream: TakeStream | None = None
    section_id = ""
    try:
        with closing(write_in_one(engine, document, options)) as events:
            for event in events:
                if isinstance(event, SectionStarted):
                    # Only the first of them can have a text; the answer goes on behind it.
                    section_id = event.section_id
                    base = document.text_of(section_id).text.rstrip() if stream is None else ""
                    keep_edits(library, document, section_id)
                    stream = TakeStream(library, document, section_id, base)
                assert stream is not None
                stream.follow(event)
                if isinstance(event, SectionEnded):
                    kept = stream.finish(event.text, event.stop_reason, event.provenance)
                    document = _with_text(document, section_id, kept)
                    yield SectionKept(section_id, kept, event.stop_reason, event.stats)
                else:
                    yield event
    except InputProblem:
        raise  # of what was asked: nothing has come
    except EnvironmentProblem:
        if stream is not None and not stream.is_finished:
            kept = stream.interrupted()
            yield SectionKept(section_id, kept, StopReason.INTERRUPTED, GenerationStats())
            stream = None
        raise
    finally:
        if stream is not None and not stream.is_finished:
            stream.finish(stream.text, StopReason.INTERRUPTED, None)


def _with_text(document: Document, section_id: str, text: SectionText) -> Document:
    return replace(document, texts={**document.texts, section_id: text})
