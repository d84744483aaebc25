# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What is declared is what is imported, and what is pinned fits what is declared."""

import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.checks.source import PACKAGE, imports, python_files

# The part of Qt for Python that PySide6 itself depends on, in the same version.
INSIDE_ANOTHER = {"shiboken6": "pyside6-essentials"}


@pytest.fixture(scope="module")
def project(checkout: Path) -> dict:
    return tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]


# The icon font of one and the constants of the other are read: importing them takes long.
FILES_ONLY = {"gguf", "qtawesome"}


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(text).name) for text in requirements}


def imported(checkout: Path) -> set[str]:
    """Names of the distributions that the package's modules come from."""
    distributions = packages_distributions()
    modules = {
        item.module.partition(".")[0]
        for path in python_files(checkout, PACKAGE)
        for item in imports(checkout, path)
    } - {*sys.stdlib_module_names, PACKAGE, ""}
    found = {canonicalize_name(distributions[module][0]) for module in modules}
    return {INSIDE_ANOTHER.get(name, name) for name in found}


def test_everything_that_is_imported_is_declared(checkout, project):
    assert imported(checkout) - names(project["dependencies"]) == set()


def test_everything_that_is_declared_is_imported(checkout, project):
    assert names(project["dependencies"]) - imported(checkout) == FILES_ONLY


def pins(checkout: Path) -> dict[str, str]:
    lines = (checkout / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pairs}


def test_everything_that_is_declared_is_pinned_within_its_bounds(checkout, project):
    declared = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    wrong = [
        text
        for text in declared
        if pins(checkout).get(canonicalize_name(Requirement(text).name), "0")
        not in Requirement(text).specifier
    ]
    assert wrong == []


def test_what_training_needs_fits_the_pins(checkout):
    training = tomllib.loads((checkout / "training" / "pyproject.toml").read_text("utf-8"))
    needed = training["project"]["dependencies"]
    for more in training["project"]["optional-dependencies"].values():
        needed = [*needed, *more]
    wrong = [
        text
        for text in needed
        if pins(checkout).get(canonicalize_name(Requirement(text).name), "0")
        not in Requirement(text).specifier
    ]
    assert wrong == []
