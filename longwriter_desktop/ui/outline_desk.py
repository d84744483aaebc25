# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the writer does to the plan: each edit is one step of the undo stack."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QSettings, Slot

from longwriter_desktop.app import outline_edits
from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.qt_services import Services
from longwriter_desktop.app.session import Structure
from longwriter_desktop.app.undo import StructureCommand
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.ui import words
from longwriter_desktop.ui.actions import Actions
from longwriter_desktop.ui.notice_bar import Message, NoticeBar
from longwriter_desktop.ui.outline_delegate import Field
from longwriter_desktop.ui.workspace import Workspace

_TOPIC = "plan"
_REBALANCE_KEY = "plan/rebalance"
_CHANGES_TOTAL = {"add_section", "remove", "merge"}


class OutlineDesk(QObject):
    """Carries out the plan's actions on the current row of the outline."""

    def __init__(
        self,
        services: Services,
        settings: QSettings,
        actions: Actions,
        space: Workspace,
        notices: NoticeBar,
    ) -> None:
        super().__init__(space)
        self._services = services
        self._session = services.session
        self._settings = settings
        self._actions = actions
        self._view = space.outline
        self._manuscript = space.manuscript
        self._notices = notices
        for action, slot in (
            (actions.add_section, self.add_section),
            (actions.add_chapter, self.add_chapter),
            (actions.remove, self.remove),
            (actions.move_up, self.move_up),
            (actions.move_down, self.move_down),
            (actions.split, self.split),
            (actions.merge, self.merge),
            (actions.edit_heading, self.edit_heading),
            (actions.edit_point, self.edit_point),
            (actions.edit_target, self.edit_target),
            (actions.lock, self.lock),
        ):
            action.triggered.connect(slot)
        actions.rebalance.setChecked(bool(settings.value(_REBALANCE_KEY, False, type=bool)))
        actions.rebalance.toggled.connect(self.set_rebalance)
        self._view.rows.edit_asked.connect(self.change)
        self._view.rows.move_asked.connect(self.move_to)
        space.plan_menu.aboutToShow.connect(self.name_lock)
        space.brief.length_set.connect(self.follow_length)

    @Slot(str, str, object)
    def change(self, item_id: str, field: str, value: object) -> None:
        """Change a heading, a main point or a target; a target out of bounds is refused.
        With Rebalance on, the other targets follow.
        """
        if field == Field.TARGET and isinstance(value, int) and self._actions.rebalance.isChecked():
            self._do(field, lambda: outline_edits.retarget(
                self._session.document, item_id, value
            ))  # fmt: skip
        elif isinstance(value, str | int):
            self._do(field, lambda: outline_edits.change_item(
                self._session.document, item_id, **{field: value}
            ))  # fmt: skip

    @Slot(str, int, int)
    def move_to(self, item_id: str, position: int, level: int) -> None:
        self._do("move", lambda: outline_edits.move_to(
            self._session.document, item_id, position, level
        ))  # fmt: skip
        self._view.follow(item_id)

    @Slot()
    def add_section(self) -> None:
        self._add("add_section", outline_edits.add_section)

    @Slot()
    def add_chapter(self) -> None:
        self._add("add_chapter", outline_edits.add_chapter)

    @Slot()
    def remove(self) -> None:
        item_id = self._view.current_item
        if item_id is None or not self._is_free(item_id):
            return
        index = self._view.currentIndex()
        beside = self._view.indexBelow(index)
        beside = beside if beside.isValid() else self._view.indexAbove(index)
        near = self._view.rows.item(beside)
        self._do("remove", lambda: outline_edits.remove(self._session.document, item_id))
        if near is not None:
            self._view.follow(near.id)

    @Slot()
    def move_up(self) -> None:
        self._step(down=False)

    @Slot()
    def move_down(self) -> None:
        self._step(down=True)

    @Slot()
    def split(self) -> None:
        """Split at the caret if it is inside the section's text, else in the middle."""
        section_id = self._current_section()
        if section_id is None or not self._is_free(section_id):
            return
        offset = self._manuscript.caret_offset(section_id)
        text = self._session.document.text_of(section_id).text
        inside = offset is not None and text[:offset].strip() and text[offset:].strip()
        at = offset if inside and self._manuscript.hasFocus() else None
        added: list[str] = []

        def edit() -> Structure:
            result = outline_edits.split(self._session.document, section_id, at)
            added.append(result.item_id)
            return result.structure

        self._do("split", edit)

    @Slot()
    def merge(self) -> None:
        section_id = self._current_section()
        if section_id is None or not self._is_free(section_id):
            return
        items = self._session.document.outline.items
        following = items[self._session.document.outline.index(section_id) + 1 :]
        if following and not self._is_free(following[0].id):
            return
        self._do("merge", lambda: outline_edits.merge(self._session.document, section_id))

    @Slot()
    def fit(self) -> None:
        self._do("fit", lambda: outline_edits.fit(self._session.document))

    @Slot(bool)
    def set_rebalance(self, on: bool) -> None:
        """Keep the plan at the document's length from now on, or no longer."""
        self._settings.setValue(_REBALANCE_KEY, on)
        if on:
            self.fit()

    @Slot(int)
    def follow_length(self, before: int) -> None:
        """The document's length is no longer `before`: with Rebalance on, the targets follow,
        and undoing the step brings the length back with them.
        """
        document = self._session.document
        if self._actions.rebalance.isChecked() and document.outline.sections:
            self._do(
                "length",
                lambda: replace(outline_edits.fit(document), target_words=document.target_words),
                replace(self._session.structure(), target_words=before),
            )

    @Slot()
    def lock(self) -> None:
        item_id = self._view.current_item
        if item_id is not None:
            self._do("lock", lambda: outline_edits.lock(self._session.document, item_id))

    @Slot()
    def name_lock(self) -> None:
        """Say in the menu what the action does to the current row."""
        item_id = self._view.current_item
        outline = self._session.document.outline
        is_locked = item_id is not None and outline_edits.is_locked(outline, item_id)
        self._actions.lock.setText(words.UNLOCK if is_locked else words.LOCK)

    @Slot()
    def edit_heading(self) -> None:
        self._edit(Field.HEADING)

    @Slot()
    def edit_point(self) -> None:
        self._edit(Field.POINT)

    @Slot()
    def edit_target(self) -> None:
        self._edit(Field.TARGET)

    def _edit(self, field: Field) -> None:
        item_id = self._view.current_item
        if item_id is not None:
            self._view.edit_field(item_id, field)

    def _add(
        self,
        label: str,
        make: Callable[..., outline_edits.Added],
    ) -> None:
        added = make(self._session.document, self._view.current_item)
        self._do(label, lambda: added.structure)
        self._view.follow(added.item_id)
        self._view.scrollTo(self._view.currentIndex())
        self._view.edit_field(added.item_id, Field.HEADING)

    def _step(self, down: bool) -> None:
        item_id = self._view.current_item
        if item_id is not None:
            self._do("move", lambda: outline_edits.move_step(
                self._session.document, item_id, down
            ))  # fmt: skip
            self._view.follow(item_id)

    def _current_section(self) -> str | None:
        item = self._view.rows.item(self._view.currentIndex())
        return item.id if item is not None and item.is_section else None

    def _is_free(self, item_id: str) -> bool:
        """Whether the model is not at the item right now; says so otherwise."""
        try:
            outline_edits.check_not_written(
                self._session.document, item_id, self._services.writing.section
            )
        except InputProblem:
            self._tell(words.BEING_WRITTEN)
            return False
        return True

    def _do(
        self, label: str, edit: Callable[[], Structure], before: Structure | None = None
    ) -> None:
        """Push an edit; where it cannot be made, say why and change nothing. Undoing it comes
        back to `before`, or to what stands there now.
        """
        try:
            structure = edit()
        except InputProblem as problem:
            self._tell(sentence(problem.code, problem.params))
            return
        if structure == self._session.structure():
            return
        self._notices.clear(_TOPIC)
        if label in _CHANGES_TOTAL and self._actions.rebalance.isChecked():
            structure = self._at_length(structure)
        self._services.undo_stack.push(
            StructureCommand(self._session, structure, words.UNDO_LABELS[label], before)
        )

    def _at_length(self, structure: Structure) -> Structure:
        """The edit with the other targets following, or as it is where they cannot."""
        try:
            return outline_edits.at_length(self._session.document, structure)
        except InputProblem as problem:
            self._tell(sentence(problem.code, problem.params))
            return structure

    def _tell(self, text: str) -> None:
        self._notices.tell(Message("warning", text, _TOPIC, passing=True))
