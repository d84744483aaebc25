# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What llama.cpp calls the weights and numbers of the three architectures that are converted.

Sources of the formats: ggml's docs/gguf.md, the tensor name map of the `gguf` package, and the
modelling code of transformers. Anything else goes through llama.cpp's own script (`--llama-cpp`).
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from longwriter_training.convert.checkpoint import Checkpoint, ConversionRefused

if TYPE_CHECKING:
    from torch import Tensor

_LEFT_OUT = ("rotary_pos_emb.inv_freq", "rotary_emb.inv_freq")


@dataclass(frozen=True)
class Shape:
    """The numbers of a decoder. `rope_dim` is how many of a head's dimensions are turned."""

    architecture: str  # as GGUF calls it
    context: int  # tokens
    dim: int
    layers: int
    heads: int
    kv_heads: int
    head_dim: int
    ff: int
    vocabulary: int
    norm_eps: float
    rope_theta: float
    rope_dim: int


@dataclass(frozen=True)
class Weight:
    """One tensor of the GGUF file: its name, shape, and how to make it from the checkpoint."""

    name: str
    shape: tuple[int, ...]
    make: Callable[[], "Tensor"]


def shape_of(config: dict[str, Any]) -> Shape:
    """The numbers in a checkpoint's config.json.

    Raises:
        ConversionRefused: another architecture, or a form of it that llama.cpp would run wrongly.
    """
    kind = (config.get("architectures") or ["none"])[0]
    makers = {
        "LlamaForCausalLM": _llama_shape,
        "GlmForCausalLM": _glm_shape,
        "ChatGLMModel": _chatglm_shape,
        "ChatGLMForConditionalGeneration": _chatglm_shape,
    }
    if kind not in makers:
        raise ConversionRefused(
            f"{kind} is not converted here ({', '.join(makers)} are): "
            "give --llama-cpp PATH to use the script of a llama.cpp checkout"
        )
    try:
        return makers[kind](config)
    except KeyError as error:
        raise ConversionRefused(f"config.json of a {kind} has no {error}") from error


def _rope(config: dict[str, Any]) -> dict[str, Any]:
    """Rotary parameters, wherever this version of transformers has put them."""
    found = dict(config.get("rope_parameters") or config.get("rope_scaling") or {})
    found.setdefault("rope_theta", config.get("rope_theta", 10_000.0))
    found.setdefault("rope_type", found.get("type", "default"))
    found.setdefault("partial_rotary_factor", config.get("partial_rotary_factor", 0.5))
    return found


def _refuse_other_forms(config: dict[str, Any], ropes: tuple[str, ...]) -> None:
    """llama.cpp computes with the activation and, but for factors in the file, the rotation of the
    architecture, whatever a checkpoint says."""
    rope, activation = _rope(config)["rope_type"], config.get("hidden_act", "silu")
    if rope not in ropes:
        raise ConversionRefused(
            f"rope scaling '{rope}' is not converted here: give --llama-cpp PATH"
        )
    if activation not in ("silu", "swish"):
        raise ConversionRefused(
            f"the activation '{activation}' (hidden_act) is not converted here, only 'silu' is: "
            "give --llama-cpp PATH"
        )


def _llama_shape(config: dict[str, Any]) -> Shape:
    rope = _rope(config)
    _refuse_other_forms(config, ("default", "llama3"))
    if config.get("attention_bias") or config.get("mlp_bias"):
        raise ConversionRefused("a Llama with biases is not converted here: give --llama-cpp PATH")
    heads = config["num_attention_heads"]
    head = config.get("head_dim") or config["hidden_size"] // heads
    return Shape(
        "llama", config["max_position_embeddings"], config["hidden_size"],
        config["num_hidden_layers"], heads, config.get("num_key_value_heads") or heads, head,
        config["intermediate_size"], config["vocab_size"], config["rms_norm_eps"],
        rope["rope_theta"], head,
    )  # fmt: skip


def _glm_shape(config: dict[str, Any]) -> Shape:
    rope = _rope(config)
    _refuse_other_forms(config, ("default",))
    heads = config["num_attention_heads"]
    head = config.get("head_dim") or config["hidden_size"] // heads
    return Shape(
        "chatglm", config["max_position_embeddings"], config["hidden_size"],
        config["num_hidden_layers"], heads, config["num_key_value_heads"], head,
        config["intermediate_size"], config["vocab_size"], config["rms_norm_eps"],
        rope["rope_theta"], int(head * rope["partial_rotary_factor"]),
    )  # fmt: skip


def _chatglm_shape(config: dict[str, Any]) -> Shape:
    if not config.get("rmsnorm", True) or config.get("add_bias_linear"):
        raise ConversionRefused(
            "this ChatGLM is older than GLM-4: give --llama-cpp PATH to use llama.cpp's script"
        )
    _refuse_other_forms(config, ("default",))
    heads, head = config["num_attention_heads"], config["kv_channels"]
    grouped = config.get("multi_query_attention", False)
    return Shape(
        "chatglm", config["seq_length"], config["hidden_size"], config["num_layers"], heads,
        config["multi_query_group_num"] if grouped else heads, head, config["ffn_hidden_size"],
        config["padded_vocab_size"], config["layernorm_epsilon"],
        10_000.0 * config.get("rope_ratio", 1), head // 2,
    )  # fmt: skip


def interleaved(weight: "Tensor", heads: int) -> "Tensor":
    """(heads*D, …) with rotary halves -> the same with rotary pairs, as llama.cpp turns them."""
    rows = weight.shape[0]
    return (
        weight.reshape(heads, 2, rows // heads // 2, *weight.shape[1:])
        .swapaxes(1, 2)
        .reshape(weight.shape)
    )


def llama3_factors(shape: Shape, rope: dict[str, Any]) -> "Tensor":
    """What Llama 3.1 divides its rotary frequencies by, (rope_dim/2,): long waves are stretched
    by `factor`, short ones kept, those between interpolated (transformers, `rope_type` llama3)."""
    import torch

    steps = torch.arange(0, shape.rope_dim, 2, dtype=torch.float64) / shape.rope_dim
    wave = 2 * math.pi * shape.rope_theta**steps
    old, low, high = (
        rope["original_max_position_embeddings"], rope["low_freq_factor"], rope["high_freq_factor"]
    )  # fmt: skip
    smooth = ((old / wave - low) / (high - low)).clamp(0.0, 1.0)
    return (1 / ((1 - smooth) / rope["factor"] + smooth)).float()


def weights(source: Checkpoint, shape: Shape, permute: bool = True) -> Iterator[Weight]:
    """Every tensor of the GGUF file, in the checkpoint's order.

    ``permute=False`` leaves out the turning of Llama's Q and K: what a parity test must notice.

    Raises:
        ConversionRefused: a tensor that the architecture does not have.
    """
    from gguf import MODEL_ARCH, get_tensor_name_map

    arch = MODEL_ARCH.LLAMA if shape.architecture == "llama" else MODEL_ARCH.CHATGLM
    names = get_tensor_name_map(arch, shape.layers)
    rope = _rope(source.config)
    if shape.architecture == "llama" and rope["rope_type"] == "llama3":
        yield Weight(
            "rope_freqs.weight", (shape.rope_dim // 2,), lambda: llama3_factors(shape, rope)
        )
    tied = bool(source.config.get("tie_word_embeddings"))
    for name in source.names:
        if name.endswith(_LEFT_OUT) or (tied and name == "lm_head.weight"):
            continue
        known = name.removeprefix("transformer.")
        target = names.get_name(known, try_suffixes=(".weight", ".bias"))
        if target is None:
            raise ConversionRefused(f"{shape.architecture} has no tensor for {name}")
        heads = 0
        if permute and shape.architecture == "llama":
            heads = {"attn_q": shape.heads, "attn_k": shape.kv_heads}.get(target.split(".")[-2], 0)
        yield Weight(target, source.shape(name), _maker(source, name, heads))


def _maker(source: Checkpoint, name: str, heads: int) -> Callable[[], "Tensor"]:
    def make() -> "Tensor":
        weight = source.tensor(name)
        return interleaved(weight, heads) if heads else weight

    return make
