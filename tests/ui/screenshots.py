# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures of the window in all its states.

    python -m tests.ui.screenshots OUT_FOLDER [--only NAME] [--theme dark] [--size 1920x1080]
    python -m tests.ui.screenshots docs/screenshots --all

The window, the library and the documents are real; the text comes from a scripted engine,
so that every picture shows the same moment. Whatever has words is imported behind the
translator: see `longwriter_desktop/ui/translation.py`.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from longwriter_desktop.app.messages import translate_sentences
from longwriter_desktop.ui.resources import resource_folder
from longwriter_desktop.ui.translation import TRANSLATED, install_language, tr

MAIN = (
    "start", "first_steps", "planning", "plan", "writing", "revising", "takes", "sees",
    "notes", "goals", "stale", "library",
)  # fmt: skip
SETS = {  # of --all: a folder each, made by a process of its own
    "light": (),
    "dark": ("--theme", "dark"),
    "chinese": ("--language", "zh_CN"),
    "double": ("--scale", "2", *(part for name in MAIN for part in ("--only", name))),
}
BEST = "writing"  # the scene that shows most of what the program is
AT_ONCE = 2  # processes
_LOOKS = 20
_SETTLE_MS, _CHECK_MS = 250, 30  # before a picture; before a look at the places of the words


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of one run."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--only", action="append", help="one scene; may be given again")
    parser.add_argument("--theme", choices=("light", "dark", "sepia"), default="light")
    parser.add_argument("--size", default="1280x800", help="of the window")
    parser.add_argument("--language", choices=("en", *TRANSLATED), default="en")
    parser.add_argument("--scale", choices=("1", "2"), default="1", help="points per pixel")
    parser.add_argument("--check", action="store_true", help="save nothing, name cut-off words")
    parser.add_argument(
        "--all", action="store_true", help=f"all of {', '.join(SETS)}, and the pictures beside them"
    )
    return parser.parse_args(arguments)


def play(name: str, options: argparse.Namespace) -> int:
    """Play one scene, save what it takes and name the words that are cut off; how many it took."""
    from tests.ui.desk import start
    from tests.ui.model_parts import sample_parts
    from tests.ui.scenes import SCENES
    from tests.ui.small_png import save_small
    from tests.ui.stage import MODELS, PictureEngine, Stage

    taken = 0
    with tempfile.TemporaryDirectory() as library:
        engine = PictureEngine(loaded=False)
        parts = sample_parts(MODELS)
        program = start(Path(library), engine, MODELS, model_parts=parts)
        program.window.look.use(options.theme)
        program.window.resize(*(int(part) for part in options.size.split("x")))
        program.window.show()

        def take(widget: QWidget) -> None:
            nonlocal taken
            QTest.qWait(_CHECK_MS if options.check else _SETTLE_MS)
            taken += 1
            picture = f"{name}-{taken}" if taken > 1 else name
            if not options.check:
                save_small(widget.grab(), options.folder / f"{picture}.png")
            for text in _clipped_at_last(widget):
                print(f"CLIPPED in {picture}: {text}")

        SCENES[name](Stage(program, engine, take))
        program.close()
        QTest.qWait(10)
    return taken


def _clipped_at_last(widget: QWidget) -> list[str]:
    """What is still cut off when the layouts have had their time, on a busy computer too."""
    from tests.ui.clipping import clipped

    for _ in range(_LOOKS):
        if not clipped(widget):
            return []
        QTest.qWait(_CHECK_MS)
    return clipped(widget)


def play_scenes(options: argparse.Namespace) -> int:
    """Play what was asked for in this process; the exit status."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = options.scale
    app = QApplication([])
    install_language(app, resource_folder(), options.language)
    translate_sentences(tr)
    QCursor.setPos(0, 5_000)  # over nothing
    from tests.ui.scenes import SCENES

    unknown = set(options.only or ()) - set(SCENES)
    if unknown:
        print(f"No scene: {', '.join(sorted(unknown))}. There are: {', '.join(SCENES)}.")
        return 2
    options.folder.mkdir(parents=True, exist_ok=True)
    taken = sum(play(name, options) for name in options.only or SCENES)
    print(f"{taken} views in {options.folder}" if not options.check else f"{taken} views")
    app.quit()
    return 0


def draw_set(folder: Path, name: str) -> int:
    """Draw one of `SETS` in a process of its own; its exit status."""
    into = folder / name
    for old in into.glob("*.png"):
        old.unlink()
    command = [sys.executable, "-m", "tests.ui.screenshots", str(into), *SETS[name]]
    return subprocess.run(command, check=False).returncode


def draw_front(folder: Path) -> int:
    """Make the pictures of the first page of the documentation; the exit status."""
    front = folder.parent / "pictures"
    front.mkdir(parents=True, exist_ok=True)
    for theme in ("light", "dark"):
        shutil.copyfile(folder / theme / f"{BEST}.png", front / f"window-{theme}.png")
    command = [sys.executable, "-m", "tests.ui.animation", str(front / "regenerate.gif")]
    return subprocess.run(command, check=False).returncode


def main(arguments: Sequence[str]) -> int:
    """Run with these options; the exit status."""
    options = parse(arguments)
    if not options.all:
        return play_scenes(options)
    with ThreadPoolExecutor(AT_ONCE) as workers:
        status = max(workers.map(lambda name: draw_set(options.folder, name), SETS))
    return status or draw_front(options.folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
