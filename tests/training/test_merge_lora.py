# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""An adapter finds its base, and merged into it can be tuned further."""

import json

import pytest

from longwriter_training import dpo_trl, export_hf, manifest, merge_lora
from tests.training import checkpoints
from tests.training.limits import no_file_larger_than
from tests.training.test_begun import lines, pair_rows
from tests.training.test_export_hf import CLOSE, largest_difference, logits

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore:.*pin_memory:UserWarning")
TUNED_WITH = checkpoints.TEMPLATE.replace("<|assistant|>", "Answer: ")
TOKENS = list(range(3, 60))


@pytest.fixture
def tuned(tmp_path, tokenizer_path):
    """The merged model; its base and adapter lie beside."""
    base = tmp_path / "base"
    checkpoints.llama(base, tokenizer_path)
    from transformers import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained(base).eval()  # which knows its folder
    merged = checkpoints.lora(model, tmp_path / "adapter")
    (tmp_path / "adapter" / "chat_template.jinja").write_text(TUNED_WITH)
    return merged


def merged(tmp_path, *more):
    words = ["--source", tmp_path / "adapter", "--output", tmp_path / "merged", *more]
    return merge_lora.main(list(map(str, words)))


def change(path, **values):
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def test_what_is_merged_computes_and_asks_as_what_was_tuned(tmp_path, tuned, monkeypatch, capfd):
    from transformers import AutoModelForCausalLM, AutoTokenizer

    monkeypatch.setattr(merge_lora, "_PART", 50_000)  # so that there are several files
    assert merged(tmp_path) == 0
    again = AutoModelForCausalLM.from_pretrained(tmp_path / "merged").eval()
    assert abs(logits(again, TOKENS) - logits(tuned, TOKENS)).max() < 1e-4
    base = AutoModelForCausalLM.from_pretrained(tmp_path / "base").eval()
    assert abs(logits(base, TOKENS) - logits(tuned, TOKENS)).max() > 0.5
    words = AutoTokenizer.from_pretrained(tmp_path / "merged")
    assert words.chat_template == TUNED_WITH
    assert words.eos_token == "<|end|>"
    facts = manifest.require(tmp_path / "merged", "merge_lora")["facts"]
    assert facts["files"] == len(list((tmp_path / "merged").glob("*.safetensors"))) > 2
    capfd.readouterr()


def test_preference_training_refuses_an_adapter_and_goes_on_from_what_is_merged(
    tmp_path, tuned, capfd
):
    pairs = lines(tmp_path / "pairs.jsonl", pair_rows("lamp", "oil"))

    def prefer(model):
        values = {"base.model": str(tmp_path / model), "dpo.pairs": [str(pairs)], "dpo.steps": 1,
                  "dpo.pairs_a_step": 1, "dpo.lora_rank": 2, "dpo.max_tokens": 200}  # fmt: skip
        chosen = [f"--set={name}={json.dumps(value)}" for name, value in values.items()]
        return dpo_trl.main(["--run", str(tmp_path / "run"), *chosen])

    assert prefer("adapter") == 1
    told = capfd.readouterr().err.splitlines()[-1]
    assert f"longwriter_training.merge_lora --source {tmp_path / 'adapter'} --output" in told
    assert merged(tmp_path) == 0
    assert prefer("merged") == 0
    # What comes of that is an adapter again, which tells its base.
    adapter = tmp_path / "run" / "dpo_trl" / "model"
    output = tmp_path / "m.gguf"
    assert export_hf.main(["--source", str(adapter), "--output", str(output), "--no-compare"]) == 0
    assert output.is_file()
    capfd.readouterr()


@pytest.mark.parametrize("fetched", [False, True], ids=["folder", "from the Hub"])
def test_an_adapter_alone_is_exported_with_the_base_that_it_tells(
    tmp_path, tuned, fetched, monkeypatch, capfd
):
    if fetched:  # as fine-tuning leaves a base of the Hub in the cache
        place = tmp_path / "hub" / "models--maker--base"
        (place / "refs").mkdir(parents=True)
        (place / "refs" / "main").write_text("abc")
        (place / "snapshots").mkdir()
        (tmp_path / "base").rename(place / "snapshots" / "abc")
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
        change(tmp_path / "adapter" / "adapter_config.json", base_model_name_or_path="maker/base")
    output = tmp_path / "m.gguf"
    words = ["--source", str(tmp_path / "adapter"), "--output", str(output), "--type", "f32"]
    assert export_hf.main(words) == 0
    told = capfd.readouterr().out
    assert "the same at 100.0% of 128 places" in told
    assert largest_difference(output, tuned)[0] < CLOSE
    assert (tmp_path / "m.md").read_text(encoding="utf-8").startswith("# adapter\n")


def test_a_base_that_is_not_here_is_named_with_the_way_to_give_it(tmp_path, tuned, capsys):
    (tmp_path / "base").rename(tmp_path / "moved")
    words = ["--source", str(tmp_path / "adapter"), "--output", str(tmp_path / "m.gguf")]
    for main in (export_hf.main, merge_lora.main):
        assert main(words) == 1
        told = capsys.readouterr().err
        assert str(tmp_path / "base") in told
        assert f"with --source, and --adapter {tmp_path / 'adapter'}" in told
    words[1] = str(tmp_path / "moved")
    assert merge_lora.main([*words, "--adapter", str(tmp_path / "adapter")]) == 0
    capsys.readouterr()


def test_a_merge_that_failed_leaves_nothing(tmp_path, tuned, capsys):
    with no_file_larger_than(100_000):
        assert merged(tmp_path) == 1
    assert "make room and start again" in capsys.readouterr().err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["adapter", "base"]
    (tmp_path / "merged").mkdir()
    assert merged(tmp_path) == 1
    assert "is there already" in capsys.readouterr().err
    words = ["--source", str(tmp_path / "base"), "--output", str(tmp_path / "other")]
    assert merge_lora.main(words) == 1
    assert "give the folder of one with --adapter" in capsys.readouterr().err
