# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""trl's SFT trainer with packed rows and three ways to weigh the loss."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset
from transformers import PreTrainedTokenizerBase
from trl import SFTConfig as TrlConfig
from trl import SFTTrainer

from longwriter_training.tune.config import SftConfig
from longwriter_training.tune.tokens import IGNORED, Encoded

_RELEASE_PACK = 30  # conversations that the released code takes a pack to hold


class PackedTrainer(SFTTrainer):
    """`SFTTrainer` over packs; "token" is its own loss, the others weigh each pack by itself."""

    def __init__(self, weighting: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._weighting = weighting

    def compute_loss(
        self, model: Any, inputs: dict[str, Any], return_outputs: bool = False,
        num_items_in_batch: Any = None,
    ) -> Any:  # fmt: skip
        """The loss of one pack, divided so that the packs of a step add up."""
        if self._weighting == "token" or not model.training:
            return super().compute_loss(model, inputs, return_outputs, num_items_in_batch)
        targets = (inputs["labels"][:, 1:] != IGNORED).sum()
        conversations = int((inputs["position_ids"] == 0).sum())
        loss = super().compute_loss(model, inputs, False, targets)
        share = conversations / _RELEASE_PACK if self._weighting == "longwriter_release" else 1.0
        return loss * share / self.current_gradient_accumulation_steps


def make_trainer(
    load: Callable[[], Any], tokenizer: PreTrainedTokenizerBase, data: Encoded, held_out: Encoded,
    config: SftConfig, max_tokens: int, folder: Path,
) -> PackedTrainer:  # fmt: skip
    """A trainer that packs `data` into rows of `max_tokens`, attention kept inside each sample.

    `load` reads the model, behind the arguments of the training: only then does DeepSpeed's ZeRO-3
    have each process keep its part alone, and not all of the model in every one.

    trl sends such a row with position ids that begin again and without an attention mask or a
    cache: the three together are what keeps attention apart.
    """
    on_gpu = torch.cuda.is_available()
    arguments = TrlConfig(
        output_dir=str(folder), max_length=max_tokens, packing=True, packing_strategy="bfd",
        padding_free=True, per_device_train_batch_size=1, per_device_eval_batch_size=1,
        gradient_accumulation_steps=config.packs, num_train_epochs=config.epochs,
        max_steps=config.steps or -1, learning_rate=config.rate, lr_scheduler_type="cosine",
        warmup_steps=config.warmup, weight_decay=config.weight_decay, adam_beta1=config.beta1,
        adam_beta2=config.beta2, bf16=on_gpu, use_cpu=not on_gpu,
        gradient_checkpointing=config.gradient_checkpointing, save_steps=config.save_steps,
        save_total_limit=2, logging_steps=1, seed=config.seed, data_seed=config.seed,
        report_to="none", average_tokens_across_devices=config.loss_weighting == "token",
        eval_packing=True, disable_tqdm=True, dataloader_pin_memory=on_gpu,
        ddp_find_unused_parameters=False,
        logging_nan_inf_filter=False,  # else a broken loss is logged as the mean of those before
    )  # fmt: skip
    measured = Dataset.from_list(held_out.samples) if held_out.samples else None
    return PackedTrainer(
        config.loss_weighting, model=load(), args=arguments,
        train_dataset=Dataset.from_list(data.samples), eval_dataset=measured,
        processing_class=tokenizer, peft_config=_lora(config),
    )  # fmt: skip


def _lora(config: SftConfig) -> Any:
    if not config.lora_rank:
        return None
    from peft import LoraConfig

    return LoraConfig(
        r=config.lora_rank, lora_alpha=config.lora_alpha or 2 * config.lora_rank,
        target_modules="all-linear", task_type="CAUSAL_LM",
    )  # fmt: skip
