# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The changes to a plan as rows with a check box each, read and answered by keyboard."""

from html import escape

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QTextDocument
from PySide6.QtWidgets import (
    QCheckBox,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QWidget,
)

from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.plan_diff import PlanChange, PlanDiff, takes_text
from longwriter_desktop.domain.word_diff import word_diff
from longwriter_desktop.ui import words_replan as words
from longwriter_desktop.ui.look import Look

_HTML = Qt.ItemDataRole.UserRole
_BOX = 16  # px, of the check box
_LEAST_ALIKE = 0.4  # share of a text; below it single words that are alike only confuse
_LEFT, _GAP, _EDGE = 10, 10, 8


class ChangeRows(QListWidget):
    """One row a change; all are accepted at first but those that take a text out.

    Signals:
        done(): the writer has decided on every row.
        choice_changed(): another number of rows is accepted.
    """

    done = Signal()
    choice_changed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("PlanChanges")
        self.setAccessibleName(words.REVIEW_NAME)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._painter = _RowPainter(self)
        self.setItemDelegate(self._painter)
        self._look = look
        self._diff: PlanDiff | None = None
        self._document: Document | None = None

    @property
    def accepted(self) -> list[int]:
        """Indices of the changes whose box is checked."""
        return [at for at in range(self.count()) if _is_on(self.item(at))]

    def show_diff(self, diff: PlanDiff, document: Document) -> None:
        """Show the changes of a diff. All are checked but those by which words that stand in
        `document` would leave it: nobody should lose text by pressing Enter.
        """
        self._diff, self._document = diff, document
        self.clear()
        self._painter.forget()
        written = {key for key, text in document.texts.items() if text.text.strip()}
        for at, change in enumerate(diff.changes):
            row = QListWidgetItem(self)
            row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            row.setData(_HTML, self._html(change))
            self._check(row, change, not takes_text(diff, at, written))
        self.setCurrentRow(0)

    def repaint_rows(self) -> None:
        """The theme is another one: the rows hold its colours."""
        if self._diff is not None:
            for at, change in enumerate(self._diff.changes):
                self.item(at).setData(_HTML, self._html(change))

    def accept_row(self, at: int, is_on: bool) -> None:
        """Accept or refuse one change."""
        if self._diff is not None and 0 <= at < self.count():
            self._check(self.item(at), self._diff.changes[at], is_on)
            self.choice_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A, R, Space and Enter; the other keys as in any list."""
        at, key = self.currentRow(), event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        elif key == Qt.Key.Key_Space:
            self.accept_row(at, at not in self.accepted)
        elif key in (Qt.Key.Key_A, Qt.Key.Key_R) and not event.modifiers():
            self.accept_row(at, key == Qt.Key.Key_A)
            self.setCurrentRow(min(at + 1, self.count() - 1))
        elif key == Qt.Key.Key_Escape:
            event.ignore()  # for whoever shows the rows
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the box, or left of the words, switches the row."""
        super().mouseReleaseEvent(event)
        row = self.itemAt(event.position().toPoint())
        if row is not None and event.position().x() < _LEFT + _BOX + _GAP:
            at = self.row(row)
            self.accept_row(at, at not in self.accepted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _check(self, row: QListWidgetItem, change: PlanChange, is_on: bool) -> None:
        row.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        spoken = words.spoken_row(change, is_on, self._words_lost(change))
        row.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _words_lost(self, change: PlanChange) -> int:
        """How many words would leave the document with an item."""
        if change.after is not None or self._document is None:
            return 0
        return self._document.text_of(change.item.id).words

    def _html(self, change: PlanChange) -> str:
        colors = self._look.theme
        before, after = change.before, change.after
        head = f'<span style="color:{colors.color("accent").name()}">{escape(words.kind(change))}'
        lines = [f'<p style="font-size:12px;font-weight:600;margin:0">{head}</span></p>']
        heading = self._text(before.heading if before else "", after.heading if after else "")
        if heading:
            lines.append(f'<p style="font-weight:500;margin:2px 0 0 0">{heading}</p>')
        points = (before.main_point if before else "", after.main_point if after else "")
        lines += self._small(self._text(*points), "muted")
        if change.item.is_section:
            lines += self._small(self._target(change), "muted")
        if change.moved and self._diff is not None:
            lines += self._small(escape(words.place(self._diff.after, change.item.id)), "muted")
        lost = self._words_lost(change)
        if lost:
            lines += self._small(escape(words.text_leaves(lost)), "warn")
        return "".join(lines)

    def _small(self, html: str, role: str) -> list[str]:
        color = self._look.theme.color(role).name()
        return [f'<p style="color:{color};margin:2px 0 0 0">{html}</p>'] if html else []

    def _target(self, change: PlanChange) -> str:
        before, after = change.before, change.after
        if before is None or after is None or before.target_words == after.target_words:
            return self._text(
                words.words(before.target_words) if before else "",
                words.words(after.target_words) if after else "",
            )
        return (
            f"{self._removed(f'{before.target_words:,}')} "
            f"{self._added(words.words(after.target_words))}"
        )

    def _text(self, before: str, after: str) -> str:
        """A text with what was removed struck through and what was added underlined."""
        hunks = word_diff(before, after)
        alike = sum(len(hunk.added) for hunk in hunks if not hunk.is_change)
        if before and after and alike < _LEAST_ALIKE * max(len(before), len(after)):
            return f"{self._removed(before)} {self._added(after)}"
        return "".join(
            (self._removed(hunk.removed) + self._added(hunk.added))
            if hunk.is_change
            else escape(hunk.added)
            for hunk in hunks
        )

    def _removed(self, text: str) -> str:
        color = self._look.theme.color("error").name()
        return f'<s style="color:{color}">{escape(text)}</s>' if text else ""

    def _added(self, text: str) -> str:
        color = self._look.theme.color("accent").name()
        return f'<u style="color:{color}">{escape(text)}</u>' if text else ""


class _RowPainter(QStyledItemDelegate):
    """Paints a row: the check box, and the change's words wrapped beside it."""

    def __init__(self, rows: ChangeRows) -> None:
        super().__init__(rows)
        self._rows = rows
        self._box = QCheckBox(rows)  # gives the box its look
        self._box.hide()
        self._heights: dict[tuple[int, str], int] = {}  # px, by width and text

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        key = (self._rows.viewport().width(), str(index.data(_HTML)))
        if key not in self._heights:
            self._heights[key] = round(self._page(index).size().height()) + 2 * _EDGE
        return QSize(key[0], self._heights[key])

    def forget(self) -> None:
        """Other rows are shown: what was measured is of no use."""
        self._heights.clear()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        option = QStyleOptionViewItem(option)
        option.text = ""
        option.features &= ~QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        style = self._rows.style()
        style.drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, self._rows
        )
        box = QStyleOptionButton()
        is_on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        is_on = is_on or index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        box.state = QStyle.StateFlag.State_Enabled | (
            QStyle.StateFlag.State_On if is_on else QStyle.StateFlag.State_Off
        )
        box.rect = QRect(option.rect.left() + _LEFT, option.rect.top() + _EDGE, _BOX, _BOX)
        style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, box, painter, self._box)
        painter.save()
        painter.translate(option.rect.left() + _LEFT + _BOX + _GAP, option.rect.top() + _EDGE)
        self._page(index).drawContents(painter)
        painter.restore()

    def editorEvent(self, event: QEvent, *_rest: object) -> bool:
        """The list itself answers the mouse and the keys."""
        return False

    def _page(self, index: QModelIndex | QPersistentModelIndex) -> QTextDocument:
        page = QTextDocument()
        page.setDocumentMargin(0)
        page.setDefaultFont(self._rows.font())
        color = self._rows.palette().text().color().name()
        page.setHtml(f'<div style="color:{color}">{index.data(_HTML)}</div>')
        page.setTextWidth(self._rows.viewport().width() - _LEFT - _BOX - _GAP - _EDGE)
        return page


def _is_on(row: QListWidgetItem) -> bool:
    return row.checkState() is Qt.CheckState.Checked
