# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A fast draft from the window: groups of sections, written side by side in the background."""

import threading
import time
from functools import partial

from PySide6.QtCore import Signal, Slot

from longwriter_desktop.app.drafting import AT_ONCE, sections_to_draft, write_draft
from longwriter_desktop.app.keeping import SectionKept
from longwriter_desktop.app.progress import Progress, ProgressMeter
from longwriter_desktop.app.qt_model_use import ModelUse, Parts
from longwriter_desktop.app.session import Change
from longwriter_desktop.app.takes import TakeEvent, TakeKept
from longwriter_desktop.app.undo import TextCommand
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import SectionText
from longwriter_desktop.domain.events import SectionGrew, SectionRewound, SectionStarted, WriteEvent
from longwriter_desktop.domain.ports import GenerationStats


class DraftController(ModelUse):
    """Writes all that is not written as a fast draft. A section's text enters the document,
    undoably, when it ends; where the writer typed something there meanwhile, theirs stays and
    the draft's is kept as a take.

    Signals:
        writing(event): a `KeepEvent` of one of the sections.
        progressed(progress): a `Progress`, with every piece of text.
    """

    writing = Signal(object)
    progressed = Signal(object)

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._document_id = ""
        self._label = ""
        self._queue: list[str] = []
        self._group: list[str] = []
        self._before: dict[str, SectionText] = {}
        self._texts: dict[str, str] = {}  # of the sections being written
        self._words: dict[str, int] = {}  # of the whole group
        self._tokens: dict[str, int] = {}
        self._stopped = threading.Event()
        self._meter = ProgressMeter()
        parts.session.subscribe(self._on_change)

    @property
    def texts(self) -> dict[str, str]:
        """The sections being written into which their text will come, by id in plan order, with
        what there is of it. One that the writer removed or typed into is left out.
        """
        return {key: text for key, text in self._texts.items() if self._is_untouched(key)}

    @property
    def words(self) -> dict[str, int]:
        """How long the sections of `texts` are by now."""
        return {key: self._words[key] for key in self.texts}

    @property
    def progress(self) -> Progress | None:
        words = self.words
        if not words:
            return None
        return self._meter.snapshot_of(
            self._session.document, words, tuple(self._queue), time.monotonic()
        )

    def write_all(self, label: str) -> None:
        """Write what is not written; the document must be saved. `label` names the steps for
        undo. While another job runs, nothing happens.
        """
        if self._runner.is_busy:
            return
        document = self._session.document
        self._document_id, self._label = document.id, label
        self._queue = sections_to_draft(document)
        self._stopped = threading.Event()
        self._meter = ProgressMeter(self._meter.words_per_second(time.monotonic()))
        self._write_next()

    @Slot()
    def stop(self) -> None:
        """Stop soon; what has come is kept, in its place."""
        self._stopped.set()
        super().stop()

    def _write_next(self) -> None:
        document = self._session.document
        is_over = self._stopped.is_set() or document.id != self._document_id
        wanted = [] if is_over else sections_to_draft(document)
        left = [key for key in self._queue if key in wanted]
        self._group, self._queue = left[:AT_ONCE], left[AT_ONCE:]
        if not self._group:
            return
        self._before = {key: document.text_of(key) for key in self._group}
        self._texts = {key: text.text.rstrip() for key, text in self._before.items()}
        self._words = {key: text.words for key, text in self._before.items()}
        self._tokens = dict.fromkeys(self._group, 0)
        self._seed += 1_000
        self._meter.begin_section(sum(self._words.values()), time.monotonic())
        self._start(
            partial(
                write_draft, self._engine, self._library, document, self._group, self._seed,
                self._stopped.is_set,
            )
        )  # fmt: skip

    def _is_untouched(self, section_id: str) -> bool:
        document = self._session.document
        return (
            document.id == self._document_id
            and any(section.id == section_id for section in document.outline.sections)
            and document.text_of(section_id) == self._before[section_id]
        )

    def _on_change(self, change: Change) -> None:
        if self._job and self._session.document.id != self._document_id:
            self.stop()

    def _on_event(self, event: object) -> None:
        if not isinstance(event, TakeEvent):
            return
        section_id = self._group[event.number - 1]
        if isinstance(event.event, TakeKept):
            self._keep(section_id, event.event)
        else:
            self._follow(section_id, event.event)
            self.writing.emit(event.event)
        progress = self.progress
        if progress is not None:
            self.progressed.emit(progress)

    def _follow(self, section_id: str, event: WriteEvent) -> None:
        match event:
            case SectionStarted():
                self._meter.begin_section(sum(self._words.values()), time.monotonic())
            case SectionGrew():
                self._texts[section_id] += event.text
                self._words[section_id] = event.words
                self._tokens[section_id] = event.tokens
                self._meter.grew(sum(self._words.values()), sum(self._tokens.values()))
            case SectionRewound():
                self._texts[section_id] = self._texts[section_id][: event.keep]
                self._words[section_id] = count_words(self._texts[section_id])

    def _keep(self, section_id: str, kept: TakeKept) -> None:
        is_untouched = self._is_untouched(section_id)
        del self._texts[section_id]
        if kept.take is not None and is_untouched:
            before = self._before[section_id]
            self._undo_stack.push(
                TextCommand(
                    self._session, section_id, before, kept.take.as_text, self._label, done=False
                )
            )
        text = self._session.document.text_of(section_id)
        self.writing.emit(SectionKept(section_id, text, kept.stop_reason, GenerationStats()))

    def _on_end(self, has_failed: bool) -> None:
        self._texts = {}
        self._meter.end_section(time.monotonic())
        if not has_failed:
            self._write_next()
