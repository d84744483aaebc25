# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of the table of shortcuts."""

from longwriter_desktop.ui.translation import tr

TABLE_NAME = tr("All shortcuts")
COMMAND, KEYS = tr("Command"), tr("Keys")
CHANGE = tr("Change keys…")
RECORD_NAME = tr("New keys")
NO_KEYS = tr("Remove keys")
RESET = tr("Reset")
RESET_ALL = tr("Reset all shortcuts")
SWAP = tr("Swap the keys")
CANCEL = tr("Cancel")
CHANGED = tr("changed")
HINT = tr("Choose a command, then press Enter or click Change keys.")


def press_keys(command: str) -> str:
    return tr("Press the new keys for “{command}”.").format(command=command)


def belongs_to(keys: str, command: str) -> str:
    return tr("{keys} belongs to “{command}”. Swap the keys of the two, or press others.").format(
        keys=keys, command=command
    )


def types_text(keys: str) -> str:
    return tr("{keys} is needed for typing. Press it together with Ctrl or Alt.").format(keys=keys)


def belongs_to_text(keys: str) -> str:
    return tr("{keys} belongs to every text field. Press other keys.").format(keys=keys)
