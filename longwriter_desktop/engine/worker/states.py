# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The conversation in the cache, kept in a file from one start of the program to the next."""

import ctypes
from array import array
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import llama_cpp
import llama_cpp.llama_cpp as llama
import psutil

from longwriter_desktop.engine.worker.answers import Answers
from longwriter_desktop.engine.worker.branches import Branch
from longwriter_desktop.engine.worker.cache import BranchCache
from longwriter_desktop.engine.worker.memory import has_long_context_factors
from longwriter_desktop.engine.worker.model import LoadedModel
from longwriter_desktop.engine.worker.native import CancelFlag
from longwriter_desktop.engine.worker.settings import context_params
from longwriter_desktop.engine.worker.state_file import StateReader, StateRefused, write_state

_SHARE = 0.5  # of the available memory that the copy of a state may take
_ENOUGH = 8  # tokens that tell an answer, and that its end may take

Progress = Callable[[int], None]  # told the bytes done


class States:
    """Saves and restores the branch that holds the conversation.

    What cannot be is told with a reason, and the cache goes on as it was. Reasons besides
    those of `StateRefused`: `cancelled`, `not_supported` (llama.cpp cannot take this model's
    memory out), `nothing` (the cache is empty), `too_large`, `no_memory`, `other_model`,
    `no_room`.
    """

    def __init__(
        self, model: LoadedModel, cache: BranchCache, answers: Answers, cancelled: CancelFlag
    ) -> None:
        self._model = model
        self._cache = cache
        self._answers = answers
        self._cancelled = cancelled

    def save(self, path: Path, limit_bytes: int, progress: Progress) -> tuple[int, str]:
        """Keep the conversation in a file of `limit_bytes` at most (0: of any size).

        Returns the file's size in bytes and "", or 0 and the reason.
        """
        try:
            branch = self._cache.conversation()
            if branch is None:
                raise StateRefused("nothing")
            header = {
                "facts": self._facts(),
                "tokens": branch.tokens,
                "answers": _answers_within(branch.tokens, self._answers),
            }
            blob = self._state_of(branch, limit_bytes)
            return write_state(path, header, blob, self._go_on(progress)), ""
        except StateRefused as refused:
            return 0, refused.reason

    def restore(self, path: Path, progress: Progress) -> tuple[int, str]:
        """Put a conversation back into the cache; from now on this document is written.

        Returns how many of its tokens are there now and "", or 0 and the reason.
        """
        self._cache.begin_document()
        try:
            with closing(StateReader(path)) as file:
                if file.header["facts"] != self._facts():
                    raise StateRefused("other_model")
                tokens: list[int] = file.header["tokens"]
                if not self._cache.holds(tokens):
                    self._check_room(file.blob_bytes, len(tokens))
                    self._adopt(tokens, file.blob(self._go_on(progress)))
                for text, ids in file.header["answers"]:
                    self._answers.remember(text, ids)
            return len(tokens), ""
        except StateRefused as refused:
            return 0, refused.reason

    def _facts(self) -> dict[str, Any]:
        """What must be the same for a state to mean the same."""
        info = self._model.info
        params = context_params(info.context_tokens, info.settings)
        return {
            "model": info.fingerprint,
            "library": llama_cpp.__version__,
            "cache": [params.type_k, params.type_v, params.flash_attn_type],
            "long": has_long_context_factors(self._model.model, info.context_tokens),
        }

    def _go_on(self, progress: Progress) -> Progress:
        def look(done: int) -> None:
            progress(done)
            if self._cancelled:
                raise StateRefused("cancelled")

        return look

    def _state_of(self, branch: Branch, limit_bytes: int) -> Any:
        context = self._model.context
        size = llama.llama_state_seq_get_size(context, branch.sequence)
        if limit_bytes and size > limit_bytes:
            raise StateRefused("too_large")
        _check_memory(size)
        data = (ctypes.c_ubyte * size)()
        if llama.llama_state_seq_get_data(context, data, size, branch.sequence) != size:
            raise StateRefused("not_supported")
        return data

    def _check_room(self, blob_bytes: int, tokens: int) -> None:
        if tokens >= self._cache.capacity:
            raise StateRefused("no_room")
        _check_memory(blob_bytes)

    def _adopt(self, tokens: Sequence[int], data: Any) -> None:
        context = self._model.context

        def fill(sequence: int) -> bool:
            size = len(data)
            return bool(llama.llama_state_seq_set_data(context, data, size, sequence) == size)

        if not self._cache.adopt(tokens, fill):
            raise StateRefused("damaged")


def _check_memory(size: int) -> None:
    if size > psutil.virtual_memory().available * _SHARE:
        raise StateRefused("no_memory")


def _answers_within(tokens: Sequence[int], answers: Answers) -> list[tuple[str, tuple[int, ...]]]:
    """The answers that stand in the tokens. The end of one may not: it was never evaluated,
    or the text ends inside of a token."""
    whole = array("i", tokens).tobytes()
    return [
        (text, ids)
        for text, ids in answers.items()
        if _stands_in(whole, array("i", ids[: max(_ENOUGH, len(ids) - _ENOUGH)]).tobytes())
    ]


def _stands_in(whole: bytes, part: bytes) -> bool:
    at = whole.find(part)
    while at > 0 and at % array("i").itemsize:
        at = whole.find(part, at + 1)
    return at >= 0
