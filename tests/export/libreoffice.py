# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""LibreOffice, which opens what is exported and saves what is imported, and poppler behind it."""

import shutil
import subprocess
from pathlib import Path

import pytest

_SOFFICE = shutil.which("soffice")
_PDFTOTEXT = shutil.which("pdftotext")

needs_libreoffice = pytest.mark.skipif(
    _SOFFICE is None, reason="needs soffice: apt install libreoffice-math-nogui"
)
needs_pdftotext = pytest.mark.skipif(
    _PDFTOTEXT is None, reason="needs pdftotext: apt install poppler-utils"
)


def converted(source: Path, kind: str, into: Path) -> Path:
    """The file that LibreOffice makes of another, of a kind as "pdf", in the folder `into`."""
    assert _SOFFICE is not None
    profile = source.parent / "profile"  # its own: two with one profile would wait for each other
    command = [_SOFFICE, "--headless", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", kind, "--outdir", str(into), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    return into / f"{source.stem}.{kind.partition(':')[0]}"


def text_of_pdf(path: Path, *options: str) -> str:
    """What pdftotext reads, with a form feed behind each page."""
    assert _PDFTOTEXT is not None
    command = [_PDFTOTEXT, *options, str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
