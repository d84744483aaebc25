# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import pytest

from longwriter_desktop.agentwrite.presets import PRESETS, preset_plan
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.outline import ItemKind

KEYS = [preset.key for preset in PRESETS]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("words", [50, 300, 2_000, 8_000, 20_000, 200_000])
def test_a_preset_gives_exactly_the_length_asked_for(key: str, words: int) -> None:
    outline = preset_plan(key, "Write about lamps.", words).outline
    assert outline.total_words == words
    assert all(section.target_words <= 1_010 for section in outline.sections)


def test_a_long_document_gets_a_chapter_for_each_part() -> None:
    outline = preset_plan("essay", "Write about lamps.", 20_000).outline
    chapters = [item for item in outline if item.kind is ItemKind.CHAPTER]
    assert [chapter.heading for chapter in chapters][:2] == ["Introduction", "Background"]
    assert {section.level for section in outline.sections} == {2}


def test_chinese_documents_get_chinese_headings() -> None:
    assert (
        preset_plan("essay", "写一篇关于灯的文章", 2_000, "zh").outline.items[0].heading == "引言"
    )


def test_an_unknown_preset_names_those_that_exist() -> None:
    with pytest.raises(InputProblem) as caught:
        preset_plan("sonnet", "Write.", 1_000)
    assert "three-act" in caught.value.params["known"]
