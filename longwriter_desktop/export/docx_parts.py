# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""WordprocessingML that python-docx has no words for: numbering, fields, bookmarks, links.

Element names and their order are from ECMA-376 part 1, chapters 17.9 (numbering) and
17.16 (fields).
"""

from docx.document import Document as DocxFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

MAX_LIST_DEPTH = 8
_STEP = 360  # indent of one list level, twentieths of a point
_BULLETS = ("\u2022", "\u25e6", "\u25aa")
# Numbers at every depth, as in the source: the text may speak of "step 2".
_NUMBERS = (("decimal", "%{n}."),)


class Numbering:
    """Lists of one file. Every numbered list counts for itself from its own start."""

    def __init__(self, docx: DocxFile) -> None:
        self._root = docx.part.numbering_part.element
        first = 1 + max(
            int(element.get(qn("w:abstractNumId")))
            for element in self._root.iter(qn("w:abstractNum"))
        )
        self._ordered = first + 1
        self._add_abstract(first, [("bullet", mark) for mark in _BULLETS])
        self._add_abstract(self._ordered, list(_NUMBERS))
        self._bullet_list = self._add_list(first)

    @property
    def bullets(self) -> int:
        """Number (w:numId) of the bulleted list."""
        return self._bullet_list

    def new_ordered(self, depth: int, start: int) -> int:
        """Number (w:numId) of a new list whose items at `depth` (from 0) count from `start`."""
        override = (
            f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        )
        return self._add_list(self._ordered, override)

    def _add_abstract(self, number: int, levels: list[tuple[str, str]]) -> None:
        inner = "".join(
            _level_xml(depth, *levels[depth % len(levels)]) for depth in range(MAX_LIST_DEPTH + 1)
        )
        element = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
            f'<w:multiLevelType w:val="multilevel"/>{inner}</w:abstractNum>'
        )
        self._root.insert(self._root.index(self._root.find(qn("w:num"))), element)

    def _add_list(self, abstract: int, override: str = "") -> int:
        number = 1 + max(int(e.get(qn("w:numId"))) for e in self._root.iter(qn("w:num")))
        self._root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}">'
                f'<w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
            )
        )
        return number


def _level_xml(depth: int, number_format: str, text: str) -> str:
    left = _STEP * (depth + 2)
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{text.replace("{n}", str(depth + 1))}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
    )


def number_paragraph(paragraph: Paragraph, list_number: int, depth: int) -> None:
    """Make a paragraph an item of a list."""
    numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    numbering.get_or_add_ilvl().val = depth
    numbering.get_or_add_numId().val = list_number


def item_indent(depth: int) -> int:
    """Left edge of the text of items at `depth`, in twentieths of a point."""
    return _STEP * (depth + 2)


def keep_row_whole(row: _Row, is_header: bool) -> None:
    """Let no page end inside a row, and have the header again on each page of its table."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_header:
        properties.append(OxmlElement("w:tblHeader"))


def open_field(paragraph: Paragraph, instruction: str) -> None:
    """Begin a field; what follows, up to `close_field`, is its result as it stands."""
    _field_mark(paragraph.add_run(), "begin")
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    paragraph.add_run()._r.append(code)
    _field_mark(paragraph.add_run(), "separate")


def close_field(paragraph: Paragraph) -> None:
    _field_mark(paragraph.add_run(), "end")


def _field_mark(run: Run, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run._r.append(mark)


def update_fields_on_open(docx: DocxFile) -> None:
    """Ask Word to compute fields (the pages of the contents) when it opens the file."""
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    docx.settings.element.insert_element_before(
        update, "w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat", "w:rsids",
        "m:mathPr", "w:themeFontLang", "w:clrSchemeMapping", "w:shapeDefaults",
        "w:decimalSymbol", "w:listSeparator",
    )  # fmt: skip


def bookmark(paragraph: Paragraph, number: int) -> None:
    """Enclose a paragraph's text in the bookmark `bookmark_name(number)`."""
    start = OxmlElement("w:bookmarkStart")
    start.set(qn("w:id"), str(number))
    start.set(qn("w:name"), bookmark_name(number))
    end = OxmlElement("w:bookmarkEnd")
    end.set(qn("w:id"), str(number))
    properties = paragraph._p.find(qn("w:pPr"))
    paragraph._p.insert(0 if properties is None else 1, start)
    paragraph._p.append(end)


def bookmark_name(number: int) -> str:
    return f"_Toc{number:08d}"


def add_web_link(paragraph: Paragraph, url: str) -> BaseOxmlElement:
    """An empty hyperlink to `url` at the end of a paragraph; runs moved into it are the text."""
    link = OxmlElement("w:hyperlink")
    link.set(
        qn("r:id"),
        paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
    )
    paragraph._p.append(link)
    return link


def link_to_bookmark(paragraph: Paragraph, number: int) -> None:
    """Put all runs of a paragraph into one hyperlink to a bookmark."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark_name(number))
    link.set(qn("w:history"), "1")
    for run in paragraph._p.findall(qn("w:r")):
        link.append(run)
    paragraph._p.append(link)
