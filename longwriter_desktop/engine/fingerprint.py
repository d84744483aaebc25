# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A short name for the content of a model file."""

import hashlib
from pathlib import Path

_EDGE = 1 << 20  # bytes


def fingerprint(path: Path) -> str:
    """24 hexadecimal digits that tell model files apart.

    A SHA-256 of the size and of the first and last MiB only, so that it takes
    milliseconds for any size. The first MiB holds the header; a change confined to the
    middle of the weights is not seen. Raises `OSError`.
    """
    size = path.stat().st_size
    digest = hashlib.sha256(f"{size}:".encode())
    with path.open("rb") as file:
        digest.update(file.read(_EDGE))
        if size > _EDGE:
            file.seek(max(_EDGE, size - _EDGE))
            digest.update(file.read(_EDGE))
    return digest.hexdigest()[:24]
