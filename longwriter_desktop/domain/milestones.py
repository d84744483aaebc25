# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Headings that a long answer must have reached by some length."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Milestone:
    """A heading that is put into an answer where the model has not come to it by itself.

    It comes at the first end of a paragraph from `words` on, at the first end of a sentence
    from `latest` on; both count the words of the answer, its prefilled part and the headings
    in it included. `heading` is the line as it is put, Markdown marks included.
    """

    words: int
    latest: int
    heading: str
