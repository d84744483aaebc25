# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words in the language of the window.

The translator is installed before any module of the window is imported, so that constants
can hold translated words; another language takes effect at the next start.
"""

from PySide6.QtCore import QCoreApplication

CONTEXT = "window"


def tr(text: str) -> str:
    """`text` in the window's language; placeholders like "{n:,}" stay in it.

    Call it with a literal, so that it is found when the texts to translate are collected.
    """
    return QCoreApplication.translate(CONTEXT, text)


def plural(count: int, one: str, many: str) -> str:
    """One of two texts that `tr` has translated, by the count."""
    return one if count == 1 else many
