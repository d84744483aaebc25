# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The side page that shows what the model sees: bar, parts with tokens, exact text."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.seeing import (
    BlockKind,
    BlockState,
    PromptView,
    SeenRow,
    rows_of,
    whole_prompt,
)
from longwriter_desktop.ui import words_sees
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.plain_text import PlainLabel
from longwriter_desktop.ui.sees_bar import TokenBar
from longwriter_desktop.ui.sees_list import SeesList

_NO_TEXT = (BlockKind.MARKS, BlockKind.ANSWER, BlockKind.FREE)


class SeesPage(QWidget):
    """Shows one `PromptView`, or a sentence where there is none.

    Signals:
        pin_asked(row, pinned): a section's `SeenRow` should leave last, or no longer so.
        drop_asked(row, dropped): a row should not be shown to the model, or be shown again.
        row_shown(): the text of another row is shown, or of the same one anew.
    """

    pin_asked = Signal(object, bool)
    drop_asked = Signal(object, bool)
    row_shown = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("SeesPage")
        self._look = look
        self._view: PromptView | None = None
        self.empty = PlainLabel(self)
        self.empty.setProperty("role", "muted")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMargin(24)
        self.step = PlainLabel(self)
        self.step.setProperty("role", "caption")
        self.step.setWordWrap(True)
        self.summary = PlainLabel(self)
        self.summary.setWordWrap(True)
        self.cost = PlainLabel(self)
        self.cost.setWordWrap(True)
        self.cost.setToolTip(words_sees.COST_TIP)
        self.hint = PlainLabel(self)
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        self.bar = TokenBar(look, self)
        self.list = SeesList(look, self)
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("SeesText")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(words_sees.TEXT_NAME)
        self.text.setPlaceholderText(words_sees.TEXT_HINT)
        self.pin = self._action(look, "pin", words_sees.PIN, words_sees.PIN_TIP, Qt.Key.Key_P)
        self.drop = self._action(look, "drop", words_sees.DROP, words_sees.DROP_TIP, Qt.Key.Key_D)
        self.whole = QToolButton(self)
        self.whole.setText(words_sees.WHOLE)
        self.whole.setToolTip(words_sees.WHOLE_TIP)
        self.whole.setCheckable(True)
        self.pages = QStackedWidget(self)
        self._lower = QVBoxLayout()
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.list)
        self.list.row_chosen.connect(self._on_row)
        self.bar.block_chosen.connect(self.list.choose_block)
        self.pin.triggered.connect(self._on_pin)
        self.drop.triggered.connect(self._on_drop)
        self.whole.toggled.connect(self._show_text)

    @property
    def view(self) -> PromptView | None:
        """What is shown, None for a sentence."""
        return self._view

    def say(self, sentence: str) -> None:
        """Show a sentence in place of a prompt."""
        self._view = None
        self.empty.setText(sentence)
        self.pages.setCurrentIndex(0)

    def say_hint(self, hint: str) -> None:
        """Something about how fresh the figures are, empty where there is nothing to say."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def show_view(self, view: PromptView, title: str, number: Callable[[str], int]) -> None:
        """Show a prompt. `number` gives a section's number by its id."""
        self._view = view
        rows = rows_of(view)
        out: dict[BlockState, list[int]] = {BlockState.DROPPED: [], BlockState.NO_ROOM: []}
        summarised = []
        for row in rows:
            if row.section_id is not None and not row.is_sent:
                out[row.state].append(number(row.section_id))
            elif row.section_id is not None and row.kind is BlockKind.SUMMARY:
                summarised.append(number(row.section_id))
        self.step.setText(title)
        self.summary.setText(words_sees.summary(view))
        self.say_hint(words_sees.left_out(out, summarised))
        tips = {at: words_sees.row_tip(row, self._number(row, number)) for row in rows
                for at in row.blocks}  # fmt: skip
        self.bar.show_blocks(
            [(block.kind, block.tokens, tips[at]) for at, block in enumerate(view.blocks)]
        )
        self.bar.setAccessibleDescription(words_sees.summary(view))
        self.pages.setCurrentIndex(1)
        self.list.show_rows(rows, number)
        self._show_row(self.list.current)

    def action(self, icon: str, text: str, tip: str, key: Qt.Key) -> QAction:
        """An action of the list for whoever adds tools."""
        return self._action(self._look, icon, text, tip, key)

    def add_tools(self, tools: QWidget) -> None:
        """Put widgets between the tools of the list and the text."""
        self._lower.insertWidget(1, tools)

    def _action(self, look: Look, icon: str, text: str, tip: str, key: Qt.Key) -> QAction:
        """An action of the list, by its own key, button and menu."""
        action = QAction(text, self)
        action.setToolTip(tip)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        look.dress(action, icon)
        self.list.addAction(action)
        return action

    def _lay_out(self) -> None:
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        tools = QHBoxLayout()
        tools.setSpacing(4)
        for action in (self.pin, self.drop):
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            tools.addWidget(button)
        tools.addStretch(1)
        self.whole.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        tools.addWidget(self.whole)
        lower = QWidget(self)
        lower.setLayout(self._lower)
        self._lower.setContentsMargins(0, 4, 0, 0)
        self._lower.setSpacing(4)
        self._lower.addLayout(tools)
        self._lower.addWidget(self.text, 1)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.setObjectName("SeesParts")
        parts.setHandleWidth(4)
        parts.addWidget(self.list)
        parts.addWidget(lower)
        parts.setSizes([400, 230])
        parts.setChildrenCollapsible(False)
        shown = QWidget(self)
        column = QVBoxLayout(shown)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        for widget in (self.step, self.bar, self.summary, self.cost, self.hint):
            column.addWidget(widget)
        column.addWidget(parts, 1)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(shown)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    @staticmethod
    def _number(row: SeenRow, number: Callable[[str], int]) -> int | None:
        return number(row.section_id) if row.section_id is not None else None

    @Slot(object)
    def _on_row(self, row: SeenRow | None) -> None:
        self.whole.setChecked(False)
        self._show_row(row)

    def _show_row(self, row: SeenRow | None) -> None:
        """Mark a row in the bar, show its text, and offer what can be done with it."""
        self.bar.choose(frozenset(row.blocks if row is not None else ()))
        is_pinned = row is not None and row.state is BlockState.PINNED
        is_dropped = row is not None and row.state is BlockState.DROPPED
        self.pin.setText(words_sees.UNPIN if is_pinned else words_sees.PIN)
        self.pin.setEnabled(row is not None and row.can_be_pinned)
        self.drop.setText(words_sees.LET_IN if is_dropped else words_sees.DROP)
        self.drop.setEnabled(row is not None and (row.can_be_dropped or is_dropped))
        self._show_text()
        self.row_shown.emit()

    @Slot()
    def _show_text(self) -> None:
        row = self.list.current
        if self.whole.isChecked():
            text = whole_prompt(self._view) if self._view is not None else ""
        elif row is None:
            text = ""
        else:
            text = words_sees.NO_TEXT[row.kind] if row.kind in _NO_TEXT else row.text
        if self.text.toPlainText() != text:
            self.text.setPlainText(text)

    @Slot()
    def _on_pin(self) -> None:
        row = self.list.current
        if row is not None:
            self.pin_asked.emit(row, row.state is not BlockState.PINNED)

    @Slot()
    def _on_drop(self) -> None:
        row = self.list.current
        if row is not None:
            self.drop_asked.emit(row, row.state is not BlockState.DROPPED)
