# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the writer gave: an instruction or a plan, on the command line, in a file or piped in."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from longwriter_desktop.app.plan_files import PlanFile, plan_lines_in, read_plan_file, read_text
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.script import language_of_text

_PIPED = "-"


def read_instruction(text: str) -> str:
    """The instruction itself, or what standard input holds in its place."""
    if text != _PIPED:
        return text
    return read_text(sys.stdin.buffer.read(), "standard input")


def read_source(source: str, outputs: Sequence[Path]) -> PlanFile | str:
    """What `write` was given: a plan file, a plan as `longwriter plan` prints it on standard
    input, or else an instruction.

    Raises:
        InputProblem: as `read_plan_file` does, `plan_file_missing`, or `output_is_plan`.
    """
    path = Path(source)
    if source != _PIPED and os.path.isfile(source):  # a long instruction is no name, and no error
        if any(output.exists() and output.samefile(path) for output in outputs):
            raise InputProblem("output_is_plan", path=source)
        return read_plan_file(path)
    if " " not in source and path.suffix.lower() in (".md", ".txt", ".markdown"):
        raise InputProblem("plan_file_missing", path=source)
    text = read_instruction(source)
    return (plan_lines_in(text) if source == _PIPED else None) or text


def language_of(arguments: argparse.Namespace, instruction: str) -> str:
    """The language tag that was given, or that of the instruction."""
    return arguments.language or language_of_text(instruction, "en")
