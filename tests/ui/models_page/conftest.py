# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A program with models to get and models that are here, and its page of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.ui.models_dialog import ModelsDialog
from tests.ui.conftest import keepers
from tests.ui.desk import Program, start
from tests.ui.model_parts import FakeShop
from tests.ui.models_steps import STARTER, open_page
from tests.ui.scripted import ScriptedEngine


@pytest.fixture
def shop(tmp_path: Path) -> FakeShop:
    """The sample catalogue, the starter and one model in the Hub's cache."""
    held = ModelFile(tmp_path / "held.gguf", "Held 3B", 2_000_000_000, "llama", "Q4_K_M")
    return FakeShop(here=[STARTER, held], places={held.path: "lm_studio"})


@pytest.fixture
def program(
    library_folder: Path, shop: FakeShop, engine: ScriptedEngine, qtbot: QtBot
) -> Iterator[Program]:
    program = start(library_folder, engine, model_parts=shop.parts)
    program.window.show()
    qtbot.waitExposed(program.window)
    program.open(keepers())
    yield program
    program.close()


@pytest.fixture
def dialog(program: Program, qtbot: QtBot) -> ModelsDialog:
    return open_page(program, qtbot)
