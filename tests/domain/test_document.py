# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import pytest

from longwriter_desktop.domain.document import Document, SectionText, StopReason, check_request
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.outline import Outline, new_section


@pytest.mark.parametrize(
    ("instruction", "words", "code"),
    [
        ("", 1000, "empty_instruction"),
        (" \n\t", 1000, "empty_instruction"),
        ("Write.", 0, "document_length"),
        ("Write.", 1_000_000, "document_length"),
        ("Write.", -1, "document_length"),
    ],
)
def test_a_request_that_cannot_be_written_is_refused(
    instruction: str, words: int, code: str
) -> None:
    with pytest.raises(InputProblem, match=code):
        check_request(instruction, words)


def test_words_are_counted_over_the_sections_of_the_outline_only() -> None:
    kept, removed = new_section("a", "", 100), new_section("b", "", 100)
    texts = {kept.id: SectionText("one two"), removed.id: SectionText("three")}
    document = Document("d", "T", "I", 100, outline=Outline((kept,)), texts=texts)
    assert document.written_words == 2


@pytest.mark.parametrize("reason", list(StopReason))
def test_only_a_section_that_stopped_early_is_unfinished(reason: StopReason) -> None:
    done = reason in (StopReason.FINISHED, StopReason.LENGTH_LIMIT)
    assert SectionText("text", "take", reason).is_unfinished is not done
    assert not SectionText("text").is_unfinished
