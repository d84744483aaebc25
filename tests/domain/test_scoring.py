# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import pytest

from longwriter_desktop.domain.scoring import length_score, repeated_ngram_share


@pytest.mark.parametrize(
    ("required", "written", "score"),
    [
        (1000, 1000, 100.0),
        (1000, 800, 87.5),
        (1000, 1250, 91.6667),
        (1000, 500, 50.0),
        (1000, 2000, 66.6667),
        (1000, 0, 0.0),
        (1000, 5000, 0.0),
    ],
)
def test_the_length_score_is_longwriters_formula(required: int, written: int, score: float) -> None:
    assert length_score(required, written) == pytest.approx(score, abs=1e-3)


@pytest.mark.parametrize(("required", "written"), [(0, 10), (-5, 10), (10, -1)])
def test_a_score_without_a_target_is_refused(required: int, written: int) -> None:
    with pytest.raises(ValueError, match="cannot score"):
        length_score(required, written)


def test_a_text_said_twice_has_half_its_ngrams_repeated() -> None:
    passage = [f"w{i}" for i in range(100)]
    once, twice = " ".join(passage), " ".join(passage * 2)
    assert repeated_ngram_share(once) == 0.0
    assert repeated_ngram_share(twice) == pytest.approx(93 / 193)
    assert repeated_ngram_share("too short") == 0.0
