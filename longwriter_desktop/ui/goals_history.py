# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The goals and the words of the last days, as a chart or as a table."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.goals import HISTORY_DAYS
from longwriter_desktop.app.qt_goals import DAILY, SESSION, GoalKeeper
from longwriter_desktop.domain.settings import SETTINGS
from longwriter_desktop.ui import words_goals as words
from longwriter_desktop.ui.fields import FIELD_HEIGHT
from longwriter_desktop.ui.goals_chart import GoalChart
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.plain_text import PlainLabel

_STEP = 50
_SIZE = QSize(640, 420)
_EDGE = 12  # px between it and the window's edges
_FIELD_WIDTH = 120


class GoalHistory(QFrame):
    """Lies over the window's right bottom until it is closed; the numbers follow what is
    written.

    Signals:
        closed()
    """

    closed = Signal()

    def __init__(self, goals: GoalKeeper, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._goals = goals
        self._over = parent
        self.setObjectName("GoalHistory")
        self.setAccessibleName(words.TITLE)
        self.hide()
        self.title = PlainLabel(words.TITLE, self)
        self.title.setProperty("role", "heading")
        self.daily = _field(DAILY, words.DAILY_GOAL, self)
        self.session = _field(SESSION, words.SESSION_GOAL, self)
        self.chart = GoalChart(look, self)
        self.table = _table(self)
        self._rows = _rows(self.table)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.chart)
        self.pages.addWidget(self.table)
        self.summary = PlainLabel(self)
        self.summary.setWordWrap(True)
        self.summary.setProperty("role", "muted")
        self.switch = QPushButton(words.AS_TABLE, self)
        self.switch.setProperty("kind", "link")
        self.switch.setObjectName("AsTable")
        close = QPushButton(words.CLOSE, self)
        self._lay_out(close)
        self.daily.valueChanged.connect(self._on_goals)
        self.session.valueChanged.connect(self._on_goals)
        self.switch.clicked.connect(self._on_switch)
        close.clicked.connect(self.leave)
        goals.changed.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Show the counts and goals as they are now."""
        for field, state in (
            (self.daily, self._goals.daily),
            (self.session, self._goals.session),
        ):
            blocked = field.blockSignals(True)
            if not field.hasFocus():
                field.setValue(state.goal)
            field.blockSignals(blocked)
        if not self.isVisible():
            return
        days = self._goals.history()
        self.chart.show_days(days, self._goals.daily.goal)
        for (day, number), entry in zip(self._rows, reversed(days), strict=True):
            day.setText(words.day(entry.day))
            number.setText(f"{entry.words:,}")
        busy = [entry for entry in days if entry.words]
        if busy:
            total = sum(entry.words for entry in days)
            best = max(busy, key=lambda entry: entry.words)
            self.summary.setText(words.summary(total, len(busy), best))
        else:
            self.summary.setText(words.NOTHING_YET)

    def open_over(self, bottom: int) -> None:
        """Show the present numbers, with the lower end at `bottom` (px) of the parent."""
        self.place_over(bottom)
        self.raise_()
        self.show()
        self.refresh()
        self.chart.setFocus()

    def place_over(self, bottom: int) -> None:
        """Put the lower end at `bottom` (px) of the parent, which may have another size now."""
        room = self._over.size()
        size = _SIZE.boundedTo(QSize(room.width() - 2 * _EDGE, bottom - 2 * _EDGE))
        place = QPoint(room.width() - size.width() - _EDGE, bottom - size.height() - _EDGE)
        self.setGeometry(place.x(), place.y(), size.width(), size.height())

    @Slot()
    def leave(self) -> None:
        """Close it."""
        self.hide()
        self.closed.emit()

    def _lay_out(self, close: QPushButton) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(8)
        for field in (self.daily, self.session):
            label = PlainLabel(field.accessibleName(), self)
            label.setBuddy(field)
            fields.addWidget(label)
            fields.addWidget(field)
            fields.addSpacing(16)
        fields.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.switch)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addLayout(fields)
        column.addWidget(self.summary)
        column.addWidget(self.pages, 1)
        column.addLayout(foot)

    @Slot()
    def _on_goals(self) -> None:
        self._goals.set_goals(self.daily.value(), self.session.value())

    @Slot()
    def _on_switch(self) -> None:
        to_table = self.pages.currentWidget() is self.chart
        self.pages.setCurrentWidget(self.table if to_table else self.chart)
        self.switch.setText(words.AS_CHART if to_table else words.AS_TABLE)


def _field(setting: str, name: str, parent: QWidget) -> QSpinBox:
    field = QSpinBox(parent)
    field.setRange(int(SETTINGS[setting].low or 0), int(SETTINGS[setting].high or 0))
    field.setSingleStep(_STEP)
    field.setGroupSeparatorShown(True)
    field.setSpecialValueText(words.NO_GOAL)
    field.setKeyboardTracking(False)
    field.setAccessibleName(name)
    field.setFixedHeight(FIELD_HEIGHT)
    field.setMinimumWidth(_FIELD_WIDTH)
    field.lineEdit().setTextMargins(6, 0, 0, 0)
    return field


def _table(parent: QWidget) -> QTableWidget:
    table = QTableWidget(HISTORY_DAYS, 2, parent)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    for column, (title, side) in enumerate(((words.DAY, left), (words.WORDS, right))):
        head = QTableWidgetItem(title)
        head.setTextAlignment(side)
        table.setHorizontalHeaderItem(column, head)
    table.setAccessibleName(words.TABLE_NAME)
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    return table


def _rows(table: QTableWidget) -> list[tuple[QTableWidgetItem, QTableWidgetItem]]:
    """Fill a table with cells for a day and its words."""
    rows = []
    for row in range(table.rowCount()):
        day, number = QTableWidgetItem(), QTableWidgetItem()
        number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        table.setItem(row, 0, day)
        table.setItem(row, 1, number)
        rows.append((day, number))
    return rows
