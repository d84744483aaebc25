# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Text that comes into the manuscript from other programs, with the looks that it can hold."""

from PySide6.QtCore import QMimeData

from longwriter_desktop.app.pasting import markdown_of_html
from longwriter_desktop.domain.markdown_spans import fences
from longwriter_desktop.ui.own_text import is_own, text_in


def text_to_paste(data: QMimeData, before: str, behind: str) -> str:
    """The text of `data` as it goes between two parts of a section.

    Our own is Markdown already. Formatted text of others becomes Markdown, but in a block of code.
    """
    is_plain = is_own(data) or data.hasUrls() or not data.hasHtml()
    if is_plain or fences(before.split("\n"))[-1]:
        return text_in(data)
    pasted = markdown_of_html(data.html())
    return text_in(data) if pasted is None else pasted.between(before, behind)
