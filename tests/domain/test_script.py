# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The language of an instruction, by its script."""

import pytest

from longwriter_desktop.domain.script import language_of_text


@pytest.mark.parametrize(
    ("text", "usual", "language"),
    [
        ("写一篇关于灯塔看守人的文章。", "en", "zh"),
        ("写一篇关于 LongWriter Desktop 的文章。", "en", "zh"),
        ("灯台守について書いてください。", "en", "ja"),
        ("등대지기에 대한 글을 써 줘.", "en", "ko"),
        ("Write about the keepers of lighthouses.", "zh", "en"),
        ("Write about the word 灯塔 and where it comes from.", "zh", "en"),
        ("Schreibe über Leuchttürme.", "de", "de"),
        ("", "zh", "zh"),
        ("  ?!", "zh", "zh"),
    ],
)
def test_the_script_of_a_text_tells_its_language(text: str, usual: str, language: str) -> None:
    assert language_of_text(text, usual) == language
