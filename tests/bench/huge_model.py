# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A model with the shape of Llama 3.1 8B in Q4_K_M: 4.9 GB of random weights, made once.

Its blocks are written as llama.cpp stores them, without weights to quantise, so that making
it takes a minute. The vocabulary is another model's, filled up with words that mean nothing.
"""

from pathlib import Path

import gguf
import numpy as np

from tests.bench.big_model import Shape, add_shape, add_tokenizer, cache_folder

LLAMA_8B = Shape(
    layers=32, width=4_096, heads=32, heads_kv=8, head_size=128, feed_forward=14_336,
    context=131_072,
)  # fmt: skip
VOCABULARY = 128_256
_Q4_K, _Q6_K = gguf.GGMLQuantizationType.Q4_K, gguf.GGMLQuantizationType.Q6_K
_BLOCK = 256  # numbers
_SPREAD = 0.02  # standard deviation of the weights
_EVEN = 4.6  # standard deviation of four even bits
_POOL_BLOCKS = 1 << 17  # random blocks that all matrices are cut from


def huge_model(vocabulary_of: Path) -> Path:
    """The model's path; makes it first where it is not there yet."""
    path = cache_folder() / f"random-8b-{vocabulary_of.stat().st_size}-q4_k_m.gguf"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        _write(partial, gguf.GGUFReader(vocabulary_of))
        partial.replace(path)
    return path


def _write(path: Path, source: gguf.GGUFReader) -> None:
    writer = gguf.GGUFWriter(path, "llama", use_temp_file=True)
    writer.add_name("random 8B")
    add_shape(writer, LLAMA_8B)
    add_tokenizer(writer, source, VOCABULARY)
    pools = {_Q4_K: _four_bits(), _Q6_K: _six_bits()}
    for name, rows, columns, kind in _matrices(LLAMA_8B):
        row_bytes = columns // _BLOCK * pools[kind].shape[1]
        blocks = np.resize(pools[kind], (rows * columns // _BLOCK, pools[kind].shape[1]))
        writer.add_tensor(name, blocks.reshape(rows, row_bytes), raw_dtype=kind)
    for layer in range(LLAMA_8B.layers):
        for norm in ("attn_norm", "ffn_norm"):
            ones = np.ones(LLAMA_8B.width, dtype=np.float32)
            writer.add_tensor(f"blk.{layer}.{norm}.weight", ones)
    writer.add_tensor("output_norm.weight", np.ones(LLAMA_8B.width, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _matrices(shape: Shape) -> list[tuple[str, int, int, gguf.GGMLQuantizationType]]:
    """Name, rows, columns and type of each matrix, the types as Q4_K_M chooses them."""
    query, key = shape.heads * shape.head_size, shape.heads_kv * shape.head_size
    rows = [
        ("token_embd.weight", VOCABULARY, shape.width, _Q4_K),
        ("output.weight", VOCABULARY, shape.width, _Q6_K),
    ]
    for layer in range(shape.layers):
        kind = _Q6_K if _has_more_bits(layer, shape.layers) else _Q4_K
        parts = (
            ("attn_q", query, shape.width, _Q4_K),
            ("attn_k", key, shape.width, _Q4_K),
            ("attn_v", key, shape.width, kind),
            ("attn_output", shape.width, query, _Q4_K),
            ("ffn_gate", shape.feed_forward, shape.width, _Q4_K),
            ("ffn_up", shape.feed_forward, shape.width, _Q4_K),
            ("ffn_down", shape.width, shape.feed_forward, kind),
        )
        rows += [
            (f"blk.{layer}.{name}.weight", high, wide, type_) for name, high, wide, type_ in parts
        ]
    return rows


def _has_more_bits(layer: int, layers: int) -> bool:
    """The first and the last eighth of the layers, and every third between them."""
    eighth = layers // 8
    return layer < eighth or layer >= layers - eighth or (layer - eighth) % 3 == 2


def _four_bits() -> np.ndarray:
    """Random blocks of Q4_K (144 bytes): two half floats, 12 bytes of scales, 128 of numbers.

    All scales and offsets are 32 of 63, so that a weight is 32 d (number - 7.5)."""
    blocks = np.random.default_rng(0).integers(0, 256, (_POOL_BLOCKS, 144), dtype=np.uint8)
    scale = _SPREAD / (32 * _EVEN)
    blocks[:, 0:4] = np.array([scale, 7.5 * scale], dtype=np.float16).view(np.uint8)
    blocks[:, 4:12], blocks[:, 12:16] = 32, 0
    blocks[:, 4:12] |= 2 << 6  # the upper bits of the last four scales and offsets
    return blocks


def _six_bits() -> np.ndarray:
    """Random blocks of Q6_K (210 bytes): 192 of numbers, 16 scales, a half float."""
    blocks = np.random.default_rng(1).integers(0, 256, (_POOL_BLOCKS, 210), dtype=np.uint8)
    scale = _SPREAD / (32 * 4 * _EVEN)
    blocks[:, 192:208] = 32
    blocks[:, 208:210] = np.array([scale], dtype=np.float16).view(np.uint8)
    return blocks
