# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A document of chapters, several times as long as the model's context, from its instruction on."""

from pathlib import Path

import docx
import pytest

from longwriter_desktop.domain.counting import count_words
from tests.cli.conftest import Longwriter

WORDS = 9_000  # with more than 8,000 a plan has chapters; the context holds some 1,400


@pytest.mark.slow
def test_a_document_longer_than_the_context_comes_to_its_length(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    out = tmp_path / "out.docx"
    run = longwriter.start(
        "write", "A history of a lighthouse and its village", "--words", str(WORDS), "-o", out,
        "-o", tmp_path / "out.md",
    )  # fmt: skip
    _printed, errors = run.communicate(timeout=150)
    assert run.returncode == 0, errors
    text = (tmp_path / "out.md").read_text(encoding="utf-8")
    assert count_words(text) == pytest.approx(WORDS, rel=0.05)
    styles = [paragraph.style.name for paragraph in docx.Document(str(out)).paragraphs]
    assert styles.count("Heading 1") >= 2
    assert styles.count("Heading 2") > styles.count("Heading 1")
