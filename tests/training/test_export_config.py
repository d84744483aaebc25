# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""An export is described as every other stage is: by a TOML file, `--set` and the command line."""

import json

import pytest

from longwriter_training import export_hf
from tests.training import checkpoints


@pytest.fixture
def described(tmp_path):
    """A TOML file with everything that an export needs."""
    lines = {
        "source": str(tmp_path / "source"), "output": str(tmp_path / "model.gguf"),
        "quantise": ["Q8_0", "Q4_0"], "name": "From a file", "licence": "apache-2.0",
        "languages": ["en", "zh"], "compare": False,
    }  # fmt: skip
    text = "".join(f"{name} = {json.dumps(value)}\n" for name, value in lines.items())
    path = tmp_path / "export.toml"
    path.write_text("[export_hf]\n" + text)
    return ["--config", str(path)]


def test_a_file_alone_describes_an_export(tmp_path, tokenizer_path, described, capfd):
    checkpoints.llama(tmp_path / "source", tokenizer_path)
    assert export_hf.main(described) == 0
    assert sorted(one.name for one in tmp_path.glob("model*")) == [
        "model-Q4_0.gguf", "model-Q8_0.gguf", "model.catalogue.toml", "model.gguf", "model.md"
    ]  # fmt: skip
    card = (tmp_path / "model.md").read_text(encoding="utf-8")
    assert card.startswith("# From a file\n")
    assert "| Licence | apache-2.0 |" in card
    assert "| Languages | en, zh |" in card
    capfd.readouterr()


def test_an_override_goes_before_the_file_and_the_command_line_before_both(described, capsys):
    words = [*described, "--set", "export_hf.quantise=['Q6_K']", "--set", "export_hf.name='Set'"]
    chosen = export_hf.options_of([*words, "--name", "Said", "--compare"])
    assert (chosen.quantise, chosen.name, chosen.compare) == (["Q6_K"], "Said", True)
    assert chosen.licence == "apache-2.0"
    assert "NOTE --set export_hf.name=Set overrides From a file" in capsys.readouterr().err


@pytest.mark.parametrize(("text", "compare"), [("true", True), ("false", False)])
def test_yes_and_no_may_stand_in_a_file(described, text, compare, capsys):
    chosen = export_hf.options_of([*described, "--set", f"export_hf.compare={text}"])
    assert chosen.compare is compare
    capsys.readouterr()


def test_a_name_that_is_no_option_is_told(described, capsys):
    with pytest.raises(SystemExit):
        export_hf.main([*described, "--set", "export_hf.speed=3"])
    assert "--speed" in capsys.readouterr().err.splitlines()[-1]
