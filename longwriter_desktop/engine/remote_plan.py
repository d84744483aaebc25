# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A plan as JSON, for servers that hold an answer to a schema; read back as a plan's lines."""

import json
import re
from typing import Any

from longwriter_desktop.domain.ports import PlanForm

_TITLE = re.compile(r'"title"\s*:\s*(?="(?:[^"\\]|\\.)*")')
_LINES = re.compile(r'"lines"\s*:\s*\[')
_BEGIN = re.compile(r'\{\s*"')
_PREFACE = 200  # characters that may stand in front of the JSON
_HEADING, _POINT = 80, 240  # characters
_JSON = json.JSONDecoder(strict=False)  # bare line breaks in a string are no reason to stop


def schema_of(form: PlanForm, is_bounded: bool = False) -> dict[str, Any]:
    """The `response_format` for a plan. `is_bounded`: no text in it may be long, which OpenAI's
    own server refuses to see to, and small models need."""
    heading, point = _text(is_bounded, _HEADING), _text(is_bounded, _POINT)
    line = {
        "type": "object",
        "properties": {
            "heading": heading,
            "main_point": point,
            "words": {"type": "integer"},
        },
        "required": ["heading", "main_point", "words"],
        "additionalProperties": False,
    }
    lines = {"type": "array", "items": line, "minItems": form.fewest, "maxItems": form.most}
    properties: dict[str, Any] = {"title": heading} if form.with_title else {}
    properties["lines"] = lines
    schema = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {
        "type": "json_schema",
        "json_schema": {"name": "plan", "strict": True, "schema": schema},
    }


def _text(is_bounded: bool, most: int) -> dict[str, Any]:
    return {"type": "string", "maxLength": most} if is_bounded else {"type": "string"}


def schema_note(form: PlanForm) -> str:
    """What a model is told of the form, behind the prompt that asks for the plan as lines."""
    title = '"title": "…", ' if form.with_title else ""
    return (
        f'\n\nGive the plan as JSON: {{{title}"lines": [{{"heading": "…", "main_point": "…",'
        f' "words": 400}}]}}, with {form.fewest} to {form.most} entries in "lines".'
    )


class PlanFromJson:
    """Makes a plan's lines of JSON that grows, also behind a sentence that introduces it. An
    answer that is no JSON, or not of a plan, passes as it is."""

    def __init__(self, form: PlanForm) -> None:
        self._form = form
        self._text = ""
        self._is_json: bool | None = None
        self._at = -1  # in `_text`, where the next line is looked for
        self._number = 0

    def feed(self, part: str) -> str:
        """The text of the plan that `part` completes."""
        self._text += part
        if self._is_json is None:
            self._is_json = True if _BEGIN.search(self._text[:_PREFACE]) else None
            if self._is_json is None:
                if len(self._text) < _PREFACE:
                    return ""
                self._is_json = False
                return self._text
        elif not self._is_json:
            return part
        return self._lines()

    def rest(self) -> str:
        """What was held back, at the end of the answer."""
        is_plan = self._is_json is False or self._number
        return "" if is_plan else self._text

    def _lines(self) -> str:
        said = ""
        if self._at < 0:
            begun = _LINES.search(self._text)
            if begun is None:
                return ""
            self._at = begun.end()
            said = self._title()
        while True:
            start = self._text.find("{", self._at)
            if start < 0 or "]" in self._text[self._at : start]:
                return said
            try:
                line, self._at = _JSON.raw_decode(self._text, start)
            except ValueError:
                return said  # not whole yet
            self._number += 1
            said += self._line(line)

    def _title(self) -> str:
        found = _TITLE.search(self._text) if self._form.with_title else None
        if found is None:
            return ""
        try:
            title, _end = _JSON.raw_decode(self._text, found.end())
        except ValueError:
            return ""  # an escape that there is none of: the plan is read without its title
        return f"Title: {_one_line(title)}\n"

    def _line(self, line: dict[str, Any]) -> str:
        heading, point = _one_line(line.get("heading", "")), _one_line(line.get("main_point", ""))
        words = str(line.get("words", "")).strip()
        text = f"{self._form.label} {self._number}"
        text += f" - Heading: {heading}" if heading else ""
        text += f" - Main Point: {point or heading}"
        return f"{text} - Word Count: {words} words\n" if words.isdigit() else f"{text}\n"


def _one_line(value: object) -> str:
    return " ".join(str(value).split())
