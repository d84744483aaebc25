# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What llama.cpp computes from a converted checkpoint is what transformers computes from it."""

import hashlib
import json
import os
import shutil
import subprocess
import sys

import numpy as np
import pytest
import torch
from jinja2 import Environment

from longwriter_desktop.models.catalogue import CATALOGUE_NAME, read_catalogue
from longwriter_training import export_hf, manifest
from longwriter_training.convert.architectures import shape_of
from longwriter_training.convert.checking import hard_lines, llama_cpp_logits, token_differences
from longwriter_training.convert.checkpoint import Checkpoint, ConversionRefused
from longwriter_training.convert.comparing import LEAST, compare
from longwriter_training.convert.vocabulary import read_vocabulary, without_markers
from longwriter_training.convert.writing import write_gguf
from longwriter_training.export_gguf import quantise
from tests.training import checkpoints

CLOSE, FAR = 0.02, 0.5
LLAMA3 = {
    "rope_type": "llama3", "rope_theta": 500_000.0, "factor": 8.0, "low_freq_factor": 1.0,
    "high_freq_factor": 4.0, "original_max_position_embeddings": 64,
}  # fmt: skip


@torch.no_grad()
def logits(model, tokens):
    return model(torch.tensor([tokens])).logits[0].float().numpy()


def largest_difference(path, model):
    """Over 64 tokens drawn at random: (of the logits, whether the likeliest are the same)."""
    tokens = torch.randint(3, 1024, (64,), generator=torch.Generator().manual_seed(1)).tolist()
    theirs, ours = llama_cpp_logits(path, tokens), logits(model, tokens)
    assert len(set(ours.argmax(1))) > 30  # else a wrong model could agree
    return float(np.abs(theirs - ours).max()), bool((theirs.argmax(1) == ours.argmax(1)).all())


@pytest.mark.parametrize(
    "more",
    [{}, {"rope_parameters": LLAMA3}, {"tie_word_embeddings": True}, {"head_dim": 32}],
    ids=["plain", "llama3 rope", "tied", "wide heads"],
)
def test_a_llama_has_the_same_logits_in_llama_cpp(tmp_path, tokenizer_path, more):
    model = checkpoints.llama(tmp_path / "source", tokenizer_path, **more)
    output = tmp_path / "model.gguf"
    export_hf.convert(tmp_path / "source", output, "f32")
    difference, same = largest_difference(output, model)
    assert difference < CLOSE
    assert same


def test_without_the_permutation_a_llama_has_not(tmp_path, tokenizer_path):
    model = checkpoints.llama(tmp_path / "source", tokenizer_path)
    source = Checkpoint(tmp_path / "source")
    vocabulary = read_vocabulary(tmp_path / "source", 1024, is_glm=False)
    write_gguf(source, vocabulary, tmp_path / "wrong.gguf", "f32", "wrong", permute=False)
    assert largest_difference(tmp_path / "wrong.gguf", model)[0] > FAR


def test_without_its_frequency_factors_a_llama_3_has_not(tmp_path, tokenizer_path):
    model = checkpoints.llama(tmp_path / "source", tokenizer_path, rope_parameters=LLAMA3)
    config = json.loads((tmp_path / "source" / "config.json").read_text())
    config["rope_parameters"] = {"rope_type": "default", "rope_theta": 500_000.0}
    (tmp_path / "source" / "config.json").write_text(json.dumps(config))
    export_hf.convert(tmp_path / "source", tmp_path / "wrong.gguf", "f32")
    assert largest_difference(tmp_path / "wrong.gguf", model)[0] > FAR


@pytest.fixture
def glm(tmp_path, tokenizer_path):
    return checkpoints.glm(tmp_path / "glm", tokenizer_path)


def test_a_glm_has_the_same_logits_in_llama_cpp(tmp_path, glm):
    export_hf.convert(tmp_path / "glm", tmp_path / "model.gguf", "f32")
    difference, same = largest_difference(tmp_path / "model.gguf", glm)
    assert difference < CLOSE
    assert same


def test_a_checkpoint_in_longwriters_format_gives_the_same_as_the_native_one(tmp_path, glm):
    checkpoints.as_chatglm(tmp_path / "glm", tmp_path / "chatglm")
    export_hf.convert(tmp_path / "chatglm", tmp_path / "model.gguf", "f32")
    assert largest_difference(tmp_path / "model.gguf", glm)[0] < CLOSE


def test_a_glm_with_another_rotary_base_does_not(tmp_path, glm):
    checkpoints.as_chatglm(tmp_path / "glm", tmp_path / "chatglm")
    config = json.loads((tmp_path / "chatglm" / "config.json").read_text())
    (tmp_path / "chatglm" / "config.json").write_text(json.dumps(config | {"rope_ratio": 1}))
    export_hf.convert(tmp_path / "chatglm", tmp_path / "wrong.gguf", "f32")
    assert largest_difference(tmp_path / "wrong.gguf", glm)[0] > FAR


def test_a_rank_file_gives_the_tokens_of_the_tokenizer_it_was_made_of(
    tmp_path, glm, tokenizer_path
):
    checkpoints.as_chatglm(tmp_path / "glm", tmp_path / "chatglm")
    (tmp_path / "chatglm" / "tokenizer.json").unlink()
    checkpoints.as_rank_file(tokenizer_path, tmp_path / "chatglm")
    export_hf.convert(tmp_path / "chatglm", tmp_path / "model.gguf", "f32")
    source = tokenizer_path.read_text(encoding="utf-8")
    assert token_differences(tmp_path / "model.gguf", source, hard_lines(1_400)) == []


@pytest.mark.parametrize("make", [checkpoints.llama, checkpoints.glm], ids=["llama", "glm"])
def test_llama_cpp_cuts_1400_hard_lines_as_the_tokenizer_does(tmp_path, tokenizer_path, make):
    make(tmp_path / "source", tokenizer_path)
    export_hf.convert(tmp_path / "source", tmp_path / "model.gguf", "f16")
    lines = [line for line in hard_lines(1_400) if line]
    assert len(lines) > 1_400
    source = tokenizer_path.read_text(encoding="utf-8")
    assert token_differences(tmp_path / "model.gguf", source, lines) == []


@pytest.mark.filterwarnings("ignore:.*is_gradient_checkpointing:FutureWarning")
def test_a_lora_adapter_is_merged_as_peft_merges_it(tmp_path, tokenizer_path):
    model = checkpoints.llama(tmp_path / "source", tokenizer_path)
    merged = checkpoints.lora(model, tmp_path / "adapter")
    export_hf.convert(tmp_path / "source", tmp_path / "model.gguf", "f32", tmp_path / "adapter")
    assert largest_difference(tmp_path / "model.gguf", merged)[0] < CLOSE
    export_hf.convert(tmp_path / "source", tmp_path / "without.gguf", "f32")
    assert largest_difference(tmp_path / "without.gguf", merged)[0] > FAR


@pytest.mark.filterwarnings("ignore:.*is_gradient_checkpointing:FutureWarning")
def test_an_adapter_of_another_model_is_refused(tmp_path, tokenizer_path, glm):
    checkpoints.lora(checkpoints.llama(tmp_path / "source", tokenizer_path), tmp_path / "adapter")
    with pytest.raises(ConversionRefused, match="belongs to another model"):
        Checkpoint(tmp_path / "glm", tmp_path / "adapter")


def test_another_name_of_the_splitting_is_noticed(tmp_path, tokenizer_path, capsys):
    checkpoints.llama(tmp_path / "source", tokenizer_path)
    output = tmp_path / "model.gguf"
    arguments = ["--source", str(tmp_path / "source"), "--output", str(output), "--pre", "default"]
    assert export_hf.main(arguments) == 1
    assert "other tokens" in capsys.readouterr().err
    assert list(tmp_path.glob("*gguf*")) == []


def test_a_file_in_float16_is_quantised_beside_it(tmp_path, tokenizer_path, capsys):
    checkpoints.llama(tmp_path / "source", tokenizer_path)
    output = tmp_path / "model.gguf"
    arguments = ["--source", str(tmp_path / "source"), "--output", str(output)]
    assert export_hf.main([*arguments, "--quantise", "Q8_0"]) == 0
    assert 0 < (tmp_path / "model-Q8_0.gguf").stat().st_size < output.stat().st_size


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"architectures": ["GPT2LMHeadModel"]}, "--llama-cpp PATH"),
        ({"rope_parameters": {"rope_type": "yarn"}}, "rope scaling 'yarn'"),
        ({"attention_bias": True}, "biases"),
        ({"vocab_size": 900}, "do not belong together"),
    ],
)
def test_what_cannot_be_converted_is_refused_by_name(tmp_path, tokenizer_path, change, says):
    checkpoints.llama(tmp_path / "source", tokenizer_path)
    path = tmp_path / "source" / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(ConversionRefused, match=says):
        export_hf.convert(tmp_path / "source", tmp_path / "model.gguf", "f32")
    assert list(tmp_path.glob("*gguf*")) == []


def test_a_shard_that_is_cut_off_is_refused_by_name(tmp_path, tokenizer_path):
    checkpoints.llama(tmp_path / "source", tokenizer_path)
    shard = sorted((tmp_path / "source").glob("*.safetensors"))[-1]
    shard.write_bytes(shard.read_bytes()[:-1000])
    with pytest.raises(ConversionRefused, match=shard.name):
        export_hf.convert(tmp_path / "source", tmp_path / "model.gguf", "f32")


def test_a_missing_config_is_named(tmp_path):
    with pytest.raises(ConversionRefused, match="no config.json"):
        Checkpoint(tmp_path)


def test_training_markers_leave_a_template_that_renders_the_same():
    template = (
        "{% for m in messages %}\n<{{ m }}>\n{%- generation -%}\n  {{ m }}\n"
        "{%- endgeneration %}\n{% generation %}x{% endgeneration -%}\n\n{% endfor %}"
    )
    plain = template.replace("{%- generation -%}", "{%- if m -%}")
    plain = plain.replace("{% generation %}", "{% if m %}")
    plain = plain.replace("{%- endgeneration %}", "{%- endif %}")
    plain = plain.replace("{% endgeneration -%}", "{% endif -%}")
    made = without_markers(template)
    assert "generation" not in made
    render = Environment().from_string
    assert render(made).render(messages="ab") == render(plain).render(messages="ab")


def test_glms_numbers_are_read_from_both_formats(tmp_path, glm):
    checkpoints.as_chatglm(tmp_path / "glm", tmp_path / "chatglm")
    native, other = Checkpoint(tmp_path / "glm"), Checkpoint(tmp_path / "chatglm")
    assert shape_of(native.config) == shape_of(other.config)


def with_paths_of_this():
    """The environment of a child process that imports what this one does."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def test_converting_keeps_no_more_than_a_tensor_in_memory(tmp_path, tokenizer_path):
    """16 matrices of 16 MiB in one file of 256: what the process takes beside its libraries."""
    checkpoints.llama(tmp_path / "source", tokenizer_path)
    checkpoints.widen(tmp_path / "source", matrices=16)
    script = (
        "import resource, sys; from pathlib import Path; import torch, safetensors, gguf\n"
        "from longwriter_training.convert.checkpoint import Checkpoint\n"
        "from longwriter_training.convert.vocabulary import read_vocabulary\n"
        "from longwriter_training.convert.writing import write_gguf\n"
        "source, output = map(Path, sys.argv[1:])\n"
        "words = read_vocabulary(source, 1024, is_glm=False)\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "write_gguf(Checkpoint(source), words, output, 'f16', 'wide')\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    paths = [str(tmp_path / "source"), str(tmp_path / "wide.gguf")]
    done = subprocess.run(
        [sys.executable, "-c", script, *paths],
        check=True, capture_output=True, text=True, env=with_paths_of_this(),
    )  # fmt: skip
    assert (tmp_path / "wide.gguf").stat().st_size > 120 * 2**20
    assert int(done.stdout) < 80  # MiB


def test_a_quantisation_that_there_is_none_of_is_refused_by_name(tmp_path, tokenizer_path, capsys):
    checkpoints.llama(tmp_path / "source", tokenizer_path)
    paths = ["--source", str(tmp_path / "source"), "--output", str(tmp_path / "a.gguf")]
    assert export_hf.main([*paths, "--quantise", "Q9_9"]) == 1
    assert "no quantisation 'Q9_9'" in capsys.readouterr().err
    assert list(tmp_path.glob("*gguf*")) == []


def test_a_folder_that_is_not_there_is_told(tmp_path, tokenizer_path, capsys):
    checkpoints.llama(tmp_path / "source", tokenizer_path)
    output = tmp_path / "none" / "a.gguf"
    assert export_hf.main(["--source", str(tmp_path / "source"), "--output", str(output)]) == 1
    assert f"no folder {output.parent}" in capsys.readouterr().err


def test_a_way_of_splitting_that_llama_cpp_does_not_know_is_refused(tmp_path, tokenizer_path):
    checkpoints.llama(tmp_path / "source", tokenizer_path)
    path = tmp_path / "source" / "tokenizer.json"
    model = json.loads(path.read_text(encoding="utf-8"))
    model["pre_tokenizer"] = {
        "type": "Split", "pattern": {"Regex": r"\w+"}, "behavior": "Isolated", "invert": False,
    }  # fmt: skip
    path.write_text(json.dumps(model), encoding="utf-8")
    with pytest.raises(ConversionRefused, match="no known name in llama.cpp.*--pre NAME"):
        export_hf.convert(tmp_path / "source", tmp_path / "model.gguf", "f32")
    assert list(tmp_path.glob("*gguf*")) == []


def test_a_disk_without_room_is_noticed_before_anything_is_written(
    tmp_path, tokenizer_path, monkeypatch
):
    checkpoints.llama(tmp_path / "source", tokenizer_path)
    little = shutil.disk_usage(tmp_path)._replace(free=500_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: little)
    with pytest.raises(ConversionRefused, match="has room for 0.0 GB, the files take about"):
        export_hf.convert(tmp_path / "source", tmp_path / "model.gguf", "f32")
    assert list(tmp_path.glob("*gguf*")) == []


@pytest.mark.parametrize("kind", export_hf.QUANTISATIONS)
def test_each_quantisation_on_offer_can_be_made(wide_gguf, tmp_path, kind):
    quantise(wide_gguf, tmp_path / "small.gguf", kind)
    assert (tmp_path / "small.gguf").stat().st_size < 0.7 * wide_gguf.stat().st_size


@pytest.fixture(scope="module")
def wide_gguf(tmp_path_factory, tokenizer_path):
    """Rows of 256, which is what the quantisations of blocks need."""
    folder = tmp_path_factory.mktemp("wide")
    checkpoints.llama(
        folder / "source", tokenizer_path, hidden_size=256, intermediate_size=256,
        num_hidden_layers=1,
    )  # fmt: skip
    export_hf.convert(folder / "source", folder / "wide.gguf", "f16")
    return folder / "wide.gguf"


def finished_run(folder):
    """A run whose stages left their manifests."""
    facts = {"rows": 12, "left_out": {"refusal": 2}}
    manifest.finish(folder / "data_agentwrite", "data_agentwrite", {"teacher": "a/b|g.gguf"}, facts)
    settings = {"base": {"model": "some/base"}, "sft": {"rate": 1e-5}, "dpo": {"beta": 0.1}}
    manifest.finish(folder / "sft_trl", "sft_trl", settings, {"steps": 6, "loss": 1.25})
    place = folder / "evaluate" / "after"
    manifest.finish(place, "evaluate", {"way": "agentwrite"}, {})
    (place / "table.md").write_text("| required words | S_l |\n|---|---|\n| all | 91.0 |\n")
    return folder


def test_a_card_and_an_entry_that_the_app_reads_lie_beside_the_files(
    tmp_path, tokenizer_path, capfd
):
    checkpoints.glm(tmp_path / "my tuned", tokenizer_path)
    output = tmp_path / "model-f16.gguf"
    words = ["--source", str(tmp_path / "my tuned"), "--output", str(output), "--quantise", "Q8_0"]
    words += ["--run", str(finished_run(tmp_path / "run")), "--licence", "apache-2.0"]
    assert export_hf.main([*words, "--languages", "en", "zh"]) == 0

    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(tmp_path / "model-f16.catalogue.toml", data / CATALOGUE_NAME)
    catalogue = read_catalogue(tmp_path / "none.toml", data)
    assert catalogue.notices == ()
    [model] = catalogue.models
    assert (model.id, model.repository) == ("my-tuned", "local/my-tuned")
    assert model.languages == ("en", "zh")
    assert model.prompting.stop == ("<|user|>", "<|observation|>")
    for file, path in zip(model.files, (tmp_path / "model-f16-Q8_0.gguf", output), strict=True):
        assert (file.name, file.size_bytes) == (path.name, path.stat().st_size)
        assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert model.shape is not None
    assert (model.shape.layers, model.shape.width) == (3, 64)

    card = (tmp_path / "model-f16.md").read_text(encoding="utf-8")
    for told in ("# my tuned", "| base | base |", "| rate | 1e-05 |", "| steps | 6 |",
                 "| left out | refusal: 2 |", "| teacher | b\\|g.gguf |", "| all | 91.0 |",
                 "## Measured: after"):  # fmt: skip
        assert told in card
    assert "beta" not in card
    capfd.readouterr()


def test_a_file_is_compared_with_its_source_in_logits_and_in_what_the_app_writes(
    tmp_path, tokenizer_path, capfd
):
    checkpoints.llama(tmp_path / "source", tokenizer_path)
    words = ["--source", str(tmp_path / "source"), "--output", str(tmp_path / "model.gguf")]
    assert export_hf.main([*words, "--type", "f32", "--compare"]) == 0
    assert "the same at 100.0% of 128 places" in capfd.readouterr().out
    right = compare(tmp_path / "model.gguf", tmp_path / "source")
    assert right.largest < CLOSE
    assert right.source.startswith(right.app)
    assert len(set(right.app.split())) > 10

    source = Checkpoint(tmp_path / "source")
    vocabulary = read_vocabulary(tmp_path / "source", 1024, is_glm=False)
    write_gguf(source, vocabulary, tmp_path / "wrong.gguf", "f32", "wrong", permute=False)
    wrong = compare(tmp_path / "wrong.gguf", tmp_path / "source")
    assert wrong.same < LEAST
    assert not wrong.source.startswith(wrong.app[:20])
    capfd.readouterr()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--repository", "nobody"], "write it as OWNER/NAME"),
        (["--adapter", "a", "--llama-cpp", "b"], "merge it first"),
        (["--quantise", "IQ1_S"], "without an importance matrix"),
        (["--source", "none"], "none holds no config.json"),
    ],
)
def test_what_does_not_go_together_is_refused_before_anything_is_written(
    tmp_path, more, says, capsys
):
    words = ["--source", str(tmp_path), "--output", str(tmp_path / "a.gguf"), *more]
    assert export_hf.main(words) == 1
    assert says in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
