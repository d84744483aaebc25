# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of the list of all commands."""

from longwriter_desktop.ui.translation import tr

NAME = tr("All commands")
HINT = tr("Type a command, a heading or a title")
NOTHING = tr("Nothing fits. Try fewer letters.")


def go_to(heading: str) -> str:
    return tr("Go to: {heading}").format(heading=heading)


def open_document(title: str) -> str:
    return tr("Open: {title}").format(title=title)


def theme(name: str) -> str:
    return tr("Theme: {name}").format(name=name)
