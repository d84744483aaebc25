# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What was measured of models on this machine, in `engine_settings.json`."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, get_args, get_type_hints

from longwriter_desktop.domain.tuning import EngineSettings, Trial, Tuning
from longwriter_desktop.storage.atomic import file_problem, write_atomic

TUNING_NAME = "engine_settings.json"
_VERSION = 1
_MOST_MODELS = 100
_DAMAGE = (OSError, ValueError, LookupError, TypeError, RecursionError, AttributeError)


class TuningFile:
    """Keeps measurements by model and machine.

    A file that is damaged, or of another version, counts as none: measuring again takes
    seconds. It is read anew each time, for the command line may have written it.
    """

    def __init__(self, folder: Path, machine: str) -> None:
        self._path = folder / TUNING_NAME
        self._machine = machine

    def find(self, fingerprint: str) -> Tuning | None:
        """What was measured for a model on this machine."""
        try:
            return _tuning(self._read()[self._key(fingerprint)])
        except _DAMAGE:
            return None

    def keep(self, fingerprint: str, tuning: Tuning) -> None:
        """Keep a measurement; the oldest goes where there are very many.

        Raises:
            EnvironmentProblem: `cannot_write`, `disk_full`; the old file is as it was.
        """
        try:
            models = self._read()
        except _DAMAGE:
            models = {}
        models.pop(self._key(fingerprint), None)
        models[self._key(fingerprint)] = asdict(tuning)
        for key in list(models)[:-_MOST_MODELS]:
            del models[key]
        content = {"version": _VERSION, "models": models}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise file_problem(error, self._path) from error
        write_atomic(self._path, json.dumps(content, indent=1).encode())

    def _key(self, fingerprint: str) -> str:
        return f"{fingerprint} on {self._machine}"

    def _read(self) -> dict[str, Any]:
        """Raises one of `_DAMAGE`."""
        content = json.loads(self._path.read_text(encoding="utf-8"))
        if content["version"] != _VERSION:
            raise ValueError("version")
        return dict(content["models"])


def _tuning(plain: Mapping[str, Any]) -> Tuning:
    trials = tuple(_trial(trial) for trial in plain["trials"])
    if not trials:
        raise ValueError("trials")
    depth = plain.get("depth", 0)  # not kept by older versions
    if type(depth) is not int or depth < 0:
        raise ValueError("depth")
    return Tuning(_trial(plain["best"]), trials, depth)


def _trial(plain: Mapping[str, Any]) -> Trial:
    seconds = [float(plain[name]) for name in ("write_seconds", "read_seconds")]
    if not all(math.isfinite(value) and value > 0 for value in seconds):
        raise ValueError("seconds")
    return Trial(_settings(plain["settings"]), *seconds)


def _settings(plain: Mapping[str, Any]) -> EngineSettings:
    """Settings, each of which may be had: an unknown type would end the worker."""
    hints = get_type_hints(EngineSettings)
    values = {field.name: plain[field.name] for field in fields(EngineSettings)}
    for name, value in values.items():
        choices = get_args(hints[name])
        right = value in choices if choices else type(value) is hints[name]
        if not right or (isinstance(value, int) and value < 0):
            raise ValueError(name)
    return EngineSettings(**values)
