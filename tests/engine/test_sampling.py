# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""In which order the samplers stand: over a whole vocabulary some of them take milliseconds."""

import llama_cpp.llama_cpp as llama
import pytest

from longwriter_desktop.domain.ports import Sampling
from longwriter_desktop.engine.worker.loops import sterner
from longwriter_desktop.engine.worker.sampling import SamplerFactory
from longwriter_desktop.models.bundled import starter_path
from tests.support.vocabularies import opened


def order(sampling: Sampling, grammar: str | None = None) -> list[str]:
    """What llama.cpp calls the samplers of a chain, the first first."""
    with opened(starter_path()) as vocabulary:
        samplers = SamplerFactory(vocabulary)
        chain = samplers.chain(sampling, 1, grammar, ())
        numbers = range(llama.llama_sampler_chain_n(chain.handle))
        each = [llama.llama_sampler_chain_get(chain.handle, number) for number in numbers]
        names = [llama.llama_sampler_name(one).decode() for one in each]
        chain.close()
        samplers.close()
    return names


def test_all_but_the_most_likely_tokens_are_left_out_before_anything_else_is_computed() -> None:
    names = order(sterner(Sampling(), 1))
    assert names == ["top-k", "dry", "penalties", "top-p", "min-p", "temp", "dist"]


def test_a_phrase_that_comes_again_is_held_against_a_text_only_behind_a_loop() -> None:
    assert "dry" not in order(Sampling())
    assert "dry" in order(Sampling(dry_multiplier=0.8))


@pytest.mark.parametrize(
    "sampling",
    [Sampling(temperature=0), Sampling(dry_multiplier=0.8), Sampling(repeat_penalty=1.0)],
)
def test_nothing_that_can_be_left_out_comes_in_front_of_top_k(sampling: Sampling) -> None:
    assert order(sampling)[0] == "top-k"


def test_only_what_a_form_forbids_is_banned_before_for_it_could_forbid_all_that_is_left() -> None:
    assert order(Sampling(), 'root ::= "yes"')[:3] == ["logit-bias", "grammar", "top-k"]
