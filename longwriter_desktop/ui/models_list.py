# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of models that can be had: those for this computer first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from longwriter_desktop.app.models_page import best_file, suggestions_first
from longwriter_desktop.domain.catalogue import CatalogueModel, HubFile
from longwriter_desktop.domain.fit_report import FitReport, Verdict
from longwriter_desktop.ui import words_models as words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.models_marks import ROLES
from longwriter_desktop.ui.row_paint import Index, RowPaint
from longwriter_desktop.ui.words import SHOWN_LANGUAGE

_ROW = Qt.ItemDataRole.UserRole  # a `_Row`, or None for a caption
_LANGUAGE = SHOWN_LANGUAGE.partition("_")[0]  # "zh" of "zh_CN"
_HEIGHT, _CAPTION_HEIGHT = 54, 32
_PAD, _ICON = 12, 16
_LEFT = _PAD + _ICON + 10


@dataclass(frozen=True)
class _Row:
    model: CatalogueModel
    detail: str
    verdict: Verdict | None


class _Delegate(QStyledItemDelegate):
    """Paints names as they are."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._paint = RowPaint(look, parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, _CAPTION_HEIGHT if index.data(_ROW) is None else _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = index.data(_ROW)
        if isinstance(row, _Row):
            self._paint.ground(painter, option)
            self._paint_row(painter, option.rect, row)
        else:
            place = option.rect.adjusted(_PAD, 8, -_PAD, 0)
            caption = index.data(Qt.ItemDataRole.DisplayRole)
            self._paint.write(painter, place, caption, "muted", 12, QFont.Weight.DemiBold)
        painter.restore()

    def _paint_row(self, painter: QPainter, place: QRect, row: _Row) -> None:
        if row.verdict in ROLES:
            icon = self._look.icon(row.verdict.value, ROLES[row.verdict])
            mark = QRect(place.left() + _PAD, place.top() + 10, _ICON, _ICON)
            icon.paint(painter, mark)
        line = QRect(place.left() + _LEFT, place.top() + 8, place.width() - _LEFT - _PAD, 20)
        self._paint.write(painter, line, row.model.name, "ink", weight=QFont.Weight.Medium)
        self._paint.write(painter, line.translated(0, 20), row.detail, "muted", 12)


class ModelList(QListWidget):
    """Shows models and keeps the chosen one where it still is."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_settled = False  # else what was chosen was so before it was known what fits
        self.setAccessibleName(words.LIST_NAME)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Delegate(look, self))
        look.changed.connect(self.viewport().update)
        self.currentRowChanged.connect(self._settle)

    @property
    def model_chosen(self) -> CatalogueModel | None:
        """The model that is chosen."""
        item = self.currentItem()
        row = item.data(_ROW) if item is not None else None
        return row.model if isinstance(row, _Row) else None

    def show_models(
        self,
        models: Sequence[CatalogueModel],
        others: Sequence[CatalogueModel],
        fits: Mapping[HubFile, FitReport],
        choose: str = "",
    ) -> None:
        """Show models, and the repositories `others` above them; choose one by its repository.

        Until the writer chooses one, it is the first of those that fit.
        """
        present = self.model_chosen if self._is_settled else None
        wanted = choose or (present.repository if present else "")
        blocked = self.blockSignals(True)
        self.clear()
        fitting, rest = suggestions_first(models, fits, _LANGUAGE)
        self._add_group(words.OTHER, others, fits)
        self._add_group(words.SUGGESTED, fitting, fits)
        self._add_group(words.OTHERS if fitting else words.ALL_MODELS, rest, fits)
        self._choose(wanted)
        self._is_settled = self._is_settled or bool(fits)
        self.blockSignals(blocked)

    @Slot()
    def _settle(self) -> None:
        self._is_settled = True

    def choose(self, repository: str) -> None:
        """Choose the model of a repository, as by a click on it."""
        self._choose(repository)
        self._settle()

    def _add_group(
        self,
        caption: str,
        models: Sequence[CatalogueModel],
        fits: Mapping[HubFile, FitReport],
    ) -> None:
        if not models:
            return
        head = QListWidgetItem(caption, self)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        for model in models:
            best = best_file(model, fits)
            file, report = best if best else (model.files[0] if model.files else None, None)
            detail = words.row_detail(model, file, report)
            item = QListWidgetItem(self)
            item.setData(_ROW, _Row(model, detail, report.verdict if report else None))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{model.name}, {detail}")

    def _choose(self, repository: str) -> None:
        rows = {
            at: row.model.repository
            for at in range(self.count())
            if isinstance(row := self.item(at).data(_ROW), _Row)
        }
        found = [at for at, name in rows.items() if name == repository]
        if rows:
            self.setCurrentRow(found[0] if found else next(iter(rows)))
