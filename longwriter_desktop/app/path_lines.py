# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Paths as lines of a setting: a file's name may hold line breaks, and bytes that are no text."""

import os
from urllib.parse import quote_from_bytes, unquote_to_bytes

_ESCAPED = "file:"  # no absolute path begins so


def line_of(path: str) -> str:
    """The path as it is, or escaped where it would not survive in one line of a text file."""
    return path if path.isprintable() else _ESCAPED + quote_from_bytes(os.fsencode(path))


def path_of(line: str) -> str:
    """The path that a line stands for."""
    if not line.startswith(_ESCAPED):
        return line
    return os.fsdecode(unquote_to_bytes(line.removeprefix(_ESCAPED)))
