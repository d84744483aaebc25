# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Entry of `python -m longwriter_desktop`. `--worker` is told apart before any Qt import."""

import sys


def run() -> int:
    """Start the model process for `--worker`, the program for everything else."""
    if sys.argv[1:2] == ["--worker"]:
        from longwriter_desktop.engine.worker.main import main as worker

        worker()
    from longwriter_desktop.main import main

    return int(main() or 0)


if __name__ == "__main__":
    sys.exit(run())
