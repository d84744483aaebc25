# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The weights of a GGUF file that `export_gguf` wrote, to go on training from."""

from pathlib import Path
from typing import TYPE_CHECKING

from longwriter_training.config import ModelConfig
from longwriter_training.export_gguf import gguf_name
from longwriter_training.problems import Refused

if TYPE_CHECKING:
    import numpy as np
    from torch import Tensor

    from longwriter_training.model import Llama


def load_weights(path: Path, model: "Llama", pieces: list[str]) -> "Llama":
    """Put the weights of a GGUF file, taken out of their quantisation, into ``model``.

    ``pieces`` are the tokens of the run's tokenizer by number. The context may differ: positions
    have no weights of their own.

    Raises:
        OSError: the file cannot be read.
        Refused: it is no GGUF file, of another shape, or made with another tokenizer.
    """
    from gguf import GGUFReader

    try:
        reader = GGUFReader(path)
    except ValueError as error:
        raise Refused(f"{path} is no GGUF file that can be read ({error})") from error
    field = reader.get_field("tokenizer.ggml.tokens")
    if field is None or field.contents() != pieces:
        raise Refused(
            f"{path} was made with another tokenizer than the one of this run: its weights mean "
            "nothing here. Make the tokenizer from the same books, or train from nothing"
        )
    found = {tensor.name: tensor for tensor in reader.tensors}
    weights = {}
    for name, weight in model.state_dict().items():
        tensor = found.get(gguf_name(name))
        shape = None if tensor is None else tuple(reversed(tensor.shape.tolist()))
        if tensor is None or shape != tuple(weight.shape):
            wanted = "x".join(map(str, weight.shape))
            raise Refused(
                f"{path} holds no {gguf_name(name)} of {wanted}: set [model] to its shape"
            )
        weights[name] = _plain(tensor.data, tensor.tensor_type, name, model.config)
    model.load_state_dict(weights)
    return model


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
