# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What happens when the program has a bug: the text is saved first, then the report."""

import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from longwriter_desktop.domain.errors import EnvironmentProblem

REPORTS = "reports"  # the folder of the reports, in the data folder
REPORT_NAME = "crash-{:%Y%m%d-%H%M%S}.txt"


class CrashHandler:
    """An exception hook. `save_text` is called first; `show` gets the report's path.

    A second exception while the first is handled is only printed.
    """

    def __init__(
        self, folder: Path, save_text: Callable[[], None], show: Callable[[Path], None]
    ) -> None:
        self._folder = folder
        self._save_text = save_text
        self._show = show
        self._handling = False

    def install(self) -> None:
        """Become `sys.excepthook`; Qt calls it for exceptions in slots, too."""
        sys.excepthook = self.handle

    def handle(
        self,
        kind: type[BaseException],
        value: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Print, save the text, write the report, tell the person."""
        traceback.print_exception(kind, value, trace)
        if self._handling or issubclass(kind, KeyboardInterrupt):
            return
        self._handling = True
        try:
            self._save_text()
        except EnvironmentProblem as problem:
            print(f"The text could not be saved: {problem}", file=sys.stderr)
        finally:
            self._handling = False
            self._report(kind, value, trace)

    def _report(
        self, kind: type[BaseException], value: BaseException, trace: TracebackType | None
    ) -> None:
        """Tell the person also where the report cannot be kept."""
        path = report_path(self._folder)
        try:
            write_report(path, kind, value, trace)
        except OSError as error:
            print(f"The report could not be written: {error}", file=sys.stderr)
        self._show(path)


def report_path(folder: Path) -> Path:
    """Where a report of now goes."""
    return folder / REPORT_NAME.format(datetime.now(UTC))


def write_report(
    path: Path, kind: type[BaseException], value: BaseException, trace: TracebackType | None
) -> None:
    """Write what was raised and where: lines of the program, never what its variables held.

    Raises `OSError`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(traceback.format_exception(kind, value, trace))
    path.write_text(text, encoding="utf-8")
