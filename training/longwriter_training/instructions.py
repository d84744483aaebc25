# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writing instructions as a person would type them, made from what a passage is about."""

import random
import re
from collections.abc import Sequence

_KINDS = (
    "story", "short story", "tale", "chapter", "narrative", "piece of prose", "piece of fiction",
    "novel chapter", "account", "essay", "article", "text", "report", "document", "description",
)  # fmt: skip
_WITH_LENGTH = (
    "Write a {words}-word {kind} about {topic}.",
    "Write a {kind} of {words} words about {topic}.",
    "Write a {kind} about {topic}, about {words} words long.",
    "Please write a {kind} about {topic} ({words} words).",
    "I need a {kind} of about {words} words on {topic}.",
    "A {kind} on {topic}, {words} words.",
    "Draft a {words}-word {kind} in which {topic} play a part.",
    "Give me a {kind} with {topic} in it. Length: {words} words.",
    "Tell me about {topic} in {words} words.",
    "Compose a {kind} of roughly {words} words. Subject: {topic}.",
)
_WITHOUT_LENGTH = (
    "Write a {kind} about {topic}.",
    "Write a long {kind} about {topic}.",
    "A {kind} about {topic}, please.",
    "Draft a {kind} on {topic}.",
    "Write something about {topic}.",
    "Tell a tale of {topic}.",
)
_STYLES = (
    " Write in the style of {author}.",
    " Follow the manner of {author}.",
    " Keep the tone calm and clear.",
    " Use plenty of dialogue.",
    " Use vivid description.",
    " Write for a general reader.",
    " Write in the third person.",
    " It belongs to a book called {title}.",
)
_VOWEL = re.compile(r"\b([Aa]) (?=account|essay|article|(?:8\d*|1[18]\d{3})-word)")


def joined(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def sized_instruction(rng: random.Random, topic: str, words: int) -> str:
    """One instruction that names the length and nothing but the topic beside it."""
    text = rng.choice(_WITH_LENGTH).format(words=words, kind=rng.choice(_KINDS), topic=topic)
    return _VOWEL.sub(r"\1n ", text)


def instruction(rng: random.Random, topic: str, words: int, title: str, author: str) -> str:
    """One instruction; two in three name the length, one in three a style."""
    templates = _WITH_LENGTH if rng.random() < 0.67 else _WITHOUT_LENGTH
    kind = rng.choice(_KINDS)
    text = rng.choice(templates).format(words=words, kind=kind, topic=topic)
    text = _VOWEL.sub(r"\1n ", text)
    if rng.random() < 0.33:
        text += rng.choice(_STYLES).format(author=author, title=title)
    return text
