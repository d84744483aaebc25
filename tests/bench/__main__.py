# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""`make bench`: measures the figures that the program promises, prints a table and a JSON line.

python -m tests.bench [length] [window] [library] [memory] [engine] [editing] [together]
[growth] [faults] [tuning]
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable

from tests.bench.figures import Figure, json_line, table


def _length() -> list[Figure]:
    from tests.bench import length_bench

    return length_bench.run()


def _window() -> list[Figure]:
    from tests.bench import window_bench

    return window_bench.run()


def _library() -> list[Figure]:
    from tests.bench import library_bench

    return library_bench.run()


def _memory() -> list[Figure]:
    from tests.bench import memory_bench

    return memory_bench.run()


def _engine() -> list[Figure]:
    from tests.bench import engine_bench

    return engine_bench.run()


def _editing() -> list[Figure]:
    from tests.bench import editing_bench

    return editing_bench.run()


def _growth() -> list[Figure]:
    from tests.bench import growth_bench

    return growth_bench.run()


def _together() -> list[Figure]:
    from tests.bench import together_bench

    return together_bench.run()


def _faults() -> list[Figure]:
    from tests.bench import faults_bench

    return faults_bench.run()


def _tuning() -> list[Figure]:
    from tests.bench import tuning_bench

    return tuning_bench.run()


PARTS: dict[str, Callable[[], list[Figure]]] = {
    "length": _length,
    "window": _window,
    "library": _library,
    "memory": _memory,
    "engine": _engine,
    "editing": _editing,
    "growth": _growth,
    "together": _together,
    "faults": _faults,
    "tuning": _tuning,
}


def machine() -> str:
    """The processor and what is free of it, for whoever reads the figures later."""
    model = platform.processor() or platform.machine()
    if sys.platform == "linux":
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            names = [line.split(":", 1)[1].strip() for line in info if "model name" in line]
        model = names[0] if names else model
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return f"{model}, {os.cpu_count()} cores, load {load:.1f} at the start"


def main() -> int:
    """Run the parts that were asked for; exit code 1 when a figure was missed."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="default: all")
    chosen = parser.parse_args().parts or list(PARTS)
    where = machine()
    print(where, file=sys.stderr)
    figures: list[Figure] = []
    for part in chosen:
        print(f"measuring: {part}", file=sys.stderr)
        figures += PARTS[part]()
    print(table(figures))
    print(json_line(figures, where))
    return 1 if any(figure.reached is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
