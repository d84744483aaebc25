# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What is to be written: instruction, length, language, structure, model, and Make plan."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.planning import structures
from longwriter_desktop.app.session import Change, ChangeKind, DocumentSession
from longwriter_desktop.domain.asked_length import asked_words
from longwriter_desktop.ui import words
from longwriter_desktop.ui.fields import USUAL_WORDS, GrowingText, words_field
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.model_picker import ModelPicker
from longwriter_desktop.ui.plain_text import PlainLabel

_PAUSE_MS = 400


class Brief(QFrame):
    """Edits what the document is asked to be, and asks for a plan.

    Signals:
        plan_asked(preset): the key of a preset, or "" to let the model plan.
        length_set(before): the length is another one now; a typed one when the typing is done.
    """

    plan_asked = Signal(str)
    length_set = Signal(int)

    def __init__(
        self, session: DocumentSession, models: ModelPicker, look: Look, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("Brief")
        self._session = session
        self._is_length_chosen = self._is_setting_length = False
        self._length_before = session.document.target_words
        self.models = models
        self.instruction = GrowingText(self)
        self.instruction.setPlaceholderText(words.INSTRUCTION_HINT)
        self.instruction.setAccessibleName(words.INSTRUCTION_NAME)
        self.length = words_field(self)
        self.hint = PlainLabel(self)
        self.hint.setProperty("role", "muted")
        self.language = QComboBox(self)
        self.language.setAccessibleName(words.LANGUAGE)
        for tag, name in words.LANGUAGES.items():
            self.language.addItem(name, tag)
        self.structure = QComboBox(self)
        self.structure.setAccessibleName(words.STRUCTURE)
        self.structure.addItem(words.MODEL_PLANS, "")
        for preset in structures():
            name = words.STRUCTURES.get(preset.key, preset.name)
            self.structure.addItem(name, preset.key)
        self.make_plan = QPushButton(words.MAKE_PLAN, self)
        self.make_plan.setIconSize(QSize(16, 16))
        look.dress(self.make_plan, "make_plan", "accent")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._lay_out()
        self._connect()
        self._show()
        session.subscribe(self._on_change)

    def keep(self) -> None:
        """Bring what was typed into the session now."""
        self._pause.stop()
        document = self._session.document
        typed = {
            "instruction": self.instruction.toPlainText(),
            "target_words": self.length.value(),
            "language": self.language.currentData(),
        }
        changed = {key: value for key, value in typed.items() if getattr(document, key) != value}
        if changed:
            self._session.update_meta(origin=self, **changed)

    def set_can_plan(self, can_plan: bool) -> None:
        self.make_plan.setEnabled(can_plan)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.length, self.hint):
            row.addWidget(widget, alignment=Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        row.addWidget(self.language, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.structure, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.models, 2)
        row.addWidget(self.make_plan, alignment=Qt.AlignmentFlag.AlignTop)
        self.hint.setFixedHeight(30)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.instruction)
        column.addLayout(row)

    def _connect(self) -> None:
        self._pause.timeout.connect(self._on_pause)
        self.instruction.textChanged.connect(self._on_instruction)
        self.instruction.sent.connect(self._on_make_plan)
        self.length.valueChanged.connect(self._on_length)
        self.length.editingFinished.connect(self._on_length_done)
        self.language.activated.connect(self.keep)
        self.make_plan.clicked.connect(self._on_make_plan)

    @Slot()
    def _on_instruction(self) -> None:
        """Take the length that the instruction names, while no plan and no choice is against it."""
        self._pause.start()
        asked = asked_words(self.instruction.toPlainText())
        has_plan = len(self._session.document.outline) > 0
        if asked is not None and not has_plan and not self._is_length_chosen:
            self._set_length(asked)

    def _set_length(self, value: int) -> None:
        """Set the length on the program's own account: the writer has not chosen it."""
        self._is_setting_length = True
        self.length.setValue(value)
        self._is_setting_length = False

    @Slot(int)
    def _on_length(self, value: int) -> None:
        self._is_length_chosen = self._is_length_chosen or not self._is_setting_length
        self.hint.setText(words.length_hint(value))
        self._pause.start()

    @Slot()
    def _on_pause(self) -> None:
        self.keep()
        if not self.length.lineEdit().isModified():
            self._tell_length()  # stepped: 2 on the way to 2,000 is typed, and means nothing

    @Slot()
    def _on_length_done(self) -> None:
        self.keep()
        self._tell_length()

    def _tell_length(self) -> None:
        before, now = self._length_before, self._session.document.target_words
        self._length_before = now
        if before != now:
            self.length_set.emit(before)

    @Slot()
    def _on_make_plan(self) -> None:
        self.keep()
        if self.make_plan.isEnabled():
            self.plan_asked.emit(self.structure.currentData())

    def _on_change(self, change: Change) -> None:
        if change.kind is ChangeKind.META and change.origin is not self:
            if self._pause.isActive():
                self.keep()  # what is being typed must not be lost to what somebody else changed
            self._show()

    def _show(self) -> None:
        document = self._session.document
        if self.instruction.toPlainText() != document.instruction:
            self.instruction.setPlainText(document.instruction)
        self._set_length(document.target_words)
        usual = (USUAL_WORDS, asked_words(document.instruction))
        self._is_length_chosen = document.target_words not in usual
        self._length_before = document.target_words
        self.hint.setText(words.length_hint(document.target_words))
        at = self.language.findData(document.language)
        if at < 0:
            self.language.addItem(document.language, document.language)
            at = self.language.count() - 1
        self.language.setCurrentIndex(at)
        self._pause.stop()
