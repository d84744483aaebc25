# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Undoable changes of what a document holds beside its plan and texts."""

from typing import Any

from PySide6.QtGui import QUndoCommand

from longwriter_desktop.app.session import DocumentSession

_META_ID = 31


class MetaCommand(QUndoCommand):
    """Changes fields of the document, notes or the style sample for instance.

    Changes with the same `run` that follow each other become one step: a run of typing.
    `origin` is whoever shows the change already.
    """

    def __init__(
        self,
        session: DocumentSession,
        label: str,
        run: str = "",
        origin: object | None = None,
        **changes: Any,
    ) -> None:
        super().__init__(label)
        self._session = session
        self._run = run
        self._origin = origin
        self._before = {name: getattr(session.document, name) for name in changes}
        self._after = changes

    def redo(self) -> None:
        origin, self._origin = self._origin, None
        self._session.update_meta(origin=origin, **self._after)

    def undo(self) -> None:
        self._session.update_meta(**self._before)

    def id(self) -> int:
        return _META_ID

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Take a later change of the same run in."""
        if not isinstance(other, MetaCommand) or not self._run or other._run != self._run:
            return False
        self._after = other._after
        return True
