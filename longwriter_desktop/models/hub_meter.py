# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How far and how fast a download is, smoothed so that a person can read it."""

import math
from collections.abc import Callable

from longwriter_desktop.domain.catalogue import DownloadProgress

_SETTLES_SECONDS = 5.0  # after so long without bytes the rate has fallen to a third
_SHORTEST_SECONDS = 0.2  # between two measurements
_KNOWN_SECONDS = 1.0  # before that, a guess at the time left would jump about


class Rate:
    """Bytes a second. Time is any clock's that never goes back, in seconds."""

    def __init__(self, now: float, done: int) -> None:
        self._began = self._last = now
        self._done = done
        self._rate = 0.0
        self._weight = 0.0

    def note(self, now: float, done: int) -> None:
        """So many bytes are here now."""
        passed = now - self._last
        if passed < _SHORTEST_SECONDS:
            return
        keep = math.exp(-passed / _SETTLES_SECONDS)
        self._rate = self._rate * keep + (done - self._done) / passed * (1 - keep)
        # Without this, a rate would begin at nothing and take seconds to come true.
        self._weight = self._weight * keep + (1 - keep)
        self._last, self._done = now, done

    @property
    def bytes_per_second(self) -> float:
        """0 until it is known."""
        return max(self._rate / self._weight, 0.0) if self._weight else 0.0

    def seconds_left(self, missing: int) -> float | None:
        """None until the rate has settled, and while nothing comes."""
        is_known = self._last - self._began >= _KNOWN_SECONDS and self.bytes_per_second >= 1
        return missing / self.bytes_per_second if is_known else None


class Meter:
    """Measures a download of `total` bytes, of which `done` are here already.

    `before` are the bytes of parts other than the one that `at` is told of.
    """

    def __init__(self, done: int, total: int, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._total = total
        self._done = done
        self._rate = Rate(clock(), done)
        self.before = 0

    def at(self, done: int) -> DownloadProgress:
        """So many bytes of this part are here."""
        self._done = self.before + done
        return self.still()

    def still(self, waits_seconds: float = 0.0) -> DownloadProgress:
        """Nothing more has come."""
        self._rate.note(self._clock(), self._done)
        return DownloadProgress(
            self._done,
            self._total,
            self._rate.bytes_per_second,
            self._rate.seconds_left(self._total - self._done),
            waits_seconds=waits_seconds,
        )
