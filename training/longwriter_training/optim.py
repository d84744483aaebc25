# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Muon for the hidden matrices, AdamW for the embedding and the norms; one schedule for both."""

import torch

from longwriter_training.config import LoopConfig
from longwriter_training.model import Llama

Optimizers = tuple[torch.optim.Optimizer, torch.optim.Optimizer]


def build(model: Llama, config: LoopConfig) -> Optimizers:
    """The two optimizers; each group's peak rate is kept in ``peak_lr``."""
    matrices = [w for name, w in model.named_parameters() if w.dim() == 2 and "embed" not in name]
    others = [w for name, w in model.named_parameters() if w.dim() != 2 or "embed" in name]
    muon = torch.optim.Muon(
        matrices, lr=config.muon_lr, weight_decay=config.weight_decay, momentum=0.95, nesterov=True
    )
    adam = torch.optim.AdamW(
        others, lr=config.adam_lr, betas=(0.9, 0.95), eps=1e-8, weight_decay=0.0
    )
    for optimizer in (muon, adam):
        for group in optimizer.param_groups:
            group["peak_lr"] = group["lr"]
    return muon, adam


def rate(fraction: float, config: LoopConfig) -> float:
    """Share of the peak rate at ``fraction`` (0 to 1) of the run: up, level, linearly down."""
    if fraction < config.warmup:
        return max(0.01, fraction / config.warmup)
    if fraction <= config.decay_from:
        return 1.0
    left = max(0.0, 1.0 - fraction) / (1.0 - config.decay_from)
    return config.final_lr + (1.0 - config.final_lr) * left


def step(optimizers: Optimizers, share: float) -> None:
    """One update at ``share`` of the peak rates, then clear the gradients."""
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["lr"] = group["peak_lr"] * share
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
