# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""LongBench-Write and LongWrite-Ruler: long instructions, written in one answer or by a plan.

Scored as published (arXiv 2408.07055): words by LongWriter's own rule, length score S_l, quality
S_q by a judge, S the mean of both. The instructions are read from the published files.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Literal

from longwriter_desktop.agentwrite.planner import PlanRequest, make_plan
from longwriter_desktop.agentwrite.writer import WriteOptions, write_section
from longwriter_desktop.domain.document import Document, SectionText, StopReason
from longwriter_desktop.domain.errors import EngineProblem, InputProblem, PlanParseError
from longwriter_desktop.domain.events import PlanReady, SectionEnded
from longwriter_desktop.domain.plan_format import Plan
from longwriter_desktop.domain.ports import (
    Generated,
    GenerateRequest,
    Message,
    Sampling,
    TextEngine,
)
from longwriter_desktop.domain.scoring import length_score, repeated_ngram_share

Way = Literal["one_answer", "agentwrite"]
BUCKETS = ((0, 500), (500, 2_000), (2_000, 4_000), (4_000, 1_000_000))
_LATIN_WORD = re.compile(r"\b[a-zA-Z]+\b")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PROMPT_ROOM = 64  # tokens that a chat template may add
_NO_ROOM = ("prompt_too_long", "context_too_small", "endpoint_context")
NO_PLAN = "no_plan"  # why a text was not begun: the model gave no plan
_PUBLISHED = Sampling(temperature=0.5, repeat_penalty=1.0)  # as LongWriter's were measured


@dataclass(frozen=True)
class Probe:
    """One instruction, and the words that its text should have."""

    prompt: str
    words: int
    kind: str = ""

    @property
    def language(self) -> str:
        return "zh" if _HAN.search(self.prompt) else "en"


@dataclass(frozen=True)
class Outcome:
    """What was written for a probe; `quality` is S_q, None where nobody judged it."""

    probe: Probe
    text: str
    words: int
    score: float
    repeated: float
    stop_reason: str
    quality: float | None = None


def read_probes(text: str) -> list[Probe]:
    """The probes of a published JSONL file: `prompt` and `length` a line.

    Raises:
        InputProblem: `probe_line` (line), a line that is no probe.
    """
    found = []
    for number, line in enumerate(text.split("\n"), 1):  # a prompt may hold other line ends
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            probe = Probe(row["prompt"], int(row["length"]), str(row.get("type", "")))
            if not isinstance(probe.prompt, str) or not probe.prompt.strip() or probe.words <= 0:
                raise ValueError(line)
            found.append(probe)
        except (ValueError, TypeError, KeyError) as error:
            raise InputProblem("probe_line", line=number) from error
    return found


def published_words(text: str) -> int:
    """Words as LongWriter's evaluation counts them: Latin words, and Chinese characters."""
    return len(_LATIN_WORD.findall(text)) + len(_HAN.findall(text))


def answer(engine: TextEngine, probe: Probe, way: Way, seed: int = 0) -> tuple[str, str]:
    """Write a probe's text; (text, why it ended). The text is empty where the model cannot write
    it: "context_full" where instruction and plan leave no room in its context, "no_plan" where it
    made none.

    Raises:
        EngineProblem: the engine failed.
    """
    write = _by_plan if way == "agentwrite" else _at_once
    try:
        return write(engine, probe, seed)
    except PlanParseError:
        return "", NO_PLAN
    except (EngineProblem, InputProblem) as problem:
        if problem.code not in _NO_ROOM:
            raise
        return "", StopReason.CONTEXT_FULL.value


def not_written(outcomes: Sequence[Outcome]) -> int:
    """How many texts the model could not begin."""
    reasons = (NO_PLAN, StopReason.CONTEXT_FULL.value)
    return sum(not one.text and one.stop_reason in reasons for one in outcomes)


def outcome(probe: Probe, text: str, stop_reason: str, quality: float | None = None) -> Outcome:
    """A text with its scores."""
    words = published_words(text)
    repeated = repeated_ngram_share(text)
    score = length_score(probe.words, words)
    return Outcome(probe, text, words, score, repeated, stop_reason, quality)


def _at_once(engine: TextEngine, probe: Probe, seed: int) -> tuple[str, str]:
    """The model alone: no control of length, no plan, as much as its context holds."""
    [size] = engine.count_tokens([probe.prompt])
    room = engine.info.context_tokens - size - _PROMPT_ROOM
    request = GenerateRequest(
        (Message("user", probe.prompt),), room, sampling=_PUBLISHED, seed=seed, loop_guard=False
    )
    for event in engine.generate(request):
        if isinstance(event, Generated):
            return event.text, event.stop_reason.value
    return "", StopReason.CANCELLED.value


def _by_plan(engine: TextEngine, probe: Probe, seed: int) -> tuple[str, str]:
    plan = Plan("", Document("", "", "", probe.words).outline)
    for event in make_plan(engine, PlanRequest(probe.prompt, probe.words, probe.language, seed)):
        if isinstance(event, PlanReady):
            plan = event.plan
    texts: dict[str, SectionText] = {}
    reasons = set()
    for section in plan.outline.sections:
        document = Document(
            "evaluation", plan.title, probe.prompt, probe.words, probe.language, plan.outline,
            texts=dict(texts),
        )  # fmt: skip
        for written in write_section(engine, document, section.id, WriteOptions(seed=seed)):
            if isinstance(written, SectionEnded):
                texts[section.id] = SectionText(written.text)
                reasons.add(written.stop_reason.value)
    whole = "\n\n".join(
        texts[section.id].text for section in plan.outline.sections if section.id in texts
    )
    return whole, ", ".join(sorted(reasons))


@dataclass(frozen=True)
class Summary:
    """Means over outcomes. Scores are 0 to 100, `repeated` a share; `quality` is that of the
    `judged` ones, None without. `total` is S, the mean of `score` and `quality`."""

    number: int
    judged: int
    score: float
    quality: float | None
    total: float | None
    repeated: float
    longest: int


def summary(outcomes: Sequence[Outcome]) -> Summary:
    """Means over some outcomes. Raises `statistics.StatisticsError` for none."""
    judged = [one.quality for one in outcomes if one.quality is not None]
    score, quality = mean(one.score for one in outcomes), mean(judged) if judged else None
    return Summary(
        len(outcomes),
        len(judged),
        score,
        quality,
        None if quality is None else (score + quality) / 2,
        mean(one.repeated for one in outcomes),
        max(one.words for one in outcomes),
    )


def by_bucket(outcomes: Sequence[Outcome]) -> list[tuple[str, Summary]]:
    """The summary of each published range of lengths that has outcomes, then that of all."""
    found = []
    for low, high in BUCKETS:
        within = [one for one in outcomes if low <= one.probe.words < high]
        if within:
            name = f"{low}-{high}" if high < BUCKETS[-1][1] else f"{low} and more"
            found.append((name, summary(within)))
    return [*found, ("all", summary(outcomes))]
