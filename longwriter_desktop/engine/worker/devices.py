# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What can run a model here: the GPUs that llama.cpp sees, and how much of a model they hold."""

import ctypes
from dataclasses import dataclass
from typing import Any

import llama_cpp.llama_cpp as llama
from llama_cpp._ggml import libggml

_GPU, _INTEGRATED_GPU = 1, 2  # ggml-backend.h, enum ggml_backend_dev_type
_SHARE = 0.95  # of the free memory; what is asked for comes in pieces that do not fill it
_BUFFERS = 512 * 1024 * 1024  # bytes that computing needs beside weights and cache

libggml.ggml_backend_dev_count.restype = ctypes.c_size_t
for _name in ("dev_get", "dev_backend_reg"):
    getattr(libggml, f"ggml_backend_{_name}").restype = ctypes.c_void_p
libggml.ggml_backend_reg_name.restype = ctypes.c_char_p
libggml.ggml_backend_dev_memory.restype = None


@dataclass(frozen=True)
class Device:
    """A device that computes: its backend's name ("CPU", "CUDA"), and bytes of its memory.

    An `is_integrated` GPU shares the machine's memory.
    """

    name: str
    is_gpu: bool
    is_integrated: bool
    free_bytes: int
    total_bytes: int


@dataclass(frozen=True)
class OffloadNeeds:
    """What a model asks of the memory it is put in: bytes of its file, and of keys and values
    of a whole context; both lie in its `layers`."""

    layers: int
    weight_bytes: int
    cache_bytes: int

    def layers_within(self, free_bytes: int) -> int:
        """How many layers `free_bytes` of a GPU hold; -1 for all, and the output with them.

        llama.cpp counts the output matrix as one more layer, and so does this: as if all
        were equally large, which is a little too much for a layer and too little for the
        output. An estimate; a load that fails is tried with fewer.
        """
        if self.layers <= 0:
            return -1
        each = self.weight_bytes / (self.layers + 1) + self.cache_bytes / self.layers
        room = max(0.0, free_bytes * _SHARE - _BUFFERS)
        layers = int(room / max(1.0, each))
        return -1 if layers > self.layers else layers


def devices() -> list[Device]:
    """All that llama.cpp can compute with here, in its order."""
    return [_device(number) for number in range(libggml.ggml_backend_dev_count())]


def backend() -> str:
    """What runs the model: "CUDA", "Vulkan", "Metal" and the like, or "CPU"."""
    if not llama.llama_supports_gpu_offload():
        return "CPU"
    return next((device.name for device in devices() if device.is_gpu), "GPU")


def free_gpu_bytes(found: list[Device] | None = None) -> int:
    """Free memory of the GPUs that a model is spread over; 0 where none tells.

    llama.cpp uses integrated GPUs only where there is no other. `found`: else the present ones.
    """
    gpus = [device for device in (devices() if found is None else found) if device.is_gpu]
    own = [device for device in gpus if not device.is_integrated]
    return sum(device.free_bytes for device in own or gpus[:1])


def has_own_memory(found: list[Device] | None = None) -> bool:
    """Whether a GPU here has memory that is not the machine's. `found`: else the present ones."""
    known = devices() if found is None else found
    return any(one.is_gpu and not one.is_integrated and one.name != "Metal" for one in known)


def _device(number: int) -> Device:
    handle = ctypes.c_void_p(libggml.ggml_backend_dev_get(ctypes.c_size_t(number)))
    kind = libggml.ggml_backend_dev_type(handle)
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    libggml.ggml_backend_dev_memory(handle, ctypes.byref(free), ctypes.byref(total))
    return Device(
        name=_backend_name(handle),
        is_gpu=kind in (_GPU, _INTEGRATED_GPU),
        is_integrated=kind == _INTEGRATED_GPU,
        free_bytes=free.value,
        total_bytes=total.value,
    )


def _backend_name(handle: Any) -> str:
    registry = ctypes.c_void_p(libggml.ggml_backend_dev_backend_reg(handle))
    name = bytes(libggml.ggml_backend_reg_name(registry)).decode()
    return "Metal" if name == "MTL" else name
