# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import re
import tomllib
from pathlib import Path

from longwriter_desktop import __version__
from longwriter_desktop.app.about import PARTS, installed_parts, system_information


def test_the_parts_are_those_that_the_project_declares(checkout: Path) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=\[; ]", text)[0] for text in project["dependencies"]}
    assert set(PARTS) == declared


def test_every_part_names_its_licence_in_a_few_words() -> None:
    parts = installed_parts()
    assert {"PySide6_Essentials", "shiboken6", "MarkupSafe"} <= {part.name for part in parts}
    assert [part.name for part in parts if not part.licence or "\n" in part.licence] == []


def test_system_information_tells_versions_and_nothing_of_the_writer() -> None:
    text = system_information()
    assert f"LongWriter Desktop {__version__}" in text
    assert "Python 3" in text
    assert str(Path.home()) not in text
