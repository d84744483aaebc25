# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of the goals: the meter in the status bar, the history."""

from datetime import date

from longwriter_desktop.app.goals import DayWords, GoalState
from longwriter_desktop.ui import words as shared
from longwriter_desktop.ui.translation import plural, tr

TITLE = tr("Words written")
GOALS = tr("Goals and words written")
DAILY_GOAL = tr("Words a day")
SESSION_GOAL = tr("Words a session")
NO_GOAL = tr("no goal")
AS_TABLE = tr("Show as a table")
AS_CHART = tr("Show as a chart")
CHART_NAME = tr("Words of the last 30 days")
TABLE_NAME = tr("Words of the last 30 days, as a table")
DAY = tr("Day")
WORDS = tr("Words")
NOTHING_YET = tr("What you and the model write from now on is counted here, day by day.")
CHART_HINT = tr("Point at a day, or use the arrow keys, to read its words.")
CLOSE = tr("Close")


def daily(state: GoalState) -> str:
    return tr("{n:,} of {goal:,} today").format(n=state.words, goal=state.goal)


def session(state: GoalState) -> str:
    return tr("{n:,} of {goal:,} this session").format(n=state.words, goal=state.goal)


def reached(text: str) -> str:
    return tr("{text}, reached").format(text=text)


def words(count: int) -> str:
    one, many = tr("{n:,} word"), tr("{n:,} words")
    return plural(abs(count), one, many).format(n=count)


def day(value: date) -> str:
    return shared.day_of(value)


def short_day(value: date) -> str:
    return tr("{day} {month}").format(day=value.day, month=shared.MONTHS[value.month - 1])


def day_line(entry: DayWords) -> str:
    return tr("{day}: {words}").format(day=day(entry.day), words=words(entry.words))


def summary(total: int, days: int, best: DayWords) -> str:
    """What the last days come to; `days` are those with any words."""
    one = tr("{words} on {n} of the last 30 days; the most, {best}, on {day}.")
    return one.format(words=words(total), n=days, best=words(best.words), day=day(best.day))


def tip(daily_words: int, session_words: int) -> str:
    return tr("{today} today, {session} this session. Click for the last 30 days.").format(
        today=words(daily_words), session=words(session_words)
    )
