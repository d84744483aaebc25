# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Real vocabularies and published chat templates for the tests, out of llama-cpp-python's source.

They are kept outside of the checkout: the source package has them, the built wheel does not.
"""

import os
import shutil
import tarfile
import tempfile
from pathlib import Path

from longwriter_setup.progress import run_live
from longwriter_setup.wheels import PACKAGE

KEPT = ("llama-bpe", "llama-spm", "phi-3", "qwen2")  # vocabularies that tests use
_INSIDE = "vendor/llama.cpp/models/"


def folder(version: str) -> Path:
    """Where they are kept, for a version of llama-cpp-python."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(home) / "longwriter-desktop" / "vocabularies" / version


def keep(python: Path, version: str, log: Path) -> Path | None:
    """Have them, fetched if need be; None where the package server cannot be reached: the tests
    that need them are left out then, and say so."""
    kept = folder(version)
    if kept.is_dir():
        return kept
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as fresh:
            source = _fetch(python, version, Path(fresh), log)
            if source is None:
                return None
            unpack(source, Path(fresh) / "kept")
            shutil.move(Path(fresh) / "kept", kept)
    except OSError:
        return None
    return kept


def unpack(source: Path, target: Path) -> None:
    """Copy what tests use out of a source package into a new folder."""
    names = {f"ggml-vocab-{name}.gguf" for name in KEPT}
    target.mkdir()
    with tarfile.open(source) as archive:
        for member in archive:
            _top, found, inside = member.name.partition(f"/{_INSIDE}")
            name = Path(inside).name
            is_template = inside.startswith("templates/") and inside.endswith(".jinja")
            if found and member.isfile() and (inside in names or is_template):
                content = archive.extractfile(member)
                assert content is not None
                (target / name).write_bytes(content.read())


def _fetch(python: Path, version: str, target: Path, log: Path) -> Path | None:
    name = PACKAGE.replace("_", "-")
    command = [str(python), "-m", "pip", "download", "--no-deps", "--no-input", "--retries", "0"]
    command += ["--no-binary", name, "--progress-bar", "off", "--dest", str(target)]
    if not run_live("Fetching vocabularies", [*command, f"{name}=={version}"], log).succeeded:
        return None
    return next(target.glob(f"{PACKAGE}-*.tar.gz"), None)
