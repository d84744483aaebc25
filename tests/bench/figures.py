# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A measured figure with its goal, and how a set of them is printed."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(frozen=True)
class Figure:
    """`value` in `unit`; it is reached when it is not on the wrong side of `goal`.

    Without a goal the figure is printed for orientation only.
    """

    name: str
    value: float
    unit: str
    goal: float | None = None
    better: Literal["higher", "lower"] = "higher"
    note: str = ""

    @property
    def reached(self) -> bool | None:
        if self.goal is None:
            return None
        return self.value >= self.goal if self.better == "higher" else self.value <= self.goal


def table(figures: Sequence[Figure]) -> str:
    """A text table, one figure a line."""
    lines = [f"{'figure':62} {'measured':>12}  {'goal':>12}  result"]
    for figure in figures:
        sign = ">=" if figure.better == "higher" else "<="
        goal = "" if figure.goal is None else f"{sign} {figure.goal:,g}"
        result = {True: "reached", False: "MISSED", None: ""}[figure.reached]
        value = f"{figure.value:,.4g} {figure.unit}" if abs(figure.value) < 1000 else (
            f"{figure.value:,.0f} {figure.unit}"
        )  # fmt: skip
        lines.append(f"{figure.name:62} {value:>12}  {goal:>12}  {result} {figure.note}".rstrip())
    return "\n".join(lines)


def json_line(figures: Sequence[Figure], machine: str) -> str:
    """Everything on one line, for other programs."""
    rows = [asdict(figure) | {"reached": figure.reached} for figure in figures]
    return json.dumps({"machine": machine, "figures": rows})
