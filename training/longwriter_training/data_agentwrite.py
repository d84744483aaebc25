# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Have a teacher write long texts by AgentWrite: rows to fine-tune on.

Reads instructions (JSONL of LongWriter-6k, WildChat or plain `instruction`s, or a text file, a
line each); those that ask for fewer than 2,000 words are left out. The teacher is a GGUF file, run
by the app's own engine, or an OpenAI-compatible server; with --written no teacher writes, and the
answers that the file has are sifted. Writes ``data_agentwrite/``: rows.jsonl, report.txt,
manifest.json last. Every answer is kept in steps/: a run that was broken off asks for none twice.

  python -m longwriter_training.data_agentwrite --run RUN --instructions FILE --teacher MODEL.gguf
  ... --endpoint http://127.0.0.1:8000/v1 --endpoint-model NAME    (key: LONGWRITER_TEACHER_KEY)
  ... --written
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from longwriter_training import manifest
from longwriter_training.config import parser, stage_options
from longwriter_training.distil.teacher import add_options, opened
from longwriter_training.problems import Refused, told

if TYPE_CHECKING:
    from longwriter_training.distil.cached import CachedEngine
    from longwriter_training.distil.choosing import Instruction, Report

STAGE = "data_agentwrite"
_TOKENS_A_WORD = 1.35  # about, in English
_SECTION = 500  # words, about
_SHOWN = 60  # letters of an instruction that names it


def _arguments() -> argparse.ArgumentParser:
    arguments = parser(__doc__)
    arguments.add_argument("--instructions", type=Path, required=True)
    add_options(arguments, "teacher", "endpoint", "writes")
    arguments.add_argument(
        "--written", action="store_true", help="sift the answers of the file; no teacher writes"
    )
    arguments.add_argument("--most", type=int, default=0, help="rows at most; 0: all")
    arguments.add_argument("--fewest-words", type=int, default=2_000)
    arguments.add_argument("--most-words", type=int, default=32_000)
    arguments.add_argument(
        "--all", action="store_true",
        help="also rows without a length in the instruction, or with S_l under 80",
    )  # fmt: skip
    arguments.add_argument(
        "--steps",
        action="store_true",
        help="rows of the app's own conversation, a turn a section",
    )
    arguments.add_argument("--tries", type=int, default=2, help="texts an instruction, at most")
    arguments.add_argument(
        "--price", type=float, nargs=2, default=(0.0, 0.0), metavar=("READ", "WRITTEN"),
        help="of a million tokens, for the forecast",
    )  # fmt: skip
    arguments.add_argument("--seed", type=int, default=1)
    return arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    options = stage_options(_arguments(), STAGE, argv)
    return told(STAGE, partial(_run, options))


@dataclass(frozen=True)
class _Tried:
    """What became of an instruction: what is wrong, or a text of `words` words, where `asked`
    were asked for, as messages."""

    fault: str
    words: int = 0
    asked: int = 0
    messages: tuple[dict[str, str], ...] = ()


def _run(options: argparse.Namespace) -> None:
    from longwriter_training.distil.cached import CachedEngine
    from longwriter_training.distil.choosing import Report, read_instructions, without_duplicates

    has_teacher = options.teacher is not None or bool(options.endpoint)
    if has_teacher == options.written:
        raise Refused("give one of --teacher, --endpoint and --written")
    if options.written and options.steps:
        raise Refused("--steps needs a teacher: the answers of a file have no sections")
    folder = manifest.begin(options.run / STAGE)
    report, asked = Report(), []
    for instruction in read_instructions(options.instructions):
        if fault := _unwanted(instruction, options):
            report.note(fault, 0)
        else:
            asked.append(instruction)
    chosen = list(without_duplicates(asked))
    report.refused["duplicate"] += len(asked) - len(chosen)
    if options.written:
        _write(chosen, partial(_taken, options), options, report, folder)
        tokens = 0
    else:
        name, key = options.endpoint_model, "LONGWRITER_TEACHER_KEY"
        with opened(options.teacher, options.endpoint, name, key) as engine:
            cached = CachedEngine(engine, folder / "steps")
            print(forecast(chosen, 0, options), flush=True)
            _write(chosen, partial(_tried, cached, options), options, report, folder, cached)
            tokens = cached.generated_tokens
    print(report.text(), flush=True)
    if not report.lengths:
        raise Refused(
            "nothing is left to learn from: see above why; give other instructions, another "
            "teacher, or --all"
        )
    (folder / "rows.part").replace(folder / "rows.jsonl")
    manifest.write_bytes(folder / "report.txt", (report.text() + "\n").encode())
    by = str(options.teacher or options.endpoint or "the file's own answers")
    settings = {"teacher": by, "seed": options.seed, "all": options.all, "steps": options.steps}
    facts = {
        "rows": sum(report.lengths.values()),
        "left_out": dict(report.refused),
        "tokens": tokens,
    }
    manifest.finish(folder, STAGE, settings, facts)


def _write(
    chosen: "Sequence[Instruction]", make: "Callable[[Instruction], _Tried]",
    options: argparse.Namespace, report: "Report", folder: Path,
    engine: "CachedEngine | None" = None,
) -> None:  # fmt: skip
    """A row for each instruction whose text is good enough, into rows.part."""
    from longwriter_training.distil.one_by_one import OneByOne

    rows, careful = 0, OneByOne(report.refused)
    with (folder / "rows.part").open("w", encoding="utf-8") as out:
        for number, instruction in enumerate(chosen, 1):
            tried = None
            with careful.item(f'"{" ".join(instruction.text.split())[:_SHOWN]}"'):
                tried = make(instruction)
                report.note(tried.fault, tried.words)
            if tried is not None and not tried.fault:
                row = {"messages": tried.messages, "words": tried.asked or tried.words}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                rows += 1
            if engine is not None:
                print(_progress(engine, rows, chosen[number:], options), flush=True)
            if rows == options.most > 0:
                return


def _unwanted(instruction: "Instruction", options: argparse.Namespace) -> str:
    """Why no text is made of an instruction, as far as can be told of it alone; else ""."""
    if not options.all and not instruction.names_its_length:
        return "no length named"
    if not instruction.names_its_length:
        return ""
    is_wanted = options.fewest_words <= instruction.words <= options.most_words
    return "" if is_wanted else "another length wanted"


def forecast(left: "Sequence[Instruction]", rows: int, options: argparse.Namespace) -> str:
    """About how much a teacher reads and writes for some instructions, behind those of `rows`
    rows, and what it costs."""
    left = _to_write(left, rows, options)
    written, read = _tokens(left, options)
    cost = (read * options.price[0] + written * options.price[1]) / 1e6
    price = f", at most {cost:,.2f} at these prices" if cost else ""
    return (
        f"{len(left)} instructions left: about {written:,} tokens to write and {read:,} to read"
        f"{price}"
    )


def _to_write(
    left: "Sequence[Instruction]", rows: int, options: argparse.Namespace
) -> "Sequence[Instruction]":
    """As many as become rows, where each becomes one."""
    return left[: options.most - rows] if options.most else left


def _tokens(left: "Sequence[Instruction]", options: argparse.Namespace) -> tuple[int, int]:
    """(to write, to read): each section's prompt holds the text so far."""
    lengths = [one.words or options.fewest_words for one in left]
    written = _TOKENS_A_WORD * sum(lengths)
    read = _TOKENS_A_WORD * sum(words * (1 + words / _SECTION / 2) for words in lengths)
    return round(written), round(read)


def _progress(
    engine: "CachedEngine", rows: int, left: "Sequence[Instruction]", options: argparse.Namespace
) -> str:
    """How far the run is, and about how long the rest takes at most."""
    done = f"{rows} rows, {engine.generated_tokens} tokens written; {forecast(left, rows, options)}"
    if not engine.generated_tokens:
        return done
    tokens = _tokens(_to_write(left, rows, options), options)[0]
    hours = engine.seconds / engine.generated_tokens * tokens / 3600
    return f"{done}, at most {hours:.1f} h"


def _taken(options: argparse.Namespace, instruction: "Instruction") -> _Tried:
    """The answer that the file has."""
    from longwriter_desktop.evaluation.benchmark import published_words
    from longwriter_training.distil.choosing import fault_of

    words = published_words(instruction.answer)
    if not options.fewest_words <= (instruction.words or words) <= options.most_words:
        return _Tried("another length wanted")
    fault = fault_of(instruction.answer, instruction.words, not options.all)
    question = {"role": "user", "content": instruction.text}
    messages = (question, {"role": "assistant", "content": instruction.answer})
    return _Tried(fault, words, instruction.words, messages)


def _tried(
    engine: "CachedEngine", options: argparse.Namespace, instruction: "Instruction"
) -> _Tried:
    """The first good text of some tries, else what is wrong with the last. Raises
    `EngineProblem`."""
    from longwriter_training.distil.choosing import words_for

    words = words_for(engine, instruction)
    if not options.fewest_words <= words <= options.most_words:
        return _Tried("another length wanted")
    found = _Tried("not tried")
    for place in range(options.tries):
        found = _once(engine, options, instruction, words, options.seed + place)
        if not found.fault:
            break
    return found


def _once(
    engine: "CachedEngine", options: argparse.Namespace, instruction: "Instruction", words: int,
    seed: int,
) -> _Tried:  # fmt: skip
    from longwriter_desktop.domain.errors import InputProblem
    from longwriter_desktop.evaluation.benchmark import published_words
    from longwriter_training.distil.choosing import fault_of_sections
    from longwriter_training.distil.one_by_one import TOO_LONG
    from longwriter_training.distil.writing import (
        messages_of,
        section_texts,
        whole_text,
        write_document,
    )

    try:
        document = write_document(engine, instruction.text, words, seed)
    except InputProblem as problem:
        if problem.code in TOO_LONG:
            raise
        return _Tried("no plan that can be written")
    fault = fault_of_sections(section_texts(document), words, not options.all)
    messages = tuple(messages_of(engine, document, options.steps))
    return _Tried(fault, published_words(whole_text(document)), words, messages)


if __name__ == "__main__":
    raise SystemExit(main())
