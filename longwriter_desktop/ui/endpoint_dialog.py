# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Adding, changing, trying out and removing servers."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.endpoints import PRESETS, EndpointUse, free_name
from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.domain.endpoint import ConnectionReport, Endpoint
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.ui import words_endpoints as words
from longwriter_desktop.ui.endpoint_form import EndpointForm
from longwriter_desktop.ui.plain_text import PlainLabel

_SIZE = (760, 560)
_LIST_WIDTH = 200
_ID = Qt.ItemDataRole.UserRole
_STOPPED = "load_cancelled"


class EndpointDialog(QDialog):
    """Servers at the left, the fields of one at the right; every change holds at once.

    Signals:
        chosen(endpoint): the writer wants to write with it.
    """

    chosen = Signal(object)

    def __init__(self, use: EndpointUse, parent: QWidget) -> None:
        super().__init__(parent)
        self._use = use
        self._jobs = JobRunner(self)
        self._jobs.happened.connect(self._on_answer)
        self._jobs.ended.connect(self._on_ended)
        self.setWindowTitle(words.TITLE)
        self.resize(*_SIZE)
        self.list = QListWidget(self)
        self.list.setAccessibleName(words.LIST_NAME)
        self.list.setFixedWidth(_LIST_WIDTH)
        self.form = EndpointForm(self)
        self.nothing = PlainLabel(words.NOTHING_YET, self)
        self.nothing.setProperty("role", "muted")
        self.answer = PlainLabel(self)
        self.answer.setWordWrap(True)
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add = QPushButton(words.ADD, self)
        self.remove = QPushButton(words.REMOVE, self)
        self.test = QPushButton(words.TEST, self)
        self.use = QPushButton(words.USE, self)
        self.use.setProperty("kind", "primary")
        self.close_button = QPushButton(words.CLOSE, self)
        for button in (self.add, self.remove, self.test, self.use, self.close_button):
            button.setAutoDefault(False)
        self._lay_out()
        self.list.currentRowChanged.connect(self._on_row)
        self.form.edited.connect(self._keep)
        self.form.models_asked.connect(self._on_models)
        self.add.clicked.connect(self.add_one)
        self.remove.clicked.connect(self._on_remove)
        self.test.clicked.connect(self._on_test)
        self.use.clicked.connect(self._on_use)
        self.close_button.clicked.connect(self.reject)
        self._fill()

    def show_endpoint(self, endpoint: Endpoint) -> None:
        """Bring a server into sight."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_ID) == endpoint.id:
                self.list.setCurrentRow(row)

    @Slot()
    def add_one(self) -> None:
        """Add a server of the first kind."""
        _kind, address = PRESETS[0]
        endpoint = self._use.new(free_name(words.NEW_NAME, self._use.all()), address)
        if self._tried(partial(self._use.keep, endpoint)):
            self._fill()
            self.show_endpoint(endpoint)
            self.form.kind.setFocus()

    def done(self, result: int) -> None:
        """The dialog closes, in whatever way; nothing is undone, as every change holds at once."""
        self._keep()
        self._use.cancel()
        self._jobs.close()
        super().done(result)

    @property
    def _current(self) -> Endpoint | None:
        item = self.list.currentItem()
        return self._use.find(item.data(_ID)) if item is not None else None

    def _fill(self) -> None:
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for endpoint in self._use.all():
            item = QListWidgetItem(endpoint.name, self.list)
            item.setData(_ID, endpoint.id)
        self.list.blockSignals(blocked)
        self.list.setCurrentRow(0)
        self._on_row()

    @Slot()
    def _on_row(self) -> None:
        endpoint = self._current
        if endpoint is not None:
            self.form.show_endpoint(endpoint, self._use.has_lost_key(endpoint))
        self._stop_asking()
        self.answer.clear()
        self._show_can()

    def _show_can(self) -> None:
        is_any = self._current is not None
        self.form.setVisible(is_any)
        self.nothing.setVisible(not is_any)
        for button in (self.remove, self.test, self.use):
            button.setEnabled(is_any)
        self.test.setText(words.STOP if self._jobs.is_busy else words.TEST)

    @Slot()
    def _keep(self) -> None:
        """Keep what stands in the fields."""
        before, now = self._current, self.form.endpoint
        key = self.form.typed_key
        if before is None or now is None or before.id != now.id:
            return
        if now == before and key is None:
            return
        self.answer.clear()
        if not self._tried(partial(self._use.keep, now, key)):
            return
        item = self.list.currentItem()
        kept = self._use.find(now.id)
        if item is not None and kept is not None:
            item.setText(kept.name)
            self.form.show_endpoint(kept, self._use.has_lost_key(kept))

    def _tried(self, change: Callable[[], object]) -> bool:
        """Do something that may fail, and say so; whether it was done."""
        try:
            done = change()
        except EnvironmentProblem as problem:
            self.answer.setText(sentence(problem.code, problem.params))
            return False
        if done is False:
            self.answer.setText(words.KEY_NOT_KEPT)
        return True

    @Slot()
    def _on_remove(self) -> None:
        endpoint = self._current
        if endpoint is None:
            return
        question = QMessageBox(self)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(words.ask_to_remove(endpoint.name))
        yes = question.addButton(words.REMOVE_YES, QMessageBox.ButtonRole.DestructiveRole)
        question.addButton(words.KEEP, QMessageBox.ButtonRole.RejectRole)
        question.exec()
        if question.clickedButton() is yes and self._tried(partial(self._use.remove, endpoint)):
            self._fill()
        question.deleteLater()

    @Slot()
    def _on_test(self) -> None:
        if self._jobs.is_busy:
            self._stop_asking()
        else:
            self._ask(self._use.test)

    @Slot()
    def _on_models(self) -> None:
        if not self._jobs.is_busy:
            self._ask(self._use.models)

    def _ask(self, ask: Callable[[Endpoint, str | None], object]) -> None:
        self._keep()
        endpoint = self._current
        if endpoint is not None:
            self.answer.setText(words.TESTING)
            self._jobs.start(partial(_answer, ask, endpoint))
            self._show_can()

    def _stop_asking(self) -> None:
        if self._jobs.is_busy:
            self._use.cancel()

    @Slot(int, object)
    def _on_answer(self, job: int, answer: object) -> None:
        endpoint, found = answer if isinstance(answer, tuple) else (None, None)
        current = self._current
        if current is None or endpoint != current.id:
            return
        if isinstance(found, ConnectionReport):
            self.form.offer(found.models)
            self.answer.setText(words.report(found))
        elif found:
            self.form.offer(found)
            self.answer.setText(words.models_found(len(found)))
            self.form.model.showPopup()
        else:
            self.answer.setText(words.NO_MODELS)

    @Slot(int, object)
    def _on_ended(self, job: int, problem: BaseException | None) -> None:
        self._show_can()
        if isinstance(problem, EnvironmentProblem):
            is_stopped = problem.code == _STOPPED
            self.answer.setText("" if is_stopped else sentence(problem.code, problem.params))
        elif problem is not None:
            raise problem

    @Slot()
    def _on_use(self) -> None:
        self._keep()
        endpoint = self._current
        if endpoint is not None:
            self.accept()
            self.chosen.emit(endpoint)

    def _lay_out(self) -> None:
        what = PlainLabel(words.WHAT, self)
        what.setWordWrap(True)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        left.addLayout(buttons)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.nothing)
        right.addWidget(self.form)
        right.addWidget(self.answer)
        right.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(20)
        middle.addLayout(left)
        middle.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.test)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(14)
        column.addWidget(what)
        column.addLayout(middle, 1)
        column.addLayout(foot)


def _answer(
    ask: Callable[[Endpoint, str | None], object], endpoint: Endpoint
) -> Iterator[tuple[str, object]]:
    """In a thread."""
    yield endpoint.id, ask(endpoint, None)
