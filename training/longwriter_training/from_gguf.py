# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The weights of a GGUF file that `export_gguf` wrote, to go on training from."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from longwriter_training.config import ModelConfig
from longwriter_training.export_gguf import gguf_name
from longwriter_training.problems import Refused

if TYPE_CHECKING:
    import numpy as np
    from gguf import GGUFReader
    from torch import Tensor

    from longwriter_training.model import Llama

_NUMBERS = {
    "vocab_size": "vocab_size", "dim": "embedding_length", "layers": "block_count",
    "heads": "attention.head_count", "kv_heads": "attention.head_count_kv",
    "ff": "feed_forward_length", "rope_theta": "rope.freq_base",
    "norm_eps": "attention.layer_norm_rms_epsilon", "context": "context_length",
}  # fmt: skip


def load_weights(path: Path, model: "Llama", pieces: list[str]) -> "Llama":
    """Put the weights of a GGUF file, taken out of their quantisation, into ``model``.

    ``pieces`` are the tokens of the run's tokenizer by number. The context may differ: positions
    have no weights of their own.

    Raises:
        OSError: the file cannot be read.
        Refused: it is no GGUF file, of another shape, or made with another tokenizer.
    """
    reader = _opened(path)
    found = replace(_shape(reader, path), context=model.config.context)
    if found != model.config:
        numbers = ", ".join(
            f"{name} = {value}"
            for name, value in asdict(found).items()
            if value != getattr(model.config, name)
        )
        raise Refused(f"{path} is of another shape: set in [model] {numbers}")
    field = reader.get_field("tokenizer.ggml.tokens")
    if field is None or field.contents() != pieces:
        raise Refused(
            f"{path} was made with another tokenizer than the one of this run: its weights mean "
            "nothing here. Make the tokenizer from the same books, or train from nothing"
        )
    tensors = {tensor.name: tensor for tensor in reader.tensors}
    weights = {}
    for name, weight in model.state_dict().items():
        tensor = tensors.get(gguf_name(name))
        if tensor is None or tuple(reversed(tensor.shape.tolist())) != tuple(weight.shape):
            wanted = "x".join(map(str, weight.shape))
            raise Refused(f"{path} holds no {gguf_name(name)} of {wanted}: take another file")
        weights[name] = _plain(tensor.data, tensor.tensor_type, name, model.config)
    model.load_state_dict(weights)
    return model


def shape(path: Path) -> ModelConfig:
    """The numbers that a GGUF file was written with.

    Raises:
        OSError: the file cannot be read.
        Refused: it is no GGUF file of a Llama.
    """
    return _shape(_opened(path), path)


def _opened(path: Path) -> "GGUFReader":
    from gguf import GGUFReader

    try:
        return GGUFReader(path)
    except (ValueError, IndexError) as error:  # IndexError: it was cut off in its header
        raise Refused(f"{path} is no whole GGUF file ({error}): take another one") from error


def _shape(reader: "GGUFReader", path: Path) -> ModelConfig:
    fields = {name: reader.get_field(f"llama.{key}") for name, key in _NUMBERS.items()}
    if missing := [_NUMBERS[name] for name, field in fields.items() if field is None]:
        raise Refused(f"{path} is no Llama: it does not say its {missing[0]}")
    values = {name: field.contents() for name, field in fields.items() if field is not None}
    # What is no whole number was rounded to float32 on its way.
    numbers: dict[str, Any] = {
        name: float(f"{value:.6g}") if isinstance(value, float) else value
        for name, value in values.items()
    }
    return ModelConfig(**numbers)


def halves(weight: "np.ndarray", heads: int) -> "np.ndarray":
    """(heads*D, dim) with rotary pairs, as llama.cpp turns them -> the same with rotary halves."""
    rows, columns = weight.shape
    return (
        weight.reshape(heads, rows // heads // 2, 2, columns).swapaxes(1, 2).reshape(rows, columns)
    )


def _plain(data: "np.ndarray", kind: int, name: str, config: ModelConfig) -> "Tensor":
    import numpy as np
    import torch
    from gguf import GGMLQuantizationType
    from gguf.quants import dequantize

    array = dequantize(data, GGMLQuantizationType(kind)).astype(np.float32)
    if name.endswith("q_proj.weight"):
        array = halves(array, config.heads)
    if name.endswith("k_proj.weight"):
        array = halves(array, config.kv_heads)
    return torch.from_numpy(np.ascontiguousarray(array))
