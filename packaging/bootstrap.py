# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Sets up a checkout and starts it: `python3 packaging/bootstrap.py run`.

This file and `longwriter_setup.pythons` must also compile on Pythons that are too old
for the rest, because they are what finds a newer one.
"""

import os
import sys

from longwriter_setup import pythons


def main():
    """Go on in a Python that is new enough, or say what to install."""
    if not pythons.is_suitable(sys.version_info[:2]):
        better = pythons.find_on_path(os.environ.get("PATH", ""))
        if better is None:
            sys.stderr.write(pythons.too_old_sentence(sys.version_info[:2]) + "\n")
            return 1
        os.execv(better, [better, os.path.abspath(__file__)] + sys.argv[1:])
    from longwriter_setup.commands import main as run_command

    return run_command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
