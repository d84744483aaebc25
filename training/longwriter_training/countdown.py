# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Does a model keep to a length better that counts down the words it has left?

Before each sentence of an answer stands how many words are still to come: "[120] The sea rose."
The model writes these marks itself, and they are taken out before words are counted. As a stage
this compares two runs of ``law_arm``, one trained without marks and one with them
(``law.countdown``), and writes ``countdown_report/report.md`` into the second.

  python -m longwriter_training.countdown --plain RUN --run RUN
"""

import argparse
import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any

from longwriter_training import manifest
from longwriter_training.problems import Refused, told

STAGE = "countdown_report"
_FINE, _COARSE, _FINE_UP_TO = 10, 50, 200  # words: steps of the marks, fine ones near the end
_MARK = re.compile(r"\[\d+\] ?")


def counted_down(text: str) -> str:
    """The text with a mark before each of its sentences."""
    from longwriter_desktop.domain.counting import count_words
    from longwriter_desktop.domain.sentences import sentence_ends

    ends = sentence_ends(text)
    borders = [0, *(end for end in ends if end < len(text)), len(text)]
    marked = []
    for start, end in pairwise(borders):
        part = text[start:end]
        space = len(part) - len(part.lstrip())
        if part.strip():
            left = count_words(text[start:])
            part = f"{part[:space]}[{rounded(left)}] {part[space:]}"
        marked.append(part)
    return "".join(marked)


def rounded(words: int) -> int:
    """Words left as a mark tells them: never 0, and coarser the more there are."""
    step = _FINE if words <= _FINE_UP_TO else _COARSE
    return max(step, -(-words // step) * step)


def without_marks(text: str) -> str:
    """The text as it is read."""
    return _MARK.sub("", text)


def table(arms: Sequence[tuple[str, Any]]) -> str:
    """Markdown: for each (name, arm) S_l and the relative error, whole and by length asked for."""
    asked = arms[0][1].asked
    head = ["arm", "seeds", "S_l", "relative error, %", "no end, %"]
    head += [f"S_l, {words} asked" for words in asked]
    lines = [head, ["---"] * len(head)]
    for name, arm in arms:
        measures: list[Callable[[Any], float]] = [_score, _error, _no_end]
        measures += [partial(_score, asked=words) for words in asked]
        figures = [arm.over_seeds(measure) for measure in measures]
        shown = [f"{value:.1f} ± {error:.1f}" for value, error in figures]
        lines.append([name, str(len(arm.seeds)), *shown])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _score(answers: Sequence[dict[str, Any]], asked: int = 0) -> float:
    from longwriter_desktop.domain.scoring import length_score

    chosen = [one for one in answers if asked in (0, one["asked"])]
    return mean(length_score(one["asked"], one["words"]) for one in chosen)


def _error(answers: Sequence[dict[str, Any]]) -> float:
    return 100 * mean(abs(one["words"] - one["asked"]) / one["asked"] for one in answers)


def _no_end(answers: Sequence[dict[str, Any]]) -> float:
    return 100 * mean(not one["ended"] for one in answers)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--plain", type=Path, required=True, help="run without marks")
    arguments.add_argument("--run", type=Path, required=True, help="run with marks")
    return told(STAGE, partial(_run, arguments.parse_args(argv)))


def _run(options: argparse.Namespace) -> None:
    from longwriter_training.law_report import read_arms

    arms = [
        (name, arm)
        for name, run in (("plain", options.plain), ("countdown", options.run))
        for arm in read_arms(run)
    ]
    if len(arms) < 2:
        raise Refused("an arm of each kind is needed: run law_arm first")
    folder = manifest.begin(options.run / STAGE)
    report = table(arms)
    print(report)
    manifest.write_bytes(folder / "report.md", report.encode())
    manifest.finish(folder, STAGE, {}, {"arms": sum(len(arm.seeds) for _, arm in arms)})


if __name__ == "__main__":
    raise SystemExit(main())
