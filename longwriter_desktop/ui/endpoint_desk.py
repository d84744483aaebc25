# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writing with a server: choosing it, agreeing to it, and the mark while text goes there."""

from PySide6.QtCore import QObject, QSize, Qt, Slot
from PySide6.QtWidgets import QMessageBox, QToolButton, QWidget

from longwriter_desktop.app.endpoints import needs_agreement
from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.ui import words_endpoints as words
from longwriter_desktop.ui.endpoint_dialog import EndpointDialog
from longwriter_desktop.ui.notice_bar import Message
from longwriter_desktop.ui.plain_text import plain_tip
from longwriter_desktop.ui.shell import Shell

_CHOSEN_KEY = "model/endpoint"
_TOPIC = "model"


class EndpointDesk(QObject):
    """Puts the servers into the list of models, and says all the while that one is chosen which
    is not on this computer that text goes there."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._engine = shell.services.engine
        self._use = shell.services.endpoints
        self.dialog: EndpointDialog | None = None
        self.servers = shell.actions.make("model.servers", words.SERVERS, "server")
        shell.actions.menu("model").addAction(self.servers)
        self.mark = self._make_mark(shell.status)
        self.header_mark = self._make_mark(shell.space.header)
        shell.status.add(self.mark, behind=shell.status.model)
        shell.space.header.add_mark(self.header_mark)
        picker = shell.space.models
        picker.set_endpoints(self._use.all, self.servers)
        picker.endpoint_chosen.connect(self.choose)
        self.servers.triggered.connect(self.open)
        for signal in (self._engine.loading, self._engine.loaded, self._engine.unloaded,
                       self._engine.rested, self._engine.failed):  # fmt: skip
            signal.connect(self._show_mark)
        self._engine.loaded.connect(self._remember)
        self._engine.unloaded.connect(self._remember)
        self._use.subscribe(self._on_changed)
        self._show_mark()

    @property
    def remembered(self) -> Endpoint | None:
        """The server that wrote last, if it is still there and the writer has agreed to it."""
        endpoint = self._use.find(str(self._shell.settings.value(_CHOSEN_KEY, "")))
        return None if endpoint is None or needs_agreement(endpoint) else endpoint

    @Slot()
    def open(self) -> None:
        """Show the servers, the one in use first."""
        if self.dialog is None:
            self.dialog = EndpointDialog(self._use, self._shell.window)
            self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.dialog.chosen.connect(self.choose)
            self.dialog.finished.connect(self._on_closed)
        current = self._engine.endpoint
        if current is not None:
            self.dialog.show_endpoint(current)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    @Slot()
    def ask_key(self) -> None:
        """Let the writer type the key of the server in use."""
        self.open()
        if self.dialog is not None:
            self.dialog.form.key.setFocus()

    @Slot(object)
    def choose(self, endpoint: Endpoint) -> None:
        """Write with a server from now on; where it is another machine, the writer is asked the
        first time."""
        agreed = self.agreed(endpoint)
        if agreed is not None:
            self._shell.notices.clear(_TOPIC)
            self._shell.services.stop()
            self._engine.use(agreed)

    def agreed(self, endpoint: Endpoint) -> Endpoint | None:
        """The server with the writer's agreement that text is sent there, which they are asked
        for where it is another machine; None where they do not give it."""
        if not needs_agreement(endpoint):
            return endpoint
        if not self._agrees(endpoint):
            self._shell.space.models.refresh()
            return None
        try:
            return self._use.agree(endpoint)
        except EnvironmentProblem as problem:
            text = sentence(problem.code, problem.params)
            self._shell.notices.tell(Message("error", text, _TOPIC))
            return None

    def _agrees(self, endpoint: Endpoint) -> bool:
        question = QMessageBox(self._shell.window)
        question.setIcon(QMessageBox.Icon.Question)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(words.ask_to_send(endpoint.host))
        question.setInformativeText(words.ask_to_send_more(endpoint.host))
        yes = question.addButton(words.SEND_YES, QMessageBox.ButtonRole.AcceptRole)
        no = question.addButton(words.SEND_NO, QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(no)
        question.setEscapeButton(no)
        question.exec()
        agreed = question.clickedButton() is yes
        question.deleteLater()
        return agreed

    def _make_mark(self, parent: QWidget) -> QToolButton:
        mark = QToolButton(parent)
        mark.setObjectName("GoesTo")
        mark.setIconSize(QSize(14, 14))
        mark.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        mark.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shell.look.dress(mark, "goes_out", "warn")
        mark.clicked.connect(self.open)
        mark.hide()
        return mark

    @Slot()
    def _show_mark(self) -> None:
        endpoint = self._engine.endpoint
        goes_out = endpoint is not None and not endpoint.is_on_this_machine
        for mark in (self.mark, self.header_mark):
            if endpoint is not None:
                mark.setText(words.goes_to(endpoint.host))
                mark.setAccessibleName(mark.text())
                mark.setToolTip(plain_tip(words.goes_to_tip(endpoint)))
            mark.setVisible(goes_out)

    @Slot()
    def _remember(self) -> None:
        if self._shell.services.plans.is_planner_loaded:
            return  # it is there for the plan only
        endpoint = self._engine.endpoint
        self._shell.settings.setValue(_CHOSEN_KEY, endpoint.id if endpoint is not None else "")

    def _on_changed(self) -> None:
        """The server in use was removed, or points elsewhere now."""
        self._shell.space.models.refresh()
        current = self._engine.endpoint
        now = self._use.find(current.id) if current is not None else None
        if current is not None and (now is None or needs_agreement(now)):
            self._shell.services.stop()
            self._engine.unload()
        elif now is not None and (now != current or self._engine.is_resting):
            self._engine.choose(now)  # a key that was missing may be there now

    @Slot()
    def _on_closed(self) -> None:
        self.dialog = None
