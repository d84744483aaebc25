# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Measure a GGUF file on LongBench-Write or LongWrite-Ruler, through the app's own engine.

Reads the published prompts by path or address. Writes ``evaluation/NAME/``: outcomes.jsonl (a line
a probe, as they come; a broken run goes on behind them), table.md, lengths.png (written against
required words), manifest.json last. `--against` compares with an earlier evaluation.

  python -m longwriter_training.evaluate --run RUN --name after --model MODEL.gguf
      --probes longbench_write.jsonl --way agentwrite [--judge JUDGE.gguf] [--against before]
"""

import argparse
import json
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from longwriter_training import manifest
from longwriter_training.config import parser

if TYPE_CHECKING:
    from longwriter_desktop.domain.ports import TextEngine
    from longwriter_desktop.evaluation.benchmark import Outcome, Probe, Summary, Way

STAGE = "evaluate"
_OUTCOMES = "outcomes.jsonl"
_SECONDS = 60


def read_text(place: str) -> str:
    """The text at a path or an address. Raises `OSError`."""
    if "://" not in place:
        return Path(place).read_text(encoding="utf-8")
    with urllib.request.urlopen(place, timeout=_SECONDS) as answer:
        return str(answer.read().decode("utf-8"))


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


def judged(judge_path: Path, outcomes: Sequence["Outcome"]) -> list["Outcome"]:
    """The outcomes with a judge's quality, where it gave one. Raises `EngineProblem`."""
    from dataclasses import replace

    from longwriter_desktop.engine.client import WorkerEngine
    from longwriter_desktop.evaluation.judge import judge

    engine, found = WorkerEngine(), []
    try:
        engine.load_now(judge_path)
        for one in outcomes:
            grades = judge(engine, one.probe.prompt, one.text)
            found.append(replace(one, quality=grades.quality if grades else None))
    finally:
        engine.close()
    return found


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
    arguments.add_argument("--judge", type=Path, help="GGUF that grades quality; none: length only")
    arguments.add_argument("--context", type=int, default=0, help="tokens; 0: the engine's choice")
    arguments.add_argument("--seed", type=int, default=0)
    return arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    options = _arguments().parse_args(argv)
    from longwriter_desktop.app.messages import sentence
    from longwriter_desktop.domain.errors import EnvironmentProblem

    try:
        _run(options)
    except EnvironmentProblem as problem:
        print(f"{STAGE}: {sentence(problem.code, problem.params)}", file=sys.stderr)
        return 1
    except (OSError, urllib.error.URLError) as refused:
        print(f"{STAGE}: {refused}", file=sys.stderr)
        return 1
    return 0


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
    if options.judge is not None:
        outcomes = judged(options.judge, outcomes)
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
