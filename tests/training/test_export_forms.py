# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A form of an architecture that llama.cpp would compute otherwise is refused, of each kind."""

import json

import pytest

from longwriter_training.convert.architectures import shape_of
from longwriter_training.convert.checkpoint import ConversionRefused
from tests.training import checkpoints


@pytest.fixture(scope="module")
def configs(tmp_path_factory, tokenizer_path):
    """The configuration of a checkpoint of each kind."""
    folder = tmp_path_factory.mktemp("kinds")
    checkpoints.llama(folder / "llama", tokenizer_path)
    checkpoints.glm(folder / "glm", tokenizer_path)
    checkpoints.as_chatglm(folder / "glm", folder / "chatglm")
    return {one.name: json.loads((one / "config.json").read_text()) for one in folder.iterdir()}


@pytest.mark.parametrize("kind", ["llama", "glm", "chatglm"])
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"rope_parameters": {"rope_type": "yarn", "factor": 4.0}}, "rope scaling 'yarn'"),
        ({"rope_scaling": {"type": "linear", "factor": 2.0}, "rope_parameters": None}, "'linear'"),
        ({"hidden_act": "gelu"}, "activation 'gelu'"),
    ],
    ids=["yarn", "linear", "gelu"],
)
def test_another_rotation_or_activation_is_refused(configs, kind, change, says):
    shape_of(configs[kind])
    with pytest.raises(ConversionRefused, match=f"{says}.*--llama-cpp PATH"):
        shape_of(configs[kind] | change)


def test_the_factors_of_llama_3_are_written_for_a_llama_alone(configs):
    rope = {"rope_parameters": {"rope_type": "llama3", "rope_theta": 1e4}}
    shape_of(configs["llama"] | rope)
    with pytest.raises(ConversionRefused, match="rope scaling 'llama3'"):
        shape_of(configs["glm"] | rope)
