# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The right control for each kind of setting; all say their value in the same way."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from longwriter_desktop.domain.settings import Setting, Value
from longwriter_desktop.ui import words_preferences as words
from longwriter_desktop.ui.fields import PageWheel
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.switch import Switch

CONTROL_WIDTH = 220
_FONT = "text.font"
_FRACTION_STEP = 0.1


class Control(QObject):
    """A widget that shows and changes one setting.

    Signals:
        chosen(value): the person chose this value.
    """

    chosen = Signal(object)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget
        PageWheel(widget)

    def show_value(self, value: Value) -> None:
        """Show a value without announcing it."""
        blocked = self.widget.blockSignals(True)
        self._put(value)
        self.widget.blockSignals(blocked)
        self.widget.update()

    def _put(self, value: Value) -> None:
        raise NotImplementedError

    @Slot(bool)
    @Slot(int)
    @Slot(float)
    def _on_value(self, value: Value) -> None:
        self.chosen.emit(value)


class SwitchControl(Control):
    def __init__(self, look: Look, parent: QWidget) -> None:
        self.switch = Switch(look, parent)
        super().__init__(self.switch)
        self.switch.toggled.connect(self._on_value)

    def _put(self, value: Value) -> None:
        self.switch.setChecked(bool(value))


class NumberControl(Control):
    """A whole number, or one with a fraction, with its unit."""

    def __init__(self, setting: Setting, parent: QWidget) -> None:
        low, high = setting.low or 0, setting.high or 0
        self.field: QSpinBox | QDoubleSpinBox
        if isinstance(setting.default, int):
            self.field = QSpinBox(parent)
            self.field.setRange(int(low), int(high))
            self.field.setSingleStep(max(1, int(high - low) // 2_000 * 10))
        else:
            self.field = QDoubleSpinBox(parent)
            self.field.setDecimals(1)
            self.field.setRange(low, high)
            self.field.setSingleStep(_FRACTION_STEP)
        super().__init__(self.field)
        self.field.setSuffix(words.UNITS[setting.name])
        self.field.setSpecialValueText(words.ZEROS.get(setting.name, ""))
        self.field.setGroupSeparatorShown(True)
        self.field.setKeyboardTracking(False)
        self.field.lineEdit().setTextMargins(6, 0, 0, 0)
        self.field.setFixedWidth(CONTROL_WIDTH)
        self.field.valueChanged.connect(self._on_value)

    def _put(self, value: Value) -> None:
        self.field.setValue(value)  # type: ignore[arg-type]


class ChoiceControl(Control):
    """One of some texts, each with a name for people."""

    def __init__(self, choices: dict[str, str], parent: QWidget) -> None:
        self.list = QComboBox(parent)
        super().__init__(self.list)
        for value, name in choices.items():
            self.list.addItem(name, value)
        self.list.setFixedWidth(CONTROL_WIDTH)
        self.list.activated.connect(self._on_row)

    def _put(self, value: Value) -> None:
        at = self.list.findData(value)
        if at < 0:  # a font that is no longer installed, for instance
            self.list.addItem(str(value), value)
            at = self.list.count() - 1
        self.list.setCurrentIndex(at)

    @Slot(int)
    def _on_row(self, row: int) -> None:
        self.chosen.emit(self.list.itemData(row))


class TextControl(Control):
    """A line of text, taken when the person is done with it."""

    def __init__(self, hint: str, parent: QWidget) -> None:
        self.line = QLineEdit(parent)
        super().__init__(self.line)
        self.line.setPlaceholderText(hint)
        self.line.setFixedWidth(CONTROL_WIDTH)
        self.line.editingFinished.connect(self._on_done)

    def _put(self, value: Value) -> None:
        self.line.setText(str(value))

    @Slot()
    def _on_done(self) -> None:
        self.chosen.emit(self.line.text().strip())


def make_control(setting: Setting, look: Look, parent: QWidget) -> Control:
    """The control that a setting's kind asks for."""
    if isinstance(setting.default, bool):
        return SwitchControl(look, parent)
    if isinstance(setting.default, int | float):
        return NumberControl(setting, parent)
    if setting.choices:
        names = words.CHOICES[setting.name]
        return ChoiceControl({value: names[value] for value in setting.choices}, parent)
    if setting.name == _FONT:
        fonts = {name: name for name in QFontDatabase.families() if not name.startswith("@")}
        return ChoiceControl({"": words.AUTOMATIC_FONT, **fonts}, parent)
    return TextControl(words.HINTS.get(setting.name, ""), parent)
