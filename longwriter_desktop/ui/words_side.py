# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of the right column."""

from longwriter_desktop.ui.translation import tr


def show_page(title: str) -> str:
    return tr("Show the page “{title}”").format(title=title)


def page_tip(title: str, keys: str) -> str:
    return tr("{title} ({keys})").format(title=title, keys=keys)
