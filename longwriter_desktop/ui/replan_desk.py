# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Changing the plan by asking: from the wish to the changes that the writer accepts."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QVBoxLayout

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.session import Change, ChangeKind
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.plan_diff import PlanDiff
from longwriter_desktop.domain.ports import Notice
from longwriter_desktop.ui import words_replan as words
from longwriter_desktop.ui.notice_bar import Message
from longwriter_desktop.ui.notice_desk import RESTARTABLE
from longwriter_desktop.ui.plan_panel import PlanPanel
from longwriter_desktop.ui.replan_panel import ReplanPanel
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.words_models import fetching_planner

_TOPIC = "plan"


class ReplanDesk(QObject):
    """Shows the panel over the plan and carries out what is chosen in it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._services = shell.services
        self._replanning = shell.services.replanning
        self._plans = shell.services.plans
        self._space = shell.space
        self._notices = shell.notices
        self.panel = ReplanPanel(shell.look, shell.space.plan)
        column = shell.space.plan.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, self.panel)
        self.action = shell.actions.make("plan.ask_change", words.ASK_CHANGE, "make_plan", "Ctrl+R")
        self.action.triggered.connect(self.open)
        self._add_tool(shell.space.plan)
        for menu in (shell.space.plan_menu, shell.actions.menu("plan")):
            menu.addSeparator()
            menu.addAction(self.action)
        self._document = shell.services.session.document.id
        self._connect()
        shell.services.session.subscribe(self._on_change)
        self._show_can()

    def _add_tool(self, plan: PlanPanel) -> None:
        """A button in front of the one for the menu."""
        plan.add_tool(self.action)
        row = plan.header
        item = row.takeAt(row.count() - 1)
        if item is not None:
            row.insertItem(row.count() - 1, item)

    @Slot()
    def open(self) -> None:
        """Ask for a wish, or go back to the changes that wait for an answer."""
        if self.panel.page == "review":
            self.panel.rows.setFocus()
        elif not self._replanning.is_busy:
            self._space.plan.show()
            self.panel.show_ask()

    @Slot(str)
    def ask(self, wish: str) -> None:
        self._notices.clear(_TOPIC)
        try:
            self._plans.change_plan(wish)
        except EnvironmentProblem as problem:
            self._say(problem)
            return
        document = self._services.session.document
        waiting = fetching_planner(document.planner if self._plans.is_busy else None)
        self._space.plan.pages.hide()
        self.panel.show_answer(document.outline, waiting)

    @Slot()
    def stop(self) -> None:
        self._plans.stop()
        self._replanning.stop()

    @Slot(list)
    def accept(self, chosen: list[int]) -> None:
        """Make the chosen changes; the library holds what they take out of the plan."""
        try:
            self._services.autosave.flush()
            self._replanning.accept(chosen, words.UNDO_CHANGE, self._services.writing.section)
        except EnvironmentProblem as problem:
            self._say(problem)
            return
        self.panel.wish.clear()
        if chosen:
            text = words.changed(len(chosen))
            self._notices.tell(Message("info", text, _TOPIC, passing=True))
        self.close()

    @Slot()
    def refuse(self) -> None:
        self._replanning.refuse()
        self.close()

    @Slot()
    def close(self) -> None:
        """Show the plan again."""
        self.panel.hide()
        self._space.plan.pages.show()
        self._space.outline.setFocus()

    def _connect(self) -> None:
        panel, replanning = self.panel, self._replanning
        panel.asked.connect(self.ask)
        panel.stop_asked.connect(self.stop)
        panel.accepted.connect(self.accept)
        panel.refused.connect(self.refuse)
        panel.closed.connect(self.close)
        panel.wish.textChanged.connect(self._on_wish)
        replanning.grew.connect(panel.grow)
        replanning.proposed.connect(self._on_proposed)
        replanning.busy_changed.connect(self._on_busy)
        replanning.busy_changed.connect(self._shell.writing.busy_changed)
        replanning.noticed.connect(self._on_noticed)
        self._plans.busy_changed.connect(self._on_plans)

    @Slot(object)
    def _on_proposed(self, diff: PlanDiff) -> None:
        if not diff.changes:
            self._replanning.refuse()
            self._notices.tell(Message("info", words.NO_DIFFERENCE, _TOPIC))
            self.panel.show_ask()
            self._space.plan.pages.show()
            return
        self._space.plan.pages.hide()
        self.panel.show_review(diff, self._services.session.document)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        self._space.plan.pages.setVisible(not busy and self.panel.page != "review")
        if busy or self._replanning.diff is not None:
            return
        if self.panel.page == "answer":
            self._space.plan.pages.show()
            self.panel.show_ask()
        elif self.panel.page == "review":
            self.close()

    @Slot(bool)
    def _on_plans(self, busy: bool) -> None:
        """The planner was loading, and the answer was given up before it began."""
        if not busy and self.panel.page == "answer":
            self._on_busy(False)

    @Slot()
    def _on_wish(self) -> None:
        asked = self._services.session.document.target_words
        total = self._replanning.total_of(self.panel.wish.toPlainText())
        self.panel.hint.setText(words.ASK_KEYS if total == asked else words.total_becomes(total))

    @Slot(object)
    def _on_noticed(self, notice: Notice) -> None:
        """A model that died can be started again; the rest is said as about writing."""
        if notice.code not in RESTARTABLE:
            self._services.writing.noticed.emit(notice)
            return
        restart = self._services.engine.restart
        text = sentence(notice.code, notice.params)
        self._notices.tell(Message("error", text, "model", words.RESTART, restart))

    def _on_change(self, change: Change) -> None:
        document = self._services.session.document.id
        if document != self._document:
            self._document = document
            self.panel.wish.clear()
            self.panel.hide()
            self._space.plan.pages.show()
        if change.kind is ChangeKind.OUTLINE:
            self._show_can()

    def _show_can(self) -> None:
        has_plan = bool(self._services.session.document.outline.sections)
        self.action.setEnabled(has_plan)
        if not has_plan and self.panel.page == "ask":
            self.close()

    def _say(self, problem: EnvironmentProblem) -> None:
        self._notices.tell(Message("warning", sentence(problem.code, problem.params), _TOPIC))
