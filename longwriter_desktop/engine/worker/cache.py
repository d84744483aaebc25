# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What stands in the key-value cache, token by token: branches that share their beginnings.

llama.cpp's unified cache is one pool of cells. A sequence copied from another shares its
cells, so a prompt of which some branch holds the beginning costs only what is new, and the
other branch stays parked for when the writer goes back to it.
"""

import time
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import llama_cpp.llama_cpp as llama

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.engine.worker.branches import (
    Branch,
    cells_of,
    longest_like_last,
    shared_beginning,
    sharing_most,
    too_many,
)
from longwriter_desktop.engine.worker.chunks import Chunks
from longwriter_desktop.engine.worker.decoder import Decoder
from longwriter_desktop.engine.worker.native import CancelFlag, NativeLog, ThreadLimit

_WORTH_PARKING = 16  # tokens; a shorter end of a branch is read again sooner than kept


class Cancelled(Exception):
    """The cancel flag was set while tokens were evaluated."""


class ContextFull(Exception):
    """There is no room for another token, also after all parked branches have gone."""


class BranchCache:
    """The branches of a context, always in step with llama.cpp's own memory.

    Branches are opened for a prompt and closed when its answer is over; a closed one stays
    parked until its cells or its sequence are needed. `sequences` is how many there can be; with 1,
    all that a recurrent model can do, none is. So many parked `light_cells` hardly slow it down.
    """

    def __init__(
        self,
        context: Any,
        sequences: int,
        cancelled: CancelFlag,
        log: NativeLog,
        threads: ThreadLimit,
        light_cells: int,
    ) -> None:
        self._memory = llama.llama_get_memory(context)
        self._cancelled = cancelled
        self._log = log
        self._decoder = Decoder(context, threads)
        self._chunks = Chunks(context)
        self._free = list(range(sequences - 1, -1, -1))
        self._branches: list[Branch] = []
        self._next_cell = 0
        self._clock = 0
        self._opened = 0  # when another document was opened
        self._light_cells = light_cells
        self._taken = 0  # cells, never less than are in use
        self.capacity: int = llama.llama_n_ctx(context)

    @property
    def branches(self) -> tuple[Branch, ...]:
        """All branches, the one written to last at the end."""
        return tuple(sorted(self._branches, key=lambda branch: branch.used))

    @property
    def active_cells(self) -> int:
        """Cells that branches hold which are being written to."""
        return len(cells_of(branch for branch in self._branches if branch.is_active))

    @property
    def has_sequence(self) -> bool:
        """Whether there is one for another answer, free or of a parked branch."""
        return bool(self._free or self._parked())

    def reusable(self, prompt: Sequence[int], active: bool = False) -> int:
        """How many tokens of a prompt need not be read, by the branches, or by the `active` ones
        that are being written to; the last token always is."""
        among = [branch for branch in self._branches if branch.is_active or not active]
        return sharing_most(among, prompt)[1]

    def open(self, prompt: list[int], keeps_parked: bool = False) -> Branch:
        """The branch to write a prompt on, holding as much of it as can be reused. Parked ones
        that would slow an answer down go, unless it `keeps_parked` those that there is room for.
        Raises `ContextFull` when all sequences are being written to."""
        best, common = sharing_most(self._branches, prompt)
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
        if not keeps_parked:
            for parked in too_many(self._parked(), branch, prompt, self._light_cells):
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
            self._reserve(len(part))
            started = time.monotonic()
            code = self._decoder.read(branch, part, at + chunk >= len(tokens))
            self._take_in([(branch, part)], code)
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
        self._reserve(sum(len(tokens) for _, tokens in parts))
        self._take_in(parts, self._decoder.evaluate(parts))

    def run(
        self, branch: Branch, draw: Callable[[int], int], row: int, most: int, ends: Container[int]
    ) -> tuple[list[int], bool]:
        """Draw up to `most` tokens (> 0), none behind one of `ends`, and evaluate all but the last.
        `draw` is told the row to draw from, first `row`. Also returns whether that could be done:
        a cancel ends it, which is met again when the last token is evaluated.

        Raises `ContextFull`, `EngineProblem`.
        """
        self._reserve(most - 1)
        drawn, code = self._decoder.run(branch, draw, row, most, ends)
        self._extend(branch, drawn[:-1])
        with suppress(Cancelled):
            self._take_in([(branch, drawn[-1:] if code else [])], code)
        return drawn, not code

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
        return longest_like_last(own or filled[-1:])

    def holds(self, tokens: Sequence[int]) -> bool:
        """Whether nearly all of some tokens can be reused; their branch then counts as used."""
        for branch in self.branches:
            if len(tokens) - shared_beginning(branch.tokens, tokens, len(tokens)) < _WORTH_PARKING:
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

    def _take_in(self, parts: Sequence[tuple[Branch, Sequence[int]]], code: int) -> None:
        """Tokens were given to llama.cpp, which said `code`. Where it failed half-way, whole
        batches of them may be in its memory."""
        for branch, tokens in parts:
            there = self._last(branch) + 1 - len(branch.tokens) if code else len(tokens)
            self._extend(branch, tokens[: max(0, there)])
        if code:
            raise _problem(code, self._log)

    def _extend(self, branch: Branch, tokens: Sequence[int]) -> None:
        branch.tokens.extend(tokens)
        branch.cells.extend(range(self._next_cell, self._next_cell + len(tokens)))
        self._next_cell += len(tokens)

    def _last(self, branch: Branch) -> int:
        """Position of the last token that llama.cpp has in a branch, -1 for none."""
        return int(llama.llama_memory_seq_pos_max(self._memory, branch.sequence))

    def _reserve(self, count: int) -> None:
        """Make room for `count` more tokens; parked branches give way, the oldest first."""
        if self._taken + count > self.capacity:
            self._taken = len(cells_of(self._branches))
        while self._taken + count > self.capacity:
            parked = self._parked()
            if not parked:
                raise ContextFull
            self._drop(parked[0])
            self._taken = len(cells_of(self._branches))
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


def _problem(code: int, log: NativeLog) -> Exception:
    """What a result of llama_decode (llama.h) means."""
    if code == 1:
        return ContextFull()
    if code == 2:
        return Cancelled()
    return EngineProblem("decode_failed", result=code, detail=log.errors())
