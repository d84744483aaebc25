# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Texts from outside, names of models for instance, are shown as they are, never as rich text."""

from html import escape
from typing import Any

from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class PlainLabel(QLabel):
    """A label whose text is never taken for rich text, as Qt does with whatever looks like it:
    titles, names and texts come from writers, models and servers."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.setTextFormat(Qt.TextFormat.PlainText)


def plain_label(parent: QWidget, role: str = "", wrap: bool = False) -> PlainLabel:
    """An empty one with a role of the style sheet."""
    label = PlainLabel(parent)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


def plain_tip(text: str) -> str:
    """What a tool tip shows as `text`; tool tips take for rich text whatever looks like it."""
    return f"<p>{escape(text)}</p>" if QtGui.Qt.mightBeRichText(text) else text


def plain_action(text: str) -> str:
    """What a button or a row of a menu shows as `text`, an ampersand included."""
    return text.replace("&", "&&")
