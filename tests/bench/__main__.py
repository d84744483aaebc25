# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""`make bench`: measures the figures that the program promises, prints a table and a JSON line.

python -m tests.bench [length] [startup] [window] [library] [memory] [engine] [llama] [busy]
[editing] [together] [cancel] [tuning] [faults] [growth] [training] [export] [--hours 2] [--large]
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.figures import Figure, json_line, table


@dataclass(frozen=True)
class Options:
    """`hours` to write on in the growth part, 0 for a set number of documents; whether parts
    that can do so measure the `large` model too."""

    hours: float
    large: bool


def _length(_options: Options) -> list[Figure]:
    from tests.bench import length_bench

    return length_bench.run()


def _startup(_options: Options) -> list[Figure]:
    from tests.bench import startup_bench

    return startup_bench.run()


def _window(_options: Options) -> list[Figure]:
    from tests.bench import window_bench

    return window_bench.run()


def _library(_options: Options) -> list[Figure]:
    from tests.bench import library_bench

    return library_bench.run()


def _memory(_options: Options) -> list[Figure]:
    from tests.bench import memory_bench

    return memory_bench.run()


def _engine(_options: Options) -> list[Figure]:
    from tests.bench import engine_bench

    return engine_bench.run()


def _llama(options: Options) -> list[Figure]:
    from tests.bench import llama_bench

    return llama_bench.run(options.large)


def _busy(_options: Options) -> list[Figure]:
    from tests.bench import busy_bench

    return busy_bench.run()


def _cancel(options: Options) -> list[Figure]:
    from tests.bench import cancel_bench

    return cancel_bench.run(options.large)


def _editing(_options: Options) -> list[Figure]:
    from tests.bench import editing_bench

    return editing_bench.run()


def _growth(options: Options) -> list[Figure]:
    from tests.bench import growth_bench

    return growth_bench.run(options.hours)


def _together(_options: Options) -> list[Figure]:
    from tests.bench import together_bench

    return together_bench.run()


def _faults(_options: Options) -> list[Figure]:
    from tests.bench import faults_bench

    return faults_bench.run()


def _tuning(_options: Options) -> list[Figure]:
    from tests.bench import tuning_bench

    return tuning_bench.run()


def _training(_options: Options) -> list[Figure]:
    from tests.bench import training_bench

    return training_bench.run()


def _export(_options: Options) -> list[Figure]:
    from tests.bench import export_bench

    return export_bench.run()


PARTS: dict[str, Callable[[Options], list[Figure]]] = {
    "length": _length,
    "startup": _startup,
    "window": _window,
    "library": _library,
    "memory": _memory,
    "engine": _engine,
    "llama": _llama,
    "busy": _busy,
    "editing": _editing,
    "growth": _growth,
    "together": _together,
    "cancel": _cancel,
    "tuning": _tuning,
    "faults": _faults,
    "training": _training,
    "export": _export,
}
_ON_REQUEST = {"training", "export"}  # they need libraries that the program does not


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
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="default: all but training")
    parser.add_argument("--hours", type=float, default=0.0, help="how long growth writes on")
    parser.add_argument("--large", action="store_true", help="with a model of 4.9 GB, made first")
    arguments = parser.parse_args()
    options = Options(arguments.hours, arguments.large)
    chosen = arguments.parts or [part for part in PARTS if part not in _ON_REQUEST]
    where = machine()
    print(where, file=sys.stderr)
    figures: list[Figure] = []
    for part in chosen:
        print(f"measuring: {part}", file=sys.stderr)
        figures += PARTS[part](options)
    print(table(figures))
    print(json_line(figures, where))
    return 1 if any(figure.reached is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
