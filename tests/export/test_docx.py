# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The DOCX file: styles, numbering, fields and properties, as Word finds them."""

import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from docx.document import Document as DocxFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from longwriter_desktop.domain.document import Document
from longwriter_desktop.export.docx_in import read_docx
from longwriter_desktop.export.exporting import export_document
from longwriter_desktop.export.options import ExportOptions, Layout
from longwriter_desktop.export.to_markdown import render_markdown
from tests.export.documents import chapter, document, one_section, section

EVERYTHING = """Text with **bold**, *italic*, ***both***, `code` and [a link](https://example.org/?a=1&b=2).

- wood
  1. beech
  2. oak
- coal

  second paragraph

Steps:
1. Lay.
2. Light.

Again:

3. Sleep.

> A keeper waits.

* * *

```python
def trim():

    return 1
```

| a | b |
| - | - |
| 1 | 2 |
"""


def exported(whole: Document, **options: object) -> DocxFile:
    result = export_document(whole, "docx", ExportOptions(**options))  # type: ignore[arg-type]
    return docx.Document(BytesIO(result.data))


def lines(file: DocxFile) -> list[tuple[str, str]]:
    """Style and text of each paragraph."""
    return [(p.style.name, p.text) for p in file.paragraphs if p.style is not None]


def numbering_of(file: DocxFile) -> dict[str, tuple[int, int]]:
    """Text -> list and depth, of the items of lists."""
    found = {}
    for paragraph in file.paragraphs:
        properties = paragraph._p.pPr
        if properties is not None and properties.numPr is not None:
            number = properties.numPr
            found[paragraph.text] = (number.numId.val, number.ilvl.val)
    return found


def test_every_kind_of_block_has_its_style() -> None:
    whole = document(chapter("c1", "Origins"), (section("s1", "First fires"), EVERYTHING))
    assert lines(exported(whole, author="A. Writer")) == [
        ("Title", "Lighthouses"),
        ("Subtitle", "A. Writer"),
        ("Heading 1", "Origins"),
        ("Heading 2", "First fires"),
        ("Body Text", "Text with bold, italic, both, code and a link."),
        ("List Bullet", "wood"),
        ("List Number 2", "beech"),
        ("List Number 2", "oak"),
        ("List Bullet", "coal"),
        ("List Continue", "second paragraph"),
        ("Body Text", "Steps:"),
        ("List Number", "Lay."),
        ("List Number", "Light."),
        ("Body Text", "Again:"),
        ("List Number", "Sleep."),
        ("Quote", "A keeper waits."),
        ("Scene Break", "*\u2003*\u2003*"),
        ("Code", "def trim():\n\n    return 1"),
        ("Normal", ""),
    ]


def test_runs_carry_bold_italic_and_code() -> None:
    paragraph = exported(one_section(EVERYTHING)).paragraphs[2]
    looks = {run.text: (run.bold, run.italic, run.style.name) for run in paragraph.runs}
    assert looks["bold"] == (True, None, "Default Paragraph Font")
    assert looks["italic"] == (None, True, "Default Paragraph Font")
    assert looks["both"] == (True, True, "Default Paragraph Font")
    assert looks["code"] == (None, None, "Code Character")


def test_a_web_link_is_a_hyperlink_and_any_other_is_text() -> None:
    file = exported(one_section("[web](https://example.org/?a=1&b=2) [file](secret.txt)"))
    (link,) = file.paragraphs[2].hyperlinks
    assert (link.text, link.url) == ("web", "https://example.org/?a=1&b=2")
    assert file.paragraphs[2].text == "web file"


def test_each_numbered_list_counts_for_itself() -> None:
    file = exported(one_section(EVERYTHING))
    numbers = numbering_of(file)
    assert numbers["Lay."] == numbers["Light."]
    assert len({numbers[text][0] for text in ("wood", "beech", "Lay.", "Sleep.")}) == 4
    assert numbers["beech"][1] == 1
    starts = {}
    for number in file.part.numbering_part.element.iter(qn("w:num")):
        for start in number.iter(qn("w:startOverride")):
            starts[int(number.get(qn("w:numId")))] = int(start.get(qn("w:val")))
    assert starts[numbers["Lay."][0]] == 1
    assert starts[numbers["Sleep."][0]] == 3


def test_numbering_holds_its_definitions_in_front_of_its_lists() -> None:
    file = exported(one_section(EVERYTHING))
    tags = [child.tag for child in file.part.numbering_part.element]
    assert tags == sorted(tags, key=[qn("w:abstractNum"), qn("w:num")].index)


def test_an_item_that_begins_with_no_paragraph_still_has_its_mark() -> None:
    file = exported(one_section("- \n\n  > quoted"))
    assert ("Quote", "quoted") in lines(file)
    assert "" in numbering_of(file)


def test_a_list_twelve_levels_deep_is_written() -> None:
    text = "\n".join(f"{'  ' * depth}- level {depth}" for depth in range(12))
    numbers = numbering_of(exported(one_section(text)))
    assert [depth for _, depth in numbers.values()] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8]


def test_a_table_has_a_bold_header_row() -> None:
    (table,) = exported(one_section(EVERYTHING)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["a", "b"], ["1", "2"]]
    assert table.rows[0].cells[0].paragraphs[0].runs[0].bold


def test_columns_stand_as_they_are_aligned_and_the_header_is_on_every_page() -> None:
    table = "| a | b | c |\n| --- | :-: | --: |\n| 1 | 2 | 3 |"
    rows = exported(one_section(table)).tables[0].rows
    for row in rows:
        aligned = [cell.paragraphs[0].alignment for cell in row.cells]
        assert aligned == [None, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT]
    headers = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows]
    assert headers == [True, False]


def test_footnotes_stand_below_the_page() -> None:
    notes = "[^a]: See *x*.\n[^b]: [web](https://example.org)\n[^d]: Left."
    file = exported(one_section(f"One[^a]. Two[^b]. None[^c].\n\n{notes}"))
    assert lines(file)[2:] == [("Body Text", "One. Two. None[^c]."), ("Body Text", "[^d] Left.")]
    marks = [int(e.get(qn("w:id"))) for e in file.element.body.iter(qn("w:footnoteReference"))]
    part = file.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    texts = {
        int(note.get(qn("w:id"))): "".join(text.text for text in note.iter(qn("w:t")))
        for note in parse_xml(part.blob).iter(qn("w:footnote"))
    }
    assert [texts[number] for number in marks] == [" See x.", " web"]
    assert [link.target_ref for link in part.rels.values()] == ["https://example.org"]


def test_footnotes_of_a_word_file_are_read_with_the_section_that_they_are_in() -> None:
    whole = document(
        (section("s1", "A", 1), "One[^1].\n\n[^1]: See *x*."),
        (section("s2", "B", 1), "- Two[^1].\n\n[^1]: Second."),
    )
    blocks = read_docx(export_document(whole, "docx").data, "a.docx")
    assert render_markdown(blocks) == (
        "# Lighthouses\n\n## A\n\nOne[^1].\n\n[^1]: See x.\n\n## B\n\n- Two[^2].\n\n[^2]: Second.\n"
    )


def test_a_file_without_footnotes_has_no_part_for_them() -> None:
    package = zipfile.ZipFile(BytesIO(export_document(one_section("x"), "docx").data))
    assert "word/footnotes.xml" not in package.namelist()


def test_the_contents_list_three_levels_and_lead_to_the_right_headings() -> None:
    text = "# A\n\n## B\n\n### C\n\n# D"
    file = exported(one_section(text), table_of_contents=True)
    styles = [style for style, _ in lines(file) if style.startswith("Heading")]
    assert styles == ["Heading 1", "Heading 2", "Heading 3", "Heading 4", "Heading 2"]
    names = [link.get(qn("w:anchor")) for link in file.element.body.iter(qn("w:hyperlink"))]
    assert names == [f"_Toc{number:08d}" for number in (1, 2, 3, 5)]


def test_the_properties_name_title_author_language_and_dates() -> None:
    made = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    whole = replace(one_section("x"), created=made, modified=made, language="de-AT")
    properties = exported(whole, author="A. Writer").core_properties
    assert (properties.title, properties.author) == ("Lighthouses", "A. Writer")
    assert (properties.language, properties.keywords, properties.comments) == ("de-AT", "", "")
    assert properties.created == made
    assert properties.modified == made


def test_a_title_longer_than_a_property_may_be_stays_whole_in_the_text() -> None:
    title = "word " * 100
    file = exported(replace(one_section("x"), title=title))
    assert file.paragraphs[0].text == title.strip()
    assert len(file.core_properties.title) == 255


def test_chapters_start_a_new_page_only_when_asked() -> None:
    whole = document(chapter("c1", "Origins"), (section("s1", "A"), "x"))
    for asked in (True, None):
        heading = exported(whole, page_break_before_chapters=bool(asked)).paragraphs[1]
        assert heading.paragraph_format.page_break_before is asked


def test_the_contents_are_a_field_that_word_updates_and_that_shows_the_headings() -> None:
    whole = document(chapter("c1", "Origins"), (section("s1", "First fires"), "x"))
    file = exported(whole, table_of_contents=True)
    assert lines(file)[1:4] == [
        ("TOC Heading", "Contents"), ("toc 1", "Origins"), ("toc 2", "First fires"),
    ]  # fmt: skip
    body = file.element.body
    assert [code.text for code in body.iter(qn("w:instrText"))] == [' TOC \\o "1-3" \\h \\z \\u ']
    marks = [mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar"))]
    assert marks == ["begin", "separate", "end"]
    assert file.settings.element.find(qn("w:updateFields")).get(qn("w:val")) == "true"


def test_each_entry_of_the_contents_leads_to_its_heading() -> None:
    whole = document(chapter("c1", "Origins"), (section("s1", "First fires"), "x"))
    body = exported(whole, table_of_contents=True).element.body
    anchors = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert anchors == marks
    assert len(set(marks)) == 2


def test_without_headings_there_are_no_contents() -> None:
    file = exported(one_section("x", heading=""), table_of_contents=True)
    assert lines(file) == [("Title", "Lighthouses"), ("Body Text", "x")]


def test_the_page_number_stands_in_the_footer() -> None:
    footer = exported(one_section("x")).sections[0].footer._element
    assert [code.text for code in footer.iter(qn("w:instrText"))] == [" PAGE "]


def test_a_manuscript_is_double_spaced_with_indented_first_lines() -> None:
    file = exported(one_section("x"), layout=Layout.MANUSCRIPT)
    assert file.styles["Normal"].paragraph_format.line_spacing == 2.0
    assert file.styles["Normal"].font.size.pt == 12
    assert file.styles["Body Text"].paragraph_format.first_line_indent.cm == pytest.approx(
        1.27, 0.01
    )


def test_a_report_has_space_between_paragraphs_and_no_indent() -> None:
    body = exported(one_section("x")).styles["Body Text"].paragraph_format
    assert body.space_after.pt == 8
    assert body.first_line_indent.pt == 0


@pytest.mark.parametrize(
    ("language", "latin", "east_asian", "font"),
    [
        ("en-GB", "en-GB", "zh-CN", "SimSun"),
        ("zh", "en-US", "zh-CN", "SimSun"),
        ("zh-TW", "en-US", "zh-TW", "PMingLiU"),
        ("ja", "en-US", "ja-JP", "MS Mincho"),
        ("ko-KR", "en-US", "ko-KR", "Batang"),
    ],
)
def test_language_and_fonts_follow_the_document(
    language: str, latin: str, east_asian: str, font: str
) -> None:
    styles = exported(document(language=language)).styles
    lang = next(styles.element.find(qn("w:docDefaults")).iter(qn("w:lang")))
    assert (lang.get(qn("w:val")), lang.get(qn("w:eastAsia"))) == (latin, east_asian)
    fonts = styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == font
    assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_an_option_names_another_language_than_the_documents() -> None:
    assert exported(document(), language="fr-FR").core_properties.language == "fr-FR"


@pytest.mark.parametrize(("language", "width"), [("en", 21.0), ("en-US", 21.59), ("de", 21.0)])
def test_the_paper_is_a4_but_in_north_america(language: str, width: float) -> None:
    assert exported(document(language=language)).sections[0].page_width.cm == pytest.approx(
        width, 0.01
    )


def test_characters_that_xml_cannot_hold_break_nothing() -> None:
    whole = replace(one_section("a\x00\x0b\x1f\ufffeb `c\x02`", "H\x03"), title="T\x04\x00")
    file = exported(whole, author="A\x05", table_of_contents=True)
    assert [text for _, text in lines(file)] == ["T", "A", "Contents", "H", "H", "ab c"]


def test_an_empty_document_is_a_valid_file() -> None:
    file = exported(Document("d1", "", "", 100), table_of_contents=True)
    assert lines(file) == []
    assert file.core_properties.title == ""


def test_the_package_holds_no_trace_of_the_template_it_was_made_from() -> None:
    package = zipfile.ZipFile(BytesIO(export_document(document(), "docx").data))
    assert "python-docx" not in package.read("docProps/core.xml").decode()
    assert [name for name in package.namelist() if "thumbnail" in name] == []
