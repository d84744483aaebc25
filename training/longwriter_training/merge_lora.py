# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Merge a LoRA adapter into its base, to a checkpoint that can be tuned further (`dpo_trl`).

Writes the weights in files of a gigabyte, one of them in memory at a time, with the tokenizer and
the chat template of the adapter; the folder comes to its place at the end. `export_hf` merges by
itself.

  python -m longwriter_training.merge_lora --source RUN/sft_trl/model --output RUN/merged
      [--source BASE --adapter LORA]
"""

import argparse
import errno
import math
import shutil
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from longwriter_training import manifest
from longwriter_training.convert.checkpoint import (
    Checkpoint,
    ConversionRefused,
    base_and_adapter,
)
from longwriter_training.convert.vocabulary import chat_template, words_of
from longwriter_training.problems import told
from longwriter_training.tune.running import quieten

STAGE = "merge_lora"
_PART = 250_000_000  # weights of a file: a gigabyte in float32
_WORDS = ("tokenizer*", "special_tokens_map.json", "added_tokens.json", "vocab.json", "merges.txt")
_NUMBERS = ("config.json", "generation_config.json")


def merge(base: Path, adapter: Path, folder: Path) -> dict[str, Any]:
    """Write the merged checkpoint to `folder`; returns how many tensors and files it has.

    Raises:
        ConversionRefused: the two do not belong together, or the adapter is of another kind.
        OSError: the disk is full, say.
    """
    checkpoint = Checkpoint(base, adapter)
    parts = list(_parts(checkpoint))
    places: dict[str, str] = {}
    for number, names in enumerate(parts, 1):
        file = f"model-{number:05}-of-{len(parts):05}.safetensors"
        _save({name: checkpoint.tensor(name) for name in names}, folder / file)
        places |= dict.fromkeys(names, file)
    manifest.write_json(
        folder / "model.safetensors.index.json", {"metadata": {}, "weight_map": places}
    )
    words = words_of(base, adapter)
    kept = [base / name for name in _NUMBERS] + [one for name in _WORDS for one in words.glob(name)]
    for path in kept:
        if path.is_file():
            shutil.copyfile(path, folder / path.name)
    if template := chat_template(base, adapter):
        manifest.write_bytes(folder / "chat_template.jinja", template.encode())
    return {"tensors": len(places), "files": len(parts)}


def _parts(checkpoint: Checkpoint) -> Iterator[list[str]]:
    """The tensors of each file."""
    part: list[str] = []
    weights = 0
    for name in checkpoint.names:
        size = math.prod(checkpoint.shape(name))
        if part and weights + size > _PART:
            yield part
            part, weights = [], 0
        part.append(name)
        weights += size
    yield part


def _save(tensors: dict[str, Any], path: Path) -> None:
    from safetensors import SafetensorError
    from safetensors.torch import save_file

    try:
        save_file(tensors, path, metadata={"format": "pt"})
    except SafetensorError as error:  # so it tells of a disk that takes no more
        raise OSError(errno.ENOSPC, "", str(path)) from error


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--source", type=Path, required=True,
        help="folder of the adapter, where that tells its base; else of the base",
    )  # fmt: skip
    parser.add_argument("--adapter", type=Path, help="folder of the adapter")
    parser.add_argument("--output", type=Path, required=True, help="folder to write, a new one")
    return told(STAGE, partial(_run, parser.parse_args(argv)), (ValueError,))


def _run(options: argparse.Namespace) -> None:
    quieten()
    manifest.refuse_unfinished(options.source, options.adapter)
    base, adapter = base_and_adapter(options.source, options.adapter)
    manifest.refuse_unfinished(base)
    if adapter is None:
        raise ConversionRefused(f"{base} is no adapter: give the folder of one with --adapter")
    output = options.output
    if output.exists():
        raise ConversionRefused(f"{output} is there already: choose another folder, or remove it")
    folder = output.with_name(output.name + ".unfinished")
    shutil.rmtree(folder, ignore_errors=True)  # of a start that was killed
    folder.mkdir(parents=True)
    try:
        facts = merge(base, adapter, folder)
        manifest.finish(folder, STAGE, {"base": base.name, "adapter": adapter.name}, facts)
        folder.rename(output)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"wrote {output}")


if __name__ == "__main__":
    raise SystemExit(main())
