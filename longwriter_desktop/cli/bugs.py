# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the command line does with a bug: a report in a file, and a sentence instead of it."""

import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from longwriter_desktop.app.crash import report_path, write_report
from longwriter_desktop.app.messages import sentence


class BugReports:
    """An exception hook that writes reports into `folder`, the window's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def install(self) -> None:
        """Become the hook of the main thread, behind which Python exits with 1, and of others."""
        sys.excepthook = self.handle
        threading.excepthook = self._handle_in_thread

    def handle(
        self, kind: type[BaseException], value: BaseException, trace: TracebackType | None
    ) -> None:
        """Write the report, and say where it is. Where it cannot be written it is printed, for
        there is no other trace of what went wrong."""
        path = report_path(self._folder)
        try:
            write_report(path, kind, value, trace)
        except OSError as error:
            traceback.print_exception(kind, value, trace)
            detail = error.strerror or str(error)
            text = sentence("program_bug_unreported", {"path": str(path), "detail": detail})
        else:
            text = sentence("program_bug", {"path": str(path)})
        print(text, file=sys.stderr)

    def _handle_in_thread(self, raised: threading.ExceptHookArgs) -> None:
        # None stands there while the interpreter ends, when Python itself has nothing to say.
        if raised.exc_value is not None:
            self.handle(raised.exc_type, raised.exc_value, raised.exc_traceback)
