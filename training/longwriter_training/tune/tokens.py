# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Conversations as token ids and labels, through a chat template with generation markers."""

import copy
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from longwriter_training.problems import Refused
from longwriter_training.tune.rows import Row

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

IGNORED = -100
_MARKER = re.compile(r"\{%-?\s*generation\s*-?%\}")


class TemplateRefused(Refused):
    """The chat template does not say which tokens are the assistant's."""


@dataclass(frozen=True)
class Encoded:
    """Samples as the trainer takes them, and how many conversations were longer than a pack."""

    samples: list[dict[str, list[int]]] = field(default_factory=list)
    skipped: int = 0
    longest: int = 0  # tokens, of the skipped ones too

    @property
    def tokens(self) -> int:
        return sum(len(sample["input_ids"]) for sample in self.samples)

    @property
    def targets(self) -> int:
        """Tokens that carry loss. The first of a sample never does: nothing stands before it."""
        return sum(label != IGNORED for one in self.samples for label in one["labels"][1:])


def check_template(template: str) -> None:
    """Refuse a template without generation markers.

    Raises:
        TemplateRefused: without them the prompts would be learnt like the answers.
    """
    if not _MARKER.search(template):
        raise TemplateRefused(
            "the chat template has no {% generation %} markers, so that the assistant's tokens are "
            "not known: give one with base.template (training/templates/ has some)"
        )


def encode(
    tokenizer: "PreTrainedTokenizerBase", rows: Iterable[Row], template: str, max_tokens: int
) -> Encoded:
    """Token ids and labels (-100 outside of answers) of each conversation that fits.

    A longer one is skipped and counted: cut off, it would teach to end in the middle.

    Raises:
        TemplateRefused: the markers are missing, mark not every answer of a conversation, or mark
            one without a token that ends it.
    """
    check_template(template)
    exact, ends = _with_exact_places(tokenizer), _own_tokens(tokenizer)
    samples: list[dict[str, list[int]]] = []
    skipped = longest = 0
    for row in rows:
        made = exact.apply_chat_template(
            list(row.messages), chat_template=template, tokenize=True, return_dict=True,
            return_assistant_tokens_mask=True,
        )  # fmt: skip
        ids, mask = list(made["input_ids"]), list(made["assistant_masks"])
        longest = max(longest, len(ids))
        _check_answers(tokenizer, row, _marked(ids, mask), ends)
        if len(ids) > max_tokens:
            skipped += 1
            continue
        labels = [token if answers else IGNORED for token, answers in zip(ids, mask, strict=True)]
        samples.append({"input_ids": ids, "labels": labels})
    return Encoded(samples, skipped, longest)


def _with_exact_places(tokenizer: "PreTrainedTokenizerBase") -> "PreTrainedTokenizerBase":
    """The tokenizer, telling of a blank, too, which token it is in. Llama 3's does not, and where
    an answer begins with one transformers marks neither that answer nor any behind it."""
    from tokenizers import Tokenizer

    if not tokenizer.is_fast:  # which transformers itself refuses, with a sentence
        return tokenizer
    told = json.loads(tokenizer.backend_tokenizer.to_str())
    if "trim_offsets" not in json.dumps(told["post_processor"]):
        return tokenizer
    _trim_nothing(told["post_processor"])
    exact = copy.deepcopy(tokenizer)
    exact.backend_tokenizer.post_processor = Tokenizer.from_str(json.dumps(told)).post_processor
    return exact


def _trim_nothing(step: dict[str, Any]) -> None:
    if "trim_offsets" in step:
        step["trim_offsets"] = False
    for part in step.get("processors", ()):
        _trim_nothing(part)


def _own_tokens(tokenizer: "PreTrainedTokenizerBase") -> set[int]:
    """The tokens that no text is cut into by chance, of which one can end an answer."""
    return {*tokenizer.added_tokens_decoder, *tokenizer.all_special_ids}


def _marked(ids: Sequence[int], mask: Sequence[int]) -> list[list[int]]:
    """The tokens of each stretch that the template marks."""
    runs = groupby(zip(ids, mask, strict=True), key=lambda pair: pair[1])
    return [[token for token, _ in run] for is_answer, run in runs if is_answer]


def _check_answers(
    tokenizer: "PreTrainedTokenizerBase", row: Row, marked: list[list[int]], ends: set[int]
) -> None:
    answers = sum(turn["role"] == "assistant" for turn in row.messages)
    if len(marked) != answers:
        raise TemplateRefused(
            f"the chat template's generation markers mark {len(marked)} of the {answers} answers "
            f"of the conversation that begins with {row.messages[0]['content'][:60]!r}: put "
            "{% generation %} and {% endgeneration %} around every answer, or leave that row out"
        )
    for run in marked:
        # A line feed may stand behind the end.
        last = next((one for one in reversed(run) if tokenizer.decode([one]).strip()), run[-1])
        if last not in ends:
            raise TemplateRefused(
                f"by the chat template an answer ends with {tokenizer.decode([last])!r}, which is "
                "no special token of this tokenizer, so that the model would never stop: give "
                "base.template one with an end token of the base's (its eos_token, say) between "
                "{% generation %} and {% endgeneration %} (training/templates/ has some)"
            )
