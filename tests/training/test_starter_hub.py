# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The starter as a checkpoint of the Hub computes and tokenises what it does here."""

import json
from dataclasses import asdict, replace

import numpy as np
import pytest
import torch

from longwriter_desktop.domain.ports import Message
from longwriter_training import evaluate_starter, export_gguf, manifest, model_card, starter_hub
from longwriter_training.config import LoopConfig
from longwriter_training.packing import Samples
from longwriter_training.sft_data import encode, save
from longwriter_training.text import TokenText
from tests.training.library import TINY

QUESTION = "Write a document.\n\nWrite section 1 of 1\nMain Point: a café\nWord Count: 80 words"
ROOMY = replace(TINY, context=1024)
TURNS = (Message("user", QUESTION), Message("assistant", "It was night."), Message("user", "On."))


def test_transformers_gets_our_logits_from_the_checkpoint(sharp_model, tokenizer_path, tmp_path):
    from transformers import AutoModelForCausalLM

    starter_hub.write(tmp_path, sharp_model.state_dict(), TINY, tokenizer_path)
    theirs = AutoModelForCausalLM.from_pretrained(tmp_path).eval()
    tokens = torch.randint(5, 1000, (1, 90), generator=torch.Generator().manual_seed(2))
    with torch.no_grad():
        ours = sharp_model(tokens)
        assert float(ours.std()) > 0.5
        assert float((theirs(tokens).logits - ours).abs().max()) < 0.001


def test_transformers_makes_the_tokens_of_fine_tuning(sharp_model, tokenizer_path, tmp_path):
    from tokenizers import Tokenizer
    from transformers import AutoTokenizer

    starter_hub.write(tmp_path, sharp_model.state_dict(), TINY, tokenizer_path)
    rows = [{"role": turn.role, "content": turn.content} for turn in TURNS]
    theirs = AutoTokenizer.from_pretrained(tmp_path).apply_chat_template(rows, return_dict=False)
    assert theirs == encode(Tokenizer.from_file(str(tokenizer_path)), TURNS)[0]


def test_tasks_are_the_questions_for_a_section_with_their_words(tokenizer_path):
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(tokenizer_path))
    plan = "Plan a document.\n\nChapter 1 - Word Count: 2000 words"
    kept = [encode(tokenizer, [Message("user", text), TURNS[1]]) for text in (QUESTION, plan)]
    tokens = np.array([token for sample in kept for token in sample[0]], dtype=np.uint16)
    loss = np.array([counts for sample in kept for counts in sample[1]], dtype=np.uint8)
    samples = Samples(tokens, loss, np.cumsum([0, *(len(sample[0]) for sample in kept)]))
    found = list(starter_hub.tasks(samples, TokenText(tokenizer_path), seed=1))
    assert found == [{"prompt": QUESTION, "words": 80}]


@pytest.fixture
def preferred(sharp_model, tokenizer_path, tmp_path):
    """What is there of a run once `dpo_trl` has finished, as far as it is read afterwards."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(tokenizer_path))
    (tmp_path / "tokenizer").mkdir()
    (tmp_path / "tokenizer" / "tokenizer.json").write_bytes(tokenizer_path.read_bytes())
    titles = {"books": 3, "words": 9_000, "train_tokens": 12_000, "held_out_titles": ["One"]}
    years = {"books": {"min_year": 1820, "max_year": 1929}}
    manifest.finish(tmp_path / "tokenizer", "tokenizer", years, titles)
    trained = {"progress": {"tokens": 5_000, "seconds": 60.0}, "held_out_loss": 5.0,
               "held_out_before": 6.0, "weights": sharp_model.size()}  # fmt: skip
    for stage in ("pretrain", "sft"):
        manifest.finish(tmp_path / stage, stage, {"model": asdict(ROOMY)}, trained)
    starter_hub.write(
        tmp_path / "dpo_trl" / "model", sharp_model.state_dict(), TINY, tokenizer_path
    )
    manifest.finish(tmp_path / "dpo_trl", "dpo_trl", {}, {"pairs": 33, "steps": 9})
    (tmp_path / "sft_data").mkdir()
    save(tmp_path / "sft_data" / "held_out.npz", [encode(tokenizer, TURNS[:2])] * 3)
    probe = json.dumps({"target": 80, "prompt": QUESTION})
    (tmp_path / "sft_data" / "probes.jsonl").write_text(probe + "\n")
    manifest.finish(tmp_path / "sft_data", "sft_data", {}, {})
    return tmp_path


def test_the_result_of_preference_training_is_written_measured_and_described(
    preferred, sharp_model, capfd
):
    weights, shape = export_gguf.trained(preferred, "dpo_trl")
    assert shape == ROOMY
    assert weights.keys() == sharp_model.state_dict().keys()
    assert all(torch.equal(weights[name], one) for name, one in sharp_model.state_dict().items())

    words = ["--run", str(preferred)]
    assert export_gguf.main([*words, "--stage", "dpo_trl"]) == 0
    settings = ["--set=sft.seq_len=128", "--set=evaluate.threads=1"]
    assert evaluate_starter.main([*words, *settings]) == 0
    told = manifest.require(preferred / "evaluation", "evaluate_starter")
    before = told["facts"] | {"held_out_loss": 7.125}
    manifest.finish(preferred / "evaluation_before", "evaluate_starter", told["settings"], before)
    assert model_card.main([*words, "--output", str(preferred / "out" / "new.gguf")]) == 0
    card = (preferred / "out" / "new.md").read_text(encoding="utf-8")
    loss = told["facts"]["held_out_loss"]
    assert f"| Preferences | 33 pairs | 9 steps | {loss:.3f} (was 7.125) |" in card
    assert card.count("| all") == 2
    capfd.readouterr()


def test_the_loss_of_a_file_is_that_of_its_weights(preferred, tiny_gguf, sharp_model):
    from longwriter_training.loop import measure
    from longwriter_training.sft import Rows

    samples = preferred / "sft_data" / "held_out.npz"
    config = LoopConfig(seq_len=128)
    ours = measure(sharp_model, Rows(samples, samples, config).held_out(), "cpu")
    assert evaluate_starter.held_out_loss(tiny_gguf, preferred, config) == pytest.approx(ours)
