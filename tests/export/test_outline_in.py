# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Outlines and drafts of every format are read as plans, three levels deep."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.plan_files import MAX_IMPORT_BYTES, import_file, import_text
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.errors import EnvironmentProblem, InputProblem
from longwriter_desktop.export.exporting import export_document
from longwriter_desktop.export.options import ExportOptions
from longwriter_desktop.export.outline_in import ImportedPlan, first_sentence
from tests.export.documents import chapter, document, section
from tests.export.libreoffice import converted, needs_libreoffice

LONG = "The keeper climbed the stairs and lit the lamp. He did so every night of the year."
PIECES = (
    "# ", "## ", "#### ", "- ", "  - ", "    - ", "\n", "\n\n", "word ", "Section 3 ",
    "(300 words)",
    "Paragraph 1 - Main Point: x - Word Count: 0 words", "> ", "```", "---", "===", "1. ", "字",
    "| a | b |\n|---|---|\n", "*", ": ", "：", " - ", "0 words", "Chapter 2",
)  # fmt: skip
RICH = (
    "A paragraph with **bold** and *italic* words. It goes on.\n\n"
    "- wood\n- coal\n\n1. First.\n2. Second.\n\n> A keeper waits.\n\n```\ndef trim():\n```\n\n"
    "The end of it."
)


def shown(read: ImportedPlan) -> list[tuple[int, str, str, int]]:
    """Level, heading, main point and target of each item."""
    return [(i.level, i.heading, i.main_point, i.target_words) for i in read.outline]


def whole() -> Document:
    return document(
        (section("s0", "Preface", 1), LONG),
        chapter("c1", "Origins"),
        chapter("c2", "Antiquity", 2), (section("s1", "First fires", 3), RICH),
        (section("s2", "Pharos", 3), LONG),
        chapter("c3", "Keepers"), (section("s3", "A life"), f"{LONG}\n\n{LONG}"),
    )  # fmt: skip


def assert_same(read: ImportedPlan, original: Document) -> None:
    """The same titles, items and texts; main points and targets come from the texts."""
    assert read.title == original.title
    assert [(i.kind, i.level, i.heading) for i in read.outline] == [
        (i.kind, i.level, i.heading) for i in original.outline
    ]
    texts = [read.texts[item.id] for item in read.outline.sections]
    assert texts == [original.text_of(item.id).text for item in original.outline.sections]


@pytest.mark.parametrize("contents", [False, True])
@pytest.mark.parametrize("suffix", [".md", ".docx"])
def test_what_is_exported_is_imported_as_the_same_outline_and_texts(
    tmp_path: Path, suffix: str, contents: bool
) -> None:
    path = tmp_path / f"out{suffix}"
    options = ExportOptions(table_of_contents=contents, author="A. Keeper" if contents else "")
    path.write_bytes(export_document(whole(), suffix, options).data)
    assert_same(import_file(path), whole())


@needs_libreoffice
def test_a_file_saved_by_libreoffice_is_read_like_ours(tmp_path: Path) -> None:
    source = tmp_path / "in" / "out.docx"
    source.parent.mkdir()
    source.write_bytes(export_document(whole(), "docx").data)
    saved = converted(source, "docx:MS Word 2007 XML", tmp_path)
    assert_same(import_file(saved), whole())


def test_headings_and_nested_lists_are_chapters_and_sections() -> None:
    read = import_text(
        "# Of Lamps\n\n## Origins\n\n- Fires: beacons on headlands (300 words)\n- Towers\n"
        "  - of stone\n  - of iron\n\n## Keepers\n\n- A life\n"
    )
    assert read.title == "Of Lamps"
    assert shown(read) == [
        (1, "Origins", "", 0),
        (2, "Fires", "beacons on headlands", 300),
        (2, "Towers", "", 0),
        (3, "of stone", "", 400),
        (3, "of iron", "", 400),
        (1, "Keepers", "", 0),
        (2, "A life", "", 400),
    ]
    assert not read.texts


def test_what_lies_deeper_than_three_levels_joins_the_main_point() -> None:
    read = import_text("- a\n  - b\n    - c\n      - d\n      - e\n")
    assert shown(read) == [(1, "a", "", 0), (2, "b", "", 0), (3, "c", "d; e", 400)]


def test_plan_lines_are_read_as_before() -> None:
    read = import_text(
        "# Lamps\nChapter 1 - Heading: Origins\n"
        "Paragraph 1 - Heading: Fires - Main Point: beacons - Word Count: 250 words\n"
    )
    assert (read.title, read.outline.total_words) == ("Lamps", 250)
    assert shown(read)[1] == (2, "Fires", "beacons", 250)


def test_a_numbered_list_with_counts_is_a_plan() -> None:
    read = import_text("# Bells\n\n1. Casting (300 words)\n2. Ringing (200 words)\n")
    assert (read.title, [s[1] for s in shown(read)]) == ("Bells", ["Casting", "Ringing"])
    assert read.outline.total_words == 500


def test_an_item_that_asks_for_no_words_keeps_them_in_its_heading() -> None:
    assert shown(import_text("- Fires (0 words)\n- Towers\n"))[0] == (1, "Fires (0 words)", "", 400)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_text_is_a_plan_or_refused_with_a_sentence(text: str) -> None:
    try:
        read = import_text(text)
    except InputProblem as problem:
        sentence(problem.code, problem.params)  # raises for what it does not know
        return
    assert read.outline.sections
    assert all(1 <= item.level <= 3 for item in read.outline)
    assert set(read.texts) <= {item.id for item in read.outline.sections}


def test_a_chinese_plan_is_read() -> None:
    read = import_text("第1段 - 主要内容：灯塔的起源 - 字数：300字\n第2段 - 主要内容：守灯人\n")
    assert [s[2] for s in shown(read)] == ["灯塔的起源", "守灯人"]


def test_a_draft_gives_headings_first_sentences_and_lengths() -> None:
    body = f"{LONG}\n\nMore."
    read = import_text(f"# Fires\n\n{body}\n\n# Towers (500 words)\n\n# Keepers\n\n{LONG}\n")
    assert shown(read) == [
        (1, "Fires", "The keeper climbed the stairs and lit the lamp", 18),
        (1, "Towers", "", 500),
        (1, "Keepers", "The keeper climbed the stairs and lit the lamp", 17),
    ]
    assert list(read.texts.values()) == [body, LONG]
    assert read.text_words == 35


def test_text_in_front_of_the_first_heading_is_a_section_of_its_own() -> None:
    read = import_text(f"{LONG}\n\n# Fires\n\n{LONG}\n\n## Pharos\n\n{LONG}")
    assert [(s[0], s[1]) for s in shown(read)] == [(1, ""), (1, "Fires"), (2, ""), (2, "Pharos")]
    assert len(read.texts) == 3


def test_headings_below_the_third_level_stay_in_the_text() -> None:
    read = import_text(f"# A\n\n## B\n\n### C\n\n{LONG}\n\n#### D\n\n{LONG}\n\n# E\n\n{LONG}\n")
    assert [s[1] for s in shown(read)] == ["A", "B", "C", "E"]
    assert read.texts[read.outline.items[2].id] == f"{LONG}\n\n#### D\n\n{LONG}"


def test_levels_that_are_left_out_are_closed_up() -> None:
    read = import_text(f"# A\n\n### B\n\n{LONG}\n\n# C\n\n{LONG}")
    assert [(s[0], s[1]) for s in shown(read)] == [(1, "A"), (2, "B"), (1, "C")]


def test_a_plain_text_has_its_headings_on_short_lines() -> None:
    read = import_text(f"The first fires\n\n{LONG}\n\nThe keepers\n===========\n\n{LONG}\n")
    assert [s[1] for s in shown(read)] == ["The first fires", "The keepers"]
    read = import_text(f"The first fires\n\n{LONG}\n\n{LONG}\n\nThe keepers\n\n{LONG}\n")
    assert [s[1] for s in shown(read)] == ["The first fires", "The keepers"]
    assert read.texts[read.outline.items[0].id] == f"{LONG}\n\n{LONG}"


def test_a_change_of_scene_is_no_heading() -> None:
    read = import_text(f"# Fires\n\n{LONG}\n---\n{LONG}\n")
    assert [s[1] for s in shown(read)] == ["Fires"]


def save(file: docx.document.Document, path: Path) -> Path:
    file.save(str(path))
    return path


def test_a_word_file_is_read_by_its_heading_styles(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_heading("Of Lamps", 0)
    file.add_heading("Origins", 1)
    file.add_heading("Fires", 2)
    file.add_paragraph(LONG)
    file.add_paragraph("wood", style="List Bullet")
    file.add_paragraph("beech", style="List Bullet 2")
    file.add_paragraph("first", style="List Number")
    file.add_table(rows=2, cols=2).cell(0, 0).text = "tons"
    file.add_heading("Towers", 2)
    read = import_file(save(file, tmp_path / "lamps.docx"))
    assert read.title == "Of Lamps"
    assert [s[:2] for s in shown(read)] == [(1, "Origins"), (2, "Fires"), (2, "Towers")]
    text = read.texts[read.outline.items[1].id]
    assert text.startswith(f"{LONG}\n\n- wood\n  - beech\n")
    assert "1. first" in text
    assert "| tons |" in text


def test_headings_by_a_style_of_ones_own_or_an_outline_level_count(tmp_path: Path) -> None:
    file = docx.Document()
    own = file.styles.add_style("My Chapter", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = file.styles["Heading 1"]
    file.add_paragraph("Origins", style="My Chapter")
    file.add_paragraph(LONG)
    marked = file.add_paragraph("Keepers")
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "0")
    marked._p.get_or_add_pPr().append(level)
    file.add_paragraph(LONG)
    read = import_file(save(file, tmp_path / "own.docx"))
    assert [s[1] for s in shown(read)] == ["Origins", "Keepers"]


OPML = """<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="2.0"><head><title>Of Lamps</title></head><body>
<outline text="Origins"><outline text="Fires" _note="Beacons on headlands. And more."/>
<outline text="Caf\xe9"><outline text="deep"><outline text="deeper"/></outline></outline></outline>
<outline title="Keepers"/></body></opml>"""


def test_nested_outlines_of_an_outliner_are_read(tmp_path: Path) -> None:
    path = tmp_path / "lamps.opml"
    path.write_bytes(OPML.encode("latin-1"))
    read = import_file(path)
    assert read.title == "Of Lamps"
    assert shown(read) == [
        (1, "Origins", "", 0),
        (2, "Fires", "Beacons on headlands. And more", 400),
        (2, "Caf\xe9", "", 0),
        (3, "deep", "deeper", 400),
        (1, "Keepers", "", 400),
    ]


def test_a_long_note_of_an_outliner_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "lamps.opml"
    note = " ".join([LONG] * 3)
    path.write_text(f'<opml><body><outline text="A" _note="{note}"/></body></opml>')
    read = import_file(path)
    assert read.texts[read.outline.items[0].id] == note


def test_a_title_and_a_note_of_an_outliner_keep_their_signs(tmp_path: Path) -> None:
    path = tmp_path / "salt.opml"
    path.write_text(
        "<opml><head><title>Salt &amp; after</title></head><body>"
        '<outline text="A" _note="Anna is #1 &lt;at last&gt;; see file_one"/></body></opml>'
    )
    read = import_file(path)
    assert read.title == "Salt & after"
    assert read.outline.items[0].main_point == "Anna is #1 <at last>; see file_one"


def bomb() -> bytes:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    return (
        f'<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a0 "ha">{lines}]>'
        '<opml><body><outline text="&a8;"/></body></opml>'
    ).encode()


def docx_with(data: bytes) -> bytes:
    """A Word file whose document part is something else."""
    made, packed = BytesIO(), BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, data if name == "word/document.xml" else old.read(name))
    return packed.getvalue()


WITHOUT_VALUE = (
    f"<w:document {nsdecls('w')}><w:body><w:p><w:pPr><w:pStyle/></w:pPr><w:r><w:t>x</w:t></w:r>"
    "</w:p></w:body></w:document>"
).encode()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.md", b"", "import_empty"),
        ("a.docx", b" \n", "import_empty"),
        ("a.md", b"x" * (MAX_IMPORT_BYTES + 1), "import_too_large"),
        ("a.docx", b"PK" + b"x" * MAX_IMPORT_BYTES, "import_too_large"),
        ("a.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "import_binary"),
        ("a.txt", bytes(range(256)) * 20, "import_binary"),
        ("a.md", b"\xff\xfe\x00\xd8\x41", "import_binary"),
        ("a.txt", "# Caf\xe9\n\nText.".encode("latin-1"), "import_encoding"),
        ("a.docx", b"# Not a Word file", "import_not_docx"),
        ("a.docx", b"PK\x03\x04 cut in the middle", "import_not_docx"),
        ("a.docx", docx_with(b"<not-closed"), "import_not_docx"),
        ("a.docx", docx_with(b"<a/>"), "import_not_docx"),
        ("a.docx", docx_with(b"<!DOCTYPE a []><a/>"), "import_unsafe"),
        ("a.docx", docx_with(WITHOUT_VALUE), "import_not_docx"),
        ("a.opml", b'<?xml version="1.0" encoding="no-such"?><opml/>', "import_not_opml"),
        ("a.docx", docx_with(b" " * 100_000_001), "import_unsafe"),
        ("a.opml", bomb(), "import_unsafe"),
        ("a.opml", b"<opml><body><outline>", "import_not_opml"),
        ("a.opml", b"<html></html>", "import_not_opml"),
        ("a.opml", b"no xml", "import_not_opml"),
        ("a.opml", b"<opml><body/></opml>", "import_no_headings"),
        ("a.md", LONG.encode(), "import_no_headings"),
        ("a.md", b"# Only a heading line that has no text" * 0 + b"---\n", "import_no_headings"),
        ("a.md", b"- x\n" * 2_001, "import_too_many"),
        ("a.opml", b"<opml>" + b'<outline text="x"/>' * 2_001 + b"</opml>", "import_too_many"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputProblem) as refused:
        import_file(path)
    assert refused.value.code == code
    assert sentence(refused.value.code, refused.value.params)


def test_a_word_file_without_headings_is_refused(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_paragraph(LONG)
    with pytest.raises(InputProblem, match="import_no_headings"):
        import_file(save(file, tmp_path / "plain.docx"))


def test_a_folder_and_a_missing_file_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.md"):
        with pytest.raises(EnvironmentProblem, match="cannot_read"):
            import_file(path)


def test_utf_16_and_line_ends_of_other_systems_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("# Fires\r\n\r\nText here.\r\n# Towers\r\n".encode("utf-16"))
    assert [s[1] for s in shown(import_file(path))] == ["Fires", "Towers"]


def test_nothing_pasted_is_said_to_be_empty() -> None:
    with pytest.raises(InputProblem, match="plan_empty"):
        import_text(" \n")


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("- the river\n- the wells", "the river; the wells"),
        ("From two places:\n\n1. the river\n2. the wells", "From two places: the river; the wells"),
        ("It comes from afar.\n- the river", "It comes from afar"),
        ("2. The wells", "The wells"),
        ("> *Two* `old` __wells__ and _one_ river", "Two old wells and one river"),
    ],
)
def test_a_list_under_a_heading_is_a_main_point_without_its_marks(text: str, point: str) -> None:
    assert first_sentence(text) == point


@pytest.mark.parametrize(
    "text",
    [
        "I. Lamps\n   A. Oil (300 words)\n   B. Gas (200 words)\nII. Light (400 words)",
        "一、Lamps\n（一）Oil（300字）\n（二）Gas（200字）\n二、Light（400字）",
        "一、Lamps\n1. Oil（300字）\n2. Gas（200字）\n二、Light（400字）",
    ],
)
def test_no_line_of_a_numbered_outline_is_lost(text: str) -> None:
    for pasted in (text, f"# Title\n\n{text}"):
        read = import_text(pasted)
        assert [(item.level, item.heading, item.target_words) for item in read.outline] == [
            (1, "Lamps", 0), (2, "Oil", 300), (2, "Gas", 200), (1, "Light", 400),
        ]  # fmt: skip
        assert not read.texts


def test_a_draft_with_numbered_headings_keeps_its_text() -> None:
    body = "It was dark, and nobody came. " * 20
    read = import_text(f"I. Lamps\n\n{body}\n\nII. Light\n\n{body}")
    assert read.text_words >= 2 * 120
