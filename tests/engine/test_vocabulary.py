# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A vocabulary is asked millions of times a day, and keeps nothing of what it was asked."""

import ctypes
import tracemalloc

from longwriter_desktop.models.bundled import starter_path
from tests.support.vocabularies import opened

FEW_BYTES = 4_096


def test_texts_of_every_length_leave_no_class_behind_each() -> None:
    with opened(starter_path()) as vocabulary:
        before = set(ctypes.Array.__subclasses__())
        tokens = [vocabulary.tokenize("lamp " * words) for words in range(1, 40)]
        left = set(ctypes.Array.__subclasses__()) - before  # nothing is collected within a test
        assert not left
        assert [len(text) for text in tokens] == sorted({len(text) for text in tokens})


def test_the_pieces_of_all_tokens_take_no_memory() -> None:
    with opened(starter_path()) as vocabulary:
        vocabulary.piece(0)
        tracemalloc.start()
        try:
            length = sum(len(vocabulary.piece(token)) for token in range(vocabulary.size))
            kept, _most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert length > vocabulary.size
        assert kept < FEW_BYTES
