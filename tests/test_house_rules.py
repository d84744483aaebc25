# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The house rules hold in the whole tree, and each check finds what it is there to find."""

import re
import subprocess
import sys

import pytest

from longwriter_desktop.app.messages import SENTENCES
from tests.checks import house, sentences
from tests.checks.complaint import complain

SLASH = "/"  # keeps the planted paths out of this file


@pytest.mark.parametrize(
    "check",
    [
        house.without_licence,
        house.catching_everything,
        house.lambdas_connected,
        house.machine_paths,
        house.drawers,
        house.shadowed_by_attributes,
        house.rich_labels,
    ],
    ids=lambda check: check.__name__,
)
def test_the_tree_keeps_to_the_house_rule(checkout, check):
    complain(check(checkout))


@pytest.mark.parametrize(
    "arguments", [("check",), ("format", "--check", "--diff")], ids=["style", "layout"]
)
def test_ruff_has_nothing_to_say(checkout, arguments):
    command = [sys.executable, "-m", "ruff", *arguments, "--no-cache", "--quiet", "."]
    answer = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    complain([answer.stdout + answer.stderr] if answer.returncode else [])


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("platform", ["linux", "win32"])  # what a system lacks is a type error
def test_the_types_fit(checkout, tmp_path, platform):
    command = [sys.executable, "-m", "mypy", "--platform", platform, "--cache-dir", str(tmp_path)]
    answer = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    complain([answer.stdout + answer.stderr] if answer.returncode else [])


def test_every_code_has_a_sentence_and_every_field_of_it_a_parameter(checkout):
    complain(sentences.without_sentence(checkout, SENTENCES))


def test_every_sentence_has_a_code_that_uses_it(checkout):
    complain(sentences.unused_sentences(checkout, SENTENCES))


def test_every_module_that_the_pages_name_is_there(checkout):
    roots = [checkout, *(checkout / "longwriter_desktop" / name for name in (".", "app", "engine"))]
    named = [
        (page.name, module)
        for page in [checkout / "README.md", *(checkout / "docs").glob("*.md")]
        for module in re.findall(r"`([a-z_/]+\.py)`", page.read_text(encoding="utf-8"))
    ]
    assert len(named) > 20
    gone = [pair for pair in named if not any((root / pair[1]).is_file() for root in roots)]
    complain([f"docs: {page} names {module}, which is not there" for page, module in gone])


def test_a_file_without_licence_lines_is_found(planted):
    root = planted("longwriter_desktop/domain/a.py", '"""No licence."""\n')
    assert house.without_licence(root) == [
        "longwriter_desktop/domain/a.py: start it with the two SPDX lines"
    ]


def test_a_script_may_have_its_interpreter_line_first(planted):
    text = "\n".join(["#!/usr/bin/env python3", *house.SPDX, ""])
    assert house.without_licence(planted("training/a.py", text)) == []


@pytest.mark.parametrize(
    "handler",
    ["except:", "except Exception:", "except (OSError, Exception):", "except BaseException:"],
)
def test_a_handler_that_catches_everything_is_found(planted, handler):
    root = planted("longwriter_desktop/ui/a.py", f"try:\n    f()\n{handler}\n    pass\n")
    assert house.catching_everything(root)[0].startswith(
        "longwriter_desktop/ui/a.py:3 catches everything"
    )


def test_a_handler_that_cleans_up_and_raises_again_is_allowed(planted):
    code = "try:\n    f()\nexcept BaseException:\n    g()\n    raise\n"
    assert house.catching_everything(planted("longwriter_desktop/ui/a.py", code)) == []


def test_a_lambda_connected_to_a_signal_is_found(planted):
    root = planted("longwriter_desktop/ui/a.py", "button.clicked.connect(lambda: save())\n")
    assert house.lambdas_connected(root) == [
        "longwriter_desktop/ui/a.py:1 connects a lambda: connect a method of a QObject, marked "
        "with @Slot"
    ]


@pytest.mark.parametrize("path", ["tmp/cache", "root/.cache", "work/main", "home/ann/models"])
def test_a_path_of_one_machine_is_found(planted, path):
    root = planted("docs/a.md", f"See {SLASH}{path} for it.\n")
    assert house.machine_paths(root)[0].startswith(f"docs/a.md:1 names {SLASH}")


@pytest.mark.parametrize("text", ["and/or/work", "https://example.org/tmp", "./tmp/x", "~/work"])
def test_a_path_that_fits_every_machine_is_allowed(planted, text):
    assert house.machine_paths(planted("docs/a.md", text)) == []


@pytest.mark.parametrize("name", ["ui/utils.py", "ui/helpers/a.py"])
def test_a_module_named_after_nothing_is_found(planted, name):
    assert len(house.drawers(planted(f"longwriter_desktop/{name}", ""))) == 1


def test_an_attribute_that_hides_a_method_of_its_widget_is_found(planted, monkeypatch):
    root = planted(
        "longwriter_desktop/ui/planted_view.py",
        "from PySide6.QtWidgets import QWidget\n"
        "class View(QWidget):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.actions = []\n"
        "        self.rows = []\n"
        "    def sizeHint(self):\n"
        "        return super().sizeHint()\n",
    )
    import longwriter_desktop.ui

    monkeypatch.setattr(
        longwriter_desktop.ui, "__path__", [str(root / "longwriter_desktop" / "ui")]
    )
    assert house.shadowed_by_attributes(root) == [
        "longwriter_desktop/ui/planted_view.py:5 attribute `actions` shadows QWidget.actions: "
        "rename it"
    ]


def test_a_label_that_would_show_rich_text_is_found(planted):
    root = planted("longwriter_desktop/ui/a.py", "label = QLabel(title, self)\n")
    found = house.rich_labels(root)
    assert found == ["longwriter_desktop/ui/a.py:1 makes a QLabel: take PlainLabel"]


def test_a_code_without_a_sentence_is_found(planted):
    root = planted("longwriter_desktop/storage/a.py", 'raise EnvironmentProblem("disk_gone")\n')
    assert sentences.without_sentence(root, {}) == [
        'longwriter_desktop/storage/a.py:1 code "disk_gone" has no sentence: add it to messages.py'
    ]


def test_a_sentence_that_names_what_the_code_does_not_give_is_found(planted):
    root = planted("longwriter_desktop/storage/a.py", 'raise InputProblem("long", words=3)\n')
    assert sentences.without_sentence(root, {"long": "{words:,} words, at most {high:,}."}) == [
        'longwriter_desktop/storage/a.py:1 code "long" lacks high, which its sentence in '
        "messages.py names"
    ]


def test_a_plan_error_brings_its_line_and_a_notice_its_dictionary(planted):
    code = 'PlanParseError("bad", 3)\nNotice("error", "full", {"path": p})\n'
    root = planted("longwriter_desktop/app/a.py", code)
    assert sentences.without_sentence(root, {"bad": "Line {line}.", "full": "{path}"}) == []


def test_parameters_passed_on_whole_are_not_guessed_at(planted):
    root = planted("longwriter_desktop/app/a.py", 'EngineProblem("crashed", **params)\n')
    assert sentences.without_sentence(root, {"crashed": "It ended with {signal}."}) == []


def test_a_sentence_that_nothing_uses_is_found(planted):
    root = planted("longwriter_desktop/app/a.py", 'raise InputProblem("used")\n')
    assert sentences.unused_sentences(root, {"used": "A.", "unused": "B."}) == [
        'messages.py: nothing raises "unused": remove its sentence'
    ]
