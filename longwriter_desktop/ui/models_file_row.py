# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One file of a model: what it is, whether it fits, and fetching it."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.models_page import Download, DownloadState
from longwriter_desktop.domain.catalogue import HubFile
from longwriter_desktop.domain.fit_report import FitReport
from longwriter_desktop.ui import words_models as words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.models_marks import LEAST_TEXT, FitMark
from longwriter_desktop.ui.plain_text import plain_label
from longwriter_desktop.ui.words import said

_STEPS = 1000
_ACTIVE = (DownloadState.WAITING, DownloadState.RUNNING)


class FileRow(QFrame):
    """Signals:
    start_asked(file), pause_asked(file), resume_asked(file), cancel_asked(file)
    use_asked(path): the file is here and should be the model in use.
    """

    start_asked = Signal(object)
    pause_asked = Signal(object)
    resume_asked = Signal(object)
    cancel_asked = Signal(object)
    use_asked = Signal(object)

    def __init__(self, file: HubFile, is_best: bool, look: Look, parent: QWidget) -> None:
        """`is_best`: of the model's files it is the one to take on this computer."""
        super().__init__(parent)
        self.setObjectName("ModelRow")
        self.file = file
        self._path: Path | None = None
        self.title = plain_label(self, "name")
        self.title.setText(words.file_title(file, is_best))
        self.name = plain_label(self, "muted", wrap=True)
        self.name.setText(file.name)
        self.mark = FitMark(look, self)
        self.state = plain_label(self, wrap=True)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _STEPS)
        self.bar.setAccessibleName(words.button_for(words.DOWNLOAD, file.name))
        self.start = self._button(words.DOWNLOAD)
        self.pause = self._button(words.PAUSE)
        self.resume = self._button(words.RESUME)
        self.cancel = self._button(words.CANCEL)
        self.use = self._button(words.USE)
        if is_best:
            self.start.setProperty("kind", "primary")
        look.dress(self.start, "download", "on_accent" if is_best else "ink")
        self._lay_out()
        self.start.clicked.connect(self._on_start)
        self.pause.clicked.connect(self._on_pause)
        self.resume.clicked.connect(self._on_resume)
        self.cancel.clicked.connect(self._on_cancel)
        self.use.clicked.connect(self._on_use)

    def show_state(
        self, report: FitReport | None, download: Download | None, path: Path | None, in_use: bool
    ) -> None:
        """Show whether the file fits, how far its download is, and whether it is here."""
        self._path = path
        self.mark.say(report)
        state = download.state if download is not None and path is None else None
        had_focus = [button for button in self._buttons if button.hasFocus()]
        is_stuck = download is not None and download.progress.waits_seconds > 0
        self._show_buttons(state, is_stuck, in_use)
        if any(button.isHidden() for button in had_focus):
            self._focus_next()
        self.bar.setVisible(download is not None and state in (*_ACTIVE, DownloadState.PAUSED))
        if download is not None:
            total = max(download.progress.total, 1)
            self.bar.setValue(min(download.progress.done * _STEPS // total, _STEPS))
        self._show_words(download if path is None else None, in_use)

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.start, self.pause, self.resume, self.cancel, self.use)

    def _focus_next(self) -> None:
        """What had the keyboard is gone: it goes to what is offered instead."""
        for button in (self.use, self.pause, self.resume, self.start, self.cancel):
            if not button.isHidden() and button.isEnabled():
                button.setFocus()
                return

    def _show_buttons(self, state: DownloadState | None, is_stuck: bool, in_use: bool) -> None:
        is_here = self._path is not None
        going_on = state in (DownloadState.PAUSED, DownloadState.FAILED)
        again = words.TRY_AGAIN if state is DownloadState.FAILED else words.RESUME
        again = words.TRY_NOW if is_stuck else again
        self.resume.setText(again)
        self.resume.setAccessibleName(words.button_for(again, self.file.name))
        self.use.setEnabled(not in_use)
        shown = {
            self.use: is_here,
            self.start: not is_here and (state is None or state is DownloadState.DONE),
            self.pause: state in _ACTIVE,
            self.resume: going_on or is_stuck,
            self.cancel: state in _ACTIVE or going_on,
        }
        for button, visible in shown.items():
            button.setVisible(visible)

    def _show_words(self, download: Download | None, in_use: bool) -> None:
        text, role = "", "muted"
        if self._path is not None:
            text = words.IN_USE if in_use else words.IS_HERE
        elif download is not None:
            if download.state is DownloadState.WAITING:
                text = words.WAITING
            elif download.state is DownloadState.RUNNING:
                text = words.progress(download.progress)
            elif download.state is DownloadState.PAUSED:
                text = words.paused(download.progress)
            elif download.problem is not None:
                text, role = sentence(download.problem.code, download.problem.params), "error"
                text = said(text, words.TRIED_AGAIN if download.is_tried_again else "")
        self.state.setText(text)
        self.state.setVisible(bool(text))
        if self.state.property("role") != role:
            self.state.setProperty("role", role)
            self.state.style().unpolish(self.state)
            self.state.style().polish(self.state)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(words.button_for(text, self.file.name))
        button.setAutoDefault(False)
        button.hide()
        return button

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for widget in (self.title, self.name, self.mark, self.state, self.bar):
            texts.addWidget(widget)
        for label in (self.name, self.state):
            label.setMinimumWidth(LEAST_TEXT)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in self._buttons:
            buttons.addWidget(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(16)
        row.addLayout(texts, 1)
        row.addLayout(buttons)

    @Slot()
    def _on_start(self) -> None:
        self.start_asked.emit(self.file)

    @Slot()
    def _on_pause(self) -> None:
        self.pause_asked.emit(self.file)

    @Slot()
    def _on_resume(self) -> None:
        self.resume_asked.emit(self.file)

    @Slot()
    def _on_cancel(self) -> None:
        self.cancel_asked.emit(self.file)

    @Slot()
    def _on_use(self) -> None:
        self.use_asked.emit(self._path)
