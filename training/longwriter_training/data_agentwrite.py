# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Have a teacher write long texts by AgentWrite: rows to fine-tune on.

Reads instructions (JSONL of LongWriter-6k, WildChat or plain `instruction`s, or a text file, a
line each); those that ask for fewer than 2,000 words are left out. The teacher is a GGUF file, run
by the app's own engine, or an OpenAI-compatible server. Writes ``data_agentwrite/``: rows.jsonl,
report.txt, manifest.json last. Every answer is kept in steps/: a run that was broken off asks
for none twice.

  python -m longwriter_training.data_agentwrite --run RUN --instructions FILE --teacher MODEL.gguf
  ... --endpoint http://127.0.0.1:8000/v1 --endpoint-model NAME    (key: LONGWRITER_TEACHER_KEY)
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from longwriter_training import manifest
from longwriter_training.config import parser
from longwriter_training.tune.rows import RowRefused

if TYPE_CHECKING:
    from longwriter_desktop.domain.document import Document
    from longwriter_desktop.domain.ports import TextEngine
    from longwriter_training.distil.cached import CachedEngine
    from longwriter_training.distil.choosing import Instruction, Report

STAGE = "data_agentwrite"
_KEY = "LONGWRITER_TEACHER_KEY"


def _arguments() -> argparse.ArgumentParser:
    arguments = parser(__doc__)
    arguments.add_argument("--instructions", type=Path, required=True)
    teacher = arguments.add_mutually_exclusive_group(required=True)
    teacher.add_argument("--teacher", type=Path, help="a GGUF file")
    teacher.add_argument("--endpoint", help="address of an OpenAI-compatible server")
    arguments.add_argument("--endpoint-model", default="", help="its model's name")
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
    arguments.add_argument("--seed", type=int, default=1)
    return arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    options = _arguments().parse_args(argv)
    from longwriter_desktop.app.messages import sentence
    from longwriter_desktop.domain.errors import EnvironmentProblem

    folder = manifest.begin(options.run / STAGE)
    try:
        facts = _run(options, folder)
    except EnvironmentProblem as problem:
        print(f"{STAGE}: {sentence(problem.code, problem.params)}", file=sys.stderr)
        return 1
    except (RowRefused, OSError) as refused:
        print(f"{STAGE}: {refused}", file=sys.stderr)
        return 1
    settings = {"teacher": str(options.teacher or options.endpoint), "seed": options.seed}
    manifest.finish(folder, STAGE, settings, facts)
    return 0


@contextmanager
def _teacher(options: argparse.Namespace) -> Iterator["TextEngine"]:
    """The engine that writes. Raises `EngineProblem`."""
    if options.endpoint:
        from longwriter_desktop.domain.endpoint import Endpoint
        from longwriter_desktop.engine.remote import RemoteEngine

        place = Endpoint("teacher", "teacher", options.endpoint, options.endpoint_model)
        remote = RemoteEngine(place, lambda: os.environ.get(_KEY, ""))
        remote.connect()
        yield remote
        return
    from longwriter_desktop.engine.client import WorkerEngine

    engine = WorkerEngine()
    try:
        engine.load_now(options.teacher)
        yield engine
    finally:
        engine.close()


def _run(options: argparse.Namespace, folder: Path) -> dict[str, object]:
    from longwriter_training.distil.cached import CachedEngine
    from longwriter_training.distil.choosing import Report, read_instructions, without_duplicates

    asked = list(read_instructions(options.instructions))
    chosen = list(without_duplicates(asked))
    report = Report()
    report.refused["duplicate"] += len(asked) - len(chosen)
    with _teacher(options) as engine, (folder / "rows.part").open("w", encoding="utf-8") as out:
        cached = CachedEngine(engine, folder / "steps")
        rows = _rows(cached, chosen, options, report)
        for number, row in enumerate(islice(rows, options.most or None), 1):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            _forecast(cached, number, options.most or len(chosen))
    (folder / "rows.part").replace(folder / "rows.jsonl")
    print(report.text())
    manifest.write_bytes(folder / "report.txt", (report.text() + "\n").encode())
    return {
        "rows": sum(report.lengths.values()),
        "left_out": dict(report.refused),
        "tokens": cached.generated_tokens,
    }


def _forecast(cached: "CachedEngine", done: int, wanted: int) -> None:
    """How far the run is, and about how long the rest takes at most."""
    left = cached.seconds / done * (wanted - done) / 3600
    print(
        f"{done} rows, {cached.generated_tokens} tokens written, at most {left:.1f} h left",
        flush=True,
    )


def _rows(
    engine: "CachedEngine", instructions: Sequence["Instruction"], options: argparse.Namespace,
    report: "Report",
) -> Iterator[dict[str, object]]:  # fmt: skip
    """A row for each instruction whose text is good enough."""
    from longwriter_desktop.domain.errors import PlanParseError
    from longwriter_desktop.evaluation.benchmark import published_words
    from longwriter_training.distil.choosing import fault_of, words_for

    for instruction in instructions:
        if not options.all and not instruction.names_its_length:
            report.note("no length named", 0)
            continue
        words = words_for(engine, instruction)
        if not options.fewest_words <= words <= options.most_words:
            report.note("another length wanted", 0)
            continue
        try:
            document = write_document(engine, instruction.text, words, options.seed)
        except PlanParseError:
            report.note("no plan", 0)
            continue
        text = whole_text(document)
        fault = fault_of(text, words, not options.all)
        report.note(fault, published_words(text))
        if not fault:
            yield {"messages": messages_of(engine, document, options.steps), "words": words}


def write_document(engine: "TextEngine", instruction: str, words: int, seed: int) -> "Document":
    """Plan and write a document, section after section. Raises as planner and writer do."""
    from longwriter_desktop.agentwrite.planner import PlanRequest, make_plan
    from longwriter_desktop.agentwrite.writer import WriteOptions, write_section
    from longwriter_desktop.domain.document import Document, SectionText
    from longwriter_desktop.domain.events import PlanReady, SectionEnded

    document = Document("teacher", "", instruction, words, _language(instruction))
    for event in make_plan(engine, PlanRequest(instruction, words, document.language, seed)):
        if isinstance(event, PlanReady):
            document = replace(document, title=event.plan.title, outline=event.plan.outline)
    for section in document.outline.sections:
        for written in write_section(engine, document, section.id, WriteOptions(seed=seed)):
            if isinstance(written, SectionEnded):
                texts = {**document.texts, section.id: SectionText(written.text)}
                document = replace(document, texts=texts)
    return document


def _language(instruction: str) -> str:
    return "zh" if any("\u4e00" <= letter <= "\u9fff" for letter in instruction) else "en"


def whole_text(document: "Document") -> str:
    """The sections' texts, a blank line between."""
    texts = (document.text_of(section.id).text for section in document.outline.sections)
    return "\n\n".join(text.strip() for text in texts if text.strip())


def messages_of(engine: "TextEngine", document: "Document", by_steps: bool) -> list[dict[str, str]]:
    """A document as a conversation: instruction and whole text, as LongWriter-6k has it, or the
    app's own with a turn for each section."""
    if not by_steps:
        return [
            {"role": "user", "content": document.instruction},
            {"role": "assistant", "content": whole_text(document)},
        ]
    from longwriter_desktop.agentwrite.writer import request_for

    last = document.outline.sections[-1]
    turns = request_for(engine, document, last.id).messages
    final = {"role": "assistant", "content": document.text_of(last.id).text}
    return [*({"role": turn.role, "content": turn.content} for turn in turns), final]


if __name__ == "__main__":
    raise SystemExit(main())
