# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words about what a model thinks before it writes."""

from longwriter_desktop.ui.translation import plural, tr

STRIP_NAME = tr("What the model thinks before it writes")
SHOW_TIP = tr("Show or hide it. It is no part of your text, and is kept nowhere.")
HIDE = tr("Hide what the model thought")


def thinking(words: int) -> str:
    """While the model thinks."""
    said = plural(words, tr("Thinking… {n:,} word"), tr("Thinking… {n:,} words"))
    return said.format(n=words)


def thought(words: int) -> str:
    """Once it writes."""
    said = plural(words, tr("Thought {n:,} word first"), tr("Thought {n:,} words first"))
    return said.format(n=words)
