# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The schema of settings, and the names that the code uses."""

from pathlib import Path

import pytest

from longwriter_desktop.domain.settings import SETTINGS
from tests.checks import settings_names


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_a_default_is_a_value_that_its_setting_may_have(name: str) -> None:
    assert SETTINGS[name].check(SETTINGS[name].default) == SETTINGS[name].default


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_a_name_has_a_group_and_a_number_has_bounds(name: str) -> None:
    setting = SETTINGS[name]
    assert settings_names.NAME.fullmatch(name)
    if isinstance(setting.default, int | float) and not isinstance(setting.default, bool):
        assert setting.low is not None
        assert setting.high is not None


def test_no_setting_is_asked_for_that_is_not_declared(checkout: Path) -> None:
    assert settings_names.undeclared(checkout, set(SETTINGS)) == []


def test_an_undeclared_name_is_found(tmp_path: Path) -> None:
    path = tmp_path / "longwriter_desktop" / "ui" / "a.py"
    path.parent.mkdir(parents=True)
    path.write_text('services.preferences.flag("text.smart_qoutes")\n')
    assert settings_names.undeclared(tmp_path, set(SETTINGS)) == [
        'longwriter_desktop/ui/a.py:1 "text.smart_qoutes" is no setting: declare it in'
        " domain/settings.py"
    ]
