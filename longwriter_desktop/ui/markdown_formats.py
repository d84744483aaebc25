# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How the parts of Markdown look, and how far lists and quotes are set in."""

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextLayout,
)

from longwriter_desktop.domain.markdown_inline import SpanKind
from longwriter_desktop.domain.markdown_spans import Line, LineKind, units
from longwriter_desktop.ui.theme import Theme

STEP = 28  # px that each level of a list or quote is set in
_HEADING_SIZES = (1.18, 1.1, 1.04)  # of the text's size, by level; smaller ones as the last
_CODE_SIZE = 0.88
_QUOTED = 0.78  # of the ink over the paper
_WHOLE_LINES = (LineKind.HEADING, LineKind.QUOTE)


class MarkdownFormats:
    """Formats for one theme and one font."""

    def __init__(self, theme: Theme, font: QFont) -> None:
        self._metrics = QFontMetricsF(font)
        self._widths: dict[str, float] = {}
        self._parts = _parts(theme, font)
        self._hidden = _hidden()
        self._headings = [_heading(font, size) for size in _HEADING_SIZES]
        self._quote = _colored(theme.mixed("ink", "paper", _QUOTED))

    def ranges(self, line: Line, length: int, marks_shown: bool) -> list[QTextLayout.FormatRange]:
        """The formats of a line of `length` code units."""
        found = []
        if line.kind in _WHOLE_LINES:
            found.append(format_range(0, length, self._whole(line)))
        for span in line.spans:
            hides = span.kind is SpanKind.MARK and not marks_shown
            chars = self._hidden if hides else self._parts[span.kind]
            found.append(format_range(span.start, span.length, chars))
        return found

    def block(self, text: str, line: Line) -> QTextBlockFormat:
        """What a line's block needs: margin, hanging indent and alignment."""
        block = QTextBlockFormat()
        margin = hanging = 0.0
        if line.kind in (LineKind.ITEM, LineKind.QUOTE):
            hanging = self._width(text[: line.lead])
            margin = max(STEP * line.level, hanging)
        centred = line.kind is LineKind.RULE
        block.setLeftMargin(margin)
        block.setTextIndent(-hanging)
        block.setAlignment(
            Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeading
        )
        return block

    def _whole(self, line: Line) -> QTextCharFormat:
        if line.kind is LineKind.QUOTE:
            return self._quote
        return self._headings[min(line.level, len(self._headings)) - 1]

    def _width(self, lead: str) -> float:
        if lead not in self._widths:
            self._widths[lead] = self._metrics.horizontalAdvance(lead)
        return self._widths[lead]


def format_range(start: int, length: int, chars: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, length, chars
    return found


def around_preedit(
    layout: QTextLayout, ranges: list[QTextLayout.FormatRange]
) -> list[QTextLayout.FormatRange]:
    """Formats for a line in which text is being composed: room for it, and its own formats."""
    start, length = layout.preeditAreaPosition(), units(layout.preeditAreaText())
    found = []
    for one in ranges:
        end = one.start + one.length
        low = one.start + (length if one.start >= start else 0)
        high = end + (length if end > start else 0)
        found.append(format_range(low, high - low, one.format))
    inside = [
        one for one in layout.formats()
        if start <= one.start and one.start + one.length <= start + length
    ]  # fmt: skip
    return found + inside


def _parts(theme: Theme, font: QFont) -> dict[SpanKind, QTextCharFormat]:
    muted = theme.color("muted")
    emphasis, strong, strike, code = (QTextCharFormat() for _ in range(4))
    emphasis.setFontItalic(True)
    strong.setFontWeight(QFont.Weight.Bold)
    strike.setFontStrikeOut(True)
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    code.setFontFamilies(fixed.families())
    code.setFontFixedPitch(True)
    code.setProperty(QTextFormat.Property.FontPixelSize, round(_CODE_SIZE * font.pixelSize()))
    code.setBackground(theme.color("panel"))
    return {
        SpanKind.MARK: _colored(muted),
        SpanKind.LEAD: _colored(muted),
        SpanKind.EMPHASIS: emphasis,
        SpanKind.STRONG: strong,
        SpanKind.STRIKE: strike,
        SpanKind.CODE: code,
        SpanKind.LINK: _colored(theme.color("accent")),
        SpanKind.ADDRESS: _colored(muted),
    }


def _hidden() -> QTextCharFormat:
    """Marks that take no room to speak of; the text keeps them."""
    chars = _colored(QColor(Qt.GlobalColor.transparent))
    chars.setProperty(QTextFormat.Property.FontPixelSize, 1)
    chars.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    chars.setFontLetterSpacing(-0.5)
    return chars


def _heading(font: QFont, size: float) -> QTextCharFormat:
    chars = QTextCharFormat()
    chars.setFontWeight(QFont.Weight.DemiBold)
    chars.setProperty(QTextFormat.Property.FontPixelSize, round(size * font.pixelSize()))
    return chars


def _colored(color: QColor) -> QTextCharFormat:
    chars = QTextCharFormat()
    chars.setForeground(color)
    return chars
