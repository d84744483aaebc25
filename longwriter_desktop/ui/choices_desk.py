# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Giving out the writer's choices for training, with their consent."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.ui import words, words_choices
from longwriter_desktop.ui.choices_dialog import ChoicesDialog
from longwriter_desktop.ui.notice_bar import Message
from longwriter_desktop.ui.shell import Shell

_TOPIC = "document"


class ChoicesDesk(QObject):
    """Asks which choices a model may learn, and writes the file."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._services = shell.services
        self.action = shell.actions.make("document.choices", words_choices.ACTION, "choices")
        self.action.triggered.connect(self.ask)
        shell.actions.menu("document").addAction(self.action)

    @Slot()
    def ask(self) -> None:
        """Say what goes into the file and what it holds; write it if the writer agrees."""
        shell, open_now = self._shell, self._services.session.document.id
        try:
            self._services.autosave.flush()  # so that the last words are counted
            dialog = ChoicesDialog(self._services.documents, shell.settings, open_now, shell.window)
        except EnvironmentProblem as problem:
            self._say(problem)
            return
        accepted = dialog.exec()
        dialog.deleteLater()
        if accepted:
            self.export(dialog.document_ids, dialog.path)

    def export(self, document_ids: list[str], path: Path) -> None:
        """Write the choices in some documents to a file, and say what is in it."""
        try:
            texts, pairs = self._services.documents.export_choices(document_ids, path)
        except EnvironmentProblem as problem:
            self._say(problem)
            return
        text = words_choices.written(texts, pairs, path.name)
        folder = QUrl.fromLocalFile(str(path.parent.resolve()))
        self._shell.notices.tell(
            Message("info", text, _TOPIC, words.SHOW_FILE,
                    lambda: QDesktopServices.openUrl(folder))
        )  # fmt: skip

    def _say(self, problem: EnvironmentProblem) -> None:
        text = sentence(problem.code, problem.params)
        self._shell.notices.tell(Message("warning", text, _TOPIC))
