# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Formulas in TeX inside a text: between dollars, as pandoc has them, or between `\\(` and `\\)`
or `\\[` and `\\]`, as TeX itself does and most language models."""

import re
from collections.abc import Iterable

from longwriter_desktop.export.blocks import Run

# Told from prices as pandoc does: no space inside the marks, no digit behind.
DOLLARS = r"\$\$[^$]+\$\$|(?<![\\$\w])\$(?![\s$])(?:\\.|[^$\n\\])*?(?<!\s)\$(?![\d$])"
# A bracket with a backslash is mostly one that is meant as it stands: what is in it has to be TeX.
_BRACKETS = r"(?<!\\)\\\((?=\s*\S)[^\n]+?(?<!\\)\\\)"
_SQUARE = r"(?<!\\)\\\[(?=(?:(?!\\\]).)*?(?<!\\)\\[A-Za-z])[^\n]+?(?<!\\)\\\]"
FORMULA = f"{DOLLARS}|{_BRACKETS}|{_SQUARE}"
_MARKS = (("$$", "$$", True), ("$", "$", False), (r"\[", r"\]", True), (r"\(", r"\)", False))


def tex_in(source: str) -> tuple[str, bool] | None:
    """The TeX of a formula with its marks, and whether it has a line of its own; None for what is
    no formula."""
    for opening, closing, has_line in _MARKS:
        tex = source.removeprefix(opening).removesuffix(closing)
        if len(source) - len(tex) == len(opening + closing) and tex.strip():
            return tex.strip(), has_line
    return None


def formula_run(tex: str, has_line: bool = False) -> Run:
    """A formula between dollars, or in brackets where it has a dollar in it."""
    opening, closing, _ = next(
        marks
        for marks in _MARKS
        if marks[2] == has_line and ("$" not in tex or "$" not in marks[0])
    )
    return Run(f"{opening}{tex}{closing}", source=f"{opening}{tex}{closing}")


def apart(runs: Iterable[Run]) -> list[Run]:
    """Runs with formulas marked so that they are read as such again: those that touch are one, and
    one that touches a word or a number has double marks."""
    parted: list[Run] = []
    for run in filter(lambda one: one.text, runs):
        before = parted[-1] if parted else Run("")
        here, there = tex_in(run.source), tex_in(before.source)
        if here and there:
            parted[-1] = formula_run(f"{there[0]} {here[0]}")
        elif here and re.search(r"[\\$\w]$", before.text):
            parted.append(formula_run(here[0], has_line=True))
        elif there and re.match(r"[\d$]", run.text):
            parted[-1:] = [formula_run(there[0], has_line=True), run]
        else:
            parted.append(run)
    return parted
