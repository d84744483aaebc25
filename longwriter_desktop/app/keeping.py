# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writing a section while keeping every word: streamed text reaches the library as it comes."""

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from longwriter_desktop.agentwrite.writer import WriteOptions, write_section
from longwriter_desktop.domain.document import (
    Document,
    Provenance,
    SectionText,
    StopReason,
    Take,
    TakeOrigin,
)
from longwriter_desktop.domain.errors import EnvironmentProblem, InputProblem
from longwriter_desktop.domain.events import (
    SectionEnded,
    SectionGrew,
    SectionRewound,
    SectionStarted,
    WriteEvent,
    WriteMode,
)
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.domain.ports import TOO_LONG, GenerationStats, TextEngine

COMMIT_SECONDS = 0.5  # streamed text waits no longer than this to be committed


@dataclass(frozen=True)
class SectionKept:
    """The section's new text is in the library. `text` is the old one if nothing came."""

    section_id: str
    text: SectionText
    stop_reason: StopReason
    stats: GenerationStats


KeepEvent = WriteEvent | SectionKept


class TakeStream:
    """The take that is being written; it begins to be kept with its first word.

    Text is committed with the events, and by a thread of its own where none comes in time: a
    server that hangs, or a worker that is stuck, must not cost what came before.
    `beside`: it does not become its section's text.
    """

    def __init__(
        self,
        library: Library,
        document: Document,
        section_id: str,
        base: str = "",
        beside: bool = False,
    ) -> None:
        self._library = library
        self._document = document
        self._lock = threading.RLock()  # for what follows, up to `_begun`
        self._pending = ""
        self._committed_at = 0.0
        self._late: threading.Timer | None = None
        self._begun = False
        self._beside = beside
        self.text = base
        self.is_finished = False
        self._take = Take(
            uuid.uuid4().hex,
            section_id,
            datetime.now(UTC),
            TakeOrigin.MODEL,
            base,
            document.outline.get(section_id).target_words,
            StopReason.INTERRUPTED,
        )

    def follow(self, event: WriteEvent) -> None:
        """Keep what an event brings or takes back, and who writes."""
        with self._lock:
            if isinstance(event, SectionStarted):
                self._take = replace(self._take, provenance=event.provenance)
            elif isinstance(event, SectionGrew):
                self.text += event.text
                self._pending += event.text
            elif isinstance(event, SectionRewound):
                if event.reason == TOO_LONG:
                    self._set_aside(event.ended or StopReason.FINISHED)
                self._rewind(event.keep)
            if time.monotonic() - self._committed_at >= COMMIT_SECONDS:
                self._commit()
            elif self._pending and self._late is None:
                self._late = threading.Timer(COMMIT_SECONDS, self._commit_late)
                self._late.daemon = True
                self._late.start()

    def _commit_late(self) -> None:
        with self._lock:
            self._late = None
            # The next event meets the same problem where it can be told.
            with suppress(EnvironmentProblem):
                self._commit()

    def _commit(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
        if not self._pending:
            return
        if not self._begun:
            self._library.begin_stream(self._document.id, self._take, self._beside)
            self._begun = True
        self._library.append_stream(self._take.id, self._pending)
        self._pending = ""
        self._committed_at = time.monotonic()

    def _set_aside(self, reason: StopReason) -> None:
        """Keep the text as it stands as a take of its own: another one is to come."""
        self._commit()
        long = replace(self._take, id=uuid.uuid4().hex, text=self.text, stop_reason=reason)
        self._library.add_take(self._document.id, long)
        self._take = replace(self._take, created=datetime.now(UTC))  # listed behind it

    def _rewind(self, keep: int) -> None:
        self._commit()
        self.text = self.text[:keep]
        if self._begun:
            self._library.rewind_stream(self._take.id, keep)

    def interrupted(self) -> SectionText:
        """Store what has come as the section's text. Where the library does not take it, it is
        only with whoever asked; what had been committed is a take at the next start."""
        try:
            return self.finish(self.text, StopReason.INTERRUPTED, None)
        except EnvironmentProblem:
            return SectionText(self.text, stop_reason=StopReason.INTERRUPTED)

    def interrupted_take(self) -> Take | None:
        """Store what has come beside the section's text, or as `interrupted` does."""
        try:
            return self.keep(self.text, StopReason.INTERRUPTED, None)
        except EnvironmentProblem:
            return replace(self._take, text=self.text)

    def finish(self, text: str, reason: StopReason, provenance: Provenance | None) -> SectionText:
        """Store the take and make it the section's text; without new text change nothing."""
        self.is_finished = True
        if not self._begun and not self._pending:
            return self._document.text_of(self._take.section_id)
        take = self._finished(text, reason, provenance)
        self._library.finish_stream(self._document.id, take, take.as_text)
        return take.as_text

    def keep(self, text: str, reason: StopReason, provenance: Provenance | None) -> Take | None:
        """Store the take beside its section's text; None where nothing came."""
        if not self._begun and not self._pending:
            return None
        take = self._finished(text, reason, provenance)
        self._library.keep_stream(self._document.id, take)
        return take

    def _finished(self, text: str, reason: StopReason, provenance: Provenance | None) -> Take:
        with self._lock:
            self._commit()
        made = provenance or self._take.provenance
        return replace(self._take, text=text, stop_reason=reason, provenance=made)


def write_and_keep(
    engine: TextEngine,
    library: Library,
    document: Document,
    section_id: str,
    mode: WriteMode = WriteMode.FRESH,
    seed: int = 0,
    note: str = "",
) -> Iterator[KeepEvent]:
    """Write a section and keep it; ends with `SectionKept` instead of `SectionEnded`.

    `note` is what the writer asks for this once. The writer's own edits of the section are
    stored as a take first. When engine or library fail, what had streamed is stored as an
    interrupted take where that can be done, `SectionKept` is yielded with it in any case, and
    the problem is raised.
    When the iterator is closed early, what had streamed is stored all the same.
    """
    keep_edits(library, document, section_id)
    present = document.text_of(section_id).text
    base = present.rstrip() if mode is WriteMode.CONTINUE else ""
    stream = TakeStream(library, document, section_id, base)
    options = WriteOptions(mode, seed, note=note)
    kept: SectionText | None = None
    try:
        with closing(write_section(engine, document, section_id, options)) as events:
            for event in events:
                stream.follow(event)
                if isinstance(event, SectionEnded):
                    kept = stream.finish(event.text, event.stop_reason, event.provenance)
                    yield SectionKept(section_id, kept, event.stop_reason, event.stats)
                    return
                yield event
    except InputProblem:
        raise  # of what was asked: nothing has come
    except EnvironmentProblem:
        kept = stream.interrupted()
        yield SectionKept(section_id, kept, StopReason.INTERRUPTED, GenerationStats())
        raise
    finally:
        if kept is None:
            stream.finish(stream.text, StopReason.INTERRUPTED, None)


def keep_edits(library: Library, document: Document, section_id: str) -> None:
    """Store the section's text as the writer's take where it is no take's text yet."""
    present = document.text_of(section_id)
    if present.take_id is not None or not present.text.strip():
        return
    if any(take.text == present.text for take in library.takes(section_id)):
        return
    take = Take(
        uuid.uuid4().hex,
        section_id,
        datetime.now(UTC),
        TakeOrigin.WRITER,
        present.text,
        document.outline.get(section_id).target_words,
        present.stop_reason or StopReason.FINISHED,
    )
    library.add_take(document.id, take)
