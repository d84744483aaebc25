# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Training goes on from the weights that a GGUF file holds."""

from dataclasses import replace

import pytest
import torch

from longwriter_training import export_gguf, from_gguf
from longwriter_training.model import Llama
from longwriter_training.problems import Refused
from tests.training.library import TINY

TOKENS = torch.randint(5, 1000, (1, 90), generator=torch.Generator().manual_seed(3))


@pytest.fixture
def pieces(tokenizer_path):
    return export_gguf.pieces(tokenizer_path)


@pytest.fixture
def written(sharp_model, tokenizer_path, tmp_path):
    """The sharp model as a GGUF file of a type."""

    def write(kind):
        path = tmp_path / f"{kind}.gguf"
        half = kind == "f16"
        export_gguf.write(
            path, sharp_model.state_dict(), TINY, tokenizer_path, "Tiny", half=half
        )  # fmt: skip
        if kind != "Q8_0":
            return path
        export_gguf.quantise(path, tmp_path / "small.gguf", kind)
        return tmp_path / "small.gguf"

    return write


def largest_difference(model, other):
    with torch.no_grad():
        return float((model(TOKENS) - other(TOKENS)).abs().max())


def test_float32_comes_back_to_the_bit(sharp_model, written, pieces):
    found = from_gguf.load_weights(written("f32"), Llama(TINY), pieces)
    for name, weight in sharp_model.state_dict().items():
        assert torch.equal(found.state_dict()[name], weight), name
    assert largest_difference(found, sharp_model) == 0.0


def test_float16_comes_back_as_it_was_rounded(sharp_model, written, pieces):
    found = from_gguf.load_weights(written("f16"), Llama(TINY), pieces)
    for name, weight in sharp_model.state_dict().items():
        rounded = weight if weight.dim() < 2 else weight.half().float()
        assert torch.equal(found.state_dict()[name], rounded), name


def test_eight_bits_come_back_within_half_a_step(sharp_model, written, pieces, capfd):
    found = from_gguf.load_weights(written("Q8_0"), Llama(TINY), pieces)
    capfd.readouterr()
    for name, weight in sharp_model.state_dict().items():
        if weight.dim() < 2:
            assert torch.equal(found.state_dict()[name], weight), name
            continue
        blocks = weight.reshape(-1, 32)
        apart = (found.state_dict()[name].reshape(-1, 32) - blocks).abs().amax(1)
        step = blocks.abs().amax(1) / 127
        assert bool((apart <= 0.5 * step + 127 * step * 2**-11).all()), name  # its scale is float16
    assert largest_difference(found, sharp_model) > 0.0


def test_without_turning_queries_and_keys_back_it_is_another_model(
    sharp_model, written, pieces, monkeypatch
):
    monkeypatch.setattr(from_gguf, "halves", lambda weight, heads: weight)
    found = from_gguf.load_weights(written("f32"), Llama(TINY), pieces)
    assert largest_difference(found, sharp_model) > 0.5


def test_a_longer_context_takes_the_same_weights(sharp_model, written, pieces):
    longer = Llama(replace(TINY, context=512))
    found = from_gguf.load_weights(written("f32"), longer, pieces)
    assert largest_difference(found, sharp_model) == 0.0


def test_the_numbers_of_the_file_are_those_it_was_written_with(written):
    assert from_gguf.shape(written("f32")) == TINY


@pytest.mark.parametrize("share", [0.0, 0.0001, 0.01, 0.3, 0.6, 0.999])
def test_a_file_that_was_cut_off_is_refused(written, pieces, share):
    path = written("f16")
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    with pytest.raises(Refused, match="no whole GGUF file"):
        from_gguf.load_weights(path, Llama(TINY), pieces)


def test_a_model_of_another_kind_is_refused(tmp_path, pieces):
    from gguf import GGUFWriter

    writer = GGUFWriter(tmp_path / "other.gguf", "bert")
    writer.add_context_length(512)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    with pytest.raises(Refused, match="no Llama: it does not say its vocab_size"):
        from_gguf.load_weights(tmp_path / "other.gguf", Llama(TINY), pieces)
