# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Write a Hugging Face checkpoint as GGUF, merge a LoRA adapter into it, and quantise it.

Converts Llama, GLM-4 (`GlmForCausalLM`) and LongWriter's `ChatGLMModel` with byte-level BPE, one
tensor in memory at a time; `--llama-cpp PATH` leaves anything else to the script of a llama.cpp
checkout. Before the weights are written the file's tokens are compared with the tokenizer's, and
the disk is looked at. Then the app's own worker writes with the smallest file, and the source is
run beside the largest where the memory holds it (`--compare`: in any case; `--no-compare`: not).
All files come to their places at the end, --output last: what went wrong or was broken off leaves
none there. Beside the files go a model card (OUTPUT.md) and an entry for the app's catalogue
(OUTPUT.catalogue.toml); the card tells what the manifests of `--run RUN` say.

Every option may stand in the section [export_hf] of a TOML file.

  python -m longwriter_training.export_hf --source CHECKPOINT-OR-LORA --output model-f16.gguf
      [--adapter LORA] [--type f16] [--quantise Q4_K_M Q8_0] [--compare] [--run RUN]
      [--config CONFIG] [--set export_hf.licence='"apache-2.0"']
"""

import argparse
import math
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from longwriter_training import manifest
from longwriter_training.config import add_config, stage_options
from longwriter_training.convert.checkpoint import (
    Checkpoint,
    ConversionRefused,
    base_and_adapter,
    is_adapter,
)
from longwriter_training.export_gguf import quantise
from longwriter_training.problems import told
from longwriter_training.tune.running import quieten

if TYPE_CHECKING:
    from longwriter_training.convert.vocabulary import Vocabulary
    from longwriter_training.convert.writing import Kind

STAGE = "export_hf"
_SCRIPT = "convert_hf_to_gguf.py"
# Those that llama.cpp makes without an importance matrix.
QUANTISATIONS = (
    "Q8_0", "Q6_K", "Q5_K_M", "Q5_K_S", "Q5_1", "Q5_0", "Q4_K_M", "Q4_K_S", "Q4_1", "Q4_0",
    "IQ4_NL", "IQ4_XS", "Q3_K_L", "Q3_K_M", "Q3_K_S", "IQ3_M", "IQ3_S", "Q2_K",
)  # fmt: skip
_SPARE = 1.5  # bits a weight that a quantisation takes beyond its number, at most


def convert(
    source: Path, output: Path, kind: "Kind", adapter: Path | None = None, pre: str = "",
    name: str = "", licence: str = "", quantisations: Sequence[str] = (),
) -> None:  # fmt: skip
    """Convert a checkpoint; nothing is left at `output` unless all of it could be written.

    Raises:
        ConversionRefused: what is in the way, and what to do; before any weight is written.
    """
    from longwriter_training.convert.architectures import shape_of
    from longwriter_training.convert.vocabulary import read_vocabulary
    from longwriter_training.convert.writing import file_size, write_gguf

    checkpoint = Checkpoint(source, adapter)
    shape = shape_of(checkpoint.config)
    is_glm = shape.architecture == "chatglm"
    vocabulary = read_vocabulary(source, shape.vocabulary, is_glm, pre, adapter)
    refuse_little_room(output.parent, file_size(checkpoint, kind), kind, quantisations)
    refuse_other_tokens(checkpoint, vocabulary, output.with_name(output.name + ".tokens"))
    write_gguf(checkpoint, vocabulary, output, kind, name or source.name, licence)


def refuse_other_tokens(checkpoint: Checkpoint, vocabulary: "Vocabulary", place: Path) -> None:
    """Have llama.cpp cut hard lines with the vocabulary alone, written to `place` for that.

    Raises:
        ConversionRefused: it cuts one into other tokens than the tokenizer does.
    """
    from longwriter_training.convert.checking import hard_lines, token_differences
    from longwriter_training.convert.writing import write_vocabulary

    lines = hard_lines()
    try:
        write_vocabulary(checkpoint, vocabulary, place)
        different = token_differences(place, vocabulary.source, lines)
    finally:
        place.unlink(missing_ok=True)
    if different:
        raise ConversionRefused(
            f"as '{vocabulary.pre}' llama.cpp cuts {len(different)} of {len(lines)} lines into "
            f"other tokens than the tokenizer does, {different[0].line!r} for one: give --pre NAME"
        )


def refuse_little_room(folder: Path, size: int, kind: str, quantisations: Sequence[str]) -> None:
    """Raises `ConversionRefused` where the disk has not room for all files."""
    bits = {"f32": 32}.get(kind, 16)
    smaller = (int(re.sub(r"\D", "", one)[0]) + _SPARE for one in quantisations)
    needed = size + sum(size * one / bits for one in smaller)
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise ConversionRefused(
            f"the disk of {folder} has room for {free / 1e9:.1f} GB, the files take about "
            f"{math.ceil(needed / 1e8) / 10:.1f} GB: make room or choose another folder"
        )


def by_script(llama_cpp: Path, source: Path, output: Path, kind: str, name: str = "") -> None:
    """Let llama.cpp's own script convert a checkpoint, its chat template without the markers of
    training.

    Raises:
        ConversionRefused: there is no script at that path, or it failed.
    """
    script = llama_cpp / _SCRIPT
    if not script.is_file():
        raise ConversionRefused(f"{llama_cpp} holds no {_SCRIPT}")
    named = ["--model-name", name] if name else []
    with manifest.replacing(output) as temporary, tempfile.TemporaryDirectory() as links:
        folder = Path(links) / source.resolve().name  # by which the script may call the model
        _link_without_markers(source, folder)
        command = [sys.executable, str(script), str(folder), "--outfile", str(temporary)]
        code = subprocess.run([*command, "--outtype", kind, *named], check=False).returncode
        if code or not temporary.is_file():
            raise ConversionRefused(f"{script} ended with code {code}; its reason is above")


def _link_without_markers(source: Path, folder: Path) -> None:
    """A folder of links to a checkpoint's files, but for those with chat templates in them."""
    from longwriter_training.convert.vocabulary import TEMPLATE_FILES, without_markers

    folder.mkdir()
    for path in source.resolve().iterdir():
        if path.name in TEMPLATE_FILES:
            text = without_markers(path.read_text(encoding="utf-8"))
            (folder / path.name).write_text(text, encoding="utf-8")
        else:
            (folder / path.name).symlink_to(path, path.is_dir())


def options_of(argv: Sequence[str] | None) -> argparse.Namespace:
    """What was chosen, on the command line or in a file. Ends the program as argparse does."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--source", type=Path, required=True,
        help="folder of the checkpoint, or of an adapter that tells its base",
    )  # fmt: skip
    parser.add_argument("--output", type=Path, required=True, help="the GGUF file to write")
    parser.add_argument("--adapter", type=Path, help="folder of a LoRA adapter to merge")
    parser.add_argument("--type", choices=("f16", "bf16", "f32"), default="f16")
    parser.add_argument(
        "--quantise", nargs="*", default=[], metavar="TYPE", help=", ".join(QUANTISATIONS)
    )
    parser.add_argument("--pre", default="", help="llama.cpp's name of the tokenizer's splitting")
    parser.add_argument("--name", default="", help="what the model is called")
    parser.add_argument("--licence", default="", help="licence of the weights, as SPDX writes it")
    parser.add_argument("--languages", nargs="+", default=["en"], metavar="CODE")
    parser.add_argument(
        "--repository", default="", metavar="OWNER/NAME", help="where it will lie on the Hub"
    )
    parser.add_argument("--run", type=Path, help="folder of the run, for the model card")
    parser.add_argument(
        "--compare", action=argparse.BooleanOptionalAction,
        help="with the source, which has to fit in memory; without this, where it does",
    )  # fmt: skip
    parser.add_argument("--llama-cpp", type=Path, help="use the script in this checkout")
    add_config(parser)
    return stage_options(parser, STAGE, argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    return told(STAGE, partial(_run, options_of(argv)), (ValueError,))


@cache
def _silence() -> object:
    """What llama.cpp tells of itself is kept from stderr, but for errors; the callback has to live
    as long as this process."""
    from longwriter_desktop.engine.worker.native import NativeLog

    log = NativeLog()
    log.install()
    return log


def _run(options: argparse.Namespace) -> None:
    quieten()
    _check(options)
    options.name = options.name or options.source.name
    options.source, options.adapter = base_and_adapter(options.source, options.adapter)
    manifest.refuse_unfinished(options.source)
    _silence()
    with manifest.all_or_nothing(options.output) as folder:
        _make(options, folder / options.output.name)
    print(f"wrote {options.output}, and what belongs to it beside it")


def _make(options: argparse.Namespace, output: Path) -> None:
    """Write, quantise, try and describe."""
    if options.llama_cpp is not None:
        by_script(options.llama_cpp, options.source, output, options.type, options.name)
    else:
        convert(
            options.source, output, options.type, options.adapter, options.pre, options.name,
            options.licence, options.quantise,
        )  # fmt: skip
    print(f"made {output.name}", flush=True)
    files = [(output, options.type.upper())]
    for kind in options.quantise:
        target = output.with_name(f"{output.stem}-{kind}.gguf")
        quantise(output, target, kind)
        files.append((target, kind))
        print(f"made {target.name}", flush=True)
    _try(options, output, min((path for path, _ in files), key=lambda path: path.stat().st_size))
    _describe(options, output, files)


def _check(options: argparse.Namespace) -> None:
    """Raises `ConversionRefused` for what would fail after the large file was written."""
    from longwriter_desktop.models.catalogue import is_repository

    for kind in options.quantise:
        if kind not in QUANTISATIONS:
            raise ConversionRefused(
                f"there is no quantisation {kind!r} without an importance matrix; there are: "
                f"{', '.join(QUANTISATIONS)}"
            )
    if options.llama_cpp is not None and (options.adapter or is_adapter(options.source)):
        raise ConversionRefused(
            "an adapter does not go with --llama-cpp: merge it first (python -m "
            "longwriter_training.merge_lora)"
        )
    if options.repository and not is_repository(options.repository):
        raise ConversionRefused(f"--repository {options.repository}: write it as OWNER/NAME")
    manifest.refuse_unfinished(options.source, options.adapter)
    if not options.output.parent.is_dir():
        raise ConversionRefused(f"there is no folder {options.output.parent} for the output")


def _try(options: argparse.Namespace, output: Path, smallest: Path) -> None:
    """Have the app write with the smallest file, and run the source beside the largest.

    Raises:
        ConversionRefused: the file computes something else than the source.
    """
    from longwriter_training.convert.comparing import LEAST, SourceNotRun, compare, written_by_app

    written_by_app(smallest)
    print(f"the app writes with {smallest.name}", flush=True)
    if options.compare is False:
        return
    try:
        if options.compare is None:
            _refuse_to_compare(options)
        found = compare(output, options.source, options.adapter)
    except SourceNotRun as reason:
        if options.compare:
            raise ConversionRefused(f"{reason}; without --compare it is exported") from reason
        print(f"its source was not run beside it: {reason}")
        return
    print(found.text)
    if found.same < LEAST:
        raise ConversionRefused(
            f"{output.name} does not compute what its source does ({found.text}): it is not kept; "
            "take --llama-cpp PATH"
        )


def _refuse_to_compare(options: argparse.Namespace) -> None:
    """Raises `SourceNotRun` where the source is run only when that was asked for."""
    from longwriter_training.convert.comparing import SourceNotRun, refuse_what_is_short

    if options.llama_cpp is not None:
        raise SourceNotRun("of what the script converts only --compare does so")
    refuse_what_is_short(Checkpoint(options.source), options.adapter is not None)


def _describe(options: argparse.Namespace, output: Path, files: Sequence[tuple[Path, str]]) -> None:
    """Write the card and the catalogue's entry."""
    from longwriter_desktop.models.header import read_header
    from longwriter_training.convert.card import Made, card, catalogue_entry, identifier

    made = Made(
        options.name, options.licence, options.repository or f"local/{identifier(options.name)}",
        tuple(options.languages), read_header(output), tuple(files),
    )  # fmt: skip
    for ending, text in (
        (".md", card(made, options.run)),
        (".catalogue.toml", catalogue_entry(made)),
    ):
        manifest.write_bytes(output.with_suffix(ending), text.encode())


if __name__ == "__main__":
    raise SystemExit(main())
