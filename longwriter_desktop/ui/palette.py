# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One field over everything that can be done: type a few letters, press Enter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.domain.fuzzy import fuzzy_score
from longwriter_desktop.ui import words_palette as words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.plain_text import PlainLabel
from longwriter_desktop.ui.row_paint import Index
from longwriter_desktop.ui.words import listed

_WIDTH, _ROW, _MOST_ROWS, _TOP = 560, 34, 11, 96
_ICON, _PAD = 16, 12
_KEYS_ROLE = Qt.ItemDataRole.UserRole
_TO_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_RUN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class Entry:
    """Something that can be done: its words, its keys (may be empty) and what does it."""

    text: str
    keys: str
    icon: QIcon
    run: Callable[[], object]


class EntryModel(QAbstractListModel):
    """The entries that fit, the best first; all in their own order while nothing is typed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all: Sequence[Entry] = ()
        self._fitting: Sequence[Entry] = ()

    def offer(self, entries: Sequence[Entry]) -> None:
        self._all = entries
        self.filter("")

    def filter(self, typed: str) -> None:
        sought = typed.casefold().split()
        scored = [(fuzzy_score(sought, entry.text), entry) for entry in self._all]
        self.beginResetModel()
        if sought:
            scored = [pair for pair in scored if pair[0] is not None]
            scored.sort(key=lambda pair: -(pair[0] or 0.0))
        self._fitting = [entry for _, entry in scored]
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        return self._fitting[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's form
        return 0 if parent.isValid() else len(self._fitting)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self._fitting[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return listed((entry.text, entry.keys)) if entry.keys else entry.text
        if role == Qt.ItemDataRole.DecorationRole:
            return entry.icon
        return entry.keys if role == _KEYS_ROLE else None


class EntryDelegate(QStyledItemDelegate):
    """Icon and words at the left, keys at the right."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_WIDTH, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._look.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.mixed("row"))
            painter.drawRoundedRect(rect, 4, 4)
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        icon: QIcon = index.data(Qt.ItemDataRole.DecorationRole)
        icon.paint(painter, inner.left(), inner.center().y() - _ICON // 2, _ICON, _ICON)
        keys = index.data(_KEYS_ROLE)
        metrics = painter.fontMetrics()
        painter.setPen(theme.color("muted"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, keys)
        words_at = inner.adjusted(_ICON + 10, 0, -metrics.horizontalAdvance(keys) - 16, 0)
        text = metrics.elidedText(
            index.data(Qt.ItemDataRole.DisplayRole), Qt.TextElideMode.ElideRight, words_at.width()
        )
        painter.setPen(theme.color("ink"))
        painter.drawText(words_at, middle | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()


class Palette(QFrame):
    """A field over a list, in the middle of the window until something is run or Esc pressed."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("Palette")
        self.setAccessibleName(words.NAME)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(words.HINT)
        self.field.setAccessibleName(words.HINT)
        self.model = EntryModel(self)
        self.list = QListView(self)
        self.list.setAccessibleName(words.NAME)
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(look, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.nothing = PlainLabel(words.NOTHING, self)
        self.nothing.setProperty("role", "muted")
        self.nothing.setContentsMargins(_PAD, 8, _PAD, 8)
        self._over = parent.window()
        self._return_to: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._on_typed)
        self.list.clicked.connect(self._on_clicked)

    def open_with(self, entries: Sequence[Entry]) -> None:
        """Show the entries; nothing is typed yet."""
        window = self._over
        self._return_to = window.focusWidget()
        self.model.offer(entries)
        blocked = self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(blocked)
        width = min(_WIDTH, window.width() - 32)
        self.setFixedWidth(width)
        self._fit()
        place = window.mapToGlobal(window.rect().topLeft())
        self.move(place.x() + (window.width() - width) // 2, place.y() + _TOP)
        self.show()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the list while the field has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # Esc closes the list; it does not stop the model
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _TO_LIST:
                self.list.keyPressEvent(event)
                return True
            if event.key() in _RUN:
                self._run(self.list.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_typed(self, typed: str) -> None:
        self.model.filter(typed)
        self._fit()

    def _fit(self) -> None:
        rows = self.model.rowCount()
        self.list.setVisible(rows > 0)
        self.nothing.setVisible(not rows)
        self.list.setFixedHeight(min(rows, _MOST_ROWS) * _ROW)
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.scrollToTop()
        self.adjustSize()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._run(index)

    def _run(self, index: QModelIndex) -> None:
        if index.isValid():
            entry = self.model.entry(index.row())
            self._close()
            entry.run()

    def _close(self) -> None:
        self.hide()
        if self._return_to is not None:
            self._return_to.setFocus()
