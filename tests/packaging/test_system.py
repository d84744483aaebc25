# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the operating system lacks, and how apt is asked for it."""

import os

import pytest

from longwriter_setup import system
from longwriter_setup.problems import SetupProblem
from longwriter_setup.system import Apt, Missing


@pytest.fixture
def apt_folder(tmp_path, monkeypatch):
    """An apt on the PATH that notes what it is asked and knows some packages."""
    folder = tmp_path / "bin"
    folder.mkdir()
    notes = tmp_path / "asked"

    def install(known: tuple[str, ...] = (), status: int = 0) -> None:
        cache = "\n".join(
            f'[ "$3" = {name} ] && echo "Package: {name}" && exit 0' for name in known
        )
        scripts = {
            "apt-get": f'echo "$DEBIAN_FRONTEND apt-get $@" >> {notes}\n'
            f'[ "$1" = install ] && exit {status}\nexit 0',
            "apt-cache": f"{cache}\nexit 100",
        }
        for name, body in scripts.items():
            (folder / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
            (folder / name).chmod(0o755)

    install.notes = notes
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.defpath}")
    return install


def test_a_library_that_the_linker_finds_is_not_missing():
    assert system.missing_libraries({"libc.so.6": ("libc6",)}) == []


def test_a_library_that_is_not_there_is_named_with_its_package():
    libraries = {"libnowhere.so.9": ("libnowhere9",)}
    assert system.missing_libraries(libraries) == [Missing("libnowhere.so.9", ("libnowhere9",))]


def test_a_scalable_font_in_a_folder_below_counts(tmp_path):
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "README.txt").touch()
    assert not system.has_font([str(tmp_path)])
    (tmp_path / "truetype" / "Serif.TTF").touch()
    assert system.has_font([str(tmp_path)])


def test_compilers_are_wanted_only_when_llama_must_be_built(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("CC", raising=False)
    monkeypatch.delenv("CXX", raising=False)
    assert [item.what for item in system.missing_for_engine(must_build=True)] == [
        "a C++ compiler",
        "a C compiler",
    ]
    assert system.missing_for_engine(must_build=False) == []


def test_the_name_that_this_release_knows_is_chosen(apt_folder, tmp_path):
    apt_folder(known=("libglib2.0-0t64",))
    packages = ("libglib2.0-0t64", "libglib2.0-0")
    assert Apt(tmp_path / "log").names([Missing("libglib", packages)]) == ["libglib2.0-0t64"]


def test_an_older_release_gets_the_older_name(apt_folder, tmp_path):
    apt_folder()
    packages = ("libglib2.0-0t64", "libglib2.0-0")
    assert Apt(tmp_path / "log").names([Missing("libglib", packages)]) == ["libglib2.0-0"]


def test_two_libraries_of_one_package_are_one_package(apt_folder, tmp_path):
    apt_folder()
    missing = [Missing("a", ("both",)), Missing("b", ("both",))]
    assert Apt(tmp_path / "log").names(missing) == ["both"]


def test_apt_is_asked_without_questions_and_reads_its_lists_once(apt_folder, tmp_path, capsys):
    apt_folder()
    apt = Apt(tmp_path / "log")
    apt.install([Missing("a compiler", ("g++",))])
    apt.install([Missing("a font", ("fonts-dejavu-core",))])
    assert apt_folder.notes.read_text().splitlines() == [
        "noninteractive apt-get update",
        "noninteractive apt-get install -y --no-install-recommends g++",
        "noninteractive apt-get install -y --no-install-recommends fonts-dejavu-core",
    ]
    assert "Installing with apt: g++\n" in capsys.readouterr().out


def test_an_apt_that_fails_is_explained_with_the_command_to_type(apt_folder, tmp_path, capsys):
    apt_folder(status=100)
    with pytest.raises(SetupProblem, match=r"sudo apt-get install g\+\+"):
        Apt(tmp_path / "log").install([Missing("a compiler", ("g++",))])


def test_without_apt_the_missing_things_are_named_as_they_are(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    advice = system.advice(Apt(tmp_path / "log"), [Missing("libEGL.so.1", ("libegl1",))])
    assert advice == "install with your system's package tool: libEGL.so.1"
