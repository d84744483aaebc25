# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What one request to a server brings, as text of the answer and thought in front of it."""

from dataclasses import replace

from longwriter_desktop.domain.ports import PlanForm
from longwriter_desktop.engine.remote_plan import PlanFromJson
from longwriter_desktop.engine.remote_text import Seam, Thoughts, Told


class Reader:
    """Takes the thought out, makes lines of a plan's JSON, and joins the rest to what was there.

    `behind` is the text that a model was asked in words to go on with; `form` that of a plan
    which was asked for as JSON.
    """

    def __init__(self, behind: str, form: PlanForm | None) -> None:
        self._behind = behind
        self._form = form
        self._thoughts = Thoughts()
        self._begin()

    def feed(self, part: str) -> Told:
        """What new text from the server holds."""
        told = self._thoughts.feed(part)
        if told.was_thought:
            self._begin()
        text = told.text if self._plan is None else self._plan.feed(told.text)
        return replace(told, text=text if self._seam is None else self._seam.feed(text))

    def rest(self) -> Told:
        """What was held back, at the end of the answer."""
        told = self._thoughts.rest()
        text = told.text
        if self._plan is not None:
            text = self._plan.feed(text) + self._plan.rest()
        if self._seam is not None:
            text = self._seam.feed(text) + self._seam.rest()
        return replace(told, text=text)

    def _begin(self) -> None:
        self._plan = PlanFromJson(self._form) if self._form is not None else None
        self._seam = Seam(self._behind) if self._behind else None
