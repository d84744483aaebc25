# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the writer does to the plan: each edit is one step of the undo stack."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from longwriter_desktop.app import outline_edits
from longwriter_desktop.app.qt_services import Services
from longwriter_desktop.app.session import Structure
from longwriter_desktop.ui import words, words_outline
from longwriter_desktop.ui.actions import Actions
from longwriter_desktop.ui.notice_bar import NoticeBar
from longwriter_desktop.ui.outline_paint import Field
from longwriter_desktop.ui.outline_steps import REBALANCE, OutlineSteps
from longwriter_desktop.ui.workspace import Workspace


class OutlineDesk(QObject):
    """Carries out the plan's actions on the rows that are chosen in the outline."""

    def __init__(
        self, services: Services, actions: Actions, space: Workspace, notices: NoticeBar
    ) -> None:
        super().__init__(space)
        self._services = services
        self._session = services.session
        self._actions = actions
        self._view = space.outline
        self._manuscript = space.manuscript
        self._steps = OutlineSteps(services, notices)
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
            *self._own_actions(space),
        ):
            action.triggered.connect(slot)
        actions.rebalance.setChecked(self._steps.rebalances)
        actions.rebalance.toggled.connect(self.set_rebalance)
        services.preferences.subscribe(self._on_setting)
        self._view.rows.edit_asked.connect(self.change)
        self._view.rows.move_asked.connect(self.move_to)
        space.plan_menu.aboutToShow.connect(self.name_lock)
        space.brief.length_set.connect(self.follow_length)

    def _own_actions(self, space: Workspace) -> list[tuple[QAction, Callable[[], None]]]:
        make = self._actions.make
        indent = make("plan.indent", words_outline.INDENT, "indent", "Alt+Right")
        outdent = make("plan.outdent", words_outline.OUTDENT, "outdent", "Alt+Left")
        duplicate = make("plan.duplicate", words_outline.DUPLICATE, "duplicate", "Ctrl+D")
        for menu in (space.plan_menu, self._actions.menu("plan")):
            menu.insertActions(self._actions.split, [indent, outdent, duplicate])
        return [(indent, self.indent), (outdent, self.outdent), (duplicate, self.duplicate)]

    @Slot(str, str, object)
    def change(self, item_id: str, field: str, value: object) -> None:
        """Change a heading, a main point or a target; a target out of bounds is refused. A
        chapter's target is shared out over its sections. With Rebalance on, the other targets
        follow.
        """
        document = self._session.document
        if field == Field.TARGET and isinstance(value, int):
            self._steps.do(field, lambda: outline_edits.retarget(
                document, item_id, value, self._steps.rebalances, self._steps.bounds
            ))  # fmt: skip
        elif isinstance(value, str):
            self._steps.do(
                field, lambda: outline_edits.change_item(document, item_id, **{field: value})
            )

    @Slot(list, int, int)
    def move_to(self, ids: list[str], position: int, level: int) -> None:
        self._steps.do("move", lambda: outline_edits.move_to(
            self._session.document, ids, position, level
        ))  # fmt: skip

    @Slot()
    def add_section(self) -> None:
        self._add("add_section", outline_edits.add_section, words.NEW_SECTION)

    @Slot()
    def add_chapter(self) -> None:
        self._add("add_chapter", outline_edits.add_chapter, words.NEW_CHAPTER)

    @Slot()
    def remove(self) -> None:
        ids = self._chosen()
        if not ids or not self._steps.is_free(ids):
            return
        near = self._view.beside(ids)
        if self._steps.do("remove", lambda: outline_edits.remove(self._session.document, ids)):
            self._view.follow(near)

    @Slot()
    def duplicate(self) -> None:
        """Copy what is chosen, and choose the copies."""
        ids = self._chosen()
        if ids:
            made = outline_edits.duplicate(self._session.document, ids)
            if self._steps.do("duplicate", lambda: made.structure):
                self._view.choose(made.ids)

    @Slot()
    def move_up(self) -> None:
        self._step(down=False)

    @Slot()
    def move_down(self) -> None:
        self._step(down=True)

    @Slot()
    def indent(self) -> None:
        self._on_chosen("indent", outline_edits.indent)

    @Slot()
    def outdent(self) -> None:
        self._on_chosen("outdent", outline_edits.outdent)

    @Slot()
    def split(self) -> None:
        """Split at the caret if it is inside the section's text, else in the middle."""
        section_id = self._current_section()
        if section_id is None or not self._steps.is_free({section_id}):
            return
        offset = self._manuscript.caret_offset(section_id)
        text = self._session.document.text_of(section_id).text
        inside = offset is not None and text[:offset].strip() and text[offset:].strip()
        at = offset if inside and self._manuscript.hasFocus() else None
        self._steps.do(
            "split", lambda: outline_edits.split(self._session.document, section_id, at).structure
        )

    @Slot()
    def merge(self) -> None:
        """Join a section with the next one, or those that are chosen in the plan."""
        section_id = self._current_section()
        if section_id is None:
            return
        outline, chosen = self._session.document.outline, self._view.chosen_items
        at = outline.index(section_id)
        ids = [item.id for item in outline.items[at : at + 2]]
        if len(chosen) > 1 and not self._manuscript.hasFocus():
            ids = list(chosen)
        if self._steps.is_free(ids):
            self._steps.do("merge", lambda: outline_edits.merge(self._session.document, ids))

    @Slot()
    def fit(self) -> None:
        self._steps.do("fit", lambda: outline_edits.fit(self._session.document, self._steps.bounds))

    @Slot(bool)
    def set_rebalance(self, on: bool) -> None:
        """Keep the plan at the document's length from now on, or no longer."""
        self._services.preferences.set(REBALANCE, on)
        if on:
            self.fit()

    @Slot(int)
    def follow_length(self, before: int) -> None:
        """The document's length is no longer `before`: with Rebalance on, the targets follow,
        and undoing the step brings the length back with them.
        """
        document = self._session.document
        if self._steps.rebalances and document.outline.sections:
            self._steps.do(
                "length",
                lambda: replace(
                    outline_edits.fit(document, self._steps.bounds),
                    target_words=document.target_words,
                ),
                replace(self._session.structure(), target_words=before),
            )

    @Slot()
    def lock(self) -> None:
        self._on_chosen("lock", outline_edits.lock)

    @Slot()
    def name_lock(self) -> None:
        """Say in the menu what the action does to the rows that are chosen."""
        outline = self._session.document.outline
        is_locked = outline_edits.is_locked(outline, self._view.chosen_items)
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

    @Slot(str)
    def follow_caret(self, section_id: str) -> None:
        """The caret came into a section, or into a chapter's heading, where it is in none."""
        page = self._manuscript.page
        span, _ = page.span_at(self._manuscript.textCursor().position())
        self._view.follow(section_id or span.item_id)

    def _edit(self, field: Field) -> None:
        item_id = self._view.current_item
        if item_id is not None:
            self._view.edit_field(item_id, field)

    def _add(self, label: str, make: Callable[..., outline_edits.Added], heading: str) -> None:
        self._view.finish_editing()
        added = make(self._session.document, self._view.current_item, heading)
        self._steps.do(label, lambda: added.structure)
        self._view.follow(added.item_id)
        self._view.scrollTo(self._view.currentIndex())
        self._view.edit_field(added.item_id, Field.HEADING)

    def _on_chosen(self, label: str, edit: Callable[..., Structure]) -> None:
        ids = self._chosen()
        if ids:
            self._steps.do(label, lambda: edit(self._session.document, ids))
            self._view.scrollTo(self._view.currentIndex())

    def _step(self, down: bool) -> None:
        ids = self._chosen()
        if ids:
            self._steps.do(
                "move", lambda: outline_edits.move_step(self._session.document, ids, down)
            )
            self._view.scrollTo(self._view.currentIndex())

    def _chosen(self) -> tuple[str, ...]:
        """What is to be changed; an edit that is open in the plan is kept first."""
        self._view.finish_editing()
        return self._view.chosen_items

    def _current_section(self) -> str | None:
        """The section to split or merge; says so where the caret or the row is in none."""
        self._view.finish_editing()
        in_title = self._manuscript.hasFocus() and self._manuscript.caret_section is None
        item = self._view.rows.item(self._view.currentIndex())
        if in_title or item is None or not item.is_section:
            self._steps.tell(words_outline.NO_SECTION)
            return None
        return item.id

    def _on_setting(self, name: str) -> None:
        if name == REBALANCE:
            self._actions.rebalance.setChecked(self._steps.rebalances)
