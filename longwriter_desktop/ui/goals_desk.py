# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Goals in the window: the meter in the status bar and the history behind it."""

from PySide6.QtCore import QEvent, QObject, QPoint, Slot

from longwriter_desktop.app.qt_goals import GoalKeeper
from longwriter_desktop.ui import words_goals as words
from longwriter_desktop.ui.goals_history import GoalHistory
from longwriter_desktop.ui.goals_meter import GoalMeter
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.view_escape import EscapeKey


class GoalsDesk(QObject):
    """Puts the meter into the status bar; a click, or the action, opens the history."""

    def __init__(self, shell: Shell, escape: EscapeKey) -> None:
        super().__init__(shell.window)
        self._shell = shell
        services = shell.services
        self.keeper = GoalKeeper(
            services.session, services.autosave, services.documents, services.preferences
        )
        self.keeper.setParent(self)
        self.meter = GoalMeter(self.keeper, shell.look, shell.status)
        shell.status.add(self.meter)
        self.history = GoalHistory(self.keeper, shell.look, shell.window)
        self.action = shell.actions.make("goals.show", words.GOALS, "goal")
        self.action.triggered.connect(self.open)
        self.meter.clicked.connect(self.open)
        self.history.closed.connect(shell.space.manuscript.setFocus)
        escape.add(self.history.isVisible, self.history.leave)
        shell.window.installEventFilter(self)

    @Slot()
    def open(self) -> None:
        """Show the goals and the last days."""
        self.history.open_over(self._bottom())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window of another size has another corner."""
        if event.type() is QEvent.Type.Resize and self.history.isVisible():
            self.history.place_over(self._bottom())
        return False

    def _bottom(self) -> int:
        """Where the text ends (px): at the status line, where there is one."""
        status, window = self._shell.status, self._shell.window
        return status.mapTo(window, QPoint(0, 0)).y() if status.isVisible() else window.height()
