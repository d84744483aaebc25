# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of the right column."""

from longwriter_desktop.ui.translation import tr

SHOW_SIDE = tr("Show the right column")


def show_page(title: str) -> str:
    return tr("Show the page “{title}”").format(title=title)
