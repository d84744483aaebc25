# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Tells beside a section's buttons how long the model would read before it writes there."""

from PySide6.QtCore import QObject, QTimer, Slot

from longwriter_desktop.app.qt_seeing import SeeingController
from longwriter_desktop.app.session import Change
from longwriter_desktop.domain.ports import ReadingCost
from longwriter_desktop.ui import words_sees
from longwriter_desktop.ui.shell import Shell

_QUIET_MS = 1_500  # without a change: counting takes time from whoever types


class CostDesk(QObject):
    """Asks for the section whose buttons are in sight, whenever what is read may have changed.

    Neither a server, of which nobody knows what it has read, nor a model that rests is asked.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        services, manuscript = shell.services, shell.space.manuscript
        self._engine = services.engine
        self._bars = shell.space.bars
        self._asked = ""
        self._seeing = SeeingController(services.session, services.engine, services.jobs, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self._ask)
        self._seeing.costed.connect(self._on_costed)
        self._seeing.failed.connect(self._forget)
        services.engine.loading.connect(self._forget)
        services.session.subscribe(self._on_change)
        for soon in (
            manuscript.section_entered,
            manuscript.section_hovered,
            services.jobs.busy_changed,
            services.engine.loaded,
            services.engine.rested,
            services.read_ahead.has_read,
        ):
            soon.connect(self._ask_soon)

    @Slot()
    def _ask_soon(self) -> None:
        self._timer.start()

    def _on_change(self, change: Change) -> None:
        self._seeing.stop()
        self._say("")
        self._timer.start()

    @Slot()
    def _forget(self) -> None:
        self._say("")

    @Slot()
    def _ask(self) -> None:
        info, bar = self._engine.info, self._bars.section
        if info is None or info.server or self._engine.is_resting:
            self._say("")
        elif bar.isVisible():
            self._asked = bar.section_id
            self._seeing.ask(self._asked)

    @Slot(object)
    def _on_costed(self, cost: ReadingCost) -> None:
        self._say(words_sees.wait(cost))

    def _say(self, text: str) -> None:
        self._bars.say_cost(self._asked, text)
