# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The prompt as a bar of blocks, each as wide as its tokens; kinds differ in colour and pattern."""

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from longwriter_desktop.app.seeing import BlockKind
from longwriter_desktop.ui import words_sees
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.theme import Theme

_HEIGHT = 28
_RADIUS = 4
_GAP = 1.0  # px between blocks
_LEAST = 3.0  # px that the smallest block has
_SOLID = Qt.BrushStyle.SolidPattern
# Role, share of it in the ground, and the pattern drawn over that.
_LOOKS: dict[BlockKind, tuple[str, float, Qt.BrushStyle]] = {
    BlockKind.INSTRUCTION: ("ink", 0.85, _SOLID),
    BlockKind.PLAN: ("muted", 0.75, _SOLID),
    BlockKind.NOTES: ("warn", 0.85, _SOLID),
    BlockKind.STYLE: ("warn", 0.30, Qt.BrushStyle.BDiagPattern),
    BlockKind.SUMMARY: ("accent", 0.30, Qt.BrushStyle.Dense4Pattern),
    BlockKind.SECTION: ("accent", 0.80, _SOLID),
    BlockKind.STEP: ("ink", 0.25, Qt.BrushStyle.VerPattern),
    BlockKind.BEGINNING: ("accent", 0.40, Qt.BrushStyle.HorPattern),
    BlockKind.MARKS: ("muted", 0.15, Qt.BrushStyle.Dense5Pattern),
    BlockKind.ANSWER: ("accent", 0.14, Qt.BrushStyle.FDiagPattern),
    BlockKind.FREE: ("line", 0.0, Qt.BrushStyle.NoBrush),
}


def paint_block(
    painter: QPainter, place: QRectF, kind: BlockKind, theme: Theme, radius: float = 2
) -> None:
    """One block, or its small picture in the list."""
    role, share, pattern = _LOOKS[kind]
    color = theme.color(role)
    ground = theme.mixed(role, "panel", share)
    painter.setPen(QPen(theme.color("muted" if kind is BlockKind.FREE else role), 1))
    painter.setBrush(QBrush(ground))
    inner = place.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inner, radius, radius)
    if pattern not in (_SOLID, Qt.BrushStyle.NoBrush):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(QColor(color), pattern))
        painter.drawRoundedRect(inner, radius, radius)


class TokenBar(QWidget):
    """Shows blocks by their tokens. A click chooses one; the list beside it is for the keyboard.

    Signals:
        block_chosen(at): the block at this position was clicked.
    """

    block_chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._blocks: list[tuple[BlockKind, int, str]] = []
        self._chosen: frozenset[int] = frozenset()
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words_sees.BAR_NAME)
        self.setMouseTracking(True)
        look.changed.connect(self.update)

    def show_blocks(self, blocks: list[tuple[BlockKind, int, str]]) -> None:
        """Show blocks: kind, tokens and what the pointer is told."""
        self._blocks = blocks
        self._chosen = frozenset()
        self.update()

    def choose(self, blocks: frozenset[int]) -> None:
        """Mark the blocks at these positions."""
        self._chosen = blocks
        self.update()

    def places(self) -> list[QRectF]:
        """Where each block is; one without tokens has no width."""
        total = sum(tokens for _kind, tokens, _tip in self._blocks)
        count = sum(1 for _kind, tokens, _tip in self._blocks if tokens)
        spare = max(self.width() - count * _LEAST, 0.0)
        found, left = [], 0.0
        for _kind, tokens, _tip in self._blocks:
            width = _LEAST + spare * tokens / total if tokens else 0.0
            found.append(QRectF(left, 0, max(width - _GAP, 0.0), self.height()))
            left += width
        return found

    def block_at(self, point: QPoint) -> int | None:
        for at, place in enumerate(self.places()):
            if place.left() <= point.x() <= place.right() + _GAP and place.width():
                return at
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        for at, place in enumerate(self.places()):
            if not place.width():
                continue
            paint_block(painter, place.adjusted(0, 4, 0, -4), self._blocks[at][0], theme)
            if at in self._chosen:
                painter.setPen(QPen(theme.color("ink"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.block_at(event.position().toPoint())
        if at is not None and event.button() is Qt.MouseButton.LeftButton:
            self.block_chosen.emit(at)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self.block_at(event.pos())
            QToolTip.showText(event.globalPos(), self._blocks[at][2] if at is not None else "")
            return True
        return super().event(event)
