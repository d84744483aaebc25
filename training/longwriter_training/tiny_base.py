# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Make a tiny random Llama, to try the stages for models of the Hub without a download.

Reads texts (JSONL of conversations, or plain text) to learn a tokenizer from. Writes ``base/``: a
checkpoint as transformers saves it, its chat template with the generation markers that
fine-tuning needs, manifest.json last. What it writes is noise.

  python -m longwriter_training.tiny_base --run RUN --texts RUN/data_agentwrite/rows.jsonl
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from longwriter_training import manifest, special
from longwriter_training.problems import told
from longwriter_training.tune.rows import numbered_lines, read_rows
from longwriter_training.tune.running import quieten

STAGE = "tiny_base"
_CONTEXT = 1024  # tokens
_VOCABULARY = 1024  # tokens at most
# Written for the same layout as `special.CHAT_TEMPLATE`, in a form that marks what is learnt.
_TEMPLATE = (
    "{{ '<|begin|>' }}{% for message in messages %}{% if message['role'] == 'assistant' %}"
    "{{ '<|assistant|>' }}{% generation %}{{ message['content'] + '<|end|>' }}{% endgeneration %}"
    "{% else %}{{ '<|user|>' + message['content'] + '<|end|>' }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"
)


def texts_of(path: Path) -> Iterator[str]:
    """The texts of a file. Raises `RowRefused`, `OSError`."""
    if path.suffix != ".jsonl":
        yield from (line for _, line in numbered_lines(path))
        return
    for row in read_rows(path):
        yield from (turn["content"] for turn in row.messages)


def write(folder: Path, texts: Iterator[str], seed: int) -> int:
    """Save the checkpoint; returns how many weights it has."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    from longwriter_training.tokenizer import train

    tokenizer = train(texts, _VOCABULARY)
    torch.manual_seed(seed)
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=tokenizer.get_vocab_size(), hidden_size=128, intermediate_size=256,
            num_hidden_layers=3, num_attention_heads=4, num_key_value_heads=2,
            max_position_embeddings=_CONTEXT, tie_word_embeddings=True,
            bos_token_id=special.BEGIN_ID, eos_token_id=special.END_ID,
            pad_token_id=special.PAD_ID,
        )
    )  # fmt: skip
    model.save_pretrained(folder)
    manifest.write_bytes(folder / "tokenizer.json", tokenizer.to_str().encode())
    names = {
        "tokenizer_class": "PreTrainedTokenizerFast", "chat_template": _TEMPLATE,
        "bos_token": special.BEGIN, "eos_token": special.END, "pad_token": special.PAD,
    }  # fmt: skip
    (folder / "tokenizer_config.json").write_text(json.dumps(names), encoding="utf-8")
    return int(model.num_parameters())


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--run", type=Path, required=True, help="folder of the run")
    arguments.add_argument("--texts", type=Path, required=True, help="what its tokenizer knows")
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args(argv)
    quieten()
    return told(STAGE, partial(_run, options))


def _run(options: argparse.Namespace) -> None:
    folder = manifest.begin(options.run / "base")
    weights = write(folder, texts_of(options.texts), options.seed)
    print(f"{weights:,} weights in {folder}")
    manifest.finish(folder, STAGE, {"seed": options.seed}, {"weights": weights})


if __name__ == "__main__":
    raise SystemExit(main())
