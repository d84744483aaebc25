# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Choosing the model that plans a document: the one that writes, or another."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from longwriter_desktop.app.model_choice import source_of
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.model_choice import ModelChoice
from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.ui import words_endpoints
from longwriter_desktop.ui import words_models as words
from longwriter_desktop.ui.model_names import bare_name, name_and_size, told_apart
from longwriter_desktop.ui.plain_text import plain_action, plain_tip

_MOST_WIDTH = 300  # px


class PlannerButton(QToolButton):
    """Says which model plans, and lets the writer choose another.

    Signals:
        chosen(choice): a `ModelChoice`, or None for the model that writes.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(10, 10))
        self.setProperty("kind", "switch")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._models: Sequence[ModelFile] = ()
        self._servers: Sequence[Endpoint] = ()
        self._names: dict[Path, str] = {}
        self._choice: ModelChoice | None = None
        self._more: QAction | None = None
        self.list = QMenu(self)
        self.setMenu(self.list)
        self._show()

    def offer_more(self, action: QAction) -> None:
        """An action under the models, for getting another one."""
        self._more = action
        self._show()

    def show_models(self, models: Sequence[ModelFile], servers: Sequence[Endpoint] = ()) -> None:
        """Offer these models and servers."""
        self._servers = servers
        self._models = tuple(model for model in models if model.problem is None)
        self._names = told_apart(self._models, bare_name, name_and_size)
        self._show()

    def show_choice(self, choice: ModelChoice | None) -> None:
        """Show what is chosen for the open document."""
        self._choice = choice
        self._show()

    def _show(self) -> None:
        text = words.planner(self._name())
        room = _MOST_WIDTH - 16
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        self.setText(plain_action(shown))
        self.setToolTip(plain_tip(f"{text}\n{words.PLAN_WITH_TIP}"))
        self.setAccessibleName(text)
        self.setAccessibleDescription(words.PLAN_WITH_NAME)
        self._fill()

    def _name(self) -> str:
        if self._choice is None:
            return words.PLAN_SAME
        if source_of(self._choice, self._models, self._servers) is None:
            return words.planner_gone(self._choice.name)
        return self._names.get(self._choice.path, self._choice.name)

    def _fill(self) -> None:
        self.list.clear()
        group = QActionGroup(self.list)
        self._add(group, words.PLAN_SAME_ROW, None)
        for model in self._models:
            choice = ModelChoice(model.name, model.path)
            self._add(group, self._names[model.path], choice)
        for server in self._servers:
            choice = ModelChoice(server.name, server=server.id)
            self._add(group, words_endpoints.row(server), choice)
        if self._more is not None:
            self.list.addSeparator()
            self.list.addAction(self._more)

    def _add(self, group: QActionGroup, name: str, choice: ModelChoice | None) -> None:
        action = self.list.addAction(plain_action(name))
        action.setCheckable(True)
        action.setChecked(choice == self._choice)
        action.setData(choice)
        group.addAction(action)
        action.triggered.connect(self._on_chosen)

    @Slot()
    def _on_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and action.data() != self._choice:
            self.chosen.emit(action.data())
