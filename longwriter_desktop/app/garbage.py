# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Frees what only refers to itself, in the thread that asks for it."""

import gc


def collect_due() -> None:
    """Collect the oldest generation whose threshold is exceeded, as Python does it by itself.

    To be called from the window's thread only, with Python's own collecting switched off. That
    one runs in whichever thread happens to make an object; where it takes down a Qt object
    outside the window's thread, Qt holds a lock that the window's thread may wait for while it
    holds the interpreter, which the other waits for: both stand still for good.
    """
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if 0 < thresholds[generation] < counts[generation]:
            gc.collect(generation)
            return
