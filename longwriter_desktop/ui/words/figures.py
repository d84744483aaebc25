# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Numbers and times as people read them."""

from collections.abc import Iterable
from datetime import date as Date
from datetime import datetime
from functools import reduce

from longwriter_desktop.ui.translation import plural, tr

MONTHS = (
    tr("Jan"), tr("Feb"), tr("Mar"), tr("Apr"), tr("May"), tr("Jun"),
    tr("Jul"), tr("Aug"), tr("Sep"), tr("Oct"), tr("Nov"), tr("Dec"),
)  # fmt: skip
_COMMA = tr(", ")


def listed(parts: Iterable[str]) -> str:
    """Short parts of a line, numbers or names, as a list."""
    return _COMMA.join(parts)


def said(*sentences: str) -> str:
    """Sentences as a paragraph, without those that are empty."""
    return reduce(_follow, filter(None, sentences), "")


def _follow(before: str, sentence: str) -> str:
    if not before:
        return sentence
    return tr("{before} {sentence}").format(before=before, sentence=sentence)


def progress_of_section(words: int, target: int) -> str:
    return words_of(words, target)


def progress_of_condensing(words: int, target: int) -> str:
    """A section came out too long, and the model writes it once more; `words` of that are there."""
    text = tr("Too long, being condensed: {words:,} of {target:,} words")
    return text.format(words=words, target=target)


def rates(tokens: float, words: float) -> str:
    """How fast a model writes: tokens a second, and words a minute from words a second."""
    text = tr("{tokens:,.1f} tokens/s, {words:,.0f} words/min")
    return text.format(tokens=tokens, words=words * 60)


def words_of(words: int, target: int) -> str:
    return tr("{words:,} of {target:,} words").format(words=words, target=target)


def words_selected(count: int) -> str:
    one, many = tr("{n:,} word selected"), tr("{n:,} words selected")
    return plural(count, one, many).format(n=count)


def reading(read: int, total: int) -> str:
    return tr("Reading {read:,} of {total:,} tokens").format(read=read, total=total)


def time_left(seconds: float) -> str:
    """A remaining time for people, never more exact than it is known."""
    return tr("about {time} left").format(time=duration(seconds))


def section_left(place: str, seconds: float) -> str:
    """Where the writing is, and how long this section still takes."""
    return tr("{place}, {time} to its end").format(place=place, time=duration(seconds))


def duration(seconds: float) -> str:
    if seconds < 50:
        return tr("{seconds} s").format(seconds=max(round(seconds / 5) * 5, 5))
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("{minutes} min").format(minutes=max(minutes, 1))
    return tr("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)


def number_ranges(numbers: list[int]) -> str:
    """Ascending numbers as "1-4, 6"."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return listed(str(a) if a == b else f"{a}\u2013{b}" for a, b in ranges)


def date(moment: datetime) -> str:
    """The day of a moment in local time."""
    return day_of(moment.astimezone().date())


def day_of(day: Date) -> str:
    return tr("{day} {month} {year}").format(
        day=day.day, month=MONTHS[day.month - 1], year=day.year
    )


def when(moment: datetime) -> str:
    """A moment in local time, the date only where it is not today."""
    local, now = moment.astimezone(), datetime.now().astimezone()
    if local.date() == now.date():
        return tr("today {time:%H:%M}").format(time=local)
    return tr("{date}, {time:%H:%M}").format(date=date(moment), time=local)
