# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Conversations as token ids and labels, through a chat template with generation markers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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
        TemplateRefused: the markers are missing, or mark nothing in a conversation.
    """
    check_template(template)
    samples: list[dict[str, list[int]]] = []
    skipped = longest = 0
    for row in rows:
        made = tokenizer.apply_chat_template(
            list(row.messages), chat_template=template, tokenize=True, return_dict=True,
            return_assistant_tokens_mask=True,
        )  # fmt: skip
        ids, mask = list(made["input_ids"]), list(made["assistant_masks"])
        longest = max(longest, len(ids))
        if not any(mask):
            raise TemplateRefused("the template's generation markers mark no token of an answer")
        if len(ids) > max_tokens:
            skipped += 1
            continue
        labels = [token if answers else IGNORED for token, answers in zip(ids, mask, strict=True)]
        samples.append({"input_ids": ids, "labels": labels})
    return Encoded(samples, skipped, longest)
