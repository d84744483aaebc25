# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The virtual environment `.venv`: made, filled, and known to be whole.

`.venv/longwriter-setup.json` is written when an installation is complete and names what it
was made from, so that the next start can skip everything. `.venv/longwriter-unfinished`
exists while one is under way: an environment that still has it was interrupted and is made
anew. `.venv/longwriter-processor` says what processor llama.cpp was compiled for: on a disk that
several computers share, another one's would be killed by SIGILL.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from longwriter_setup import wheels
from longwriter_setup.problems import SetupProblem
from longwriter_setup.progress import run_live

STAMP = "longwriter-setup.json"
UNFINISHED = "longwriter-unfinished"
PROCESSOR = "longwriter-processor"
VENV = ("venv",)


@dataclass(frozen=True)
class Checkout:
    """The folders and files of a checkout that the set-up uses."""

    root: Path

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    @property
    def log(self) -> Path:
        return self.root / ".cache" / "setup.log"

    @property
    def constraints(self) -> Path:
        return self.root / "packaging" / "constraints.txt"

    @property
    def training(self) -> Path:
        return self.root / "training" / "pyproject.toml"


def fingerprint(checkout: Checkout, kind: str) -> str:
    """Hash of everything that an installation of `kind` ("run" or "test") depends on."""
    inputs = [checkout.root / "pyproject.toml", checkout.constraints]
    if kind == "test":
        inputs.append(checkout.training)
    where = f"{kind} {sys.version} {checkout.root} {wheels.processor_features()}"
    digest = hashlib.sha256(where.encode())
    for path in inputs:
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()


def read_stamp(checkout: Checkout) -> dict[str, str]:
    """What is installed: kind -> fingerprint. Empty when nothing is, or nothing whole."""
    if (checkout.venv / UNFINISHED).exists():
        return {}
    try:
        stamp = json.loads((checkout.venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def is_installed(checkout: Checkout, kind: str) -> bool:
    """Whether `kind` is installed as this checkout wants it. "test" includes "run"."""
    return read_stamp(checkout).get(kind) == fingerprint(checkout, kind)


def begin(checkout: Checkout) -> None:
    """Mark the environment as unfinished; make it, anew if it cannot be trusted.

    Raises:
        SetupProblem: the folder belongs to someone else, or venv failed.
    """
    marker = checkout.venv / UNFINISHED
    try:
        if checkout.venv.exists() and (marker.exists() or not _works(checkout.python)):
            shutil.rmtree(checkout.venv)
        checkout.venv.mkdir(exist_ok=True)
        marker.touch()
        (checkout.venv / STAMP).unlink(missing_ok=True)
    except PermissionError as error:
        raise SetupProblem(
            f"{error.filename} belongs to another user, so nothing can be installed there. Remove "
            f"it with: sudo rm -rf {checkout.venv}"
        ) from error
    if not checkout.python.exists():
        command = [sys.executable, "-m", *VENV, str(checkout.venv)]
        outcome = run_live("Making the virtual environment .venv", command, checkout.log)
        if not outcome.succeeded:
            raise SetupProblem(
                f"Python could not make the folder {checkout.venv}: "
                f"{outcome.tail[-1] if outcome.tail else 'no reason given'}"
            )


def _works(python: Path) -> bool:
    """Whether an environment's Python runs, has pip and is the version of this one."""
    code = "import sys, pip; print(sys.version)"
    try:
        answer = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.strip() == sys.version.strip()


def finish(checkout: Checkout, kinds: dict[str, str]) -> None:
    """Write down that the environment is whole. Nothing may be installed after this."""
    (checkout.venv / STAMP).write_text(json.dumps(kinds, indent=1), encoding="utf-8")
    (checkout.venv / UNFINISHED).unlink(missing_ok=True)


def pinned_version(checkout: Checkout, package: str) -> str:
    """The version of `package` in packaging/constraints.txt. Raises KeyError without one."""
    for line in checkout.constraints.read_text(encoding="utf-8").splitlines():
        name, separator, version = line.partition("==")
        if separator and name.strip().replace("-", "_").lower() == package:
            return version.split(";")[0].strip()
    raise KeyError(package)


def training_requirements(checkout: Checkout) -> list[str]:
    """What the training tests need, as the training project declares it."""
    if not checkout.training.exists():
        return []
    project = tomllib.loads(checkout.training.read_text(encoding="utf-8"))["project"]
    optional = project.get("optional-dependencies", {})
    return [*project.get("dependencies", []), *chain.from_iterable(optional.values())]


def llama_is_installed(checkout: Checkout, version: str) -> bool:
    """Whether the environment has llama-cpp-python in `version`, compiled for this processor."""
    pattern = f"lib/python*/site-packages/{wheels.PACKAGE}-{version}.dist-info/RECORD"
    try:
        compiled_for = (checkout.venv / PROCESSOR).read_text(encoding="utf-8")
    except OSError:
        return False
    return compiled_for == wheels.processor_features() and any(checkout.venv.glob(pattern))


def install_llama(checkout: Checkout, wheel: Path) -> None:
    """Install the kept wheel, in place of one for another processor. Raises `SetupProblem`."""
    arguments = ["--no-deps", "--force-reinstall", str(wheel)]
    pip_install(checkout, "Installing llama.cpp", arguments)
    (checkout.venv / PROCESSOR).write_text(wheels.processor_features(), encoding="utf-8")


def pip_install(checkout: Checkout, title: str, arguments: list[str]) -> None:
    """Run pip in the environment, with the pinned versions. Raises `SetupProblem`."""
    command = [str(checkout.python), "-m", "pip", "install", "--no-input"]
    command += ["--disable-pip-version-check", "--progress-bar", "off"]
    if checkout.constraints.exists():
        command += ["--constraint", str(checkout.constraints)]
    outcome = run_live(title, [*command, *arguments], checkout.log)
    if not outcome.succeeded:
        raise SetupProblem(wheels.explain_pip(outcome.tail, checkout.log))
