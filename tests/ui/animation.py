# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A moving picture of a section that is written again in its place.

    python -m tests.ui.animation OUT_FILE.gif

The window is real; the text is the sample, said by a scripted engine. ImageMagick joins the
pictures; where it is missing, that is said and nothing is made.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui import sample_text
from tests.ui.desk import Program, start
from tests.ui.scripted import Script
from tests.ui.stage import MODELS, PictureEngine, Stage, load, pieces, wait_for

FRAMES_A_SECOND = 12
SIZE = (960, 600)
_BEFORE, _AFTER, _MOST = 10, 20, 90  # frames: at rest, at the end, in all
_WORD_SECONDS = 0.036
_COLOURS = 64
_TOOL = "convert"


def film(program: Program, engine: PictureEngine, folder: Path) -> list[Path]:
    """Write a section again and keep a picture of each moment, in order."""
    frames: list[Path] = []
    clock = QElapsedTimer()
    clock.start()

    def keep() -> None:
        due = len(frames) * 1_000 // FRAMES_A_SECOND
        QTest.qWait(max(0, due - clock.elapsed()))
        frames.append(folder / f"{len(frames):03}.png")
        program.window.grab().save(str(frames[-1]))

    for _ in range(_BEFORE):
        keep()
    program.window.writing.write(program.section(2))
    wait_for(program.services.writing, "is_busy")
    while program.services.writing.is_busy and len(frames) < _MOST - _AFTER:
        keep()
    for _ in range(_AFTER):
        keep()
    return frames


def join(frames: Sequence[Path], into: Path) -> None:
    """Make one file of them; what does not change from one to the next is kept once."""
    palette = frames[0].with_name("palette.png")
    ends = [str(frames[0]), str(frames[len(frames) // 2]), str(frames[-1])]
    make = [_TOOL, *ends, "-append", "+dither", "-colors", str(_COLOURS), "-unique-colors"]
    subprocess.run([*make, str(palette)], check=True)
    delay = str(round(100 / FRAMES_A_SECOND))
    # One palette for all: with one each, places that stay the same would seem to change.
    command = [_TOOL, "-delay", delay, *map(str, frames), "-loop", "0", "+dither"]
    command += ["-remap", str(palette), "-layers", "optimize", str(into)]
    subprocess.run(command, check=True)


def main(arguments: Sequence[str]) -> int:
    """Make the picture; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path, help="a .gif or .webp")
    options = parser.parse_args(arguments)
    if shutil.which(_TOOL) is None:
        print(f"{options.file} is left as it is: ImageMagick's {_TOOL} is not installed.")
        return 0
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    QCursor.setPos(0, 5_000)  # over nothing
    with tempfile.TemporaryDirectory() as folder:
        engine = PictureEngine(loaded=False)
        program = start(Path(folder), engine, MODELS)
        program.window.look.use("light")
        program.window.resize(*SIZE)
        program.window.show()
        load(Stage(program, engine, lambda _widget: None))
        program.open(sample_text.keepers())
        program.text.go_to(program.section(2))
        engine.scripts = [Script(pieces(sample_text.NEW_PHAROS), pause=_WORD_SECONDS)]
        QTest.qWait(400)
        join(film(program, engine, Path(folder)), options.file)
        program.close()
    app.quit()
    print(f"{options.file}, {options.file.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
