# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a measurement holds for: this processor with this version of llama.cpp."""

import os
import platform
import sys
from importlib import metadata
from pathlib import Path

_CPU_INFO = Path("/proc/cpuinfo")


def machine() -> str:
    """Processor, number of its threads, and version of llama-cpp-python, in one line."""
    try:
        version = metadata.version("llama-cpp-python")
    except metadata.PackageNotFoundError:
        version = "unknown"
    return f"{processor()}, {os.cpu_count()} threads, llama-cpp-python {version}"


def processor() -> str:
    """The processor's name, as far as the system tells."""
    if sys.platform == "linux" and _CPU_INFO.is_file():
        for line in _CPU_INFO.read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()
