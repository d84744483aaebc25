# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the training tests share: made-up books on disk and a tokenizer learnt from them."""

import logging
import os
from pathlib import Path

os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"  # before trl is imported, which would report its use

import pytest
from tqdm import tqdm

from longwriter_training import books, export_gguf, tokenizer
from longwriter_training.config import BooksConfig
from longwriter_training.model import Llama
from tests.training.library import TINY, book, write_library

tqdm.monitor_interval = 0  # its thread would outlive a test
# The tests' own home has no list of fonts, and to make one may take long enough to be warned of.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten made-up books on disk."""
    return write_library(tmp_path_factory.mktemp("corpus"), [book(seed) for seed in range(10)])


@pytest.fixture(scope="session")
def shelf(corpus: Path) -> list[books.Book]:
    """The same books, read and cleaned."""
    return books.read_all(corpus, BooksConfig())


@pytest.fixture(scope="session")
def tokenizer_path(shelf: list[books.Book], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tokenizer of 1,024 tokens, learnt from the made-up books and a few other scripts."""
    path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"
    texts = [*tokenizer.chapters(shelf), "Don't stop: 1234 café 你好 🎉 naïve — “quoted”"]
    tokenizer.train(iter(texts), TINY.vocab_size).save(str(path))
    return path


@pytest.fixture(scope="session")
def sharp_model() -> Llama:
    """Random weights that are large enough to make the logits differ."""
    return Llama(TINY).initialise(seed=5, std=0.12, zero_outputs=False).eval()


@pytest.fixture(scope="session")
def tiny_gguf(
    sharp_model: Llama, tokenizer_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """``sharp_model`` as GGUF in float32."""
    path = tmp_path_factory.mktemp("gguf") / "tiny.gguf"
    export_gguf.write(path, sharp_model.state_dict(), TINY, tokenizer_path, "Tiny", half=False)
    return path
