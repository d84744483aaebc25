# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""LibreOffice opens what is exported and lays it out as meant."""

from pathlib import Path

from longwriter_desktop.domain.document import Document
from longwriter_desktop.export.exporting import export_document
from longwriter_desktop.export.options import ExportOptions, Layout
from tests.export.documents import chapter, document, section
from tests.export.libreoffice import (
    converted,
    needs_libreoffice,
    needs_pdftotext,
    text_of_pdf,
)
from tests.export.test_docx import EVERYTHING

pytestmark = [needs_libreoffice, needs_pdftotext]


def pages(whole: Document, options: ExportOptions, folder: Path) -> list[str]:
    """The text of each page after LibreOffice has laid the file out."""
    (folder / "out.docx").write_bytes(export_document(whole, "docx", options).data)
    laid_out = converted(folder / "out.docx", "pdf", folder)
    return text_of_pdf(laid_out, "-layout").split("\f")[:-1]


def test_lists_are_numbered_quotes_and_code_are_there(tmp_path: Path) -> None:
    whole = document(chapter("c1", "Origins"), (section("s1", "First fires"), EVERYTHING))
    # One page or two: that depends on the fonts of the machine.
    options = ExportOptions(table_of_contents=True, author="A. Writer")
    seen = []
    for number, page in enumerate(pages(whole, options, tmp_path), start=1):
        *lines, footer = [" ".join(line.split()) for line in page.splitlines() if line.strip()]
        assert footer == str(number)
        seen += lines
    assert seen == [
        "Lighthouses", "A. Writer", "Contents", "Origins", "First fires", "Origins", "First fires",
        "Text with bold, italic, both, code and a link.",
        "• wood", "1. beech", "2. oak", "• coal", "second paragraph",
        "Steps:", "1. Lay.", "2. Light.", "Again:", "3. Sleep.", "A keeper waits.", "* * *",
        "def trim():", "return 1", "a b", "1 2",
    ]  # fmt: skip


def test_a_chinese_manuscript_has_its_pages_and_chapters_on_new_ones(tmp_path: Path) -> None:
    whole = document(
        chapter("c1", "第一章"), (section("s1", "起源"), "灯塔在海岬的尽头立了一百年。"),
        chapter("c2", "第二章"), (section("s2", "守灯人"), "**它亮着**，因为有人在等。"),
        title="海岬上的灯塔", language="zh",
    )  # fmt: skip
    options = ExportOptions(
        table_of_contents=True, page_break_before_chapters=True, layout=Layout.MANUSCRIPT
    )
    front, first, second = pages(whole, options, tmp_path)
    assert "海岬上的灯塔" in front
    assert "目录" in front
    assert "灯塔在海岬的尽头立了一百年。" in first
    assert "它亮着，因为有人在等。" in second
    assert [page.split()[-1] for page in (front, first, second)] == ["1", "2", "3"]


def test_a_footnote_stands_at_the_foot_of_its_page(tmp_path: Path) -> None:
    whole = document((section("s1", "Oil", 1), "Dear[^1].\n\n[^1]: See the report.\n\nThe end."))
    (page,) = pages(whole, ExportOptions(), tmp_path)
    assert page.split() == [
        "Lighthouses",
        "Oil",
        "Dear1.",
        "The",
        "end.",
        "1",
        "See",
        "the",
        "report.",
        "1",
    ]


def test_hebrew_begins_at_the_right(tmp_path: Path) -> None:
    text = "המגדלור עמד בקצה הכף.\n\nThe keeper went.\n\n- עץ"
    whole = document((section("s1", "האור", 1), text), title="Lighthouses", language="he")
    (page,) = pages(whole, ExportOptions(), tmp_path)
    margins = {line.strip(): len(line) - len(line.lstrip()) for line in page.splitlines()}
    assert margins["The keeper went."] == margins["Lighthouses"]
    assert all(
        margin > margins["Lighthouses"] + 20
        for line, margin in margins.items()
        if any("א" <= letter <= "ת" for letter in line)
    )
    assert sum(any("א" <= letter <= "ת" for letter in line) for line in margins) == 3
