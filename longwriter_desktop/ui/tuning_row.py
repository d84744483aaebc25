# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the model runs on, the settings that measured best, and a button to measure again."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.qt_tuning import TuningController
from longwriter_desktop.ui import words_tuning as words
from longwriter_desktop.ui.plain_text import PlainLabel, plain_label

_RESET_ROOM = 49  # px, which the other rows keep free for their button


class TuningRow(QFrame):
    """A row of the preferences."""

    def __init__(self, tuning: TuningController, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("SettingRow")
        self._tuning = tuning
        self.label = PlainLabel(words.LABEL, self)
        self.backend = plain_label(self, "muted", wrap=True)
        self.result = plain_label(self, "muted", wrap=True)
        self.button = QPushButton(self)
        self.button.setAutoDefault(False)
        self._keep_width()
        self.label.setBuddy(self.button)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.label)
        for line in (self.backend, self.result):
            texts.addWidget(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, _RESET_ROOM, 10)
        row.setSpacing(16)
        row.addLayout(texts, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button.clicked.connect(self._on_pressed)
        tuning.changed.connect(self.refresh)
        self.refresh()

    @property
    def words_to_find(self) -> str:
        return f"{self.label.text()} {self.backend.text()} {self.result.text()}"

    @Slot()
    def refresh(self) -> None:
        """Say what is known by now."""
        info = self._tuning.info
        self.backend.setText(words.running_on(info) if info is not None else words.NO_MODEL)
        self.result.setText(self._result_text())
        self.result.setVisible(bool(self.result.text()))
        self.button.setText(self._button_text())
        self.button.setAccessibleDescription(self.result.text())
        # Enabled while it measures: a button that is not loses the keyboard's focus.
        self.button.setEnabled(self._tuning.can_measure or self._tuning.is_measuring)

    @Slot()
    def _on_pressed(self) -> None:
        if self._tuning.is_measuring:
            self._tuning.give_up()
        else:
            self._tuning.measure()

    def _keep_width(self) -> None:
        """Whatever it says: what is below the mouse stays below it."""
        widths = []
        for text in (words.MEASURE, words.MEASURE_AGAIN, words.STOP):
            self.button.setText(text)
            self.button.ensurePolished()
            widths.append(self.button.sizeHint().width())
        self.button.setMinimumWidth(max(widths))

    def _button_text(self) -> str:
        if self._tuning.is_measuring:
            return words.STOP
        return words.MEASURE if self._tuning.result is None else words.MEASURE_AGAIN

    def _result_text(self) -> str:
        tuning = self._tuning
        if tuning.is_measuring:
            return words.measuring(tuning.fraction)
        if tuning.problem is not None:
            return sentence(tuning.problem.code, tuning.problem.params)
        info = tuning.info
        if info is None:
            return ""
        if tuning.was_ended:
            return words.ENDED
        result = tuning.result
        return words.NOT_YET if result is None else words.result(result, info)
