# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What lower layers report, as messages with a next step."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.qt_services import Services
from longwriter_desktop.app.session import Change, ChangeKind
from longwriter_desktop.domain.ports import EngineInfo, Notice
from longwriter_desktop.ui import words, words_endpoints
from longwriter_desktop.ui.notice_bar import Message, NoticeBar
from longwriter_desktop.ui.status import StatusLine
from longwriter_desktop.ui.workspace import Workspace
from longwriter_desktop.ui.writing_desk import WritingDesk

RESTARTABLE = frozenset(("worker_crashed", "engine_no_answer", "decode_failed"))
_TEXT_IS_SAVED = RESTARTABLE | {"worker_lost", "model_file_lost", "wrong_processor"}

_KEY_WANTED = frozenset(("endpoint_key", "endpoint_key_missing", "endpoint_key_again"))
_TOO_LONG = frozenset(("context_memory", "context_failed"))
_WITHOUT_MODEL = frozenset(("no_model", "load_cancelled"))


class NoticeDesk(QObject):
    """Turns notices into messages of the bar.

    Signals:
        key_asked(): the writer wants to type the key of the server in use.
    """

    key_asked = Signal()

    def __init__(
        self,
        services: Services,
        notices: NoticeBar,
        space: Workspace,
        writing: WritingDesk,
        status: StatusLine,
    ) -> None:
        super().__init__(notices)
        self._services = services
        self._notices = notices
        self._space = space
        self._writing = writing
        self._status = status
        services.writing.noticed.connect(self.show)
        services.engine.failed.connect(self.show)
        services.engine.loaded.connect(self._on_loaded)
        services.autosave.failed.connect(self._on_save_failed)
        services.autosave.saved.connect(self._on_saved)
        space.manuscript.refused.connect(self._on_refused)
        services.session.subscribe(self._on_change)

    @Slot(object)
    def show(self, notice: Notice) -> None:
        """Say what a lower layer reports, with the next step as a button where there is one."""
        text, action, act, renew = sentence(notice.code, notice.params), "", None, None
        engine = self._services.engine
        if notice.code in _TEXT_IS_SAVED:
            self._services.autosave.save_soon()  # before it says so
        if notice.code in RESTARTABLE:
            renew = partial(self._crash_sentence, text, self._section_written())
            text = renew()
            action, act = words.RESTART, engine.restart
        elif notice.code == "worker_lost":
            action, act = words.RESTART, engine.restart
        elif notice.code == "model_file_lost" or (
            notice.code in _WITHOUT_MODEL and engine.source is not None
        ):
            action, act = words.LOAD_AGAIN, engine.restart
        elif notice.code in _TOO_LONG and (adjust := self._space.models.adjust) is not None:
            action, act = adjust.text(), adjust.trigger
        elif notice.code in _KEY_WANTED:
            action, act = words_endpoints.TYPE_KEY, self.key_asked.emit
        elif notice.code.startswith("endpoint_") and engine.endpoint is not None:
            action, act = words.TRY_AGAIN, engine.restart
        elif notice.code == "no_model":
            action, act = words.OPEN_MODEL, self._space.models.ask_for_file
        self._notices.tell(Message(notice.severity, text, "model", action, act, renew=renew))

    @Slot()
    def ask_for_model(self) -> None:
        """Something needs a model and there is none."""
        self.show(Notice("warning", "no_model"))

    def show_bug(self, report: Path) -> None:
        """A bug was met; the text is saved and the report written."""
        place = QUrl.fromLocalFile(str(report))
        self._notices.tell(
            Message("error", words.bug_report(report.name), "bug", words.OPEN_REPORT,
                    lambda: QDesktopServices.openUrl(place))
        )  # fmt: skip

    def show_unsaved(self, text: str) -> None:
        """The window was to be closed and the text cannot be saved."""
        again = self._services.autosave.save_soon
        text = words.cannot_close(text)
        self._notices.tell(Message("error", text, "save", words.TRY_AGAIN, again))

    def _section_written(self) -> str | None:
        return None if self._space.plan.is_planning else self._writing.last_section

    def _crash_sentence(self, text: str, section: str | None) -> str:
        outline = self._services.session.document.outline
        if section not in {item.id for item in outline.sections}:
            return text
        return words.crashed_while(outline.number(section))

    def _on_change(self, change: Change) -> None:
        """Other numbers and lengths; of texts only that one is gone, as typing is no news."""
        document = self._services.session.document
        is_emptied = change.section_id and not document.text_of(change.section_id).text.strip()
        if change.kind is ChangeKind.OUTLINE or is_emptied:
            self._notices.renew()

    @Slot(object)
    def _on_loaded(self, info: EngineInfo) -> None:
        self._notices.clear("model")
        path = self._services.engine.model_path
        if path is not None and not self._services.plans.is_planner_loaded:
            self._services.remember_model(path)

    @Slot(object)
    def _on_save_failed(self, notice: Notice) -> None:
        text = sentence(notice.code, notice.params)
        self._notices.tell(
            Message("error", text, "save", words.TRY_AGAIN, self._services.autosave.save_soon)
        )

    @Slot()
    def _on_saved(self) -> None:
        self._notices.clear("save")
        if not self._services.session.is_dirty:
            self._status.say_saved(True)

    @Slot(str)
    def _on_refused(self, code: str) -> None:
        text = words.BEING_WRITTEN if code == "section_being_written" else words.HEADING_PROTECTED
        self._notices.tell(Message("info", text, "refused", passing=True))
