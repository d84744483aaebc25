# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Finds words that do not fit the place they are given."""

from PySide6 import QtGui
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QTabBar, QToolButton, QWidget

from longwriter_desktop.ui.status import ElidingLabel

_SLACK = 1  # px: widths are whole numbers, advances are not


def clipped(root: QWidget) -> list[str]:
    """The texts of visible labels, buttons and tabs that are cut off, one line each."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        if widget.isVisible() and not isinstance(widget, ElidingLabel):
            found += [f"{type(widget).__name__}: {text}" for text in _cut_texts(widget)]
    return found


def _cut_texts(widget: QWidget) -> list[str]:
    if isinstance(widget, QLabel):
        return [widget.text()] if widget.text() and _is_cut_label(widget) else []
    if isinstance(widget, QToolButton) and (
        widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    ):
        return []
    if isinstance(widget, QAbstractButton):
        needed = widget.sizeHint() if isinstance(widget, QCheckBox) else _button_need(widget)
        return [widget.text()] if widget.text() and _is_less(widget.size(), needed) else []
    if isinstance(widget, QTabBar):
        return [
            widget.tabText(at)
            for at in range(widget.count())
            if widget.fontMetrics().horizontalAdvance(widget.tabText(at))
            > widget.tabRect(at).width()
        ]
    return []


def _is_cut_label(label: QLabel) -> bool:
    if label.pixmap() is not None and not label.pixmap().isNull():
        return False
    room = label.contentsRect()
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + _SLACK
    if label.textFormat() is Qt.TextFormat.RichText or QtGui.Qt.mightBeRichText(label.text()):
        return _is_less(label.size(), label.sizeHint())
    width = max(label.fontMetrics().horizontalAdvance(line) for line in label.text().split("\n"))
    return width > room.width() + _SLACK


def _button_need(button: QAbstractButton) -> QSize:
    """The least size in which the text, and the icon beside it, can be read whole."""
    width = button.fontMetrics().horizontalAdvance(button.text().replace("&", ""))
    if not button.icon().isNull():
        width += button.iconSize().width()
    return QSize(width, button.fontMetrics().height())


def _is_less(present: QSize, needed: QSize) -> bool:
    return present.width() + _SLACK < needed.width() or present.height() + _SLACK < needed.height()
