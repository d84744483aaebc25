# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Write a Hugging Face checkpoint as GGUF, merge a LoRA adapter into it, and quantise it.

Converts Llama, GLM-4 (`GlmForCausalLM`) and LongWriter's `ChatGLMModel` with byte-level BPE, one
tensor in memory at a time. The file's tokens are compared with the tokenizer's before it counts
as made. `--llama-cpp PATH` leaves anything else to the script of a llama.cpp checkout.

  python -m longwriter_training.export_hf --source CHECKPOINT --output model-f16.gguf
      [--adapter LORA] [--type f16] [--quantise Q4_K_M Q8_0]
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from longwriter_training.convert.checkpoint import Checkpoint, ConversionRefused
from longwriter_training.export_gguf import QuantisationFailed, quantise

_SCRIPT = "convert_hf_to_gguf.py"


def convert(
    source: Path, output: Path, kind: str, adapter: Path | None = None, pre: str = "",
    name: str = "", licence: str = "",
) -> None:  # fmt: skip
    """Convert a checkpoint; nothing is left at `output` unless its tokens are right.

    Raises:
        ConversionRefused: what is in the way, and what to do.
    """
    from longwriter_training.convert.architectures import shape_of
    from longwriter_training.convert.checking import hard_lines, token_differences
    from longwriter_training.convert.vocabulary import read_vocabulary
    from longwriter_training.convert.writing import write_gguf

    unchecked = output.with_name(output.name + ".unchecked")
    checkpoint = Checkpoint(source, adapter)
    shape = shape_of(checkpoint.config)
    is_glm = shape.architecture == "chatglm"
    vocabulary = read_vocabulary(source, shape.vocabulary, is_glm, pre)
    write_gguf(checkpoint, vocabulary, unchecked, kind, name or source.name, licence)
    lines = hard_lines()
    different = token_differences(unchecked, vocabulary.source, lines)
    if different:
        unchecked.unlink()
        raise ConversionRefused(
            f"as '{vocabulary.pre}' llama.cpp cuts {len(different)} of {len(lines)} lines into "
            f"other tokens than the tokenizer does, {different[0].line!r} for one: give --pre NAME"
        )
    unchecked.replace(output)


def by_script(llama_cpp: Path, source: Path, output: Path, kind: str) -> None:
    """Let llama.cpp's own script convert a checkpoint.

    Raises:
        ConversionRefused: there is no script at that path, or it failed.
    """
    script = llama_cpp / _SCRIPT
    if not script.is_file():
        raise ConversionRefused(f"{llama_cpp} holds no {_SCRIPT}")
    temporary = output.with_name(output.name + ".part")
    command = [sys.executable, str(script), str(source), "--outfile", str(temporary)]
    code = subprocess.run([*command, "--outtype", kind], check=False).returncode
    if code or not temporary.is_file():
        temporary.unlink(missing_ok=True)
        raise ConversionRefused(f"{script} ended with code {code}; its reason is above")
    temporary.replace(output)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--source", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--output", type=Path, required=True, help="the GGUF file to write")
    parser.add_argument("--adapter", type=Path, help="folder of a LoRA adapter to merge")
    parser.add_argument("--type", choices=("f16", "bf16", "f32"), default="f16")
    parser.add_argument(
        "--quantise", nargs="*", default=[], metavar="TYPE", help="Q8_0, Q4_K_M, ...: beside it"
    )
    parser.add_argument("--pre", default="", help="llama.cpp's name of the tokenizer's splitting")
    parser.add_argument("--name", default="", help="what the model is called")
    parser.add_argument("--licence", default="", help="licence of the weights, as SPDX writes it")
    parser.add_argument("--llama-cpp", type=Path, help="use the script in this checkout")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    options = _arguments().parse_args(argv)
    try:
        if options.llama_cpp is not None:
            if options.adapter is not None:
                raise ConversionRefused("--adapter does not go with --llama-cpp: merge it first")
            by_script(options.llama_cpp, options.source, options.output, options.type)
        else:
            convert(
                options.source, options.output, options.type, options.adapter, options.pre,
                options.name, options.licence,
            )  # fmt: skip
        for kind in options.quantise:
            target = options.output.with_name(f"{options.output.stem}-{kind}.gguf")
            quantise(options.output, target, kind)
            print(f"wrote {target}")
    except (ConversionRefused, QuantisationFailed, OSError) as refused:
        print(f"export_hf: {refused}", file=sys.stderr)
        return 1
    print(f"wrote {options.output}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
