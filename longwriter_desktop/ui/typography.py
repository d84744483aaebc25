# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How the manuscript is set: font, size, width of the lines and the room between them."""

from dataclasses import dataclass

from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
)

from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.domain.settings import SETTINGS

SERIF_FAMILIES = (
    "Source Serif 4", "Source Serif Pro", "Charter", "Bitstream Charter", "Georgia",
    "Noto Serif", "Liberation Serif", "DejaVu Serif",
)  # fmt: skip
CJK_SERIF_FAMILIES = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun")
CJK_SANS_FAMILIES = (
    "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei",
    "Droid Sans Fallback",
)  # fmt: skip
TEXT_SETTINGS = (
    "text.font", "text.size", "text.line_width", "text.line_height", "text.paragraph_spacing",
)  # fmt: skip
_SANS_MARKS = (
    "sans", "arial", "helvetica", "verdana", "inter", "roboto", "ubuntu", "cantarell", "grotesk",
    "gothic", "segoe", "calibri", "lato", "mono",
)  # fmt: skip
_SAMPLE = "The light on the headland burned through the night while the keepers slept."
_HEADINGS = {
    0: (30, 12, 28),
    1: (22, 44, 8),
    2: (19, 40, 6),
    3: (17, 36, 4),
}  # px beside text of 17 px: size, over, under
_HEADINGS_FOR = 17


@dataclass(frozen=True)
class Typography:
    """How the text is set. Lengths are in pixels, `line_width` in characters.

    `family` is empty for the best serif that is installed; `line_height` is in font sizes.
    """

    family: str = ""
    size: int = 17
    line_width: int = 69  # 66 to 72 characters to the line read best
    line_height: float = 1.6
    paragraph_spacing: int = 0

    @classmethod
    def of(cls, preferences: Preferences) -> "Typography":
        """What the writer chose."""
        return cls(
            preferences.text("text.font"),
            preferences.number("text.size"),
            preferences.number("text.line_width"),
            preferences.fraction("text.line_height"),
            preferences.number("text.paragraph_spacing"),
        )

    def font(self) -> QFont:
        """The font, with those behind it that have the Chinese characters."""
        installed = set(QFontDatabase.families())
        cjk = CJK_SERIF_FAMILIES + CJK_SANS_FAMILIES
        if _is_sans(self.family):
            cjk = CJK_SANS_FAMILIES + CJK_SERIF_FAMILIES
        wanted = dict.fromkeys((self.family, *SERIF_FAMILIES, *cjk))
        families = [name for name in wanted if name in installed]
        font = QFont(families or ["serif"])
        font.setStyleHint(
            QFont.StyleHint.SansSerif if _is_sans(self.family) else QFont.StyleHint.Serif
        )
        font.setPixelSize(self.size)
        return font

    def column_width(self) -> int:
        """Width in pixels of a line."""
        sample = QFontMetricsF(self.font()).horizontalAdvance(_SAMPLE)
        return round(sample / len(_SAMPLE) * self.line_width)

    def body_block(self) -> QTextBlockFormat:
        """The format of a line of text."""
        wanted, own = self.line_height * self.size, QFontMetricsF(self.font()).lineSpacing()
        block = QTextBlockFormat()
        # In percent of the font's own line, so that lines with taller fallback fonts grow too.
        percent = 100 * wanted / own
        block.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setBottomMargin(self.paragraph_spacing)
        return block

    def heading_block(self, depth: int) -> QTextBlockFormat:
        """The format of a heading's block; `depth` is 0 for the title, else 1 to 3."""
        _, over, under = _HEADINGS[depth]
        block = QTextBlockFormat()
        block.setTopMargin(self._scaled(over))
        block.setBottomMargin(self._scaled(under))
        block.setHeadingLevel(depth + 1)
        return block

    def heading_chars(self, depth: int) -> QTextCharFormat:
        """The format of a heading's characters."""
        chars = QTextCharFormat()
        chars.setFontWeight(QFont.Weight.DemiBold)
        chars.setProperty(QTextFormat.Property.FontPixelSize, self._scaled(_HEADINGS[depth][0]))
        return chars

    def _scaled(self, pixels: int) -> int:
        return round(pixels * self.size / _HEADINGS_FOR)


def changed_size(size: int, steps: int) -> int:
    """A text size some pixels larger or smaller, inside the bounds of its setting."""
    setting = SETTINGS["text.size"]
    return int(min(max(size + steps, setting.low or 1), setting.high or size))


def _is_sans(family: str) -> bool:
    return any(mark in family.lower() for mark in _SANS_MARKS)
