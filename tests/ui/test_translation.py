# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Two languages: every text can be translated, and the translation reaches the window."""

import ast
import os
import string
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

from longwriter_desktop.app.planning import structures
from longwriter_desktop.domain.document import check_request
from longwriter_desktop.domain.script import language_of_text
from longwriter_desktop.ui import words
from longwriter_desktop.ui.look import interface_font
from longwriter_desktop.ui.resources import read_sample
from longwriter_desktop.ui.translation import CONTEXT, TRANSLATED, language_of
from longwriter_desktop.ui.typography import CJK_SANS_FAMILIES
from longwriter_setup import translations
from tests.checks.source import PACKAGE, parse, python_files

AGAIN = "run make translations"
TEXT_SETTERS = {
    "setText", "setToolTip", "setAccessibleName", "setAccessibleDescription", "setWindowTitle",
    "setPlaceholderText", "setSuffix", "setPrefix", "setTitle", "setStatusTip", "addTab",
    "addAction", "addItem", "addRow", "setHeaderLabels", "addMenu", "setWhatsThis",
    "setWindowIconText", "setInformativeText", "setLabelText", "setSpecialValueText",
    "setHeaderData", "drawText", "showMessage", "information", "warning", "question",
    "QLabel", "QPushButton", "QToolButton", "QAction", "QCheckBox", "QRadioButton", "QGroupBox",
    "QListWidgetItem", "QMenu", "QLineEdit",
}  # fmt: skip
LOOK = """
import argparse, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from longwriter_desktop.window_app import run_window

def look():
    window = QApplication.topLevelWidgets()
    window = next(each for each in window if hasattr(each, "start"))
    window.notice_desk.ask_for_model()
    menu = window.space.header.menu_button.menu()
    print("|".join([
        window.start.plan.text(), window.actions_.new.text(), window.notices.text.text(),
        menu.actions()[0].text(), window.pages.currentWidget().start.text(),
        QApplication.translate("QPlatformTheme", "Cancel"),
        window.pages.currentWidget().first.instruction.toPlainText(),
        window.start.examples[0].property("instruction"),
    ]))
    window.close()

QTimer.singleShot(0, look)
arguments = argparse.Namespace(data_dir=Path(sys.argv[1]), model=None, no_model=True)
sys.exit(run_window(arguments))
"""


def shown_in_the_window(checkout: Path, folder: Path, **environment: str) -> list[str]:
    """Start the program in a process of its own, and read some of its words."""
    answer = subprocess.run(
        [sys.executable, "-c", LOOK, str(folder)],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout), "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip().splitlines()[-1].split("|")


def test_the_window_starts_in_chinese_when_it_was_chosen(
    checkout: Path, library_folder: Path
) -> None:
    (library_folder / "settings.toml").write_text('[interface]\nlanguage = "zh_CN"\n')
    shown = shown_in_the_window(checkout, library_folder)
    plan, new, notice, area, begin, cancel, first, example = shown
    assert (plan, new, area, begin) == ("生成大纲", "新建文稿", "文稿", "开始")
    assert notice.startswith("尚未加载模型")
    assert cancel == "取消"
    assert first == example == read_sample("zh_CN").instruction


def test_the_window_speaks_the_language_of_the_system(checkout: Path, library_folder: Path) -> None:
    words = shown_in_the_window(checkout, library_folder, LC_ALL="zh_CN.UTF-8", LANG="zh_CN.UTF-8")
    assert words[1] == "新建文稿"


def test_english_stays_english(checkout: Path, library_folder: Path) -> None:
    (library_folder / "settings.toml").write_text('[interface]\nlanguage = "en"\n')
    words = shown_in_the_window(checkout, library_folder, LC_ALL="zh_CN.UTF-8")
    assert words[:2] == ["Plan it", "New document"]
    assert words[-2:] == [read_sample("en").instruction] * 2


@pytest.mark.parametrize("language", ["en", *TRANSLATED])
def test_a_sample_is_in_its_language_and_can_be_planned(language: str) -> None:
    sample = read_sample(language)
    check_request(sample.instruction, sample.words)
    assert sample.language == language.partition("_")[0]
    for text in (sample.instruction, sample.title):
        assert language_of_text(text, "en") == sample.language
    assert "\n" not in sample.title


def test_a_language_without_a_sample_has_the_english_one() -> None:
    assert read_sample("xx") == read_sample("en")


@pytest.mark.parametrize(
    ("locale", "language"), [("zh_CN", "zh_CN"), ("zh_TW", "en"), ("de_DE", "en"), ("en_GB", "en")]
)
def test_the_system_language_decides_where_nobody_chose(
    monkeypatch: pytest.MonkeyPatch, locale: str, language: str
) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale(locale))
    assert language_of("system") == language


def test_every_text_of_the_window_is_a_literal_that_can_be_collected(checkout: Path) -> None:
    assert translations.not_literal(checkout) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_stands_in_the_translators_file(checkout: Path, language: str) -> None:
    content = translations.file_of(checkout, language).read_text(encoding="utf-8")
    listed = {each.text for each in ET.fromstring(content).iter("source")}
    missing = [text.source for text in translations.texts(checkout) if text.source not in listed]
    assert missing == [], AGAIN


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_translated_is_compiled(checkout: Path, language: str) -> None:
    path = translations.file_of(checkout, language)
    present = {text.source for text in translations.texts(checkout)}
    translator = QTranslator()
    assert translator.load(str(path.with_suffix(".qm")))
    stale = [
        source
        for source, translation in translations.read_translations(path).items()
        if source in present and translator.translate(CONTEXT, source) != translation
    ]
    assert stale == [], AGAIN


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_fields_of_its_source(checkout: Path, language: str) -> None:
    found = translations.read_translations(translations.file_of(checkout, language))
    wrong = [source for source, text in found.items() if fields(text) != fields(source)]
    assert wrong == []


def fields(text: str) -> set[tuple[str, str | None]]:
    """The fields to fill in, each with how it is printed."""
    parts = string.Formatter().parse(text)
    return {(name, form) for _, name, form, _ in parts if name is not None}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(checkout: Path, language: str) -> None:
    found = translations.read_translations(translations.file_of(checkout, language))
    left = [text.source for text in translations.texts(checkout) if not found.get(text.source)]
    assert left == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_translators_file_has_nothing_unfinished_or_vanished(
    checkout: Path, language: str
) -> None:
    content = translations.file_of(checkout, language).read_text(encoding="utf-8")
    marked = [
        message.findtext("source")
        for message in ET.fromstring(content).iter("message")
        if message.find("translation").get("type")
    ]
    assert marked == [], AGAIN


def test_every_ready_structure_has_a_name_that_can_be_translated() -> None:
    assert {structure.key for structure in structures()} <= set(words.STRUCTURES)


def test_no_widget_is_given_words_that_cannot_be_translated(checkout: Path) -> None:
    assert list(untranslatable(checkout)) == []


def untranslatable(root: Path) -> Iterator[str]:
    """Words written out where a widget is given its text."""
    for path in python_files(root, f"{PACKAGE}/ui"):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.Call):
                given = node.args if name_of(node.func) in TEXT_SETTERS else []
                words = [text for each in given for text in written_out(each)]
                if any(len(part) > 1 and part.isalpha() for word in words for part in word.split()):
                    yield f"{path.relative_to(root)}:{node.lineno} {words[0]}"


def name_of(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def written_out(node: ast.expr) -> list[str]:
    """Literals of an argument, also those inside an f-string."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return [
        part.value
        for part in parts
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]


def test_words_given_to_a_widget_directly_are_found(tmp_path: Path) -> None:
    path = tmp_path / PACKAGE / "ui" / "a.py"
    path.parent.mkdir(parents=True)
    path.write_text(
        'label.setText("Hello you")\nlabel.setText(f"{n} of {m}")\nb.setText("Aa")\n'
        'c = QLabel("Hello", parent)\nd = QtGui.QAction(f"Say {n}")\ne = QLabel(words.NO)\n'
    )
    assert len(list(untranslatable(tmp_path))) == 5


def test_a_chinese_window_has_the_forms_of_simplified_chinese(qapp: QApplication) -> None:
    installed = [name for name in CJK_SANS_FAMILIES if name in QFontDatabase.families()]
    assert interface_font("zh_CN").families()[: len(installed)] == installed


def test_an_english_window_keeps_the_font_of_the_system(qapp: QApplication) -> None:
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    assert QFontInfo(interface_font("en")).family() == QFontInfo(system).family()


def test_sentences_and_lists_are_joined_in_the_way_of_the_language() -> None:
    assert words.said("One.", "", "Two.") == "One. Two."
    assert words.listed(["a", "b"]) == "a, b"
