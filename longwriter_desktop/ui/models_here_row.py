# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One model on this computer: use it, show its folder, or delete it after a question in place."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.fit_report import FitReport
from longwriter_desktop.domain.load_choice import LoadChoice
from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.ui import words_loading
from longwriter_desktop.ui import words_models as words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.models_loading import LoadingPanel
from longwriter_desktop.ui.models_marks import LEAST_TEXT, FitMark
from longwriter_desktop.ui.plain_text import plain_label, plain_tip


class HereRow(QFrame):
    """Signals:
    use_asked(path), show_asked(path)
    delete_asked(model): how much deleting frees should be found out, and `ask_delete` called.
    delete_confirmed(model): the file should go.
    adjust_asked(path): the writer wants to choose how the model is loaded; `open_loading` is to
        be called.
    judge_asked(model, choice): it should be judged how a `LoadChoice` fits, and `show_judged`
        called.
    choice_made(model, choice): the model should be loaded so from now on.
    """

    use_asked = Signal(object)
    show_asked = Signal(object)
    delete_asked = Signal(object)
    delete_confirmed = Signal(object)
    adjust_asked = Signal(object)
    judge_asked = Signal(object, object)
    choice_made = Signal(object, object)

    def __init__(self, model: ModelFile, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.loading: LoadingPanel | None = None  # made when it is opened
        self.setObjectName("ModelRow")
        self.model = model
        self._in_use = False
        self.title = plain_label(self, "name", wrap=True)
        self.title.setText(model.name)
        self.detail = plain_label(self, "muted", wrap=True)
        self.detail.setText(words.here_detail(model))
        self.detail.setToolTip(plain_tip(str(model.path)))
        self.mark = FitMark(look, self)
        self.problem = plain_label(self, "error", wrap=True)
        self.state = plain_label(self, "muted")
        self.question = plain_label(self, wrap=True)
        self.use = self._button(words.USE)
        self.adjust = self._button(words_loading.ADJUST)
        self.adjust.setToolTip(words_loading.ADJUST_TIP)
        self.folder = self._button(words.SHOW)
        self.delete = self._button(words.DELETE)
        self.yes = self._button(words.DELETE_YES)
        self.keep = self._button(words.KEEP)
        self.delete.setVisible(not model.is_bundled)
        self._whole = QVBoxLayout(self)
        self._lay_out()
        self._show_asking(False)
        self.use.clicked.connect(self._on_use)
        self.adjust.clicked.connect(self._on_adjust)
        self.mark.follow_asked.connect(self._on_choice)
        self.folder.clicked.connect(self._on_show)
        self.delete.clicked.connect(self._on_delete)
        self.yes.clicked.connect(self._on_yes)
        self.keep.clicked.connect(self._on_keep)

    def show_state(self, report: FitReport | None, in_use: bool) -> None:
        """Show whether the model fits, and whether it is in use."""
        self._in_use = in_use
        broken = self.model.problem
        self.mark.setVisible(broken is None)
        self.problem.setVisible(broken is not None)
        if broken is not None:
            self.problem.setText(sentence(broken, {"path": self.model.path.name, "detail": ""}))
        else:
            self.mark.say(report)
        self.state.setText(words.IN_USE if in_use else "")
        self.state.setVisible(in_use)
        self.use.setEnabled(not in_use and broken is None)
        self.delete.setEnabled(not in_use)
        self.delete.setToolTip(words.IN_USE_TIP if in_use else "")
        if self.loading is not None:
            self.loading.show_in_use(in_use)

    def open_loading(self, choice: LoadChoice, has_gpu: bool) -> None:
        """Let the writer choose how the model is loaded, from `choice` on; of a graphics card
        where there is one."""
        if self.loading is None:
            panel = self.loading = LoadingPanel(self.model, has_gpu, self._look, self)
            self._whole.addWidget(panel)
            panel.asked.connect(self._on_judge)
            panel.applied.connect(self._on_choice)
            panel.closed.connect(self.close_loading)
            panel.show_in_use(self._in_use)
            panel.show_kept(choice)
            panel.show()
            panel.context.setFocus()

    @Slot()
    def close_loading(self) -> None:
        """Leave how the model is loaded as it is."""
        panel, self.loading = self.loading, None
        if panel is not None:
            self.adjust.setFocus()
            panel.hide()
            panel.deleteLater()

    def show_judged(self, report: FitReport) -> None:
        """Show how the choice that was asked about fits."""
        if self.loading is not None:
            self.loading.show_report(report)

    def ask_delete(self, size: int) -> None:
        """Ask in place whether the file should go; deleting it frees `size` bytes."""
        self.question.setText(words.frees(self.model.name, size))
        self._show_asking(True)
        self.keep.setFocus()

    def _show_asking(self, asking: bool) -> None:
        for widget in (self.question, self.yes, self.keep):
            widget.setVisible(asking)
        for button in (self.use, self.folder):
            button.setVisible(not asking)
        self.adjust.setVisible(not asking and self.model.problem is None)
        self.delete.setVisible(not asking and not self.model.is_bundled)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(words.button_for(text, self.model.name))
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for widget in (self.title, self.detail, self.mark, self.problem, self.state, self.question):
            texts.addWidget(widget)
        for label in (self.title, self.detail, self.problem, self.question):
            label.setMinimumWidth(LEAST_TEXT)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self.use, self.adjust, self.folder, self.delete, self.yes, self.keep):
            buttons.addWidget(button)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(texts, 1)
        row.addLayout(buttons)
        self._whole.setContentsMargins(0, 10, 0, 10)
        self._whole.setSpacing(10)
        self._whole.addLayout(row)

    @property
    def _path(self) -> Path:
        return self.model.path

    @Slot()
    def _on_use(self) -> None:
        self.use_asked.emit(self._path)

    @Slot()
    def _on_adjust(self) -> None:
        if self.loading is not None:
            self.close_loading()
        else:
            self.adjust_asked.emit(self._path)

    @Slot(object)
    def _on_judge(self, choice: LoadChoice) -> None:
        self.judge_asked.emit(self.model, choice)

    @Slot(object)
    def _on_choice(self, choice: LoadChoice) -> None:
        self.adjust.setFocus()  # the button that was pressed goes
        self.close_loading()
        self.choice_made.emit(self.model, choice)

    @Slot()
    def _on_show(self) -> None:
        self.show_asked.emit(self._path)

    @Slot()
    def _on_delete(self) -> None:
        self.delete_asked.emit(self.model)

    @Slot()
    def _on_yes(self) -> None:
        self._show_asking(False)
        if not self._in_use:  # it may have been loaded while the question stood there
            self.delete_confirmed.emit(self.model)

    @Slot()
    def _on_keep(self) -> None:
        self._show_asking(False)
        self.delete.setFocus()
