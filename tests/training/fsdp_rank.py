# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One process of a run that shares its weights out by FSDP, on the CPU: accelerate does so on GPUs
alone, though PyTorch can. Its arguments are those of the stage `sft_trl`. With `KILLED_BEFORE` in
the environment the second process is killed before it takes that step."""

import os
import signal
import sys
from typing import Any

from accelerate import state
from accelerate.utils import DistributedType
from transformers import TrainerCallback, trainer

from longwriter_training import sft_trl


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


if __name__ == "__main__":
    import accelerate.accelerator

    if "KILLED_BEFORE" in os.environ:
        trainer.DEFAULT_CALLBACKS.append(Killed)

    accelerate.accelerator.AcceleratorState = SharingState
    raise SystemExit(sft_trl.main(sys.argv[1:]))
