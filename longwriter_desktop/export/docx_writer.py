# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Blocks to a DOCX file, through python-docx: styles for every look, fields for page numbers."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Twips
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as DocxParagraph

from longwriter_desktop.domain.document import Document
from longwriter_desktop.export.blocks import (
    LINE_BREAK,
    Block,
    BlockQuote,
    CodeBlock,
    Footnote,
    Heading,
    ListBlock,
    Paragraph,
    Run,
    Runs,
    Table,
    TableOfContents,
    ThematicBreak,
    Title,
    plain_text,
)
from longwriter_desktop.export.docx_direction import set_directions
from longwriter_desktop.export.docx_math_out import office_math, on_own_line
from longwriter_desktop.export.docx_notes import Footnotes
from longwriter_desktop.export.docx_parts import (
    MAX_LIST_DEPTH,
    Numbering,
    add_web_link,
    bookmark,
    close_field,
    item_indent,
    keep_row_whole,
    link_to_bookmark,
    number_paragraph,
    open_field,
    update_fields_on_open,
)
from longwriter_desktop.export.docx_styles import (
    BODY,
    CODE,
    CODE_RUN,
    LINK,
    SCENE,
    prepare_styles,
)
from longwriter_desktop.export.formulas import tex_in
from longwriter_desktop.export.from_markdown import strip_illegal
from longwriter_desktop.export.notes import footnotes, runs_of
from longwriter_desktop.export.options import ExportOptions

_MAX_PROPERTY = 255  # characters, a limit of the format's core properties
_WEB_LINK = re.compile(r"^(?:https?://|mailto:)\S+$", re.IGNORECASE)
_ALIGNED = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_CONTENTS = {
    "zh": "目录", "ja": "目次", "ko": "목차", "de": "Inhalt", "fr": "Table des matières",
    "es": "Índice", "it": "Indice", "pt": "Índice", "nl": "Inhoud", "ru": "Содержание",
    "pl": "Spis treści", "sv": "Innehåll", "da": "Indhold", "tr": "İçindekiler",
    "he": "תוכן העניינים", "ar": "المحتويات", "fa": "فهرست",
}  # fmt: skip


def render_docx(blocks: Iterable[Block], document: Document, options: ExportOptions) -> bytes:
    """The bytes of a DOCX file. `document` gives the properties, not the text."""
    language = options.language or document.language
    writer = _DocxWriter(tuple(blocks), options, language)
    _set_properties(writer.docx, document, options, language)
    writer.write()
    set_directions(writer.docx)
    data = BytesIO()
    writer.docx.save(data)
    return data.getvalue()


class _DocxWriter:
    """Writes each block once, in order."""

    def __init__(self, blocks: tuple[Block, ...], options: ExportOptions, language: str) -> None:
        self.docx = docx.Document()
        _drop_thumbnail(self.docx)
        prepare_styles(self.docx, options.layout, language)
        self._blocks = blocks
        self._language = language
        self._numbering = Numbering(self.docx)
        texts = {note.name: note.runs for note in footnotes(blocks)}
        self._notes = Footnotes(self.docx, texts, self._add_runs)
        self._referred = {run.note for run in runs_of(blocks)}
        self._headings_written = 0
        self._last: DocxParagraph | None = None
        body = self.docx.styles[BODY]
        assert isinstance(body, ParagraphStyle)
        self._body_space = body.paragraph_format.space_after

    def write(self) -> None:
        footer = self.docx.sections[0].footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        open_field(footer, "PAGE")
        footer.add_run("1")
        close_field(footer)
        for block in self._blocks:
            self._write(block)

    def _write(self, block: Block, style: str = BODY) -> None:
        match block:
            case Heading():
                self._write_heading(block)
            case Paragraph(runs):
                self._add_runs(self._add("", style), runs)
            case ListBlock():
                self._write_list(block, 0)
                self._space_behind_list()
            case BlockQuote(inner):
                for part in inner:
                    self._write(part, "Quote")
            case Table():
                self._write_table(block)
            case Footnote(name, runs):
                if name not in self._referred:  # else it stands below the page
                    self._add_runs(self._add(f"[^{name}] ", style), runs)
            case _:
                self._write_plain(block)

    def _write_plain(self, block: Block) -> None:
        match block:
            case Title(text, author):
                self._add(text, "Title")
                if author:
                    self._add(author, "Subtitle")
            case TableOfContents():
                self._write_contents()
            case CodeBlock(text):
                self._add(text, CODE)
            case ThematicBreak():
                self._add("*\u2003*\u2003*", SCENE)

    def _add(self, text: str, style: str) -> DocxParagraph:
        self._last = self.docx.add_paragraph(text, style)
        return self._last

    def _write_heading(self, heading: Heading) -> None:
        paragraph = self._add("", f"Heading {heading.level}")
        if heading.new_page:
            paragraph.paragraph_format.page_break_before = True
        self._add_runs(paragraph, heading.runs)
        self._headings_written += 1
        bookmark(paragraph, self._headings_written)

    def _write_contents(self) -> None:
        """A field that Word fills on opening; until then it shows the headings, each a link.

        Only a program that lays out pages knows their numbers, so none are made up here.
        """
        every = [block for block in self._blocks if isinstance(block, Heading)]
        entries = [(at, one) for at, one in enumerate(every, start=1) if one.level <= 3]
        if not entries:
            return
        primary = self._language.split("-")[0].lower()
        self._add(_CONTENTS.get(primary, "Contents"), "TOC Heading")
        for number, heading in entries:
            entry = self._add("", f"toc {heading.level}")
            entry.add_run(plain_text(run for run in heading.runs if not run.note))
            link_to_bookmark(entry, number)
            if number == entries[0][0]:
                self._open_contents_field(entry)
            if number == entries[-1][0]:
                close_field(entry)
        update_fields_on_open(self.docx)

    def _open_contents_field(self, entry: DocxParagraph) -> None:
        link = entry._p.xpath("./w:hyperlink")[0]
        open_field(entry, 'TOC \\o "1-3" \\h \\z \\u')
        entry._p.append(link)

    def _write_list(self, block: ListBlock, depth: int) -> None:
        depth = min(depth, MAX_LIST_DEPTH)
        kind = "List Number" if block.ordered else "List Bullet"
        numbering = self._numbering
        number = numbering.new_ordered(depth, block.start) if block.ordered else numbering.bullets
        for item in block.items:
            first, rest = (item[0], item[1:]) if item else (Paragraph(()), ())
            if not isinstance(first, Paragraph):
                first, rest = Paragraph(()), item
            paragraph = self._add("", kind + _depth_suffix(depth))
            number_paragraph(paragraph, number, depth)
            self._add_runs(paragraph, first.runs)
            for part in rest:
                self._write_in_item(part, depth)

    def _space_behind_list(self) -> None:
        if self._last is not None:
            self._last.paragraph_format.space_after = self._body_space

    def _write_in_item(self, block: Block, depth: int) -> None:
        if isinstance(block, ListBlock):
            self._write_list(block, depth + 1)
        elif isinstance(block, Paragraph):
            paragraph = self._add("", "List Continue" + _depth_suffix(depth))
            paragraph.paragraph_format.left_indent = Twips(item_indent(depth))
            self._add_runs(paragraph, block.runs)
        else:
            self._write(block)

    def _write_table(self, table: Table) -> None:
        width = max(len(row) for row in (table.header, *table.rows))
        grid = self.docx.add_table(rows=0, cols=width, style="Table Grid")
        for row, is_header in ((table.header, True), *((row, False) for row in table.rows)):
            line = grid.add_row()
            keep_row_whole(line, is_header)
            for number, (cell, runs) in enumerate(zip(line.cells, row, strict=False)):
                paragraph = cell.paragraphs[0]
                if any(table.aligned[number : number + 1]):
                    paragraph.alignment = _ALIGNED[table.aligned[number]]
                self._add_runs(paragraph, runs, is_header)
        # Without it the text behind would touch the table.
        self._add("", "Normal")

    def _add_runs(self, paragraph: DocxParagraph, runs: Runs, bold: bool = False) -> None:
        for link, group in groupby(runs, key=_web_link):
            target = add_web_link(paragraph, link) if link else None
            for run in group:
                if self._notes.has(run.note):
                    self._notes.refer(paragraph, run.note)
                    continue
                if self._add_formula(paragraph, run, is_alone=len(runs) == 1):
                    continue
                written = paragraph.add_run(run.text.replace(LINE_BREAK, "\n"))
                if run.bold or bold:
                    written.bold = True
                if run.italic:
                    written.italic = True
                if run.code:
                    written.style = CODE_RUN
                elif link:
                    written.style = LINK
                if target is not None:
                    target.append(written._r)

    def _add_formula(self, paragraph: DocxParagraph, run: Run, is_alone: bool) -> bool:
        """Whether the run is a formula that can be laid out; else it stays as it was typed."""
        tex, has_line = tex_in(run.source) or ("", False)
        formula = office_math(tex, has_line) if tex else None
        if formula is None:
            return False
        paragraph._p.append(on_own_line(formula) if has_line and is_alone else formula)
        return True


def _web_link(run: Run) -> str:
    """Where a run leads; a link to anything but the web or a mail address is plain text."""
    return run.link if _WEB_LINK.match(run.link) else ""


def _depth_suffix(depth: int) -> str:
    """The template has three styles of each kind of list; deeper lists use the third."""
    return ("", " 2", " 3")[min(depth, 2)]


def _set_properties(
    file: docx.document.Document, document: Document, options: ExportOptions, language: str
) -> None:
    properties = file.core_properties
    now = datetime.now(UTC)
    properties.title = _property(document.title)
    properties.author = properties.last_modified_by = _property(options.author)
    properties.language = language
    properties.created = _utc(document.created or now)
    properties.modified = _utc(document.modified or now)
    properties.comments = properties.keywords = properties.subject = ""
    properties.revision = 1


def _drop_thumbnail(file: docx.document.Document) -> None:
    """The library's template brings a picture of itself, which file managers would show."""
    package = file.part.package
    for key, relationship in list(package.rels.items()):
        if relationship.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]


def _property(text: str) -> str:
    return " ".join(strip_illegal(text).split())[:_MAX_PROPERTY]


def _utc(time: datetime) -> datetime:
    return time.astimezone(UTC).replace(tzinfo=None)
