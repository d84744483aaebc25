# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The environment knows whether it is whole, and an interrupted one is made anew."""

import sys
from pathlib import Path

import pytest

from longwriter_setup import environment, pythons, wheels
from longwriter_setup.environment import Checkout
from longwriter_setup.problems import SetupProblem


@pytest.fixture
def small_checkout(tmp_path: Path) -> Checkout:
    """A checkout with the files that an installation depends on, and nothing installed."""
    (tmp_path / "packaging").mkdir()
    (tmp_path / "training").mkdir()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "a"\n')
    (tmp_path / "packaging" / "constraints.txt").write_text(
        "# pinned\nnumpy==2.4.6\nllama-cpp-python==0.3.36 ; python_version > '3'\n"
    )
    (tmp_path / "training" / "pyproject.toml").write_text(
        '[project]\ndependencies = ["torch==2.13.0"]\n'
        '[project.optional-dependencies]\nfull = ["tokenizers"]\nmore = ["trl"]\n'
    )
    return Checkout(tmp_path)


def install(checkout: Checkout, *kinds: str) -> None:
    checkout.venv.mkdir(exist_ok=True)
    stamp = {kind: environment.fingerprint(checkout, kind) for kind in kinds}
    environment.finish(checkout, stamp)


def test_nothing_is_installed_in_a_fresh_checkout(small_checkout):
    assert not environment.is_installed(small_checkout, "run")


def test_a_finished_installation_is_known_again(small_checkout):
    install(small_checkout, "run")
    assert environment.is_installed(small_checkout, "run")
    assert not environment.is_installed(small_checkout, "test")


def test_a_changed_dependency_is_installed_again(small_checkout):
    install(small_checkout, "run")
    small_checkout.constraints.write_text("numpy==2.5.0\n")
    assert not environment.is_installed(small_checkout, "run")


def test_a_change_of_the_training_project_concerns_the_tests_only(small_checkout):
    install(small_checkout, "run", "test")
    small_checkout.training.write_text("[project]\n")
    assert environment.is_installed(small_checkout, "run")
    assert not environment.is_installed(small_checkout, "test")


def test_a_checkout_that_was_moved_is_installed_again(small_checkout, tmp_path_factory):
    install(small_checkout, "run")
    moved = tmp_path_factory.mktemp("moved") / "checkout"
    small_checkout.root.rename(moved)
    assert not environment.is_installed(Checkout(moved), "run")


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"run": 3}'])
def test_a_stamp_that_cannot_be_read_counts_as_nothing_installed(small_checkout, text):
    install(small_checkout, "run")
    (small_checkout.venv / environment.STAMP).write_text(text)
    assert not environment.is_installed(small_checkout, "run")


def test_an_unfinished_installation_counts_as_nothing_installed(small_checkout):
    install(small_checkout, "run")
    (small_checkout.venv / environment.UNFINISHED).touch()
    assert not environment.is_installed(small_checkout, "run")


@pytest.fixture
def quick_venv(monkeypatch):
    """Leave pip out of what is made, which takes most of the time."""
    monkeypatch.setattr(environment, "VENV", ("venv", "--without-pip"))


def write_python(path: Path, answer: str) -> None:
    """An executable that answers every question in the same way."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{answer}'\n")
    path.chmod(0o755)


def test_an_interrupted_environment_is_made_anew(small_checkout, quick_venv, capsys):
    half_made = small_checkout.venv / "lib" / "half"
    half_made.mkdir(parents=True)
    (small_checkout.venv / environment.UNFINISHED).touch()
    environment.begin(small_checkout)
    assert not half_made.exists()
    assert pythons.version_of(str(small_checkout.python)) == sys.version_info[:2]
    assert (small_checkout.venv / environment.UNFINISHED).exists()


def test_a_whole_environment_is_kept_when_something_is_added(small_checkout):
    write_python(small_checkout.python, sys.version.replace("\n", " "))
    install(small_checkout, "run")
    environment.begin(small_checkout)
    assert small_checkout.python.read_text().startswith("#!/bin/sh")
    assert environment.read_stamp(small_checkout) == {}


def test_a_broken_python_in_the_environment_is_replaced(small_checkout, quick_venv, capsys):
    small_checkout.python.parent.mkdir(parents=True)
    small_checkout.python.symlink_to("/nowhere/python3")
    environment.begin(small_checkout)
    assert pythons.version_of(str(small_checkout.python)) == sys.version_info[:2]


def test_an_environment_that_cannot_be_made_is_explained(small_checkout, monkeypatch, capsys):
    monkeypatch.setattr(environment, "VENV", ("no_such_module",))
    with pytest.raises(SetupProblem, match="no_such_module"):
        environment.begin(small_checkout)


def test_an_environment_of_another_user_is_explained(small_checkout, monkeypatch):
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(SetupProblem, match="belongs to another user"):
        environment.begin(small_checkout)


def test_the_pinned_version_is_read_without_its_condition(small_checkout):
    assert environment.pinned_version(small_checkout, "llama_cpp_python") == "0.3.36"


def test_a_package_that_is_not_pinned_is_a_bug_of_ours(small_checkout):
    with pytest.raises(KeyError):
        environment.pinned_version(small_checkout, "torch")


def test_what_training_needs_is_read_from_its_own_project(small_checkout):
    assert environment.training_requirements(small_checkout) == [
        "torch==2.13.0", "tokenizers", "trl",
    ]  # fmt: skip


def test_a_checkout_without_training_needs_nothing_for_it(small_checkout):
    small_checkout.training.unlink()
    assert environment.training_requirements(small_checkout) == []


def test_an_installed_llama_is_found_by_its_version(small_checkout):
    info = small_checkout.venv / "lib/python3.11/site-packages/llama_cpp_python-0.3.36.dist-info"
    info.mkdir(parents=True)
    assert not environment.llama_is_installed(small_checkout, "0.3.36")
    (info / "RECORD").touch()
    assert not environment.llama_is_installed(small_checkout, "0.3.36")
    (small_checkout.venv / environment.PROCESSOR).write_text(wheels.processor_features())
    assert environment.llama_is_installed(small_checkout, "0.3.36")
    assert not environment.llama_is_installed(small_checkout, "0.3.37")


def test_what_was_installed_for_another_processor_is_installed_again(
    small_checkout, monkeypatch, tmp_path
):
    info = small_checkout.venv / "lib/python3.11/site-packages/llama_cpp_python-0.3.36.dist-info"
    info.mkdir(parents=True)
    (info / "RECORD").touch()
    monkeypatch.setattr(environment, "pip_install", lambda *arguments: None)
    environment.install_llama(small_checkout, tmp_path / "llama.whl")
    install(small_checkout, "run")
    assert environment.llama_is_installed(small_checkout, "0.3.36")
    monkeypatch.setattr(wheels, "processor_features", lambda: "fewer")
    assert not environment.llama_is_installed(small_checkout, "0.3.36")
    assert not environment.is_installed(small_checkout, "run")


def test_the_versions_of_this_checkout_are_pinned(checkout):
    assert environment.pinned_version(Checkout(checkout), "llama_cpp_python")


def test_an_environment_of_another_python_version_does_not_work(tmp_path):
    write_python(tmp_path / "python", "3.9.1 (main)")
    assert not environment._works(tmp_path / "python")
