# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes the GGUF file: header first, then one tensor after another, by rename at the end."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from longwriter_training.convert.architectures import Shape, Weight, shape_of, weights
from longwriter_training.convert.checkpoint import Checkpoint
from longwriter_training.convert.vocabulary import Vocabulary
from longwriter_training.manifest import replacing

if TYPE_CHECKING:
    import numpy as np
    from gguf import GGMLQuantizationType, GGUFWriter
    from torch import Tensor

Kind = Literal["f32", "f16", "bf16"]


def write_gguf(
    source: Checkpoint, vocabulary: Vocabulary, path: Path, kind: Kind, name: str,
    licence: str = "", permute: bool = True,
) -> None:  # fmt: skip
    """Write a checkpoint as one GGUF file; one tensor is in memory at a time.

    Norms, biases and rotary factors stay float32, as llama.cpp wants them.

    Raises:
        ConversionRefused: see `shape_of` and `weights`.
        OSError: the disk is full, say; an unfinished file is removed.
    """
    from gguf import GGUFWriter

    shape = shape_of(source.config)
    made = list(weights(source, shape, permute))
    with replacing(path) as temporary:
        writer = GGUFWriter(temporary, shape.architecture)
        try:
            _write_numbers(writer, shape, kind, name, licence)
            vocabulary.write(writer)
            for weight in made:
                size, dtype = _stored(weight, kind)
                writer.add_tensor_info(
                    weight.name, weight.shape, _numpy_kind(dtype), size, raw_dtype=dtype
                )
            writer.write_header_to_file()
            writer.write_kv_data_to_file()
            writer.write_ti_data_to_file()
            for weight in made:
                writer.write_tensor_data(_array(weight.make(), _stored(weight, kind)[1]))
        finally:
            writer.close()


def write_vocabulary(source: Checkpoint, vocabulary: Vocabulary, path: Path) -> None:
    """Write a file without weights: enough for llama.cpp to cut text into tokens.

    Raises:
        ConversionRefused, OSError: as `write_gguf`.
    """
    from gguf import GGUFWriter

    shape = shape_of(source.config)
    list(weights(source, shape))  # a stranger among the tensors is refused here already
    writer = GGUFWriter(path, shape.architecture)
    try:
        _write_numbers(writer, shape, "f32", "vocabulary", "")
        vocabulary.write(writer)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
    finally:
        writer.close()


def file_size(source: Checkpoint, kind: Kind) -> int:
    """About how many bytes a checkpoint's file takes."""
    made = weights(source, shape_of(source.config))
    return sum(_stored(weight, kind)[0] for weight in made)


def _write_numbers(writer: "GGUFWriter", shape: Shape, kind: Kind, name: str, licence: str) -> None:
    from gguf import LlamaFileType

    types = {
        "f32": LlamaFileType.ALL_F32,
        "f16": LlamaFileType.MOSTLY_F16,
        "bf16": LlamaFileType.MOSTLY_BF16,
    }
    writer.add_name(name)
    if licence:
        writer.add_license(licence)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.dim)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.ff)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_key_length(shape.head_dim)
    writer.add_value_length(shape.head_dim)
    writer.add_rope_dimension_count(shape.rope_dim)
    writer.add_rope_freq_base(shape.rope_theta)
    writer.add_layer_norm_rms_eps(shape.norm_eps)
    writer.add_vocab_size(shape.vocabulary)
    writer.add_file_type(types[kind])


def _stored(weight: Weight, kind: Kind) -> tuple[int, "GGMLQuantizationType"]:
    """A weight's size in the file, in bytes, and its type there."""
    from gguf import GGMLQuantizationType

    wide = kind == "f32" or len(weight.shape) < 2
    elements = 1
    for size in weight.shape:
        elements *= size
    dtype = GGMLQuantizationType.F32 if wide else GGMLQuantizationType[kind.upper()]
    return elements * (4 if wide else 2), dtype


def _numpy_kind(dtype: "GGMLQuantizationType") -> "np.dtype":
    import numpy as np
    from gguf import GGMLQuantizationType

    kinds = {GGMLQuantizationType.F32: np.float32, GGMLQuantizationType.F16: np.float16}
    return np.dtype(kinds.get(dtype, np.uint16))  # NumPy has no bfloat16


def _array(tensor: "Tensor", dtype: "GGMLQuantizationType") -> "np.ndarray":
    import torch
    from gguf import GGMLQuantizationType

    kinds = {GGMLQuantizationType.F32: torch.float32, GGMLQuantizationType.F16: torch.float16}
    if dtype in kinds:
        return tensor.to(kinds[dtype]).contiguous().numpy()
    return tensor.to(torch.bfloat16).contiguous().view(torch.uint16).numpy()
