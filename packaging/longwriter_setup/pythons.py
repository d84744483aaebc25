# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which Python runs the program. Compiles on Python 3.6 as well."""

import os
import subprocess

OLDEST = (3, 11)
NEWEST = (3, 14)


def is_suitable(version):
    """Whether `version`, (major, minor), is one that the program is tested on."""
    return OLDEST <= tuple(version) <= NEWEST


def names():
    """Executable names to look for, best first."""
    minors = [13, 12, 11, 14]
    return [f"python3.{minor}" for minor in minors] + ["python3"]


def find_on_path(path):
    """The best suitable Python of a PATH string, or None."""
    for name in names():
        for folder in path.split(os.pathsep):
            candidate = os.path.join(folder, name)
            if folder and os.access(candidate, os.X_OK) and is_suitable(version_of(candidate)):
                return candidate
    return None


def version_of(executable):
    """(major, minor) of a Python executable; (0, 0) where it does not run."""
    code = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [executable, "-c", code],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=20,
            check=True,
        )
        major, minor = answer.stdout.split()
        return int(major), int(minor)
    except (OSError, ValueError, subprocess.SubprocessError):
        return 0, 0


def too_old_sentence(version):
    """What to do when no suitable Python is there."""
    oldest, newest, present = (f"{major}.{minor}" for major, minor in (OLDEST, NEWEST, version))
    return (
        f"LongWriter Desktop needs Python {oldest} to {newest}; this is Python {present} and no "
        "other was found. Install one, for example with: "
        "sudo apt-get install python3.11 python3.11-venv"
    )
