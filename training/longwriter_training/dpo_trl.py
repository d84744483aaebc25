# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Preference training (DPO) on pairs of answers, of whole documents or of single sections.

Reads JSONL pairs, of the stage `pairs` or exported by the app; prints how long the chosen and the
rejected answers are; writes ``dpo_trl/``: model/, manifest.json last. Started again after a kill it
goes on from the last whole checkpoint.

  python -m longwriter_training.dpo_trl --run RUN --config CONFIG --set base.model='"FOLDER"'
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from longwriter_training import manifest
from longwriter_training.config import ConfigError, parser, read
from longwriter_training.problems import Refused, told
from longwriter_training.tune.begun import description, go_on_or_begin
from longwriter_training.tune.config import DpoConfig, TuneConfig
from longwriter_training.tune.preference import length_statistics, read_pairs
from longwriter_training.tune.running import (
    load_tokenizer,
    quieten,
    refuse_missing_base,
    save,
    train,
    weights_type,
)

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase, Trainer

STAGE = "dpo_trl"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    options = parser(__doc__).parse_args(argv)
    quieten()
    return told(STAGE, partial(_run, options), (ValueError,))


def _run(options: argparse.Namespace) -> None:
    config = read(TuneConfig, options.config, options.set)
    if not config.base.model or not config.dpo.pairs:
        raise ConfigError("base.model and dpo.pairs are needed: a folder, and JSONL files")
    manifest.refuse_unfinished(config.base.model, *config.dpo.pairs)
    rows = list(chain.from_iterable(read_pairs(Path(name)) for name in config.dpo.pairs))
    if not rows:
        raise ConfigError("dpo.pairs holds no pair")
    run(config, rows, options.run / STAGE)


def run(config: TuneConfig, rows: list[dict[str, object]], folder: Path) -> None:
    """Train on pairs; goes on from a checkpoint in `folder` if there is one.

    Raises:
        Refused: that one is of a run with other settings, pairs or another base; or the base has
            no chat template, or cannot be tuned.
    """
    refuse_missing_base(config.base.model)
    go_on_or_begin(folder, description(config, config.dpo, rows))
    tokenizer = prepared_tokenizer(config)
    fitting = [row for row in rows if longest(tokenizer, row) <= config.dpo.max_tokens]
    if not fitting:
        raise ValueError(f"no pair fits in {config.dpo.max_tokens} tokens")
    facts: dict[str, Any] = {"skipped": len(rows) - len(fitting)} | length_statistics(fitting)
    print(json.dumps(facts, indent=1), flush=True)
    trainer = make_trainer(config, tokenizer, fitting, folder / "checkpoints")
    trained = train(trainer, folder / "checkpoints")
    save(trainer, folder / "model")
    logs = [log for log in trainer.state.log_history if "rewards/accuracies" in log]
    facts |= {
        "steps": trained.steps,
        "loss": trained.loss,
        "accuracy": logs[-1]["rewards/accuracies"] if logs else None,
        "margin": logs[-1]["rewards/margins"] if logs else None,
    }
    if trainer.is_world_process_zero():
        manifest.finish(folder, STAGE, asdict(config), facts)


def prepared_tokenizer(config: TuneConfig) -> Any:
    """The base's tokenizer, with the chat template that pairs are put into.

    Raises:
        Refused: there is none.
    """
    from longwriter_training.convert.vocabulary import without_markers

    tokenizer = load_tokenizer(config.base.model)
    template = tokenizer.chat_template or ""
    if config.base.template:
        template = Path(config.base.template).read_text(encoding="utf-8")
    if not template:
        raise Refused(
            f"base.model {config.base.model} has no chat template to put pairs into: give the one "
            "that it was tuned with by base.template (training/templates/ has some)"
        )
    tokenizer.chat_template = without_markers(template)
    if tokenizer.pad_token is None:  # trl's trainer for "simpo" wants one before it sets it
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer


def longest(tokenizer: "PreTrainedTokenizerBase", row: dict[str, Any]) -> int:
    """Tokens of a pair's longer conversation."""
    return max(
        len(tokenizer.apply_chat_template(row["prompt"] + row[side], return_dict=False))
        for side in ("chosen", "rejected")
    )


def make_trainer(
    config: TuneConfig, tokenizer: "PreTrainedTokenizerBase", rows: list[dict[str, object]],
    folder: Path,
) -> "Trainer":  # fmt: skip
    """trl's DPO trainer; without an adapter the model itself, loaded again, is the reference.
    For the loss "simpo", which needs none, trl's trainer of that."""
    import torch
    from datasets import Dataset
    from transformers import AutoModelForCausalLM

    dpo, on_gpu = config.dpo, torch.cuda.is_available()
    common = {
        "output_dir": str(folder), "beta": dpo.beta, "max_length": dpo.max_tokens,
        "per_device_train_batch_size": 1, "gradient_accumulation_steps": dpo.pairs_a_step,
        "num_train_epochs": dpo.epochs, "max_steps": dpo.steps or -1, "learning_rate": dpo.rate,
        "lr_scheduler_type": "cosine", "warmup_steps": dpo.warmup, "bf16": on_gpu,
        "use_cpu": not on_gpu, "gradient_checkpointing": dpo.gradient_checkpointing,
        "save_steps": dpo.save_steps, "save_total_limit": 2, "logging_steps": 1, "seed": dpo.seed,
        "data_seed": dpo.seed, "report_to": "none", "disable_tqdm": True,
        "dataloader_pin_memory": on_gpu, "logging_nan_inf_filter": False,
    }  # fmt: skip

    def weights_again() -> Any:
        return AutoModelForCausalLM.from_pretrained(
            config.base.model, dtype=weights_type(dpo.lora_rank), trust_remote_code=False
        )

    given = {
        "train_dataset": Dataset.from_list(rows), "processing_class": tokenizer,
        "peft_config": _lora(dpo),
    }  # fmt: skip
    if dpo.loss == "simpo":
        from trl.experimental.cpo import CPOConfig, CPOTrainer

        free = CPOConfig(
            loss_type="simpo", simpo_gamma=dpo.margin, cpo_alpha=dpo.sft_weight, **common
        )
        return CPOTrainer(weights_again(), args=free, **given)
    from trl import DPOConfig as TrlConfig
    from trl import DPOTrainer

    losses, weights = [dpo.loss], [1.0]
    if dpo.sft_weight:
        losses, weights = [*losses, "sft"], [*weights, dpo.sft_weight]
    arguments = TrlConfig(
        loss_type=losses, loss_weights=weights,
        ld_alpha=dpo.length_weight if dpo.length_weight != 1.0 else None, **common,
    )  # fmt: skip
    # Behind the arguments: only then does DeepSpeed's ZeRO-3 have each process keep its part alone.
    model, reference = weights_again(), None if dpo.lora_rank else weights_again()
    return DPOTrainer(model, reference, args=arguments, **given)


def _lora(dpo: DpoConfig) -> Any:
    if not dpo.lora_rank:
        return None
    from peft import LoraConfig

    return LoraConfig(
        r=dpo.lora_rank, lora_alpha=dpo.lora_alpha or 2 * dpo.lora_rank,
        target_modules="all-linear", task_type="CAUSAL_LM",
    )  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
