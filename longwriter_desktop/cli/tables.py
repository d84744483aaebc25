# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Tables on standard output, plain enough to be read by other programs."""

from longwriter_desktop.app.messages import format_bytes
from longwriter_desktop.app.model_fit import Fit, Memory, fit_of, memory_need
from longwriter_desktop.domain.catalogue import HubFile
from longwriter_desktop.domain.fit import Processor, tokens_per_second
from longwriter_desktop.domain.library_port import DocumentSummary
from longwriter_desktop.domain.ports import EngineInfo, ModelFile
from longwriter_desktop.domain.tuning import EngineSettings, Trial, Tuning

_FITS = {Fit.FITS: "yes", Fit.TIGHT: "tight", Fit.TOO_LARGE: "no", Fit.UNUSABLE: ""}
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
        print(f"{row.id[:8]}  {words:>15}  {sections:>9}  {changed}  {row.title}")


def print_models(files: list[ModelFile], memory: Memory, processor: Processor) -> None:
    """One line a model file: size, memory that it takes and whether that is there, speed,
    context, kind, whose folder it lies in, and where."""
    print(
        f"{'size':>9}  {'memory':>8}  {'fits':9}  {'speed':>9}  {'context':>8}  {'kind':22}  "
        f"{'in':9}  {'name':32}  path"
    )
    for file in files:
        kind = file.problem or f"{file.architecture} {file.quantisation}"
        need, rate = memory_need(file, memory), _writing_rate(file, processor)
        speed = f"{rate:,.0f} tok/s" if rate and not file.problem else ""
        print(
            f"{format_bytes(file.size_bytes):>9}  {'' if file.problem else format_bytes(need):>8}  "
            f"{_FITS[fit_of(file, memory)]:9}  {speed:>9}  {file.context_tokens:>8,}  "
            f"{kind:22.22}  {_SOURCES[file.source]:9}  {file.name:32.32}  {file.path}"
        )


def print_hub_files(files: list[HubFile]) -> None:
    """One line a file of a repository: size, quantisation, and its name there."""
    print(f"{'size':>9}  {'kind':12}  name")
    for file in files:
        parts = f"  ({len(file.parts)} parts)" if file.parts else ""
        print(f"{format_bytes(file.size_bytes):>9}  {file.quantisation:12}  {file.name}{parts}")


def _writing_rate(file: ModelFile, processor: Processor) -> float:
    """Tokens a second that a model would write here, deep inside its context; 0: unknown."""
    if file.shape is None:
        return 0.0
    depth = file.shape.usual_context // 2
    return tokens_per_second(file.shape, EngineSettings(), processor, depth)


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
