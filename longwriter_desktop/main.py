# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The composition root: builds the program's parts and hands them to the window or the
command line. It alone knows all of them.
"""

import argparse
import builtins
import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from longwriter_desktop import __version__


def run_cli(argv: Sequence[str] | None = None) -> int:
    """The `longwriter` command; returns its exit code (see `cli/parser.py`)."""
    try:
        from longwriter_desktop.cli.run import run

        return run(argv, _build_parts, _report_bugs)
    except KeyboardInterrupt:  # here, for the imports alone take a good part of a second
        print("Stopped.", file=sys.stderr)
        return 130
    finally:
        # All that is left ends with the process: to look through it for garbage on the way out
        # takes longer than all else that a Ctrl-C has to wait for.
        gc.freeze()


def _build_parts(arguments: argparse.Namespace):  # type: ignore[no-untyped-def] # lazy import
    from longwriter_desktop.composition import build_parts

    return build_parts(arguments)


def _report_bugs(arguments: argparse.Namespace) -> None:
    from longwriter_desktop.app.crash import REPORTS
    from longwriter_desktop.cli.bugs import BugReports
    from longwriter_desktop.composition import data_folder

    BugReports(data_folder(arguments.data_dir) / REPORTS).install()


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="longwriter-desktop", description="Draft long documents on your own machine."
    )
    parser.add_argument("--version", action="version", version=f"LongWriter Desktop {__version__}")
    parser.add_argument("--model", type=Path, help="a GGUF file to load")
    parser.add_argument("--no-model", action="store_true", help="open without loading a model")
    parser.add_argument("--data-dir", type=Path, help="folder of the library (portable use)")
    arguments = parser.parse_args(argv)
    # Nearly all that a start makes stays: looking through it again and again for what could
    # go takes a tenth of the start. Later the window does it, in its own thread.
    gc.disable()
    import_qt()
    from longwriter_desktop.window_app import run_window

    return run_window(arguments)


def import_qt() -> None:
    """Import PySide6 and keep Python's own way of importing.

    PySide6 puts another in its place for the sake of `from __feature__ import`, which is not
    used here. It reads the source of every module that is imported after it: a tenth of a start.
    """
    own = builtins.__import__
    import_module("PySide6.QtCore")

    builtins.__import__ = own


if __name__ == "__main__":
    sys.exit(main())
