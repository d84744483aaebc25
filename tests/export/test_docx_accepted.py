# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""No text of a DOCX is lost that stands in a tracked change, a field, a control or a box."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as DocxFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from longwriter_desktop.export.blocks import Heading, Table, plain_text
from longwriter_desktop.export.docx_in import read_docx
from longwriter_desktop.export.to_markdown import render_markdown
from tests.export.libreoffice import converted, needs_libreoffice

W = nsdecls("w")
BY = f'{W} w:id="1" w:author="Editor" w:date="2026-01-01T00:00:00Z"'
COMPATIBLE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
TRACKED = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:body><office:text>
<text:tracked-changes>
 <text:changed-region text:id="i"><text:insertion><office:change-info>
  <dc:creator>Editor</dc:creator><dc:date>2026-01-01T00:00:00</dc:date>
 </office:change-info></text:insertion></text:changed-region>
 <text:changed-region text:id="d"><text:deletion><office:change-info>
  <dc:creator>Editor</dc:creator><dc:date>2026-01-01T00:00:00</dc:date>
 </office:change-info><text:p>old </text:p></text:deletion></text:changed-region>
</text:tracked-changes>
<text:p>The <text:change text:change-id="d"/><text:change-start text:change-id="i"/>patient
<text:change-end text:change-id="i"/>keeper.</text:p>
</office:text></office:body></office:document>
"""


def run(text: str, kind: str = "t") -> str:
    return f'<w:r><w:{kind} xml:space="preserve">{text}</w:{kind}></w:r>'


def read(file: DocxFile) -> str:
    data = BytesIO()
    file.save(data)
    return render_markdown(read_docx(data.getvalue(), "a.docx"))


def with_body(*parts: str) -> DocxFile:
    file = docx.Document()
    for at, part in enumerate(parts):
        file.element.body.insert(at, parse_xml(part))
    return file


@pytest.mark.parametrize(
    ("wrapped", "text"),
    [
        (f"<w:ins {BY}>{run('new ')}</w:ins>", "The new lamp."),
        (f"<w:moveTo {BY}>{run('new ')}</w:moveTo>", "The new lamp."),
        (f"<w:del {BY}>{run('old ', 'delText')}</w:del>", "The lamp."),
        (f"<w:moveFrom {BY}>{run('old ')}</w:moveFrom>", "The lamp."),
        (f"<w:ins {BY}><w:del {BY}>{run('both ', 'delText')}</w:del></w:ins>", "The lamp."),
        (f'<w:smartTag {W} w:element="x">{run("clever ")}</w:smartTag>', "The clever lamp."),
        (f'<w:fldSimple {W} w:instr="TITLE">{run("great ")}</w:fldSimple>', "The great lamp."),
        (
            f'<w:sdt {W}><w:sdtPr><w:alias w:val="x"/></w:sdtPr>'
            f"<w:sdtContent>{run('chosen ')}</w:sdtContent></w:sdt>",
            "The chosen lamp.",
        ),
        (
            f'<w:hyperlink {W} w:anchor="x"><w:ins {BY}>{run("linked ")}</w:ins></w:hyperlink>',
            "The linked lamp.",
        ),
    ],
)
def test_a_paragraph_is_read_with_every_change_accepted(wrapped: str, text: str) -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("The ")
    paragraph._p.append(parse_xml(wrapped))
    paragraph.add_run("lamp.")
    assert read(file) == f"{text}\n"


def test_paragraphs_and_tables_inside_a_control_are_read_in_their_place() -> None:
    inner = f"<w:p>{run('Inside.')}</w:p>"
    file = with_body(
        f"<w:p {W}>{run('Before.')}</w:p>",
        f"<w:sdt {W}><w:sdtPr/><w:sdtContent>{inner}"
        f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{inner}</w:tc></w:tr>"
        f"</w:tbl></w:sdtContent></w:sdt>",
        f"<w:p {W}>{run('After.')}</w:p>",
    )
    assert read(file) == "Before.\n\nInside.\n\n| Inside. |\n| --- |\n\nAfter.\n"


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    ended = f"<w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>"
    file = with_body(
        f"<w:p {W}>{ended}{run('One ')}</w:p>",
        f"<w:p {W}>{ended}{run('and two ')}</w:p>",
        f'<w:p {W}><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{run("and three.")}</w:p>',
    )
    assert read(file) == "# One and two and three.\n"


def test_a_box_is_read_behind_its_paragraph_and_only_once() -> None:
    box = (
        f"<w:txbxContent><w:p>{run('In a box.')}</w:p><w:p>{run('And more.')}</w:p></w:txbxContent>"
    )
    file = with_body(
        f"<w:p {W} {COMPATIBLE}>{run('Beside ')}<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        f"{run('it.')}</w:p>"
    )
    assert read(file) == "Beside it.\n\nIn a box.\n\nAnd more.\n"


def test_a_box_of_an_old_word_is_read_too() -> None:
    box = f"<w:txbxContent><w:p>{run('In a box.')}</w:p></w:txbxContent>"
    file = with_body(
        f"<w:p {W} {COMPATIBLE}><w:r><mc:AlternateContent><mc:Fallback><w:pict>{box}</w:pict>"
        f"</mc:Fallback></mc:AlternateContent></w:r>{run('Beside it.')}</w:p>"
    )
    assert read(file) == "Beside it.\n\nIn a box.\n"


def test_a_deleted_row_is_gone_and_an_inserted_one_is_there() -> None:
    file = docx.Document()
    table = file.add_table(3, 1)
    for row, (text, change) in zip(
        table.rows, (("Lamp", ""), ("Old", "del"), ("New", "ins")), strict=True
    ):
        row.cells[0].text = text
        if change:
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:{change} {BY}/>"))
    assert read(file) == "| Lamp |\n| --- |\n| New |\n"


def test_a_cell_over_several_has_its_text_once_and_a_table_in_a_cell_keeps_its_text() -> None:
    file = docx.Document()
    table = file.add_table(2, 3)
    table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = "Wide"
    table.rows[0].cells[2].merge(table.rows[1].cells[2]).text = "High"
    table.rows[1].cells[0].text = "Left"
    inner = table.rows[1].cells[1].add_table(1, 2)
    inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "in", "side"
    data = BytesIO()
    file.save(data)
    (block,) = read_docx(data.getvalue(), "a.docx")
    assert isinstance(block, Table)
    assert [plain_text(cell) for cell in block.header] == ["Wide", "", "High"]
    assert [plain_text(cell) for cell in block.rows[0]] == ["Left", "in side", ""]


def test_a_heading_in_a_control_is_a_heading_and_contents_in_one_are_left_out() -> None:
    file = docx.Document()
    file.styles.add_style("toc 1", 1)
    heading = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{run("Origins")}</w:p>'
    entry = f'<w:p><w:pPr><w:pStyle w:val="toc1"/></w:pPr>{run("Origins 1")}</w:p>'
    control = f"<w:sdt {W}><w:sdtContent>{entry}{heading}</w:sdtContent></w:sdt>"
    file.element.body.insert(0, parse_xml(control))
    data = BytesIO()
    file.save(data)
    (block,) = read_docx(data.getvalue(), "a.docx")
    assert isinstance(block, Heading)
    assert plain_text(block.runs) == "Origins"


@needs_libreoffice
def test_changes_tracked_by_libreoffice_are_accepted(tmp_path: Path) -> None:
    (tmp_path / "tracked.fodt").write_text(TRACKED, encoding="utf-8")
    data = converted(tmp_path / "tracked.fodt", "docx", tmp_path).read_bytes()
    assert render_markdown(read_docx(data, "a.docx")) == "The patient keeper.\n"
