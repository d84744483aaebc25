# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The built llama-cpp-python, kept so that it is compiled once for each machine and Python."""

import hashlib
import os
import platform
import shlex
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from longwriter_setup.problems import SetupProblem
from longwriter_setup.progress import run_live

PACKAGE = "llama_cpp_python"
# These choose what is compiled, so a wheel built under others must not be reused.
BUILD_VARIABLES = ("CMAKE_ARGS", "CFLAGS", "CXXFLAGS", "FORCE_CMAKE")
BUILD = Path(__file__).resolve().parents[1] / "llama-build.cmake"


def cache_folder() -> Path:
    """Where built wheels are kept, by Python, processor and build settings."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    python = f"cp{sys.version_info.major}{sys.version_info.minor}"
    name = f"{python}-{platform.machine()}-{build_key()}"
    return Path(home) / "longwriter-desktop" / "wheels" / name


def build_key() -> str:
    """Short hash of what the compiled code depends on: the processor's features, the settings.

    llama.cpp is compiled for the very processor it is built on; on another one, of the same
    architecture but with fewer instructions, it would be killed by SIGILL.
    """
    settings = [f"{name}={os.environ.get(name, '')}" for name in BUILD_VARIABLES]
    text = "\n".join([processor_features(), BUILD.read_text(encoding="utf-8"), *settings])
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def processor_features(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    """The first processor's feature line, empty where the system has no such file."""
    if not cpuinfo.exists():
        return ""
    for line in cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip() in ("flags", "Features"):
            return " ".join(sorted(value.split()))
    return ""


def kept_wheel(folder: Path, version: str) -> Path | None:
    """A whole wheel of `version` in `folder`, or None."""
    for path in sorted(folder.glob(f"{PACKAGE}-{version}-*.whl")):
        if zipfile.is_zipfile(path):
            return path
        path.unlink()
    return None


def can_be_kept_in(folder: Path) -> bool:
    """Whether `folder` can be written to; it is made if it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def build_wheel(python: Path, version: str, folder: Path, log: Path) -> Path:
    """Compile llama-cpp-python and keep the wheel.

    Raises:
        SetupProblem: there is no network, no room, or the compiler failed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    requirement = f"{PACKAGE.replace('_', '-')}=={version}"
    with tempfile.TemporaryDirectory(dir=folder) as fresh:
        # pip would take what it built before, whatever processor and settings that was for.
        command = [str(python), "-m", "pip", "wheel", "-v", "--no-cache-dir", "--no-deps"]
        command += ["--no-input", "--progress-bar", "off", "--wheel-dir", fresh, requirement]
        outcome = run_live("Building llama.cpp", command, log, build_environment())
        if not outcome.succeeded:
            raise SetupProblem(explain_pip(outcome.tail, log))
        built = next(Path(fresh).glob(f"{PACKAGE}-*.whl"))
        kept = folder / built.name
        shutil.move(built, kept)
    return kept


def build_environment() -> dict[str, str]:
    """The environment of the build: the library alone, and what the person asked for."""
    options = ["-DLLAVA_BUILD=OFF", f"-DCMAKE_PROJECT_llama.cpp_INCLUDE={BUILD}"]
    chosen = os.environ.get("CMAKE_ARGS", "")
    return {**os.environ, "CMAKE_ARGS": f"{shlex.join(options)} {chosen}".strip()}


def explain_pip(tail: tuple[str, ...], log: Path) -> str:
    """One sentence for the person, from the last lines that pip printed.

    pip gives no code for its reasons, so the text decides which of the sentences fits.
    """
    text = "\n".join(tail)
    if "No space left on device" in text:
        return "The disk is full: free some gigabytes and run the same command again."
    if any(sign in text for sign in NETWORK_SIGNS):
        return (
            "The Python packages could not be downloaded because the package server did not "
            "answer. Check the network and run the same command again; what is here is kept."
        )
    errors = [line for line in tail if "error" in line.lower()]
    reason = (errors or list(tail) or ["it gave no reason"])[-1]
    return f"pip could not install a package: {reason} (the whole output is in {log})"


NETWORK_SIGNS = (
    "Retrying (Retry(",
    "Temporary failure in name resolution",
    "Failed to establish a new connection",
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "Read timed out",
    "ProxyError",
    "Connection reset by peer",
    "Could not fetch URL",
)
