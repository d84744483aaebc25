# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One call from a document to the bytes of a file, at full size and in any format."""

from io import BytesIO

import docx
import pytest

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.export.exporting import export_document
from longwriter_desktop.export.options import ExportOptions
from tests.export.documents import chapter, document, one_section, section


@pytest.mark.parametrize("name", ["md", ".md", "MD", "markdown"])
def test_markdown_goes_by_several_names(name: str) -> None:
    data = export_document(one_section("灯塔 *lit*"), name).data
    assert data.decode("utf-8") == "# Lighthouses\n\n## First fires\n\n灯塔 *lit*\n"


@pytest.mark.parametrize("name", ["docx", ".docx", ".DOCX"])
def test_docx_goes_by_several_names(name: str) -> None:
    assert export_document(one_section("x"), name).data.startswith(b"PK")


@pytest.mark.parametrize("name", ["", ".", "pdf", ".doc", "out.docx"])
def test_an_unknown_format_is_refused_naming_the_known_ones(name: str) -> None:
    with pytest.raises(InputProblem) as problem:
        export_document(document(), name)
    assert problem.value.code == "export_format"
    assert problem.value.params == {"suffix": name, "known": ".md, .docx"}


def test_the_result_says_what_was_left_out() -> None:
    whole = document((section("s1", "A"), "Two words"), section("s2", "B"))
    result = export_document(whole, "md")
    assert (result.sections_left_out, result.words) == (1, 2)


def test_a_document_of_twenty_thousand_words_is_exported_whole() -> None:
    paragraph = "The lamp was lit at dusk, and **nobody** asked *why* it burned there. " * 8
    parts = []
    for number in range(10):
        parts.append(chapter(f"c{number}", f"Chapter {number}"))
        for at in range(4):
            text = "\n\n".join([paragraph] * 5)
            parts.append((section(f"s{number}.{at}", f"Section {at}"), text))
    whole = document(*parts)
    result = export_document(whole, "docx", ExportOptions(table_of_contents=True))
    assert result.words == 20_800
    file = docx.Document(BytesIO(result.data))
    body = [p.text for p in file.paragraphs if p.style is not None and p.style.name == "Body Text"]
    assert sum(count_words(text) for text in body) == 20_800
