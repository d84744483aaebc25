# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Token counts that are known already."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

_KEPT = 4096


class TokenCounts:
    """Counts by text, the latest few thousand of them. May be used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: OrderedDict[str, int] = OrderedDict()

    def of(
        self, texts: Sequence[str], count: Callable[[tuple[str, ...]], dict[str, int]]
    ) -> list[int]:
        """The counts of texts; those that are not known are asked for, without the lock."""
        with self._lock:
            unknown = tuple({text for text in texts if text not in self._counts})
        fresh = count(unknown) if unknown else {}
        with self._lock:
            found = [fresh[text] if text in fresh else self._counts[text] for text in texts]
            self._counts.update(fresh)
            while len(self._counts) > _KEPT:
                self._counts.popitem(last=False)
        return found

    def clear(self) -> None:
        with self._lock:
            self._counts.clear()
