# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The settings in use: what the person chose over the schema's defaults."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.ports import Notice
from longwriter_desktop.domain.settings import SETTINGS, Value

Listener = Callable[[str], None]
NoticeListener = Callable[[Notice], None]


@dataclass(frozen=True)
class SettingsPlace:
    """Where the settings are kept, the names there that nothing knows, what was wrong with it."""

    path: str = ""
    unknown: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


class Preferences:
    """Values by name. `save` is called with everything that differs from the defaults."""

    def __init__(
        self,
        chosen: Mapping[str, Value],
        save: Callable[[Mapping[str, Value]], None],
        place: SettingsPlace | None = None,
    ) -> None:
        """Raises `KeyError` for a name that the schema does not have, `InputProblem`
        (`setting_value`) for a value that its setting may not have."""
        self._chosen = {name: SETTINGS[name].check(value) for name, value in chosen.items()}
        self._save = save
        self.place = place or SettingsPlace()
        self._listeners: list[Listener] = []
        self._notice_listeners: list[NoticeListener] = []
        self._waiting = list(self.place.notices)

    def value(self, name: str) -> Value:
        return self._chosen.get(name, SETTINGS[name].default)

    def flag(self, name: str) -> bool:
        """A setting that is on or off."""
        return bool(self.value(name))

    def number(self, name: str) -> int:
        """A whole number."""
        return int(self.value(name))

    def fraction(self, name: str) -> float:
        """A number with a fraction."""
        return float(self.value(name))

    def text(self, name: str) -> str:
        """A text or a choice."""
        return str(self.value(name))

    @property
    def chosen(self) -> Mapping[str, Value]:
        """What differs from the defaults."""
        return MappingProxyType(self._chosen)

    def set(self, name: str, value: Value) -> None:
        """Change a setting, save, and tell the listeners. Raises `InputProblem`.

        Where it cannot be saved it holds until the program ends, and a notice says so.
        """
        checked = SETTINGS[name].check(value)
        if checked == self.value(name):
            return
        self._chosen[name] = checked
        if checked == SETTINGS[name].default:
            del self._chosen[name]
        try:
            self._save(self.chosen)
        except EnvironmentProblem as problem:
            self._tell(Notice("warning", problem.code, problem.params))
        for listener in list(self._listeners):
            listener(name)

    def subscribe(self, listener: Listener) -> None:
        """`listener` is called with the name of each setting that changes."""
        self._listeners.append(listener)

    def reset(self, name: str) -> None:
        """Give a setting its default."""
        self.set(name, SETTINGS[name].default)

    def is_changed(self, name: str) -> bool:
        """Whether the person chose something else than the default."""
        return name in self._chosen

    def subscribe_notices(self, listener: NoticeListener) -> None:
        """`listener` is told what goes wrong with the file, and what has gone wrong already."""
        self._notice_listeners.append(listener)
        waiting, self._waiting = self._waiting, []
        for notice in waiting:
            listener(notice)

    def _tell(self, notice: Notice) -> None:
        if not self._notice_listeners:
            self._waiting.append(notice)
        for listener in list(self._notice_listeners):
            listener(notice)
