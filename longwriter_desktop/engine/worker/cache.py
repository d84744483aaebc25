# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What stands in the key-value cache, token by token: branches that share their beginnings.

llama.cpp's unified cache is one pool of cells. A sequence copied from another shares its
cells, so a prompt of which some branch holds the beginning costs only what is new, and the
other branch stays parked for when the writer goes back to it.
"""

import time
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import llama_cpp.llama_cpp as llama

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.tuning import BATCH
from longwriter_desktop.engine.worker.chunks import Chunks
from longwriter_desktop.engine.worker.native import Batch, CancelFlag, NativeLog, ThreadLimit

_KEPT_ANSWERS = 512
_PARKED_CELLS, _PARKED_SHARE = 128, 0.25  # cells, or a share of the prompt's; the larger counts
_WORTH_PARKING = 16  # tokens; a shorter end of a branch is read again sooner than kept


class Cancelled(Exception):
    """The cancel flag was set while tokens were evaluated."""


class ContextFull(Exception):
    """There is no room for another token, also after all parked branches have gone."""


class Answers:
    """The tokens that answers were generated as, by their text; the oldest are forgotten."""

    def __init__(self) -> None:
        # As numbers of C: a tuple takes ten times the memory, and hundreds of answers are kept.
        self._ids: OrderedDict[str, array[int]] = OrderedDict()

    def remember(self, text: str, ids: Sequence[int]) -> None:
        if text:
            self._ids[text] = array("i", ids)
            self._ids.move_to_end(text)
        while len(self._ids) > _KEPT_ANSWERS:
            self._ids.popitem(last=False)

    def ids_of(self, text: str) -> tuple[int, ...] | None:
        ids = self._ids.get(text)
        return tuple(ids) if ids is not None else None

    def items(self) -> list[tuple[str, tuple[int, ...]]]:
        """All of them, the oldest first."""
        return [(text, tuple(ids)) for text, ids in self._ids.items()]


class Branch:
    """One sequence in the cache. `cells` names the cell of each token: forks share them."""

    def __init__(self, sequence: int) -> None:
        self.sequence = sequence
        self.tokens: list[int] = []
        self.cells: list[int] = []
        self.is_active = False
        self.used = 0  # when it was last written to; the smallest goes first


class BranchCache:
    """The branches of a context, always in step with llama.cpp's own memory.

    Branches are opened for a prompt and closed when its answer is over; a closed one stays
    parked until its cells or its sequence are needed. `sequences` is how many there can be;
    with 1 nothing is ever parked, which is all that a recurrent model can do.
    """

    def __init__(
        self,
        context: Any,
        sequences: int,
        cancelled: CancelFlag,
        log: NativeLog,
        threads: ThreadLimit,
    ) -> None:
        self._context = context
        self._memory = llama.llama_get_memory(context)
        self._cancelled = cancelled
        self._log = log
        self._threads = threads
        self._most_threads = llama.llama_n_threads(context), llama.llama_n_threads_batch(context)
        self._threads_in_use = self._most_threads
        self._batch = Batch(BATCH)
        self._chunks = Chunks(context)
        self._free = list(range(sequences - 1, -1, -1))
        self._branches: list[Branch] = []
        self._next_cell = 0
        self._clock = 0
        self._opened = 0  # when another document was opened
        self._taken = 0  # cells, never less than are in use
        self.capacity: int = llama.llama_n_ctx(context)

    @property
    def branches(self) -> tuple[Branch, ...]:
        """All branches, the one written to last at the end."""
        return tuple(sorted(self._branches, key=lambda branch: branch.used))

    @property
    def active_cells(self) -> int:
        """Cells that branches hold which are being written to."""
        return len(_cells(branch for branch in self._branches if branch.is_active))

    def reusable(self, prompt: Sequence[int], active: bool = False) -> int:
        """How many tokens of a prompt need not be read; the last one always is.

        `active`: looked for in the branches that are being written to only.
        """
        among = [branch for branch in self._branches if branch.is_active or not active]
        return max((_common(b.tokens, prompt, len(prompt) - 1) for b in among), default=0)

    def open(self, prompt: list[int]) -> Branch:
        """The branch to write a prompt on, holding as much of it as can be reused.

        Raises `ContextFull` when all sequences are being written to.
        """
        best, common = None, 0
        for branch in self._branches:
            shared = _common(branch.tokens, prompt, len(prompt) - 1)
            if shared > common or best is None:
                best, common = branch, shared
        if best is None:
            branch = self._new()
        elif not best.is_active and (
            len(best.tokens) - common < _WORTH_PARKING or not (self._free or self._parked(best))
        ):
            branch = best
            self.truncate(branch, common)
        else:
            branch = self._fork(best, common)
        branch.is_active = True
        self._touch(branch)
        for parked in _too_many(self._parked(), branch, prompt):
            self._drop(parked)
        return branch

    def close(self, branch: Branch) -> None:
        """The answer is over: the branch is parked."""
        branch.is_active = False

    def truncate(self, branch: Branch, keep: int) -> int:
        """Take out all but the first `keep` tokens; returns how many stay.

        A recurrent model's memory cannot be cut in the middle: none stay then.
        """
        if keep >= len(branch.tokens):
            return len(branch.tokens)
        if not llama.llama_memory_seq_rm(self._memory, branch.sequence, keep, -1):
            llama.llama_memory_seq_rm(self._memory, branch.sequence, -1, -1)
            keep = 0
        del branch.tokens[keep:], branch.cells[keep:]
        return keep

    def read(self, branch: Branch, tokens: Sequence[int], progress: Callable[[int], None]) -> None:
        """Evaluate `tokens` behind what is there; the last one can be sampled from, as row -1.

        `progress` gets the number of tokens in the branch after each chunk.
        Raises `Cancelled`, `ContextFull`, `EngineProblem`.
        """
        at, chunk = 0, self._chunks.least
        while at < len(tokens):
            part = tokens[at : at + chunk]
            self._batch.clear()
            self._batch.add(part, len(branch.tokens), branch.sequence, at + chunk >= len(tokens))
            started = time.monotonic()
            self._evaluate([(branch, part)])
            at += len(part)
            chunk = self._chunks.next(len(part), time.monotonic() - started)
            progress(len(branch.tokens))
            if self._cancelled:
                raise Cancelled

    def evaluate(self, parts: Sequence[tuple[Branch, Sequence[int]]]) -> None:
        """Evaluate a few tokens on each of some branches at once, all of which can be sampled
        from: rows count through the parts in their order. At most 512 tokens together.

        Raises `Cancelled`, `ContextFull`, `EngineProblem`.
        """
        self._batch.clear()
        for branch, tokens in parts:
            self._batch.add_each(tokens, len(branch.tokens), branch.sequence)
        self._evaluate(parts)

    @contextmanager
    def scratch(self) -> Iterator[Branch]:
        """An empty branch that is gone afterwards."""
        branch = self._new()
        branch.is_active = True
        try:
            yield branch
        finally:
            self._drop(branch)

    def forget(self) -> None:
        """Take everything out."""
        for branch in self.branches:
            self._drop(branch)

    def begin_document(self) -> None:
        """What is written from now on is another document's."""
        self._opened = self._clock

    def conversation(self) -> Branch | None:
        """The branch to go on from: the one written to last, or a longer one of this document
        that holds at least half of it, as when a section in the middle was written again."""
        filled = [branch for branch in self.branches if branch.tokens]
        own = [branch for branch in filled if branch.used > self._opened]
        return _longest_like_last(own or filled[-1:])

    def holds(self, tokens: Sequence[int]) -> bool:
        """Whether nearly all of some tokens can be reused; their branch then counts as used."""
        for branch in self.branches:
            if len(tokens) - _common(branch.tokens, tokens, len(tokens)) < _WORTH_PARKING:
                self._touch(branch)
                return True
        return False

    def adopt(self, tokens: Sequence[int], fill: Callable[[int], bool]) -> bool:
        """Park a branch whose cells `fill`, told its sequence, takes from a saved state.

        Returns whether it did, with just these tokens; else there is no such branch.
        """
        branch = self._new()
        branch.is_active = True  # so that it is not the one to give way
        try:
            self._reserve(len(tokens))
            is_filled = fill(branch.sequence) and self._last(branch) == len(tokens) - 1
        except ContextFull:
            is_filled = False
        branch.is_active = False
        if is_filled:
            self._extend(branch, tokens)
            self._touch(branch)
        else:
            self._drop(branch)
        return is_filled

    def _evaluate(self, parts: Sequence[tuple[Branch, Sequence[int]]]) -> None:
        self._reserve(self._batch.size)
        self._threads_in_use = self._threads.apply(
            self._context, self._most_threads, self._threads_in_use
        )
        code = llama.llama_decode(self._context, self._batch.handle)
        self._threads.done()
        if code:
            for branch, tokens in parts:
                self._synchronise(branch, tokens)
            raise _problem(code, self._log)
        for branch, tokens in parts:
            self._extend(branch, tokens)

    def _extend(self, branch: Branch, tokens: Sequence[int]) -> None:
        branch.tokens.extend(tokens)
        branch.cells.extend(range(self._next_cell, self._next_cell + len(tokens)))
        self._next_cell += len(tokens)

    def _last(self, branch: Branch) -> int:
        """Position of the last token that llama.cpp has in a branch, -1 for none."""
        return int(llama.llama_memory_seq_pos_max(self._memory, branch.sequence))

    def _synchronise(self, branch: Branch, tokens: Sequence[int]) -> None:
        """After a decode that failed half-way: whole batches of it may be in the memory."""
        extra = self._last(branch) + 1 - len(branch.tokens)
        if extra > 0:
            self._extend(branch, tokens[:extra])

    def _reserve(self, count: int) -> None:
        """Make room for `count` more tokens; parked branches give way, the oldest first."""
        if self._taken + count > self.capacity:
            self._taken = len(_cells(self._branches))
        while self._taken + count > self.capacity:
            parked = self._parked()
            if not parked:
                raise ContextFull
            self._drop(parked[0])
            self._taken = len(_cells(self._branches))
        self._taken += count

    def _parked(self, besides: Branch | None = None) -> list[Branch]:
        """The branches that may go, all but one, the oldest first."""
        return [b for b in self.branches if not b.is_active and b is not besides]

    def _new(self, besides: Branch | None = None) -> Branch:
        """An empty branch; for its sequence the oldest parked one, but `besides`, may go."""
        if not self._free:
            parked = self._parked(besides)
            if not parked:
                raise ContextFull
            self._drop(parked[0])
        branch = Branch(self._free.pop())
        self._branches.append(branch)
        return branch

    def _fork(self, source: Branch, keep: int) -> Branch:
        """A branch that shares the first `keep` tokens of another."""
        branch = self._new(besides=source)
        if keep:
            llama.llama_memory_seq_cp(self._memory, source.sequence, branch.sequence, 0, keep)
            branch.tokens, branch.cells = source.tokens[:keep], source.cells[:keep]
        return branch

    def _drop(self, branch: Branch) -> None:
        llama.llama_memory_seq_rm(self._memory, branch.sequence, -1, -1)
        self._branches.remove(branch)
        self._free.append(branch.sequence)

    def _touch(self, branch: Branch) -> None:
        self._clock += 1
        branch.used = self._clock


def _too_many(parked: Sequence[Branch], active: Branch, prompt: Sequence[int]) -> list[Branch]:
    """Parked branches, given oldest first, that are not worth keeping beside an answer.

    Every token of it attends to all cells up to the last one in use, parked ones too. So only as
    many stay as cost little speed, the latest first, and what will be gone on from.
    """
    conversation = _asked_beside(parked, prompt)
    room = max(_PARKED_CELLS, int(len(prompt) * _PARKED_SHARE))
    held = set(active.cells)
    dropped = []
    for branch in reversed(parked):
        more = len(held.union(branch.cells)) - len(held)
        if branch is conversation:
            more = 0
        elif more > room:
            dropped.append(branch)
            continue
        room -= more
        held.update(branch.cells)
    return dropped


def _asked_beside(parked: Sequence[Branch], prompt: Sequence[int]) -> Branch | None:
    """The conversation beside which a prompt is asked: the longest branch, where it is longer
    than the prompt and no other answer to it."""
    longest = max(parked, key=lambda branch: len(branch.tokens), default=None)
    if longest is None or len(longest.tokens) <= len(prompt):
        return None
    end = len(prompt) - 1
    return None if _common(longest.tokens, prompt, end) == end else longest


def _cells(branches: Iterable[Branch]) -> set[int]:
    return set().union(*(branch.cells for branch in branches))


def _longest_like_last(branches: Sequence[Branch]) -> Branch | None:
    """The longest branch that holds half of the last one or more."""
    if not branches:
        return None
    last = branches[-1].tokens
    half = len(last) / 2
    among = [branch for branch in branches if _common(branch.tokens, last, len(last)) >= half]
    return max(among, key=_length_then_use)


def _length_then_use(branch: Branch) -> tuple[int, int]:
    return len(branch.tokens), branch.used


def _common(tokens: Sequence[int], prompt: Sequence[int], limit: int) -> int:
    """Length of the common beginning, `limit` at most. Halving lets list comparison do it."""
    low, high = 0, max(0, min(limit, len(tokens)))
    while low < high:
        middle = (low + high + 1) // 2
        if tokens[low:middle] == prompt[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _problem(code: int, log: NativeLog) -> Exception:
    """What a result of llama_decode (llama.h) means."""
    if code == 1:
        return ContextFull()
    if code == 2:
        return Cancelled()
    return EngineProblem("decode_failed", result=code, detail=log.errors())
