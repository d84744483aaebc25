# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Choosing the model: local files, any other file, and how far loading is, all in place."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.qt_engine import EngineController, Source
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.ports import EngineInfo, ModelFile, Notice
from longwriter_desktop.ui import words, words_endpoints
from longwriter_desktop.ui.model_names import name_and_size, told_apart
from longwriter_desktop.ui.model_planner import PlannerButton
from longwriter_desktop.ui.plain_text import plain_tip

_OTHER, _MORE = "other", "more"
_MOST_WIDTH = 320
_AROUND, _MOST_LIST = 24, 640  # px beside a row's text in the list, and of the whole list


class ModelPicker(QWidget):
    """A list of models over a thin bar of progress.

    Signals:
        chosen(path): the writer chose a model file, a `Path`.
        endpoint_chosen(endpoint): the writer chose a server, an `Endpoint`.
        state_changed(text): what to say of the model elsewhere.
    """

    chosen = Signal(object)
    endpoint_chosen = Signal(object)
    state_changed = Signal(str)

    def __init__(
        self,
        engine: EngineController,
        local_models: Callable[[], list[ModelFile]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._local_models = local_models
        self._extra: list[Path] = []
        self._known: Sequence[ModelFile] = ()
        self._found: Sequence[ModelFile] = ()
        self._more: QAction | None = None
        self.adjust: QAction | None = None  # leads to how the model in use is loaded
        self._endpoints: Callable[[], Sequence[Endpoint]] = tuple
        self._servers: QAction | None = None
        self._loaded_name = ""  # as the model calls itself
        self.list = QComboBox(self)
        self.list.setAccessibleName(words.MODEL)
        self.setMaximumWidth(_MOST_WIDTH)
        self.list.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.list.setMinimumContentsLength(14)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(words.MODEL)
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        self.bar.hide()
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.list)
        column.addWidget(self.bar)
        self.planner = PlannerButton(self)
        column.addWidget(self.planner, 0, Qt.AlignmentFlag.AlignLeft)
        self.stop = QToolButton(self)
        self.stop.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addLayout(column)
        row.addWidget(self.stop)
        self.list.activated.connect(self._on_activated)
        engine.loading.connect(self._on_loading)
        engine.loaded.connect(self._on_loaded)
        engine.failed.connect(self._on_failed)
        engine.unloaded.connect(self._on_unloaded)
        engine.rested.connect(self._on_rested)
        self.refresh()

    def set_stop(self, action: QAction) -> None:
        """What gives up loading; its button is there while a model is loaded."""
        self.stop.setDefaultAction(action)

    def offer_more(self, action: QAction) -> None:
        """An action under the models, for getting another one."""
        self._more = action
        self.planner.offer_more(action)
        self.refresh()

    def show_found(self, models: Sequence[ModelFile]) -> None:
        """List models that were found elsewhere on this computer, too."""
        if tuple(models) != self._found:
            self._found = tuple(models)
            self.refresh()

    def set_endpoints(self, endpoints: Callable[[], Sequence[Endpoint]], servers: QAction) -> None:
        """Offer servers behind the models, and what manages them last."""
        self._endpoints, self._servers = endpoints, servers
        self.refresh()

    def refresh(self) -> None:
        """Read the list of local models again."""
        self.list.clear()
        models = self._known = self._all_models()
        self.planner.show_models(models, self._endpoints())
        if self._engine.source is None:
            self.list.addItem(words.NO_MODEL, None)
        known = {model.path for model in models}
        others = {path: None for path in (*self._extra, self._engine.model_path) if path}
        bare = [ModelFile(path, path.name, 0) for path in others if path not in known]
        for path, name in told_apart((*models, *bare), name_and_size).items():
            self.list.addItem(name, path)
            where = plain_tip(f"{name}\n{path}")
            self.list.setItemData(self.list.count() - 1, where, Qt.ItemDataRole.ToolTipRole)
        for endpoint in self._endpoints():
            self.list.addItem(words_endpoints.row(endpoint), endpoint)
        self.list.insertSeparator(self.list.count())
        if self._more is not None:
            self.list.addItem(self._more.text(), _MORE)
        self.list.addItem(words.OPEN_MODEL, _OTHER)
        if self._servers is not None:
            self.list.addItem(self._servers.text(), self._servers)
        view = self.list.view()
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + _AROUND, _MOST_LIST))
        self._show_current()

    def known(self) -> Sequence[ModelFile]:
        """The models that are listed."""
        return self._known

    def _all_models(self) -> Sequence[ModelFile]:
        own = self._local_models()
        paths = {model.path for model in own}
        return (*own, *(model for model in self._found if model.path not in paths))

    @Slot()
    def ask_for_file(self) -> None:
        """Let the writer choose any model file."""
        path = ask_for_model(self.window())
        if path is not None:
            self.choose(path)

    def choose(self, path: Path) -> None:
        """Take a file as the model."""
        self._extra.append(path)
        self.chosen.emit(path)

    def _show_current(self) -> None:
        for row in range(self.list.count()):
            if _is_same(self.list.itemData(row), self._engine.source):
                self.list.setCurrentIndex(row)
                whole = self.list.itemData(row, Qt.ItemDataRole.ToolTipRole)
                self.list.setToolTip(whole or plain_tip(self.list.itemText(row)))
                return

    @Slot(int)
    def _on_activated(self, row: int) -> None:
        data = self.list.itemData(row)
        if data == _OTHER:
            self._show_current()
            self.ask_for_file()
        elif data == _MORE and self._more is not None:
            self._show_current()
            self._more.trigger()
        elif data is self._servers and self._servers is not None:
            self._show_current()
            self._servers.trigger()
        elif isinstance(data, Endpoint):
            self.endpoint_chosen.emit(data)
        elif data is not None and (data != self._engine.model_path or not self._engine.is_ready):
            self.chosen.emit(data)

    @Slot(float)
    def _on_loading(self, fraction: float) -> None:
        if not self.bar.isVisibleTo(self):
            self.refresh()
        path = self._engine.model_path
        self.bar.setVisible(True)
        self.stop.setVisible(True)
        self.bar.setValue(round(fraction * 1000))
        name = path.stem if path else ""
        if self._engine.endpoint is not None:
            self.state_changed.emit(words_endpoints.looking_for(self._engine.endpoint))
            return
        self.state_changed.emit(
            words.MODEL_LOADING.format(name=name, percent=round(fraction * 100))
        )

    @Slot(object)
    def _on_loaded(self, info: EngineInfo) -> None:
        self._end_loading()
        self.refresh()
        self._loaded_name = info.name
        self.state_changed.emit(words_endpoints.model_at(self._engine.endpoint, info.name))

    @Slot()
    def _on_unloaded(self) -> None:
        self._end_loading()
        self.refresh()
        self.state_changed.emit(words.MODEL_NONE_TITLE)

    @Slot()
    def _on_rested(self) -> None:
        if self._engine.endpoint is not None:
            self.refresh()
            self.state_changed.emit(words_endpoints.ready(self._engine.endpoint))
            return
        self.state_changed.emit(words.model_resting(self._loaded_name))

    def _end_loading(self) -> None:
        self.bar.hide()
        self.stop.hide()

    @Slot(object)
    def _on_failed(self, notice: Notice) -> None:
        self._end_loading()
        endpoint = self._engine.endpoint
        none = words.MODEL_NONE_TITLE if endpoint is None else words_endpoints.not_found(endpoint)
        self.state_changed.emit(none)
        self.list.setToolTip(plain_tip(sentence(notice.code, notice.params)))


def ask_for_model(window: QWidget) -> Path | None:
    """Let the writer choose any model file, first among what a browser has downloaded."""
    downloads = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    name, _ = QFileDialog.getOpenFileName(window, words.CHOOSE_MODEL, downloads, words.MODEL_FILES)
    return Path(name) if name else None


def _is_same(data: object, source: Source | None) -> bool:
    """Whether a row stands for what is in use; a server that was changed is still the same."""
    if isinstance(data, Endpoint) and isinstance(source, Endpoint):
        return data.id == source.id
    return data == source
