# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What only a GPU shows: bfloat16, its attention kernels, packs of 32k tokens, speed. The same
functions run on the CPU with small numbers, so that they work where there is a GPU."""

import importlib.util
import os
import subprocess
import sys

import pytest
import torch

from longwriter_training.tune.config import SftConfig
from longwriter_training.tune.tokens import Encoded
from tests.training import checkpoints  # noqa: F401 - stops a thread of tqdm's

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore:.*pin_memory:UserWarning")
on_gpu = [
    pytest.mark.gpu,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU with CUDA"),
]
SMALL = {"vocab_size": 512, "hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 2,
         "num_attention_heads": 4, "num_key_value_heads": 2}  # fmt: skip
# The shape of Qwen2.5 0.5B, as a Llama.
HALF_A_BILLION = {"vocab_size": 151_936, "hidden_size": 896, "intermediate_size": 4_864,
                  "num_hidden_layers": 24, "num_attention_heads": 14, "num_key_value_heads": 2,
                  "tie_word_embeddings": True}  # fmt: skip
PEAKS = {"H200": 989e12, "H100": 989e12, "A100": 312e12, "L40S": 362e12, "4090": 165e12}  # FLOP/s


def model_of(shape, attention, device, kind):
    """A random Llama."""
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(1)
    config = LlamaConfig(**shape, max_position_embeddings=32_768, attn_implementation=attention)
    return LlamaForCausalLM(config).to(device=device, dtype=kind)


@torch.no_grad()
def leaks(model, lengths, vocabulary):
    """How far the last states of packed samples are from those of each alone, as a share of what
    they are off when samples do see each other."""
    ids = torch.randint(0, vocabulary, (1, sum(lengths)), device=model.device)
    positions = torch.cat([torch.arange(number) for number in lengths])[None].to(model.device)

    def states(tokens, places):
        found = model.model(input_ids=tokens, position_ids=places, use_cache=False)
        return found.last_hidden_state[0].float()

    parts = ids.split(list(lengths), dim=1)
    alone = torch.cat([states(part, torch.arange(part.shape[1])[None].to(ids.device))
                       for part in parts])  # fmt: skip
    packed = (states(ids, positions) - alone).abs().mean()
    leaking = (states(ids, torch.arange(sum(lengths))[None].to(ids.device)) - alone).abs().mean()
    assert leaking > 0.01  # else the comparison proves nothing
    return float(packed / leaking)


def speed(shape, pack, steps, tokenizer_path, folder, device, kind):
    """(tokens a second, weights) of fine-tuning steps, the first one left out."""
    from transformers import PreTrainedTokenizerFast

    from longwriter_training.tune.trainer import make_trainer

    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(tokenizer_path), pad_token="<|pad|>")
    attention = "flex_attention" if device == "cuda" else "sdpa"
    model = model_of(shape, attention, device, kind)
    samples = [{"input_ids": [7] * pack, "labels": [7] * pack} for _ in range(steps + 1)]
    runs = []
    for number in (1, steps + 1):
        config = SftConfig(
            steps=number, packs=1, save_steps=10_000, gradient_checkpointing=device == "cuda"
        )
        trainer = make_trainer(
            model, tokenizer, Encoded(samples), Encoded(), config, pack, folder / str(number)
        )
        runs.append(trainer.train().metrics["train_runtime"])
    return steps * pack / max(runs[1] - runs[0], 1e-6), model.num_parameters()


def used(tokens_a_second, weights, shape, pack):
    """The share of the GPU's arithmetic that was put to use (MFU); 0 where its peak is unknown."""
    name = torch.cuda.get_device_name() if torch.cuda.is_available() else ""
    peak = next((flops for key, flops in PEAKS.items() if key in name), 0.0)
    attention = 6 * shape["num_hidden_layers"] * shape["hidden_size"] * pack  # causal: half
    return tokens_a_second * (6 * weights + attention) / peak if peak else 0.0


def test_packed_samples_keep_apart_on_the_cpu():
    model = model_of(SMALL, "sdpa", "cpu", torch.float32)
    assert leaks(model, (40, 25, 63), SMALL["vocab_size"]) < 1e-3


FLEX = """
import torch
from tests.training.test_gpu import SMALL, leaks, model_of
model = model_of(SMALL, "flex_attention", "cpu", torch.float32)
print(leaks(model, (40, 25, 63), SMALL["vocab_size"]))
"""


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_packed_samples_keep_apart_in_flex_attention_compiled_for_the_cpu():
    """In a process of its own: the compiler leaves threads behind."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FLEX],
        check=True, capture_output=True, text=True, timeout=380,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
    assert float(done.stdout) < 1e-3


def test_the_speed_of_fine_tuning_can_be_measured(tmp_path, tokenizer_path, capfd):
    found, weights = speed(SMALL | {"vocab_size": 1024}, 128, 2, tokenizer_path, tmp_path, "cpu",
                           torch.float32)  # fmt: skip
    assert found > 0
    assert weights > 100_000
    assert used(found, weights, SMALL, 128) == 0.0 or torch.cuda.is_available()
    capfd.readouterr()


class TestOnAGpu:
    pytestmark = on_gpu

    @pytest.mark.parametrize("attention", ["sdpa", "flex_attention", "flash_attention_2"])
    @pytest.mark.parametrize(
        "lengths", [(700, 1_300, 48), (20_000, 12_000, 768)], ids=["2k", "32k"]
    )
    def test_packed_samples_keep_apart_in_bfloat16(self, attention, lengths):
        if attention == "flash_attention_2" and importlib.util.find_spec("flash_attn") is None:
            pytest.skip("flash-attn is not installed")
        if attention == "sdpa" and sum(lengths) > 4_000:
            pytest.skip("sdpa makes a mask of 32k times 32k: flex or flash attention are for that")
        model = model_of(SMALL, attention, "cuda", torch.bfloat16)
        assert leaks(model, lengths, SMALL["vocab_size"]) < 0.05

    def test_half_a_billion_weights_are_tuned_on_packs_of_32k(
        self, tmp_path, tokenizer_path, capsys
    ):
        pack = 32_768
        found, weights = speed(
            HALF_A_BILLION, pack, 4, tokenizer_path, tmp_path, "cuda", torch.bfloat16
        )
        share = used(found, weights, HALF_A_BILLION, pack)
        with capsys.disabled():
            print(f"\n{weights / 1e9:.2f} B weights: {found:,.0f} tokens/s, MFU {share:.1%}")
        assert found > 0
