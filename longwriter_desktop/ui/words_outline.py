# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of the plan's rows, actions and notes."""

from html import escape

from longwriter_desktop.domain.status import Fit, Measure, State
from longwriter_desktop.ui import words
from longwriter_desktop.ui.outline_rows import Row
from longwriter_desktop.ui.translation import plural, tr

INDENT = tr("Move in")
OUTDENT = tr("Move out")
DUPLICATE = tr("Duplicate")
NO_SECTION = tr("Put the caret into a section, or choose one in the plan.")
NOTES = tr("Notes to the model")
NOTES_CLOSE = tr("Close the notes")
NOTES_CHAPTER = tr("Notes belong to a section. Choose one in the plan.")
MUST = tr("What must be in it")
MUST_NOT = tr("What must not be in it")
MUST_HINT = tr("Facts, names, scenes, figures")
MUST_NOT_HINT = tr("What to leave out or not to give away")
WRITTEN_NAME = tr("Words written of the plan's words")
STATES = {
    State.PLANNED: tr("planned"),
    State.WRITING: tr("writing"),
    State.WRITTEN: tr("written"),
    State.STOPPED: tr("stopped"),
    State.EDITED: tr("edited"),
    State.STALE: tr("stale"),
}
_STALE_WHY = tr("Written from a text or plan that has changed since.")
UNDO_LABELS = {
    **words.UNDO_LABELS,
    "indent": tr("moving in"),
    "outdent": tr("moving out"),
    "duplicate": tr("duplicating"),
    "notes": tr("notes to the model"),
    "put_back": tr("putting a section back"),
}


def figures(measure: Measure) -> str:
    return tr("{written:,} of {target:,} words").format(
        written=measure.written, target=measure.target
    )


def dragged(count: int, heading: str) -> str:
    """What is being dragged."""
    return plural(count, heading, tr("{n} items").format(n=count))


def off_target(measure: Measure) -> str:
    """How far a length is from its target, empty where nothing is written."""
    over = measure.written - measure.target
    share = round(100 * abs(over) / measure.target) if measure.target else 0
    match measure.fit:
        case Fit.NOTHING:
            return ""
        case Fit.GOOD:
            return tr("on target")
        case Fit.SHORT:
            return tr("{n:,} words short ({share} %)").format(n=-over, share=share)
        case Fit.LONG:
            return tr("{n:,} words over ({share} %)").format(n=over, share=share)


def fit_to(words: int) -> str:
    return tr("Fit to {words:,}").format(words=words)


def notes_for(number: int, heading: str) -> str:
    return tr("Notes for {number}. {heading}").format(number=number, heading=heading)


def total_tip(measure: Measure, is_complete: bool) -> str:
    """How the whole document stands, empty where nothing is written."""
    score = measure.score
    if score is None:
        return ""
    if not is_complete:
        return figures(measure)
    return _scored(measure, score)


def _scored(measure: Measure, score: float) -> str:
    return tr("{off}. Length score {score:.0f} of 100").format(
        off=off_target(measure).capitalize(), score=score
    )


def spoken(row: Row) -> str:
    """A row read aloud: number, heading, main point, words, state, lock, notes."""
    item = row.item
    parts = [f"{row.number}. {item.heading}" if item.is_section else item.heading]
    parts += [item.main_point, figures(row.measure), STATES[row.state]]
    if row.is_locked:
        parts.append(words.LOCKED)
    if row.is_complete and row.measure.fit in (Fit.SHORT, Fit.LONG):
        parts.append(off_target(row.measure))
    if row.has_notes:
        parts.append(tr("has notes"))
    return words.listed(part for part in parts if part)


def tip(row: Row) -> str:
    """Everything about a row, as rich text."""
    item = row.item
    state = STATES[row.state]
    if row.is_locked:
        state = tr("{state}, target locked").format(state=state)
    lines = [item.main_point, tr("{figures}: {state}").format(
        figures=figures(row.measure), state=state
    )]  # fmt: skip
    score = row.measure.score
    if score is not None and row.state is not State.WRITING:
        lines.append(_scored(row.measure, score))
    if row.state is State.STALE:
        lines.append(_STALE_WHY)
    for name, note in ((MUST, item.must), (MUST_NOT, item.must_not)):
        if note.strip():
            lines.append(f"{name}: {note.strip()}")
    return "".join(f"<p style='margin: 2px 0'>{escape(line)}</p>" for line in lines if line)
