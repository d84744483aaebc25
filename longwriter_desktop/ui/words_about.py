# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of the page about the program."""

from longwriter_desktop.ui.translation import tr

TITLE = tr("About LongWriter Desktop")
WHAT = tr(
    "Plans and writes long documents with a language model that runs on this computer: the plan"
    " stays an outline that you own, and every section can be written again."
)
PRIVACY = tr("Nothing leaves this computer unless you ask for it.")
LICENCE = tr("Free software under the Apache License 2.0, like the starter model in it.")
PARTS = tr("Made with")
PARTS_NAME = tr("Parts of the program and their licences")
COLUMNS = (tr("Part"), tr("Version"), tr("Licence"))
UNKNOWN_LICENCE = tr("see its package")
COPY = tr("Copy system information")
COPIED = tr("Copied")
CLOSE = tr("Close")


def version(number: str) -> str:
    return tr("Version {number}").format(number=number)
