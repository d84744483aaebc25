# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What differs between two texts, word by word, as hunks to accept or refuse one by one."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word, a run of white space, one CJK character, or one sign.
_PIECE = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\W_]+(?:['\u2019-][^\W_]+)*|\s+|.",
    re.DOTALL,
)

_ISLAND_WORDS = 2  # at most, between two changes that are long beside it
_ISLAND_SHARE = 4


@dataclass(frozen=True)
class Hunk:
    """A stretch of both texts: alike where `removed == added`. `start` (characters) is where
    `removed` begins in the first text."""

    start: int
    removed: str
    added: str

    @property
    def is_change(self) -> bool:
        return self.removed != self.added


def word_diff(before: str, after: str) -> tuple[Hunk, ...]:
    """The whole of both texts in hunks, alike and changed ones in turn.

    Changes with nothing but white space between them are one hunk; so are long ones with a
    word or two between them, which only happen to stand in both texts.
    """
    first, second = _PIECE.findall(before), _PIECE.findall(after)
    hunks: list[Hunk] = []
    low = other_low = 0
    for high, other_high in [*_same_words(first, second), (len(first), len(second))]:
        _append_gap(hunks, first[low:high], second[other_low:other_high])
        same = "".join(first[high : high + 1])
        _append(hunks, same, same, False)
        low, other_low = high + 1, other_high + 1
    return _without_islands(hunks)


def merged(hunks: Sequence[Hunk], accepted: Collection[int]) -> str:
    """The text with the changes at the indices `accepted` made, the others not."""
    return "".join(hunk.added if at in accepted else hunk.removed for at, hunk in enumerate(hunks))


def _without_islands(hunks: list[Hunk]) -> tuple[Hunk, ...]:
    joined: list[Hunk] = []
    for hunk in hunks:
        if len(joined) > 1 and hunk.is_change and _is_island(joined[-2], joined[-1], hunk):
            island, left = joined.pop(), joined.pop()
            removed = left.removed + island.removed + hunk.removed
            hunk = Hunk(left.start, removed, left.added + island.added + hunk.added)
        joined.append(hunk)
    return tuple(joined)


def _is_island(left: Hunk, between: Hunk, right: Hunk) -> bool:
    words = _size(between.removed)
    around = min(_size(left.removed), _size(left.added)) + max(
        _size(right.removed), _size(right.added)
    )
    return (
        words <= _ISLAND_WORDS and "\n" not in between.removed and words * _ISLAND_SHARE <= around
    )


def _size(text: str) -> int:
    return sum(not piece.isspace() for piece in _PIECE.findall(text))


def _same_words(first: list[str], second: list[str]) -> Iterator[tuple[int, int]]:
    """Pairs of indices of pieces that stand in both texts, ascending; white space left out.

    Blanks are the commonest piece by far: comparing without them takes a tenth of the time.
    """
    places = [at for at, piece in enumerate(first) if not piece.isspace()]
    others = [at for at, piece in enumerate(second) if not piece.isspace()]
    matcher = SequenceMatcher(
        None, [first[at] for at in places], [second[at] for at in others], autojunk=False
    )
    for low, other_low, size in matcher.get_matching_blocks():
        for step in range(size):
            yield places[low + step], others[other_low + step]


def _append_gap(hunks: list[Hunk], first: list[str], second: list[str]) -> None:
    """What stands between two words that are alike: the blanks that are alike, and the change."""
    head = _alike(first, second)
    tail = _alike(first[head:][::-1], second[head:][::-1])
    start, end = "".join(first[:head]), "".join(first[len(first) - tail :])
    removed = "".join(first[head : len(first) - tail])
    added = "".join(second[head : len(second) - tail])
    _append(hunks, start, start, False)
    _append(hunks, removed, added, True)
    _append(hunks, end, end, False)


def _alike(first: list[str], second: list[str]) -> int:
    """How many pieces at the beginning are the same."""
    pairs = zip(first, second, strict=False)
    return next(
        (at for at, (one, other) in enumerate(pairs) if one != other),
        min(len(first), len(second)),
    )


def _append(hunks: list[Hunk], removed: str, added: str, is_change: bool) -> None:
    if not removed and not added:
        return
    if hunks and not is_change and not hunks[-1].is_change:
        last = hunks.pop()
        hunks.append(Hunk(last.start, last.removed + removed, last.added + added))
        return
    start = hunks[-1].start + len(hunks[-1].removed) if hunks else 0
    if is_change and len(hunks) > 1 and not hunks[-1].is_change and hunks[-1].removed.isspace():
        blank, change = hunks.pop(), hunks.pop()
        hunks.append(
            Hunk(
                change.start,
                change.removed + blank.removed + removed,
                change.added + blank.added + added,
            )
        )
        return
    hunks.append(Hunk(start, removed, added))
