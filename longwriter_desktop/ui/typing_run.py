# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Runs of typing: edits that follow each other in one place become one undo step."""

_PAUSE = 1.5  # seconds without a key that end a run


class TypingRun:
    """Numbers runs. Positions count characters of the document, times seconds."""

    def __init__(self) -> None:
        self._number = 0
        self._section_id = ""
        self._position = -1
        self._at = 0.0

    def end(self) -> None:
        """Whatever is typed next begins a new run."""
        self._section_id = ""

    def number(self, section_id: str, position: int, added: int, now: float) -> int:
        """The run of an edit that put `added` characters at `position` of a section."""
        # Typing goes on where it ended, deleting just before or at the same place.
        goes_on = self._section_id == section_id and abs(position - self._position) <= 1
        if not goes_on or now - self._at > _PAUSE:
            self._number += 1
        self._section_id, self._position, self._at = section_id, position + added, now
        return self._number
