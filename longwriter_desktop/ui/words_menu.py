# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of the main menu, and of what it opens that has no words of its own."""

from longwriter_desktop.ui.translation import tr

AREAS = {
    "document": tr("Document"),
    "plan": tr("Plan"),
    "text": tr("Text"),
    "view": tr("View"),
    "model": tr("Model"),
    "help": tr("Help"),
}
SAVE = tr("Save now")
ALL_COMMANDS = tr("All commands…")
PREFERENCES = tr("Preferences…")
SHORTCUTS = tr("Keyboard shortcuts…")
FIRST_STEPS = tr("First steps…")
ABOUT = tr("About LongWriter Desktop")
