# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which tokens an answer was generated as: its text may be tokenised in another way."""

from array import array
from collections import OrderedDict
from collections.abc import Sequence

_KEPT = 512


class Answers:
    """The tokens that answers were generated as, by their text; the oldest are forgotten."""

    def __init__(self) -> None:
        # As numbers of C: a tuple takes ten times the memory, and hundreds of answers are kept.
        self._ids: OrderedDict[str, array[int]] = OrderedDict()

    def remember(self, text: str, ids: Sequence[int]) -> None:
        if text:
            self._ids[text] = array("i", ids)
            self._ids.move_to_end(text)
        while len(self._ids) > _KEPT:
            self._ids.popitem(last=False)

    def ids_of(self, text: str) -> tuple[int, ...] | None:
        ids = self._ids.get(text)
        return tuple(ids) if ids is not None else None

    def items(self) -> list[tuple[str, tuple[int, ...]]]:
        """All of them, the oldest first."""
        return [(text, tuple(ids)) for text, ids in self._ids.items()]
