# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Fine-tuning with trl: samples in a pack do not see each other, and the loss is what it says."""

import json
import logging
import random
from dataclasses import replace

import pytest
import torch
from torch.nn import functional

from longwriter_training import export_hf, manifest, sft_trl
from longwriter_training.tune.config import SftConfig
from longwriter_training.tune.rows import RowRefused, mix, read_rows
from longwriter_training.tune.running import weights_type
from longwriter_training.tune.tokens import TemplateRefused, encode
from tests.training import checkpoints
from tests.training.test_export_hf import largest_difference

WORDS = ("the", "lamp", "keeper", "burned", "oil", "slowly", "while", "a", "storm", "came")
PACK = 256
QUICK = SftConfig(steps=4, packs=2, rate=1e-3, save_steps=2, gradient_checkpointing=False)
pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore:.*pin_memory:UserWarning")


def talk(draw, words):
    """A conversation whose answer has this many words."""
    ask = f"Write {words} words about a {draw.choice(WORDS)}."
    answer = " ".join(draw.choices(WORDS, k=words))
    return {
        "messages": [{"role": "user", "content": ask}, {"role": "assistant", "content": answer}]
    }


@pytest.fixture
def data(tmp_path):
    """Twenty conversations of all lengths that fit a pack, and two that do not."""
    draw = random.Random(3)
    path = tmp_path / "rows.jsonl"
    lengths = [*(draw.randint(2, 30) for _ in range(20)), 200, 300]
    path.write_text("\n".join(json.dumps(talk(draw, words)) for words in lengths))
    return path


@pytest.fixture
def base(tmp_path, tokenizer_path):
    checkpoints.llama(tmp_path / "base", tokenizer_path)
    return tmp_path / "base"


@pytest.fixture
def trainer_of(tmp_path, base, data):
    """Makes a trainer over the twenty conversations."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from longwriter_training.tune.trainer import make_trainer

    def make(config=QUICK, folder="out"):
        tokenizer = AutoTokenizer.from_pretrained(base)
        model = AutoModelForCausalLM.from_pretrained(base, attn_implementation="sdpa")
        samples = encode(tokenizer, read_rows(data), checkpoints.TEMPLATE, PACK)
        assert (len(samples.samples), samples.skipped) == (20, 2)
        nothing = replace(samples, samples=[])
        return make_trainer(
            lambda: model, tokenizer, samples, nothing, config, PACK, tmp_path / folder
        )

    return make


def first_packs(trainer, number=2):
    batches = iter(trainer.get_train_dataloader())
    return [next(batches) for _ in range(number)]


def parts(batch):
    """The samples of a pack: (ids, labels) of each."""
    starts = [*(batch["position_ids"][0] == 0).nonzero().flatten().tolist(), None]
    return [
        (batch["input_ids"][:, a:b], batch["labels"][:, a:b])
        for a, b in zip(starts, starts[1:], strict=False)
    ]


@torch.no_grad()
def alone(model, batch):
    """The logits of each sample of a pack, computed without the others."""
    return torch.cat([model(ids, use_cache=False).logits for ids, _ in parts(batch)], dim=1)


def test_a_packed_sample_has_the_logits_that_it_has_alone(trainer_of):
    trainer = trainer_of()
    batch = max(first_packs(trainer, 4), key=lambda one: len(parts(one)))
    assert len(parts(batch)) > 2
    with torch.no_grad():
        packed = trainer.model(
            input_ids=batch["input_ids"], position_ids=batch["position_ids"], use_cache=False
        ).logits
    assert (packed - alone(trainer.model, batch)).abs().max() < 1e-4


def test_with_a_mask_of_ones_samples_leak_and_this_test_sees_it(trainer_of):
    trainer = trainer_of()
    batch = max(first_packs(trainer, 4), key=lambda one: len(parts(one)))
    with torch.no_grad():
        leaking = trainer.model(
            input_ids=batch["input_ids"], position_ids=batch["position_ids"], use_cache=False,
            attention_mask=torch.ones_like(batch["input_ids"]),
        ).logits  # fmt: skip
    assert (leaking - alone(trainer.model, batch)).abs().max() > 0.5


def test_the_trainer_sends_neither_a_mask_nor_a_cache(trainer_of):
    trainer = trainer_of()
    seen = []
    trainer.model.register_forward_pre_hook(lambda _, __, sent: seen.append(sent), with_kwargs=True)
    trainer.compute_loss(trainer.model, dict(first_packs(trainer)[0]))
    assert all(sent.get("attention_mask") is None and not sent["use_cache"] for sent in seen)
    assert seen


def summed(model, batch):
    """(loss summed over the targets of a pack, each sample alone; number of targets)."""
    total, number = 0.0, 0
    for ids, labels in parts(batch):
        with torch.no_grad():
            logits = model(ids, use_cache=False).logits[0, :-1]
        total += float(
            functional.cross_entropy(logits, labels[0, 1:], ignore_index=-100, reduction="sum")
        )
        number += int((labels[0, 1:] != -100).sum())
    return total, number


def expected(weighting, sums, sizes):
    if weighting == "token":
        return sum(total for total, _ in sums) / sum(number for _, number in sums)
    means = [total / number for total, number in sums]
    if weighting == "pack_mean":
        return sum(means) / len(means)
    return sum(mean * size / 30 for mean, size in zip(means, sizes, strict=True)) / len(means)


@pytest.mark.parametrize("weighting", ["token", "pack_mean", "longwriter_release"])
def test_the_loss_of_a_step_is_what_its_weighting_says(trainer_of, weighting):
    trainer = trainer_of(replace(QUICK, loss_weighting=weighting))
    packs = first_packs(trainer)
    sums = [summed(trainer.model, batch) for batch in packs]
    trainer.model.train()
    trainer.current_gradient_accumulation_steps = len(packs)
    targets = sum(number for _, number in sums)
    got = sum(
        float(trainer.compute_loss(trainer.model, dict(batch), num_items_in_batch=targets).detach())
        for batch in packs
    )
    sizes = [len(parts(batch)) for batch in packs]
    assert got == pytest.approx(expected(weighting, sums, sizes), rel=1e-4)
    others = {
        other: expected(other, sums, sizes)
        for other in ("token", "pack_mean", "longwriter_release")
    }
    assert len({round(value, 3) for value in others.values()}) == 3  # else it proves nothing


def weights_of(trainer):
    return {name: weight.clone() for name, weight in trainer.model.state_dict().items()}


@pytest.fixture
def _quick_checkpoints(monkeypatch):
    """transformers warns of a file system's clock where two checkpoints lie within a second."""
    monkeypatch.setattr(logging.getLogger("transformers.trainer_utils"), "disabled", True)


@pytest.mark.usefixtures("_quick_checkpoints")
def test_a_run_that_was_broken_off_ends_with_the_weights_of_an_unbroken_one(trainer_of, tmp_path):
    whole = trainer_of(folder="whole")
    whole.train()
    broken = trainer_of(folder="broken")
    broken.add_callback(_BreaksAt(3))
    with pytest.raises(KeyboardInterrupt):
        broken.train()
    again = trainer_of(folder="broken")
    again.train(resume_from_checkpoint=str(tmp_path / "broken" / "checkpoint-2"))
    ours, theirs = weights_of(again), weights_of(whole)
    assert all(torch.equal(ours[name], theirs[name]) for name in theirs)
    start = trainer_of(folder="start").model.state_dict()
    assert any(not torch.equal(ours[name], start[name]) for name in start)


def _BreaksAt(step):
    from transformers import TrainerCallback

    class Breaks(TrainerCallback):
        def on_step_begin(self, args, state, control, **_):
            if state.global_step == step:
                raise KeyboardInterrupt

    return Breaks()


def test_packs_of_longwriters_lengths_are_nearly_full():
    from datasets import Dataset
    from trl import pack_dataset

    draw = random.Random(1)
    # 2,000 to 32,000 words, most of them short, as in LongWriter-6k; a tenth of its scale.
    lengths = [min(3_200, int(260 * draw.paretovariate(1.3))) for _ in range(2_000)]
    rows = Dataset.from_dict({"input_ids": [[1] * length for length in lengths]})
    packs = pack_dataset(rows, 3_277, "bfd")
    filled = sum(lengths) / (len(packs) * 3_277)
    assert filled >= 0.98


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 2"),
        ("[]", "line 2"),
        ('{"messages": []}', "no list of messages"),
        ('{"messages": [{"role": "user", "content": "a"}]}', "not the assistant's"),
        ('{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": " "}]}',
         "message 2 is empty"),
        ('{"messages": [{"role": "assistant", "content": "a"}]}', "where the user's is due"),
        ('{"messages": [{"role": "user"}]}', "no role or no text"),
    ],
)  # fmt: skip
def test_a_row_that_is_no_conversation_is_named_by_its_line(tmp_path, line, says):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(talk(random.Random(1), 3)) + "\n" + line)
    with pytest.raises(RowRefused, match=f"line 2.*{says}|{says}.*line 2|{says}"):
        list(read_rows(path))


def test_rows_of_other_collections_are_read_and_invisible_characters_go(tmp_path):
    path = tmp_path / "rows.jsonl"
    turns = [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "He\u200bllo\ufeff"}]
    path.write_text(json.dumps({"conversations": turns}))
    assert [row.messages[1]["content"] for row in read_rows(path)] == ["Hello"]


def test_general_rows_become_the_share_that_was_asked_for():
    rows = mix(["long"] * 30, ["general"] * 100, 0.4, seed=1)
    assert (rows.count("long"), rows.count("general")) == (30, 20)
    assert rows[:30] != ["long"] * 30
    with pytest.raises(ValueError, match="needs 20 general rows"):
        mix(["long"] * 30, ["general"] * 3, 0.4, seed=1)


@pytest.mark.parametrize(
    ("rank", "kind"), [(0, torch.float32), (4, torch.bfloat16)], ids=["whole", "adapter"]
)
def test_what_is_trained_on_a_gpu_is_float32(monkeypatch, rank, kind):
    """At the paper's rate a step is below what bfloat16 tells apart: most weights would stay."""
    weight = torch.full((1,), 0.02, dtype=torch.bfloat16)
    assert weight - 1e-5 == weight
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert weights_type(rank) == kind


def test_a_template_without_markers_is_refused(base, data):
    from transformers import AutoTokenizer

    template = checkpoints.TEMPLATE.replace("{% generation %}", "").replace(
        "{% endgeneration %}", ""
    )
    with pytest.raises(TemplateRefused, match="no {% generation %} markers"):
        encode(AutoTokenizer.from_pretrained(base), read_rows(data), template, PACK)


def arguments(tmp_path, base, data, **settings):
    values = {
        "base.model": str(base), "rows.long": [str(data)], "rows.max_tokens": PACK,
        "rows.held_out": 3, "sft.steps": 2, "sft.packs": 2, "sft.rate": 0.01,
    } | settings  # fmt: skip
    chosen = [f"--set={name}={json.dumps(value)}" for name, value in values.items()]
    return ["--run", str(tmp_path / "run"), *chosen]


def test_an_adapter_goes_from_rows_to_a_file_that_llama_cpp_runs(tmp_path, base, data, capfd):
    assert sft_trl.main(arguments(tmp_path, base, data, **{"sft.lora_rank": 4})) == 0
    capfd.readouterr()
    facts = manifest.require(tmp_path / "run" / "sft_trl", "sft_trl")["facts"]
    assert (facts["rows"], facts["skipped"], facts["steps"]) == (17, 2, 2)
    assert facts["held_out_loss"] > 0
    adapter = tmp_path / "run" / "sft_trl" / "model"
    export_hf.convert(base, tmp_path / "tuned.gguf", "f32", adapter)
    from peft import AutoPeftModelForCausalLM

    tuned = AutoPeftModelForCausalLM.from_pretrained(adapter).merge_and_unload().eval()
    assert largest_difference(tmp_path / "tuned.gguf", tuned)[0] < 0.02


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"base.model": ""}, "base.model is empty"),
        ({"rows.long": []}, "rows.long is empty"),
        ({"rows.long": ["none.jsonl"]}, "none.jsonl"),
        ({"sft.loss_weighting": "row"}, "it can be token"),
        ({"rows.max_tokens": 8}, "no conversation fits in 8 tokens"),
    ],
)
def test_what_cannot_be_run_is_said_in_one_line(tmp_path, base, data, settings, says, capfd):
    assert sft_trl.main(arguments(tmp_path, base, data, **settings)) == 1
    assert says in capfd.readouterr().err
    assert not (tmp_path / "run" / "sft_trl" / "manifest.json").exists()


@pytest.mark.parametrize("value", ["sft.rate='x'", "sft.steps=1.5", "rows.long='a.jsonl'"])
def test_a_value_of_another_type_is_refused_by_name(tmp_path, capsys, value):
    assert sft_trl.main(["--run", str(tmp_path), "--set", value]) == 1
    assert f"{value.partition('=')[0]} is" in capsys.readouterr().err
