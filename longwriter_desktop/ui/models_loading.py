# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How one model is loaded: the writer chooses, and sees at once whether that fits and how fast."""

from bisect import bisect_left, bisect_right

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.domain.fit import SMALLEST_CONTEXT
from longwriter_desktop.domain.fit_report import FitReport
from longwriter_desktop.domain.load_choice import AUTOMATIC, CacheChoice, LoadChoice
from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.ui import words_loading as words
from longwriter_desktop.ui import words_models
from longwriter_desktop.ui.fields import FIELD_HEIGHT, PageWheel
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.models_marks import FitMark
from longwriter_desktop.ui.plain_text import PlainLabel, plain_label

_LONGEST = 131_072  # tokens, where a file does not say what it was trained for
_FIELD_WIDTH = 232


class ContextField(QSpinBox):
    """Tokens of context; the lowest value leaves it to the program. Steps double it."""

    def __init__(self, trained: int, parent: QWidget) -> None:
        super().__init__(parent)
        longest = trained or _LONGEST
        self._least = min(SMALLEST_CONTEXT, longest)
        self.setRange(self._least - 1, longest)
        self.setSpecialValueText(words.AUTOMATIC)
        self.setSuffix(words.TOKENS)
        _dress(self, words.CONTEXT)

    @property
    def tokens(self) -> int:
        """What is chosen; 0 for automatic."""
        return self.value() if self.value() >= self._least else 0

    def show_tokens(self, tokens: int) -> None:
        """Show a choice; 0 for automatic."""
        self.setValue(tokens or self.minimum())

    def stepBy(self, steps: int) -> None:
        """Go to the next longer or shorter context that is a doubling of the shortest."""
        stops = [self.minimum()]
        tokens = self._least
        while tokens < self.maximum():
            stops.append(tokens)
            tokens *= 2
        stops.append(self.maximum())
        here = self.value()
        at = bisect_right(stops, here) - 1 if steps > 0 else bisect_left(stops, here)
        self.setValue(stops[max(0, min(at + steps, len(stops) - 1))])


class LoadingPanel(QFrame):
    """Fields over what comes of them. `is_offered` says whether there is a graphics card.

    Signals:
        asked(choice): a `LoadChoice` should be judged, and `show_report` called.
        applied(choice): the model should be loaded so from now on.
        closed(): the writer wants no change.
    """

    asked = Signal(object)
    applied = Signal(object)
    closed = Signal()

    def __init__(self, model: ModelFile, has_gpu: bool, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ModelGate")
        self.setAccessibleName(words_models.button_for(words.ADJUST, model.name))
        self._layers = model.shape.layers if model.shape is not None and has_gpu else 0
        self._kept = AUTOMATIC
        self._unseen_layers = AUTOMATIC.gpu_layers  # chosen where there was a graphics card
        takes_eight = model.shape is None or model.shape.takes_eight_bits
        self.context = ContextField(model.context_tokens, self)
        self.cache = _cache_list(takes_eight, self)
        self.layers = QSpinBox(self)
        self.layers.setRange(-1, self._layers)
        self.layers.setSpecialValueText(words.AUTOMATIC)
        self.layers.setSuffix(words.LAYERS_SUFFIX)
        _dress(self.layers, words.LAYERS)
        self.context_note = plain_label(self, "muted", wrap=True)
        self.cache_note = plain_label(self, "muted", wrap=True)
        self.cache_note.setText(words.CACHE_HELP if takes_eight else words.CACHE_HELP_16)
        self.layers_note = plain_label(self, "muted", wrap=True)
        self.mark = FitMark(look, self)
        self.apply = self._button(words.APPLY)
        self.apply.setProperty("kind", "primary")
        self.cancel = self._button(words.CANCEL)
        self.reset = self._button(words.ALL_AUTOMATIC)
        self.reset.setProperty("kind", "link")
        self._lay_out()
        self.context.valueChanged.connect(self._on_changed)
        self.cache.currentIndexChanged.connect(self._on_changed)
        self.layers.valueChanged.connect(self._on_changed)
        self.mark.follow_asked.connect(self._on_follow)
        self.apply.clicked.connect(self._on_apply)
        self.cancel.clicked.connect(self.closed)
        self.reset.clicked.connect(self._on_reset)

    @property
    def choice(self) -> LoadChoice:
        """What the fields say."""
        cache: CacheChoice = self.cache.currentData() or ""
        layers = self.layers.value() if self._layers else self._unseen_layers
        return LoadChoice(self.context.tokens, cache, layers)

    def show_kept(self, choice: LoadChoice) -> None:
        """Show the choice that is kept for the model."""
        self._kept = choice
        self._show(choice)

    def show_in_use(self, in_use: bool) -> None:
        """Say whether applying loads the model again."""
        self.apply.setText(words.APPLY_AND_LOAD if in_use else words.APPLY)

    def show_report(self, report: FitReport) -> None:
        """Show what comes of the choice that was asked about last."""
        if report.choice != self.choice:
            return
        self.mark.say(report)
        self.context_note.setText(words.context(report))

    def _show(self, choice: LoadChoice) -> None:
        for field in (self.context, self.cache, self.layers):
            field.blockSignals(True)
        self.context.show_tokens(choice.context_tokens)
        self.cache.setCurrentIndex(max(0, self.cache.findData(choice.cache)))
        self.layers.setValue(choice.gpu_layers)
        self._unseen_layers = choice.gpu_layers
        for field in (self.context, self.cache, self.layers):
            field.blockSignals(False)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        choice = self.choice
        self.layers_note.setText(words.layers(self._layers, choice.gpu_layers))
        self.apply.setEnabled(choice != self._kept)
        self.reset.setVisible(choice != AUTOMATIC)
        self.asked.emit(choice)

    @Slot(object)
    def _on_follow(self, choice: LoadChoice) -> None:
        self.context.setFocus()  # the button that was pressed goes with the advice
        self._show(choice)

    @Slot()
    def _on_reset(self) -> None:
        self.context.setFocus()
        self._show(AUTOMATIC)

    @Slot()
    def _on_apply(self) -> None:
        self.applied.emit(self.choice)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        table = QGridLayout()
        table.setHorizontalSpacing(12)
        table.setVerticalSpacing(8)
        table.setColumnStretch(2, 1)
        rows = (
            (words.CONTEXT, self.context, self.context_note),
            (words.CACHE, self.cache, self.cache_note),
            (words.LAYERS, self.layers, self.layers_note),
        )
        for number, (name, field, note) in enumerate(rows):
            label = PlainLabel(name, self)
            label.setBuddy(field)
            for column, widget in enumerate((label, field, note)):
                table.addWidget(widget, number, column, Qt.AlignmentFlag.AlignVCenter)
                widget.setVisible(bool(self._layers) or field is not self.layers)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self.apply, self.cancel, self.reset):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(12, 10, 12, 10)
        column_.setSpacing(10)
        column_.addLayout(table)
        column_.addWidget(self.mark)
        column_.addLayout(buttons)


def _cache_list(takes_eight_bits: bool, parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    for value, name in words.CACHES.items():
        if takes_eight_bits or not value.endswith("q8_0"):
            box.addItem(name, value)
    box.setFixedWidth(_FIELD_WIDTH)
    box.setAccessibleName(words.CACHE)
    PageWheel(box)
    return box


def _dress(field: QSpinBox, name: str) -> None:
    field.setAccessibleName(name)
    field.setGroupSeparatorShown(True)
    field.setKeyboardTracking(False)
    field.setFixedSize(_FIELD_WIDTH, FIELD_HEIGHT)
    field.lineEdit().setTextMargins(6, 0, 0, 0)  # the style sheet's padding stops at the frame
    PageWheel(field)
