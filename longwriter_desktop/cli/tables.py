# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Tables on standard output, plain enough to be read by other programs."""

from dataclasses import replace

from longwriter_desktop.app.messages import format_bytes
from longwriter_desktop.app.model_fit import Fit, fit_of, memory_need
from longwriter_desktop.app.model_runs import ModelRuns
from longwriter_desktop.domain.catalogue import HubFile
from longwriter_desktop.domain.fit import Memory, Use
from longwriter_desktop.domain.fit_speed import Machine, writing_rate
from longwriter_desktop.domain.library_port import DocumentSummary
from longwriter_desktop.domain.ports import EngineInfo, ModelFile
from longwriter_desktop.domain.tuning import Trial, Tuning

_FITS = {
    Fit.FITS: "yes", Fit.TIGHT: "tight", Fit.TOO_LARGE: "no", Fit.UNKNOWN: "unknown",
    Fit.UNUSABLE: "",
}  # fmt: skip
_SOURCES = {
    "": "program",
    "own": "data",
    "added": "added",
    "hub": "Hub",
    "lm_studio": "LM Studio",
    "ollama": "Ollama",
}


def print_documents(rows: list[DocumentSummary]) -> None:
    """One line a document: id, words against target, sections, last change, title."""
    if not rows:
        print('No documents yet. Start one with: longwriter write "..." --words 2000 -o out.docx')
        return
    print(f"{'id':8}  {'words':>15}  {'sections':>9}  {'changed':16}  title")
    for row in rows:
        words = f"{row.written_words:,}/{row.target_words:,}"
        sections = f"{row.sections_written}/{row.sections}"
        changed = row.modified.astimezone().strftime("%Y-%m-%d %H:%M")
        print(f"{row.id[:8]}  {words:>15}  {sections:>9}  {changed}  {_title(row)}")


def _title(row: DocumentSummary) -> str:
    """A title in one line; what a terminal would take for a command is left out."""
    signs = " ".join(row.title.split())
    return "".join(sign for sign in signs if sign.isprintable()) or "(no title)"


def print_models(
    files: list[ModelFile], runs: ModelRuns, machine: Machine, context: int | None
) -> None:
    """One line a model file: size, memory that it takes and whether that is there, speed, context
    and the one that it was trained for, kind, whose folder it lies in, and where. `context`: in
    place of the tokens that it would be loaded with."""
    print(
        f"{'size':>9}  {'memory':>8}  {'fits':9}  {'speed':>13}  {'context':>8}  {'trained':>8}  "
        f"{'kind':22}  {'in':9}  {'name':32}  path"
    )
    for file in files:
        use = _use_of(file, runs, machine.memory, context)
        cells = ("", "", "") if file.problem else _judged(file, use, machine)
        kind = file.problem or f"{file.architecture} {file.quantisation}"
        print(
            f"{format_bytes(file.size_bytes):>9}  {cells[0]:>8}  {cells[1]:9}  {cells[2]:>13}  "
            f"{_context(file, use):>8,}  {file.context_tokens:>8,}  {kind:22.22}  "
            f"{_SOURCES[file.source]:9}  {file.name:32.32}  {file.path}"
        )


def print_hub_files(files: list[HubFile]) -> None:
    """One line a file of a repository: size, quantisation, and its name there."""
    print(f"{'size':>9}  {'kind':12}  name")
    for file in files:
        parts = f"  ({len(file.parts)} parts)" if file.parts else ""
        print(f"{format_bytes(file.size_bytes):>9}  {file.quantisation:12}  {file.name}{parts}")


def _use_of(file: ModelFile, runs: ModelRuns, memory: Memory, context: int | None) -> Use:
    """How a model would be loaded; no context is longer than what it was trained for."""
    use = runs.use(file.path, memory)
    if context is None:
        return use
    return replace(use, context_tokens=min(context, file.context_tokens or context))


def _judged(file: ModelFile, use: Use, machine: Machine) -> tuple[str, str, str]:
    """Memory, whether it is there, speed."""
    rate = _writing_rate(file, use, machine)
    need = format_bytes(memory_need(file, machine.memory, use))
    fit = _FITS[fit_of(file, machine.memory, use)]
    return need, fit, f"{rate:,.0f} tok/s" if rate else "unknown"


def _writing_rate(file: ModelFile, use: Use, machine: Machine) -> float:
    """Tokens a second that a model would write here, deep inside its context; 0: unknown."""
    if file.shape is None:
        return 0.0
    return writing_rate(file.shape, use, machine, _context(file, use) // 2)


def _context(file: ModelFile, use: Use) -> int:
    """Tokens of context that a model is loaded with."""
    return use.context_tokens or (file.shape.usual_context if file.shape is not None else 0)


def print_tuning(info: EngineInfo, tuning: Tuning) -> None:
    """One line for each setting that was tried, the usual settings first; the best last."""
    print(f"model    {info.name}, {info.backend}")
    heads = f"{'threads':>7}  {'flash':5}  {'keys':4}  {'values':6}"
    print(f"{'':8} {heads}  {'batch':>5}  {'writing':>12}  {'reading':>12}")
    for number, trial in enumerate(tuning.trials):
        print(f"{'tried' if number else 'usual':8} {_trial(trial)}")
    print(f"{'best':8} {_trial(tuning.best)}  {tuning.gain:.2f} times the usual speed")


def _trial(trial: Trial) -> str:
    use = trial.settings
    return (
        f"{use.threads:>7}  {use.flash_attention:5}  {use.type_k:4}  {use.type_v:6}"
        f"  {use.batch:>5}  {_rate(trial.write_seconds)}  {_rate(trial.read_seconds)}"
    )


def _rate(seconds: float) -> str:
    return f"{1 / seconds:>6,.0f} tok/s"
