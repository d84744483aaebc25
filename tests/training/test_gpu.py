# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What only a GPU shows: bfloat16, its attention kernels, packs of 32k tokens, speed. The same
functions run on the CPU with small numbers, so that they work where there is a GPU."""

import ast
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path  # noqa: F401 - for `apart`

import pytest
import torch

from longwriter_training import dpo_trl, manifest, sft_trl
from longwriter_training.tune.config import SftConfig
from longwriter_training.tune.tokens import Encoded
from tests.training import checkpoints

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
    """A random Llama, loaded in a type as `from_pretrained` does it."""
    from transformers import AutoModelForCausalLM, LlamaConfig

    torch.manual_seed(1)
    config = LlamaConfig(**shape, max_position_embeddings=32_768)
    model = AutoModelForCausalLM.from_config(config, dtype=kind, attn_implementation=attention)
    return model.to(device)


@torch.no_grad()
def sharpened(model):
    """Queries and keys so large that a token looks at few others. Else it looks at the mean of
    all, which in 32k random tokens is next to nothing: a leak would not show."""
    for name, weight in model.named_parameters():
        if "q_proj" in name or "k_proj" in name:
            weight *= 12.0
    return model


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
    assert leaking > 0.05  # else the comparison proves nothing
    return float(packed / leaking)


def speed(shape, pack, steps, tokenizer_path, folder, device, kind):
    """(tokens a second, weights) of fine-tuning steps: what more of them take longer. A first run
    is for the compiler."""
    from transformers import PreTrainedTokenizerFast

    from longwriter_training.tune.trainer import make_trainer

    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(tokenizer_path), pad_token="<|pad|>")
    attention = "flex_attention" if device == "cuda" else "sdpa"
    model = model_of(shape, attention, device, kind)
    samples = [{"input_ids": [7] * pack, "labels": [7] * pack} for _ in range(steps + 1)]
    runs = []
    for place, number in enumerate((1, 1, steps + 1)):
        config = SftConfig(
            steps=number, packs=1, save_steps=10_000, gradient_checkpointing=device == "cuda"
        )
        trainer = make_trainer(
            lambda: model, tokenizer, Encoded(samples), Encoded(), config, pack, folder / str(place)
        )
        runs.append(trainer.train().metrics["train_runtime"])
    return steps * pack / max(runs[2] - runs[1], 1e-6), model.num_parameters()


def measured(shape, pack, steps, tokenizer_path, folder, device, kind):
    """(tokens a second, weights, share of the GPU that was used) of fine-tuning."""
    found, weights = speed(shape, pack, steps, tokenizer_path, folder, device, kind)
    return found, weights, used(found, weights, shape, pack)


def tuned(folder, tokenizer_path, rank):
    """Run both stages on a small model, on the GPU where there is one; their steps."""
    checkpoints.llama(folder / "base", tokenizer_path)
    ask = [{"role": "user", "content": "Write of the lamp."}]
    answers = [[{"role": "assistant", "content": text}] for text in ("it burned", "a storm came")]
    (folder / "rows.jsonl").write_text(
        "\n".join(json.dumps({"messages": ask + answer}) for answer in answers)
    )
    pair = {"prompt": ask, "chosen": answers[0], "rejected": answers[1]}
    (folder / "pairs.jsonl").write_text(json.dumps(pair))
    values = {
        "base.model": str(folder / "base"), "rows.long": [str(folder / "rows.jsonl")],
        "rows.max_tokens": 128, "sft.steps": 2, "sft.packs": 1, "sft.lora_rank": rank,
        "dpo.pairs": [str(folder / "pairs.jsonl")], "dpo.steps": 2, "dpo.pairs_a_step": 1,
        "dpo.max_tokens": 128, "dpo.lora_rank": rank,
    }  # fmt: skip
    chosen = [f"--set={name}={json.dumps(value)}" for name, value in values.items()]
    for stage in (sft_trl, dpo_trl):
        assert stage.main(["--run", str(folder / "run"), *chosen]) == 0
    facts = [manifest.require(folder / "run" / name, name)["facts"]
             for name in ("sft_trl", "dpo_trl")]  # fmt: skip
    return facts[0]["steps"], facts[1]["steps"]


def used(tokens_a_second, weights, shape, pack):
    """The share of the GPU's arithmetic that was put to use (MFU); 0 where its peak is unknown."""
    name = torch.cuda.get_device_name() if torch.cuda.is_available() else ""
    peak = next((flops for key, flops in PEAKS.items() if key in name), 0.0)
    attention = 6 * shape["num_hidden_layers"] * shape["hidden_size"] * pack  # causal: half
    return tokens_a_second * (6 * weights + attention) / peak if peak else 0.0


@pytest.mark.parametrize(
    ("kind", "most"), [(torch.float32, 1e-3), (torch.bfloat16, 0.05)], ids=["float32", "bfloat16"]
)
@pytest.mark.parametrize("lengths", [(40, 25, 63), (700, 1_300, 48)], ids=["128", "2k"])
def test_packed_samples_keep_apart_on_the_cpu(kind, most, lengths):
    model = sharpened(model_of(SMALL, "sdpa", "cpu", kind))
    assert leaks(model, lengths, SMALL["vocab_size"]) < most


APART = """
import torch
from tests.training import test_gpu, test_loop
from tests.training.test_gpu import *
print()
print({expression})
"""


def apart(expression, seconds):
    """What an expression gives in a process of its own: compilers leave threads and processes
    behind, and tell of themselves."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", APART.format(expression=expression)],
        capture_output=True, text=True, timeout=seconds,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return ast.literal_eval(done.stdout.splitlines()[-1])


def packed(attention, device, kind, lengths):
    """An expression for `apart`: how far packed samples leak."""
    model = f"sharpened(model_of(SMALL, {attention!r}, {device!r}, {kind}))"
    return f"leaks({model}, {lengths}, SMALL['vocab_size'])"


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_packed_samples_keep_apart_in_flex_attention_compiled_for_the_cpu():
    assert apart(packed("flex_attention", "cpu", "torch.float32", (40, 25, 63)), 380) < 1e-3


def test_the_speed_of_fine_tuning_can_be_measured(tmp_path, tokenizer_path, capfd):
    shape = SMALL | {"vocab_size": 1024}
    found, weights, share = measured(shape, 128, 2, tokenizer_path, tmp_path, "cpu", torch.float32)
    assert found > 0
    assert weights > 100_000
    assert share == 0.0 or torch.cuda.is_available()
    capfd.readouterr()


@pytest.mark.parametrize("rank", [0, 4], ids=["whole", "adapter"])
def test_rows_become_a_model_and_pairs_another(tmp_path, tokenizer_path, rank, capfd):
    assert tuned(tmp_path, tokenizer_path, rank) == (2, 2)
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
        assert apart(packed(attention, "cuda", "torch.bfloat16", lengths), 580) < 0.05

    def test_a_gpu_takes_the_steps_of_the_cpu(self, tmp_path):
        assert apart(f"test_loop.distance_on('cuda', Path({str(tmp_path)!r}), True)", 580) < 0.3

    @pytest.mark.parametrize("rank", [0, 4], ids=["whole", "adapter"])
    def test_rows_become_a_model(self, tmp_path, tokenizer_path, rank):
        places = f"Path({str(tmp_path)!r}), Path({str(tokenizer_path)!r})"
        assert apart(f"tuned({places}, {rank})", 580) == (2, 2)

    def test_half_a_billion_weights_are_tuned_on_packs_of_32k(
        self, tmp_path, tokenizer_path, capsys
    ):
        places = f"Path({str(tokenizer_path)!r}), Path({str(tmp_path)!r})"
        found, weights, share = apart(
            f"measured(HALF_A_BILLION, 32_768, 4, {places}, 'cuda', torch.bfloat16)", 580
        )
        assert share < 1
        with capsys.disabled():
            print(f"\n{weights / 1e9:.2f} B weights: {found:,.0f} tokens/s, MFU {share:.1%}")
        assert found > 0
