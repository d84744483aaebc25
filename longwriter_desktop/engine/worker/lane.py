# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where one answer grows: its branch of the cache, and the logits its next token comes from."""

from collections.abc import Sequence

from longwriter_desktop.engine.worker.branches import Branch
from longwriter_desktop.engine.worker.cache import BranchCache


class Lane:
    """The growing end of a branch.

    `pending` tokens are evaluated with the next batch. Tokens that were only guessed are
    evaluated with them: as long as what is drawn is what was guessed, the next row of the
    same batch tells what comes behind it, and nothing needs to be evaluated.
    """

    def __init__(self, cache: BranchCache, branch: Branch) -> None:
        self._cache = cache
        self.branch = branch
        self.row = 0  # of the last batch, that the next token is drawn from
        self.pending: list[int] = []
        self._guessed: list[int] = []  # not yet drawn; at the end of `pending` or of the branch
        self.guesses_made = 0
        self.guesses_right = 0
        self._latest_made = self._latest_right = 0  # of the guesses made with the last batch

    @property
    def length(self) -> int:
        """Tokens that stand: evaluated, or to be with the next batch; guesses left out."""
        return len(self.branch.tokens) + len(self.pending) - len(self._guessed)

    @property
    def latest_guesses(self) -> tuple[int, int]:
        """How many guesses went into the last batch, and how many of them were drawn."""
        return self._latest_made, self._latest_right

    def expects(self, token: int) -> bool:
        """Whether a token is the next guess, and so evaluated already."""
        return bool(self._guessed) and self._guessed[0] == token

    @property
    def room(self) -> int:
        """Tokens that the context has cells for behind those that stand."""
        return self._cache.capacity - self.length

    def append(self, token: int, guesses: Sequence[int] = ()) -> None:
        """A token was drawn. Where it was guessed nothing is pending afterwards; else it is
        pending, with the guesses at what may come behind it."""
        if self.expects(token):
            del self._guessed[0]
            self.row += 1
            self.guesses_right += 1
            self._latest_right += 1
            return
        self.drop_guesses()
        if guesses:
            self._guessed = list(guesses[: max(0, self.room - 1)])
            self.guesses_made += len(self._guessed)
        self._latest_made, self._latest_right = len(self._guessed), 0
        self.pending = [token, *self._guessed]

    def rewind(self, keep: int) -> None:
        """Go back to the first `keep` tokens (> 0); the last of them is evaluated again."""
        whole = (self.branch.tokens + self.pending)[:keep]
        self._guessed = []
        kept = self._cache.truncate(self.branch, keep - 1)
        self.pending = whole[kept:]

    def evaluated(self, first_row: int) -> None:
        """The pending tokens have been evaluated, the first of them as this row."""
        self.row = first_row + len(self.pending) - 1 - len(self._guessed)
        self.pending = []

    def drop_guesses(self) -> None:
        """Take what was guessed and not drawn out of the cache again."""
        if not self._guessed:
            return
        if self.pending:
            self.pending = self.pending[: len(self.pending) - len(self._guessed)]
        else:
            self._cache.truncate(self.branch, len(self.branch.tokens) - len(self._guessed))
        self._guessed = []

    def close(self) -> None:
        """The answer is over; its branch is parked."""
        self.drop_guesses()
        self._cache.close(self.branch)
