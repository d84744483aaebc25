# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which instructions are written, and which texts are good enough to be learnt."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from longwriter_desktop.domain.asked_length import asked_words
from longwriter_desktop.domain.ports import (
    Generated,
    GenerateRequest,
    Message,
    Sampling,
    TextEngine,
)
from longwriter_desktop.domain.scoring import length_score, repeated_ngram_share
from longwriter_desktop.evaluation.benchmark import published_words
from longwriter_training.tune.rows import RowRefused, numbered_lines

FEWEST_WORDS = 2_000
_MOST_REPEATED = 0.03  # share of repeated 8-grams
LEAST_SCORE = 80.0  # S_l that "Minimum Tuning" (arXiv 2410.10210) asks for
_SAME = 0.7  # share of shingles in common that makes two instructions one
_SHINGLE = 5  # words
_NUMBER_GRAMMAR = "root ::= [1-9] [0-9]{2,4}"
# Not behind a quotation mark: there a character of a story speaks.
_REFUSAL = re.compile(
    r"\A[^\w\"'\u2018\u201c\u300c\u300e\xab]*"
    r"(?:I(?:'|\u2019)?m sorry|I cannot|I can(?:'|\u2019)t|As an AI|I am unable"
    r"|抱歉|对不起|作为一个?AI)",
    re.IGNORECASE,
)
_LEFTOVER = re.compile(
    r"^\W*(?:(?:Paragraph|Section|Step) \d+\b.{0,8}(?:Main Point|-|:)|Main Point:|Word Count:"
    r"|Paragraph \d+\W*$|\d+ words\W*$|第[一二三四五六七八九十\d]+段\W)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Instruction:
    """What is to be written; `words` 0 where the instruction names no length, `answer` where
    the file has one."""

    text: str
    words: int = 0
    answer: str = ""

    @property
    def names_its_length(self) -> bool:
        return self.words > 0


def read_instructions(path: Path) -> Iterator[Instruction]:
    """The instructions of a JSONL file: `instruction` or `prompt`, or the first turn of
    `messages` or `conversation`, with the answer behind it; of a text file, a line each.

    Raises:
        RowRefused: a line of a JSONL file without an instruction.
    """
    for number, line in numbered_lines(path):
        text, answer = _turns(path, number, line) if path.suffix == ".jsonl" else (line, "")
        yield Instruction(text.strip(), asked_words(text) or 0, answer.strip())


def _turns(path: Path, number: int, line: str) -> tuple[str, str]:
    """(instruction, answer or "") of a line of JSON."""
    try:
        row = json.loads(line)
        turns = row.get("messages") or row.get("conversation") or []
        texts = [turn.get("content") or turn["value"] for turn in turns[:2]]
        text = row.get("instruction") or row.get("prompt") or texts[0]
        if not isinstance(text, str) or not text.strip():
            raise ValueError("its instruction is empty")
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        why = str(error) if isinstance(error, ValueError) else "it has no instruction"
        raise RowRefused(path, number, why) from error
    return text, texts[1] if len(texts) > 1 and isinstance(texts[1], str) else ""


def without_duplicates(instructions: Iterable[Instruction]) -> Iterator[Instruction]:
    """The instructions that are not nearly the same as one before them."""
    seen: list[frozenset[tuple[str, ...]]] = []
    for one in instructions:
        words = re.findall(r"\w", one.text) if not one.text.isascii() else one.text.lower().split()
        size = min(_SHINGLE, max(1, len(words)))
        mine = frozenset(tuple(words[at : at + size]) for at in range(len(words) - size + 1))
        if not any(len(mine & other) > _SAME * len(mine | other) for other in seen):
            seen.append(mine)
            yield one


def words_for(engine: TextEngine, instruction: Instruction) -> int:
    """How many words the text should have: what the instruction says, else what the teacher
    thinks. Raises `EngineProblem`."""
    if instruction.names_its_length:
        return instruction.words
    prompt = (
        "How many words would a complete, good text for this instruction have? Answer with a "
        f"whole number alone.\n\nInstruction: {instruction.text}"
    )
    request = GenerateRequest(
        (Message("user", prompt),), 8, sampling=Sampling(temperature=0.0), grammar=_NUMBER_GRAMMAR,
        loop_guard=False,
    )  # fmt: skip
    for event in engine.generate(request):
        if isinstance(event, Generated):
            digits = re.search(r"\d+", event.text)
            return int(digits.group()) if digits else 0
    return 0


def fault_of(text: str, words: int, is_choosy: bool = True) -> str:
    """What is wrong with a text, "" for nothing: "empty", "refusal", "leftover", "repetition",
    and "length" where the score has to be at least 80."""
    if fault := _fault_of_part(text):
        return fault
    if repeated_ngram_share(text) > _MOST_REPEATED:
        return "repetition"
    if is_choosy and length_score(words, published_words(text)) < LEAST_SCORE:
        return "length"
    return ""


def fault_of_sections(texts: Sequence[str], words: int, is_choosy: bool = True) -> str:
    """What is wrong with a document of these sections: "a section without text", else the
    "refusal" or "leftover" of any of them, else what `fault_of` says of the whole."""
    whole = "\n\n".join(text.strip() for text in texts if text.strip())
    if not whole:
        return "empty"
    faults = [fault for text in texts if (fault := _fault_of_part(text))]
    if "empty" in faults:
        return "a section without text"
    return faults[0] if faults else fault_of(whole, words, is_choosy)


def _fault_of_part(text: str) -> str:
    """What no text may be, neither a whole one nor a section."""
    if not text.strip():
        return "empty"
    if _REFUSAL.search(text):
        return "refusal"
    return "leftover" if _LEFTOVER.search(text) else ""


@dataclass
class Report:
    """What became of the instructions, and how long the rows are, by thousands of words."""

    refused: Counter[str] = field(default_factory=Counter)
    lengths: Counter[int] = field(default_factory=Counter)

    def note(self, fault: str, words: int) -> None:
        """Count one instruction."""
        if fault:
            self.refused[fault] += 1
        else:
            self.lengths[words // 1_000] += 1

    def text(self) -> str:
        """A histogram, and the reasons of what was left out."""
        lines = [f"left out, {fault}: {count}" for fault, count in self.refused.most_common()]
        return "\n".join(filter(None, [histogram(self.lengths), *lines]))


def histogram(lengths: Counter[int]) -> str:
    """Numbers of rows by thousands of words, a line each."""
    most = max(lengths.values(), default=1)
    return "\n".join(
        f"{f'{low},000' if low else '0':>6} words and more "
        f"{'#' * max(1, round(40 * count / most))} {count}"
        for low, count in sorted(lengths.items())
    )
