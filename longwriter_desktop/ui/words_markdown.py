# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of Markdown in the text: its actions and its undo steps."""

from longwriter_desktop.ui.translation import tr

SOURCE = tr("Show Markdown source")
STRONG = tr("Bold")
EMPHASIS = tr("Italic")
UNDO_STRONG = tr("bold")
UNDO_EMPHASIS = tr("italic")
UNDO_LIST = tr("list level")
