# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Undoable edits of a document, for one `QUndoStack` over structure and text alike."""

from collections.abc import Mapping

from PySide6.QtGui import QUndoCommand, QUndoStack

from longwriter_desktop.app.session import DocumentSession, Structure
from longwriter_desktop.domain.document import SectionText


class StructureCommand(QUndoCommand):
    """Replaces outline and texts as a whole: add, remove, move, split, merge, retarget, plan.

    `before` is what undoing comes back to, where that is not what stands there now.
    """

    def __init__(
        self,
        session: DocumentSession,
        after: Structure,
        label: str,
        before: Structure | None = None,
    ) -> None:
        super().__init__(label)
        self._session = session
        self._before = before or session.structure()
        self._after = after

    def redo(self) -> None:
        self._session.restore(self._after)

    def undo(self) -> None:
        self._session.restore(self._before)


class EditCommand(QUndoCommand):
    """New texts for several sections at once; each is the writer's own then."""

    def __init__(self, session: DocumentSession, texts: Mapping[str, str], label: str) -> None:
        super().__init__(label)
        self._session = session
        document = session.document
        self._before = {section: document.text_of(section) for section in texts}
        self._after = {
            section: before.edited(texts[section]) for section, before in self._before.items()
        }

    def redo(self) -> None:
        self._show(self._after)

    def undo(self) -> None:
        self._show(self._before)

    def _show(self, texts: Mapping[str, SectionText]) -> None:
        self._session.restore(Structure(self._session.document.outline, texts))


class TextCommand(QUndoCommand):
    """Replaces one section's text: a take that was written, or one chosen again.

    `done`: the session holds the new text already, so the first redo does nothing.
    """

    def __init__(
        self,
        session: DocumentSession,
        section_id: str,
        before: SectionText,
        after: SectionText,
        label: str,
        done: bool = True,
    ) -> None:
        super().__init__(label)
        self._session = session
        self._section_id = section_id
        self._before = before
        self._after = after
        self._done = done

    def redo(self) -> None:
        if not self._done:
            self._session.set_text(self._section_id, self._after)
        self._done = False

    def undo(self) -> None:
        self._session.set_text(self._section_id, self._before)


class TypingCommand(TextCommand):
    """A run of typing in one section; typing without a pause or a jump extends it."""

    def __init__(
        self,
        session: DocumentSession,
        section_id: str,
        before: SectionText,
        after: SectionText,
        run: int,
        label: str,
    ) -> None:
        super().__init__(session, section_id, before, after, label)
        self._run = run

    def extend(self, section_id: str, after: SectionText, run: int) -> bool:
        """Take later typing in, which the session holds already; False where it is not of
        the same section and run.
        """
        if (section_id, run) != (self._section_id, self._run):
            return False
        self._after = after
        return True


def top_step(stack: QUndoStack) -> QUndoCommand | None:
    """The step that undo would take back, where nothing stands undone and no macro is open.

    A run goes on by extending it: Python's half of a command that Qt merged would never go.
    """
    count = stack.count()
    return stack.command(count - 1) if count and stack.index() == count else None


def push_typing(
    stack: QUndoStack,
    session: DocumentSession,
    section_id: str,
    before: SectionText,
    run: int,
    label: str,
) -> None:
    """Make typing that the session holds already a step, or part of the top step's run."""
    after, top = session.document.text_of(section_id), top_step(stack)
    if not isinstance(top, TypingCommand) or not top.extend(section_id, after, run):
        stack.push(TypingCommand(session, section_id, before, after, run, label))
