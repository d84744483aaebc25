# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Undo and redo over plan and text alike, and what they are called at the moment."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QUndoStack

from longwriter_desktop.ui import words
from longwriter_desktop.ui.actions import Actions
from longwriter_desktop.ui.manuscript import Manuscript


class UndoDesk(QObject):
    """Connects the undo stack with its actions."""

    def __init__(self, stack: QUndoStack, actions: Actions, manuscript: Manuscript) -> None:
        super().__init__(actions)
        self._stack = stack
        self._actions = actions
        self._manuscript = manuscript
        actions.undo.triggered.connect(self.undo)
        actions.redo.triggered.connect(self.redo)
        manuscript.undo_asked.connect(self.undo)
        manuscript.redo_asked.connect(self.redo)
        stack.indexChanged.connect(self.show)
        self.show()

    def let_go(self) -> None:
        """Stop following the stack; it may go before the window.

        It goes empty: were it and its steps collected together, each would free the other.
        """
        self._stack.disconnect(self)
        self._stack.clear()

    @Slot()
    def undo(self) -> None:
        self._manuscript.undo_step()

    @Slot()
    def redo(self) -> None:
        self._manuscript.undo_step(redo=True)

    @Slot()
    def show(self) -> None:
        """Name the steps in the actions."""
        stack, actions = self._stack, self._actions
        actions.undo.setEnabled(stack.canUndo())
        actions.redo.setEnabled(stack.canRedo())
        actions.undo.setText(words.undo_text(stack.undoText()))
        actions.redo.setText(words.redo_text(stack.redoText()))
