# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings that mean nothing are refused in a sentence; the command line goes before the file."""

import json
from dataclasses import fields

import pytest

from longwriter_training import data_agentwrite, pairs, sft_trl
from longwriter_training.config import OPTION_STAGES, ConfigError, RunConfig, read
from longwriter_training.tune.config import TuneConfig


@pytest.fixture
def described(tmp_path):
    """The options of `data_agentwrite` with a TOML file of these lines."""

    def make(text, *more):
        (tmp_path / "run.toml").write_text(text)
        (tmp_path / "in.txt").write_text("Write 3,000 words of the sea.")
        return ["--run", str(tmp_path / "run"), "--config", str(tmp_path / "run.toml"),
                "--instructions", str(tmp_path / "in.txt"), *more]  # fmt: skip

    return make


def test_a_section_that_no_stage_has_is_refused(described, capsys):
    with pytest.raises(SystemExit):
        data_agentwrite.main(described("[data_agentwirte]\nseed = 3\n", "--written"))
    told = capsys.readouterr().err
    assert "no section [data_agentwirte]; there are: base, books, data_agentwrite," in told
    with pytest.raises(SystemExit):
        pairs.main(["--run", "run", "--tasks", "none.jsonl", "--set", "pair.answers=2"])
    assert "no section [pair]" in capsys.readouterr().err


def test_one_file_may_serve_many_stages(described, capsys):
    text = "[pretrain]\nsteps = 3\n[dpo]\nbeta = 0.1\n[pairs]\nanswers = 2\n[export_hf]\nname = 'a'"
    assert data_agentwrite.main(described(text)) == 1
    assert "give one of --teacher, --endpoint and --written" in capsys.readouterr().err


def test_no_section_of_options_is_one_of_settings_too(tmp_path):
    file = tmp_path / "run.toml"
    file.write_text("[evaluate]\nway = 'agentwrite'\n[evaluate_starter]\nsamples = 3\n")
    assert read(RunConfig, file).evaluate_starter.samples == 3
    for kind in (RunConfig, TuneConfig):
        assert not {item.name for item in fields(kind)} & set(OPTION_STAGES)


@pytest.mark.parametrize("more", [["--endpoint", "http://127.0.0.1:9/v1"],
                                  ["--endpoint=http://127.0.0.1:9/v1"]])  # fmt: skip
def test_a_server_of_the_command_line_goes_before_the_teacher_of_the_file(described, more, capfd):
    text = "[data_agentwrite]\nteacher = 'none.gguf'\nendpoint_model = 'some'\n"
    assert data_agentwrite.main(described(text, *more)) == 1
    assert "127.0.0.1" in capfd.readouterr().err


def test_sifting_goes_before_the_teacher_of_the_file(described, capfd):
    text = "[data_agentwrite]\nteacher = 'none.gguf'\n"
    assert data_agentwrite.main(described(text, "--written")) == 1
    assert "left out, empty: 1" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("sft.packs=0", "sft.packs is 0: it has to be above 0"),
        ("sft.epochs=0", "sft.epochs is 0: it has to be above 0"),
        ("dpo.rate=nan", "dpo.rate is nan: it has to be above 0"),
        ("rows.long=[1]", r"rows.long is \[1\]: it has to be a list of texts"),
        ("rows.long='a.jsonl'", "rows.long is 'a.jsonl': it has to be a list of texts"),
        ("sft.packs=1.5", "sft.packs is 1.5: it has to be a whole number"),
        ("sft.four_bits=1", "sft.four_bits is 1: it has to be true or false"),
        ("base.model=1", "base.model is 1: it has to be a text"),
    ],
)
def test_a_value_that_cannot_be_is_refused(setting, says):
    with pytest.raises(ConfigError, match=says):
        read(TuneConfig, None, [setting])


def test_a_whole_number_stands_for_a_fraction():
    assert read(TuneConfig, None, ["sft.epochs=2"]).sft.epochs == 2


def test_general_rows_without_their_share_are_refused(tmp_path, capsys):
    values = {"base.model": str(tmp_path), "rows.long": ["a.jsonl"], "rows.general": ["b.jsonl"]}
    chosen = [f"--set={name}={json.dumps(value)}" for name, value in values.items()]
    assert sft_trl.main(["--run", str(tmp_path), *chosen]) == 1
    assert "none of rows.general would be learnt" in capsys.readouterr().err
