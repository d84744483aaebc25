# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Hebrew and Arabic in the DOCX file: each paragraph runs as its first letter does."""

from io import BytesIO

import docx
import pytest
from docx.document import Document as DocxFile
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from longwriter_desktop.domain.document import Document
from longwriter_desktop.export.docx_direction import runs_right_to_left
from longwriter_desktop.export.docx_in import read_docx
from longwriter_desktop.export.exporting import export_document
from longwriter_desktop.export.options import ExportOptions
from longwriter_desktop.export.to_markdown import render_markdown
from tests.export.documents import chapter, document, section

HEBREW = "המגדלור עמד בקצה הכף **מאה שנים** *ארוכות*, `x = 1`, ואיש לא שאל למה (1886)."
TEXT = f"""{HEBREW}

The keeper said שלום and went.

- עץ
- coal

| שנה | שומר |
|---|---|
| 1886 | David |

הערה[^1].

[^1]: ראו את הדוח.

منارة على حافة الرأس."""


def hebrew(text: str = TEXT) -> Document:
    return document(chapter("c1", "פרק"), (section("s1", "האור"), text), language="he")


def opened(whole: Document, options: ExportOptions | None = None) -> DocxFile:
    return docx.Document(BytesIO(export_document(whole, "docx", options).data))


def is_turned(paragraph: Paragraph) -> bool:
    return paragraph._p.find(f"./{qn('w:pPr')}/{qn('w:bidi')}") is not None


@pytest.mark.parametrize(
    ("text", "turned"),
    [("שלום world", True), ("سلام", True), ("The word שלום", False), ("1886 (שלום)", True),
     ("你好", False), ("1886 ...", None), ("", None)],
)  # fmt: skip
def test_the_first_letter_says_which_way_a_text_runs(text: str, turned: bool | None) -> None:
    assert runs_right_to_left(text) is turned


def test_only_paragraphs_that_begin_so_run_from_right_to_left() -> None:
    file = opened(hebrew())
    turned = {one.text: is_turned(one) for one in file.paragraphs if one.text.strip()}
    assert turned == {
        "Lighthouses": False, "פרק": True, "האור": True,
        HEBREW.replace("*", "").replace("`", ""): True,
        "The keeper said שלום and went.": False,
        "עץ": True, "coal": False, "הערה.": True, "منارة على حافة الرأس.": True,
    }  # fmt: skip
    notes = next(part for part in file.part.package.iter_parts() if "footnotes" in part.partname)
    assert b"<w:bidi/>" in notes.blob


def test_each_run_of_them_is_marked_but_foreign_words_and_keeps_its_look() -> None:
    [paragraph] = [one for one in opened(hebrew()).paragraphs if one.text.startswith("המגדלור")]
    found = {run.text: run.font for run in paragraph.runs}
    assert [text for text, font in found.items() if not font.rtl] == ["x = 1"]
    assert (found["מאה שנים"].cs_bold, found["ארוכות"].cs_italic) == (True, True)


def test_a_table_begins_at_the_right_and_its_numbers_stand_there() -> None:
    [table] = opened(hebrew()).tables
    assert table._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    turned = [is_turned(cell.paragraphs[0]) for row in table.rows for cell in row.cells]
    assert turned == [True, True, True, False]


def test_what_runs_from_left_to_right_is_written_as_before() -> None:
    whole = document((section("s1", "Oil"), "Oil, **wood** and coal.\n\n| a | b |\n|---|---|\n"))
    file = opened(whole)
    assert not [one for one in file.element.iter(qn("w:bidi"), qn("w:rtl"), qn("w:bidiVisual"))]


def test_a_style_has_one_size_and_weight_for_all_scripts() -> None:
    file = opened(hebrew(), ExportOptions(table_of_contents=True))
    for name in ("Normal", "Title", "Heading 1", "Heading 4", "Code", "footnote text"):
        properties = file.styles[name].element.rPr
        sizes = [properties.find(qn(f"w:{kind}")).get(qn("w:val")) for kind in ("sz", "szCs")]
        assert sizes[0] == sizes[1], name
        assert (properties.find(qn("w:b")) is None) == (properties.find(qn("w:bCs")) is None), name
    assert any(one.text == "תוכן העניינים" for one in file.paragraphs)


def test_it_is_read_again_as_it_was() -> None:
    whole = hebrew(f"{HEBREW}\n\n- עץ\n- coal")
    blocks = read_docx(export_document(whole, "docx").data, "a.docx")
    assert f"{HEBREW}\n\n- עץ\n- coal" in render_markdown(blocks)
