# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The person's settings in `settings.toml`: read with care, written whole.

A file that cannot be used as it is, is copied aside before anything is written over it, and
names that this version does not know stay in the file.
"""

import tomllib
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

import tomli_w

from longwriter_desktop.domain.errors import EnvironmentProblem, InputProblem
from longwriter_desktop.domain.ports import Notice
from longwriter_desktop.domain.settings import SETTINGS, Value
from longwriter_desktop.storage.atomic import write_atomic

SETTINGS_NAME = "settings.toml"
VERSION = 1
_VERSION_KEY = "version"
_TABLES = frozenset(name.partition(".")[0] for name in SETTINGS)


class SettingsFile:
    """What stands in the file, by the schema's names.

    Attributes:
        chosen: values by name, all of them allowed.
        unknown: names in the file that the schema does not have; they are kept.
        notices: what was wrong with the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.chosen: dict[str, Value] = {}
        self.unknown: tuple[str, ...] = ()
        self.notices: list[Notice] = []
        self._kept: dict[str, Any] = {}
        self._may_write = True
        self._read()

    def save(self, chosen: Mapping[str, Value]) -> None:
        """Write what differs from the defaults, and what the file held beyond the schema.

        Raises:
            EnvironmentProblem: `cannot_write`, `disk_full`; the old file is as it was.
        """
        if not self._may_write:
            raise EnvironmentProblem("settings_not_kept", path=str(self.path))
        content: dict[str, Any] = {_VERSION_KEY: VERSION}
        for name, value in {**self._kept, **chosen}.items():
            table, _, key = name.partition(".")
            if key:
                content.setdefault(table, {})[key] = value
            else:
                content[table] = value
        write_atomic(self.path, tomli_w.dumps(content, multiline_strings=True).encode())

    def _read(self) -> None:
        """A file that is missing is an empty one; one that cannot be read is never overwritten."""
        try:
            content = tomllib.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return
        except (tomllib.TOMLDecodeError, UnicodeDecodeError):
            self._set_aside("settings_damaged")
            return
        except OSError as error:
            self._may_write = False
            detail = error.strerror or str(error)
            self.notices.append(
                Notice("warning", "cannot_read", {"path": str(self.path), "detail": detail})
            )
            return
        version = content.pop(_VERSION_KEY, VERSION)
        self._take(content)
        if version != VERSION:
            self._set_aside("settings_version")

    def _take(self, content: Mapping[str, Any]) -> None:
        flat = _flat(content)
        for name, value in flat.items():
            if name not in SETTINGS and name not in _TABLES:
                self._kept[name] = value
                continue
            try:
                self.chosen[name] = SETTINGS[name].check(value)
            except (InputProblem, KeyError):  # a table of ours is no value
                self._set_aside("settings_value", name=name, value=value)
        self.unknown = tuple(self._kept)

    def _set_aside(self, code: str, **params: Any) -> None:
        """Copy the file, once, and say what is wrong with it."""
        aside = next(
            (notice.params["aside"] for notice in self.notices if "aside" in notice.params), None
        )
        try:
            aside = aside or self._copy()
        except (OSError, EnvironmentProblem):
            self._may_write = False
            aside = self.path.name
        self.notices.append(
            Notice("warning", code, {"path": self.path.name, "aside": aside, **params})
        )

    def _copy(self) -> str:
        for number in count(1):
            copy = self.path.with_name(f"{self.path.stem}-before-{number}{self.path.suffix}")
            if not copy.exists():
                write_atomic(copy, self.path.read_bytes())
                return copy.name
        raise AssertionError("count() does not end")


def open_settings(folder: Path) -> SettingsFile:
    """The settings of a data folder; a file with mistakes is mended at once, after its copy.

    A mended file is not complained about again at the next start.
    """
    file = SettingsFile(folder / SETTINGS_NAME)
    if any("aside" in notice.params for notice in file.notices):
        try:
            file.save(file.chosen)
        except EnvironmentProblem as problem:
            file.notices.append(Notice("warning", problem.code, problem.params))
    return file


def _flat(content: Mapping[str, Any]) -> dict[str, Any]:
    """Tables of one level as "table.key"; what lies deeper stays a value."""
    flat: dict[str, Any] = {}
    for table, inner in content.items():
        if isinstance(inner, dict):
            flat |= {f"{table}.{key}": value for key, value in inner.items()}
        else:
            flat[table] = inner
    return flat
