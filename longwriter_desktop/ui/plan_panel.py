# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The left column: the plan, its totals, and what can be done with it."""

import re

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.session import Change, ChangeKind, DocumentSession
from longwriter_desktop.domain.errors import PlanParseError
from longwriter_desktop.domain.plan_format import parse_plan
from longwriter_desktop.ui import words, words_outline
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.outline_view import OutlineView
from longwriter_desktop.ui.plain_text import PlainLabel
from longwriter_desktop.ui.plan_head import PlanHead
from longwriter_desktop.ui.preview import REPAINT_MS

_GAP = 10  # px between the lines of the plan as it is written
_FIXED = "\u00a0"  # a space at which no line ends
_MEDIUM = QTextCharFormat()
_MEDIUM.setFontWeight(QFont.Weight.Medium)
_LABELS = re.compile(r"^(?:Title:|(?:Paragraph|Chapter) \d*)?[\s-]*|(?:Heading|Main Point): *")
_COUNT = re.compile(r" - (?:Word.*|W?o?r?)$")  # it stands under the line as soon as that is whole


class PlanStream(QTextEdit):
    """The plan while the model writes it: lines become headings and points as they end."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("PlanStream")
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(words.PLANNING_NAME)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(_GAP)
        self._look = look
        self._text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REPAINT_MS)
        self._timer.timeout.connect(self._show)

    def begin(self) -> None:
        self._text = ""
        self.clear()

    def grow(self, text: str) -> None:
        self._text += text
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _show(self) -> None:
        self.clear()
        cursor = self.textCursor()
        *whole, growing = self._text.split("\n")
        for line in whole:
            self._write_line(cursor, line)
        self._write(cursor, _COUNT.sub("", _LABELS.sub("", growing)), over=_GAP, muted=True)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def _write_line(self, cursor: QTextCursor, line: str) -> None:
        """A whole line of the plan: heading over main point and words, or else as it is."""
        try:
            section = parse_plan(line).outline.sections[0]
        except PlanParseError:
            if line.strip():
                self._write(cursor, _LABELS.sub("", line).strip("# "), over=_GAP)
            return
        target = words.target(section.target_words)
        self._write(cursor, section.heading or section.main_point, over=_GAP, beside=target)
        if section.heading and section.main_point:
            self._write(cursor, section.main_point, over=2, muted=True)

    def _write(
        self, cursor: QTextCursor, text: str, over: int, muted: bool = False, beside: str = ""
    ) -> None:
        """A line of its own, `over` px below the last one; what stands `beside` it is muted."""
        block = QTextBlockFormat()
        block.setTopMargin(over)
        if cursor.atStart():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        cursor.insertText(text, self._muted() if muted else _MEDIUM)
        if beside:
            cursor.insertText(f"  ·  {beside}".replace(" ", _FIXED), self._muted())

    def _muted(self) -> QTextCharFormat:
        chars = QTextCharFormat()
        chars.setForeground(self._look.theme.color("muted"))
        return chars


class PlanPanel(QFrame):
    """Header with actions, the outline (or what stands in for it), and the totals.

    Signals:
        fit_asked(): the targets should be fitted to the length that was asked for.
    """

    fit_asked = Signal()

    def __init__(
        self, session: DocumentSession, view: OutlineView, look: Look, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("PlanPanel")
        self._session = session
        self._look = look
        self.view = view
        self.stream = PlanStream(look, self)
        self.head = PlanHead(view.rows, look, self)
        self.header = QHBoxLayout()
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self._empty_page())
        self.pages.addWidget(view)
        self.pages.addWidget(self.stream)
        self.total = PlainLabel(self)
        self.fit = QPushButton(self)
        self.fit.setProperty("kind", "link")
        look.dress(self.fit, "fit", "accent")
        self.fit.clicked.connect(self.fit_asked)
        self._planning = False
        self._switches: list[QToolButton] = []
        self._lay_out()
        self._show()
        session.subscribe(self._on_change)

    def add_tool(self, action: QAction) -> None:
        """A button for an action, behind the title; a switch says its word, too."""
        button = self._button()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        if action.isCheckable():
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(16, 16))
            button.setProperty("kind", "switch")
            self._switches.append(button)
        button.setAccessibleName(action.text())
        self.header.addWidget(button)

    def add_menu(self, menu: QMenu) -> None:
        button = self._button()
        self._look.dress(button, "more")
        button.setAccessibleName(words.MORE)
        button.setToolTip(words.MORE)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.header.addWidget(button)

    def add_below(self, pane: QWidget) -> None:
        """Put a widget under the plan, over the totals of its targets."""
        self._column.insertWidget(self._column.indexOf(self.footer), pane)

    @property
    def is_planning(self) -> bool:
        return self._planning

    def set_planning(self, planning: bool) -> None:
        """Show the plan as it is written, or the outline again."""
        if planning and not self._planning:
            self.stream.begin()
        self._planning = planning
        self._show()

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(18, 18))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _lay_out(self) -> None:
        self.caption = PlainLabel(words.PLAN, self)
        self.caption.setProperty("role", "caption")
        self.header.setContentsMargins(16, 8, 8, 4)
        self.header.setSpacing(0)
        self.header.addWidget(self.caption)
        self.header.addStretch(1)
        footer = QFrame(self)
        footer.setObjectName("PlanFooter")
        row = QHBoxLayout(footer)
        row.setContentsMargins(16, 6, 8, 6)
        row.addWidget(self.total)
        row.addStretch(1)
        row.addWidget(self.fit)
        footer.setFixedHeight(40)
        self.footer = footer
        self.pages.setContentsMargins(6, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.header)
        column.addWidget(self.head)
        column.addWidget(self.pages, 1)
        column.addWidget(footer)
        self._column = column

    def _empty_page(self) -> QWidget:
        page = QWidget(self)
        title = PlainLabel(words.NO_PLAN_TITLE, page)
        title.setStyleSheet("font-weight: 600")
        text = PlainLabel(words.NO_PLAN, page)
        text.setProperty("role", "muted")
        text.setWordWrap(True)
        column = QVBoxLayout(page)
        column.setContentsMargins(10, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(text)
        column.addStretch(1)
        return page

    def _on_change(self, change: Change) -> None:
        if change.kind is not ChangeKind.TEXT:
            self._show()

    def _show(self) -> None:
        document = self._session.document
        has_plan = len(document.outline) > 0
        self.pages.setCurrentIndex(2 if self._planning else int(has_plan))
        self.caption.setText(words.PLANNING if self._planning else words.PLAN)
        for switch in self._switches:  # they say how edits of a plan act: there is none to edit
            switch.setVisible(not self._planning)
        total, asked = document.outline.total_words, document.target_words
        differs = total != asked and bool(document.outline.sections)
        self.total.setText(
            words.targets_differ(total, asked) if differs else words.targets_total(total)
        )
        self.total.setProperty("role", "warn" if differs else "muted")
        self.total.style().unpolish(self.total)
        self.total.style().polish(self.total)
        self.fit.setText(words_outline.fit_to(asked))
        self.fit.setToolTip(words.fit_to(asked))
        self.fit.setVisible(differs and not self._planning)
        self.footer.setVisible(differs and not self._planning)
        self.head.setVisible(has_plan and not self._planning)
