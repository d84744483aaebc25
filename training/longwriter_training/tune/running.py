# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Runs a trainer of trl, on from the last whole checkpoint; ends where the loss is no number."""

import errno
import json
import logging
import math
import os
import warnings
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from longwriter_training.convert.checkpoint import is_adapter
from longwriter_training.problems import LossBroken, Refused

_CHECKPOINT = "checkpoint-"
_STATE = "trainer_state.json"  # transformers writes it last
# How libraries that are not Python's own tell of a disk that takes no more.
_DISK_WORDS = ("No space left", "Disk quota", "File too large", "write failed", "unexpected pos")


@dataclass(frozen=True)
class Trained:
    """How many steps a run has taken, and the mean loss of them."""

    steps: int
    loss: float


def quieten() -> None:
    """Before the libraries are imported: no report of their use to the Hub, no progress bars, and
    no warnings about their own insides, which nobody here can mend. Errors still come through."""
    os.environ |= {
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "TRANSFORMERS_VERBOSITY": "error",
        "TRL_EXPERIMENTAL_SILENCE": "1",
    }
    for library in ("transformers", "trl", "bitsandbytes"):  # what the variables do not reach
        logging.getLogger(library).setLevel(logging.ERROR)
    for kind in (FutureWarning, UserWarning):
        warnings.filterwarnings("ignore", category=kind, module=r"(torch|transformers|trl|peft)\b")


def refuse_missing_base(model: str) -> None:
    """Raises `Refused` for a path that is no folder of a model; anything else is a Hub id."""
    if is_adapter(Path(model)):
        raise Refused(
            f"base.model {model} is an adapter, no model: merge it into its base (python -m "
            f"longwriter_training.merge_lora --source {model} --output FOLDER) and name that folder"
        )
    is_path = model.startswith((".", "/", "~")) or Path(model).exists()
    if is_path and not (Path(model) / "config.json").is_file():
        raise Refused(f"base.model {model} holds no model (no config.json): look at the path")


def load_tokenizer(model: str) -> Any:
    """A base's tokenizer; code that comes with a base is not run.

    Raises:
        Refused: there is no using it without.
    """
    from transformers import AutoConfig, AutoTokenizer

    try:
        AutoConfig.from_pretrained(model, trust_remote_code=False)
        return AutoTokenizer.from_pretrained(model, trust_remote_code=False)
    except ValueError as error:
        if "trust_remote_code" not in str(error):
            raise
        raise Refused(
            f"base.model {model} needs code of its own, which is not run here, so that it cannot "
            "be tuned (export_hf converts LongWriter-glm4-9b and its like): take a checkpoint in "
            "transformers' own form, of GLM-4 one with GlmForCausalLM in its config.json"
        ) from error


def whole_checkpoint(folder: Path) -> str | None:
    """The latest checkpoint that was written to its end; one that broke off is passed over."""
    found = {}
    for place in folder.glob(f"{_CHECKPOINT}*"):
        number = place.name.removeprefix(_CHECKPOINT)
        if number.isdigit() and _is_whole(place):
            found[int(number)] = place
    return str(found[max(found)]) if found else None


def _is_whole(checkpoint: Path) -> bool:
    try:
        return isinstance(json.loads((checkpoint / _STATE).read_text(encoding="utf-8")), dict)
    except (OSError, ValueError):
        return False


def train(trainer: Any, folder: Path) -> Trained:
    """Train to the end, from a checkpoint in `folder` if there is one. What comes back counts the
    steps before that too: transformers' own mean leaves out their losses, and not their number.

    Raises:
        LossBroken: the loss or its slope is infinite or no number.
        OSError: a checkpoint could not be written.
    """
    from safetensors import SafetensorError

    trainer.add_callback(_stop_at_nan())
    try:
        trainer.train(resume_from_checkpoint=whole_checkpoint(folder))
    except (SafetensorError, RuntimeError) as error:
        if any(words in str(error) for words in _DISK_WORDS):
            raise OSError(errno.ENOSPC, "", str(folder)) from error
        raise
    losses = [log["loss"] for log in trainer.state.log_history if "loss" in log]  # of each step
    return Trained(trainer.state.global_step, fmean(losses))


def save(trainer: Any, folder: Path) -> None:
    """Write the trained model, whole, where its weights lie in parts on several GPUs, too.

    Raises:
        Refused: no weights were written: so it is with DeepSpeed's ZeRO-3 if it is not told to
            gather them.
        OSError: the disk is full, say.
    """
    if trainer.is_fsdp_enabled:  # else FSDP 2 writes nothing here, and says nothing
        trainer.accelerator.state.fsdp_plugin.set_state_dict_type("FULL_STATE_DICT")
    trainer.save_model(str(folder))
    if trainer.is_world_process_zero() and not any(folder.glob("*.safetensors")):
        raise Refused(
            f"no weights were written to {folder}: set zero3_save_16bit_model in the configuration "
            "of accelerate and start again; it goes on from the last checkpoint"
        )


def weights_type(lora_rank: int) -> Any:
    """The type that weights are loaded in. Those that are trained are float32, and are computed
    with in bfloat16: a step of a usual rate is too small for bfloat16 to hold it."""
    import torch

    return torch.bfloat16 if lora_rank and torch.cuda.is_available() else torch.float32


def _stop_at_nan() -> Any:
    from transformers import TrainerCallback

    class StopAtNan(TrainerCallback):
        def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **_: Any) -> None:
            loss, slope = ((logs or {}).get(name, 0.0) for name in ("loss", "grad_norm"))
            if not math.isfinite(loss):
                raise LossBroken(state.global_step, loss)
            if not math.isfinite(slope):  # the weights are spoilt; the next loss would tell
                raise LossBroken(state.global_step, loss, slope)

    return StopAtNan()
