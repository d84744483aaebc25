# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One process of a run that shares its weights out by FSDP, on the CPU: accelerate does so on GPUs
alone, though PyTorch can. Its arguments are those of the stage `sft_trl`."""

import sys
from typing import Any

from accelerate import state
from accelerate.utils import DistributedType

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


if __name__ == "__main__":
    import accelerate.accelerator

    accelerate.accelerator.AcceleratorState = SharingState
    raise SystemExit(sft_trl.main(sys.argv[1:]))
