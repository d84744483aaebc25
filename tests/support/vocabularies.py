# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Vocabularies for tests: real ones out of llama-cpp-python's source, and one of letters."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as llama
import pytest

from longwriter_desktop.engine.worker.native import NativeLog
from longwriter_desktop.engine.worker.vocabulary import Vocabulary
from longwriter_setup import vocabularies

_LOG = NativeLog()  # llama.cpp keeps a pointer to it
# Looked up when this is imported: a test has a home of its own.
_FOLDER = vocabularies.folder(version("llama-cpp-python"))


def kept_file(name: str) -> Path:
    """A vocabulary ("llama-bpe") or a published template ("x.jinja"); the test is left out where
    the source package could not be fetched."""
    file = f"ggml-vocab-{name}.gguf" if not name.endswith(".jinja") else name
    path = _FOLDER / file
    if not path.is_file():
        pytest.skip(f"{path} is not there; 'make test' fetches it where there is a network")
    return path


def kept_templates() -> list[Path]:
    """The published templates."""
    return sorted(kept_file("google-gemma-2-2b-it.jinja").parent.glob("*.jinja"))


@contextmanager
def opened(path: Path) -> Iterator[Vocabulary]:
    """The vocabulary of a GGUF file, whatever else it holds."""
    _LOG.install()
    params = llama.llama_model_default_params()
    params.vocab_only = True
    model = llama.llama_model_load_from_file(str(path).encode(), params)
    assert model
    yield Vocabulary(model)
    llama.llama_model_free(model)


class Letters:
    """A vocabulary with a token a character, so that a prompt's tokens can be read."""

    def __init__(self, begin: str = "<s>", end: str = "</s>") -> None:
        self._texts = [begin, end]
        self.specials: dict[str, int] = {}
        self.begin_id, self.end_ids = 0, (1,)
        self.adds_begin = False
        self.strips_left: frozenset[int] = frozenset()
        self.strips_right: frozenset[int] = frozenset()

    def text_of(self, token: int) -> str:
        return self._texts[token] if token >= 0 else ""

    def tokenize(self, text: str, parse_special: bool = False) -> list[int]:
        return [ord(character) for character in text]

    def blank_begin(self, tokens: Sequence[int]) -> str:
        text = self.read(tokens)
        return text[: len(text) - len(text.lstrip())]

    @staticmethod
    def read(tokens: Sequence[int]) -> str:
        return "".join(map(chr, tokens))


def letters(**fields: Any) -> Any:
    """A vocabulary of letters, for where a `Vocabulary` is asked for."""
    return Letters(**fields)
