# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Entry of `python -m longwriter_desktop`. `--worker` and `--spelling` are told apart before
any Qt import."""

import sys


def run() -> int:
    """Start the process that was asked for; the program without one."""
    if sys.argv[1:2] == ["--worker"]:
        from longwriter_desktop.engine.worker.main import main as worker

        worker()
    if sys.argv[1:2] == ["--spelling"]:
        from longwriter_desktop.app.spelling_process import main as spelling

        spelling(sys.argv[2])
        return 0
    from longwriter_desktop.main import main

    return int(main() or 0)


if __name__ == "__main__":
    sys.exit(run())
