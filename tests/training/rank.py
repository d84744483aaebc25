# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One process of a stage that shares its weights out, on the CPU. Its arguments are the stage
(`sft_trl`, `dpo_trl`) and those of the stage. It tells how many weights each model that it reads
has at once in this process. With `KILLED_BEFORE` in the environment the second process is killed
before it takes that step.

FSDP: accelerate shares weights out on GPUs alone, though PyTorch can on a CPU.
"""

import importlib
import os
import signal
import sys
from typing import Any

from accelerate import state
from accelerate.utils import DistributedType
from transformers import AutoModelForCausalLM, TrainerCallback, trainer


class SharingState(state.AcceleratorState):
    """Takes several processes on a CPU for several GPUs."""

    def __init__(self, *arguments: Any, fsdp_plugin: Any = None, **more: Any) -> None:
        super().__init__(*arguments, fsdp_plugin=fsdp_plugin, **more)
        if self.distributed_type == DistributedType.MULTI_CPU and fsdp_plugin is not None:
            fsdp_plugin.set_mixed_precision(self._mixed_precision)
            self.fsdp_plugin = fsdp_plugin
            self.distributed_type = DistributedType.FSDP
            state.PartialState._shared_state["distributed_type"] = DistributedType.FSDP


class Killed(TrainerCallback):
    """Ends the second process as a lack of memory would."""

    def on_step_begin(self, _arguments: Any, state: Any, _control: Any, **_more: Any) -> None:
        if os.environ["RANK"] == "1" and state.global_step == int(os.environ["KILLED_BEFORE"]) - 1:
            os.kill(os.getpid(), signal.SIGKILL)


def told_of(read: Any) -> Any:
    """A way to read a model that says how many weights are in this process then."""

    def reading(*arguments: Any, **more: Any) -> Any:
        model = read(*arguments, **more)
        held = sum(weight.numel() for weight in model.parameters())
        os.write(1, f"weights held: {held}\n".encode())  # at once: two processes write there
        return model

    return reading


if __name__ == "__main__":
    import accelerate.accelerator

    if "KILLED_BEFORE" in os.environ:
        trainer.DEFAULT_CALLBACKS.append(Killed)

    accelerate.accelerator.AcceleratorState = SharingState
    AutoModelForCausalLM.from_pretrained = told_of(AutoModelForCausalLM.from_pretrained)
    stage = importlib.import_module(f"longwriter_training.{sys.argv[1]}")
    raise SystemExit(stage.main(sys.argv[2:]))
