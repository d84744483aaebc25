# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How many tokens an answer of a server took, and how long."""

import time

from longwriter_desktop.domain.ports import GenerationStats
from longwriter_desktop.engine.remote_server import Piece

_LONGEST_TOKEN = 8  # characters; a longer piece of a thought holds more than one


class Meter:
    """Counts what a model thought until the server says how many tokens it wrote; many never
    do, and some say it again with every piece."""

    def __init__(self, prompt_tokens: int) -> None:
        self.prompt_tokens = prompt_tokens
        self._reused = 0
        self._thought = 0  # tokens, as they came
        self._said = Piece()  # the latest counts of the request that runs
        self._before = (0, 0)  # tokens written and thought in the requests before
        self._began = time.monotonic()
        self._first_at = 0.0

    def begin_request(self) -> None:
        """Counts begin anew."""
        self._before, self._said = self._counts(), Piece()

    def note(self, piece: Piece) -> bool:
        """Take a piece in; whether it is the first that the model made."""
        if piece.prompt_tokens:
            self.prompt_tokens, self._reused = piece.prompt_tokens, piece.reused_tokens
        if piece.written_tokens:
            self._said = piece
        is_first = bool(piece.text or piece.thought) and not self._first_at
        if is_first:
            self._first_at = time.monotonic()
        return is_first

    def note_thought(self, text: str) -> None:
        """The model thought some more."""
        self._thought += max(1, len(text) // _LONGEST_TOKEN)

    def stats(self, tokens: int, loops_cut: int) -> GenerationStats:
        """For an answer of about so many `tokens`."""
        now = time.monotonic()
        first = self._first_at or now
        written, said_thought = self._counts()
        thought = max(self._thought, said_thought)
        return GenerationStats(
            prompt_tokens=self.prompt_tokens,
            reused_tokens=self._reused,
            evaluated_tokens=max(self.prompt_tokens - self._reused, 0),
            generated_tokens=max(tokens, written - thought),
            prompt_seconds=first - self._began,
            generate_seconds=now - first,
            loops_cut=loops_cut,
            thought_tokens=thought,
        )

    def _counts(self) -> tuple[int, int]:
        written, thought = self._before
        return written + self._said.written_tokens, thought + self._said.thought_tokens
