# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Token counts that are known already, so that the worker is not asked twice."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

_KEPT = 4096


class KnownCounts:
    """The counts of the texts that were asked about last, for one model. Any thread may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: OrderedDict[str, int] = OrderedDict()

    def of(
        self, texts: Sequence[str], count: Callable[[tuple[str, ...]], dict[str, int]]
    ) -> list[int]:
        """Counts of texts in their order; `count` is called with those not known."""
        with self._lock:
            counts = self._counts
            found = {text: counts[text] for text in texts if text in counts}
        if unknown := tuple(set(texts) - found.keys()):
            fresh = count(unknown)
            found.update(fresh)
            with self._lock:
                counts.update(fresh)
                while len(counts) > _KEPT:
                    counts.popitem(last=False)
        return [found[text] for text in texts]

    def clear(self) -> None:
        """Forget them: another model counts in another way."""
        with self._lock:
            self._counts = OrderedDict()  # what is being counted goes into the old one
