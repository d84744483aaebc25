# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import pytest

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.engine.worker.memory import ContextCost, choose_context

FREE = 10**18  # bytes; no machine has them


def test_a_context_that_is_too_large_is_refused_with_the_largest_that_fits() -> None:
    with pytest.raises(EngineProblem) as caught:
        choose_context(ContextCost(fixed=0, per_token=100), requested=FREE, trained=4096)
    assert caught.value.code == "context_memory"
    assert 0 < caught.value.params["largest"] < FREE


def test_a_model_that_leaves_no_room_at_all_is_said_so() -> None:
    with pytest.raises(EngineProblem) as caught:
        choose_context(ContextCost(fixed=FREE, per_token=1), requested=0, trained=4096)
    assert caught.value.code == "context_no_room"


def test_a_context_is_no_longer_than_the_model_was_trained_for() -> None:
    assert choose_context(ContextCost(0, 1), requested=0, trained=2048) == 2048
    assert choose_context(ContextCost(0, 1), requested=4096, trained=2048) == 4096
