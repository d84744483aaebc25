# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The memory of a GPU that llama.cpp can use here."""

import importlib.util
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

_BACKENDS = ("cuda", "vulkan", "hip", "sycl")  # with a memory of their own, unlike Metal's
_QUERY = ("--query-gpu=memory.total,memory.free", "--format=csv,noheader,nounits")
_MEBIBYTE = 1 << 20
_SECONDS = 3.0
_NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would show one for a moment
_CARDS = Path("/sys/class/drm")


def can_use_gpu() -> bool:
    """Whether the llama.cpp that is installed was built for a GPU with a memory of its own.

    It is not loaded: the names of its libraries tell.
    """
    return _is_built_for(*_BACKENDS)


def may_have_untold_gpu() -> bool:
    """Whether there may be a GPU of which `device_memory` knows nothing. NVIDIA's drivers bring
    the program that tells of theirs."""
    others = tuple(backend for backend in _BACKENDS if backend != "cuda")
    return _is_built_for(*others) or (can_use_gpu() and shutil.which("nvidia-smi") is not None)


def uses_metal() -> bool:
    """Whether it was built for a Mac's GPU, which computes in the main memory."""
    return _is_built_for("metal")


def _is_built_for(*backends: str) -> bool:
    spec = importlib.util.find_spec("llama_cpp")
    places = spec.submodule_search_locations if spec is not None else None
    names = [path.name.lower() for place in places or () for path in Path(place, "lib").glob("*")]
    return any(f"ggml-{backend}" in name for name in names for backend in backends)


def device_memory(cards: Path = _CARDS) -> tuple[int, int]:
    """Bytes of the GPUs together: all, and what is free now; (0, 0) where none can be asked.

    llama.cpp spreads the layers over all of them. One by AMD beside one by NVIDIA is mostly part
    of the processor, and is not used then.
    """
    found = tuple(_nvidia()) or tuple(_amd(cards))
    return sum(total for total, _ in found), sum(free for _, free in found)


def _nvidia() -> Iterable[tuple[int, int]]:
    program = shutil.which("nvidia-smi")
    if program is None:
        return ()
    try:
        answer = subprocess.run(
            [program, *_QUERY], capture_output=True, text=True, timeout=_SECONDS, check=False,
            creationflags=_NO_CONSOLE,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(filter(None, map(_line, answer.stdout.splitlines())))


def _line(text: str) -> tuple[int, int] | None:
    """ "24564, 23912" in bytes; None for anything else."""
    numbers = [part.strip() for part in text.split(",")]
    if len(numbers) != 2 or not all(part.isdecimal() for part in numbers):
        return None
    return int(numbers[0]) * _MEBIBYTE, int(numbers[1]) * _MEBIBYTE


def _amd(cards: Path) -> Iterable[tuple[int, int]]:
    """What Linux's amdgpu driver tells."""
    for total in cards.glob("card*/device/mem_info_vram_total"):
        try:
            whole = int(total.read_text())
            used = int(total.with_name("mem_info_vram_used").read_text())
        except (OSError, ValueError):
            continue
        yield whole, max(0, whole - used)
