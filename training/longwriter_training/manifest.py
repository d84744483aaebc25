# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A stage's folder exists for the next stage only once ``manifest.json`` is in it.

The manifest is written last and by rename, so a killed stage leaves a folder that
is refused instead of half a result that is used.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

NAME = "manifest.json"


class StageMissing(FileNotFoundError):
    """A stage was asked for the result of an earlier one that never finished."""

    def __init__(self, folder: Path, stage: str) -> None:
        super().__init__(
            f"{folder} holds no finished '{stage}' stage ({NAME} is missing): "
            f"run python -m longwriter_training.{stage} first"
        )


def write_bytes(path: Path, data: bytes) -> None:
    """Replace ``path`` in one step: temporary file beside it, fsync, rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    with temporary.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """``write_bytes`` of indented JSON."""
    write_bytes(path, (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode())


def begin(folder: Path) -> Path:
    """Make ``folder`` ready for a stage that starts: its old manifest goes first."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).unlink(missing_ok=True)
    return folder


def finish(folder: Path, stage: str, settings: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    """Declare ``folder`` finished. ``facts`` is what later stages and the model card read."""
    write_json(folder / NAME, {"stage": stage, "settings": dict(settings), "facts": dict(facts)})


def require(folder: Path, stage: str) -> dict[str, Any]:
    """The manifest of a finished stage.

    Raises:
        StageMissing: the folder has no manifest, or another stage's.
    """
    path = folder / NAME
    if not path.is_file():
        raise StageMissing(folder, stage)
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if manifest["stage"] != stage:
        raise StageMissing(folder, stage)
    return manifest
