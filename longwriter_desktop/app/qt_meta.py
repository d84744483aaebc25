# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Undoable changes of what a document holds beside its plan and texts."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QUndoCommand

from longwriter_desktop.app.session import DocumentSession


class MetaCommand(QUndoCommand):
    """Changes fields of the document, notes or the style sample for instance.

    Changes with the same `run` that follow each other extend one step: a run of typing.
    """

    def __init__(
        self,
        session: DocumentSession,
        label: str,
        run: str = "",
        **changes: Any,
    ) -> None:
        super().__init__(label)
        self._session = session
        self._run = run
        self._before = {name: getattr(session.document, name) for name in changes}
        self._after: Mapping[str, Any] = changes

    def redo(self) -> None:
        self._session.update_meta(**self._after)

    def undo(self) -> None:
        self._session.update_meta(**self._before)

    def extend(self, run: str, changes: Mapping[str, Any]) -> bool:
        """Make a later change of the same run part of this step; False where it is not one."""
        if not run or run != self._run:
            return False
        self._session.update_meta(**changes)
        self._after = changes
        return True
