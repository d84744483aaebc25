# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What other programs have of the processor, and how many threads that leaves to the model.

The threads of one model wait for each other some hundred times a token. Where another
program takes a core from one of them, all wait: beside one program a core, two threads wrote
23 tokens a second where one wrote 37 (0.7 billion weights, two cores). Shorter slices of time for
them (`sched_setattr`, 0.1 ms) are no way out: beside two programs they wrote at 0.46 of the quiet
speed instead of 0.34, but beside one at 0.05 instead of 0.53, probably on one core.
"""

import math
import time
from collections.abc import Callable

import psutil

_LOOK_SECONDS = 0.5
_REST_SECONDS = 0.1  # between two batches; who used the cores then took them from nobody
_UNHEARD = 0.5  # of a core; beside less, all threads are still faster than one fewer


class OtherPrograms:
    """What other programs have of the processor, from now on."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._before = self._idle_and_own()
        self._started = time.monotonic()

    def share(self) -> float:
        """Of all cores, 0 to 1."""
        idle, own = self._idle_and_own()
        free = idle - self._before[0] + own - self._before[1]
        all_ = (time.monotonic() - self._started) * (psutil.cpu_count() or 1)
        return max(0.0, 1 - free / all_)

    def _idle_and_own(self) -> tuple[float, float]:
        """Waiting for a disk is idleness. Programs of a low priority do not count as such:
        they give way, but too late for threads that wait for each other."""
        times, own = psutil.cpu_times(), self._process.cpu_times()
        return times.idle + getattr(times, "iowait", 0.0), own.user + own.system


class CoreWatch:
    """Asked before every batch how many cores others take; it looks twice a second, at times
    in which batch followed batch.

    `watch` begins to watch, and its `share` tells; `now` is a clock in seconds.
    """

    def __init__(
        self,
        watch: Callable[[], OtherPrograms] = OtherPrograms,
        now: Callable[[], float] = time.monotonic,
        cores: int | None = None,
    ) -> None:
        self._watch = watch
        self._now = now
        self._cores = cores or psutil.cpu_count() or 1
        self._others: OtherPrograms | None = None
        self._due = -math.inf
        self._worked = -math.inf
        self._taken = 0

    def threads(self, most: int) -> int:
        """How many of `most` threads to run with: those that have a core for themselves, and
        half of them at least, for others are no more entitled to the cores."""
        now = self._now()
        has_rested = now > self._worked + _REST_SECONDS
        if has_rested or now >= self._due:
            if self._others is not None and not has_rested:
                others = self._others.share() * self._cores
                self._taken = max(0, math.ceil(others - _UNHEARD))
            self._others = self._watch()
            self._due = now + _LOOK_SECONDS
        return min(most, max(math.ceil(most / 2), self._cores - self._taken))

    def done(self) -> None:
        """The batch is over."""
        self._worked = self._now()
