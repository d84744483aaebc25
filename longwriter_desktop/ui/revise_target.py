# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the writer means: the selection, clipped to one section, or a whole section."""

from longwriter_desktop.domain.revision import Passage, passage_in
from longwriter_desktop.ui.manuscript import Manuscript


def selected_passage(text: Manuscript) -> tuple[Passage, bool] | None:
    """The selected part of the first section that has one, and whether more was selected."""
    cursor = text.textCursor()
    low, high = cursor.selectionStart(), cursor.selectionEnd()
    found: list[Passage] = []
    if low == high:
        return None
    for span in text.page.map.spans:
        if not span.is_section:
            continue
        start, end = text.page.body_range(span.item_id)
        if start > high:
            break
        if low < end:
            passage = _between(text, span.item_id, max(low, start) - start, min(high, end) - start)
            if passage.start < passage.end:
                found.append(passage)
    return (found[0], len(found) > 1) if found else None


def whole_section(text: Manuscript, section_id: str) -> Passage:
    """All of a section's text."""
    return passage_in(section_id, text.session.document.text_of(section_id).text)


def position_of(text: Manuscript, passage: Passage, at_end: bool = False) -> int:
    """The cursor position (UTF-16 units) where a passage begins or ends on the page."""
    start, end = text.page.body_range(passage.section_id)
    before = text.page.text(passage.section_id)[: passage.end if at_end else passage.start]
    return min(start + len(before.encode("utf-16-le")) // 2, end)


def _between(text: Manuscript, section_id: str, first: int, last: int) -> Passage:
    """The passage between two offsets in UTF-16 units."""
    shown = text.page.text(section_id)
    if shown != text.session.document.text_of(section_id).text:
        return whole_section(text, section_id)  # its line ends are not those of the page
    units = shown.encode("utf-16-le")
    start, end = (len(units[: 2 * at].decode("utf-16-le", errors="ignore")) for at in (first, last))
    return passage_in(section_id, shown, start, end)
