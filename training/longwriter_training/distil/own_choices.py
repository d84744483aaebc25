# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows and pairs of what a writer accepted and refused, in the prompts that the app sends."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from longwriter_desktop.agentwrite.conversation import Conversation, build_conversation
from longwriter_desktop.agentwrite.prompts import step_turn, with_note
from longwriter_desktop.domain.choices import Choice
from longwriter_desktop.domain.choices_file import MalformedChoices, check_header, decode
from longwriter_desktop.domain.counting import count_words, fingerprint
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.scoring import length_score
from longwriter_desktop.domain.told import Told, Turn
from longwriter_desktop.engine.remote_text import estimate_tokens
from longwriter_training.distil.choosing import LEAST_SCORE, fault_of
from longwriter_training.tune.preference import Pair, Task, as_row, scored
from longwriter_training.tune.rows import RowRefused

_FEWEST_WORDS = 8
_REMEDY = "Export the choices again from the program"


@dataclass
class Harvest:
    """What comes of the files. `asked_alike` counts prompts that are word for word the ones that
    the app sent then: later changes in the sections before make others of them."""

    rows: list[dict[str, object]] = field(default_factory=list)
    pairs: list[dict[str, object]] = field(default_factory=list)
    texts: int = 0
    by_writer: int = 0
    asked: int = 0
    asked_alike: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def read_choices(path: Path) -> Iterator[tuple[Document, tuple[Choice, ...]]]:
    """The documents of a file that the app wrote.

    Raises:
        RowRefused: a line that is damaged; nothing is made of such a file.
    """
    with path.open("rb") as lines:
        number = 0
        for number, line in enumerate(lines, 1):
            try:
                if number == 1:
                    check_header(line.decode())
                elif line.strip():
                    yield decode(line.decode())
            except UnicodeDecodeError as error:
                raise RowRefused(path, number, f"no UTF-8. {_REMEDY}") from error
            except MalformedChoices as error:
                raise RowRefused(path, number, f"{error}. {_REMEDY}") from error
    if not number:
        raise RowRefused(path, 1, f"the file is empty. {_REMEDY}")


class Gatherer:
    """Takes documents in, one after another; what came before in the same words is left out.

    `context` is the room in tokens that prompts may take together with the answer.
    """

    def __init__(self, context: int) -> None:
        self.harvest = Harvest()
        self._context = context
        self._texts: set[str] = set()
        self._pairs: set[tuple[str, str]] = set()

    def add(self, document: Document, choices: Sequence[Choice]) -> None:
        """Take in the choices in one document."""
        document = replace(document, told=_told(document, choices))
        good = [choice for choice in choices if not self._faulty(document, choice)]
        for choice in good:
            self._add_pairs(document, choice)
        self._add_rows(document, good)

    def _faulty(self, document: Document, choice: Choice) -> str:
        """Why an accepted text is not learnt, "" where it is. The writer's own wording is no
        refusal, however it begins."""
        text = document.text_of(choice.section_id)
        target = document.outline.get(choice.section_id).target_words
        fault = fault_of(text.text, target, is_choosy=False)
        if choice.by_writer and fault == "refusal":
            fault = ""
        if text.words < _FEWEST_WORDS:
            fault = "too short"
        elif not fault and length_score(target, text.words) < LEAST_SCORE:
            fault = "length"
        if fault:
            self.harvest.left_out[f"text: {fault}"] += 1
        return fault

    def _add_pairs(self, document: Document, choice: Choice) -> None:
        """The accepted text against each refused one, with the prompt in front of both."""
        if not choice.refused:
            return
        asked = self._asked(document, choice)
        if asked is None:
            self.harvest.left_out["pair: no room for the prompt"] += len(choice.refused)
            return
        self.harvest.asked += 1
        self.harvest.asked_alike += asked.hash == choice.prompt_hash
        chosen = document.text_of(choice.section_id).text
        words = document.outline.get(choice.section_id).target_words
        task = Task(tuple(_messages(asked)), words)
        for refused in choice.refused:
            if fault := self._fault_of_pair(chosen, refused.text):
                self.harvest.left_out[f"pair: {fault}"] += 1
                continue
            pair = Pair(task, scored(task, chosen), scored(task, refused.text))
            self.harvest.pairs.append(as_row(pair))

    def _fault_of_pair(self, chosen: str, refused: str) -> str:
        if count_words(refused) < _FEWEST_WORDS:
            return "too short"
        key = fingerprint(chosen), fingerprint(refused)
        if key[0] == key[1]:
            return "same words"
        if key in self._pairs:
            return "duplicate"
        self._pairs.add(key)
        return ""

    def _add_rows(self, document: Document, good: Sequence[Choice]) -> None:
        """As few conversations as hold all good texts, each learnt once. Every answer in a row is
        learnt, so other texts are not shown."""
        fresh = [choice for choice in good if self._is_new(document, choice)]
        self.harvest.left_out["text: duplicate"] += len(good) - len(fresh)
        texts = {choice.section_id: document.text_of(choice.section_id) for choice in good}
        accepted = replace(document, texts=texts)
        covered: set[str] = set()
        for choice in reversed(fresh):
            if choice.section_id in covered:
                continue
            asked = self._asked(accepted, choice)
            if asked is None:
                self.harvest.left_out["text: no room for the prompt"] += 1
                continue
            covered |= {choice.section_id, *asked.kept}
            answer = {"role": "assistant", "content": texts[choice.section_id].text}
            self.harvest.rows.append({"messages": [*_messages(asked), answer]})
        learnt = [choice for choice in fresh if choice.section_id in covered]
        self.harvest.texts += len(learnt)
        self.harvest.by_writer += sum(choice.by_writer for choice in learnt)

    def _is_new(self, document: Document, choice: Choice) -> bool:
        key = document.text_of(choice.section_id).fingerprint
        is_new = key not in self._texts
        self._texts.add(key)
        return is_new

    def _asked(self, document: Document, choice: Choice) -> Conversation | None:
        """The turns that ask for a section as the app does; None where they have no room."""
        if choice.alone:
            own = {choice.section_id: document.text_of(choice.section_id)}
            document = replace(document, texts=own)
        try:
            asked = build_conversation(document, choice.section_id, _sizes, self._context)
        except InputProblem:
            return None
        last = asked.messages[-1]
        turn = replace(last, content=with_note(last.content, choice.note))
        return replace(asked, messages=(*asked.messages[:-1], turn))


def _told(document: Document, choices: Sequence[Choice]) -> Told:
    """What the model was told: the plan, and the notes with which sections were asked for."""
    outline = document.outline
    noted = {choice.section_id: choice.note for choice in choices if choice.note}
    turns = {id_: Turn(with_note(step_turn(outline, id_), note)) for id_, note in noted.items()}
    return Told(outline, turns)


@lru_cache(maxsize=4096)
def _size(text: str) -> int:
    return estimate_tokens(text)


def _sizes(texts: Sequence[str]) -> list[int]:
    return [_size(text) for text in texts]


def _messages(asked: Conversation) -> list[dict[str, str]]:
    return [{"role": turn.role, "content": turn.content} for turn in asked.messages]
