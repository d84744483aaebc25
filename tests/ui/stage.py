# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the scenes of the pictures have to work with."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from longwriter_desktop.domain.fit import ModelShape
from longwriter_desktop.domain.ports import EngineInfo, LoadProgress, ModelFile
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine

STARTER = Path("longwriter-starter.gguf")
SHAPE = ModelShape(
    layers=40, width=4_096, heads=32, head_size=128, keys=10_240, values=10_240,
    feed_forward=13_696, vocabulary=151_552, merges=318_000, weight_bytes=6_250_000_000,
    read_bytes=5_900_000_000, computed=8_000_000_000, context_tokens=131_072,
)  # fmt: skip
MODELS = (
    ModelFile(STARTER, "LongWriter Starter", 11_000_000, quantisation="Q8_0", is_bundled=True),
    ModelFile(Path("longwriter-glm4-9b-q4.gguf"), "LongWriter GLM4 9B", 6_250_000_000,
              quantisation="Q4_K_M", context_tokens=131_072, shape=SHAPE),
)  # fmt: skip

# What a writer would see, in place of the folder that the pictures are made in.
SETTINGS_FILE = "~/.local/share/longwriter-desktop/settings.toml"


class PictureEngine(ScriptedEngine):
    """Says in the pictures that no model wrote their text, and can take its time to load."""

    is_slow = False

    def load(self, path: Path, context_tokens: int | None = None) -> Iterator[LoadProgress]:
        if self.is_slow:
            yield LoadProgress(0.42)
            self._hold()
        yield from super().load(path, context_tokens)

    @property
    def info(self) -> EngineInfo:
        return replace(super().info, name="Sample text")


@dataclass(frozen=True)
class Stage:
    """What a scene has to work with; `take` makes the picture."""

    program: Program
    engine: PictureEngine
    take: Callable[[QWidget], None]


Scenes = dict[str, Callable[[Stage], None]]  # by name


def pieces(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\s*\S+", text))


def load(stage: Stage) -> None:
    stage.program.services.engine.load(STARTER)
    wait_for(stage.program.services.engine, "is_ready")


def wait_until(come: Callable[[], bool]) -> None:
    while not come():
        QTest.qWait(10)


def wait_for(thing: object, name: str, wanted: bool = True) -> None:
    QTest.qWait(30)
    while bool(getattr(thing, name)) is not wanted:
        QTest.qWait(10)
