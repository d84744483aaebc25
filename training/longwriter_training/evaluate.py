# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Measure a GGUF file on LongBench-Write or LongWrite-Ruler, through the app's own engine.

Reads the published prompts by path or address. Writes ``evaluation/NAME/``: outcomes.jsonl (a line
a probe, as they come; a broken run goes on behind them), table.md, lengths.png (written against
required words), manifest.json last. `--against` compares with an earlier evaluation.

  python -m longwriter_training.evaluate --run RUN --name after --model MODEL.gguf
      --probes longbench_write.jsonl --way agentwrite [--judge JUDGE.gguf] [--against before]
  ... --judge-endpoint http://127.0.0.1:8000/v1 --judge-endpoint-model NAME
"""

import argparse
import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from longwriter_training import manifest
from longwriter_training.config import parser, stage_options
from longwriter_training.distil.teacher import add_judge, judging
from longwriter_training.problems import Refused, told

if TYPE_CHECKING:
    from longwriter_desktop.domain.ports import TextEngine
    from longwriter_desktop.evaluation.benchmark import Outcome, Probe, Summary, Way

STAGE = "evaluate"
_OUTCOMES = "outcomes.jsonl"
_SECONDS = 60


def read_text(place: str) -> str:
    """The text at a path or an address. Raises `OSError`, `Refused`."""
    if "://" not in place:
        return Path(place).read_text(encoding="utf-8")
    try:
        with urllib.request.urlopen(place, timeout=_SECONDS) as answer:
            return str(answer.read().decode("utf-8"))
    except urllib.error.URLError as error:
        why = getattr(error.reason, "strerror", None) or error.reason
        raise Refused(f"{place} cannot be read ({why}): look at the address") from error


def written(
    engine: "TextEngine", probes: Sequence["Probe"], way: "Way", place: Path, seed: int
) -> Iterator["Outcome"]:
    """Write each probe; those that `place` has from an earlier try are not written again."""
    from longwriter_desktop.evaluation.benchmark import answer, outcome

    done = read_outcomes(place)
    known = {(one.probe.prompt, one.probe.words): one for one in done}
    with place.open("w", encoding="utf-8") as out:
        for probe in probes:
            one = known.get((probe.prompt, probe.words))
            if one is None:
                one = outcome(probe, *answer(engine, probe, way, seed))
            out.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
            out.flush()
            yield one


def read_outcomes(place: Path) -> list["Outcome"]:
    """The outcomes of an evaluation; a last line that is cut off is left out."""
    from longwriter_desktop.evaluation.benchmark import Outcome, Probe

    found = []
    for line in place.read_text(encoding="utf-8").splitlines() if place.is_file() else []:
        if line.endswith("}"):
            row = json.loads(line)
            found.append(Outcome(**(row | {"probe": Probe(**row["probe"])})))
    return found


def judged(engine: "TextEngine", outcomes: Sequence["Outcome"]) -> Iterator["Outcome"]:
    """The outcomes with a judge's quality, where it gave one. Raises `EngineProblem`."""
    from dataclasses import replace

    from longwriter_desktop.evaluation.judge import judge

    for one in outcomes:
        grades = judge(engine, one.probe.prompt, one.text)
        yield replace(one, quality=grades.quality if grades else None)


def table(outcomes: Sequence["Outcome"], before: Sequence["Outcome"] = ()) -> str:
    """The figures by length, as a Markdown table; with those of an earlier evaluation beside."""
    from longwriter_desktop.evaluation.benchmark import by_bucket

    earlier = dict(by_bucket(before)) if before else {}
    lines = [
        "| required words | probes | S_l | S_q | S | repeated 8-grams | longest |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, now in by_bucket(outcomes):
        lines.append(f"| {name} | {now.number} | " + " | ".join(_cells(now, earlier.get(name))))
    return "\n".join(lines) + "\n"


def _cells(now: "Summary", before: "Summary | None") -> Iterator[str]:
    for name, form in (("score", ".1f"), ("quality", ".1f"), ("total", ".1f"),
                       ("repeated", ".2%"), ("longest", ",")):  # fmt: skip
        values = [getattr(one, name) for one in (before, now) if one is not None]
        shown = " → ".join("-" if value is None else format(value, form) for value in values)
        yield shown + (" |" if name == "longest" else "")


def plot(outcomes: Sequence["Outcome"], path: Path) -> None:
    """Written against required words, both logarithmic; the line is where they are the same."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 6), dpi=120)
    axes.scatter(
        [one.probe.words for one in outcomes], [max(1, one.words) for one in outcomes], s=14
    )
    edge = [50, 40_000]
    axes.plot(edge, edge, linewidth=1, color="gray")
    axes.set(
        xscale="log", yscale="log", xlabel="required words", ylabel="written words",
        xlim=edge, ylim=edge,
    )  # fmt: skip
    figure.tight_layout()
    figure.savefig(path)
    pyplot.close(figure)


def _arguments() -> argparse.ArgumentParser:
    arguments = parser(__doc__)
    arguments.add_argument("--model", type=Path, required=True, help="the GGUF file to measure")
    arguments.add_argument("--probes", required=True, help="JSONL of prompts: path or address")
    arguments.add_argument("--way", choices=("one_answer", "agentwrite"), default="agentwrite")
    arguments.add_argument("--name", default="evaluation", help="folder of this evaluation")
    arguments.add_argument("--against", default="", help="name of an earlier one to compare with")
    add_judge(arguments)
    arguments.add_argument("--context", type=int, default=0, help="tokens; 0: the engine's choice")
    arguments.add_argument("--seed", type=int, default=0)
    return arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    options = stage_options(_arguments(), STAGE, argv)
    return told(STAGE, partial(_run, options))


def _run(options: argparse.Namespace) -> None:
    from longwriter_desktop.engine.client import WorkerEngine
    from longwriter_desktop.evaluation.benchmark import by_bucket, read_probes

    earlier = options.run / STAGE / options.against / _OUTCOMES
    if options.against and not earlier.is_file():
        raise FileNotFoundError(f"there is no evaluation {options.against!r} to compare with")
    probes = read_probes(read_text(options.probes))
    folder = manifest.begin(options.run / STAGE / options.name)
    engine, outcomes = WorkerEngine(), []
    try:
        engine.load_now(options.model, options.context or None)
        for one in written(engine, probes, options.way, folder / _OUTCOMES, options.seed):
            print(f"{one.probe.words} asked, {one.words} written, S_l {one.score:.1f}", flush=True)
            outcomes.append(one)
    finally:
        engine.close()
    with judging(options, folder / "judged") as judge:
        if judge is not None:
            outcomes = list(judged(judge, outcomes))
    if judge is not None:
        rows = "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in outcomes)
        manifest.write_bytes(folder / _OUTCOMES, rows.encode())
    figures = table(outcomes, read_outcomes(earlier) if options.against else ())
    print(figures)
    manifest.write_bytes(folder / "table.md", figures.encode())
    plot(outcomes, folder / "lengths.png")
    settings = {"model": options.model.name, "way": options.way, "seed": options.seed}
    manifest.finish(
        folder, STAGE, settings, {name: asdict(one) for name, one in by_bucket(outcomes)}
    )


if __name__ == "__main__":
    raise SystemExit(main())
