# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Text that leaves the manuscript by copying or dragging, and comes back to it unchanged.

What Qt hands on as plain text has lost its no-break spaces.
"""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor

_OWN = "application/x-longwriter-text"


def selected_text(cursor: QTextCursor) -> str:
    """The selected text, a newline between its lines."""
    return cursor.selectedText().replace("\u2029", "\n")


def mime_of(cursor: QTextCursor) -> QMimeData:
    """The selected text, for us as it stands, for other programs with its looks."""
    data, text = QMimeData(), selected_text(cursor)
    data.setData(_OWN, text.encode("utf-8", errors="surrogatepass"))
    data.setText(text)
    data.setHtml(cursor.selection().toHtml())
    return data


def is_own(data: QMimeData) -> bool:
    """Whether this comes out of a manuscript."""
    return data.hasFormat(_OWN)


def text_in(data: QMimeData) -> str:
    """The plain text in it, a newline between its lines."""
    if is_own(data):
        return bytes(data.data(_OWN).data()).decode("utf-8", errors="surrogatepass")
    return data.text().replace("\r\n", "\n").replace("\r", "\n")
