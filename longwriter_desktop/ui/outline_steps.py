# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Edits of the plan on their way to the undo stack, each one step."""

from collections.abc import Callable, Collection

from longwriter_desktop.app import outline_edits
from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.qt_services import Services
from longwriter_desktop.app.session import Structure
from longwriter_desktop.app.undo import StructureCommand
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.rebalance import Bounds
from longwriter_desktop.ui.notice_bar import Message, NoticeBar
from longwriter_desktop.ui.words import BEING_WRITTEN
from longwriter_desktop.ui.words_outline import UNDO_LABELS

REBALANCE = "plan.rebalance"
_LOW, _HIGH = "plan.section_low", "plan.section_high"
_TOPIC = "plan"
_CHANGES_TOTAL = {"add_section", "remove", "put_back", "merge", "duplicate"}


class OutlineSteps:
    """Makes edits, keeps the plan at its length where that is wanted, and says what cannot be."""

    def __init__(self, services: Services, notices: NoticeBar) -> None:
        self._services = services
        self._session = services.session
        self._notices = notices

    @property
    def rebalances(self) -> bool:
        """Whether the targets follow a change."""
        return self._services.preferences.flag(REBALANCE)

    @property
    def bounds(self) -> Bounds:
        """What a section gets when targets are shared out."""
        numbers = [self._services.preferences.number(name) for name in (_LOW, _HIGH)]
        return Bounds(min(numbers), max(numbers), by_hand=True)

    def do(
        self, label: str, edit: Callable[[], Structure], before: Structure | None = None
    ) -> bool:
        """Push an edit; where it cannot be made, say why and change nothing. Undoing it comes
        back to `before`, or to what stands there now. False where nothing has changed.
        """
        try:
            structure = edit()
        except InputProblem as problem:
            self.tell(sentence(problem.code, problem.params))
            return False
        if structure == self._session.structure():
            return False
        self._notices.clear(_TOPIC)
        if label in _CHANGES_TOTAL and self.rebalances:
            structure = self._at_length(structure)
        self._services.undo_stack.push(
            StructureCommand(self._session, structure, UNDO_LABELS[label], before)
        )
        return True

    def is_free(self, ids: Collection[str]) -> bool:
        """Whether the model is at none of the items right now; says so otherwise."""
        try:
            outline_edits.check_not_written(
                self._session.document, ids, self._services.writing.section
            )
        except InputProblem:
            self.tell(BEING_WRITTEN)
            return False
        return True

    def _at_length(self, structure: Structure) -> Structure:
        """The edit with the other targets following, or as it is where they cannot."""
        try:
            return outline_edits.at_length(self._session.document, structure, self.bounds)
        except InputProblem as problem:
            # A plan that is still growing, or nearly gone: what stands below it says how far it is.
            if problem.code != "length_out_of_reach":
                self.tell(sentence(problem.code, problem.params))
            return structure

    def tell(self, text: str, severity: str = "warning") -> None:
        """Say why something was not done, or what there is to know."""
        self._notices.tell(Message(severity, text, _TOPIC, passing=True))
