# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A stage's folder exists for the next stage only once ``manifest.json`` is in it.

The manifest is written last and by rename, so a killed stage leaves a folder that
is refused instead of half a result that is used. A stage that begins marks its folder, so that
files in it are refused by their path too.
"""

import errno
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from longwriter_training.problems import Refused

NAME = "manifest.json"
_BEGUN = "unfinished"


class StageMissing(FileNotFoundError):
    """A stage was asked for the result of an earlier one that never finished."""

    def __init__(self, folder: Path, stage: str) -> None:
        super().__init__(
            f"{folder} holds no finished '{stage}' stage ({NAME} is missing): "
            f"run python -m longwriter_training.{stage} first"
        )


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Where to write what takes the place of ``path`` when the block ends without an error; else
    what is written there goes: on a full disk it would take room for nothing.

    Raises:
        OSError: of the block, with the name of ``path``; what was there before still is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    try:
        yield temporary
        temporary.replace(path)
    except OSError as error:
        # NumPy says no more than that it could write less than it wanted.
        raise OSError(error.errno or errno.ENOSPC, error.strerror, str(path)) from error
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def all_or_nothing(output: Path) -> Iterator[Path]:
    """A folder to write ``output`` and the files beside it in, by their names; they go to their
    places when the block ends without an error, ``output`` last: where it lies, all of them do.

    Raises:
        OSError: of the block, with the name a file would have had; what was there before still is.
    """
    folder = output.with_name(output.name + ".unfinished")
    shutil.rmtree(folder, ignore_errors=True)  # of a start that was killed
    folder.mkdir()
    try:
        yield folder
        output.unlink(missing_ok=True)
        for made in sorted(folder.iterdir(), key=lambda one: one.name == output.name):
            made.replace(output.with_name(made.name))
    except OSError as error:
        if not isinstance(error.filename, str) or str(folder) not in error.filename:
            raise
        named = error.filename.replace(str(folder), str(output.parent))
        raise OSError(error.errno, error.strerror, named) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Replace ``path`` in one step: temporary file beside it, fsync, rename. Raises `OSError`."""
    with replacing(path) as temporary, temporary.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """``write_bytes`` of indented JSON."""
    write_bytes(path, (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode())


def begin(folder: Path) -> Path:
    """Make ``folder`` ready for a stage that starts: its old manifest goes first."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _BEGUN).touch()
    (folder / NAME).unlink(missing_ok=True)
    return folder


def finish(folder: Path, stage: str, settings: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    """Declare ``folder`` finished. ``facts`` is what later stages and the model card read."""
    write_json(folder / NAME, {"stage": stage, "settings": dict(settings), "facts": dict(facts)})
    (folder / _BEGUN).unlink(missing_ok=True)


def refuse_unfinished(*places: Path | str | None) -> None:
    """What another stage wrote is used by its path when that stage is finished, not before. A
    checkpoint that somebody chose from the midst of a run lies deeper, and is let through.

    Raises:
        Refused: one of the files or folders is of a stage that was begun and has no manifest.
    """
    for place in [Path(one) for one in places if one]:
        for folder in (place, place.parent):
            if (folder / _BEGUN).is_file() and not (folder / NAME).is_file():
                raise Refused(
                    f"{place} is of a stage that was not finished: run {folder.name} to its end "
                    "first (the same command goes on where it can)"
                )


def require(folder: Path, stage: str) -> dict[str, Any]:
    """The manifest of a finished stage.

    Raises:
        StageMissing: the folder has no manifest, or another stage's.
        Refused: the manifest is damaged.
    """
    path = folder / NAME
    if not path.is_file():
        raise StageMissing(folder, stage)
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        is_other = manifest["stage"] != stage or not manifest.keys() >= {"settings", "facts"}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused(f"{path} is damaged: remove {folder} and run the stage again") from error
    if is_other:
        raise StageMissing(folder, stage)
    return dict(manifest)
