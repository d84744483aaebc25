# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Packing changes nothing that a sample sees, and wastes little room."""

import numpy as np
import pytest
import torch

from longwriter_training import packing
from longwriter_training.model import document_mask

LENGTHS = (40, 25, 60, 31)


@pytest.fixture(scope="module")
def samples():
    """Four random samples; loss counts on the second half of each."""
    rng = np.random.default_rng(1)
    tokens = rng.integers(5, 1024, sum(LENGTHS)).astype(np.uint16)
    loss = np.concatenate([np.arange(n) >= n // 2 for n in LENGTHS]).astype(np.uint8)
    return packing.Samples(tokens, loss, np.concatenate([[0], np.cumsum(LENGTHS)]))


@torch.no_grad()
def alone(model, samples, index):
    """Logits of one sample by itself."""
    start, end = samples.starts[index : index + 2]
    return model(torch.from_numpy(samples.tokens[start:end].astype(np.int64))[None])[0]


def spans(order):
    """(sample, first, last) of each sample in a packed row."""
    at = 0
    for index in order:
        yield index, at, at + LENGTHS[index]
        at += LENGTHS[index]


def test_packed_logits_are_those_of_each_sample_alone(sharp_model, samples):
    order = [2, 0, 3, 1]
    batch = packing.build(samples, [order], 180)
    with torch.no_grad():
        packed = sharp_model(batch.tokens, batch.positions, batch.mask)[0]
    for index, start, end in spans(order):
        torch.testing.assert_close(
            packed[start:end], alone(sharp_model, samples, index), atol=1e-4, rtol=1e-4
        )


@pytest.mark.parametrize("broken", ["mask", "positions"])
def test_a_leak_would_be_noticed(sharp_model, samples, broken):
    order = [2, 0, 3, 1]
    batch = packing.build(samples, [order], 180)
    everything = document_mask(torch.zeros(1, 180, dtype=torch.long))
    mask = everything if broken == "mask" else batch.mask
    positions = torch.arange(180)[None] * 7 % 200 if broken == "positions" else batch.positions
    with torch.no_grad():
        packed = sharp_model(batch.tokens, positions, mask)[0]
    worst = max(
        float((packed[start:end] - alone(sharp_model, samples, index)).abs().max())
        for index, start, end in spans(order)
    )
    assert worst > 0.1


def test_one_sample_a_row_needs_no_mask(sharp_model, samples):
    batch = packing.build(samples, [[1]], 64, packed=False)
    assert batch.mask is None
    with torch.no_grad():
        logits = sharp_model(batch.tokens)[0, : LENGTHS[1]]
    torch.testing.assert_close(logits, alone(sharp_model, samples, 1), atol=1e-4, rtol=1e-4)


def test_prompt_tokens_and_padding_carry_no_loss(samples):
    batch = packing.build(samples, [[0, 1]], 80)
    counted = batch.targets[0] != -100
    assert counted.nonzero().flatten().tolist() == [*range(19, 39), *range(51, 64)]
    assert torch.equal(batch.targets[0][counted], batch.tokens[0][1:][counted[:-1]])


def test_no_sample_predicts_the_first_token_of_the_next(samples):
    batch = packing.build(samples, [[0, 1]], 80)
    assert batch.targets[0, 39] == -100
    assert batch.targets[0, 64] == -100


def test_packing_keeps_every_sample_once_and_fills_the_rows():
    rng = np.random.default_rng(2)
    lengths = rng.integers(50, 900, 300).tolist()
    rows = packing.pack(lengths, range(300), 2048)
    assert sorted(index for row in rows for index in row) == list(range(300))
    used = [sum(lengths[index] for index in row) for row in rows]
    assert max(used) <= 2048
    assert sum(used) / (2048 * len(rows)) > 0.9


def test_a_sample_longer_than_a_row_is_left_out_whole():
    assert packing.pack([10, 99], range(2), 50) == [[0]]
    assert packing.bucket([10, 99], range(2), (50,)) == [(50, [[0]])]


def test_short_samples_share_a_micro_batch():
    micros = packing.bucket([10, 20, 90, 30, 40], range(5), (25, 50, 100))
    assert micros == [(100, [[2]]), (50, [[3], [4]])]
