# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Searching an open document again and again while it is edited, within bounds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from longwriter_desktop.app.time_limit import processor_time_limit
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.finding import (
    Passage,
    Place,
    Query,
    Results,
    Span,
    checked_replacement,
    compiled,
    nothing_in,
    replaced,
    spans_of,
)

TIME_LIMIT = 0.5  # seconds of processor time for one search; literal text needs a hundredth


@dataclass(frozen=True)
class Replacement:
    """New texts by section, how many matches they replace, and how many stay in headings."""

    texts: Mapping[str, str]
    count: int
    in_headings: int


class Search:
    """One query over the passages of a document; a text is searched once while it stays.

    Every method raises `InputProblem` where the expression or the replacement cannot be used,
    also `expression_slow` where it takes too long.
    """

    def __init__(self) -> None:
        self._query = Query("")
        self._pattern: re.Pattern[str] | None = None
        self._known: dict[str, tuple[Span, ...]] = {}
        self._is_slow = False

    def find(self, query: Query, passages: Sequence[Passage]) -> Results:
        """All matches of a query; none of an empty one."""
        if query != self._query:
            self._query, self._pattern, self._known = query, None, {}
            self._is_slow = False
        if not query.text:
            return nothing_in(passages)
        pattern = self._compiled()
        known: dict[str, tuple[Span, ...]] = {}
        with self._limited():
            for passage in passages:
                found = self._known.get(passage.text)
                known[passage.text] = spans_of(pattern, passage.text) if found is None else found
        self._known = known
        return Results(tuple(passages), tuple(known[passage.text] for passage in passages))

    def replace_one(self, results: Results, place: Place, replacement: str) -> tuple[str, int]:
        """The text of the passage in which the match at `place` is replaced, and the offset
        behind what came in."""
        pattern = self._compiled()
        template = checked_replacement(self._query, pattern, replacement)
        passage, span = results.passages[place[0]], results.span(place)
        with self._limited():
            text, _ = replaced(pattern, passage.text, template, span)
        return text, span[1] + len(text) - len(passage.text)

    def replace_all(self, results: Results, replacement: str) -> Replacement:
        """Every match outside headings replaced."""
        pattern = self._compiled()
        template = checked_replacement(self._query, pattern, replacement)
        texts: dict[str, str] = {}
        count = in_headings = 0
        with self._limited():
            for passage, spans in zip(results.passages, results.spans, strict=True):
                if passage.is_heading:
                    in_headings += len(spans)
                elif spans:
                    texts[passage.item_id], times = replaced(pattern, passage.text, template)
                    count += times
        return Replacement(texts, count, in_headings)

    def _compiled(self) -> re.Pattern[str]:
        if self._pattern is None:
            self._pattern = compiled(self._query)
        return self._pattern

    @contextmanager
    def _limited(self) -> Iterator[None]:
        """A query that was too slow once is not tried again while the writer goes on typing."""
        try:
            if self._is_slow:
                raise TimeoutError
            with processor_time_limit(TIME_LIMIT):
                yield
        except TimeoutError:
            self._is_slow = True
            raise InputProblem("expression_slow") from None
