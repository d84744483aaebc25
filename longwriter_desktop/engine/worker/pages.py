# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which memory of this process may lie in huge pages: what a model is loaded into, and no more.

Weights are read faster from them. In a heap that goes on being used, each is two megabytes at
once for the first byte that is written there, or for a few pages that the kernel puts together.
"""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_PR_SET_THP_DISABLE = 41  # linux/prctl.h


@contextmanager
def huge_pages() -> Iterator[None]:
    """Memory first written to in here may be in huge pages, and stays so; later memory not."""
    _forbid(False)
    try:
        yield
    finally:
        _forbid(True)


def _forbid(forbidden: bool) -> None:
    if sys.platform == "linux":
        nothing = ctypes.c_ulong(0)
        flag = ctypes.c_ulong(forbidden)
        ctypes.CDLL(None).prctl(_PR_SET_THP_DISABLE, flag, nothing, nothing, nothing)
