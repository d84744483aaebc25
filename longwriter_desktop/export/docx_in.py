# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A DOCX file read as blocks, through python-docx: the looks that mean something, no others."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as DocxFile
from docx.oxml import parse_xml
from docx.oxml.document import CT_Document
from docx.oxml.exceptions import XmlchemyError
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run as DocxRun

from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.export.blocks import (
    LINE_BREAK,
    Block,
    BlockQuote,
    CodeBlock,
    Footnote,
    Heading,
    Paragraph,
    Run,
    Runs,
    Table,
    ThematicBreak,
    Title,
    plain_text,
    tidy_runs,
)
from longwriter_desktop.export.docx_accepted import accept_all
from longwriter_desktop.export.docx_math_in import formula_runs
from longwriter_desktop.export.docx_styles import CODE, CODE_RUN, SCENE
from longwriter_desktop.export.formulas import apart
from longwriter_desktop.export.list_items import ListItem, nested_lists

_INNER = "./w:r | ./w:hyperlink | ./m:oMath | ./m:oMathPara"
_MOST_UNPACKED = 100_000_000  # bytes; a small file can unpack to anything
_HEADING = re.compile(r"^heading (\d)$", re.IGNORECASE)
_LIST = re.compile(r"^list (bullet|number|paragraph)", re.IGNORECASE)
_SKIPPED = re.compile(r"^(toc\b|toc heading$|contents heading$|subtitle$|header$|footer$)", re.I)
_NOTE_KINDS = {"footnote": "", "endnote": "e"}  # and what stands in front of their numbers
_BODY_LEVEL = 9  # what Word calls "body text" among the outline levels
# What zipfile, lxml and python-docx raise for damaged files; the last two come from parts that
# are well formed but lack what the format asks for.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, SyntaxError, EOFError, RuntimeError,
    OSError, XmlchemyError, AttributeError, TypeError,
)  # fmt: skip


def read_docx(data: bytes, name: str) -> tuple[Block, ...]:
    """The blocks of a DOCX file; `name` stands in messages.

    Raises:
        InputProblem: `import_not_docx`, or `import_unsafe` for a file that unpacks to more than
            100 MB or declares a document type.
    """
    _check(data, name)
    try:
        file = docx.Document(BytesIO(data))
        if not isinstance(file.element, CT_Document) or file.element.find(qn("w:body")) is None:
            raise InputProblem("import_not_docx", name=name)
        accept_all(file.element)
        return tuple(_Reader(file).blocks())
    except _DAMAGED as error:
        raise InputProblem("import_not_docx", name=name) from error


def _check(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
                raise InputProblem("import_unsafe", name=name)
            for part in archive.namelist():
                if part.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        if b"<!DOCTYPE" in stream.read(2_000):
                            raise InputProblem("import_unsafe", name=name)
    except _DAMAGED as error:
        raise InputProblem("import_not_docx", name=name) from error


class _Styles:
    """Names and heading levels by style id: the library looks for each one anew."""

    def __init__(self, file: DocxFile) -> None:
        self._styles = {style.style_id: style for style in file.styles}
        self._levels: dict[str, int] = {}

    def name(self, style_id: str | None) -> str:
        """The style's name, empty for none."""
        style = self._styles.get(style_id or "")
        return (style.name or "") if style is not None else ""

    def level(self, style_id: str | None) -> int:
        """1 to 9 for a heading's style, or one that is based on such a one, else 0."""
        key = style_id or ""
        if key not in self._levels:
            self._levels[key] = _style_level(self._styles.get(key))
        return self._levels[key]


class _Reader:
    """Goes through the paragraphs and tables of one file in order."""

    def __init__(self, file: DocxFile) -> None:
        self._file = file
        self._styles = _Styles(file)
        self._items: list[ListItem] = []
        self._quote: list[Block] = []
        self._notes = _note_texts(file)
        self._referred: list[str] = []  # since the last heading

    def blocks(self) -> Iterator[Block]:
        """All blocks; lists and quotes come when they end."""
        for part in self._file.iter_inner_content():
            if isinstance(part, DocxTable):
                yield from self._gathered()
                yield from self._table(part)
            else:
                yield from self._paragraph(part)
        yield from self._gathered()
        yield from self._footnotes()

    def _paragraph(self, paragraph: DocxParagraph) -> Iterator[Block]:
        style = self._styles.name(paragraph._p.style)
        runs = self._runs(paragraph)
        if not runs or _SKIPPED.match(style):
            return
        level = self._heading_level(paragraph)
        item = None if level else self._item(paragraph, style, runs)
        if item is not None:
            yield from self._gathered(items=False)
            self._items.append(item)
        elif style.lower().startswith("list continue") and self._items:
            self._items[-1].parts.append(Paragraph(runs))
        elif "quote" in style.lower():
            yield from self._gathered(quote=False)
            self._quote.append(Paragraph(runs))
        else:
            yield from self._gathered()
            if level:  # the notes of a section stay with it
                yield from self._footnotes()
            yield _block(style, level, runs)

    def _item(self, paragraph: DocxParagraph, style: str, runs: Runs) -> ListItem | None:
        """The paragraph as an item of a list, or None."""
        numbering: Any = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
        named = _LIST.match(style)
        if numbering is None or numbering.numId is None or not numbering.numId.val:
            if named is None or named[1].lower() == "paragraph":
                return None
            depth = int(style[-1]) - 1 if style[-1].isdigit() else 0
            return ListItem(depth, named[1].lower() == "number", 1, [Paragraph(runs)])
        depth = numbering.ilvl.val if numbering.ilvl is not None else 0
        ordered, start = self._numbered(numbering.numId.val, depth)
        return ListItem(depth, ordered, start, [Paragraph(runs)])

    def _numbered(self, number: int, depth: int) -> tuple[bool, int]:
        """Whether a list counts at a depth, and from where."""
        try:
            root = self._file.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return False, 1
        found = root.xpath(f"./w:num[@w:numId='{int(number)}']")
        if not found:
            return False, 1
        starts = found[0].xpath(f"./w:lvlOverride[@w:ilvl='{int(depth)}']/w:startOverride")
        start = int(starts[0].get(qn("w:val"), "1")) if starts else 1
        abstract = found[0].find(qn("w:abstractNumId"))
        key = abstract.get(qn("w:val"), "0") if abstract is not None else "0"
        formats = root.xpath(
            f"./w:abstractNum[@w:abstractNumId='{int(key)}']/w:lvl[@w:ilvl='{int(depth)}']/w:numFmt"
        )
        kind = formats[0].get(qn("w:val")) if formats else "bullet"
        return kind not in ("bullet", "none"), start

    def _gathered(self, items: bool = True, quote: bool = True) -> Iterator[Block]:
        """The list and the quote that end here."""
        if items and self._items:
            yield from nested_lists(self._items, min(item.depth for item in self._items))
            self._items = []
        if quote and self._quote:
            yield BlockQuote(tuple(self._quote))
            self._quote = []

    def _footnotes(self) -> Iterator[Footnote]:
        """The notes that were referred to since the last heading."""
        for name in dict.fromkeys(self._referred):
            yield Footnote(name, self._notes[name])
        self._referred = []

    def _heading_level(self, paragraph: DocxParagraph) -> int:
        """1 to 9 for a heading, by the paragraph's own mark or by its style, else 0."""
        own = paragraph._p.xpath("./w:pPr/w:outlineLvl/@w:val")
        if own and int(own[0]) < _BODY_LEVEL:
            return int(own[0]) + 1
        return self._styles.level(paragraph._p.style)

    def _runs(self, paragraph: DocxParagraph) -> Runs:
        runs: list[Run] = []
        is_code = self._styles.name(paragraph._p.style) == CODE
        parts = paragraph._p.xpath(_INNER)
        for part in parts:
            is_link = part.tag == qn("w:hyperlink")
            link = Hyperlink(part, paragraph).url if is_link else ""
            for one in part.xpath(_INNER) if is_link else [part]:
                if one.tag == qn("w:r"):
                    runs.append(self._run(DocxRun(one, paragraph), link, is_code))
                else:
                    runs += formula_runs(one, is_alone=len(parts) == 1)
        return tidy_runs(apart(runs))

    def _run(self, run: DocxRun, link: str, is_code: bool) -> Run:
        for kind, prefix in _NOTE_KINDS.items():
            mark = run._r.find(qn(f"w:{kind}Reference"))
            name = f"{prefix}{mark.get(qn('w:id'))}" if mark is not None else ""
            if name in self._notes:
                self._referred.append(name)
                return Run(f"[^{name}]", note=name)
        text = run.text.replace("\n", LINE_BREAK)
        is_code = is_code or self._styles.name(run._r.style) == CODE_RUN
        return Run(text, bool(run.bold), bool(run.italic), is_code, link)

    def _table(self, table: DocxTable) -> Iterator[Table]:
        rows = self._rows(table)
        if rows:
            header = tuple(tuple(replace(run, bold=False) for run in cell) for cell in rows[0])
            yield Table(header, tuple(rows[1:]))

    def _rows(self, table: DocxTable) -> list[tuple[Runs, ...]]:
        """The cells of a table; one that spans several has its text in the first of them."""
        seen: set[Any] = set()
        rows = []
        for row in table.rows:
            cells: list[Runs] = []
            for cell in row.cells:
                cells.append(() if cell._tc in seen else self._cell(cell))
                seen.add(cell._tc)
            rows.append(tuple(cells))
        return rows

    def _cell(self, cell: _Cell) -> Runs:
        """A cell in one paragraph, as Markdown has it; so are the cells of a table inside."""
        inside: list[Runs] = []
        for part in cell.iter_inner_content():
            if isinstance(part, DocxParagraph):
                inside.append(self._runs(part))
            else:
                inside += [runs for row in self._rows(part) for runs in row]
        return tidy_runs(run for runs in inside for run in (*runs, Run(" ")))


def _note_texts(file: DocxFile) -> dict[str, Runs]:
    """The footnotes and endnotes of a file by the names that they get here, as plain text."""
    texts: dict[str, Runs] = {}
    for kind, prefix in _NOTE_KINDS.items():
        for relation in file.part.rels.values():
            if relation.is_external or not relation.reltype.endswith(f"/{kind}s"):
                continue
            notes = parse_xml(relation.target_part.blob)
            accept_all(notes)
            for note in notes.iter(qn(f"w:{kind}")):
                lines = ("".join(paragraph.itertext(qn("w:t"))) for paragraph in note)
                runs = tidy_runs([Run(" ".join(lines))])
                if runs:
                    texts[f"{prefix}{note.get(qn('w:id'))}"] = runs
    return texts


def _block(style: str, level: int, runs: Runs) -> Block:
    if level:
        return Heading(level, runs)
    if style == "Title":
        return Title(plain_text(runs))
    if style == SCENE:
        return ThematicBreak()
    if style == CODE:
        return CodeBlock("".join(run.text for run in runs).replace(LINE_BREAK, "\n"))
    return Paragraph(runs)


def _style_level(style: object) -> int:
    while isinstance(style, ParagraphStyle):
        named = _HEADING.match(style.name or "")
        if named:
            return int(named[1])
        marked = style.element.xpath("./w:pPr/w:outlineLvl/@w:val")
        if marked:
            return int(marked[0]) + 1 if int(marked[0]) < _BODY_LEVEL else 0
        style = style.base_style
    return 0
