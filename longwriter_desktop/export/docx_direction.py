# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Text that runs from right to left. Word must be told of each paragraph, run and table.

Elements and their order are from ECMA-376 part 1: 17.3.1.6 (bidi), 17.3.2.30 (rtl), 17.4.1
(bidiVisual). A paragraph runs as its first letter does: Unicode Annex 9, rule P2.
"""

import unicodedata

from docx.document import Document as DocxFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.story import StoryPart
from docx.text.run import Run

_RIGHT_TO_LEFT = ("R", "AL")
_BEHIND_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
    "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
    "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr",
    "w:pPrChange",
)  # fmt: skip
_BEHIND_BIDI_VISUAL = (
    "w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc", "w:tblCellSpacing",
    "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook",
)  # fmt: skip


def set_directions(file: DocxFile) -> None:
    """Mark what runs from right to left in a file that is otherwise complete."""
    for part in file.part.package.iter_parts():
        if isinstance(part, StoryPart):
            for paragraph in part.element.iter(qn("w:p")):
                _set_direction(paragraph)
            for table in part.element.iter(qn("w:tbl")):
                _turn_columns(table)


def runs_right_to_left(text: str) -> bool | None:
    """Which way a text's first letter runs; None without a letter."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind == "L" or kind in _RIGHT_TO_LEFT:
            return kind != "L"
    return None


def _set_direction(paragraph: BaseOxmlElement) -> None:
    if runs_right_to_left(_text(paragraph)):
        _mark(paragraph)


def _turn_columns(table: BaseOxmlElement) -> None:
    """Have the first column at the right where its heading runs from there; a cell without
    letters goes with the table."""
    heading = next(table.iter(qn("w:tc")), None)
    if heading is None or not runs_right_to_left(_text(heading)):
        return
    properties = table.find(qn("w:tblPr"))
    properties.insert_element_before(OxmlElement("w:bidiVisual"), *_BEHIND_BIDI_VISUAL)
    for paragraph in table.iter(qn("w:p")):
        if runs_right_to_left(_text(paragraph)) is None:
            _mark(paragraph)


def _mark(paragraph: BaseOxmlElement) -> None:
    properties = paragraph.get_or_add_pPr()
    properties.insert_element_before(OxmlElement("w:bidi"), *_BEHIND_BIDI)
    for element in paragraph.iter(qn("w:r")):
        # Signs and spaces go with the text that they are in.
        if runs_right_to_left(_text(element)) is not False:
            font = Run(element, None).font  # type: ignore[arg-type]
            font.rtl = True
            font.cs_bold, font.cs_italic = font.bold, font.italic


def _text(element: BaseOxmlElement) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))
