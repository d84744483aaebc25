# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The length law, 3: how long the arms wrote, against the longest answer they were trained on.

Reads the finished arms in ``law/``, writes ``law_report/``: report.md, length_law.png,
manifest.json. A number with ± is the mean of the seeds and its standard error, found by drawing
seeds and answers again (bootstrap): with one seed it does not hold what training differs by.

  python -m longwriter_training.law_report --run RUN
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean, median, quantiles, stdev
from typing import Any

from longwriter_training import journal, manifest
from longwriter_training.problems import Refused, told

STAGE = "law_report"
Answers = list[dict[str, Any]]  # as law_arm writes them, of one seed
Figure = tuple[float, float]  # mean of the seeds, its standard error
_DRAWS = 200


@dataclass(frozen=True)
class Arm:
    """All seeds of one cap and one weighting. ``trained``: median words of an answer trained on."""

    cap: int
    trained: float
    weighting: str
    seeds: tuple[Answers, ...]

    def over_seeds(self, measure: Callable[[Answers], float]) -> Figure:
        """A measure of one seed's answers, over the seeds."""
        rng = random.Random(self.cap)
        drawn = [
            mean(
                measure(_again(rng, answers))
                for answers in rng.choices(self.seeds, k=len(self.seeds))
            )
            for _ in range(_DRAWS)
        ]
        return mean(measure(answers) for answers in self.seeds), stdev(drawn)

    def median_at(self, asked: int) -> Figure:
        """The median number of words written where ``asked`` were asked for."""
        return self.over_seeds(
            lambda answers: median(one["words"] for one in answers if one["asked"] == asked)
        )

    def beyond(self, answers: Answers) -> float:
        """Percent of one seed's answers that are longer than any trained on."""
        return 100 * mean(one["words"] > self.cap for one in answers)

    @property
    def asked(self) -> list[int]:
        """The lengths asked for."""
        return sorted({one["asked"] for one in self.seeds[0]})


def _again(rng: random.Random, answers: Answers) -> Answers:
    """As many answers for every length asked for, drawn with replacement."""
    lengths = sorted({one["asked"] for one in answers})
    same = [[one for one in answers if one["asked"] == asked] for asked in lengths]
    return [one for group in same for one in rng.choices(group, k=len(group))]


def longest_ended(answers: Answers) -> float:
    """Words of the longest text that the model itself brought to an end; 0 when there is none."""
    return float(max((one["words"] for one in answers if one["ended"]), default=0))


def ninth_tenth(answers: Answers) -> float:
    """Words that nine answers in ten stay under, those that ran into the context among them."""
    return quantiles([one["words"] for one in answers], n=10)[-1]


def ran_over(answers: Answers) -> float:
    """Percent of the answers that ran into the end of the context."""
    return 100 * mean(not one["ended"] for one in answers)


def read_arms(run: Path) -> list[Arm]:
    """The finished arms of a run, by weighting and cap."""
    data = manifest.require(run / "law_data", "law_data")["facts"]
    seeds: dict[tuple[str, int], list[Answers]] = defaultdict(list)
    for place in sorted((run / "law").glob(f"*/{manifest.NAME}")):
        settings = manifest.require(place.parent, "law_arm")["settings"]
        answers = journal.read(place.parent / "answers.jsonl")
        seeds[settings["weighting"], settings["cap"]].append(answers)
    return [
        Arm(cap, data[f"cap-{cap}"]["median_words"], weighting, tuple(found))
        for (weighting, cap), found in sorted(seeds.items(), key=_order)
    ]


def _order(entry: tuple[tuple[str, int], list[Answers]]) -> tuple[bool, int]:
    (weighting, cap), _ = entry
    return weighting != "token", cap


def table(arms: Sequence[Arm]) -> str:
    """Markdown: an arm a line."""
    asked = arms[0].asked
    head = ["longest in training", "median in training", "weighting", "seeds"]
    head += ["longest ended", "9 in 10 under", "beyond the longest, %", "no end, %"]
    head += [f"median, {words} asked" for words in asked]
    lines = [head, ["---"] * len(head)]
    for arm in arms:
        measures = (longest_ended, ninth_tenth, arm.beyond, ran_over)
        figures = [arm.over_seeds(measure) for measure in measures]
        figures += [arm.median_at(words) for words in asked]
        shown = [f"{value:.0f} ± {error:.0f}" for value, error in figures]
        lines.append(
            [str(arm.cap), f"{arm.trained:.0f}", arm.weighting, str(len(arm.seeds)), *shown]
        )
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def plot(arms: Sequence[Arm], path: Path) -> None:
    """Left: words written against words asked for. Right: words written against the cap."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 4), dpi=100)
    for number, arm in enumerate(one for one in arms if one.weighting == "token"):
        middle, spread = zip(*(arm.median_at(words) for words in arm.asked), strict=True)
        color = f"C{number}"
        left.errorbar(
            arm.asked, middle, spread, marker="o", capsize=3, color=color, label=f"{arm.cap} words"
        )
        left.axhline(arm.cap, linestyle=":", linewidth=1, color=color)
    left.legend(title="longest answer in training", fontsize=8, title_fontsize=8)
    left.set(xlabel="words asked for", ylabel="words written, median")
    for name, measure, marker in (
        ("longest that it ended", longest_ended, "^"), ("nine in ten stay under", ninth_tenth, "o"),
    ):  # fmt: skip
        for weighting, filled in (("token", "full"), ("sample", "none")):
            chosen = [arm for arm in arms if arm.weighting == weighting]
            if not chosen:
                continue
            values, spread = zip(*(arm.over_seeds(measure) for arm in chosen), strict=True)
            right.errorbar(
                [arm.cap for arm in chosen], values, spread, marker=marker, fillstyle=filled,
                capsize=3, linestyle="-" if filled == "full" else "--",
                color="C0" if marker == "^" else "C1", label=f"{name}, by {weighting}",
            )  # fmt: skip
    caps = [arm.cap for arm in arms]
    right.plot([min(caps), max(caps)], [min(caps), max(caps)], linestyle=":", color="gray")
    right.legend(fontsize=8)
    right.set(xlabel="longest answer in training, words", ylabel="words written")
    for axes, ticks in ((left, arms[0].asked), (right, sorted(set(caps)))):
        axes.set(xscale="log", yscale="log", ylim=(20, 2000))
        axes.set_xticks(ticks, [str(tick) for tick in ticks])
        axes.minorticks_off()
        shown = [50, 100, 200, 400, 800, 1600]
        axes.set_yticks(shown, [str(tick) for tick in shown])
    figure.tight_layout()
    figure.savefig(path)
    pyplot.close(figure)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--run", type=Path, required=True, help="folder of the run")
    return told(STAGE, partial(_run, arguments.parse_args(argv)))


def _run(options: argparse.Namespace) -> None:
    arms = read_arms(options.run)
    if not arms:
        raise Refused(f"{options.run / 'law'} has no finished arm: run law_arm first")
    folder = manifest.begin(options.run / STAGE)
    report = table(arms)
    print(report)
    manifest.write_bytes(folder / "report.md", report.encode())
    plot(arms, folder / "length_law.png")
    manifest.finish(folder, STAGE, {}, {"arms": sum(len(arm.seeds) for arm in arms)})


if __name__ == "__main__":
    raise SystemExit(main())
