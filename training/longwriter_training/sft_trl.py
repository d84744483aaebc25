# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Fine-tune a model of the Hub on conversations: packed rows, every weight or a LoRA adapter.

Reads JSONL files, writes ``sft_trl/``: model/ (weights or adapter, tokenizer), manifest.json last.
Started again after a kill it goes on from the last whole checkpoint.

  python -m longwriter_training.sft_trl --run RUN --config configs/longwriter_8b.toml
  accelerate launch --config_file configs/fsdp.yaml --num_processes GPUS -m
      longwriter_training.sft_trl ...    (the same, on several GPUs)
"""

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from longwriter_training import manifest
from longwriter_training.config import ConfigError, parser, read
from longwriter_training.problems import told
from longwriter_training.tune.begun import description, go_on_or_begin
from longwriter_training.tune.config import WEIGHTINGS, TuneConfig
from longwriter_training.tune.rows import Row, mix, read_rows
from longwriter_training.tune.running import (
    load_tokenizer,
    quieten,
    refuse_missing_base,
    save,
    train,
    weights_type,
)
from longwriter_training.tune.tokens import Encoded, encode

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

STAGE = "sft_trl"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    options = parser(__doc__).parse_args(argv)
    quieten()
    return told(STAGE, partial(_run, options), (ValueError, ImportError))


def _run(options: argparse.Namespace) -> None:
    config = read(TuneConfig, options.config, options.set)
    check(config)
    manifest.refuse_unfinished(config.base.model, *config.rows.long, *config.rows.general)
    run(config, gather(config), options.run / STAGE)


def check(config: TuneConfig) -> None:
    """Refuse what cannot be run, before anything is loaded.

    Raises:
        ConfigError: what is missing or does not go together.
    """
    if not config.base.model:
        raise ConfigError("base.model is empty: name a folder or a Hub id")
    if not config.rows.long:
        raise ConfigError("rows.long is empty: name at least one JSONL file")
    if config.rows.general and not config.rows.general_share:
        raise ConfigError(
            "rows.general_share is 0, so that none of rows.general would be learnt: set the share "
            "that they become of all rows, 0.9 for instance, or leave rows.general out"
        )
    if config.sft.loss_weighting not in WEIGHTINGS:
        raise ConfigError(
            f"sft.loss_weighting {config.sft.loss_weighting!r}: it can be {', '.join(WEIGHTINGS)}"
        )
    if config.sft.four_bits and not config.sft.lora_rank:
        raise ConfigError("sft.four_bits needs a sft.lora_rank: whole weights cannot be tuned so")


def gather(config: TuneConfig) -> list[Row]:
    """The rows of a run, long and general ones mixed.

    Raises:
        RowRefused, OSError, ValueError: a file or a row cannot be used.
    """
    long = list(chain.from_iterable(read_rows(Path(name)) for name in config.rows.long))
    general = list(chain.from_iterable(read_rows(Path(name)) for name in config.rows.general))
    rows = mix(long, general, config.rows.general_share, config.sft.seed)
    if config.rows.held_out >= len(rows):
        raise ValueError(
            f"rows.held_out {config.rows.held_out} leaves none of {len(rows)} rows to learn from: "
            "keep fewer for measuring, or give more rows"
        )
    return rows


def run(config: TuneConfig, rows: list[Row], folder: Path) -> None:
    """Tune the model; goes on from a checkpoint in `folder` if there is one.

    Raises:
        Refused: that one is of a run with other settings, rows or another base.
    """
    from longwriter_training.tune.trainer import make_trainer

    refuse_missing_base(config.base.model)
    go_on_or_begin(folder, description(config, config.sft, (row.messages for row in rows)))
    tokenizer = load_tokenizer(config.base.model)
    template = _template(config, tokenizer)
    tokenizer.chat_template = template
    limit, kept = config.rows.max_tokens, config.rows.held_out
    held_out = encode(tokenizer, rows[:kept], template, limit)
    data = encode(tokenizer, rows[kept:], template, limit)
    say(data, limit)
    if not data.samples:
        raise ValueError(f"no conversation fits in {limit} tokens; the longest has {data.longest}")
    trainer = make_trainer(
        partial(load_model, config), tokenizer, data, held_out, config.sft, limit,
        folder / "checkpoints",
    )  # fmt: skip
    packs = trainer.train_dataset
    filled = sum(len(pack["input_ids"]) for pack in packs) / (len(packs) * limit)
    print(f"{len(packs)} packs of {limit} tokens, {filled:.1%} filled", flush=True)
    trained = train(trainer, folder / "checkpoints")
    save(trainer, folder / "model")
    facts: dict[str, Any] = {
        "rows": len(data.samples), "skipped": data.skipped, "tokens": data.tokens,
        "targets": data.targets, "packs": len(packs), "filled": filled,
        "steps": trained.steps, "loss": trained.loss,
    }  # fmt: skip
    if held_out.samples:
        facts["held_out_loss"] = trainer.evaluate()["eval_loss"]
    if trainer.is_world_process_zero():
        manifest.finish(folder, STAGE, asdict(config), facts)


def say(data: Encoded, limit: int) -> None:
    """What is trained on, and what is not."""
    print(f"{len(data.samples)} conversations, {data.tokens} tokens, {data.targets} of them learnt")
    if data.skipped:
        print(
            f"skipped {data.skipped} conversations of more than {limit} tokens "
            f"(the longest has {data.longest})"
        )


def load_model(config: TuneConfig) -> Any:
    """The weights that are tuned, with the attention that keeps packed samples apart."""
    import torch
    from transformers import AutoModelForCausalLM

    more: dict[str, Any] = {}
    if config.sft.four_bits:
        from transformers import BitsAndBytesConfig

        more["quantization_config"] = BitsAndBytesConfig(
            load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16
        )
    return AutoModelForCausalLM.from_pretrained(
        config.base.model, attn_implementation=config.base.attention or _attention(),
        dtype=weights_type(config.sft.lora_rank), trust_remote_code=False, **more,
    )  # fmt: skip


def _attention() -> str:
    """The fastest one there is that keeps packed samples apart."""
    import torch
    from transformers.utils import is_flash_attn_2_available

    if not torch.cuda.is_available():
        return "sdpa"
    return "flash_attention_2" if is_flash_attn_2_available() else "flex_attention"


def _template(config: TuneConfig, tokenizer: "PreTrainedTokenizerBase") -> str:
    if config.base.template:
        return Path(config.base.template).read_text(encoding="utf-8")
    return str(tokenizer.chat_template or "")


if __name__ == "__main__":
    raise SystemExit(main())
