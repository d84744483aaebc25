# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Outcomes of an evaluation with the grades of a judge, dimension by dimension."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from statistics import mean

from longwriter_desktop.domain.ports import TextEngine
from longwriter_desktop.evaluation.benchmark import Outcome
from longwriter_desktop.evaluation.judge import DIMENSIONS, judge
from longwriter_training.distil.one_by_one import OneByOne

NO_GRADES = (
    "the judge gave no grades of any text: take a model that answers in JSON when it is "
    "asked to, with a context longer than the texts; what was written is kept"
)


@dataclass(frozen=True)
class Graded(Outcome):
    """An outcome with a judge's `grades`, 1 to 5 by dimension; none where nobody gave any."""

    grades: Mapping[str, int] = field(default_factory=dict)


def judged(engine: TextEngine, outcomes: Sequence[Outcome]) -> Iterator[Graded]:
    """The outcomes with a judge's grades and their quality; without where it gave none, or cannot
    read a text. Raises `EngineProblem`."""
    careful = OneByOne()
    for number, one in enumerate(outcomes, 1):
        found = None
        with careful.item(f"text {number}"):
            found = judge(engine, one.probe.prompt, one.text)
        values = {item.name: getattr(one, item.name) for item in fields(Outcome)}
        quality, grades = (found.quality, found.grades) if found else (None, {})
        yield Graded(**values | {"quality": quality, "grades": grades})


def dimensions(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """The mean of each dimension over the texts that have grades, 0 to 100 as S_q counts it, of
    which it is the mean; {} without any."""
    grades = [one.grades for one in outcomes if isinstance(one, Graded) and one.grades]
    if not grades:
        return {}
    return {name: mean((one[name] - 1) * 25.0 for one in grades) for name in DIMENSIONS}


def table(outcomes: Sequence[Outcome], before: Sequence[Outcome] = ()) -> list[str]:
    """The lines of a Markdown table of `dimensions`, those of an earlier evaluation beside; none
    where nothing has grades."""
    now, earlier = dimensions(outcomes), dimensions(before)
    if not now:
        return []
    lines = ["| S_q by dimension | all |", "|---|---|"]
    for name, value in now.items():
        was = (f"{earlier[name]:.1f} → " if earlier else "- → ") if before else ""
        lines.append(f"| {name} | {was}{value:.1f} |")
    return lines
