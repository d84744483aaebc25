# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The training loop of pretrain and sft: budget, accumulation, checkpoints, reports.

What a step reads depends on (seed, step) alone, so a run that was killed and started again
takes the same steps as one that was not. Needs torch and numpy, nothing else.
"""

import io
import math
import pickle
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import torch
from torch import Tensor

from longwriter_training import optim
from longwriter_training.config import LoopConfig
from longwriter_training.manifest import write_bytes
from longwriter_training.model import Llama, summed_loss
from longwriter_training.problems import LossBroken, Refused
from longwriter_training.special import PAD_ID

CHECKPOINT = "checkpoint.pt"


@dataclass(frozen=True)
class Batch:
    """One micro-batch. All (B, T) int64; targets hold -100 where no loss counts.

    positions and mask (B, 1, T, T) bool are given for packed rows only. weights (B, T) float
    say how much each target counts; None = all the same.
    """

    tokens: Tensor
    targets: Tensor
    positions: Tensor | None = None
    mask: Tensor | None = None
    weights: Tensor | None = None

    def total_weight(self) -> float:
        """What the summed loss is divided by to be a mean."""
        counted = self.targets != -100 if self.weights is None else self.weights
        return float(counted.sum())

    def to(self, device: str) -> "Batch":
        """The same batch on another device."""

        def move(x: Tensor | None) -> Any:
            return None if x is None else x.to(device, non_blocking=True)

        return Batch(
            move(self.tokens), move(self.targets), move(self.positions), move(self.mask),
            move(self.weights),
        )  # fmt: skip


class Batches(Protocol):
    """Where a loop takes its data from."""

    def training(self, step: int, micro: int, long: bool) -> Batch:
        """The micro-batch of a step; ``long`` asks for rows of ``long_seq_len``."""

    def held_out(self) -> list[Batch]:
        """The batches the held-out loss is measured on; the same at every call."""


@dataclass(frozen=True)
class Progress:
    """How far a run is. ``seconds`` are those of training, over all restarts."""

    step: int = 0
    tokens: int = 0
    seconds: float = 0.0

    def fraction(self, config: LoopConfig) -> float:
        """Share of the budget that is spent, 0 to 1."""
        if config.minutes:
            return min(1.0, self.seconds / (config.minutes * 60))
        return min(1.0, self.step / config.steps)


@dataclass(frozen=True)
class Outcome:
    """What a finished loop reports. Losses in nats a target token; the first is this start's."""

    progress: Progress
    first_loss: float
    last_loss: float
    held_out_loss: float


def autocast(device: str) -> AbstractContextManager[Any]:
    """bfloat16 where it pays."""
    return torch.autocast(device_type=device.split(":")[0], dtype=torch.bfloat16)


def save(folder: Path, model: Llama, optimizers: optim.Optimizers, progress: Progress) -> None:
    """Write the checkpoint by rename: a kill leaves the one before."""
    buffer = io.BytesIO()
    state = {
        "model": model.state_dict(),
        "model_config": asdict(model.config),
        "optimizers": [optimizer.state_dict() for optimizer in optimizers],
        "progress": asdict(progress),
    }
    torch.save(state, buffer)
    write_bytes(folder / CHECKPOINT, buffer.getvalue())


def read_checkpoint(path: Path) -> dict[str, Any]:
    """What ``save`` wrote.

    Raises:
        OSError: the file is not there.
        Refused: it is damaged.
    """
    try:
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except (RuntimeError, EOFError, pickle.UnpicklingError) as error:
        raise Refused(f"{path} is damaged: remove its folder and run that stage again") from error
    return state


def resume(folder: Path, model: Llama, optimizers: optim.Optimizers) -> Progress:
    """Load the checkpoint of ``folder`` if there is one.

    Raises:
        Refused: it is damaged, or of a model of another shape.
    """
    path = folder / CHECKPOINT
    if not path.is_file():
        return Progress()
    state = read_checkpoint(path)
    if state["model_config"] != asdict(model.config):
        raise Refused(
            f"{path} is of a model of another shape: go on with the configuration that it was "
            "begun with, or give another --run folder"
        )
    model.load_state_dict(state["model"])
    for optimizer, saved in zip(optimizers, state["optimizers"], strict=True):
        # The momenta are kept; the rates are the configuration's, which may have changed.
        rates = optimizer.state_dict()["param_groups"]
        optimizer.load_state_dict({**saved, "param_groups": rates})
    progress = Progress(**state["progress"])
    print(f"resumed {path} at step {progress.step}, {progress.tokens:,} tokens", flush=True)
    return progress


@torch.no_grad()
def measure(model: Llama, batches: list[Batch], device: str) -> float:
    """Mean held-out loss in nats a target token."""
    total, count = 0.0, 0
    for cpu_batch in batches:
        batch = cpu_batch.to(device)
        with autocast(device):
            logits = model(batch.tokens, batch.positions, batch.mask)
        total += float(summed_loss(logits, batch.targets))
        count += int((batch.targets != -100).sum())
    return total / max(1, count)


class Loop:
    """One training run in one folder."""

    def __init__(
        self,
        model: Llama,
        batches: Batches,
        config: LoopConfig,
        folder: Path,
        device: str,
        report: Callable[[Llama], None] = lambda _model: None,
        on_step: Callable[[Progress], None] = lambda _progress: None,
    ) -> None:
        """``report`` prints a sample at each measuring; ``on_step`` is told every finished step.

        Raises:
            Refused: no budget or two, or a device that is not there.
        """
        if (config.minutes > 0) == (config.steps > 0):
            raise Refused("give the training either minutes or steps, and a positive number")
        refuse_missing_device(device)
        torch.set_num_threads(config.threads)
        self.model = model.to(device)
        self.batches = batches
        self.config = config
        self.folder = folder
        self.device = device
        self.report = report
        self.on_step = on_step
        self.optimizers = optim.build(model, config)

        def loss(batch: Batch) -> Tensor:
            logits = self.model(batch.tokens, batch.positions, batch.mask)
            return summed_loss(logits, batch.targets, batch.weights)

        # The loss is compiled with the model: on a CPU that is 0.7 of the time a step takes.
        self.loss = torch.compile(loss, dynamic=False) if config.compile else loss

    def run(self) -> Outcome:
        """Train until the budget is spent; resumes from the folder's checkpoint.

        Raises:
            LossBroken: the loss or its slope is no number; the last checkpoint is from before.
            OSError: a checkpoint could not be written.
        """
        progress = resume(self.folder, self.model, self.optimizers)
        first = last = float("nan")
        saved = measured = shown = time.monotonic()
        while progress.fraction(self.config) < 1.0:
            began = time.monotonic()
            loss, tokens = self._step(progress)
            now = time.monotonic()
            progress = Progress(
                progress.step + 1, progress.tokens + tokens, progress.seconds + now - began
            )
            first = loss if first != first else first
            last = loss
            if now - shown > 15:
                self._show(progress, loss, tokens / (now - began))
                shown = now
            if now - saved >= self.config.checkpoint_seconds:
                save(self.folder, self.model, self.optimizers, progress)
                saved = now
            if now - measured >= self.config.eval_seconds:
                progress, measured = self._measure(progress, now)
            self.on_step(progress)
        save(self.folder, self.model, self.optimizers, progress)
        held_out = measure(self.model, self.batches.held_out(), self.device)
        print(
            f"done: step {progress.step}, {progress.tokens:,} tokens, held-out loss {held_out:.4f}"
        )
        self.report(self.model)
        return Outcome(progress, first, last, held_out)

    def _step(self, progress: Progress) -> tuple[float, int]:
        """One update; returns (loss, tokens read). The loss is the mean over the step's targets,
        as the batches weigh them."""
        fraction = progress.fraction(self.config)
        long = bool(self.config.long_seq_len) and fraction >= self.config.long_from
        batches = [
            self.batches.training(progress.step, m, long) for m in range(self.config.accumulate)
        ]
        weight = sum(batch.total_weight() for batch in batches) or 1.0
        total = torch.zeros((), device=self.device)
        for cpu_batch in batches:
            batch = cpu_batch.to(self.device)
            with autocast(self.device):
                loss = self.loss(batch) / weight
            loss.backward()
            total += loss.detach()
        slope = torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.config.clip)
        mean = float(total)
        if not math.isfinite(mean + float(slope)):
            raise LossBroken(progress.step + 1, mean, float(slope))
        optim.step(self.optimizers, optim.rate(fraction, self.config))
        return mean, sum(int((batch.tokens != PAD_ID).sum()) for batch in batches)

    def _show(self, progress: Progress, loss: float, speed: float) -> None:
        fraction = progress.fraction(self.config)
        eta = progress.seconds / max(fraction, 1e-6) * (1 - fraction)
        share = optim.rate(fraction, self.config)
        print(
            f"step {progress.step} loss {loss:.3f} tokens {progress.tokens:,} {speed:,.0f} tokens/s"
            f" rate {share:.2f} done {fraction:.1%} eta {eta / 60:.1f} min",
            flush=True,
        )

    def _measure(self, progress: Progress, now: float) -> tuple[Progress, float]:
        held_out = measure(self.model, self.batches.held_out(), self.device)
        print(f"step {progress.step} held-out loss {held_out:.4f}", flush=True)
        self.report(self.model)
        after = time.monotonic()
        spent = Progress(progress.step, progress.tokens, progress.seconds + after - now)
        return spent, after


def load_model(path: Path, model: Llama) -> Llama:
    """Put the weights of a checkpoint into ``model``. Raises as ``read_checkpoint``."""
    model.load_state_dict(read_checkpoint(path)["model"])
    return model


def refuse_missing_device(device: str) -> None:
    """Raises `Refused` for a device that torch cannot use here."""
    try:
        torch.empty(1, device=device)
    except (RuntimeError, AssertionError) as error:
        why = str(error).splitlines()[0].rstrip(".")
        raise Refused(f"--device {device} cannot be used here ({why}): give cpu or cuda") from error


def peak_memory(device: str) -> AbstractContextManager[None]:
    """Print the peak GPU memory at the end of a block; does nothing on a CPU."""
    return nullcontext() if device == "cpu" else _GpuMemory()


class _GpuMemory(AbstractContextManager[None]):
    def __exit__(self, *_exception: object) -> None:
        print(f"peak GPU memory {torch.cuda.max_memory_allocated() / 2**30:.2f} GiB")
