# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the operating system must bring: libraries, tools, a font; and apt, which brings it.

The libraries are those that `ldd` lists for Qt 6.11's QtGui, QtWidgets and xcb platform
plugin beyond what PySide6 itself ships, and for llama.cpp.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from longwriter_setup.problems import SetupProblem
from longwriter_setup.progress import run_live

# Shared library -> Debian and Ubuntu packages that hold it, the newest name first.
QT_LIBRARIES: dict[str, tuple[str, ...]] = {
    "libEGL.so.1": ("libegl1",),
    "libGL.so.1": ("libgl1",),
    "libX11.so.6": ("libx11-6",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libfreetype.so.6": ("libfreetype6",),
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libgthread-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libzstd.so.1": ("libzstd1",),
}
WINDOW_LIBRARIES: dict[str, tuple[str, ...]] = {
    "libX11-xcb.so.1": ("libx11-xcb1",),
    "libxcb.so.1": ("libxcb1",),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-randr.so.0": ("libxcb-randr0",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-render.so.0": ("libxcb-render0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-shm.so.0": ("libxcb-shm0",),
    "libxcb-sync.so.1": ("libxcb-sync1",),
    "libxcb-util.so.1": ("libxcb-util1",),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
}
ENGINE_LIBRARIES: dict[str, tuple[str, ...]] = {"libgomp.so.1": ("libgomp1",)}
FONT_PACKAGE = ("fonts-dejavu-core",)
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
FONT_ENDINGS = {".ttf", ".otf", ".ttc", ".pfb"}


@dataclass(frozen=True)
class Missing:
    """Something that is not there. `packages` are alternative names, `what` is for people."""

    what: str
    packages: tuple[str, ...]


def loads(library: str) -> bool:
    """Whether the dynamic linker finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_libraries(
    libraries: dict[str, tuple[str, ...]], is_there: Callable[[str], bool] = loads
) -> list[Missing]:
    return [Missing(name, packages) for name, packages in libraries.items() if not is_there(name)]


def has_font(folders: Iterable[str] = FONT_FOLDERS) -> bool:
    """Whether a scalable font lies in one of the usual folders."""
    for folder in folders:
        for _, _, files in os.walk(os.path.expanduser(folder)):
            if any(Path(name).suffix.lower() in FONT_ENDINGS for name in files):
                return True
    return False


def missing_for_window() -> list[Missing]:
    """What a window needs on Linux; elsewhere Qt brings all of it."""
    if not sys.platform.startswith("linux"):
        return []
    missing = missing_libraries({**QT_LIBRARIES, **WINDOW_LIBRARIES})
    if not has_font():
        missing.append(Missing("a font", FONT_PACKAGE))
    return missing


def missing_for_engine(must_build: bool) -> list[Missing]:
    """What the model's process needs; `must_build` when llama.cpp has yet to be compiled."""
    missing: list[Missing] = []
    if must_build:
        if not (shutil.which("g++") or shutil.which("clang++") or os.environ.get("CXX")):
            missing.append(Missing("a C++ compiler", ("g++",)))
        if not (shutil.which("gcc") or shutil.which("clang") or os.environ.get("CC")):
            missing.append(Missing("a C compiler", ("gcc",)))
    if sys.platform.startswith("linux"):
        missing += missing_libraries(ENGINE_LIBRARIES)
    return missing


def missing_for_venv() -> list[Missing]:
    """Debian and Ubuntu ship `ensurepip` in a package of its own."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return []
    major, minor = sys.version_info[:2]
    return [Missing("Python's venv module", (f"python{major}.{minor}-venv", "python3-venv"))]


def missing_for_tests() -> list[Missing]:
    """What the tests use beyond the program itself."""
    missing = missing_libraries(QT_LIBRARIES) if sys.platform.startswith("linux") else []
    missing += [
        Missing(what, (package,))
        for what, package, program in (
            ("LibreOffice Writer", "libreoffice-writer-nogui", "soffice"),
            ("pdftotext", "poppler-utils", "pdftotext"),
            ("Xvfb", "xvfb", "Xvfb"),
            ("a D-Bus daemon", "dbus-daemon", "dbus-daemon"),
        )
        if not shutil.which(program)
    ]
    if not _lays_out_formulas():
        missing.append(Missing("LibreOffice Math", ("libreoffice-math-nogui",)))
    missing += [
        Missing(what, (package,))
        for what, package, folder in (
            ("Noto fonts", "fonts-noto-core", "/usr/share/fonts/truetype/noto"),
            ("Noto CJK fonts", "fonts-noto-cjk", "/usr/share/fonts/opentype/noto"),
        )
        if not Path(folder).is_dir()
    ]
    return missing


def _lays_out_formulas() -> bool:
    """Whether LibreOffice is here with its part for formulas, a package of its own in Debian."""
    office = shutil.which("soffice")
    return office is not None and (Path(office).resolve().parent / "libsmlo.so").is_file()


class Apt:
    """Debian's package tool. It installs as root, and is only spoken of otherwise."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._lists_are_fresh = False

    @property
    def is_there(self) -> bool:
        return shutil.which("apt-get") is not None

    @property
    def may_install(self) -> bool:
        return self.is_there and os.geteuid() == 0

    def install(self, missing: Sequence[Missing]) -> None:
        """Install one package for each thing that is missing.

        Raises:
            SetupProblem: apt-get failed; most often there is no network.
        """
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        if not self._lists_are_fresh:
            update = run_live("Reading apt's package lists", ["apt-get", "update"], self._log, env)
            self._lists_are_fresh = update.succeeded
        packages = self.names(missing)
        print(f"Installing with apt: {' '.join(packages)}", flush=True)
        command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
        outcome = run_live("Installing system packages", command, self._log, env)
        if not outcome.succeeded:
            raise SetupProblem(
                f"apt-get could not install {' '.join(packages)} (what it said is at the end of "
                f"{self._log}). Check the network, or install them by hand: "
                f"{install_command(packages)}"
            )

    def names(self, missing: Sequence[Missing]) -> list[str]:
        """One package name for each missing thing, as this release of the system calls it."""
        chosen = {self._known_name(item.packages) for item in missing}
        return sorted(chosen)

    def _known_name(self, packages: tuple[str, ...]) -> str:
        for name in packages[:-1]:
            if self._knows(name):
                return name
        return packages[-1]

    @staticmethod
    def _knows(package: str) -> bool:
        if shutil.which("apt-cache") is None:
            return False
        command = ["apt-cache", "show", "--no-all-versions", package]
        answer = subprocess.run(command, capture_output=True, check=False)
        return answer.returncode == 0 and bool(answer.stdout.strip())


def install_command(packages: Sequence[str]) -> str:
    """The command that a person types to install Debian packages."""
    return f"sudo apt-get install {' '.join(packages)}"


def advice(apt: Apt, missing: Sequence[Missing]) -> str:
    """What to type, or to look for on a system without apt."""
    if apt.is_there:
        return install_command(apt.names(missing))
    return "install with your system's package tool: " + ", ".join(item.what for item in missing)
