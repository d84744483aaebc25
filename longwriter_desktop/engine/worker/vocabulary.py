# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Text to token ids and back, for one loaded model."""

import ctypes
from array import array
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import llama_cpp.llama_cpp as llama

from longwriter_desktop.engine.worker.thinking import CHANNEL_TOKENS, MARK_TOKENS

_CONTROL = llama.LLAMA_TOKEN_ATTR_CONTROL
_SPECIAL = _CONTROL | llama.LLAMA_TOKEN_ATTR_USER_DEFINED
_MARKS, _QUOTES, _SPACES = ".!?。！？", '"”»」』', ("", "\n", "\n\n")
_LEFT, _RIGHT = llama.LLAMA_TOKEN_ATTR_LSTRIP, llama.LLAMA_TOKEN_ATTR_RSTRIP


class Vocabulary:
    """The tokens of a model.

    `specials` maps the text of control and user-defined tokens to their ids. `end_ids` are
    those that end a text; `turn_ids` are these and all other control tokens: a model that
    draws one of them in the middle of a text has left the text ("<|user|>"). The marks around
    what a model thinks are text; so are `channel_ids` in front of the answer, not in it.
    `thought_ids` are those marks that are one token.
    """

    def __init__(self, model: Any) -> None:
        self.handle = llama.llama_model_get_vocab(model)
        self.size: int = llama.llama_vocab_n_tokens(self.handle)
        tokens = range(self.size)
        attributes = [llama.llama_vocab_get_attr(self.handle, token) for token in tokens]
        self.end_ids = tuple(t for t in tokens if llama.llama_vocab_is_eog(self.handle, t))
        control = {token for token in tokens if attributes[token] & _CONTROL}
        marks = {token for token in control if self.text_of(token) in MARK_TOKENS}
        self._control = control = control - marks
        self.begin_id: int = llama.llama_vocab_bos(self.handle)
        self.adds_begin = bool(llama.llama_vocab_get_add_bos(self.handle)) and self.begin_id >= 0
        self.specials = {
            self.text_of(token): token
            for token in tokens
            if attributes[token] & _SPECIAL and self.text_of(token)
        }
        self.thought_ids = tuple(
            token for text, token in self.specials.items() if text in MARK_TOKENS
        )
        self.channel_ids = _channels(self.specials)
        self.turn_ids = tuple(sorted(control.union(self.end_ids, self.channel_ids)))
        self._marks = marks | self.channel_ids
        # Tokens that swallow the white space beside them where a prompt is tokenised.
        self.strips_left = frozenset(t for t in tokens if attributes[t] & _LEFT)
        self.strips_right = frozenset(t for t in tokens if attributes[t] & _RIGHT)
        self._buffer = ctypes.create_string_buffer(256)

    @cached_property
    def mark_ids(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Tokens that end a sentence, and those that end a quotation, alone or with a sentence."""
        marks = [mark + space for mark in _MARKS for space in _SPACES]
        ends = [m + quote + space for m in ("", *_MARKS) for quote in _QUOTES for space in _SPACES]
        return self._single(marks), self._single(ends)

    def _single(self, texts: Sequence[str]) -> tuple[int, ...]:
        """The tokens of those texts that are one token behind a letter."""
        last = [(text, self.tokenize(f"a{text}")[-1]) for text in texts]
        return tuple(token for text, token in last if self.piece(token) == text.encode())

    def text_of(self, token: int) -> str:
        """The token as the vocabulary spells it ("<|end|>"); "" for no token (-1)."""
        if token < 0:
            return ""
        text = llama.llama_vocab_get_text(self.handle, token)
        return text.decode("utf-8", "replace") if text else ""

    def tokenize(self, text: str, parse_special: bool = False) -> list[int]:
        """Token ids of `text`, nothing added; control tokens stay text unless parsed."""
        if not text:
            return []
        data = text.encode("utf-8", "replace")
        room = len(data) + 8
        while True:
            # Not an array of ctypes: each length of one is a class, which only a full collection
            # of garbage frees again, and texts have every length.
            tokens = array("i", [0]) * room
            first = ctypes.byref(llama.llama_token.from_buffer(tokens))
            count = llama.llama_tokenize(
                self.handle, data, len(data), first, room, False, parse_special
            )
            if count >= 0:
                return tokens[:count].tolist()
            room = -count

    def piece(self, token: int) -> bytes:
        """The bytes that a token adds to the text, perhaps half a character; b"" if control.

        None are kept: there are as many as tokens, and asking takes a thousandth of drawing one.
        """
        marked = token in self._marks
        size = llama.llama_token_to_piece(
            self.handle, token, self._buffer, len(self._buffer), 0, marked
        )
        if size < 0:
            self._buffer = ctypes.create_string_buffer(-size)
            size = llama.llama_token_to_piece(self.handle, token, self._buffer, -size, 0, marked)
        return ctypes.string_at(self._buffer, size)

    def blank_begin(self, tokens: Sequence[int]) -> str:
        """The white space that stands in tokens of their own in front of a text."""
        blank = ""
        for token in tokens:
            piece = self.piece(token).decode("utf-8", "replace")
            if piece.strip():
                break
            blank += piece
        return blank

    def spelling(self, tokens: Sequence[int]) -> str:
        """The text of tokens, control tokens as the vocabulary spells them."""
        control = self._control
        return "".join(
            self.text_of(t) if t in control else self.piece(t).decode("utf-8", "replace")
            for t in tokens
        )


def _channels(specials: Mapping[str, int]) -> frozenset[int]:
    """The marks of channels, where a model has them all."""
    has_all = CHANNEL_TOKENS.issubset(specials)
    return frozenset(specials[text] for text in CHANNEL_TOKENS if has_all)
