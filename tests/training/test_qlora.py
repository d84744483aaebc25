# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""An adapter over a base in four bits: what is held, what is learnt, and what comes out."""

import json
import random
from dataclasses import replace

import pytest
import torch
from transformers.quantizers import quantizer_bnb_4bit

from longwriter_training import export_hf, manifest, sft_trl
from longwriter_training.tune.config import BaseConfig, SftConfig, TuneConfig
from longwriter_training.tune.running import quieten
from tests.training import checkpoints
from tests.training.test_export_hf import largest_difference

WORDS = ("the", "lamp", "keeper", "burned", "oil", "slowly", "while", "a", "storm", "came")
STEPS = 4
QLORA = SftConfig(lora_rank=4, four_bits=True, steps=STEPS, packs=1, rate=0.01, save_steps=2)
pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore:.*pin_memory:UserWarning")


@pytest.fixture
def base(tmp_path, tokenizer_path):
    checkpoints.llama(tmp_path / "base", tokenizer_path)
    return tmp_path / "base"


@pytest.fixture
def rows(tmp_path):
    """Twenty short conversations."""
    draw = random.Random(3)
    path = tmp_path / "rows.jsonl"
    talks = (
        [
            {"role": "user", "content": f"Write {words} words."},
            {"role": "assistant", "content": " ".join(draw.choices(WORDS, k=words))},
        ]
        for words in range(4, 24)
    )
    path.write_text("\n".join(json.dumps({"messages": talk}) for talk in talks))
    return path


def tune(tmp_path, base, rows, sft=QLORA):
    values = {
        "base.model": str(base), "rows.long": [str(rows)], "rows.max_tokens": 256,
        "rows.held_out": 3, "sft.lora_rank": sft.lora_rank, "sft.four_bits": sft.four_bits,
        "sft.steps": sft.steps, "sft.packs": sft.packs, "sft.rate": sft.rate,
        "sft.save_steps": sft.save_steps,
    }  # fmt: skip
    chosen = [f"--set={name}={json.dumps(value)}" for name, value in values.items()]
    return sft_trl.main(["--run", str(tmp_path / "run"), *chosen])


def test_every_matrix_of_the_base_but_the_embedding_and_the_head_takes_four_bits_a_weight(base):
    quieten()
    from bitsandbytes.nn import Linear4bit

    model = sft_trl.load_model(TuneConfig(base=BaseConfig(model=str(base)), sft=QLORA))
    packed = [layer for layer in model.modules() if isinstance(layer, Linear4bit)]
    assert len(packed) == 3 * 7  # layers, each of four matrices of attention and three behind it
    for layer in packed:
        assert layer.weight.dtype == torch.uint8
        assert layer.weight.numel() * 2 == layer.in_features * layer.out_features


def test_an_adapter_over_four_bits_learns_and_becomes_a_file_that_llama_cpp_runs(
    tmp_path, base, rows, capfd
):
    before = {path.name: path.read_bytes() for path in base.iterdir()}
    assert tune(tmp_path, base, rows) == 0, capfd.readouterr().err
    capfd.readouterr()
    done = tmp_path / "run" / "sft_trl"
    facts = manifest.require(done, "sft_trl")["facts"]
    logs = json.loads(
        (done / "checkpoints" / f"checkpoint-{STEPS}" / "trainer_state.json").read_text()
    )
    losses = [entry["loss"] for entry in logs["log_history"] if "loss" in entry]
    assert facts["steps"] == len(losses) == STEPS
    assert losses[-1] < losses[0] - 0.3
    assert {path.name: path.read_bytes() for path in base.iterdir()} == before
    export_hf.convert(base, tmp_path / "tuned.gguf", "f32", done / "model")
    from peft import AutoPeftModelForCausalLM

    tuned = AutoPeftModelForCausalLM.from_pretrained(done / "model").merge_and_unload().eval()
    assert largest_difference(tmp_path / "tuned.gguf", tuned)[0] < 0.02


def test_without_the_library_for_four_bits_it_is_said_what_to_install(
    tmp_path, base, rows, monkeypatch, capfd
):
    monkeypatch.setattr(quantizer_bnb_4bit, "is_bitsandbytes_available", lambda: False)
    assert tune(tmp_path, base, rows) == 1
    assert "requires bitsandbytes: `pip install" in capfd.readouterr().err
    assert not (tmp_path / "run" / "sft_trl" / "manifest.json").exists()


def test_four_bits_are_for_adapters_alone(tmp_path, base, rows, capfd):
    assert tune(tmp_path, base, rows, replace(QLORA, lora_rank=0)) == 1
    assert "needs a sft.lora_rank" in capfd.readouterr().err
