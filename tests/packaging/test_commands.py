# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the targets of the Makefile do about what is missing."""

from pathlib import Path

import pytest

from longwriter_setup import commands, environment, launch, system
from longwriter_setup.environment import Checkout
from longwriter_setup.problems import SetupProblem
from longwriter_setup.system import Missing

COMPILER = Missing("a C++ compiler", ("g++",))
LIBRARY = Missing("libEGL.so.1", ("libegl1",))
OFFICE = Missing("LibreOffice Writer", ("libreoffice-writer-nogui",))


class ScriptedApt(system.Apt):
    """An apt that notes what it is asked to install."""

    def __init__(self, may_install: bool, fails: bool = False) -> None:
        super().__init__(Path("log"))
        self.installed: list[Missing] = []
        self._may_install = may_install
        self._fails = fails

    @property
    def is_there(self) -> bool:
        return True

    @property
    def may_install(self) -> bool:
        return self._may_install

    def install(self, missing) -> None:
        if self._fails:
            raise SetupProblem("apt-get could not install libegl1.")
        self.installed += missing


@pytest.fixture
def small_checkout(tmp_path: Path) -> Checkout:
    (tmp_path / "packaging").mkdir()
    (tmp_path / "packaging" / "constraints.txt").write_text("llama-cpp-python==0.3.36\n")
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "sample.toml").write_text('instruction = "Tea."\nwords = 300\n')
    return Checkout(tmp_path)


@pytest.fixture
def lacking(monkeypatch):
    """Choose what the system lacks."""

    def choose(engine=(), window=(), tests=()) -> None:
        monkeypatch.setattr(system, "missing_for_venv", list)
        monkeypatch.setattr(system, "missing_for_engine", lambda must_build: list(engine))
        monkeypatch.setattr(system, "missing_for_window", lambda: list(window))
        monkeypatch.setattr(system, "missing_for_tests", lambda: list(tests))

    return choose


def test_root_gets_everything_that_is_missing_in_one_go(small_checkout, lacking):
    lacking(engine=[COMPILER], window=[LIBRARY], tests=[LIBRARY, OFFICE])
    apt = ScriptedApt(may_install=True)
    commands.prepare_system(apt, small_checkout, for_test=True, needs_window=False)
    assert apt.installed == [COMPILER, LIBRARY, OFFICE]


def test_others_get_one_command_to_type(small_checkout, lacking):
    lacking(engine=[COMPILER], window=[LIBRARY])
    apt = ScriptedApt(may_install=False)
    with pytest.raises(SetupProblem) as problem:
        commands.prepare_system(apt, small_checkout, for_test=False, needs_window=True)
    assert problem.value.sentence == (
        "This system lacks a C++ compiler, libEGL.so.1. Please run this and then the same command "
        "again:\n  sudo apt-get install g++ libegl1"
    )


def test_many_missing_libraries_are_counted_in_the_sentence_and_named_in_the_command():
    missing = [COMPILER, *(Missing(f"lib{n}.so", (f"lib{n}",)) for n in range(4))]
    sentence = commands._lacking(ScriptedApt(may_install=False), missing)
    assert sentence.startswith("This system lacks a C++ compiler, 4 libraries.")
    assert sentence.endswith("sudo apt-get install g++ lib0 lib1 lib2 lib3")


def test_what_only_a_window_needs_does_not_stop_a_machine_without_display(
    small_checkout, lacking, capsys
):
    lacking(window=[LIBRARY])
    apt = ScriptedApt(may_install=False)
    commands.prepare_system(apt, small_checkout, for_test=False, needs_window=False)
    assert capsys.readouterr().out == (
        "Not needed now, but the window will need it: sudo apt-get install libegl1\n"
    )


def test_root_without_network_goes_on_when_nothing_needed_is_missing(
    small_checkout, lacking, capsys
):
    lacking(window=[LIBRARY])
    apt = ScriptedApt(may_install=True, fails=True)
    commands.prepare_system(apt, small_checkout, for_test=False, needs_window=False)
    assert "Going on without." in capsys.readouterr().out


def test_root_without_network_stops_when_something_needed_is_missing(small_checkout, lacking):
    lacking(engine=[COMPILER])
    apt = ScriptedApt(may_install=True, fails=True)
    with pytest.raises(SetupProblem):
        commands.prepare_system(apt, small_checkout, for_test=False, needs_window=False)


def test_a_complete_system_is_left_alone(small_checkout, lacking, capsys):
    lacking()
    apt = ScriptedApt(may_install=True)
    commands.prepare_system(apt, small_checkout, for_test=True, needs_window=True)
    assert apt.installed == []
    assert capsys.readouterr().out == ""


def test_a_library_that_vanished_since_the_set_up_stops_the_window_with_a_command(lacking):
    lacking(window=[LIBRARY])
    with pytest.raises(SetupProblem, match="sudo apt-get install libegl1"):
        commands.prepare_window(ScriptedApt(may_install=False))


@pytest.fixture
def noted_installs(monkeypatch, tmp_path):
    """Note what pip is asked to install instead of running it."""
    asked: list[list[str]] = []
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(environment, "begin", lambda checkout: checkout.venv.mkdir())
    monkeypatch.setattr(environment, "pip_install", lambda c, title, args: asked.append(args))
    return asked


def build_nothing(python: Path, version: str, folder: Path, log: Path) -> Path:
    return folder / f"llama_cpp_python-{version}-py3-none-any.whl"


def test_llama_is_built_and_the_person_is_told_how_long_it_takes(
    small_checkout, noted_installs, monkeypatch, capsys
):
    monkeypatch.setattr(commands.wheels, "build_wheel", build_nothing)
    commands.install(small_checkout, for_test=False)
    assert "only once" in capsys.readouterr().out
    assert noted_installs[0][-1].endswith("llama_cpp_python-0.3.36-py3-none-any.whl")
    assert noted_installs[1] == ["-e", "."]
    assert environment.is_installed(small_checkout, "run")


def test_a_second_installation_does_nothing(small_checkout, noted_installs, monkeypatch, capsys):
    monkeypatch.setattr(commands.wheels, "build_wheel", build_nothing)
    commands.install(small_checkout, for_test=False)
    noted_installs.clear()
    commands.install(small_checkout, for_test=False)
    assert noted_installs == []


@pytest.mark.parametrize("answers", [True, False])
def test_the_small_torch_is_asked_for_where_its_server_answers(
    small_checkout, noted_installs, monkeypatch, answers
):
    monkeypatch.setattr(commands.sys, "platform", "linux")
    monkeypatch.setattr(commands, "answers", lambda host: answers)
    commands.install_packages(small_checkout, for_test=True)
    assert noted_installs[0][:2] == ["-e", ".[test]"]
    assert ("--extra-index-url" in noted_installs[0]) is answers


def test_a_problem_is_one_sentence_and_exit_status_one(monkeypatch, capsys):
    def fail(checkout, arguments):
        raise SetupProblem("The disk is full.")

    monkeypatch.setattr(commands, "run", fail)
    assert commands.main(["run"]) == 1
    assert capsys.readouterr().err == "The disk is full.\n"


def test_a_folder_that_cannot_be_written_is_named_without_a_traceback(monkeypatch, capsys):
    def fail(checkout, arguments):
        raise PermissionError(13, "Permission denied", "a/.cache")

    monkeypatch.setattr(commands, "run", fail)
    assert commands.main(["run"]) == 1
    assert capsys.readouterr().err == (
        "The set-up cannot go on: Permission denied (a/.cache). Mend that and run the same "
        "command again.\n"
    )


def test_a_cache_that_cannot_be_written_is_replaced_by_a_folder_of_the_checkout(
    small_checkout, noted_installs, monkeypatch, capsys, tmp_path
):
    (tmp_path / "cache").touch()
    monkeypatch.setattr(commands.wheels, "build_wheel", build_nothing)
    small_checkout.venv.mkdir()
    commands.install_llama(small_checkout)
    assert noted_installs[0][-1].startswith(str(small_checkout.root / ".cache" / "wheels"))


def test_ctrl_c_ends_quietly(monkeypatch, capsys):
    def stop(checkout, arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "run", stop)
    assert commands.main(["run"]) == commands.INTERRUPTED
    assert capsys.readouterr().err == "Stopped. The same command goes on from here.\n"


def test_without_a_display_the_sample_is_written_on_the_terminal(
    small_checkout, monkeypatch, capsys
):
    calls = []
    monkeypatch.setattr(launch, "become", lambda _, name, rest: calls.append([name, *rest]))
    launch.write_sample(small_checkout, ["--seed", "3"])
    assert "There is no display" in capsys.readouterr().out
    assert calls[0][:5] == ["longwriter", "write", "Tea.", "--words", "300"]
    outputs = [Path(part).name for part in calls[0] if part.endswith((".docx", ".md"))]
    assert outputs == ["sample.docx", "sample.md"]
    assert calls[0][-2:] == ["--seed", "3"]


def test_the_tests_run_with_the_environment_and_what_was_asked_for(small_checkout, monkeypatch):
    calls = []
    monkeypatch.setattr(commands, "prepare_tests", lambda checkout: None)
    monkeypatch.setattr(launch, "become", lambda _, name, rest: calls.append([name, *rest]))
    commands.test(small_checkout, ["tests/domain", "-k", "plan"])
    commands.test(small_checkout, [])
    assert calls[0][:3] == ["python", "-m", "pytest"]
    assert calls[0][-3:] == ["tests/domain", "-k", "plan"]
    assert calls[1][-1] == "tests"
