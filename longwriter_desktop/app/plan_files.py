# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Plans from files and pasted texts, and a plan as a Markdown file of its own.

The program's own plan file holds title, instruction and the plan's lines.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from longwriter_desktop.domain.errors import EnvironmentProblem, InputProblem, PlanParseError
from longwriter_desktop.domain.plan_format import Plan, parse_plan, render_plan
from longwriter_desktop.domain.plan_table import with_table_as_lines
from longwriter_desktop.export.outline_in import ImportedPlan as ImportedPlan  # for the window, too

MAX_IMPORT_BYTES = 10_000_000
IMPORT_SUFFIXES = (".md", ".markdown", ".txt", ".text", ".docx", ".opml")
_ITEM = re.compile(r"^\s*[-*+•]\s+\S", re.MULTILINE)


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
    """Title, instruction (quoted, or what stands in front of the plan) and plan, as a person
    writes one: lines of sections, or headings or a list with what to write below them.
    Without an instruction the title is it, or else what the sections are about.

    Raises:
        PlanParseError: the text is no plan, or asks for what no section can have.
    """
    lines = text.splitlines()
    quoted = [line.lstrip()[1:].strip() for line in lines if _is_quoted(line)]
    # Blank lines in their place: a message names the line as it stands in the file.
    body = "\n".join("" if _is_quoted(line) else line for line in lines)
    return _planned("\n".join(quoted).strip(), _plan_of(with_table_as_lines(body)))


def _planned(instruction: str, plan: Plan) -> PlanFile:
    points = "; ".join(s.main_point or s.heading for s in plan.outline.sections[:12])
    return PlanFile(instruction or plan.preface or plan.title or points, plan)


def _is_quoted(line: str) -> bool:
    return line.lstrip()[:1] == ">"


def _plan_of(text: str) -> Plan:
    from longwriter_desktop.export.text_in import headed_plan

    headed = headed_plan(text)
    if headed is not None:
        return headed
    try:
        return parse_plan(text, by_hand=True)
    except PlanParseError as error:
        if error.code != "plan_no_sections" or not _ITEM.search(text):
            raise
        listed = import_text(text)
        return Plan(listed.title, listed.outline)


def read_plan_file(path: Path) -> PlanFile:
    """Read a plan from a text file.

    Raises:
        InputProblem: the file is empty, too large, no text, not in UTF-8, or no plan.
        EnvironmentProblem: `cannot_read`.
    """
    data = _import_bytes(path)
    try:
        return parse_plan_file(read_text(data, path.name))
    except InputProblem as problem:
        if problem.code == "import_binary":  # whose sentence names what only the window reads
            raise InputProblem("plan_not_text", path=str(path)) from problem
        raise


def read_text(data: bytes, name: str) -> str:
    """The text that a person gave; `name` stands in messages.

    Raises:
        InputProblem: it is no text, or not written in UTF-8.
    """
    from longwriter_desktop.export.text_in import decode_text

    return decode_text(data, name)


def plan_lines_in(text: str) -> PlanFile | None:
    """The plan of a text that is one, as its lines in the form of `render_plan` say; None for
    any other, an instruction with a list in it for instance.

    Raises:
        PlanParseError: as `parse_plan_file`.
    """
    from longwriter_desktop.export.text_in import has_plan_lines

    return parse_plan_file(text) if has_plan_lines(text) else None


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
