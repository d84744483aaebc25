# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What describes a fine-tuning run; a TOML file with these sections, `--set` overrides."""

from dataclasses import dataclass, field
from typing import Literal

from longwriter_training.config import above_zero

LossWeighting = Literal["token", "pack_mean", "longwriter_release"]
WEIGHTINGS = ("token", "pack_mean", "longwriter_release")


@dataclass(frozen=True)
class BaseConfig:
    """The model that is tuned: a folder or a Hub id, and a chat template with generation markers
    ("" takes the tokenizer's own). `attention` is transformers' name; "" chooses by the device."""

    model: str = ""
    template: str = ""
    attention: str = ""


@dataclass(frozen=True)
class RowsConfig:
    """JSONL files of conversations. `general` are rows that keep other abilities alive; of all
    rows they become `general_share`, drawn at random (0: none, 1 is not possible)."""

    long: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    general_share: float = 0.0
    held_out: int = 0  # rows kept for measuring
    max_tokens: int = above_zero(
        32_768
    )  # a longer conversation is skipped, never cut; also a pack's length


@dataclass(frozen=True)
class SftConfig:
    """The run; the defaults are those of the LongWriter paper (arXiv 2408.07055).

    `loss_weighting`: "token" is the mean over all target tokens of a step; "pack_mean" the mean
    of the packs' own means; "longwriter_release" what the released code's `--pack_loss` does:
    a pack's mean times the number of its conversations, over 30. `lora_rank` 0 tunes every weight.
    """

    loss_weighting: LossWeighting = "token"
    epochs: float = above_zero(4.0)
    steps: int = 0  # 0: as many as the epochs have
    packs: int = above_zero(8)  # a step, on each GPU, over gradient accumulation
    rate: float = above_zero(1e-5)
    warmup: float = 0.03
    weight_decay: float = 0.1
    beta1: float = 0.9
    beta2: float = 0.95
    lora_rank: int = 0
    lora_alpha: int = 0  # 0: twice the rank
    four_bits: bool = False  # the base in NF4 under the adapter (QLoRA)
    gradient_checkpointing: bool = True
    save_steps: int = above_zero(100)
    seed: int = 1


@dataclass(frozen=True)
class DpoConfig:
    """Preference training on pairs. `loss` is one of trl's for DPO, or "simpo": that one needs no
    reference model, compares means over an answer's tokens, and wants a `margin` between the two
    (rate 1e-6 and beta 2 are usual for it).

    `length_weight` under 1 weighs the tokens beyond the shorter answer's length less (LD-DPO):
    against learning to be long. `sft_weight` adds the chosen answer's own loss, so that it does
    not become rarer.
    """

    pairs: tuple[str, ...] = ()
    loss: str = "sigmoid"
    beta: float = 0.1
    margin: float = 0.5  # of "simpo" alone, in rewards
    length_weight: float = 1.0
    sft_weight: float = 0.0
    epochs: float = above_zero(1.0)
    steps: int = 0  # 0: as many as the epochs have
    pairs_a_step: int = above_zero(8)
    rate: float = above_zero(5e-7)
    warmup: float = 0.1
    lora_rank: int = 0
    lora_alpha: int = 0  # 0: twice the rank
    max_tokens: int = above_zero(8_192)  # a longer pair is skipped
    gradient_checkpointing: bool = True
    save_steps: int = above_zero(100)
    seed: int = 1


@dataclass(frozen=True)
class TuneConfig:
    """Everything a fine-tuning run is made of."""

    base: BaseConfig = field(default_factory=BaseConfig)
    rows: RowsConfig = field(default_factory=RowsConfig)
    sft: SftConfig = field(default_factory=SftConfig)
    dpo: DpoConfig = field(default_factory=DpoConfig)
