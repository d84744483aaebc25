# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which thread of the real program takes down what refers only to itself."""

import gc
import os
import subprocess
import sys
import weakref
from pathlib import Path

from longwriter_desktop.app.garbage import collect_due

RING = """
import argparse, gc, sys, threading, weakref
from pathlib import Path
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from longwriter_desktop.window_app import run_window

def say():
    print(threading.current_thread().name)
    QTimer.singleShot(0, QApplication.instance(), QApplication.closeAllWindows)

def leave():
    ring = QObject()
    ring.itself = ring
    weakref.finalize(ring, say)

kept = []

def make_objects():
    kept.extend([] for _ in range(100_000))
    print(len(kept))

def begin():
    if not gc.get_freeze_count():  # what is made before stays for good
        QTimer.singleShot(10, begin)
        return
    leave()
    maker = threading.Thread(target=make_objects, name="maker")
    maker.start()
    maker.join()

QTimer.singleShot(0, begin)
sys.exit(run_window(argparse.Namespace(data_dir=Path(sys.argv[1]), model=None, no_model=True)))
"""


class Ring:
    def __init__(self) -> None:
        self.itself = self


def test_only_the_windows_thread_takes_down_what_refers_to_itself(
    checkout: Path, library_folder: Path
) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", RING, str(library_folder)],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.split() == ["100000", "MainThread"]


def test_nothing_is_looked_through_before_there_is_enough_of_it() -> None:
    gc.collect()
    kept: list[list[int]] = []
    ring = weakref.ref(Ring())
    collect_due()
    assert ring() is not None
    kept.extend([] for _ in range(gc.get_threshold()[0] + 1))
    collect_due()
    assert ring() is None
