# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A document opened again is gone on with as the model was told of its plan, changes and all."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.ports import LocalEngine
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.test_engine_state import at_rest, begin_real, use


def longer() -> Document:
    """Six sections without a text."""
    sections = [new_section(f"Part {n}", f"what is said in part {n}", 60) for n in range(1, 7)]
    return replace(keepers(), id="longer", outline=Outline(tuple(sections)), texts={})


def test_a_plan_changed_between_two_sections_is_not_read_anew_after_a_restart(
    start_program: Callable[[LocalEngine], Program], starter_path: Path, qtbot: QtBot
) -> None:
    program, engine = begin_real(start_program, starter_path, qtbot)
    program.open(longer())
    at_rest(program, qtbot)
    use(program, qtbot, 1)
    program.window.outline_desk.change(program.section(5), "heading", "The wreckers")
    use(program, qtbot, 2)
    told = program.document.told
    program.close()
    program, engine = begin_real(start_program, starter_path, qtbot)
    program.window.documents.open("longer")
    at_rest(program, qtbot)
    assert program.document.told == told
    use(program, qtbot, 3)
    assert engine.stats[0].reused_tokens > 250
    assert engine.stats[0].evaluated_tokens < 100


def test_what_the_model_was_told_of_one_document_is_not_taken_for_another(
    start_program: Callable[[LocalEngine], Program], starter_path: Path, qtbot: QtBot
) -> None:
    program, _engine = begin_real(start_program, starter_path, qtbot)
    use(program, qtbot)
    told = program.document.told
    assert told is not None
    program.open(longer())
    at_rest(program, qtbot)
    assert program.document.told is None
    program.window.documents.open("keepers")
    at_rest(program, qtbot)
    assert program.document.told == told
