# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Plans from files and pasted texts, and a plan as a Markdown file of its own.

The program's own plan file holds title, instruction and the plan's lines.
"""

from dataclasses import dataclass
from pathlib import Path

from longwriter_desktop.domain.errors import EnvironmentProblem, InputProblem
from longwriter_desktop.domain.plan_format import Plan, parse_plan, render_plan
from longwriter_desktop.export.outline_in import ImportedPlan as ImportedPlan  # for the window, too

_MAX_BYTES = 1_000_000
MAX_IMPORT_BYTES = 10_000_000
IMPORT_SUFFIXES = (".md", ".markdown", ".txt", ".text", ".docx", ".opml")


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


def import_text(text: str) -> ImportedPlan:
    """A plan out of a pasted text: plan lines, an outline, or a draft with headings.

    Raises:
        InputProblem: the text is no plan and has neither headings nor lists.
    """
    from longwriter_desktop.export.text_in import read_plan_text

    return read_plan_text(text)


def import_file(path: Path) -> ImportedPlan:
    """A plan out of a Markdown, text, DOCX or OPML file: an outline, or a draft with headings.

    Raises:
        InputProblem: the file is empty, too large, damaged, no text, or without headings.
        EnvironmentProblem: `cannot_read`.
    """
    # python-docx takes a tenth of a second to import; most commands never need it.
    from longwriter_desktop.export.docx_in import read_docx
    from longwriter_desktop.export.opml_in import read_opml
    from longwriter_desktop.export.outline_in import plan_of_blocks
    from longwriter_desktop.export.text_in import checked, decode_text, read_plan_text

    name, suffix = path.name, path.suffix.lower()
    data = _import_bytes(path)
    if suffix == ".docx":
        return checked(plan_of_blocks(read_docx(data, name)))
    if suffix == ".opml":
        return checked(read_opml(data, name))
    return read_plan_text(decode_text(data, name))


def _import_bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_IMPORT_BYTES:
            raise InputProblem("import_too_large", name=path.name, size=size, most=MAX_IMPORT_BYTES)
        data = path.read_bytes()
    except OSError as error:
        raise EnvironmentProblem("cannot_read", path=str(path), detail=error.strerror) from error
    if not data.strip():
        raise InputProblem("import_empty", name=path.name)
    return data
