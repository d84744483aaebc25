# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a session of writing and editing makes the engine read, against two other ways to ask.

`python -m tests.bench editing`. Weights don't matter for what is read, so a small random
model writes. LongWriter's order is one prompt a step: instruction, plan, all text so far,
step. It is counted with perfect reuse of the longest common beginning of any two prompts in
a row, and naively. Reading ahead in idle time is left out: it would hide tokens, not save them.
What a random model wrote is read as the tokens it was drawn as, half as many again as a tokeniser
makes of it; LongWriter's order is counted with the latter, so the ratios err on the high side.

How much is read depends on how many sections stand between the first and the last that are
touched: those behind a changed one are read again. With eight draws of the places, counted
without a model, it was 0.04 to 0.075 of naive from front to back. No cache would save much of
that: in thirteen sessions (seven draws, sections of 100 words) the edits read 97,851 tokens, where
one that forgets no prompt and no answer would have read 97,840.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from longwriter_desktop.agentwrite.prompts import plan_lines, step_turn
from longwriter_desktop.agentwrite.writer import WriteOptions, write_section
from longwriter_desktop.domain.document import Document, SectionText
from longwriter_desktop.domain.events import PlanDetail, SectionEnded, SectionStarted
from longwriter_desktop.domain.outline import update_item
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.models.bundled import starter_path
from tests.bench.big_model import Shape, big_model
from tests.bench.documents import lighthouse
from tests.bench.figures import Figure

SMALL = Shape(layers=2, width=256, heads=4, heads_kv=4, head_size=64, feed_forward=256)
CONTEXT = 32_768
TARGETS, POINTS, TEXTS, AGAIN, SWITCHES = 10, 5, 4, 8, 6


def run() -> list[Figure]:
    """Run the scripted sessions; the figures are ratios of prompt tokens.

    A writer goes through the draft from front to back; how much it costs to jump about in it
    at random is printed beside that, without a goal.
    """
    figures: list[Figure] = []
    for order in ("front to back", "at random"):
        with closing(WorkerEngine()) as engine:
            engine.load_now(big_model(starter_path(), SMALL), CONTEXT)
            session = _Session(engine, lighthouse())
            session.write_all()
            once, parts = session.read, session.needed
            session.edit(list(_edits(order == "front to back")))
        if not figures:
            figures.append(
                Figure("prompt tokens of 20 sections / instruction, plan and steps", once / parts,
                       "", 1.15, "lower", f"({once:,} of {parts:,})")
            )  # fmt: skip
        figures += _against_longwriter(session, order, has_goal=order == "front to back")
    return figures


def _against_longwriter(session: "_Session", order: str, has_goal: bool) -> list[Figure]:
    what = f"tokens read, edited {order}"
    other = f"{session.reused:,} and {session.naive:,} in LongWriter's order"
    return [
        Figure(f"{what} / LongWriter's order, perfect reuse", session.read / session.reused, "",
               0.4 if has_goal else None, "lower", f"({session.read:,} read; {other})"),
        Figure(f"{what} / LongWriter's order, naive", session.read / session.naive, "",
               0.05 if has_goal else None, "lower"),
    ]  # fmt: skip


@dataclass
class _Session:
    """Writes and edits a document, and counts what each way of asking reads."""

    engine: WorkerEngine
    document: Document
    read: int = 0
    needed: int = 0  # instruction, plan and steps, each once
    reused: int = 0
    naive: int = 0
    seed: int = 0
    _prompt: str = ""
    _takes: dict[str, list[str]] = field(default_factory=dict)

    def write_all(self) -> None:
        outline = self.document.outline
        opening = f"{self.document.instruction}\n{_plan(self.document)}"
        steps = [step_turn(outline, section.id) for section in outline.sections]
        self.needed = sum(self.engine.count_tokens([opening, *steps]))
        for section in outline.sections:
            self.write(section.id)

    def edit(self, edits: Sequence[tuple[str, int]]) -> None:
        """Make the edits; every other section whose plan was changed is written again."""
        planned = again = 0
        for kind, at in edits:
            section_id = self.document.outline.sections[at].id
            self._change(kind, section_id)
            planned += kind in ("target", "point")
            if again < AGAIN and planned == 2 * again + 1:
                again += 1
                self.write(section_id)

    def write(self, section_id: str) -> None:
        self.seed += 1
        self._count_longwriter(section_id)
        options = WriteOptions(seed=self.seed)
        for event in write_section(self.engine, self.document, section_id, options):
            if isinstance(event, SectionStarted):
                if event.dropped:
                    raise RuntimeError("the context does not hold the whole document")
                self.document = replace(self.document, told=event.told)
            if isinstance(event, SectionEnded):
                self.read += event.stats.evaluated_tokens
                self._takes.setdefault(section_id, []).append(event.text)
                self._put(section_id, event.text)

    def _change(self, kind: str, section_id: str) -> None:
        document = self.document
        if kind == "target":
            words = document.outline.get(section_id).target_words
            outline = update_item(document.outline, section_id, target_words=words + 40)
            self.document = replace(document, outline=outline)
        elif kind == "point":
            outline = update_item(document.outline, section_id, main_point="what the sea took")
            self.document = replace(document, outline=outline)
        elif kind == "text":
            self._put(section_id, f"Then. {document.text_of(section_id).text}")
        else:
            self._put(section_id, self._takes[section_id][0])

    def _put(self, section_id: str, text: str) -> None:
        texts = {**self.document.texts, section_id: SectionText(text)}
        self.document = replace(self.document, texts=texts)

    def _count_longwriter(self, section_id: str) -> None:
        document = self.document
        ids = [section.id for section in document.outline.sections]
        before = [document.text_of(id_).text for id_ in ids[: ids.index(section_id)]]
        head = f"{document.instruction}\n\n{_plan(document)}\n\n"
        prompt = head + "\n\n".join(before) + "\n\n" + step_turn(document.outline, section_id)
        common = _common(self._prompt, prompt)
        self._prompt = prompt + "\n" + document.text_of(section_id).text
        self.reused += self.engine.count_tokens([prompt[common:]])[0]
        self.naive += self.engine.count_tokens([prompt])[0]


def _plan(document: Document) -> str:
    section = document.outline.sections[0].id
    return plan_lines(document.outline, section, PlanDetail.FULL)


def _edits(in_order: bool) -> Iterator[tuple[str, int]]:
    """Kinds of edits and the places of the sections they are made in."""
    kinds = ["target"] * TARGETS + ["point"] * POINTS + ["text"] * TEXTS + ["switch"] * SWITCHES
    chance = random.Random(1)
    chance.shuffle(kinds)
    places = [chance.randrange(20) for _ in kinds]
    yield from zip(kinds, sorted(places) if in_order else places, strict=True)


def _common(first: str, second: str) -> int:
    for at, (a, b) in enumerate(zip(first, second, strict=False)):
        if a != b:
            return at
    return min(len(first), len(second))
