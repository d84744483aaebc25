# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Make preference pairs: several answers a task, the best against another.

Reads JSONL tasks (`messages` or `prompt`, `words`, `answers` that are there already) or rows to
fine-tune on: then each section is a task, its own text the first answer. The app's engine or a
server (vLLM, say) writes more. Scored by the length score S_l and a judge, else by what can be told
without one. Writes ``pairs/``: answers.jsonl (a line a task, as they come: a broken run goes on
behind them), pairs.jsonl, manifest.json last.

  python -m longwriter_training.pairs --run RUN --tasks TASKS.jsonl --model MODEL.gguf [--answers 4]
  ... --endpoint http://127.0.0.1:8000/v1 --endpoint-model NAME    (key: LONGWRITER_TEACHER_KEY)
"""

import argparse
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from longwriter_training import journal, manifest
from longwriter_training.config import parser, stage_options
from longwriter_training.distil.teacher import (
    TOGETHER,
    add_judge,
    add_options,
    judging,
    opened,
)
from longwriter_training.problems import Refused, told

if TYPE_CHECKING:
    from longwriter_desktop.domain.ports import TextEngine
    from longwriter_training.distil.one_by_one import OneByOne
    from longwriter_training.tune.preference import Pair, Scored, Task

STAGE = "pairs"


def write_answers(
    engine: "TextEngine", task: "Task", number: int, seed: int, most_tokens: int
) -> list[str]:
    """`number` answers to a task, without the app's control of length and of repetition: what the
    model itself does is what is judged. Raises `EngineProblem`."""
    from longwriter_desktop.domain.ports import Generated, GenerateRequest, Message, Sampling

    messages = tuple(Message(turn["role"], turn["content"]) for turn in task.messages)  # type: ignore[arg-type]
    sampling = Sampling(dry_multiplier=0.0)
    requests = [
        GenerateRequest(messages, most_tokens, sampling=sampling, seed=seed + at, loop_guard=False)
        for at in range(number)
    ]
    answers = [""] * number
    for first in range(0, number, TOGETHER):
        for place, event in engine.generate_together(requests[first : first + TOGETHER]):
            if isinstance(event, Generated):
                answers[first + place] = event.text
    return answers


def answered(
    options: argparse.Namespace, place: Path, engine: "TextEngine | None", careful: "OneByOne"
) -> "Iterator[tuple[Task, list[str]]]":
    """Each task with its answers; those that `place` has from the same model are not written
    again. A task that the model cannot read has its given ones alone. Raises `EngineProblem`,
    `RowRefused`."""
    from longwriter_training.tune.preference import read_tasks

    known = {row["of"]: row["answers"] for row in journal.read(place)}
    with journal.going_on(place) as add:
        for at, (task, given) in enumerate(read_tasks(options.tasks)):
            key = _key(task, given, options, engine)
            answers = known.get(key)
            if answers is None:
                answers = list(given)
                with careful.item(f"task {at + 1}"):
                    if engine is not None:
                        seed = options.seed * 1_000_003 + at * options.answers
                        answers += write_answers(
                            engine, task, options.answers, seed, options.max_tokens
                        )
                    add({"of": key, "answers": answers})
            yield task, answers


def _key(
    task: "Task", given: Sequence[str], options: argparse.Namespace, engine: "TextEngine | None"
) -> str:
    """What an answer depends on, as a fingerprint."""
    by = engine.info.fingerprint if engine is not None else ""
    asked = [task.messages, list(given), by, options.answers, options.max_tokens, options.seed]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


def _arguments() -> argparse.ArgumentParser:
    arguments = parser(__doc__)
    arguments.add_argument("--tasks", type=Path, required=True, help="JSONL of tasks or rows")
    add_options(arguments, "model", "endpoint", "answers; without, given answers are scored")
    add_judge(arguments)
    arguments.add_argument("--answers", type=int, default=4, help="answers a task to be written")
    arguments.add_argument("--max-tokens", type=int, default=2048, help="tokens an answer at most")
    arguments.add_argument("--seed", type=int, default=1)
    return arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    options = stage_options(_arguments(), STAGE, argv)
    return told(STAGE, partial(_run, options))


def _run(options: argparse.Namespace) -> None:
    from longwriter_training.distil.one_by_one import OneByOne
    from longwriter_training.tune.preference import as_row, choose, length_statistics

    if options.answers < 1:
        raise Refused("--answers has to be 1 or more")
    manifest.refuse_unfinished(options.tasks, options.model, options.judge)
    folder = manifest.begin(options.run / STAGE)
    has_writer = options.model is not None or options.endpoint
    writer = (
        opened(options.model, options.endpoint, options.endpoint_model, "LONGWRITER_TEACHER_KEY")
        if has_writer else nullcontext()
    )  # fmt: skip
    careful = OneByOne()
    with writer as engine:
        asked = list(_told_while(answered(options, folder / "answers.jsonl", engine, careful)))
    draw, pairs = random.Random(options.seed), []
    for task, scores in _scored(options, folder, asked, OneByOne(careful.left_out)):
        pair = choose(task, scores, draw)
        if pair is not None:
            pairs.append(pair)
            print(_told(pair), flush=True)
    if not pairs:
        left_out = f" (left out: {careful.told()})" if careful.left_out else ""
        raise Refused(
            f"no two answers to a task differ in their score{left_out}: give tasks more answers, "
            "or a higher --answers"
        )
    rows = [as_row(pair) for pair in pairs]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    manifest.write_bytes(folder / "pairs.jsonl", text.encode())
    facts = {**length_statistics(rows), "left_out": dict(careful.left_out)}
    print(json.dumps(facts, indent=1))
    settings = {
        "by": str(options.model or options.endpoint or "given answers"),
        "judge": str(options.judge or options.judge_endpoint or ""),
        "answers": options.answers, "seed": options.seed,
    }  # fmt: skip
    manifest.finish(folder, STAGE, settings, facts)


def _told_while(
    answers: "Iterator[tuple[Task, list[str]]]",
) -> "Iterator[tuple[Task, list[str]]]":
    for number, one in enumerate(answers, 1):
        print(f"{number} tasks answered", flush=True)
        yield one


def _told(pair: "Pair") -> str:
    return f"{pair.chosen.score:.1f} against {pair.rejected.score:.1f}"


def _scored(
    options: argparse.Namespace, folder: Path, asked: "Sequence[tuple[Task, list[str]]]",
    careful: "OneByOne",
) -> "Iterator[tuple[Task, list[Scored]]]":  # fmt: skip
    """The answers with their scores, without empty ones; where there is a judge, those that it
    graded. Raises `EngineProblem`, `Refused` where it graded none."""
    from longwriter_desktop.evaluation.judge import judge
    from longwriter_training.grading import NO_GRADES
    from longwriter_training.tune.preference import scored

    has_grades = False
    with judging(options, folder / "judged") as engine:
        for number, (task, texts) in enumerate(asked, 1):
            answers = [text for text in texts if text.strip()]
            if engine is None:
                yield task, [scored(task, text) for text in answers]
                continue
            scores = []
            for place, text in enumerate(answers, 1):
                with careful.item(f"answer {place} to task {number}"):
                    if found := judge(engine, task.question, text):
                        scores.append(scored(task, text, found.quality))
            has_grades = has_grades or bool(scores)
            yield task, scores
    if engine is not None and asked and not has_grades:
        raise Refused(NO_GRADES)


if __name__ == "__main__":
    raise SystemExit(main())
