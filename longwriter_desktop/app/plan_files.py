# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A plan as a Markdown file: title, instruction, then the plan's lines."""

from dataclasses import dataclass
from pathlib import Path

from longwriter_desktop.domain.errors import EnvironmentProblem, InputProblem
from longwriter_desktop.domain.plan_format import Plan, parse_plan, render_plan

_MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class PlanFile:
    """A plan and the instruction that it was made for."""

    instruction: str
    plan: Plan


def render_plan_file(planned: PlanFile) -> str:
    """Markdown that `parse_plan_file` reads back."""
    quoted = "\n".join(f"> {line}".rstrip() for line in planned.instruction.strip().splitlines())
    title = f"# {planned.plan.title}\n\n" if planned.plan.title else ""
    return f"{title}{quoted}\n\n{render_plan(planned.plan.outline)}\n"


def parse_plan_file(text: str) -> PlanFile:
    """Title, quoted instruction and plan. Without a quote the title is the instruction.

    Raises:
        PlanParseError: the text is no plan.
    """
    plan = parse_plan(text)
    quoted = [line.lstrip()[1:].strip() for line in text.splitlines() if line.lstrip()[:1] == ">"]
    instruction = "\n".join(quoted).strip()
    if not instruction:
        points = "; ".join(s.main_point or s.heading for s in plan.outline.sections[:12])
        instruction = plan.title or points
    return PlanFile(instruction, plan)


def read_plan_file(path: Path) -> PlanFile:
    """Read a plan from a UTF-8 file.

    Raises:
        InputProblem: the file is too large, not text, or no plan.
        EnvironmentProblem: `cannot_read`.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise InputProblem("plan_file_too_large", path=str(path))
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputProblem("plan_not_text", path=str(path)) from error
    except OSError as error:
        raise EnvironmentProblem("cannot_read", path=str(path), detail=error.strerror) from error
    return parse_plan_file(text)
