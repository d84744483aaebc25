# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The models on this computer, by the place where they lie."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.qt_engine import EngineController
from longwriter_desktop.app.qt_model_shelf import ModelShelf
from longwriter_desktop.domain.fit_report import FitReport
from longwriter_desktop.domain.load_choice import LoadChoice
from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.ui import words_loading
from longwriter_desktop.ui import words_models as words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.models_here_row import HereRow
from longwriter_desktop.ui.plain_text import PlainLabel, plain_label

_PROGRAM = "program"
_Place = tuple[str, tuple[ModelFile, ...]]


class PlaceHead(QFrame):
    """The name of a place; a folder that the writer added can be taken off the list.

    Signals:
        forget_asked(folder): the folder should be looked into no longer.
    """

    forget_asked = Signal(object)

    def __init__(self, place: str, folder: Path | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder = folder
        self.name = plain_label(self, "caption")
        self.name.setText(words.place(place, folder is not None))
        self.forget = QPushButton(words.FORGET_FOLDER, self)
        self.forget.setProperty("kind", "link")
        self.forget.setToolTip(words.FORGET_FOLDER_TIP)
        self.forget.setAccessibleName(words.button_for(words.FORGET_FOLDER, place))
        self.forget.setAutoDefault(False)
        self.forget.setVisible(folder is not None)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 14, 0, 6)
        row.addWidget(self.name, 1)
        row.addWidget(self.forget)
        self.forget.clicked.connect(self._on_forget)

    @Slot()
    def _on_forget(self) -> None:
        self.forget_asked.emit(self._folder)


class HerePage(QWidget):
    """Signals:
    use_asked(path): a model should be the one in use.
    reload_asked(path): the model in use should be loaded again, for it is to be so otherwise.
    told(text): something is to be said in place.
    """

    use_asked = Signal(object)
    reload_asked = Signal(object)
    told = Signal(str)

    def __init__(
        self, shelf: ModelShelf, engine: EngineController, look: Look, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._engine = engine
        self._look = look
        self._wanted: Path | None = None  # the model whose row is to be opened
        self._shown: tuple[list[_Place], frozenset[Path]] = ([], frozenset())
        self.rows: list[HereRow] = []
        self.heads: list[QWidget] = []
        help_text = PlainLabel(words.HERE_HELP, self)
        help_text.setProperty("role", "muted")
        help_text.setWordWrap(True)
        self.add = QPushButton(words.ADD_FOLDER, self)
        self.add.setAutoDefault(False)
        look.dress(self.add, "open")
        self.inner = QWidget(self)
        self.inner.setObjectName("ModelDetails")
        self._column = QVBoxLayout(self.inner)
        self._column.setContentsMargins(0, 0, 12, 12)
        self._column.setSpacing(0)
        self.area = area = QScrollArea(self)
        area.setObjectName("ModelDetails")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.inner)
        area.setAccessibleName(words.LIST_HERE_NAME)
        top = QHBoxLayout()
        top.addWidget(help_text, 1)
        top.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(area, 1)
        self.add.clicked.connect(self._on_add)
        shelf.here_changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the models that are known to be here; rows that stay keep the keyboard."""
        shown = (self._by_place(), self._shelf.missing)
        if shown != self._shown:
            self._shown = shown
            self._show_places(shown[0])
        self.show_states()

    @Slot()
    def show_states(self) -> None:
        """Show which models fit, and which one is in use."""
        for row in self.rows:
            report = self._shelf.fits.get(row.model)
            row.show_state(report, row.model.path == self._engine.model_path)
        self._open_wanted()

    def row_of(self, path: Path) -> HereRow | None:
        """The row of a model."""
        return next((row for row in self.rows if row.model.path == path), None)

    @Slot(object)
    def open_loading(self, path: Path) -> None:
        """Let the writer choose how a model is loaded."""
        self._wanted = path
        self._open_wanted()

    def _open_wanted(self) -> None:
        """Open the row that is wanted, as soon as it is there."""
        row = self.row_of(self._wanted) if self._wanted is not None else None
        if row is not None:
            self._wanted = None
            choice = self._shelf.choice_of(row.model)
            row.open_loading(choice, self._shelf.parts.has_gpu)
            QTimer.singleShot(0, row, partial(self.area.ensureWidgetVisible, row))
        elif row is None and self._wanted is not None and self._shelf.here:
            self._wanted = None
            self.told.emit(words_loading.NOT_LISTED)

    def _by_place(self) -> list[_Place]:
        """What came with the program first, then the others as they were found."""
        place_of: Callable[[ModelFile], str] = self._shelf.parts.place_of
        places: dict[str, list[ModelFile]] = {}
        for model in self._shelf.here:
            place = _PROGRAM if model.is_bundled else place_of(model)
            places.setdefault(place, []).append(model)
        for folder in self._shelf.folders():
            places.setdefault(str(folder), [])
        order = sorted(places, key=lambda place: place != _PROGRAM)
        return [(place, tuple(places[place])) for place in order]

    def _show_places(self, places: list[_Place]) -> None:
        for old in (*self.rows, *self.heads):
            old.hide()
            old.deleteLater()
        while self._column.count():
            self._column.takeAt(0)
        self.rows, self.heads = [], []
        own = {str(folder): folder for folder in self._shelf.folders()}
        for place, models in places:
            head = PlaceHead(place, own.get(place), self.inner)
            head.forget_asked.connect(self._on_forget)
            self.heads.append(head)
            self._column.addWidget(head)
            for model in models:
                self._add_row(model)
            if not models:
                is_missing = own.get(place) in self._shelf.missing
                self._say(words.FOLDER_MISSING if is_missing else words.FOLDER_EMPTY)
        if not any(not model.is_bundled for model in self._shelf.here):
            self._say(words.NOTHING_HERE)
        self._column.addStretch(1)

    def _add_row(self, model: ModelFile) -> None:
        row = HereRow(model, self._look, self.inner)
        row.use_asked.connect(self.use_asked)
        row.show_asked.connect(self._on_show)
        row.adjust_asked.connect(self.open_loading)
        row.judge_asked.connect(self._on_judge)
        row.choice_made.connect(self._on_choice)
        row.delete_asked.connect(self._on_delete)
        row.delete_confirmed.connect(self._shelf.delete)
        self.rows.append(row)
        self._column.addWidget(row)

    def _say(self, text: str) -> None:
        label = PlainLabel(text, self.inner)
        label.setProperty("role", "muted")
        label.setWordWrap(True)
        label.setContentsMargins(0, 12, 0, 0)
        self.heads.append(label)
        self._column.addWidget(label)

    @Slot()
    def _on_add(self) -> None:
        name = QFileDialog.getExistingDirectory(self.window(), words.ADD_FOLDER_TITLE)
        if name:
            self._shelf.add_folder(Path(name))

    @Slot(object)
    def _on_forget(self, folder: Path) -> None:
        self.add.setFocus()  # the button that was pressed goes with the folder
        self._shelf.forget_folder(folder)

    @Slot(object)
    def _on_show(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    @Slot(object, object)
    def _on_judge(self, model: ModelFile, choice: LoadChoice) -> None:
        self._shelf.judge(model, choice, partial(self._show_judged, model.path))

    def _show_judged(self, path: Path, report: object) -> None:
        row = self.row_of(path)
        if row is not None and isinstance(report, FitReport):
            row.show_judged(report)

    @Slot(object, object)
    def _on_choice(self, model: ModelFile, choice: LoadChoice) -> None:
        self._shelf.keep_choice(model, choice)
        if model.path == self._engine.model_path:
            self.reload_asked.emit(model.path)

    @Slot(object)
    def _on_delete(self, model: ModelFile) -> None:
        self._shelf.what_deleting_frees(model, partial(self._ask_delete, model.path))

    def _ask_delete(self, path: Path, size: object) -> None:
        row = self.row_of(path)
        if row is not None and isinstance(size, int):
            row.ask_delete(size)
