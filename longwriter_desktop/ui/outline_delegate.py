# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The rows of the plan as the view draws them, and the editors that open in one."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QSpinBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from longwriter_desktop.ui import words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.outline_model import Index, OutlineModel, Role
from longwriter_desktop.ui.outline_paint import Field, OutlinePainter
from longwriter_desktop.ui.outline_rows import Row

TARGET_STEP = 50
_SHOWN = "shown"  # property of an editor: the value that it was given last


class OutlineDelegate(QStyledItemDelegate):
    """Paints two-line rows and edits one field at a time, the one that `field` names.

    Signals:
        field_left(field, step): Tab (1) or Shift+Tab (-1) ended the editing of a field.
    """

    field_left = Signal(str, int)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = Field.HEADING
        self._painter = OutlinePainter(look, parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._painter.size(index)

    def field_at(self, index: Index, row: QRect, point: QPoint) -> Field:
        """The field under a point of a row."""
        shown: Row = index.data(Role.ROW)
        fields = (Field.TARGET, Field.POINT) if shown.item.is_section else (Field.TARGET,)
        for field in fields:
            if self._painter.place(shown, row, field).adjusted(-4, -4, 4, 4).contains(point):
                return field
        return Field.HEADING

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._painter.paint(painter, option, index)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """An editor of the field, which it goes by (its object name) as long as it is open."""
        editor = self._target(parent) if self.field is Field.TARGET else self._line(parent)
        editor.setObjectName(self.field.value)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the field's value. Qt asks for it again whenever something of the row changes, many
        times a second while its section is being written: what the writer typed is left alone."""
        row: Row = index.data(Role.ROW)
        if isinstance(editor, QSpinBox):
            if _may_show(editor, editor.text(), str(row.measure.target)):
                editor.setValue(row.measure.target)
                editor.selectAll()
        elif isinstance(editor, QLineEdit):
            value = getattr(row.item, editor.objectName())
            if _may_show(editor, editor.text(), value):
                editor.setText(value)
                editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if not isinstance(model, OutlineModel):
            return
        row: Row = index.data(Role.ROW)
        before: int | str
        value: int | str
        if isinstance(editor, QSpinBox):
            before, value = row.measure.target, editor.value()
        elif isinstance(editor, QLineEdit):
            before = getattr(row.item, editor.objectName())
            value = " ".join(editor.text().split())
        else:
            return
        if before != value:
            model.edit_asked.emit(row.item.id, editor.objectName(), value)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        field = Field(editor.objectName())
        place = self._painter.place(index.data(Role.ROW), option.rect, field)
        middle, height = place.center().y(), 28
        if field is Field.TARGET:
            place = QRect(place.right() - 70, 0, 74, 0)
        editor.setGeometry(place.left() - 6, middle - height // 2 + 1, place.width() + 8, height)

    def _target(self, parent: QWidget) -> QSpinBox:
        spin = QSpinBox(parent)
        spin.setRange(0, 999_999)  # what cannot be a target is refused with a sentence
        spin.setSingleStep(TARGET_STEP)
        spin.setAccessibleName(words.TARGET_NAME)
        spin.setAlignment(Qt.AlignmentFlag.AlignRight)
        return spin

    def _line(self, parent: QWidget) -> QLineEdit:
        line = QLineEdit(parent)
        name = words.POINT_NAME if self.field is Field.POINT else words.HEADING_NAME
        line.setAccessibleName(name)
        line.setPlaceholderText(name)
        return line

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Tab goes on to the next field of the row."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                self.field_left.emit(editor.objectName(), step)
                return True
        return super().eventFilter(editor, event)


def _may_show(editor: QWidget, text: str, value: str) -> bool:
    """Whether an editor with this text is to be given a value that differs from what it has."""
    shown = editor.property(_SHOWN)
    if shown is not None and (text != shown or value == shown):
        return False
    editor.setProperty(_SHOWN, value)
    return True
