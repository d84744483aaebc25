# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words about sections that were written from older text."""

from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.staleness import Staleness
from longwriter_desktop.ui.translation import plural, tr
from longwriter_desktop.ui.words import listed

STRIP_NAME = tr("Sections written from older text")
REFRESH_TIP = tr("Only these are written again, in order. What they have is kept as a take.")
KEEP_TIP = tr("They count as up to date from now on. Their text stays as it is.")
SMOOTH = tr("Smooth the joins")
SMOOTH_TIP = tr("Only the sentences where these sections meet their neighbours are rewritten.")
REFRESH_ONE = tr("Write again from the present text")
KEEP_ONE = tr("Keep as it is")
HIDE = tr("Hide until more changes")
UNDO_KEEP = tr("keep as it is")
_MOST_NAMED = 6


def refresh(sections: int) -> str:
    return plural(sections, tr("Write it again"), tr("Write them again"))


def keep(sections: int) -> str:
    return plural(sections, KEEP_ONE, tr("Keep as they are"))


def strip(numbers: list[int]) -> str:
    """Which sections are stale, by number, the first six places of many."""
    places = _ranges(numbers)
    named = listed(f"{a}\u2013{b}" if b > a else f"{a}" for a, b in places[:_MOST_NAMED])
    more = sum(b - a + 1 for a, b in places[_MOST_NAMED:])
    if more:
        named = tr("{named} and {more:,} more").format(named=named, more=more)
    text = plural(
        len(numbers),
        tr("Section {named} was written from older text."),
        tr("Sections {named} were written from older text."),
    )
    return text.format(named=named)


def _ranges(numbers: list[int]) -> list[tuple[int, int]]:
    """Runs of numbers in order, first and last; two neighbours stay two."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    split = [((a, a), (b, b)) if b == a + 1 else ((a, b),) for a, b in runs]
    return [run for group in split for run in group]


def reasons(document: Document, stale: Staleness) -> str:
    """What has changed since a section was written, as one sentence."""
    present = {section.id for section in document.outline.sections}
    numbers = [str(document.outline.number(key)) for key in stale.sections if key in present]
    parts = []
    if stale.brief:
        parts.append(tr("the instruction, title, notes or style sample"))
    if stale.plan:
        parts.append(tr("its line of the plan"))
    if numbers:
        text = plural(len(numbers), tr("section {numbers}"), tr("sections {numbers}"))
        parts.append(text.format(numbers=listed(numbers[:_MOST_NAMED])))
    if len(numbers) < len(stale.sections):
        parts.append(tr("a section that was removed"))
    return tr("Changed since it was written: {parts}.").format(parts=tr("; ").join(parts))
