# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The models of the open document: the one that plans, and the offer of the one that wrote it."""

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.qt_meta import MetaCommand
from longwriter_desktop.app.session import Change, ChangeKind
from longwriter_desktop.domain.model_choice import ModelChoice
from longwriter_desktop.domain.ports import Notice
from longwriter_desktop.ui import words_models as words
from longwriter_desktop.ui.endpoint_desk import EndpointDesk
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.notice_bar import Message
from longwriter_desktop.ui.plain_text import PlainLabel, plain_tip
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.status import ElidingLabel

_TOPIC = "planner"


class OfferStrip(QFrame):
    """A sentence over the text, and a button.

    Signals:
        switch_asked(), hide_asked()
    """

    switch_asked = Signal()
    hide_asked = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("StaleStrip")
        self._look = look
        self.icon = PlainLabel(self)
        self.text = ElidingLabel(self)
        self.switch = QPushButton(words.SWITCH, self)
        self.switch.setProperty("kind", "link")
        self.hide_button = QToolButton(self)
        self.hide_button.setAccessibleName(words.HIDE)
        self.hide_button.setToolTip(words.HIDE)
        look.dress(self.hide_button, "close", "muted")
        for button in (self.switch, self.hide_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the caret where it is
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(6)
        row.addWidget(self.icon)
        row.addWidget(self.text, 1)
        row.addWidget(self.switch)
        row.addWidget(self.hide_button)
        self.switch.clicked.connect(self.switch_asked)
        self.hide_button.clicked.connect(self.hide_asked)
        look.changed.connect(self._tint)
        self._tint()
        self.hide()

    def say(self, text: str, action: str) -> None:
        self.text.say(text)
        self.text.setToolTip(plain_tip(text))
        self.switch.setText(action)
        self.switch.setVisible(bool(action))

    @Slot()
    def _tint(self) -> None:
        self.icon.setPixmap(self._look.icon("model", "muted").pixmap(QSize(16, 16)))


class DocumentModels(QObject):
    """Keeps the choice of the planner in the document, and shows what two models do."""

    def __init__(self, shell: Shell, servers: EndpointDesk) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._servers = servers
        services = shell.services
        self._session, self._plans = services.session, services.plans
        self._written = services.written_with
        self.planner = shell.space.models.planner
        self._plans.know(shell.space.models.known, services.endpoints.agreed)
        self._written.know(shell.space.models.known)
        self.strip = OfferStrip(shell.look, shell.space)
        shell.space.add_strip(self.strip)
        shell.look.dress(self.planner, "unfold", "muted")
        self._get = shell.actions.named.get("model.get") if services.models is not None else None
        self.strip.switch_asked.connect(self._on_switch)
        self.strip.hide_asked.connect(self._written.dismiss)
        self._written.changed.connect(self._show_offer)
        shell.documents.opened.connect(self._written.note_opened)
        self.planner.chosen.connect(self._on_planner)
        self._plans.noticed.connect(self._say)
        self._plans.busy_changed.connect(self._on_plans)
        self._plans.busy_changed.connect(shell.writing.busy_changed)
        self._session.subscribe(self._on_change)
        self._show_planner()

    @Slot()
    def _show_offer(self) -> None:
        offer = self._written.offer
        if offer is not None:
            say = words.written_with if offer.path is not None else words.written_with_gone
            action = words.SWITCH
            if offer.path is None:
                action = words.GET_MODELS if self._get is not None else ""
            self.strip.say(say(offer.name), action)
        self.strip.setVisible(offer is not None)

    @Slot()
    def _on_switch(self) -> None:
        offer = self._written.offer
        if offer is not None and offer.path is not None:
            self._written.switch()
        elif self._get is not None:
            self._get.trigger()

    @Slot(object)
    def _on_planner(self, choice: ModelChoice | None) -> None:
        if choice is not None and choice.server and not self._may_send(choice.server):
            self._show_planner()
            return
        self._shell.services.undo_stack.push(
            MetaCommand(self._session, words.UNDO_PLANNER, planner=choice)
        )

    def _may_send(self, server: str) -> bool:
        """Whether the writer agrees that what is planned goes to a server."""
        endpoint = self._shell.services.endpoints.find(server)
        return endpoint is not None and self._servers.agreed(endpoint) is not None

    @Slot(object)
    def _say(self, notice: Notice) -> None:
        text = sentence(notice.code, notice.params)
        self._shell.notices.tell(Message(notice.severity, text, _TOPIC))

    @Slot(bool)
    def _on_plans(self, busy: bool) -> None:
        """While the planner is loaded the plan's place says so; there is nothing to see yet."""
        choice = self._session.document.planner if busy else None
        plan = self._shell.space.plan
        plan.stream.setPlaceholderText(words.fetching_planner(choice))
        if busy:
            self._shell.notices.clear(_TOPIC)
        elif not self._shell.services.writing.is_busy:
            plan.set_planning(False)
        self._shell.space.bars.set_can_write(not busy)

    def _on_change(self, change: Change) -> None:
        if change.kind is ChangeKind.META:
            self._show_planner()

    def _show_planner(self) -> None:
        self.planner.show_choice(self._session.document.planner)
