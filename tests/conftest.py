# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Fixtures that all tests share. What a run is held to stands in `tests/guards.py`."""

from pathlib import Path

import hypothesis
import pytest

pytest_plugins = ["tests.guards", "pytester"]

hypothesis.settings.register_profile("tests", deadline=None, database=None, derandomize=True)
hypothesis.settings.load_profile("tests")


@pytest.fixture(scope="session")
def starter_path(checkout: Path) -> Path:
    """The starter model that comes with the program, a real GGUF."""
    path = checkout / "resources" / "models" / "longwriter-starter.gguf"
    if not path.is_file():
        pytest.fail(f"{path} is missing: the starter model belongs in the tree", pytrace=False)
    return path


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    """An empty folder for a library, made anew for each test."""
    folder = tmp_path / "library"
    folder.mkdir()
    return folder


@pytest.fixture
def planted(tmp_path: Path):
    """Write one file of a small source tree and return the tree's root."""

    def plant(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path

    return plant
