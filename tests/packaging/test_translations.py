# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Collecting the texts of the window into the translators' files."""

from pathlib import Path

import pytest

from longwriter_setup import translations


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small program with three texts in the window and one sentence."""
    window = tmp_path / "longwriter_desktop" / "ui"
    window.mkdir(parents=True)
    (window / "words.py").write_text(
        'A = tr("Open…")\nB = (tr("one"), tr("two "\n "lines"))\nC = tr("Open…")\n'
    )
    messages = tmp_path / "longwriter_desktop" / "app" / "messages.py"
    messages.parent.mkdir()
    messages.write_text(
        'SENTENCES: dict[str, str] = {"a_code": "It " "broke."}\nOTHER = {"x": "y"}\n'
    )
    return tmp_path


def sources(tree: Path) -> list[str]:
    return [text.source for text in translations.texts(tree)]


def test_literals_and_sentences_are_collected_once_each(tree: Path) -> None:
    assert sources(tree) == ["Open…", "one", "two lines", "It broke."]


def test_a_text_that_is_put_together_is_refused(tree: Path) -> None:
    (tree / "longwriter_desktop" / "ui" / "a.py").write_text('x = 1\ny = tr(f"{x} words")\n')
    assert translations.not_literal(tree) == [
        "longwriter_desktop/ui/a.py:2 gives tr() something else than a literal"
    ]


def test_translations_survive_an_update_and_vanished_ones_are_kept(tree: Path) -> None:
    path = translations.file_of(tree, "zh_CN")
    assert translations.update(tree, "zh_CN") == (4, 0)
    text = path.read_text(encoding="utf-8")
    unfinished = '<translation type="unfinished" />'
    head, _, tail = text.partition(unfinished)
    path.write_text(head + "<translation>打开…</translation>" + tail, encoding="utf-8")
    (tree / "longwriter_desktop" / "ui" / "words.py").write_text('A = tr("Open…")\n')
    assert translations.update(tree, "zh_CN") == (2, 1)
    (tree / "longwriter_desktop" / "ui" / "words.py").write_text('A = tr("Open it")\n')
    assert translations.update(tree, "zh_CN") == (2, 0)
    assert 'type="vanished"' in path.read_text(encoding="utf-8")
    assert translations.read_translations(path) == {"Open…": "打开…"}


def test_an_update_without_changes_changes_nothing(tree: Path) -> None:
    translations.update(tree, "zh_CN")
    before = translations.file_of(tree, "zh_CN").read_bytes()
    translations.update(tree, "zh_CN")
    assert translations.file_of(tree, "zh_CN").read_bytes() == before
