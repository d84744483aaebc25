# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which instructions are written, and which texts are good enough to be learnt."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

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
from longwriter_training.tune.rows import (
    CONVERSATION,
    RowRefused,
    numbered_lines,
    numbered_values,
    turns_in,
    turns_of,
)

FEWEST_WORDS = 2_000
_MOST_REPEATED = 0.03  # share of repeated 8-grams
LEAST_SCORE = 80.0  # S_l that "Minimum Tuning" (arXiv 2410.10210) asks for
_SAME = 0.7  # share of shingles in common that makes two instructions one
_SHINGLE = 5  # words
_NUMBER_GRAMMAR = "root ::= [1-9] [0-9]{2,4}"
# Not behind a quotation mark: there a character of a story speaks. Nor without what is not done:
# "I can't breathe" and "I'm sorry I was late" begin a story.
_VERB = (
    r"(?:write|assist|provide|continue|fulfil|fulfill|comply|create|generate|produce|complete|answer"
    r"|help(?! (?:but|it|myself|\w+ing))|do (?:this|that))\b"
)
_REFUSAL = re.compile(
    r"\A[^\w\"'\u2018\u201c\u300c\u300e\xab]*"
    r"(?:As an AI|作为一?个?AI"
    r"|(?:(?:(?:I(?:'|\u2019)?m |I am )?(?:\w+ )?sorry|I apologi[sz]e|Unfortunately)"
    r"[^.!?\n]{0,40}\b)?"
    r"I(?: can(?:no|'|\u2019)t| can not| won(?:'|\u2019)t| will not| must decline to"
    rf"|(?: am|'m|\u2019m) (?:unable|not able) to)(?: \w+ly)? {_VERB}"
    r"|(?:很|非常)?(?:抱歉|对不起)[^。！？\n]{0,12}(?:无法|不能)[^。！？\n]{0,6}"
    r"(?:写|帮|提供|协助|继续|完成|满足|生成|创作|回答))",
    re.IGNORECASE,
)
_LEFTOVER = re.compile(
    r"^\W*(?:Paragraph \d+\b.{0,8}(?:Main Point|-|:)|Main Point:|Word Count:"
    r"|(?:Section|Step|Chapter) \d+\b.*\b(?:Main Point|Word Count):"
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
    """The instructions of a JSONL or JSON file: `instruction` or `prompt`, or the user's first
    turn of `messages` or `conversation(s)`, with the answer behind it; of a text file, a line each.

    Raises:
        RowRefused: a line of a JSONL file without an instruction.
    """
    if path.suffix not in (".jsonl", ".json"):
        for _, line in numbered_lines(path):
            yield Instruction(line.strip(), asked_words(line) or 0)
        return
    for number, value in numbered_values(path):
        try:
            text, answer = _asked_and_answered(value)
        except ValueError as error:
            raise RowRefused(path, number, f"it has no instruction: {error}") from error
        yield Instruction(text.strip(), asked_words(text) or 0, answer.strip())


def _asked_and_answered(row: Any) -> tuple[str, str]:
    """(instruction, answer or "") of a row."""
    text = (row.get("instruction") or row.get("prompt")) if isinstance(row, dict) else None
    has_turns = text is None or any(row.get(name) for name in CONVERSATION)
    turns = turns_of(row) if has_turns else iter(())
    asked = next((turn["content"] for turn in turns if turn["role"] == "user"), "")
    answer = next((turn["content"] for turn in turns if turn["role"] == "assistant"), "")
    [question] = turns_in([{"role": "user", "content": text or asked}])
    if not question["content"].strip():
        raise ValueError("it is empty")
    return question["content"], answer


def without_duplicates(instructions: Iterable[Instruction]) -> Iterator[Instruction]:
    """The instructions that are not nearly the same as one before them."""
    all_of_them = list(instructions)
    shingled = [_shingles(one.text) for one in all_of_them]
    how_often = Counter(chain.from_iterable(shingled))
    kept: dict[int, list[int]] = defaultdict(list)  # places of instructions by their rare shingles
    for place, mine in enumerate(shingled):
        # Two that are the same share one of these, as their other shingles are too few for that.
        rarest = sorted(mine, key=lambda shingle: (how_often[shingle], shingle))
        rarest = rarest[: len(mine) - int(_SAME * len(mine))]
        near = {other for shingle in rarest for other in kept[shingle]}
        if not any(are_alike(mine, shingled[other]) for other in near):
            for shingle in rarest:
                kept[shingle].append(place)
            yield all_of_them[place]


def are_alike(some: frozenset[int], others: frozenset[int]) -> bool:
    """Whether two texts of these shingles are nearly the same."""
    return len(some & others) > _SAME * len(some | others)


def _shingles(text: str) -> frozenset[int]:
    words = text.lower().split() if text.isascii() else re.findall(r"\w", text)
    size = min(_SHINGLE, max(1, len(words)))
    return frozenset(hash(tuple(words[at : at + size])) for at in range(len(words) - size + 1))


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
