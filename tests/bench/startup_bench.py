# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How long the writer waits for the program: the window, `longwriter --help`, a second `make run`.

make bench ARGS=startup
"""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median

from longwriter_desktop.storage.opening import open_library
from tests.bench.figures import Figure
from tests.bench.large import large_document

STARTS = 7
_ROOT = Path(__file__).parents[2]
_HELP = "from longwriter_desktop.main import run_cli; run_cli(['--help'])"
# The program as it is started, but that it says when its window is painted first, and then ends.
_WINDOW = """
import sys, time
from longwriter_desktop.main import import_qt, main
import_qt()
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from longwriter_desktop import window_app

class FirstPaint(QObject):
    def eventFilter(self, window, event):
        if event.type() is QEvent.Type.Paint:
            window.removeEventFilter(self)
            QTimer.singleShot(0, lambda: (print(time.time()), window.close()))
        return False

class Program(QApplication):
    def exec(self):
        from longwriter_desktop.ui.window import MainWindow
        window, = (each for each in self.topLevelWidgets() if isinstance(each, MainWindow))
        first = FirstPaint()
        window.installEventFilter(first)
        return super().exec()

window_app.QApplication = Program
sys.exit(main(["--no-model", "--data-dir", sys.argv[1]]))
"""


def run() -> list[Figure]:
    """Medians in seconds of several starts, taken in turn. Takes about half a minute.

    The modules are compiled before, by starts that do not count, as they are once installed.
    """
    if Path(sys.prefix) != _ROOT / ".venv":
        sys.exit("How long `make run` takes is measured where it runs: make bench ARGS=startup")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with closing(open_library(folder / "long")) as library:
            library.save(large_document())
        starts = [_start(folder, number) for number in range(1 + STARTS)][1:]
    new, long, help_, setup = (median(seconds) for seconds in zip(*starts, strict=True))
    return [
        Figure("window up, without a model, nothing written", new, "s", 1.5, "lower"),
        Figure("window up, without a model, 100,000 words written", long, "s", 1.5, "lower"),
        Figure("a second `make run`, until its window is up", setup + new, "s", 3, "lower"),
        Figure("longwriter --help", help_, "s", 0.3, "lower"),
    ]


def _start(folder: Path, number: int) -> tuple[float, ...]:
    """Seconds until the window is up over no library and a long one, until help has been
    printed, and until all is found that a start needs."""
    return (
        _seconds(folder, "-c", _WINDOW, str(folder / f"new {number}")),
        _seconds(folder, "-c", _WINDOW, str(folder / "long")),
        _seconds(folder, "-c", _HELP),
        _seconds(folder, "packaging/bootstrap.py", "setup"),
    )


def _seconds(folder: Path, *arguments: str) -> float:
    """From starting a process until it prints the time, or else until it ends."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.time()
    done = subprocess.run(
        [sys.executable, *arguments], cwd=_ROOT, env=environment,
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    ended = time.time()
    return (float(done.stdout) if _WINDOW in arguments else ended) - began
