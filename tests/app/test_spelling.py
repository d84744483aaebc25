# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Dictionaries are found where systems keep them, and the process answers for one of them."""

import io
import json
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from longwriter_desktop.app import spelling_process
from longwriter_desktop.app.qt_spelling import Spelling
from longwriter_desktop.app.spelling import (
    choose_dictionary,
    dictionary_folders,
    find_dictionaries,
)


def put(folder: Path, name: str, words: str = "light\nlamp\n") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.aff").write_text("SET UTF-8\nTRY abcdefghijklmnopqrstuvwxyz\n")
    (folder / f"{name}.dic").write_text(f"{words.count(chr(10))}\n{words}")
    return folder / name


def bundled() -> Path:
    return dictionary_folders("linux", {"HOME": "nowhere"})[-1] / "en_US"


@pytest.fixture
def spelling(qtbot: QtBot) -> Iterator[Spelling]:
    service = Spelling()
    yield service
    service.stop()


def test_dictionaries_are_found_in_the_persons_own_folder(tmp_path: Path) -> None:
    put(tmp_path / "hunspell", "de_DE_frami")
    put(tmp_path / "hunspell", "hyph_de_DE").with_suffix(".aff").unlink()
    found = find_dictionaries(dictionary_folders("linux", {"XDG_DATA_HOME": str(tmp_path)}))
    assert found["de-DE-frami"] == tmp_path / "hunspell" / "de_DE_frami"
    assert not any("hyph" in tag for tag in found)


@pytest.mark.parametrize(
    ("platform", "variable", "folder"),
    [
        ("win32", "ProgramFiles", "LibreOffice/share/extensions/dict-fr"),
        ("darwin", "HOME", "Library/Spelling"),
        ("linux", "HOME", ".local/share/hunspell"),
    ],
)
def test_each_system_has_its_own_places(
    tmp_path: Path, platform: str, variable: str, folder: str
) -> None:
    put(tmp_path / folder, "fr_FR")
    found = find_dictionaries(dictionary_folders(platform, {variable: str(tmp_path)}))
    assert found["fr-FR"] == tmp_path / folder / "fr_FR"


def test_english_comes_with_the_program() -> None:
    assert find_dictionaries(dictionary_folders("linux", {"HOME": "nowhere"})[-1:]).keys() == {
        "en-US"
    }


@pytest.mark.parametrize(
    ("language", "wanted", "expected"),
    [
        ("en", "", "en-US"),
        ("en-GB", "", "en-GB"),
        ("en", "en-GB", "en-GB"),
        ("en", "it-IT", "en-US"),
        ("de", "", "de-DE"),
        ("de-CH", "", "de-DE"),
        ("fr-CA", "", "fr"),
        ("zh", "", None),
    ],
)
def test_the_dictionary_nearest_to_the_language_is_used(
    language: str, wanted: str, expected: str | None
) -> None:
    found = {tag: Path(tag) for tag in ("de-AT", "de-DE", "en-AU", "en-GB", "en-US", "fr")}
    chosen = choose_dictionary(found, language, wanted)
    assert chosen == (Path(expected) if expected else None)


class Slow:
    """Knows one word and never runs out of suggestions."""

    def lookup(self, word: str) -> bool:
        return word == "light"

    def suggest(self, word: str) -> Iterator[str]:
        return repeat("light")


def test_the_process_answers_line_by_line() -> None:
    requests = io.StringIO('{"check": ["light", "lihgt"]}\n{"suggest": "lihgt"}\n')
    answers = io.StringIO()
    spelling_process.serve(Slow(), requests, answers)
    assert [json.loads(line) for line in answers.getvalue().splitlines()] == [
        {"checked": {"light": True, "lihgt": False}},
        {"suggest": "lihgt", "words": ["light"] * 5},
    ]


def test_suggestions_that_come_too_late_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling_process, "SUGGEST_SECONDS", -1)
    assert spelling_process.suggestions(Slow(), "lihgt") == []


def test_words_are_known_once_the_process_has_answered(spelling: Spelling, qtbot: QtBot) -> None:
    spelling.use(bundled())
    with qtbot.waitSignal(spelling.learned):
        spelling.check(["light", "lihgt", "keeper's"])
    answers = [spelling.is_right(word) for word in ("light", "lihgt", "keeper's", "unasked")]
    assert answers == [True, False, True, None]


def test_suggestions_come_from_the_dictionary(spelling: Spelling, qtbot: QtBot) -> None:
    spelling.use(bundled())
    with qtbot.waitSignal(spelling.suggested) as came:
        spelling.ask("lihgt")
    word, suggestions = came.args
    assert word == "lihgt"
    assert "light" in suggestions
    assert len(suggestions) <= 5


def test_another_dictionary_forgets_what_the_first_one_said(
    spelling: Spelling, qtbot: QtBot, tmp_path: Path
) -> None:
    spelling.use(put(tmp_path, "one"))
    with qtbot.waitSignal(spelling.learned):
        spelling.check(["lamp"])
    assert spelling.is_right("lamp")
    spelling.use(put(tmp_path, "two", "light\n"))
    assert spelling.is_right("lamp") is None
    with qtbot.waitSignal(spelling.learned):
        spelling.check(["lamp"])
    assert spelling.is_right("lamp") is False


def test_a_dictionary_that_cannot_be_read_is_told_once(
    spelling: Spelling, qtbot: QtBot, tmp_path: Path
) -> None:
    broken = put(tmp_path, "xx")
    broken.with_suffix(".dic").unlink()
    spelling.use(broken)
    with qtbot.waitSignal(spelling.failed) as failed:
        spelling.check(["light"])
    assert failed.args == ["xx"]
    spelling.check(["lamp"])
    assert spelling.is_right("lamp") is None
