# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writing from the window: what the writer asks for, and what is shown while it happens."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QSettings, QTimer, Signal, Slot

from longwriter_desktop.app.keeping import SectionKept
from longwriter_desktop.app.messages import format_bytes, sentence
from longwriter_desktop.app.progress import Progress
from longwriter_desktop.app.qt_services import Services
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.events import (
    PlanGrew,
    PlanReady,
    PromptRead,
    SectionGrew,
    SectionRewound,
    SectionStarted,
    WriteMode,
)
from longwriter_desktop.domain.ports import TOO_LONG
from longwriter_desktop.ui import words, words_run
from longwriter_desktop.ui.continue_offer import ContinueOffer
from longwriter_desktop.ui.manuscript import Manuscript
from longwriter_desktop.ui.notice_bar import Message, NoticeBar
from longwriter_desktop.ui.outline_model import OutlineModel
from longwriter_desktop.ui.plan_panel import PlanPanel
from longwriter_desktop.ui.section_bar import SectionBars
from longwriter_desktop.ui.status import StatusLine

_TOPIC = "run"
_FIGURES_MS = 250


class WritingDesk(QObject):
    """Shows the writing controller's events and passes the writer's wishes on.

    Signals:
        busy_changed(busy): planning or writing begins or has ended.
    """

    busy_changed = Signal(bool)

    def __init__(
        self,
        services: Services,
        settings: QSettings,
        manuscript: Manuscript,
        bars: SectionBars,
        panel: PlanPanel,
        status: StatusLine,
        notices: NoticeBar,
    ) -> None:
        super().__init__(manuscript)
        self._services = services
        self._settings = settings
        self._manuscript = manuscript
        self._bars = bars
        self._panel = panel
        self._rows: OutlineModel = panel.view.rows
        self._status = status
        self._notices = notices
        self._last_section: str | None = None
        self._target = 0
        self._progress_of = words.progress_of_section
        self._rate = 0.0  # words a second
        self._grown: SectionGrew | None = None
        self._progress: Progress | None = None
        self._figures = QTimer(self)
        self._figures.setSingleShot(True)
        self._figures.setInterval(_FIGURES_MS)
        self._figures.timeout.connect(self._show_figures)
        writing = services.writing
        writing.busy_changed.connect(self._on_busy)
        writing.planning.connect(self._on_planning)
        writing.writing.connect(self._on_writing)
        writing.progressed.connect(self._on_progress)

    @property
    def last_section(self) -> str | None:
        """The section that was written last, for a message about it."""
        return self._last_section

    @Slot(str)
    def write(self, section_id: str, note: str = "") -> None:
        """Write a section anew, with a note for this once; its old text is kept as a take."""
        self._start(section_id, WriteMode.FRESH, note)

    @Slot(str)
    def go_on(self, section_id: str) -> None:
        """Go on behind the text that a section has, also in the middle of a sentence."""
        self._start(section_id, WriteMode.CONTINUE)

    def write_these(self, section_ids: Sequence[str]) -> None:
        """Write sections anew, one after another; what they have is kept as takes."""
        if self._is_ready():
            self._services.writing.write(section_ids)

    @Slot()
    def write_all(self) -> None:
        self._write_rest(self._services.writing.write_all)

    @Slot()
    def write_in_one(self) -> None:
        """Write what has no text yet in one answer of the model."""
        self._write_rest(self._services.writing.write_in_one)

    def _write_rest(self, write: Callable[[], None]) -> None:
        if not self._is_ready():
            return
        if self._unwritten():
            write()
        else:
            text = words_run.NOTHING_TO_WRITE
            self._notices.tell(Message("info", text, _TOPIC, passing=True))

    @Slot()
    def stop(self) -> None:
        """Stop what the model does, whichever part of the window asked for it."""
        if self._services.is_answering:
            self._services.stop()

    def forecast(self) -> str:
        """What Write all would do, with the time it takes where the speed is known."""
        left = self._unwritten()
        if not left:
            sections = self._services.session.document.outline.sections
            return words_run.ALL_WRITTEN if sections else ""
        rate = float(str(self._settings.value(self._rate_key(), 0.0)))
        if not rate:
            return self._with_memory(words.to_write(len(left), sum(left)))
        endpoint = self._services.engine.endpoint
        server = endpoint.name if endpoint is not None else ""
        return self._with_memory(words.forecast(len(left), sum(left), sum(left) / rate, server))

    def _unwritten(self) -> list[int]:
        """The words that each section without a whole text still needs."""
        document = self._services.session.document
        return [
            max(section.target_words - document.text_of(section.id).words, 0)
            for section in document.outline.sections
            if document.text_of(section.id).is_unfinished
            or not document.text_of(section.id).text.strip()
        ]

    def _with_memory(self, forecast: str) -> str:
        info = self._services.engine.info
        if info is None or not info.memory_bytes:
            return forecast
        used, total = format_bytes(info.memory_bytes), format_bytes(info.machine_bytes)
        return words_run.with_memory(forecast, used, total)

    def _start(self, section_id: str, mode: WriteMode, note: str = "") -> None:
        if self._is_ready():
            self._services.writing.write([section_id], mode, note)

    def _is_ready(self) -> bool:
        """Whether writing can begin: what is streamed needs its document in the library."""
        self._notices.clear(_TOPIC)
        if self._services.is_answering:
            self._notices.tell(Message("info", sentence("model_busy", {}), _TOPIC, passing=True))
            return False
        try:
            self._services.autosave.flush()
        except EnvironmentProblem as problem:
            text = sentence(problem.code, problem.params)
            self._notices.tell(Message("error", text, _TOPIC))
            return False
        return True

    def _rate_key(self) -> str:
        info = self._services.engine.info
        return f"rate/{info.fingerprint[:16] if info else 'none'}"

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        self._bars.set_can_write(not busy)
        if not busy:
            self._panel.set_planning(False)
            self._finish_section()
            self._status.clear_run()
        self.busy_changed.emit(busy)

    @Slot(object)
    def _on_planning(self, event: object) -> None:
        self._panel.set_planning(not isinstance(event, PlanReady))
        if isinstance(event, PlanGrew):
            self._panel.stream.grow(event.text)

    @Slot(object)
    def _on_writing(self, event: object) -> None:
        match event:
            case SectionStarted():
                self._begin(event)
            case PromptRead():
                self._status.say_reading(event.read, event.total)
                self._bars.say(words.reading(event.read, event.total))
            case SectionGrew():
                self._manuscript.previews.grow(event.section_id, event.text)
                self._grown = event
                self._show_soon()
            case SectionRewound():
                self._manuscript.previews.rewind(event.section_id, event.keep)
                if event.reason == TOO_LONG:
                    self._say_condensing()
            case SectionKept():
                self._keep(event)

    def _begin(self, event: SectionStarted) -> None:
        self._last_section, self._target = event.section_id, event.target_words
        base = self._services.writing.base_text
        self._manuscript.begin_writing(event.section_id, base)
        self._rows.set_writing({event.section_id: 0})
        self._progress_of = words.progress_of_section
        self._bars.say(self._progress_of(0, event.target_words))
        self._bars.place()
        self._say_view(event)

    def _say_condensing(self) -> None:
        """From now on the words are those of a shorter version."""
        self._grown = None
        self._progress_of = words.progress_of_condensing
        self._bars.say(words.progress_of_condensing(0, self._target))

    def _say_view(self, event: SectionStarted) -> None:
        """Say which written sections have left the model's view, and which are in it."""
        document = self._services.session.document
        dropped, summarised = set(event.dropped), set(event.summarised)
        if not dropped and not summarised:
            self._status.say_view("")
            return
        gone, seen, short = [], [], []
        for number, section in enumerate(document.outline.sections, start=1):
            if section.id == event.section_id:
                break
            if section.id in dropped:
                gone.append(number)
            elif section.id in summarised:
                short.append(number)
            elif document.text_of(section.id).text.strip():
                seen.append(number)
        self._status.say_view(words.out_of_view(gone, seen, short))

    def _keep(self, event: SectionKept) -> None:
        self._finish_section()
        if self._rate:
            self._settings.setValue(self._rate_key(), round(self._rate, 2))
        if not self._services.writing.queue:
            self._offer_to_go_on(event)

    def _finish_section(self) -> None:
        self._figures.stop()
        self._grown = self._progress = None
        self._rows.set_writing({})
        self._manuscript.end_writing()
        self._bars.place()

    def _offer_to_go_on(self, event: SectionKept) -> None:
        message = ContinueOffer(self._services.session, event, self.go_on).message(_TOPIC)
        if message is not None:
            self._notices.tell(message)

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        self._rate = progress.words_per_second
        self._progress = progress
        self._show_soon()

    def _show_soon(self) -> None:
        if not self._figures.isActive():
            self._figures.start()

    @Slot()
    def _show_figures(self) -> None:
        """Counts and rates, four times a second: nobody reads them faster."""
        grown, self._grown = self._grown, None
        if grown is not None:
            self._rows.set_writing({grown.section_id: grown.words})
            self._bars.say(self._progress_of(grown.words, self._target))
        progress, self._progress = self._progress, None
        if progress is not None:
            self._status.say_progress(progress)
