# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Getting a model: the catalogue, any other repository, and what is chosen of them."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.models_page import Wanted, is_wanted, recommended_file
from longwriter_desktop.app.qt_engine import EngineController
from longwriter_desktop.app.qt_model_shelf import ModelShelf
from longwriter_desktop.domain.catalogue import CatalogueModel, HubFile
from longwriter_desktop.domain.fit_report import FitReport
from longwriter_desktop.ui import words_models as words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.models_details import FileState, ModelDetails
from longwriter_desktop.ui.models_list import ModelList
from longwriter_desktop.ui.plain_text import PlainLabel, plain_label

_LIST_WIDTH = 340
_MOST_MISTAKES = 3


class ShopPage(QWidget):
    """Filters over the list at the left, the chosen model and its files at the right.

    Signals:
        use_asked(path): a file that is here should be the model in use.
    """

    use_asked = Signal(object)

    def __init__(
        self, shelf: ModelShelf, engine: EngineController, look: Look, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._engine = engine
        self._listed = ""
        self._others: list[CatalogueModel] = []
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(words.SEARCH)
        self.search.setAccessibleName(words.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.language = self._choice(words.LANGUAGE, {"": words.ANY_LANGUAGE})
        self.size_choice = self._choice(words.SIZE, words.SIZES)
        self.purpose = self._choice(words.PURPOSE, words.PURPOSES)
        self.mistakes = plain_label(self, "warn", wrap=True)
        self.list = ModelList(look, self)
        self.empty = PlainLabel(self)
        self.empty.setProperty("role", "muted")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.other = QLineEdit(self)
        self.other.setPlaceholderText(words.OTHER_HINT)
        self.other.setAccessibleName(words.OTHER)
        self.other.setAccessibleDescription(words.OTHER_HELP)
        self.list_files = QPushButton(words.OTHER_LIST, self)
        self.list_files.setAutoDefault(False)
        self.details = ModelDetails(shelf.parts.host, look, self)
        self._lay_out()
        self._connect()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the catalogue as it is known now."""
        self._fill_languages()
        self._show_mistakes()
        wanted = self._wanted()
        models = [model for model in self._shelf.models if is_wanted(model, wanted)]
        before, self._listed = self._listed, self._shelf.listed
        self._others = self._shelf.others
        new = self._listed if self._listed != before else ""
        self.list.show_models(models, self._others, self._fits(), new)
        is_empty = not self.list.count()
        self.list.setVisible(not is_empty)
        self.empty.setVisible(is_empty)
        if self._shelf.is_reading:
            self.empty.setText(words.READING)
        else:
            self.empty.setText(words.NOTHING_FITS if self._shelf.models else words.EMPTY)
        listing = self._shelf.is_listing
        self.list_files.setText(words.LISTING if listing else words.OTHER_LIST)
        self.show_chosen()

    @Slot()
    def show_chosen(self) -> None:
        """Show what is known of the model that is chosen."""
        model = self.list.model_chosen if self.list.count() else None
        if model is None:
            self.details.show_nothing(words.CHOOSE if self._shelf.models else "")
            return
        best = recommended_file(model, self._fits())
        self.details.show_model(model, self._shelf.has_token, best)
        self.show_states()

    @Slot()
    def show_downloads(self) -> None:
        """Show how downloads go on; one that is given up may have been all of a repository."""
        if self._shelf.others != self._others:
            self.refresh()
        else:
            self.show_states()

    @Slot()
    def show_states(self) -> None:
        """Show how the files of the chosen model stand: a download goes on, a model is loaded."""
        shelf = self._shelf
        states = {}
        for row in self.details.rows:
            path = shelf.here_of(row.file)
            in_use = path is not None and path == self._engine.model_path
            download = shelf.download_of(row.file)
            states[row.file] = FileState(self._report(row.file, path), download, path, in_use)
        self.details.show_states(states)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search field into the list."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_down = event.key() == Qt.Key.Key_Down
            if is_down and self.list.count():
                self.list.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _fits(self) -> dict[HubFile, FitReport]:
        return {file: fit for file, fit in self._shelf.fits.items() if isinstance(file, HubFile)}

    def _report(self, file: HubFile, path: Path | None) -> FitReport | None:
        """How a file fits; one that is here is loaded as the writer chose for it."""
        here = next((model for model in self._shelf.here if model.path == path), None)
        report = self._shelf.fits.get(here) if here is not None else None
        if report is None:
            return self._shelf.fits.get(file)
        return replace(report, advised=None)  # it is chosen among the models that are here

    def _show_mistakes(self) -> None:
        """A sentence for each entry of the writer's own catalogue that is left out."""
        notices = self._shelf.notices
        lines = [sentence(one.code, one.params) for one in notices[:_MOST_MISTAKES]]
        if len(notices) > _MOST_MISTAKES:
            lines.append(words.more_mistakes(len(notices) - _MOST_MISTAKES))
        self.mistakes.setText("\n".join(lines))
        self.mistakes.setVisible(bool(lines))

    def _wanted(self) -> Wanted:
        return Wanted(
            self.search.text(),
            str(self.language.currentData()),
            str(self.size_choice.currentData()),
            str(self.purpose.currentData()),
        )

    def _fill_languages(self) -> None:
        known = {code for model in self._shelf.models for code in model.languages}
        listed = {self.language.itemData(at) for at in range(self.language.count())}
        for code in sorted(known - listed, key=words.language):
            self.language.addItem(words.language(code), code)

    def _choice(self, name: str, entries: dict[str, str]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        for key, text in entries.items():
            box.addItem(text, key)
        return box

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.search, 1)
        for box in (self.language, self.size_choice, self.purpose):
            filters.addWidget(box)
        caption = PlainLabel(words.OTHER, self)
        caption.setProperty("role", "caption")
        caption.setBuddy(self.other)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.other, 1)
        foot.addWidget(self.list_files)
        help_text = PlainLabel(words.OTHER_HELP, self)
        help_text.setProperty("role", "muted")
        help_text.setWordWrap(True)
        left = QWidget(self)
        left.setFixedWidth(_LIST_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(caption)
        column.addLayout(foot)
        column.addWidget(help_text)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(left)
        middle.addWidget(self.details, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(filters)
        whole.addWidget(self.mistakes)
        whole.addLayout(middle, 1)

    def _connect(self) -> None:
        shelf, details = self._shelf, self.details
        self.search.textChanged.connect(self.refresh)
        for box in (self.language, self.size_choice, self.purpose):
            box.currentIndexChanged.connect(self.refresh)
        self.list.currentRowChanged.connect(self.show_chosen)
        self.other.returnPressed.connect(self._on_list)
        self.list_files.clicked.connect(self._on_list)
        details.start_asked.connect(shelf.download)
        details.resume_asked.connect(shelf.resume)
        details.pause_asked.connect(shelf.parts.downloads.pause)
        details.cancel_asked.connect(shelf.parts.downloads.cancel)
        details.gate.token_given.connect(shelf.keep_token)
        details.use_asked.connect(self.use_asked)
        details.page_asked.connect(self._on_page)
        shelf.changed.connect(self.refresh)

    @Slot(str)
    def _on_page(self, repository: str) -> None:
        QDesktopServices.openUrl(QUrl(self._shelf.parts.page_of(repository)))

    @Slot()
    def _on_list(self) -> None:
        self._shelf.list_repository(self.other.text())
