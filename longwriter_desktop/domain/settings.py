# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Every setting once: its name, kind, default and bounds. File and dialog are made from this."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from longwriter_desktop.domain.errors import InputProblem

Value = bool | int | float | str
OWN_THEME = "own:"  # before the name of a theme file of the writer's own


@dataclass(frozen=True)
class Setting:
    """One setting. The kind of a value is that of `default`.

    `low` and `high` bound a number; `choices` are all that a text may be, where it has any,
    besides what begins with `own_prefix`: the writer's own things, known by their names;
    `restart`: a change takes effect at the next start; `internal`: the program's own memory,
    not for the dialog.
    """

    name: str
    default: Value
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    restart: bool = False
    own_prefix: str = ""
    internal: bool = False

    def check(self, value: object) -> Value:
        """The value, when the setting may have it (a whole number may stand for a fraction, and
        a text must be one that can be written to a file).

        Raises:
            InputProblem: `setting_value` (name, value).
        """
        if isinstance(self.default, float) and type(value) is int:
            value = float(value)
        if type(value) is not type(self.default) or not self._is_in_bounds(value):
            raise InputProblem("setting_value", name=self.name, value=value)
        return value

    def _is_in_bounds(self, value: object) -> bool:
        if isinstance(value, str) and not _can_be_written(value):
            return False
        if self.choices and value not in self.choices:
            own = self.own_prefix
            return bool(own) and isinstance(value, str) and value.startswith(own)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return True
        above = self.low is None or value >= self.low
        return above and (self.high is None or value <= self.high)


def _can_be_written(text: str) -> bool:
    """The name of a file may hold bytes that are no text; they come as surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


_ALL = (
    Setting("interface.language", "system", choices=("system", "en", "zh_CN"), restart=True),
    Setting(
        "interface.theme",
        "system",
        choices=("system", "light", "dark", "sepia"),
        own_prefix=OWN_THEME,
    ),
    Setting("interface.first_run_done", False, internal=True),
    Setting("text.font", ""),  # empty: the best serif that is installed
    Setting("text.size", 17, 10, 40),  # px
    Setting("text.line_width", 69, 40, 120),  # characters
    Setting("text.line_height", 1.6, 1.0, 2.5),  # of the font's size
    Setting("text.paragraph_spacing", 0, 0, 40),  # px
    Setting("text.markdown_styling", True),
    Setting("text.smart_quotes", True),
    Setting("text.smart_dashes", True),
    Setting("text.typewriter", False),
    Setting("text.spell_check", True),
    Setting("text.dictionary", ""),  # empty: that of the document's language
    Setting("plan.rebalance", True),
    Setting("plan.section_low", 200, 10, 5_000),  # words
    Setting("plan.section_high", 1_000, 10, 5_000),  # words
    Setting("writing.takes_at_once", 3, 2, 8),
    Setting("writing.notify_when_done", True),
    Setting("writing.keep_awake", True),
    Setting("goals.session_words", 0, 0, 100_000),  # 0: no goal
    Setting("goals.daily_words", 0, 0, 100_000),
    Setting("model.folders", "", internal=True),  # a folder with model files a line
    Setting("model.loading", "", internal=True),  # how each model is loaded, one a line
    Setting("model.load_at_start", True),
    Setting("model.kept_gigabytes", 4, 0, 1_000),  # 0: nothing is kept
    # Long enough that nobody who writes waits for it: what was read has to be read again.
    Setting("model.idle_minutes", 30, 0, 600),  # 0: never unloaded
    Setting("model.save_battery", False),
    Setting("model.follow_document", False),
    Setting("models.network_agreed", False, internal=True),
    Setting("keys.changed", "", internal=True),  # "name=keys; keys" a line
)
SETTINGS: Mapping[str, Setting] = MappingProxyType({setting.name: setting for setting in _ALL})
