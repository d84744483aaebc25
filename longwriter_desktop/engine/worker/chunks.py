# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How many tokens of a prompt are read at a time."""

from typing import Any

import llama_cpp.llama_cpp as llama

from longwriter_desktop.domain.tuning import BATCH

_SMALLEST = 64
_SECONDS = 1.0


class Chunks:
    """Chunks take about a second, so that progress is seen and a GPU can be cancelled too.

    A processor stops in the middle of one: there a chunk is never smaller than what it was set to
    compute at once, and the memory that reading takes does not hang on how fast it is just now.
    """

    def __init__(self, context: Any) -> None:
        on_gpu = llama.llama_supports_gpu_offload()
        self.least = _SMALLEST if on_gpu else max(_SMALLEST, int(llama.llama_n_ubatch(context)))

    def next(self, read: int, seconds: float) -> int:
        """Tokens of the next one, after `read` took so long: whole smallest ones."""
        rate = read / max(1e-6, seconds)
        whole = int(rate * _SECONDS) // self.least * self.least
        return max(self.least, min(BATCH, whole))
