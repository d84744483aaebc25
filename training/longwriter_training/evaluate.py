# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Measure a GGUF file on LongBench-Write or LongWrite-Ruler, through the app's own engine.

Reads the published prompts by path or address. Writes ``evaluate/NAME/``: written.jsonl (a line
a probe, as they come; a broken run goes on behind them), outcomes.jsonl (with the judge's grades),
table.md, lengths.png (written against required words), manifest.json last. `--against` compares
with an earlier evaluation.

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

from longwriter_training import journal, manifest
from longwriter_training.config import parser, stage_options
from longwriter_training.distil.teacher import add_judge, judging
from longwriter_training.problems import Refused, told

if TYPE_CHECKING:
    from longwriter_desktop.domain.ports import TextEngine
    from longwriter_desktop.evaluation.benchmark import Outcome, Probe, Summary, Way

STAGE = "evaluate"
_OUTCOMES = "outcomes.jsonl"  # of a finished evaluation, judged where there is a judge
_WRITTEN = "written.jsonl"  # as they come
_SECONDS = 60


def read_text(place: str) -> str:
    """The text at a path or an address. Raises `OSError`, `Refused`."""
    try:
        if "://" not in place:
            return Path(place).read_text(encoding="utf-8")
        with urllib.request.urlopen(place, timeout=_SECONDS) as answer:
            return str(answer.read().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Refused(f"{place} is no UTF-8 text: look at the file") from error
    except TimeoutError as error:
        raise Refused(f"{place} gave nothing for {_SECONDS} seconds: try again later") from error
    except urllib.error.URLError as error:
        why = getattr(error.reason, "strerror", None) or error.reason
        raise Refused(f"{place} cannot be read ({why}): look at the address") from error


def written(
    engine: "TextEngine", probes: Sequence["Probe"], way: "Way", place: Path, seed: int
) -> Iterator["Outcome"]:
    """Write each probe; those that `place` has from an earlier try of the same model in the same
    way are not written again."""
    from longwriter_desktop.evaluation.benchmark import answer, outcome

    info = engine.info
    by = f"{info.fingerprint} {info.context_tokens} {way} {seed}"
    known = {(row["by"], one.probe): one for row, one in _outcomes(place)}
    with journal.going_on(place) as add:
        for probe in probes:
            one = known.get((by, probe))
            if one is None:
                one = outcome(probe, *answer(engine, probe, way, seed))
                add(asdict(one) | {"by": by})
            yield one


def read_outcomes(place: Path) -> list["Outcome"]:
    """The outcomes of a finished evaluation."""
    return [one for _, one in _outcomes(place)]


def _outcomes(place: Path) -> Iterator[tuple[journal.Row, "Outcome"]]:
    from longwriter_desktop.evaluation.benchmark import Probe
    from longwriter_training.grading import Graded

    for row in journal.read(place):
        values = {name: value for name, value in row.items() if name != "by"}
        yield row, Graded(**(values | {"probe": Probe(**row["probe"])}))


def table(outcomes: Sequence["Outcome"], before: Sequence["Outcome"] = ()) -> str:
    """The figures by length, and S_q by dimension, as Markdown tables; with those of an earlier
    evaluation beside."""
    from longwriter_desktop.evaluation.benchmark import by_bucket, not_written
    from longwriter_training import grading

    earlier = dict(by_bucket(before)) if before else {}
    lines = [
        "| required words | probes | S_l | S_q | S | repeated 8-grams | longest |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, now in by_bucket(outcomes):
        lines.append(f"| {name} | {now.number} | " + " | ".join(_cells(now, earlier.get(name))))
    if missing := not_written(outcomes):
        share = f"{missing} of {len(outcomes)} instructions"
        lines += ["", f"Of {share} the model could write nothing (too long for its context, "
                  "or it made no plan): they count as empty texts."]  # fmt: skip
    whole = by_bucket(outcomes)[-1][1]
    if 0 < whole.judged < whole.number:
        lines += ["", f"S_q is that of {whole.judged} of {whole.number} texts: of the others the "
                  "judge gave no grades, or they are longer than it can read."]  # fmt: skip
    if by_dimension := grading.table(outcomes, before):
        lines += ["", *by_dimension]
    return "\n".join(lines) + "\n"


def _cells(now: "Summary", before: "Summary | None") -> Iterator[str]:
    for name, form in (("score", ".1f"), ("quality", ".1f"), ("total", ".1f"),
                       ("repeated", ".2%"), ("longest", ",")):  # fmt: skip
        values = [getattr(one, name) for one in (before, now) if one is not None]
        shown = " → ".join("-" if value is None else format(value, form) for value in values)
        yield shown + (" |" if name == "longest" else "")


def plot(outcomes: Sequence["Outcome"], path: Path, before: Sequence["Outcome"] = ()) -> None:
    """Written against required words, both logarithmic; the line is where they are the same. An
    empty text is drawn as one of a word."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 6), dpi=120)
    for name, shown, color in (("before", before, "0.65"), ("now", outcomes, "C0")):
        if shown:
            asked, got = zip(*((one.probe.words, max(1, one.words)) for one in shown), strict=True)
            axes.scatter(asked, got, s=14, color=color, label=name)
    least = min(max(1, one.words) for one in (*before, *outcomes))
    edge = [min(50, least / 1.3), 40_000]
    shortest = min(one.probe.words for one in (*before, *outcomes))
    axes.plot(edge, edge, linewidth=1, color="gray")
    if before:
        axes.legend()
    axes.set(
        xscale="log", yscale="log", xlabel="required words", ylabel="written words",
        xlim=[min(50, shortest / 1.3), edge[1]], ylim=edge,
    )  # fmt: skip
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter("{x:,.0f}")
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
    from longwriter_training.grading import NO_GRADES, dimensions, judged

    earlier = options.run / STAGE / options.against / _OUTCOMES
    if options.against and not earlier.is_file():
        raise FileNotFoundError(f"there is no evaluation {options.against!r} to compare with")
    if options.against == options.name:
        raise Refused(f"--against and --name are both {options.name!r}: give another --name")
    manifest.refuse_unfinished(options.model, options.judge, options.against and earlier)
    probes = read_probes(read_text(options.probes))
    if not probes:
        raise Refused(f"{options.probes} holds no probe: look at the file")
    folder = manifest.begin(options.run / STAGE / options.name)
    engine, outcomes = WorkerEngine(), []
    try:
        engine.load_now(options.model, options.context or None)
        for one in written(engine, probes, options.way, folder / _WRITTEN, options.seed):
            print(f"{one.probe.words} asked, {one.words} written, S_l {one.score:.1f}", flush=True)
            outcomes.append(one)
    finally:
        engine.close()
    with judging(options, folder / "judged") as judge:
        if judge is not None:
            outcomes = list(judged(judge, outcomes))
    if judge is not None and all(one.quality is None for one in outcomes):
        raise Refused(NO_GRADES)
    rows = "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in outcomes)
    manifest.write_bytes(folder / _OUTCOMES, rows.encode())
    before = read_outcomes(earlier) if options.against else []
    figures = table(outcomes, before)
    print(figures)
    manifest.write_bytes(folder / "table.md", figures.encode())
    plot(outcomes, folder / "lengths.png", before)
    settings = {"model": options.model.name, "way": options.way, "seed": options.seed}
    facts = {name: asdict(one) for name, one in by_bucket(outcomes)}
    facts["all"]["dimensions"] = dimensions(outcomes)
    manifest.finish(folder, STAGE, settings, facts)


if __name__ == "__main__":
    raise SystemExit(main())
