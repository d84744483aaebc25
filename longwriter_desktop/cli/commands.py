# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The commands of `longwriter`, one function each."""

import argparse
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from longwriter_desktop.app.keeping import KeepEvent, SectionKept, write_and_keep
from longwriter_desktop.app.library_use import LibraryUse
from longwriter_desktop.app.one_shot import write_in_one_and_keep
from longwriter_desktop.app.plan_files import PlanFile, render_plan_file
from longwriter_desktop.app.planning import plan_by_model, plan_from_structure
from longwriter_desktop.app.session import new_document
from longwriter_desktop.cli.bench import measure
from longwriter_desktop.cli.display import WritingDisplay, planning, say, waiting
from longwriter_desktop.cli.download import download
from longwriter_desktop.cli.drafting import draft_all
from longwriter_desktop.cli.interrupt import Interrupt, Stopped, closed_after, resumable
from longwriter_desktop.cli.outputs import check_exports, check_folder, plan_not_lost
from longwriter_desktop.cli.parts import Parts
from longwriter_desktop.cli.serving import read_token, tell_how_to_connect
from longwriter_desktop.cli.sources import language_of, read_instruction, read_source
from longwriter_desktop.cli.tables import print_documents, print_models, print_tuning
from longwriter_desktop.domain.asked_length import asked_words
from longwriter_desktop.domain.document import Document, StopReason, check_request
from longwriter_desktop.domain.errors import (
    Cancelled,
    EngineProblem,
    InputProblem,
)
from longwriter_desktop.domain.events import PlanReady, SectionStarted, WriteMode
from longwriter_desktop.domain.fit_speed import Machine
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.domain.model_choice import ModelChoice
from longwriter_desktop.domain.plan_format import Plan
from longwriter_desktop.domain.ports import ExportRequest, LocalEngine
from longwriter_desktop.domain.rebalance import rebalance
from longwriter_desktop.domain.tuning import TuningProgress

_PRINTED = Path("-")


def plan(arguments: argparse.Namespace, parts: Parts) -> int:
    """Make a plan and print it, or write it to a file."""
    output = None if arguments.output == _PRINTED else arguments.output
    if output is not None:
        check_folder(output)
        parts.check_file(output)
    instruction = read_instruction(arguments.instruction)
    words = _length(arguments.words, asked_words(instruction))
    check_request(instruction, words)
    with Interrupt() as interrupt:
        made = _make_plan(arguments, parts, instruction, words, interrupt)
    text = render_plan_file(PlanFile(instruction, made))
    if output is None:
        print(text, end="")
    else:
        _write_plan(parts, output, text)
    return 0


def write(arguments: argparse.Namespace, parts: Parts) -> int:
    """Write a document from an instruction or a plan file, and export it."""
    _check_outputs(arguments, parts)
    given = read_source(arguments.source, arguments.output)
    planned = given if isinstance(given, PlanFile) else None
    instruction = given.instruction if isinstance(given, PlanFile) else given
    named = planned.plan.outline.total_words if planned else asked_words(instruction)
    words = _length(arguments.words, named)
    check_request(instruction, words)
    with parts.open_library(False) as library, Interrupt() as interrupt:
        with parts.start_engine() as engine:
            if planned is None:
                made = _make_plan(arguments, parts, instruction, words, interrupt, engine)
            else:
                made = _fitted(planned.plan, arguments.words)
            _load(engine, arguments, parts, interrupt)
            title, language = arguments.title or made.title, language_of(arguments, instruction)
            document = replace(
                new_document(instruction, words, title, language),
                outline=made.outline,
                writer=ModelChoice(engine.info.name, (arguments.model or parts.starter).absolute()),
            )
            text = render_plan_file(PlanFile(instruction, made)) if planned is None else ""
            with plan_not_lost(text):
                library.save(document)
            sections = _many(len(made.outline.sections), "section")
            say(f"Planned: {sections}, {made.outline.total_words:,} words.")
            with resumable(document, interrupt):
                if arguments.one_shot or arguments.without_plan:
                    document = _write_in_one(engine, library, document, arguments, interrupt)
                else:
                    write_all = draft_all if arguments.fast_draft else _write_all
                    document = write_all(engine, library, document, arguments.seed, interrupt)
        _export_all(library, parts, document, arguments.output)
    return 0


def resume(arguments: argparse.Namespace, parts: Parts) -> int:
    """Go on with a document: finish the section that was stopped, then the rest."""
    _check_outputs(arguments, parts)
    with parts.open_library(False) as library, Interrupt() as interrupt:
        found = LibraryUse(library, parts.export).find(arguments.document)
        document = library.load(found.id)
        if _unwritten(document):
            arguments.model = arguments.model or _model_of(document, parts)
            with parts.start_engine() as engine:
                _load(engine, arguments, parts, interrupt)
                choice = ModelChoice(engine.info.name, arguments.model.absolute())
                document = replace(document, writer=choice)
                with resumable(document, interrupt):
                    library.save_outline(document)
                    document = _write_all(engine, library, document, arguments.seed, interrupt)
        else:
            say(f'"{document.title or document.id[:8]}" is written already.')
        _export_all(library, parts, document, arguments.output)
    return 0


def list_documents(arguments: argparse.Namespace, parts: Parts) -> int:
    """List the documents of the library."""
    with parts.open_library(True) as library:
        print_documents(library.documents())
    return 0


def export(arguments: argparse.Namespace, parts: Parts) -> int:
    """Export one document."""
    with parts.open_library(True) as library:
        use = LibraryUse(library, parts.export)
        document = library.load(use.find(arguments.document).id)
        request = ExportRequest(
            arguments.output,
            section_headings=not arguments.no_headings,
            table_of_contents=arguments.toc,
            page_break_before_chapters=arguments.page_breaks,
            manuscript_layout=arguments.manuscript,
            author=arguments.author,
        )
        _export(use, document, request)
    return 0


def export_choices(arguments: argparse.Namespace, parts: Parts) -> int:
    """Write what the writer kept and did not keep to a file for training."""
    with parts.open_library(True) as library:
        use = LibraryUse(library, parts.export)
        found = dict.fromkeys(use.find(name).id for name in arguments.document)
        texts, pairs = use.export_choices(found, arguments.output)
    counts = f"{_many(texts, 'accepted text')} and {_many(pairs, 'pair')}"
    say(f"{counts} are in {arguments.output}.")
    return 0


def models(arguments: argparse.Namespace, parts: Parts) -> int:
    """List the model files on this computer."""
    machine = Machine(parts.memory(), parts.processor())
    print_models(parts.local_models(), parts.runs(), machine, arguments.context)
    return 0


def bench(arguments: argparse.Namespace, parts: Parts) -> int:
    """Measure how fast a model reads and writes on this computer."""
    with Interrupt() as interrupt, parts.start_engine() as engine:
        _load(engine, arguments, parts, interrupt)
        if arguments.tune:
            _tune(engine, interrupt)
        else:
            measure(engine)
    return 0


def serve(arguments: argparse.Namespace, parts: Parts) -> int:
    """Offer a model to other programs on this computer until Ctrl-C."""
    token = read_token(arguments.token, arguments.token_file)
    with Interrupt() as interrupt, parts.start_engine() as engine:
        _load(engine, arguments, parts, interrupt)
        with parts.open_server(engine, arguments.port, token) as server:
            interrupt.on_press(server.stop)
            tell_how_to_connect(server.address, engine.info.name, token, arguments)
            server.run()
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace, Parts], int]] = {
    "plan": plan,
    "write": write,
    "resume": resume,
    "list": list_documents,
    "export": export,
    "export-choices": export_choices,
    "models": models,
    "download": download,
    "bench": bench,
    "serve": serve,
}


def _check_outputs(arguments: argparse.Namespace, parts: Parts) -> None:
    """Refuse an export that could not be written before the hours that it would stand behind."""
    check_exports(arguments.output)
    for path in arguments.output:
        parts.check_file(path)


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'s' * (count != 1)}"


def _length(given: int | None, named: int | None) -> int:
    """The length on the command line, or else the one that the instruction or the plan names."""
    words = named or None if given is None else given
    if words is None:
        raise InputProblem("words_missing")
    return words


def _fitted(plan: Plan, words: int | None) -> Plan:
    """The plan with its own targets, or with targets that add up to `words`."""
    return plan if words is None else replace(plan, outline=rebalance(plan.outline, words))


def _write_plan(parts: Parts, path: Path, text: str) -> None:
    with plan_not_lost(text):
        parts.write_file(path, text.encode())
    say(f"The plan is in {path}.")


def _make_plan(
    arguments: argparse.Namespace, parts: Parts, instruction: str, words: int,
    interrupt: Interrupt, engine: LocalEngine | None = None,
) -> Plan:  # fmt: skip
    language = language_of(arguments, instruction)
    if arguments.structure:
        return plan_from_structure(arguments.structure, instruction, words, language)
    if engine is None:
        with parts.start_engine() as own_engine:
            return _make_plan(arguments, parts, instruction, words, interrupt, own_engine)
    _load(engine, arguments, parts, interrupt)
    interrupt.on_press(engine.cancel)
    steps = plan_by_model(engine, instruction, words, language, arguments.seed)
    try:
        with planning(), closed_after(steps) as events:
            for event in events:
                if isinstance(event, PlanReady):
                    return event.plan
    except Cancelled:
        raise Stopped from None
    raise Stopped


def _load(
    engine: LocalEngine, arguments: argparse.Namespace, parts: Parts, interrupt: Interrupt
) -> None:
    if engine.is_loaded:
        return
    if interrupt.pressed:
        raise Stopped
    interrupt.on_press(engine.cancel)
    steps = engine.load(arguments.model or parts.starter, arguments.context)
    try:
        with waiting("Loading the model") as show, closed_after(steps) as watched:
            for step in watched:
                show(step.fraction)
    except EngineProblem as problem:
        if problem.code == "load_cancelled":
            raise Stopped from None
        raise
    if interrupt.pressed:
        raise Stopped


def _model_of(document: Document, parts: Parts) -> Path:
    """The model that wrote in a document last; the starter where none did.

    Raises `InputProblem("writer_missing")`: another model is for the writer to choose.
    """
    choice = document.writer
    if choice is None:
        return parts.starter
    named = (model.path for model in parts.local_models() if model.name == choice.name)
    path = choice.path if choice.path.is_file() else next(named, None)
    if path is None:
        raise InputProblem("writer_missing", name=choice.name, path=str(choice.path))
    return path


def _tune(engine: LocalEngine, interrupt: Interrupt) -> None:
    with waiting("Measuring") as show, closed_after(engine.tune()) as events:
        for event in events:
            if isinstance(event, TuningProgress):
                show(event.fraction)
    if interrupt.pressed or engine.tuning is None:
        raise Stopped
    print_tuning(engine.info, engine.tuning)


def _unwritten(document: Document) -> list[str]:
    return [
        section.id
        for section in document.outline.sections
        if not document.text_of(section.id).text.strip()
        or document.text_of(section.id).is_unfinished
    ]


def _write_all(
    engine: LocalEngine, library: Library, document: Document, seed: int, interrupt: Interrupt
) -> Document:
    """Write what is not written; raises `Stopped` on Ctrl-C, when the text is in the library."""
    interrupt.on_press(engine.cancel)
    todo = _unwritten(document)
    with WritingDisplay(document) as display:
        for number, section_id in enumerate(todo):
            if interrupt.pressed:
                raise Stopped(document.id)
            going_on = bool(document.text_of(section_id).text.strip())
            mode = WriteMode.CONTINUE if going_on else WriteMode.FRESH
            display.begin(document, [section_id], todo[number + 1 :])
            steps = write_and_keep(engine, library, document, section_id, mode, seed + number)
            with closed_after(steps) as events:
                kept = _kept_of(events, display)
            document = replace(document, texts={**document.texts, section_id: kept.text})
            if kept.stop_reason is StopReason.CANCELLED:
                raise Stopped(document.id)
    return document


def _kept_of(events: Iterable[KeepEvent], display: WritingDisplay) -> SectionKept:
    """Show the events of a section; the last one of those that end it."""
    kept: SectionKept | None = None
    for event in events:
        display.show(event)
        if isinstance(event, SectionKept):
            kept = event
    assert kept is not None
    return kept


def _write_in_one(
    engine: LocalEngine, library: Library, document: Document, arguments: argparse.Namespace,
    interrupt: Interrupt,
) -> Document:  # fmt: skip
    """Write all in one answer; raises `Stopped` on Ctrl-C, when the text is in the library."""
    interrupt.on_press(engine.cancel)
    seed, with_plan = arguments.seed, not arguments.without_plan
    todo = _unwritten(document)
    steps = write_in_one_and_keep(engine, library, document, seed, with_plan)
    with WritingDisplay(document) as display, closed_after(steps) as events:
        for event in events:
            if isinstance(event, SectionStarted):
                at = todo.index(event.section_id)
                display.begin(document, [event.section_id], todo[at + 1 :])
            display.show(event)
            if isinstance(event, SectionKept):
                texts = {**document.texts, event.section_id: event.text}
                document = replace(document, texts=texts)
                if event.stop_reason is StopReason.CANCELLED and interrupt.pressed:
                    raise Stopped(document.id)
    return document


def _export_all(
    library: Library, parts: Parts, document: Document, outputs: Iterable[Path]
) -> None:
    use = LibraryUse(library, parts.export)
    # First, for a file that cannot be written must not leave hours of work without a name.
    counts = f"{document.written_words:,} of {document.outline.total_words:,} words"
    say(f"In the library as {document.id[:8]}: {counts}.")
    for path in outputs:
        _export(use, document, ExportRequest(path))


def _export(use: LibraryUse, document: Document, request: ExportRequest) -> None:
    summary = use.export(document, request)
    say(f"Exported {summary.words:,} words to {summary.path}.")
    if summary.sections_left_out:
        say(f"Left out, as not written yet: {_many(summary.sections_left_out, 'section')}.")
