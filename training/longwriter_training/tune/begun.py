# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a fine-tuning run was begun with: from its checkpoints it goes on with the same alone.

Else trl would go on with other settings, or take no step at all where the run was at its end, and
the manifest would tell of settings, rows or a base that the weights never saw.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from longwriter_training import manifest
from longwriter_training.problems import Refused
from longwriter_training.tune.config import DpoConfig, SftConfig, TuneConfig
from longwriter_training.tune.running import whole_checkpoint

_NAME = "begun.json"
# Of no weight for the result: how often it is saved and how memory is used; rows count by content.
_FREE = ("save_steps", "gradient_checkpointing", "pairs")
_SAMPLE = 1 << 20  # bytes at both ends of a file of weights: all of it would take minutes


def description(
    config: TuneConfig, own: SftConfig | DpoConfig, rows: Iterable[object]
) -> dict[str, Any]:
    """What the weights depend on: settings by name, rows and base by their content, so that a run
    may be moved. `own` is the stage's section."""
    section = "sft" if isinstance(own, SftConfig) else "dpo"
    settings = {f"{section}.{name}": value for name, value in asdict(own).items()}
    if section == "sft":
        settings |= {
            f"rows.{name}": getattr(config.rows, name) for name in ("held_out", "max_tokens")
        }
    # They share out rows and steps: a checkpoint of so many is at another place for others.
    settings[f"{section}.processes"] = int(os.environ.get("WORLD_SIZE", "1"))
    free = {f"{section}.{name}" for name in _FREE}
    template = (
        Path(config.base.template).read_text(encoding="utf-8") if config.base.template else ""
    )
    return {
        "settings": {name: value for name, value in settings.items() if name not in free},
        "rows": _digest(json.dumps(row, sort_keys=True).encode() for row in rows),
        "base.model": _base(config.base.model),
        "base.template": _digest([template.encode()]),
    }


def go_on_or_begin(folder: Path, now: dict[str, Any]) -> None:
    """Begin the stage in `folder`, or go on with it; `manifest.begin` comes with it.

    Raises:
        Refused: the checkpoints there are of another run; nothing is changed.
    """
    place = folder / _NAME
    if whole_checkpoint(folder / "checkpoints") is None:
        manifest.begin(folder)
        if os.environ.get("RANK", "0") == "0":  # one of several processes is enough
            manifest.write_json(place, now)
        return
    if different := list(_differences(_read(place), now)):
        raise Refused(
            f"{folder} was begun with {', '.join(different)}: give another --run folder, go on "
            f"with what it was begun with, or remove {folder} to begin anew"
        )
    manifest.begin(folder)


def _read(place: Path) -> dict[str, Any]:
    """{} where nothing, or nothing whole, tells what a run was begun with."""
    try:
        told = json.loads(place.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _differences(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    if not before:
        yield f"settings that no {_NAME} tells any more"
        return
    earlier = before.get("settings", {})
    for name, value in now["settings"].items():
        if earlier.get(name) != value:
            yield f"{name} = {earlier.get(name)} (now {value})"
    for name in ("rows", "base.model", "base.template"):
        if before.get(name) != now[name]:
            yield f"another {name}" if name != "rows" else "other rows"


def _base(model: str) -> str:
    """A folder by its configuration and weights, anything else by its name."""
    folder = Path(model)
    if not folder.is_dir():
        return model
    return _digest(_parts(folder))


def _parts(folder: Path) -> Iterator[bytes]:
    for path in sorted([*folder.glob("*.json"), *folder.glob("*.safetensors")]):
        size = path.stat().st_size
        yield f"{path.name} {size}".encode()
        with path.open("rb") as stream:
            yield stream.read(_SAMPLE)
            stream.seek(max(0, size - _SAMPLE))
            yield stream.read()


def _digest(parts: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.hexdigest()
