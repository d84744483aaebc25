# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How many tokens an answer of a server took, and how long."""

import time

from longwriter_desktop.domain.ports import GenerationStats
from longwriter_desktop.engine.remote_server import Piece

_LONGEST_TOKEN = 8  # characters; a longer piece holds more than one


class Meter:
    """Counts pieces until the server says how many tokens they were; many never do."""

    def __init__(self, prompt_tokens: int) -> None:
        self.prompt_tokens = prompt_tokens
        self.tokens = 0  # of the answer, near enough
        self._counted = 0
        self._reused = 0
        self._first_at = 0.0
        self.begin()

    def begin(self) -> None:
        """The server is asked now."""
        self._began = time.monotonic()

    def note(self, piece: Piece) -> bool:
        """Take a piece in; whether it is the first that the model made."""
        if piece.prompt_tokens:
            self.prompt_tokens, self._reused = piece.prompt_tokens, piece.reused_tokens
        self._counted += piece.written_tokens
        if piece.text:
            self.tokens += max(1, len(piece.text) // _LONGEST_TOKEN)
        is_first = bool(piece.text or piece.thought) and not self._first_at
        if is_first:
            self._first_at = time.monotonic()
        return is_first

    def stats(self) -> GenerationStats:
        now = time.monotonic()
        first = self._first_at or now
        return GenerationStats(
            prompt_tokens=self.prompt_tokens,
            reused_tokens=self._reused,
            evaluated_tokens=max(self.prompt_tokens - self._reused, 0),
            generated_tokens=max(self.tokens, self._counted),
            prompt_seconds=first - self._began,
            generate_seconds=now - first,
        )
