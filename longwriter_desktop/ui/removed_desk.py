# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Putting back what was taken out of the plan, also when undo does not reach it any more."""

from PySide6.QtCore import QObject, Slot

from longwriter_desktop.app import outline_edits
from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.ui import words_removed as words
from longwriter_desktop.ui.outline_steps import OutlineSteps
from longwriter_desktop.ui.removed_dialog import RemovedDialog
from longwriter_desktop.ui.shell import Shell


class RemovedDesk(QObject):
    """Shows the removed sections of the open document, and puts those chosen back, undoably."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._steps = OutlineSteps(shell.services, shell.notices)
        self.action = shell.actions.make("plan.removed", words.ACTION, "archive")
        self.action.triggered.connect(self.ask)
        for menu in (shell.space.plan_menu, shell.actions.menu("plan")):
            menu.addAction(self.action)

    @Slot()
    def ask(self) -> None:
        services, outline = self._shell.services, self._shell.space.outline
        outline.finish_editing()
        try:
            services.autosave.flush()  # so that the library knows the last of them
            removed = services.documents.removed(services.session.document.id)
        except EnvironmentProblem as problem:
            self._steps.tell(sentence(problem.code, problem.params))
            return
        if not removed:
            self._steps.tell(words.NONE, "info")
            return
        dialog = RemovedDialog(removed, self._shell.window)
        accepted, chosen = dialog.exec(), dialog.chosen
        dialog.deleteLater()
        if not accepted or not chosen:
            return
        after = outline.current_item
        self._steps.do(
            "put_back", lambda: outline_edits.put_back(services.session.document, chosen, after)
        )
        outline.choose([section.item.id for section in chosen])
        self._shell.space.manuscript.go_to(chosen[0].item.id)
