# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""`sqlite_utils`, without what it would import only to know its types.

NumPy is there for llama.cpp's sake, and is a tenth of every start; pandas, where it is installed
beside the training libraries, half of it.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _hidden(*names: str) -> Iterator[None]:
    """Modules are not found meanwhile, unless they are there already."""
    hidden = [name for name in names if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment] # so Python writes "not to be found"
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _hidden("numpy", "pandas"):
    from sqlite_utils import Database

__all__ = ["Database"]
