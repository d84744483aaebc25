# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the writer does to the plan: each edit is one step of the undo stack."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from longwriter_desktop.app import outline_edits
from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.qt_services import Services
from longwriter_desktop.app.session import Structure
from longwriter_desktop.app.undo import StructureCommand
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.ui import words
from longwriter_desktop.ui.actions import Actions
from longwriter_desktop.ui.manuscript import Manuscript
from longwriter_desktop.ui.notice_bar import Message, NoticeBar
from longwriter_desktop.ui.outline_delegate import Field
from longwriter_desktop.ui.outline_view import OutlineView

_TOPIC = "plan"


class OutlineDesk(QObject):
    """Carries out the plan's actions on the current row of the outline."""

    def __init__(
        self,
        services: Services,
        actions: Actions,
        view: OutlineView,
        manuscript: Manuscript,
        notices: NoticeBar,
    ) -> None:
        super().__init__(view)
        self._services = services
        self._session = services.session
        self._view = view
        self._manuscript = manuscript
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
        ):
            action.triggered.connect(slot)
        view.rows.edit_asked.connect(self.change)
        view.rows.move_asked.connect(self.move_to)

    @Slot(str, str, object)
    def change(self, item_id: str, field: str, value: object) -> None:
        """Change a heading, a main point or a target; a target out of bounds is refused."""
        if isinstance(value, str | int):
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

    def _do(self, label: str, edit: Callable[[], Structure]) -> None:
        """Push an edit; where it cannot be made, say why and change nothing."""
        try:
            structure = edit()
        except InputProblem as problem:
            self._tell(sentence(problem.code, problem.params))
            return
        if structure == self._session.structure():
            return
        self._notices.clear(_TOPIC)
        self._services.undo_stack.push(
            StructureCommand(self._session, structure, words.UNDO_LABELS[label])
        )

    def _tell(self, text: str) -> None:
        self._notices.tell(Message("warning", text, _TOPIC, passing=True))
