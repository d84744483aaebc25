# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The first steps on one calm page: language, who writes, what to begin with."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.messages import format_bytes
from longwriter_desktop.app.model_fit import Fit, Memory, fit_of, memory_need, recommended
from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.ui import words, words_first_run, words_models, words_preferences
from longwriter_desktop.ui.fields import PageWheel
from longwriter_desktop.ui.first_run_begin import FirstDocument, FirstRunBegin
from longwriter_desktop.ui.model_names import bare_name, name_and_size, told_apart
from longwriter_desktop.ui.model_picker import ask_for_model
from longwriter_desktop.ui.plain_text import PlainLabel, plain_action, plain_label
from longwriter_desktop.ui.translation import language_of

_WIDTH = 620
_MOST_MODELS = 5
_MOST_FOUND = 2  # of other programs' models: the page is to stay one
_LANGUAGE = "interface.language"
_BETWEEN = 16  # px, over a question
_INDENT = 26  # px, of a help text under its button


@dataclass(frozen=True)
class FirstChoices:
    """What was chosen; no `model` means to write without one, no `document` an empty page."""

    language: str
    model: Path | None
    document: FirstDocument | None


class FirstRunPage(QScrollArea):
    """Signals:
    finished(choices): a `FirstChoices`.
    left(): the person wants to decide later.
    models_asked(): the person wants to get a model.
    """

    finished = Signal(object)
    left = Signal()
    models_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("StartPage")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        page = QWidget(self)
        page.setObjectName("StartPage")
        self._models: list[tuple[QRadioButton, Path | None]] = []
        self._memory = Memory(0, 0)
        self._given: Sequence[ModelFile] = ()
        self._found: Sequence[ModelFile] = ()
        self.language = QComboBox(page)
        self.language.setAccessibleName(words_first_run.LANGUAGE)
        for value, name in words_preferences.CHOICES[_LANGUAGE].items():
            self.language.addItem(name, value)
        self.language.setMinimumWidth(140)
        PageWheel(self.language)
        self.models = QWidget(page)
        self._column = QVBoxLayout(self.models)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._group = QButtonGroup(self)
        self.other = self._push(words_first_run.OTHER_MODEL, "link", page)
        self.get = self._push(words_models.GET_MODELS, "", page)
        self.get.hide()
        self.state = self._muted("", page)
        self.first = FirstRunBegin(_INDENT, page)
        self.start = self._push(words_first_run.START, "primary", page)
        self.later = self._push(words_first_run.LATER, "link", page)
        self._lay_out(page)
        self.setWidget(page)
        self.other.clicked.connect(self._on_other)
        self.get.clicked.connect(self.models_asked)
        self.start.clicked.connect(self._on_start)
        self.first.sent.connect(self._on_start)
        self.language.activated.connect(self._on_language)
        self.later.clicked.connect(self.left)

    def begin(self, language: str, models: Sequence[ModelFile], memory: Memory) -> None:
        """Show the page's choices anew, with the best model that fits already chosen."""
        self.language.setCurrentIndex(self.language.findData(language))
        self._memory, self._given = memory, models
        is_alone = all(model.is_bundled for model in models)
        self.get.setText(words_first_run.GET_REAL if is_alone else words_models.GET_MODELS)
        best = recommended(models, memory)
        others = [model for model in models if model != best]
        others.sort(key=lambda model: (fit_of(model, memory) is not Fit.FITS, model.size_bytes))
        self._empty_models()
        self._offer(words_first_run.NO_MODEL, words_first_run.NO_MODEL_HELP, None)
        for model in ([best] if best else []) + others[: _MOST_MODELS - 1]:
            fit = fit_of(model, memory)
            is_best = model == best and not model.is_bundled
            name = self._name(model)
            name = f"{name}  ·  {words_first_run.RECOMMENDED}" if is_best else name
            button = self._offer(name, self._help(model), model.path)
            button.setEnabled(fit not in (Fit.TOO_LARGE, Fit.UNUSABLE))
        self._models[0 if best else -1][0].setChecked(True)
        self.show_found(self._found)
        self.first.begin()
        self.start.setFocus()

    def show_found(self, models: Sequence[ModelFile]) -> None:
        """Offer models that were found meanwhile, too; what is chosen stays chosen."""
        self._found = models
        offered = {path for _, path in self._models}
        new = [model for model in models if model.path not in offered and model.problem is None]
        fitting = [model for model in new if fit_of(model, self._memory) is Fit.FITS]
        fitting.sort(key=lambda model: -model.size_bytes)
        for model in fitting[: max(_MOST_FOUND + 2 - len(self._models), 0)]:
            self._offer(self._name(model), self._help(model), model.path)

    @Slot(str)
    def say_state(self, text: str) -> None:
        """Say how far the model is that is being loaded, or was."""
        self.state.setText(text)

    def offer_models(self) -> None:
        """Offer to get a model, too."""
        self.get.show()

    def choices(self) -> FirstChoices:
        """What is chosen now."""
        model = next(path for button, path in self._models if button.isChecked())
        return FirstChoices(self.language.currentData(), model, self.first.document)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_start()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def add_file(self, path: Path, known: Sequence[ModelFile] = ()) -> None:
        """Offer a model file that the person has found, and choose it.

        What `known` says of it is shown, or else where it lies.
        """
        button = next((button for button, offered in self._models if offered == path), None)
        if button is None:
            model = next((model for model in known if model.path == path), None)
            name, help_text = path.stem, str(path)
            if model is not None:
                name, help_text = model.name, self._help(model)
            button = self._offer(name, help_text, path)
        button.setChecked(True)
        self.start.setFocus()

    def _name(self, model: ModelFile) -> str:
        models = (*self._given, *self._found)
        return told_apart(models, bare_name, name_and_size)[model.path]

    def _help(self, model: ModelFile) -> str:
        need, fit = format_bytes(memory_need(model)), fit_of(model, self._memory)
        about = words_first_run.STARTER_HELP if model.is_bundled else ""
        return words.said(about, words_first_run.needs(need, fit.value))

    def _empty_models(self) -> None:
        for button, _ in self._models:
            self._group.removeButton(button)
        self._models = []
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()

    def _offer(self, name: str, help_text: str, path: Path | None) -> QRadioButton:
        """One more choice, in front of writing without a model, which stays the last."""
        button = QRadioButton(plain_action(name), self.models)
        button.setAccessibleDescription(help_text)
        below = self._muted(help_text, self.models)
        below.setContentsMargins(_INDENT, 0, 0, 6)
        self._group.addButton(button)
        at = max(len(self._models) - 1, 0)
        if at < len(self._models):
            QWidget.setTabOrder(button, self._models[at][0])
        self._models.insert(at, (button, path))
        self._column.insertWidget(2 * at, button)
        self._column.insertWidget(2 * at + 1, below)
        return button

    def _lay_out(self, page: QWidget) -> None:
        title = PlainLabel(words_first_run.TITLE, page)
        title.setProperty("role", "heading")
        introduction = self._muted(words_first_run.INTRODUCTION, page)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.start)
        buttons.addWidget(self.later)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addStretch(1)
        column.addWidget(title)
        column.addWidget(introduction)
        column.addSpacing(_BETWEEN)
        column.addWidget(self._caption(words_first_run.LANGUAGE, page))
        column.addLayout(
            self._beside(self.language, self._muted(words_first_run.LANGUAGE_HELP, page))
        )
        column.addSpacing(_BETWEEN)
        column.addLayout(self._beside(self._caption(words_first_run.MODEL, page), self.state))
        column.addWidget(self.models)
        others = QHBoxLayout()
        others.setSpacing(8)
        others.setContentsMargins(_INDENT, 0, 0, 0)
        others.addWidget(self.get)
        others.addWidget(self.other)
        others.addStretch(1)
        column.addLayout(others)
        column.addSpacing(_BETWEEN)
        column.addWidget(self._caption(words_first_run.BEGIN, page))
        column.addWidget(self.first)
        column.addSpacing(_BETWEEN)
        column.addLayout(buttons)
        column.addStretch(2)
        inner = QWidget(page)
        inner.setMaximumWidth(_WIDTH)
        inner.setLayout(column)
        middle = QHBoxLayout(page)
        middle.setContentsMargins(24, 20, 24, 20)
        middle.addStretch(1)
        middle.addWidget(inner, 100)
        middle.addStretch(1)

    @staticmethod
    def _beside(left: QWidget, right: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left)
        row.addWidget(right, 1)
        return row

    def _push(self, text: str, kind: str, page: QWidget) -> QPushButton:
        button = QPushButton(text, page)
        button.setProperty("kind", kind)
        return button

    def _caption(self, text: str, page: QWidget) -> QLabel:
        label = PlainLabel(text, page)
        label.setProperty("role", "caption")
        return label

    def _muted(self, text: str, page: QWidget) -> QLabel:
        label = plain_label(page, "muted", wrap=True)
        label.setText(text)
        return label

    @Slot()
    def _on_other(self) -> None:
        path = ask_for_model(self.window())
        if path is not None:
            self.add_file(path)

    @Slot()
    def _on_language(self) -> None:
        self.first.use_language(language_of(self.language.currentData()))

    @Slot()
    def _on_start(self) -> None:
        self.finished.emit(self.choices())
