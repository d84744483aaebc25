# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a model has against one item alone leaves that item out; the stage goes on."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.errors import EnvironmentProblem

TOO_LONG: Final = ("prompt_too_long", "context_too_small", "endpoint_context")  # codes
_REFUSED = "refused by the server"
_REASONS = {**dict.fromkeys(TOO_LONG, "longer than the model can read"),
            "endpoint_refused": _REFUSED}  # fmt: skip
IN_A_ROW: Final = 8  # refusals: then the server takes nothing, whatever is asked


class OneByOne:
    """Goes on behind items that a model cannot read or a server does not take; `left_out` counts
    them by reason."""

    def __init__(self, left_out: Counter[str] | None = None) -> None:
        self.left_out = Counter() if left_out is None else left_out
        self._refused_in_a_row = 0

    @contextmanager
    def item(self, name: str) -> Iterator[None]:
        """The block works on this item; it ends early, and is told, where that is left out.

        Raises:
            EnvironmentProblem: what is not about this item alone, and the last of some refusals
                in a row.
        """
        try:
            yield
        except EnvironmentProblem as problem:
            reason = _REASONS.get(problem.code)
            if reason is None:
                raise
            self._refused_in_a_row += reason == _REFUSED
            if self._refused_in_a_row == IN_A_ROW:
                raise
            self.left_out[reason] += 1
            why = sentence(problem.code, problem.params)
            print(f"NOTE {name} is left out: {why}", file=sys.stderr, flush=True)
        else:
            self._refused_in_a_row = 0

    def told(self) -> str:
        """The reasons with their numbers, in a line; "" where nothing was left out."""
        return ", ".join(f"{number} {reason}" for reason, number in self.left_out.items())
