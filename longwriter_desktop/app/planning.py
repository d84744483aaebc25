# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Plans for the window and the command line: by the model, or from a ready structure."""

from collections.abc import Iterator
from dataclasses import dataclass

from longwriter_desktop.agentwrite.planner import PlanRequest, make_plan
from longwriter_desktop.agentwrite.presets import PRESETS, preset_plan
from longwriter_desktop.domain.events import PlanEvent
from longwriter_desktop.domain.plan_format import Plan
from longwriter_desktop.domain.ports import TextEngine


@dataclass(frozen=True)
class Structure:
    """A ready structure to choose: a stable key, and its names for people."""

    key: str
    name: str
    name_zh: str


def structures() -> tuple[Structure, ...]:
    """All ready structures, in the order in which they are offered."""
    return tuple(Structure(preset.key, preset.name, preset.name_zh) for preset in PRESETS)


def plan_by_model(
    engine: TextEngine, instruction: str, words: int, language: str, seed: int
) -> Iterator[PlanEvent]:
    """Ask a model for a plan; see `agentwrite.planner.make_plan` for what it raises."""
    return make_plan(engine, PlanRequest(instruction, words, language, seed))


def plan_from_structure(key: str, instruction: str, words: int, language: str) -> Plan:
    """The plan of a ready structure. Raises `InputProblem`."""
    return preset_plan(key, instruction, words, language)
