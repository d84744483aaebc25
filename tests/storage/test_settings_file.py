# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The settings file: what is kept, what is mended, what is never overwritten."""

import tomllib
from pathlib import Path

import pytest

from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.storage.settings_file import SETTINGS_NAME, SettingsFile, open_settings


@pytest.fixture
def path(library_folder: Path) -> Path:
    return library_folder / SETTINGS_NAME


def test_no_file_means_no_choices_and_makes_none(library_folder: Path, path: Path) -> None:
    file = open_settings(library_folder)
    assert (file.chosen, file.notices) == ({}, [])
    assert not path.exists()


def test_what_is_saved_is_read_again(path: Path) -> None:
    chosen = {"text.size": 20, "interface.theme": "dark", "keys.changed": "find=Ctrl+G\nnew=F4"}
    SettingsFile(path).save(chosen)
    assert SettingsFile(path).chosen == chosen
    assert tomllib.loads(path.read_text())["version"] == 1
    assert tomllib.loads(path.read_text())["text"] == {"size": 20}


def test_names_that_nothing_knows_are_reported_and_stay_in_the_file(path: Path) -> None:
    path.write_text('later = 3\n[text]\nsize = 20\ncolour = "red"\n[new.deep]\nx = 1\n')
    file = SettingsFile(path)
    assert file.unknown == ("later", "text.colour", "new.deep")
    file.save({"text.size": 21})
    content = tomllib.loads(path.read_text())
    assert content["text"] == {"colour": "red", "size": 21}
    assert (content["later"], content["new"]) == (3, {"deep": {"x": 1}})


def test_a_bad_value_gets_its_default_and_is_named_and_the_file_is_copied_first(
    library_folder: Path, path: Path
) -> None:
    before = '[text]\nsize = 900\nsmart_quotes = "no"\nline_width = 80\n'
    path.write_text(before)
    file = open_settings(library_folder)
    assert file.chosen == {"text.line_width": 80}
    assert [notice.code for notice in file.notices] == ["settings_value", "settings_value"]
    assert file.notices[0].params["name"] == "text.size"
    aside = library_folder / file.notices[0].params["aside"]
    assert aside.read_text() == before
    assert len(list(library_folder.iterdir())) == 2


def test_a_mended_file_is_not_complained_about_again(library_folder: Path, path: Path) -> None:
    path.write_text("[text]\nsize = 900\n")
    open_settings(library_folder)
    assert open_settings(library_folder).notices == []


@pytest.mark.parametrize("content", [b"[text\nsize = 3", b"\xff\xfe\x00"])
def test_a_damaged_file_is_copied_aside_whole(
    library_folder: Path, path: Path, content: bytes
) -> None:
    path.write_bytes(content)
    file = open_settings(library_folder)
    assert file.notices[0].code == "settings_damaged"
    assert (library_folder / file.notices[0].params["aside"]).read_bytes() == content
    assert SettingsFile(path).notices == []


def test_copies_never_take_each_others_place(library_folder: Path, path: Path) -> None:
    for number in (1, 2):
        path.write_text(f"[text]\nsize = {number}\n")
        open_settings(library_folder)
    assert "size = 1" in (library_folder / "settings-before-1.toml").read_text()
    assert "size = 2" in (library_folder / "settings-before-2.toml").read_text()


def test_a_file_of_another_version_is_used_as_far_as_it_is_known(
    library_folder: Path, path: Path
) -> None:
    path.write_text("version = 7\n[text]\nsize = 20\n")
    file = open_settings(library_folder)
    assert file.chosen == {"text.size": 20}
    assert [notice.code for notice in file.notices] == ["settings_version"]


def test_a_file_that_cannot_be_read_is_never_written_over(path: Path) -> None:
    path.mkdir()
    file = SettingsFile(path)
    assert file.notices[0].code == "cannot_read"
    with pytest.raises(EnvironmentProblem, match="settings_not_kept"):
        file.save({"text.size": 20})


def test_a_value_where_a_table_belongs_does_not_keep_settings_from_being_saved(path: Path) -> None:
    path.write_text("text = 5\n")
    file = SettingsFile(path)
    assert [notice.code for notice in file.notices] == ["settings_value"]
    file.save({"text.size": 20})
    assert SettingsFile(path).chosen == {"text.size": 20}
