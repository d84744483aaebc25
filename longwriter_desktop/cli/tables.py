# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Tables on standard output, plain enough to be read by other programs."""

from longwriter_desktop.app.messages import format_bytes
from longwriter_desktop.domain.catalogue import HubFile
from longwriter_desktop.domain.library_port import DocumentSummary
from longwriter_desktop.domain.ports import EngineInfo, ModelFile
from longwriter_desktop.domain.tuning import Trial, Tuning


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


def print_models(files: list[ModelFile]) -> None:
    """One line a model file: size, context, kind, and where it lies."""
    print(f"{'size':>9}  {'context':>8}  {'kind':20}  {'name':32}  path")
    for file in files:
        kind = file.problem or f"{file.architecture} {file.quantisation}"
        print(
            f"{file.size_bytes / 1e6:>6,.0f} MB  {file.context_tokens:>8,}  {kind:20.20}  "
            f"{file.name:32.32}  {file.path}"
        )


def print_hub_files(files: list[HubFile]) -> None:
    """One line a file of a repository: size, quantisation, and its name there."""
    print(f"{'size':>9}  {'kind':12}  name")
    for file in files:
        parts = f"  ({len(file.parts)} parts)" if file.parts else ""
        print(f"{format_bytes(file.size_bytes):>9}  {file.quantisation:12}  {file.name}{parts}")


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
