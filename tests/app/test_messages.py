# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import pytest

from longwriter_desktop.app.messages import (
    SENTENCES,
    STOP_SENTENCES,
    format_bytes,
    sentence,
    stop_sentence,
)
from longwriter_desktop.domain.document import StopReason


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_sentence_is_whole_and_says_more_than_its_code(code: str) -> None:
    text = SENTENCES[code]
    assert text[0].isupper() or text[0] in '"{'
    assert text.rstrip('"').endswith((".", "?", "words"))
    assert code not in text


def test_parameters_are_printed_for_people() -> None:
    text = sentence(
        "context_memory", {"context": 32768, "need": 4_294_967_296, "free": 2e9, "largest": 8192}
    )
    assert "32,768 tokens" in text
    assert "4.3 GB" in text
    assert "2.0 GB" in text


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 MB"), (480_000, "480 kB"), (7_530_000, "8 MB"), (6_100_000_000, "6.1 GB")],
)
def test_sizes_are_rounded_to_what_people_read(size: int, text: str) -> None:
    assert format_bytes(size) == text


@pytest.mark.parametrize("reason", list(StopReason))
def test_every_stop_reason_has_words(reason: StopReason) -> None:
    assert reason in STOP_SENTENCES
    assert stop_sentence(reason).endswith(".")
    assert (stop_sentence(reason, brief=True) == "") == (reason is StopReason.FINISHED)
