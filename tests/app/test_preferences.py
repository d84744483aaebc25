# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings: defaults, bounds, and who is told."""

import pytest

from longwriter_desktop.app.preferences import Preferences, SettingsPlace
from longwriter_desktop.domain.errors import EnvironmentProblem, InputProblem
from longwriter_desktop.domain.ports import Notice


@pytest.fixture
def saved():
    return []


@pytest.fixture
def preferences(saved):
    return Preferences({}, lambda chosen: saved.append(dict(chosen)))


def test_what_nobody_chose_has_its_default(preferences):
    assert preferences.number("text.size") == 17
    assert preferences.flag("text.smart_quotes")
    assert preferences.text("interface.theme") == "system"


def test_a_choice_is_saved_and_told(preferences, saved):
    told = []
    preferences.subscribe(told.append)
    preferences.set("text.size", 20)
    assert saved == [{"text.size": 20}]
    assert told == ["text.size"]


def test_coming_back_to_the_default_leaves_nothing_to_save(preferences, saved):
    preferences.set("text.size", 20)
    preferences.set("text.size", 17)
    assert saved[-1] == {}


def test_setting_what_is_set_already_saves_nothing(preferences, saved):
    preferences.set("text.size", 17)
    assert saved == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text.size", 5),
        ("text.size", True),
        ("text.size", "17"),
        ("text.line_height", 9.0),
        ("interface.theme", "pink"),
        ("text.smart_quotes", 1),
        ("model.folders", "caf\udce9"),
        ("interface.theme", "own:caf\udce9"),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_saved(preferences, saved, name, value):
    with pytest.raises(InputProblem, match="setting_value"):
        preferences.set(name, value)
    assert saved == []


def test_a_whole_number_may_stand_for_a_fraction(preferences):
    preferences.set("text.line_height", 2)
    assert preferences.fraction("text.line_height") == 2.0


def test_a_theme_of_the_writers_own_may_have_any_name(preferences, saved):
    preferences.set("interface.theme", "own:ocean")
    assert saved == [{"interface.theme": "own:ocean"}]


def test_a_choice_that_cannot_be_saved_holds_and_is_said():
    def refuse(_chosen):
        raise EnvironmentProblem("disk_full", path="settings.toml")

    preferences, told = Preferences({}, refuse), []
    preferences.set("text.size", 20)
    preferences.subscribe_notices(told.append)
    assert preferences.number("text.size") == 20
    assert [notice.code for notice in told] == ["disk_full"]


def test_what_was_wrong_with_the_file_waits_for_whoever_listens():
    notice = Notice("warning", "settings_damaged", {})
    preferences = Preferences({}, lambda _chosen: None, SettingsPlace(notices=(notice,)))
    first, second = [], []
    preferences.subscribe_notices(first.append)
    preferences.subscribe_notices(second.append)
    assert (first, second) == ([notice], [])


def test_a_reset_setting_has_its_default(preferences, saved):
    preferences.set("text.size", 20)
    assert preferences.is_changed("text.size")
    preferences.reset("text.size")
    assert not preferences.is_changed("text.size")
    assert preferences.number("text.size") == 17
