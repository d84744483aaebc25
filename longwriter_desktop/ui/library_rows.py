# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How the rows of the library look: documents, places found in texts, and captions."""

from datetime import UTC, datetime

from PySide6.QtCore import (
    QAbstractItemModel,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from longwriter_desktop.domain.library_port import DocumentSummary, SearchHit
from longwriter_desktop.ui import library_words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.row_paint import Index, RowPaint

ROW = Qt.ItemDataRole.UserRole  # a DocumentSummary, a SearchHit, or None for a caption
_HEIGHT = {DocumentSummary: 60, SearchHit: 54}
_CAPTION_HEIGHT = 36
_PAD = 12
_RING = 26  # px across
_RING_PEN = 3
_LEFT = _PAD + _RING + 14
_COUNT = 56  # px for how often a place holds the words


class LibraryDelegate(QStyledItemDelegate):
    """Paints the rows and edits a document's title in place.

    Signals:
        renamed(document_id, title): another title was typed for a document.
    """

    renamed = Signal(str, str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._paint = RowPaint(look, parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, _HEIGHT.get(type(index.data(ROW)), _CAPTION_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = index.data(ROW)
        if row is None:
            place = option.rect.adjusted(_PAD, 8, -_PAD, 0)
            caption = index.data(Qt.ItemDataRole.DisplayRole)
            self._paint.write(painter, place, caption, "muted", 12, QFont.Weight.DemiBold)
        else:
            self._paint.ground(painter, option)
            if isinstance(row, DocumentSummary):
                self._paint_document(painter, option.rect, row)
            else:
                self._paint_hit(painter, option.rect, row)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setAccessibleName(library_words.RENAME_NAME)
        line.setPlaceholderText(library_words.RENAME_NAME)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(index.data(ROW).title)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        row = index.data(ROW)
        title = " ".join(editor.text().split()) if isinstance(editor, QLineEdit) else ""
        if title != row.title:
            self.renamed.emit(row.id, title)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row = option.rect
        editor.setGeometry(row.left() + _LEFT - 9, row.top() + 5, row.width() - _LEFT - 4, 27)

    def _paint_document(self, painter: QPainter, row: QRect, summary: DocumentSummary) -> None:
        share = summary.written_words / max(summary.target_words, 1)
        ring = QRectF(row.left() + _PAD, row.center().y() - _RING / 2 + 0.5, _RING, _RING)
        self._paint_ring(painter, ring, min(share, 1.0))
        line = QRect(row.left() + _LEFT, row.top() + 9, row.width() - _LEFT - _PAD, 21)
        title = library_words.title_of(summary)
        self._paint.write(painter, line, title, "ink", 14, QFont.Weight.Medium)
        detail = library_words.detail(summary, datetime.now(UTC))
        self._paint.write(painter, line.translated(0, 22), detail, "muted", 12)

    def _paint_ring(self, painter: QPainter, place: QRectF, share: float) -> None:
        """A full circle under the part that is written, from the top clockwise."""
        theme = self._look.theme
        inner = place.adjusted(_RING_PEN / 2, _RING_PEN / 2, -_RING_PEN / 2, -_RING_PEN / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("meter"), _RING_PEN))
        painter.drawEllipse(inner)
        if share > 0:
            pen = QPen(theme.color("accent"), _RING_PEN)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawArc(inner, 90 * 16, -round(max(share, 0.02) * 360 * 16))
        if share >= 1.0:
            check = self._look.icon("check", "accent").pixmap(12, 12)
            painter.drawPixmap(round(place.center().x()) - 6, round(place.center().y()) - 6, check)

    def _paint_hit(self, painter: QPainter, row: QRect, hit: SearchHit) -> None:
        line = QRect(row.left() + _LEFT, row.top() + 7, row.width() - _LEFT - _PAD - _COUNT, 20)
        title = library_words.hit_title(hit)
        self._paint.write(painter, line, title, "ink", weight=QFont.Weight.Medium)
        count = QRect(row.right() - _PAD - _COUNT, line.top(), _COUNT, line.height())
        self._paint.write(painter, count, library_words.hit_count(hit), "muted", 12, right=True)
        line = QRect(line.left(), line.top() + 20, row.width() - _LEFT - _PAD, 20)
        for text, role, weight in (
            (hit.before, "muted", QFont.Weight.Normal),
            (hit.found, "accent", QFont.Weight.Bold),
            (hit.behind, "muted", QFont.Weight.Normal),
        ):
            width = self._paint.write(painter, line, text, role, 12, weight)
            line.setLeft(line.left() + width)
