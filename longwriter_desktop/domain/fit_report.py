# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether a model runs on this machine, how fast, and what would make it run."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from longwriter_desktop.domain.load_choice import AUTOMATIC, LoadChoice


class Verdict(Enum):
    """Whether a model's memory is there."""

    FITS = "fits"
    TIGHT = "tight"  # it is there, once other programs are closed or something is changed
    NO = "no"
    UNKNOWN = "unknown"  # nobody tells how large the file is, or the GPU's memory


_SLOW = 2.0  # tokens a second; a page of text takes four minutes then

Advice = Literal[
    "", "close_programs", "smaller_file", "shorter_context", "smaller_cache", "fewer_layers"
]


@dataclass(frozen=True)
class FitReport:
    """Bytes of memory needed and free; an estimate of the speed, 0 where it is not known.

    `minutes` is for writing what was asked about. `advice` is the change that would make the
    model fit, and `value` what belongs to it: a quantisation, or tokens, or layers. `choice` is
    how the model would be loaded, and `advised` how it would have to be; None where that is not
    the advice. `context_tokens` is the context that comes of it, and `context_words` about how
    many words of the document's language it holds; 0 where the file does not tell enough.
    `device_bytes` are needed beside `need_bytes`, of the GPU's memory; `on_gpu`: it computes some
    of the layers at least. `is_measured`: the speed is what was measured here with these
    settings. `most_tokens_per_second`: it will not write more.
    """

    verdict: Verdict
    need_bytes: int
    free_bytes: int
    tokens_per_second: float = 0.0
    minutes: float = 0.0
    advice: Advice = ""
    value: str | int = ""
    choice: LoadChoice = AUTOMATIC
    advised: LoadChoice | None = None
    context_tokens: int = 0
    context_words: int = 0
    device_bytes: int = 0
    on_gpu: bool = False
    is_measured: bool = False
    most_tokens_per_second: float = 0.0

    @property
    def is_slow(self) -> bool:
        """Whether waiting for the model would be no pleasure."""
        return 0 < (self.tokens_per_second or self.most_tokens_per_second) < _SLOW
