# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The quality score S_q of a text: six dimensions from 1 to 5, by a model that reads it."""

import json
import re
from dataclasses import dataclass
from statistics import mean

from longwriter_desktop.domain.ports import (
    Generated,
    GenerateRequest,
    Message,
    Sampling,
    TextEngine,
)

DIMENSIONS = (
    "Relevance", "Accuracy", "Coherence", "Clarity", "Breadth and Depth", "Reading Experience"
)  # fmt: skip
_TRIES = 3
_ANSWER_TOKENS = 160
_OBJECT = re.compile(r"\{[^{}]*\}", re.DOTALL)
GRAMMAR = 'root ::= "{" ' + ' ", " '.join(f'"\\"{name}\\": " [1-5]' for name in DIMENSIONS) + ' "}"'


@dataclass(frozen=True)
class Judgement:
    """Grades from 1 to 5 by dimension."""

    grades: dict[str, int]

    @property
    def quality(self) -> float:
        """S_q, 0 to 100: the mean of (grade - 1) * 25 (arXiv 2408.07055)."""
        return mean((grade - 1) * 25.0 for grade in self.grades.values())


def judge(engine: TextEngine, instruction: str, text: str, seed: int = 0) -> Judgement | None:
    """Have a model grade a text; None where it gives no usable grades three times.

    Raises `EngineProblem`.
    """
    prompt = _prompt(instruction, text)
    for attempt in range(_TRIES):
        request = GenerateRequest(
            (Message("user", prompt),), _ANSWER_TOKENS, sampling=Sampling(temperature=0.2),
            seed=seed + attempt, grammar=GRAMMAR, loop_guard=False,
        )  # fmt: skip
        for event in engine.generate(request):
            if isinstance(event, Generated):
                found = read_judgement(event.text)
                if found is not None:
                    return found
    return None


def read_judgement(answer: str) -> Judgement | None:
    """The grades in an answer, whatever stands around them; None without all six."""
    for candidate in _OBJECT.findall(answer):
        try:
            values = json.loads(candidate)
        except ValueError:
            continue
        grades = {name: values.get(name) for name in DIMENSIONS}
        if all(type(grade) is int and 1 <= grade <= 5 for grade in grades.values()):
            return Judgement(grades)
    return None


def _prompt(instruction: str, text: str) -> str:
    form = ", ".join(f'"{name}": 3' for name in DIMENSIONS)
    return (
        "Grade how well a text answers a writing instruction. Give each of these a whole number "
        f"from 1 (poor) to 5 (excellent): {', '.join(DIMENSIONS)}. Do not grade its length: that "
        "is measured elsewhere.\n\n"
        f"Instruction:\n{instruction.strip()}\n\nText:\n{text.strip()}\n\n"
        f"Answer with JSON alone, in this form: {{{form}}}"
    )
