# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""`sqlite_utils`, without what it would import only to know its types.

Where pandas is installed, as beside the training libraries, it is half the time of every start.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _hidden(name: str) -> Iterator[None]:
    """A module is not found meanwhile, unless it is there already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment] # so Python writes "not to be found"
    try:
        yield
    finally:
        del sys.modules[name]


with _hidden("pandas"):
    from sqlite_utils import Database

__all__ = ["Database"]
