# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the command line does on a disk that is full; run where a disk may be made.

    unshare --user --map-root-user --mount python -m tests.cli.full_disk FOLDER KIND

A disk in memory is put at FOLDER. KIND: "from the start" the library has no room on it; "later"
there is none from the moment on when text comes. Prints, as JSON, what the commands did.
"""

import errno
import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from longwriter_desktop.domain.document import Document
from longwriter_desktop.storage.opening import open_library
from tests.cli.conftest import Longwriter
from tests.cli.test_interrupt import wait_for_text

_SECTIONS = 6


@dataclass(frozen=True)
class Done:
    """Of `write`, and of `resume` when there was room again; `kept` is the text in between."""

    code: int
    errors: str
    resumed: int = 0
    kept: str = ""
    whole: str = ""


def main(folder: Path, kind: str) -> Done:
    """Make the disk, fill it, write and go on."""
    from_the_start = kind == "from the start"
    size = "16k" if from_the_start else "8m"
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], check=True)
    longwriter = Longwriter(folder, Path.cwd())
    plan = folder.parent / "plan.md"
    plan.write_text("# Lamps\n\n" + "".join(f"{n}. Part (900 words)\n" for n in range(_SECTIONS)))
    if from_the_start:
        ran = longwriter("write", plan)
        return Done(ran.returncode, ran.stderr)
    process = longwriter.start("write", plan)
    wait_for_text(longwriter)
    _wait_for_words(folder)
    filler = folder / "filler"
    _fill(filler)
    _output, errors = process.communicate(timeout=40)
    filler.unlink()
    kept = _first_text(folder)
    resumed = longwriter("resume", "last")
    return Done(process.returncode, errors, resumed.returncode, kept, _first_text(folder))


def _wait_for_words(folder: Path) -> None:
    """Wait until a good part of a section is in the library."""
    with closing(sqlite3.connect(f"file:{folder}/library.db?mode=ro", uri=True)) as db:
        while (db.execute("select sum(length(text)) from chunks").fetchone()[0] or 0) < 200:
            time.sleep(0.02)


def _fill(path: Path) -> None:
    """Take all the room that is left."""
    with open(path, "wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise


def _first_text(folder: Path) -> str:
    with closing(open_library(folder)) as library:
        library.recover_streams()
        document: Document = library.load(library.documents()[0].id)
        return document.text_of(document.outline.sections[0].id).text


if __name__ == "__main__":
    print(json.dumps(asdict(main(Path(sys.argv[1]), sys.argv[2]))))
