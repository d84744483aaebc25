# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How a row of the plan looks, and the editors that open in it."""

from enum import StrEnum

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QSpinBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from longwriter_desktop.domain.outline import OutlineItem
from longwriter_desktop.ui import words
from longwriter_desktop.ui.look import Look, tabular
from longwriter_desktop.ui.outline_model import OutlineModel, Role, State

SECTION_HEIGHT = 58
CHAPTER_HEIGHT = 40
TARGET_STEP = 50
_FIGURES = 84  # px for written/target
_PAD = 10
_LOCK = 36  # px that a locked row's main point leaves for the word
_SMALL = 11  # px, type of the words under the figures
_LEFT = 30  # px for number and state
_METER = 3
_STATE_ROLES = {
    State.PLANNED: "muted",
    State.WRITING: "accent",
    State.WRITTEN: "accent",
    State.STOPPED: "warn",
    State.EDITED: "ink",
}
Index = QModelIndex | QPersistentModelIndex


class Field(StrEnum):
    """What of a row is edited."""

    HEADING = "heading"
    POINT = "main_point"
    TARGET = "target_words"


class OutlineDelegate(QStyledItemDelegate):
    """Paints two-line rows and edits one field at a time, the one that `field` names.

    Signals:
        field_left(field, step): Tab (1) or Shift+Tab (-1) ended the editing of a field.
    """

    field_left = Signal(str, int)

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self.field = Field.HEADING
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        item: OutlineItem = index.data(Role.ITEM)
        return QSize(120, SECTION_HEIGHT if item.is_section else CHAPTER_HEIGHT)

    def field_at(self, index: Index, row: QRect, point: QPoint) -> Field:
        """The field under a point of a row."""
        for field in (Field.TARGET, Field.POINT):
            if self._place(index, row, field).adjusted(-4, -4, 4, 4).contains(point):
                return field
        return Field.HEADING

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        item: OutlineItem = index.data(Role.ITEM)
        if item.is_section:
            self._paint_section(painter, option, index, item)
        else:
            self._paint_chapter(painter, option, index, item)
        painter.restore()

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget | None:
        item: OutlineItem = index.data(Role.ITEM)
        if self.field is Field.TARGET:
            if not item.is_section:
                return None
            spin = QSpinBox(parent)
            spin.setRange(0, 99_999)  # what cannot be a target is refused with a sentence
            spin.setSingleStep(TARGET_STEP)
            spin.setAccessibleName(words.TARGET_NAME)
            spin.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            spin.setAlignment(Qt.AlignmentFlag.AlignRight)
            return spin
        line = QLineEdit(parent)
        is_point = self.field is Field.POINT
        line.setAccessibleName(words.POINT_NAME if is_point else words.HEADING_NAME)
        line.setPlaceholderText(words.POINT_NAME if is_point else words.HEADING_NAME)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        item: OutlineItem = index.data(Role.ITEM)
        if isinstance(editor, QSpinBox):
            editor.setValue(item.target_words)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(item.main_point if self.field is Field.POINT else item.heading)
            editor.selectAll()

    def setModelData(  # noqa: N802 - Qt's name
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        if not isinstance(model, OutlineModel):
            return
        item: OutlineItem = index.data(Role.ITEM)
        value = editor.value() if isinstance(editor, QSpinBox) else ""
        if isinstance(editor, QLineEdit):
            value = " ".join(editor.text().split())
        if getattr(item, self.field) != value:
            model.edit_asked.emit(item.id, self.field.value, value)

    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        place = self._place(index, option.rect, self.field)
        middle, height = place.center().y(), 28
        if self.field is Field.TARGET:
            place = QRect(place.right() - 70, 0, 74, 0)
        editor.setGeometry(place.left() - 6, middle - height // 2 + 1, place.width() + 8, height)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tab goes on to the next field of the row."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                self.field_left.emit(self.field.value, step)
                return True
        return super().eventFilter(editor, event)

    def _place(self, index: Index, row: QRect, field: Field) -> QRect:
        """Where a field stands in its row."""
        item: OutlineItem = index.data(Role.ITEM)
        if not item.is_section:
            left, top, height = row.left() + _LEFT, row.top(), row.height()
        else:
            top = row.top() + (9 if field is not Field.POINT else 29)
            left, height = row.left() + _LEFT + 6, 20
        right = row.right() - _PAD
        if field is Field.TARGET:
            return QRect(right - _FIGURES, top, _FIGURES, height)
        room = _LOCK if field is Field.POINT and item.locked else 0
        return QRect(left, top, right - _FIGURES - room - left - 8, height)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme = self._look.theme
        ground = QRectF(option.rect).adjusted(2, 1, -4, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(theme.color("row"))
            painter.drawRoundedRect(ground, 6, 6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(ground, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.color("focus"))
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_section(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, item: OutlineItem
    ) -> None:
        theme, row = self._look.theme, option.rect
        state = State(index.data(Role.STATE))
        role = _STATE_ROLES[state]
        number = QRect(row.left(), row.top() + 9, _LEFT - 3, 20)
        self._write(painter, number, str(index.data(Role.NUMBER)), "muted", right=True, pixels=12)
        pixmap = self._look.icon(state.value, role).pixmap(15, 15)
        painter.drawPixmap(row.left() + _LEFT - 17, row.top() + 32, pixmap)
        heading = item.heading or words.untitled_section(index.data(Role.NUMBER))
        self._write(painter, self._place(index, row, Field.HEADING), heading, "ink",
                    weight=QFont.Weight.Medium)  # fmt: skip
        self._write(painter, self._place(index, row, Field.POINT), item.main_point, "muted")
        figures = self._place(index, row, Field.TARGET)
        self._paint_figures(painter, figures, index)
        under = figures.translated(0, 20)
        said = words.STATES[state.value]
        self._write(painter, under, said, role, right=True, pixels=_SMALL)
        if item.locked:
            self._paint_lock(painter, under, said)
        meter = QRectF(figures.right() - _FIGURES + 22, row.bottom() - 8, _FIGURES - 22, _METER)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("meter"))
        painter.drawRoundedRect(meter, 1.5, 1.5)
        share = min(index.data(Role.WRITTEN) / max(index.data(Role.TARGET), 1), 1.0)
        if share > 0:
            meter.setWidth(max(meter.width() * share, _METER))
            painter.setBrush(theme.color("warn" if state is State.STOPPED else "accent"))
            painter.drawRoundedRect(meter, 1.5, 1.5)

    def _paint_lock(self, painter: QPainter, under: QRect, beside: str) -> None:
        """Icon and word, left of the word for the state."""
        metrics = QFontMetrics(self._font(QFont.Weight.Normal, _SMALL))
        word = f"{words.LOCKED} \u00b7"
        right = under.right() - metrics.horizontalAdvance(beside) - 4
        width = metrics.horizontalAdvance(word) + 2  # rounding must not cut it short
        place = QRect(right - width, under.top(), width, under.height())
        self._write(painter, place, word, "muted", right=True, pixels=_SMALL)
        pixmap = self._look.icon("lock", "muted").pixmap(12, 12)
        painter.drawPixmap(place.left() - 13, place.center().y() - 5, pixmap)

    def _paint_chapter(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, item: OutlineItem
    ) -> None:
        row = option.rect
        is_open = bool(option.state & QStyle.StateFlag.State_Open)
        pixmap = self._look.icon("unfold" if is_open else "folded", "muted").pixmap(14, 14)
        painter.drawPixmap(row.left() + 8, row.center().y() - 6, pixmap)
        self._write(painter, self._place(index, row, Field.HEADING), item.heading, "ink",
                    weight=QFont.Weight.DemiBold)  # fmt: skip
        self._paint_figures(painter, self._place(index, row, Field.TARGET), index)

    def _paint_figures(self, painter: QPainter, place: QRect, index: Index) -> None:
        """Words written, in ink, over the target, muted; figures equally wide."""
        target = f"\u2009/\u2009{index.data(Role.TARGET):,}"
        written = index.data(Role.WRITTEN)
        width = QFontMetrics(self._font(QFont.Weight.Normal, 13)).horizontalAdvance(target)
        self._write(painter, place, target, "muted", right=True)
        place = place.adjusted(0, 0, -width, 0)
        self._write(painter, place, f"{written:,}", "ink" if written else "muted", right=True)

    def _write(
        self, painter: QPainter, place: QRect, text: str, role: str, *,
        right: bool = False, weight: QFont.Weight = QFont.Weight.Normal, pixels: int = 13,
    ) -> None:  # fmt: skip
        font = self._font(weight, pixels)
        painter.setFont(font)
        painter.setPen(self._look.theme.color(role))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _font(self, weight: QFont.Weight, pixels: int) -> QFont:
        parent = self.parent()
        font = tabular(parent.font() if isinstance(parent, QWidget) else QFont())
        font.setPixelSize(pixels)
        font.setWeight(weight)
        return font
