# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Opens the page of models, and shows in the window what goes on behind it: downloads."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Slot
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.models_page import Download, DownloadState, ModelParts
from longwriter_desktop.app.qt_model_shelf import ModelShelf
from longwriter_desktop.domain.catalogue import HubFile
from longwriter_desktop.domain.ports import Notice
from longwriter_desktop.ui import words_loading
from longwriter_desktop.ui import words_models as words
from longwriter_desktop.ui.first_run_desk import FirstRunDesk
from longwriter_desktop.ui.models_dialog import ModelsDialog
from longwriter_desktop.ui.notice_bar import Message
from longwriter_desktop.ui.plain_text import plain_tip
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.words import listed

_TOPIC = "download"
_ACTIVE = (DownloadState.WAITING, DownloadState.RUNNING)
_UNFINISHED = (*_ACTIVE, DownloadState.PAUSED, DownloadState.FAILED)


class ModelsDesk(QObject):
    """The page is made when it is first opened; without `ModelParts` nothing leads to it."""

    def __init__(self, shell: Shell, first_run: FirstRunDesk) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._first_run = first_run
        self.dialog: ModelsDialog | None = None
        self.shelf: ModelShelf | None = None
        self._done: set[HubFile] = set()
        self._told: dict[
            HubFile, Notice | None
        ] = {}  # failures that were said, or seen on the page
        self.action = shell.actions.make("model.get", words.GET_MODELS, "download")
        self.adjust = shell.actions.make("model.loading", words_loading.ADJUST, "model")
        self.adjust.setToolTip(words_loading.ADJUST_TIP)
        self.mark = QToolButton(shell.status)
        self.mark.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.mark.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.mark.setIconSize(QSize(14, 14))
        self.mark.setProperty("kind", "switch")
        self.mark.hide()
        shell.look.dress(self.mark, "download", "muted")
        shell.status.add(self.mark)
        if shell.services.models is None:
            self.action.setVisible(False)
            self.adjust.setVisible(False)
            return
        self._begin(shell.services.models)

    def _begin(self, parts: ModelParts) -> None:
        shell = self._shell
        self.shelf = ModelShelf(parts, shell.services.session, shell.services.preferences)
        menu = shell.actions.menu("model")
        menu.insertActions(menu.actions()[0], [self.action, self.adjust])
        picker = shell.space.models
        picker.offer_more(self.action)
        picker.adjust = self.adjust
        self._first_run.page.offer_models()
        self.action.triggered.connect(self.open)
        self.adjust.triggered.connect(self.open_loading)
        engine = shell.services.engine
        for signal in (engine.loading, engine.loaded, engine.unloaded, engine.rested,
                       engine.failed):  # fmt: skip
            signal.connect(self._show_can)
        self._show_can()
        self.mark.clicked.connect(self._on_mark)
        self._first_run.page.models_asked.connect(self.open)
        self.shelf.here_changed.connect(self._on_here)
        parts.downloads.changed.connect(self._on_downloads)
        app = QApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.shelf.close)
        self._done = {one.file for one in self._downloads(DownloadState.DONE)}
        self.shelf.refresh_here()
        self._on_downloads()

    @Slot()
    def open(self) -> None:
        """Show the page beside the window, which stays in use."""
        if self.shelf is None:
            return
        if self.dialog is None:
            services = self._shell.services
            window: QWidget = self._shell.window
            self.dialog = ModelsDialog(self.shelf, services.engine, self._shell.look, window)
            self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.dialog.use_asked.connect(self._on_use)
            self.dialog.reload_asked.connect(self._shell.space.models.chosen)
            self.dialog.finished.connect(self._on_closed)
            self.shelf.refresh()
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    @Slot()
    def open_loading(self) -> None:
        """Let the writer choose how the model in use is loaded."""
        path = self._shell.services.engine.model_path
        self.open()
        if self.dialog is not None and path is not None:
            self.dialog.open_loading(path)

    @Slot()
    def _show_can(self) -> None:
        self.adjust.setEnabled(self._shell.services.engine.model_path is not None)

    @Slot()
    def _on_closed(self) -> None:
        self.dialog = None

    @Slot(object)
    def _on_use(self, path: Path) -> None:
        """Take a model; on the page of first steps it is chosen there, behind this page."""
        self._shell.notices.clear(_TOPIC)
        if self._shell.pages.currentWidget() is self._first_run.page:
            self._first_run.page.add_file(path, self.shelf.here if self.shelf is not None else ())
            if self.dialog is not None:
                self.dialog.accept()
        else:
            self._shell.space.models.choose(path)

    @Slot()
    def _on_here(self) -> None:
        if self.shelf is not None:
            self._shell.space.models.show_found(self.shelf.here)
            self._first_run.page.show_found(self.shelf.here)

    def _downloads(self, *states: DownloadState) -> list[Download]:
        if self.shelf is None:
            return []
        return [one for one in self.shelf.parts.downloads.list() if one.state in states]

    @Slot()
    def _on_mark(self) -> None:
        """Show the download that the mark speaks of."""
        self.open()
        shown = self._marked()
        if shown and self.dialog is not None:
            self.dialog.shop.list.choose(shown[0].file.repository)

    def _marked(self) -> list[Download]:
        """What goes on; or else what was paused or failed."""
        return self._downloads(*_ACTIVE) or self._downloads(*_UNFINISHED)

    @Slot()
    def _on_downloads(self) -> None:
        marked = self._marked()
        self.mark.setVisible(bool(marked))
        if marked:
            text = words.download_mark(marked)
            names = listed(Path(one.file.name).name for one in marked)
            self.mark.setText(text)
            self.mark.setToolTip(plain_tip(names))
            self.mark.setAccessibleName(f"{text}: {names}")
        self._tell_failed()
        done = self._downloads(DownloadState.DONE)
        new = [one for one in done if one.file not in self._done]
        self._done = {one.file for one in done}
        for one in new:
            self._tell_done(one)

    def _tell_failed(self) -> None:
        """Say why one failed, unless the page says so, or it is tried again by itself."""
        failed = self._downloads(DownloadState.FAILED)
        before, self._told = self._told, {one.file: one.problem for one in failed}
        for one in failed:
            is_known = one.is_tried_again or before.get(one.file) == one.problem
            if one.problem is not None and not is_known and self.dialog is None:
                why = sentence(one.problem.code, one.problem.params)
                text = words.download_failed(Path(one.file.name).name, why)
                message = Message("warning", text, _TOPIC, words.SHOW_DOWNLOAD, self._on_mark)
                self._shell.notices.tell(message)

    def _tell_done(self, done: Download) -> None:
        if self.shelf is not None:
            self.shelf.refresh_here()
        text = words.is_here(Path(done.file.name).name)
        use = partial(self._on_use, done.path) if done.path is not None else None
        action = words.USE if use is not None else ""
        self._shell.notices.tell(Message("info", text, _TOPIC, action, use))
