# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The plan that a dialog would make, as a tree with its totals."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.domain.outline import Outline, OutlineItem
from longwriter_desktop.ui import words_import as words
from longwriter_desktop.ui.plain_text import PlainLabel


class ImportPreview(QWidget):
    """Headings with targets, three levels deep; the main point is in the tool tip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        caption = PlainLabel(words.PREVIEW, self)
        caption.setProperty("role", "caption")
        self.tree = QTreeWidget(self)
        self.tree.setObjectName("ImportPreview")
        self.tree.setAccessibleName(words.PREVIEW_NAME)
        self.tree.setHeaderLabels([words.HEADING, words.TARGET])
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(16)
        self.tree.setUniformRowHeights(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.title = PlainLabel(self)
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self.title.hide()
        self.totals = PlainLabel(words.NOTHING_YET, self)
        self.totals.setProperty("role", "muted")
        self.totals.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(caption)
        column.addWidget(self.title)
        column.addWidget(self.tree, 1)
        column.addWidget(self.totals)

    def show_outline(self, outline: Outline | None, title: str = "") -> None:
        """Show a plan, or that there is none."""
        self.tree.clear()
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.totals.setText(words.totals(outline) if outline else words.NOTHING_YET)
        path: list[tuple[int, QTreeWidgetItem]] = []
        for item in outline or ():
            while path and path[-1][0] >= item.level:
                path.pop()
            row = _row(item)
            if path:
                path[-1][1].addChild(row)
            else:
                self.tree.addTopLevelItem(row)
            if not item.is_section:
                path.append((item.level, row))
        self.tree.expandAll()


def _row(item: OutlineItem) -> QTreeWidgetItem:
    heading = item.heading or item.main_point
    row = QTreeWidgetItem([heading, f"{item.target_words:,}" if item.is_section else ""])
    row.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    row.setToolTip(0, "\n".join(part for part in (item.heading, item.main_point) if part))
    if not item.is_section:
        font = QFont()
        font.setBold(True)
        row.setFont(0, font)
    return row
