# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
from pathlib import Path

import pytest

from longwriter_desktop.agentwrite.presets import preset_plan
from longwriter_desktop.app.plan_files import (
    PlanFile,
    parse_plan_file,
    read_plan_file,
    render_plan_file,
)
from longwriter_desktop.domain.errors import EnvironmentProblem, InputProblem
from longwriter_desktop.domain.plan_format import render_plan


def test_a_plan_file_is_read_back_with_its_instruction() -> None:
    instruction = "Write about lamps.\nKeep it short."
    plan = preset_plan("essay", instruction, 12_000)
    again = parse_plan_file(render_plan_file(PlanFile(instruction, plan)))
    assert again.instruction == instruction
    assert again.plan.title == plan.title
    assert render_plan(again.plan.outline) == render_plan(plan.outline)


def test_a_plan_without_an_instruction_is_written_from_its_title() -> None:
    planned = parse_plan_file("# Of Lamps\n\n1. Oil (300 words)\n")
    assert planned.instruction == "Of Lamps"


def test_a_bare_list_of_sections_is_a_plan_too() -> None:
    assert parse_plan_file("1. Oil (300 words)\n2. Gas (200 words)").instruction == "Oil; Gas"


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_bytes(b"\xff\xfe\x00\x81PK")
    with pytest.raises(InputProblem, match="plan_not_text"):
        read_plan_file(path)


def test_a_file_too_large_to_be_a_plan_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text("x" * 1_000_001)
    with pytest.raises(InputProblem, match="plan_file_too_large"):
        read_plan_file(path)


def test_a_folder_is_no_plan_file(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="cannot_read"):
        read_plan_file(tmp_path)
