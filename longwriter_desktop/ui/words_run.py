# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words about a run of writing: what it will take, and that it has ended."""

from longwriter_desktop.ui.translation import plural, tr

DONE_TITLE = tr("Writing has ended")
ALL_WRITTEN = tr("every section is written")
NOTHING_TO_WRITE = tr(
    "Every section is written. To write one anew, choose Rewrite over its heading."
)


def run_done(title: str, sections: int, words: int) -> str:
    """What a run brought, for a notification."""
    text = plural(
        sections,
        tr("{title}: {sections} section, {words:,} words."),
        tr("{title}: {sections} sections, {words:,} words."),
    )
    return text.format(title=title, sections=sections, words=words)


def with_memory(forecast: str, used: str, total: str) -> str:
    """What a run will take, in time and in memory."""
    return tr("{forecast}, {used} of {total} of memory").format(
        forecast=forecast, used=used, total=total
    )
