# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the model takes of the machine: unloading it, giving up loading it, threads."""

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton

from longwriter_desktop.app.qt_idle import IdleRest
from longwriter_desktop.app.qt_threads import ThreadUse
from longwriter_desktop.ui import words, words_endpoints
from longwriter_desktop.ui.shell import Shell


class ModelDesk(QObject):
    """The model's two actions, and what happens to it by itself."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        services = shell.services
        self._engine = engine = services.engine
        make = shell.actions.make
        self.unload = make("model.unload", words.MODEL_UNLOAD, "unload")
        self.unload.setToolTip(words.MODEL_UNLOAD_TIP)
        self.stop_loading = make("model.stop_loading", words.MODEL_STOP_LOADING, "stop")
        shell.actions.menu("model").addActions([self.unload, self.stop_loading])
        shell.space.models.set_stop(self.stop_loading)
        self.stop = QToolButton(shell.status)
        self.stop.setDefaultAction(self.stop_loading)
        self.stop.hide()
        shell.status.add(self.stop, behind=shell.status.model)
        self.idle = IdleRest(engine, services.jobs, services.session, services.preferences)
        self.threads = ThreadUse(engine, services.preferences, services.on_battery)
        for owned in (self.idle, self.threads):
            owned.setParent(self)  # else their timers may be collected in a job's thread
        self.unload.triggered.connect(engine.rest)
        self.stop_loading.triggered.connect(self._on_stop_loading)
        self.threads.changed.connect(self._say_threads)
        for signal in (engine.loading, engine.loaded, engine.unloaded, engine.rested,
                       engine.failed):  # fmt: skip
            signal.connect(self._show_can)
        for signal in (services.jobs.busy_changed, services.writing.busy_changed):
            signal.connect(self._show_can)
        engine.loaded.connect(self._say_threads)
        shell.space.manuscript.installEventFilter(self)
        self._show_can()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The text is typed in."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            self.threads.note_key()
        return False

    @Slot()
    def _on_stop_loading(self) -> None:
        """What waits for the model is given up with it."""
        self._shell.services.stop()
        self._engine.stop_loading()

    @Slot()
    def _show_can(self) -> None:
        is_answering = self._shell.services.is_answering
        is_here = self._engine.endpoint is None
        self.unload.setEnabled(self._engine.is_ready and is_here and not is_answering)
        self.stop_loading.setEnabled(self._engine.is_loading)
        self.stop.setVisible(self._engine.is_loading)

    @Slot()
    def _say_threads(self) -> None:
        info, saving = self._engine.info, self.threads.saving
        if info is None:
            return
        endpoint = self._engine.endpoint
        is_saving = bool(saving) and endpoint is None
        here = words_endpoints.model_at(endpoint, info.name)
        text = words.model_threads(info.name, saving) if is_saving else here
        self._shell.status.say_model(text)
