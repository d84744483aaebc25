# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words about a run of writing: what it will take, and that it has ended."""

from longwriter_desktop.ui.translation import plural, tr

DONE_TITLE = tr("Writing has ended")
ALL_WRITTEN = tr("every section is written")
NOTHING_TO_WRITE = tr(
    "Every section is written. To write one anew, choose Rewrite over its heading."
)
WRITE_IN_ONE = tr("Write all in one go")
WRITE_IN_ONE_HELP = tr(
    "The model writes the whole document in one answer, which is then shared out to the sections."
    " This is for models that were trained to write long documents at once. What it loses:"
    " between the sections the model does not look at the plan again, so lengths and main points"
    " are met less well."
)
_RECOMMENDED = tr("Recommended for {model}.")


def write_in_one_help(recommended_for: str = "") -> str:
    """What writing in one go means; a model's name where that was trained to do so."""
    if not recommended_for:
        return WRITE_IN_ONE_HELP
    return f"{_RECOMMENDED.format(model=recommended_for)} {WRITE_IN_ONE_HELP}"


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
