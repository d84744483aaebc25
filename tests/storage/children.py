# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the storage tests run in a process of its own.

Started by `python -m tests.storage.children NAME FOLDER`; NAME with "bound:" in front runs
without root's right to pass over file permissions.

Each child prints one line for each thing it has done, so that a test can wait for it.
"""

import ctypes
import os
import resource
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from longwriter_desktop.domain.document import Document, Take, TakeOrigin
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.outline import ItemKind, Outline, OutlineItem
from longwriter_desktop.storage.atomic import write_atomic
from longwriter_desktop.storage.opening import open_library

DOCUMENT = "document"
SECTION = "section"
TAKE = "take"
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 1, 2
_CAPABILITY_VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3 of linux/capability.h


def say(text: str) -> None:
    print(text, flush=True)


def chunk(number: int) -> str:
    return f"sentence {number}. "


def stream(folder: Path) -> None:
    """Append chunks until killed, saying each one's number when it is committed."""
    library = open_library(folder, app="streaming child")
    item = OutlineItem(SECTION, ItemKind.SECTION, 1, "Heading", "point", 400)
    library.save(Document(DOCUMENT, "Title", "instruction", 400, outline=Outline((item,))))
    take = Take(TAKE, SECTION, datetime.now(UTC), TakeOrigin.MODEL, "", 400)
    library.begin_stream(DOCUMENT, take)
    number = 0
    while True:
        library.append_stream(TAKE, chunk(number))
        say(str(number))
        number += 1


def hold(folder: Path) -> None:
    """Open the library, say so, and close it at the end of the input."""
    library = open_library(folder, app="holding child 1.0")
    say("open")
    sys.stdin.read()
    library.close()


def open_for_writing(folder: Path) -> None:
    open_library(folder).close()
    say("opened")


def read_titles(folder: Path) -> None:
    library = open_library(folder, read_only=True)
    say(" ".join(summary.title for summary in library.documents()))
    library.close()


def write_file(folder: Path) -> None:
    write_atomic(folder / "file.txt", b"new bytes")
    say("written")


def write_large_file(folder: Path) -> None:
    """Write more than the process may: to the system that is a disk without room."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    write_atomic(folder / "file.txt", b"x" * 100_000)
    say("written")


def fill_library(folder: Path) -> None:
    """Save more than the process may write, which to SQLite is a failing disk."""
    library = open_library(folder)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    library.save(Document(DOCUMENT, "Title", "x" * 1_000_000, 400))
    say("saved")


def without_root_rights(run: Callable[[Path], None], folder: Path) -> None:
    """Run as a process that file permissions bind, also when the tests run as root."""
    if os.geteuid() == 0:
        _drop_capabilities(_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH)
    run(folder)


def _drop_capabilities(*numbers: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    data = (ctypes.c_uint32 * 6)()
    if libc.capget(header, data) != 0:
        raise OSError(ctypes.get_errno(), "capget")
    for number in numbers:
        data[0] &= ~(1 << number)  # effective, permitted, inheritable; lower 32 first
        data[1] &= ~(1 << number)
    if libc.capset(header, data) != 0:
        raise OSError(ctypes.get_errno(), "capset")


CHILDREN: dict[str, Callable[[Path], None]] = {
    child.__name__: child
    for child in (
        stream,
        hold,
        fill_library,
        open_for_writing,
        read_titles,
        write_file,
        write_large_file,
    )  # fmt: skip
}


def main(name: str, folder: str) -> None:
    try:
        if name.startswith("bound:"):
            without_root_rights(CHILDREN[name.removeprefix("bound:")], Path(folder))
        else:
            CHILDREN[name](Path(folder))
    except EnvironmentProblem as problem:
        say(f"problem {problem}")


if __name__ == "__main__":
    main(*sys.argv[1:])
