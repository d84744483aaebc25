# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What is known of one model, its licence, and its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.models_page import TOKEN_REFUSED, Download
from longwriter_desktop.domain.catalogue import CatalogueModel, HubFile
from longwriter_desktop.domain.fit_report import FitReport
from longwriter_desktop.ui import words_models as words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.models_file_row import FileRow
from longwriter_desktop.ui.plain_text import PlainLabel, plain_label


@dataclass(frozen=True)
class FileState:
    """What is known of a file; `path` where it is on this computer."""

    report: FitReport | None
    download: Download | None
    path: Path | None
    in_use: bool


class TokenBox(QFrame):
    """What a gated model needs, and the field for the token.

    Signals:
        token_given(token): "" to forget the one that is kept.
    """

    token_given = Signal(str)

    def __init__(self, host: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ModelGate")
        self.setAccessibleName(words.GATED_SHORT)
        self.text = plain_label(self, wrap=True)
        self.text.setText(words.GATED.format(host=host))
        self.kept = plain_label(self, "muted")
        self.kept.setText(words.TOKEN_KEPT)
        self.token = QLineEdit(self)
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.token.setPlaceholderText(words.TOKEN_HINT)
        self.token.setAccessibleName(words.TOKEN)
        self.keep = QPushButton(words.TOKEN_KEEP, self)
        self.forget = QPushButton(words.TOKEN_FORGET, self)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.kept, 1)
        row.addWidget(self.token, 1)
        for button in (self.keep, self.forget):
            button.setAutoDefault(False)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.text)
        column.addLayout(row)
        self.token.returnPressed.connect(self._on_keep)
        self.keep.clicked.connect(self._on_keep)
        self.forget.clicked.connect(self._on_forget)
        self.show_kept(False)

    def show_kept(self, kept: bool) -> None:
        """Show whether there is a token; the token itself is never shown."""
        for widget in (self.kept, self.forget):
            widget.setVisible(kept)
        for field in (self.token, self.keep):
            field.setVisible(not kept)

    @Slot()
    def _on_keep(self) -> None:
        token = self.token.text().strip()
        self.token.clear()
        if token:
            self.token_given.emit(token)

    @Slot()
    def _on_forget(self) -> None:
        self.token_given.emit("")


class ModelDetails(QScrollArea):
    """Signals:
    start_asked(file), pause_asked(file), resume_asked(file), cancel_asked(file)
    use_asked(path): a file that is here should be the model in use.
    page_asked(repository): the model's page on the Hub is to be read.
    """

    start_asked = Signal(object)
    pause_asked = Signal(object)
    resume_asked = Signal(object)
    cancel_asked = Signal(object)
    use_asked = Signal(object)
    page_asked = Signal(str)

    def __init__(self, host: str, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ModelDetails")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._look = look
        self._model: CatalogueModel | None = None
        self._best: HubFile | None = None
        self.rows: list[FileRow] = []
        self._page = page = QWidget(self)
        page.setObjectName("ModelDetails")
        self.name = plain_label(page, "heading", wrap=True)
        self.facts = plain_label(page, "muted", wrap=True)
        self.summary = plain_label(page, wrap=True)
        self.table = QFormLayout()
        self.table.setHorizontalSpacing(16)
        self.table.setVerticalSpacing(4)
        self.values = {
            name: self._value(name, page)
            for name in (words.BY, words.LICENCE, words.LANGUAGES_LABEL, words.CONTEXT)
        }
        self.page = QPushButton(words.PAGE.format(host=host), page)
        self.page.setObjectName("ModelPage")
        self.page.setProperty("kind", "link")
        self.page.setAutoDefault(False)
        self.page.clicked.connect(self._on_page)
        self.gate = TokenBox(host, page)
        self.caption = PlainLabel(words.FILES, page)
        self.caption.setProperty("role", "caption")
        self.nothing = plain_label(page, "muted", wrap=True)
        self._files = QVBoxLayout()
        self._files.setSpacing(0)
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 0, 12, 12)
        column.setSpacing(8)
        for widget in (self.name, self.facts, self.summary):
            column.addWidget(widget)
        column.addLayout(self.table)
        column.addWidget(self.page, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.gate)
        column.addWidget(self.caption)
        column.addWidget(self.nothing)
        column.addLayout(self._files)
        column.addStretch(1)
        self.setWidget(page)
        self.show_nothing(words.CHOOSE)

    def show_nothing(self, text: str) -> None:
        """Show a sentence in place of a model."""
        self._model = None
        self._drop_rows()
        for widget in (
            self.name, self.facts, self.summary, self.page, self.gate, self.caption,
        ):  # fmt: skip
            widget.hide()
        for value in self.values.values():
            self._show_value(value, "")
        self.nothing.setText(text)
        self.nothing.show()

    def show_model(
        self, model: CatalogueModel, has_token: bool, best: HubFile | None = None
    ) -> None:
        """Show a model, its file `best` first; `show_states` then says how its files stand."""
        self.gate.setVisible(model.is_gated)
        self.gate.show_kept(has_token)
        if (model, best) == (self._model, self._best):
            return
        before, self._model, self._best = self._model, model, best
        self._say(self.name, model.name)
        self._say(self.facts, words.model_facts(model))
        self._say(self.summary, model.summary)
        said = {
            words.BY: model.repository,
            words.LICENCE: model.licence or words.LICENCE_UNKNOWN,
            words.LANGUAGES_LABEL: words.languages(model.languages),
            words.CONTEXT: words.context(model.context_tokens) if model.context_tokens else "",
        }
        for name, text in said.items():
            self._show_value(self.values[name], text)
        self.page.show()
        self.caption.setVisible(bool(model.files))
        self.nothing.setText(words.NO_FILES)
        self.nothing.setVisible(not model.files)
        self._show_files(model.files)
        if before is None or before.repository != model.repository:
            self.verticalScrollBar().setValue(0)

    def show_states(self, states: Mapping[HubFile, FileState]) -> None:
        """Show how the files stand; those that are not in `states` stay as they are.

        Of a repository outside the catalogue only a refused download tells that it is gated.
        """
        downloads = [one.download for one in states.values() if one.download is not None]
        if any(one.needs_token for one in downloads):
            self.gate.show()
        if any(one.code == TOKEN_REFUSED for one in downloads):
            self.gate.show_kept(False)  # another one is to be typed in its place
        for row in self.rows:
            state = states.get(row.file)
            if state is not None:
                row.show_state(state.report, state.download, state.path, state.in_use)

    @Slot()
    def _on_page(self) -> None:
        if self._model is not None:
            self.page_asked.emit(self._model.repository)

    def _show_files(self, files: Sequence[HubFile]) -> None:
        self._drop_rows()
        for file in sorted(files, key=lambda file: file != self._best):
            is_best = file == self._best and len(files) > 1
            row = FileRow(file, is_best, self._look, self._page)
            row.start_asked.connect(self.start_asked)
            row.pause_asked.connect(self.pause_asked)
            row.resume_asked.connect(self.resume_asked)
            row.cancel_asked.connect(self.cancel_asked)
            row.use_asked.connect(self.use_asked)
            self._files.addWidget(row)
            row.show()  # the layout would do so later, but the keyboard may go there now
            self.rows.append(row)

    def _drop_rows(self) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []

    def _value(self, name: str, page: QWidget) -> QLabel:
        label = PlainLabel(name, page)
        label.setProperty("role", "muted")
        value = plain_label(page, wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.table.addRow(label, value)
        return value

    def _show_value(self, value: QLabel, text: str) -> None:
        value.setText(text)
        self.table.setRowVisible(value, bool(text))

    @staticmethod
    def _say(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))
