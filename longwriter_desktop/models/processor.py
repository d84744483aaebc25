# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""This machine's processor: how fast it reads memory, and in which order it keeps weights."""

import ctypes
import os
import platform
import threading
import time
from functools import cache
from pathlib import Path

import psutil

from longwriter_desktop.domain.fit_speed import Processor
from longwriter_desktop.models.ggml import TYPES

_CPU_INFO = Path("/proc/cpuinfo")
_BLOCK = 48_000_000  # bytes; more than a cache holds
_SECONDS = 0.05  # of one round
_ROUNDS = 3
_WIDE_FLOPS = 100e9  # a second, of a core with vectors of 512 bits: 87 to 115 in a tiny model
# ggml-cpu/repack.cpp, ggml_repack_get_optimal_repack_type
_AVX2 = frozenset({"Q4_0", "Q4_K", "IQ4_NL", "MXFP4"})
_AVX512 = _AVX2 | {"Q2_K"}
_NEON = _AVX2 | {"Q5_K", "Q6_K", "Q8_0"}


@cache
def repacked_types() -> frozenset[int]:
    """The ggml types whose matrices llama.cpp keeps a second time, reordered for the processor."""
    machine = platform.machine().lower()
    if machine in ("arm64", "aarch64"):
        return frozenset(TYPES[name] for name in _NEON)
    if machine not in ("x86_64", "amd64"):
        return frozenset()
    if _flags() and "avx2" not in _flags():
        return frozenset()
    names = _AVX512 if _is_wide() else _AVX2
    return frozenset(TYPES[name] for name in names)


@cache
def read_processor() -> Processor:
    """Cores and memory bandwidth, measured once, in a third of a second."""
    cores = _cores()
    all_, alone = measured_bandwidth(cores), measured_bandwidth(1)
    if not _is_wide():
        return Processor(cores, all_, core_bandwidth=alone)
    return Processor(cores, all_, _WIDE_FLOPS, alone)


def measured_bandwidth(threads: int) -> float:
    """Bytes a second that `threads` threads copy together; the best round."""
    blocks = [(ctypes.create_string_buffer(_BLOCK), ctypes.create_string_buffer(_BLOCK))]
    blocks += [(blocks[0][0], ctypes.create_string_buffer(_BLOCK)) for _ in range(threads - 1)]
    return max(_copied(blocks) for _ in range(_ROUNDS))


def _copied(blocks: list[tuple[ctypes.Array[ctypes.c_char], ctypes.Array[ctypes.c_char]]]) -> float:
    counts = [0] * len(blocks)
    started = time.perf_counter()
    until = started + _SECONDS

    def copy(number: int) -> None:
        source, target = blocks[number]
        while time.perf_counter() < until:
            ctypes.memmove(target, source, _BLOCK)
            counts[number] += _BLOCK

    threads = [threading.Thread(target=copy, args=(number,)) for number in range(len(blocks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - started)


def _cores() -> int:
    """Cores without hyper-threads, no more than this process may run on."""
    physical = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return max(1, min(physical, len(os.sched_getaffinity(0))))
    return max(1, physical)


def _is_wide() -> bool:
    return "avx512f" in _flags()


@cache
def _flags() -> frozenset[str]:
    """What the processor can do, as Linux tells; empty elsewhere."""
    if not _CPU_INFO.is_file():
        return frozenset()
    for line in _CPU_INFO.read_text(encoding="utf-8", errors="replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "flags":
            return frozenset(value.split())
    return frozenset()
