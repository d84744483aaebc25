# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether a model runs on this machine, how fast, and what would make it run."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal


class Verdict(Enum):
    """Whether a model's memory is there."""

    FITS = "fits"
    TIGHT = "tight"  # it is there, once other programs are closed or something is changed
    NO = "no"


_SLOW = 2.0  # tokens a second; a page of text takes four minutes then

Advice = Literal[
    "", "close_programs", "smaller_file", "shorter_context", "smaller_cache", "fewer_layers"
]


@dataclass(frozen=True)
class FitReport:
    """Bytes of memory needed and free; an estimate of the speed, 0 where it is not known.

    `minutes` is for writing what was asked about. `advice` is the change that would make the
    model fit, and `value` what belongs to it: a quantisation, or tokens, or layers.
    """

    verdict: Verdict
    need_bytes: int
    free_bytes: int
    tokens_per_second: float = 0.0
    minutes: float = 0.0
    advice: Advice = ""
    value: str | int = ""

    @property
    def is_slow(self) -> bool:
        """Whether waiting for the model would be no pleasure."""
        return 0 < self.tokens_per_second < _SLOW
