# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which Python is chosen, also by a Python that is too old for the program."""

import sys

import pytest

from longwriter_setup import pythons


@pytest.fixture
def fake_python(tmp_path):
    """Put an executable on a PATH folder that says it is some version of Python."""

    def make(name: str, answer: str) -> str:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{answer}\n", encoding="utf-8")
        path.chmod(0o755)
        return str(path)

    return make


@pytest.mark.parametrize(
    ("version", "suitable"),
    [((3, 10), False), ((3, 11), True), ((3, 14), True), ((3, 15), False), ((2, 7), False)],
)
def test_python_3_11_to_3_14_is_suitable(version, suitable):
    assert pythons.is_suitable(version) is suitable


def test_a_newer_python_on_the_path_is_found(fake_python, tmp_path):
    fake_python("python3", "echo 3 9")
    wanted = fake_python("python3.12", "echo 3 12")
    assert pythons.find_on_path(f"/nowhere::{tmp_path}") == wanted


def test_a_python_that_is_not_what_its_name_says_is_passed_over(fake_python, tmp_path):
    fake_python("python3.13", "exit 1")
    fake_python("python3.12", "echo nonsense")
    fake_python("python3.11", "echo 3 10")
    assert pythons.find_on_path(str(tmp_path)) is None


def test_the_running_python_tells_its_version():
    assert pythons.version_of(sys.executable) == sys.version_info[:2]


def test_too_old_a_python_is_told_what_to_install():
    sentence = pythons.too_old_sentence((3, 9))
    assert "needs Python 3.11 to 3.14; this is Python 3.9" in sentence
    assert "sudo apt-get install python3.11 python3.11-venv" in sentence
