# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Known token counts, while another thread loads another model."""

from longwriter_desktop.engine.counts import KnownCounts


def test_a_count_that_is_forgotten_while_others_are_counted_is_not_missed() -> None:
    known = KnownCounts()
    known.of(["lamp"], lambda texts: {"lamp": 1})

    def count(texts: tuple[str, ...]) -> dict[str, int]:
        known.clear()
        return dict.fromkeys(texts, 2)

    assert known.of(["lamp", "lighthouse"], count) == [1, 2]


def test_what_the_model_before_counted_is_not_taken_for_this_ones() -> None:
    known = KnownCounts()

    def count_before_another_is_loaded(texts: tuple[str, ...]) -> dict[str, int]:
        known.clear()
        return dict.fromkeys(texts, 1)

    known.of(["lamp"], count_before_another_is_loaded)
    assert known.of(["lamp"], lambda texts: dict.fromkeys(texts, 2)) == [2]
