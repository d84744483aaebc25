# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The starter as a model of the Hub, and tasks, for the stages `pairs`, `dpo_trl` and `export_hf`.

Reads ``tokenizer/``, ``sft/`` and ``sft_data/train.npz``, writes ``hub/``: a Llama checkpoint as
transformers saves it, tasks.jsonl (first sections of training conversations, each with the words
that it is to have), manifest.json.

  python -m longwriter_training.starter_hub --run RUN [--tasks 100]
"""

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from longwriter_training import manifest, special
from longwriter_training.config import ModelConfig
from longwriter_training.problems import told

if TYPE_CHECKING:
    from longwriter_training.packing import Samples
    from longwriter_training.text import TokenText

STAGE = "starter_hub"
_SECTION = re.compile(r"^Write section 1 of .*\nWord Count: (\d+) words$", re.DOTALL | re.MULTILINE)


def llama_config(model: ModelConfig) -> dict[str, Any]:
    """What transformers has to know of the architecture: its config.json."""
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "vocab_size": model.vocab_size,
        "hidden_size": model.dim,
        "intermediate_size": model.ff,
        "num_hidden_layers": model.layers,
        "num_attention_heads": model.heads,
        "num_key_value_heads": model.kv_heads,
        "head_dim": model.head_dim,
        "rms_norm_eps": model.norm_eps,
        "rope_parameters": {"rope_type": "default", "rope_theta": model.rope_theta},
        "max_position_embeddings": model.context,
        "tie_word_embeddings": True,
        "bos_token_id": special.BEGIN_ID,
        "eos_token_id": special.END_ID,
        "pad_token_id": special.PAD_ID,
        "dtype": "float32",
    }


def write(folder: Path, weights: dict[str, Any], model: ModelConfig, tokenizer: Path) -> None:
    """Write the checkpoint; its weights have the Hub's names already."""
    from safetensors.torch import save

    names = {
        "tokenizer_class": "PreTrainedTokenizerFast", "chat_template": special.CHAT_TEMPLATE,
        "bos_token": special.BEGIN, "eos_token": special.END, "pad_token": special.PAD,
    }  # fmt: skip
    plain = {name: weight.contiguous() for name, weight in weights.items()}
    manifest.write_bytes(folder / "model.safetensors", save(plain, metadata={"format": "pt"}))
    manifest.write_bytes(folder / "tokenizer.json", tokenizer.read_bytes())
    manifest.write_json(folder / "tokenizer_config.json", names)
    manifest.write_json(folder / "config.json", llama_config(model))


def tasks(samples: "Samples", text: "TokenText", seed: int) -> Iterator[dict[str, Any]]:
    """First questions of the samples that ask for a section, in random order."""
    order = list(range(len(samples)))
    random.Random(seed).shuffle(order)
    for index in order:
        tokens = samples.tokens[samples.starts[index] : samples.starts[index + 1]].tolist()
        # <|begin|><|user|>question<|end|><|assistant|>...
        question = text.decode(tokens[2 : tokens.index(special.END_ID)])
        found = _SECTION.search(question)
        if found is not None:
            yield {"prompt": question, "words": int(found.group(1))}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--run", type=Path, required=True, help="folder of the run")
    arguments.add_argument("--tasks", type=int, default=100)
    arguments.add_argument("--seed", type=int, default=1)
    return told(STAGE, partial(_run, arguments.parse_args(argv)))


def _run(options: argparse.Namespace) -> None:
    trained = manifest.require(options.run / "sft", "sft")
    manifest.require(options.run / "sft_data", "sft_data")
    folder = manifest.begin(options.run / "hub")

    from itertools import islice

    from longwriter_training.loop import CHECKPOINT, read_checkpoint
    from longwriter_training.packing import load_samples
    from longwriter_training.text import TokenText

    state = read_checkpoint(options.run / "sft" / CHECKPOINT)
    tokenizer = options.run / "tokenizer" / "tokenizer.json"
    model = ModelConfig(**trained["settings"]["model"])
    write(folder, state["model"], model, tokenizer)
    samples = load_samples(options.run / "sft_data" / "train.npz")
    rows = list(islice(tasks(samples, TokenText(tokenizer), options.seed), options.tasks))
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    manifest.write_bytes(folder / "tasks.jsonl", lines.encode())
    print(f"{sum(w.numel() for w in state['model'].values()):,} weights, {len(rows)} tasks")
    manifest.finish(folder, STAGE, {"seed": options.seed}, {"tasks": len(rows)})


if __name__ == "__main__":
    raise SystemExit(main())
