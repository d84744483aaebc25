# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the card lies: under its passage, or over one too long to stay in view with it."""

from PySide6.QtCore import QObject, QRect, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from longwriter_desktop.domain.revision import Passage
from longwriter_desktop.ui.manuscript import Manuscript
from longwriter_desktop.ui.manuscript_paint import SIDE
from longwriter_desktop.ui.revise_card import ReviseCard
from longwriter_desktop.ui.revise_target import position_of

_OUT = 12  # px that the card is wider than the column on either side
_GAP = 8
_ROOMY = 520  # px; a card at least this wide has room for all its words
_MOST = 0.86  # of the view's height
_LONG = 0.3  # of it; a passage longer than this is covered


class CardPlace(QObject):
    """Moves the card with the text that it is about."""

    def __init__(self, text: Manuscript, card: ReviseCard) -> None:
        super().__init__(card)
        self._text = text
        self._card = card
        self._passage: Passage | None = None
        self._room = 0  # px; the width of the view that the card was fitted to

    def anchor(self, passage: Passage) -> None:
        """The card is about this passage from now on."""
        self._passage = passage
        self.fit()
        self.reveal()

    def reveal(self) -> None:
        """Scroll as little as needed to show the whole card."""
        bar, view = self._text.verticalScrollBar(), self._view()
        box = self._card.geometry()
        if box.bottom() + _GAP > view.height():
            bar.setValue(bar.value() + box.bottom() + _GAP - view.height())
        elif box.top() < _GAP:
            bar.setValue(bar.value() + box.top() - _GAP)

    @Slot()
    def fit(self) -> None:
        """Make the card as high as its text asks for."""
        view = self._view()
        self._room = view.width()
        width = view.width() - 2 * (SIDE - _OUT)
        self._card.set_compact(width < _ROOMY)
        height = self._card.wanted_height(width, int(view.height() * _MOST))
        self._card.resize(width, height)
        self.move()

    @Slot()
    def move(self) -> None:
        """Follow the passage, but stay where scrolling can bring the card into view."""
        passage = self._passage
        if (
            passage is None
            or self._card.isHidden()
            or passage.section_id not in self._text.page.map
        ):
            return
        if self._view().width() != self._room:
            self.fit()
            return
        view, bar = self._view(), self._text.verticalScrollBar()
        top = self._line(position_of(self._text, passage)).top()
        bottom = self._line(position_of(self._text, passage, at_end=True)).bottom()
        y = top - 2 if bottom - top > view.height() * _LONG else bottom + _GAP
        over = y + self._card.height() + _GAP - view.height() - (bar.maximum() - bar.value())
        self._card.move(SIDE - _OUT, y - max(over, 0))

    def _view(self) -> QRect:
        viewport: QWidget = self._text.viewport()
        return viewport.rect()

    def _line(self, position: int) -> QRect:
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(position)
        return self._text.cursorRect(cursor)
