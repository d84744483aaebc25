# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The blocks of the manuscript read as lines of Markdown, section by section."""

from PySide6.QtGui import QTextBlock

from longwriter_desktop.domain.markdown_spans import Line, fences, read_line
from longwriter_desktop.ui.manuscript_page import ManuscriptPage


class MarkdownLines:
    """Knows which blocks stand in a block of code; each section begins outside of one."""

    def __init__(self, page: ManuscriptPage) -> None:
        self._page = page
        self._fences: dict[str, tuple[str, list[str]]] = {}

    def line(self, block: QTextBlock) -> Line | None:
        """What a block is; None for the headings of the plan."""
        number = block.blockNumber()
        span, is_heading = self._page.map.at(number)
        if is_heading or not span.is_section:
            return None
        states = self._fences_of(span.item_id)
        at = number - self._page.map.body(span.item_id)[0] if states else 0
        return read_line(block.text(), states[at] if at < len(states) else "")

    def moved_fences(self, block: QTextBlock) -> str | None:
        """The section of a block, where its blocks of code are others than a moment ago."""
        span = self._page.map.at(block.blockNumber())[0]
        if not span.is_section:
            return None
        before = self._fences.get(span.item_id, ("", []))[1]
        return span.item_id if before != self._fences_of(span.item_id) else None

    def _fences_of(self, section: str) -> list[str]:
        """The fence that each line of a section stands behind; [] where it has none at all."""
        text = self._page.text(section)
        if not may_fence(text):
            self._fences.pop(section, None)
            return []
        known = self._fences.get(section)
        if known is None or known[0] != text:
            known = (text, fences(text.split("\n")))
            self._fences[section] = known
        return known[1]


def may_fence(text: str) -> bool:
    """Whether a text can have fences, quickly."""
    return "```" in text or "~~~" in text
