# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Make preference pairs: several answers a task by a local model, the best against another.

Reads JSONL tasks (`messages` or `prompt`, `words`); answers that a line already has are scored
too. Writes ``pairs/``: answers.jsonl (a line a task, as they come: a broken run goes on behind
them), pairs.jsonl, manifest.json last.

  python -m longwriter_training.pairs --run RUN --tasks TASKS.jsonl --model MODEL.gguf [--answers 4]
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from longwriter_training import manifest
from longwriter_training.config import parser
from longwriter_training.tune.preference import (
    Pair,
    Task,
    as_row,
    choose,
    length_statistics,
    read_tasks,
    scored,
)
from longwriter_training.tune.rows import RowRefused

if TYPE_CHECKING:
    from longwriter_desktop.domain.ports import TextEngine

STAGE = "pairs"
_ANSWERS = "answers.jsonl"


def write_answers(
    engine: "TextEngine", task: Task, number: int, seed: int, most_tokens: int
) -> list[str]:
    """`number` answers to a task, side by side, without the app's control of length and of
    repetition: what the model itself does is what is judged. Raises `EngineProblem`."""
    from longwriter_desktop.domain.ports import Generated, GenerateRequest, Message, Sampling

    messages = tuple(Message(turn["role"], turn["content"]) for turn in task.messages)  # type: ignore[arg-type]
    sampling = Sampling(dry_multiplier=0.0)
    requests = [
        GenerateRequest(messages, most_tokens, sampling=sampling, seed=seed + at, loop_guard=False)
        for at in range(number)
    ]
    answers = [""] * number
    for place, event in engine.generate_together(requests):
        if isinstance(event, Generated):
            answers[place] = event.text
    return answers


def answered(
    tasks: Path, place: Path, engine: "TextEngine | None", number: int, most_tokens: int
) -> Iterator[tuple[Task, list[str]]]:
    """Each task with its answers; those in `place` from an earlier try are not written again."""
    before = place.read_text(encoding="utf-8").splitlines() if place.is_file() else []
    done = [json.loads(line) for line in before if line.endswith("]")]  # the last may be cut off
    with place.open("w", encoding="utf-8") as out:
        for at, (task, given) in enumerate(read_tasks(tasks)):
            answers = done[at] if at < len(done) else list(given)
            if at >= len(done) and engine is not None:
                answers += write_answers(engine, task, number, at * number, most_tokens)
            out.write(json.dumps(answers, ensure_ascii=False) + "\n")
            out.flush()
            yield task, answers


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    arguments = parser(__doc__)
    arguments.add_argument("--tasks", type=Path, required=True, help="JSONL of tasks")
    arguments.add_argument("--model", type=Path, help="GGUF that answers; else score given ones")
    arguments.add_argument("--answers", type=int, default=4, help="answers a task, 2 to 8")
    arguments.add_argument("--max-tokens", type=int, default=2048, help="tokens an answer at most")
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args(argv)
    folder = manifest.begin(options.run / STAGE)
    from longwriter_desktop.app.messages import sentence
    from longwriter_desktop.domain.errors import EngineProblem

    try:
        pairs = _make(options, folder / _ANSWERS)
    except EngineProblem as problem:
        print(f"{STAGE}: {sentence(problem.code, problem.params)}", file=sys.stderr)
        return 1
    except (RowRefused, OSError) as refused:
        print(f"{STAGE}: {refused}", file=sys.stderr)
        return 1
    if not pairs:
        print(f"{STAGE}: no two answers to a task differ in their score", file=sys.stderr)
        return 1
    rows = [as_row(pair) for pair in pairs]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    manifest.write_bytes(folder / "pairs.jsonl", text.encode())
    facts = length_statistics(rows)
    print(json.dumps(facts, indent=1))
    manifest.finish(folder, STAGE, {"answers": options.answers, "seed": options.seed}, facts)
    return 0


def _make(options: argparse.Namespace, place: Path) -> list[Pair]:
    from longwriter_desktop.engine.client import WorkerEngine

    draw, found = random.Random(options.seed), []
    engine = WorkerEngine() if options.model is not None else None
    try:
        if engine is not None:
            engine.load_now(options.model)
        many, most = options.answers, options.max_tokens
        for task, answers in answered(options.tasks, place, engine, many, most):
            pair = choose(task, [scored(task, text) for text in answers], draw)
            if pair is not None:
                found.append(pair)
                print(f"{pair.chosen.score:.1f} against {pair.rejected.score:.1f}", flush=True)
    finally:
        if engine is not None:
            engine.close()
    return found


if __name__ == "__main__":
    raise SystemExit(main())
