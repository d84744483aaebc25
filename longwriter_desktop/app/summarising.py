# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Summaries of sections that the model's context has no room for, made by the model."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from longwriter_desktop.agentwrite.summaries import (
    may_replace,
    sections_to_summarise,
    summary_of,
    summary_request,
    written_summary,
)
from longwriter_desktop.domain.document import Document, SectionSummary, StopReason
from longwriter_desktop.domain.errors import Bug, InputProblem
from longwriter_desktop.domain.ports import EngineEvent, Generated, LocalEngine

__all__ = ["SummaryMade", "may_replace", "summaries_ahead", "summarise_now", "written_summary"]


@dataclass(frozen=True)
class SummaryMade:
    """The model has summed up a section of a document; None where nothing came of it."""

    document_id: str
    section_id: str
    summary: SectionSummary | None


def summaries_ahead(
    engine: LocalEngine,
    document: Document,
    section_id: str,
    is_needed: Callable[[], bool],
) -> Generator[SummaryMade, None, Document | None]:
    """Make the summaries that the prompt for a section lacks, as long as nobody needs the engine.

    Returns the document with them; None where somebody did, so that some may be missing.
    Raises `EngineProblem`.
    """
    context = engine.info.context_tokens
    for missing in sections_to_summarise(document, section_id, engine.count_tokens, context):
        if is_needed():
            return None
        try:
            request = summary_request(document, missing, engine.count_tokens, context)
        except InputProblem:
            continue
        answer = _last(engine.generate_idly(request))
        if answer.stop_reason is StopReason.CANCELLED:
            return None
        summary = summary_of(document, missing, answer.text)
        if summary is not None:
            yield SummaryMade(document.id, missing, summary)
            summaries = MappingProxyType({**document.summaries, missing: summary})
            document = replace(document, summaries=summaries)
    return None if is_needed() else document


def summarise_now(
    engine: LocalEngine, document: Document, section_id: str
) -> Iterator[SummaryMade]:
    """Sum one section up because the writer asked for it; stopped, nothing comes of it.

    Raises `InputProblem("context_too_small")`, `EngineProblem`.
    """
    context = engine.info.context_tokens
    request = summary_request(document, section_id, engine.count_tokens, context)
    answer = _last(engine.generate(request))
    is_whole = answer.stop_reason is not StopReason.CANCELLED
    summary = summary_of(document, section_id, answer.text) if is_whole else None
    yield SummaryMade(document.id, section_id, summary)


def _last(events: Iterator[EngineEvent]) -> Generated:
    for event in events:
        if isinstance(event, Generated):
            return event
    raise Bug("the engine ended an answer without a result")
