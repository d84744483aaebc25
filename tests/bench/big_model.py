# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A model with 0.7 billion random weights in Q4_0, made once and kept in the cache folder.

Its sizes are those of a small real model; what it says means nothing. So that it fills
sections as a real model does, whole words and full stops are made likely: the first number
of every token's vector is large and the same, passes all layers unchanged, and the output
matrix turns it into a bonus for them.
"""

import ctypes
import os
from dataclasses import astuple, dataclass
from pathlib import Path

import gguf
import llama_cpp.llama_cpp as llama
import numpy as np
import platformdirs

from longwriter_desktop.engine.worker.native import NativeLog


@dataclass(frozen=True)
class Shape:
    """About 0.72 billion weights with a vocabulary of 8,192; sizes are multiples of 256."""

    layers: int = 24
    width: int = 1_536
    heads: int = 12
    heads_kv: int = 4
    head_size: int = 64
    feed_forward: int = 5_632
    context: int = 32_768


_SCALE = 0.02
_CARRIER = 40.0  # the first number of every token's vector
_WORD_BONUS, _STOP_BONUS = 0.67, 0.9  # output weights on it: about 8 and 11 logits
_TOKENIZER = "tokenizer."
_PER_TOKEN = ("tokenizer.ggml.tokens", "tokenizer.ggml.token_type")


def cache_folder() -> Path:
    """Where the benches keep what they make once."""
    return Path(platformdirs.user_cache_dir("longwriter-desktop")) / "bench"


def big_model(vocabulary_of: Path, shape: Shape = Shape(), folder: Path | None = None) -> Path:
    """The model's path; makes it first where it is not there yet (a minute, 2 GB of disk)."""
    folder = folder or cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    size = vocabulary_of.stat().st_size
    name = "-".join(str(number) for number in (*astuple(shape), size))
    path = folder / f"random-{name}-q4_0.gguf"
    if not path.is_file():
        whole, partial = path.with_suffix(".f16"), path.with_suffix(".part")
        _write(whole, shape, gguf.GGUFReader(vocabulary_of))
        _quantise(whole, partial)
        whole.unlink()
        partial.replace(path)
    return path


def _write(path: Path, shape: Shape, source: gguf.GGUFReader) -> None:
    writer = gguf.GGUFWriter(path, "llama", use_temp_file=True)
    writer.add_name("random 0.7B")
    add_shape(writer, shape)
    add_tokenizer(writer, source)
    _add_weights(writer, shape, source.fields["tokenizer.ggml.tokens"].contents())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def add_shape(writer: gguf.GGUFWriter, shape: Shape) -> None:
    """Write the metadata of a Llama of this shape."""
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads_kv)
    writer.add_key_length(shape.head_size)
    writer.add_value_length(shape.head_size)
    writer.add_rope_dimension_count(shape.head_size)
    writer.add_layer_norm_rms_eps(1e-5)


def add_tokenizer(writer: gguf.GGUFWriter, source: gguf.GGUFReader, size: int = 0) -> None:
    """Copy a model's tokenizer, filled up to `size` tokens with words that no text has."""
    for field in source.fields.values():
        if field.name.startswith(_TOKENIZER):
            kind = field.types[0]
            sub = field.types[-1] if kind is gguf.GGUFValueType.ARRAY else None
            value = field.contents()
            more = range(len(value), size) if field.name in _PER_TOKEN else ()
            if field.name == "tokenizer.ggml.tokens":
                value = [*value, *(f"Ġ{number}th" for number in more)]
            elif field.name == "tokenizer.ggml.token_type":
                value = [*value, *(int(gguf.TokenType.NORMAL) for _ in more)]
            writer.add_key_value(field.name, value, kind, sub_type=sub)


def _add_weights(writer: gguf.GGUFWriter, shape: Shape, tokens: list[str]) -> None:
    random = np.random.default_rng(0)

    def matrix(rows: int, columns: int, scale: float = _SCALE) -> np.ndarray:
        values = random.standard_normal((rows, columns), dtype=np.float32)
        return (values * scale).astype(np.float16)

    embedding, output = matrix(len(tokens), shape.width, 1.0), matrix(len(tokens), shape.width)
    embedding[:, 0] = _CARRIER
    output[:, 0] = [_bonus(token) for token in tokens]
    writer.add_tensor("token_embd.weight", embedding)
    writer.add_tensor("output.weight", output)
    writer.add_tensor("output_norm.weight", np.ones(shape.width, dtype=np.float32))
    query, key = shape.heads * shape.head_size, shape.heads_kv * shape.head_size
    for layer in range(shape.layers):
        into_residual = {
            "attn_output": matrix(shape.width, query),
            "ffn_down": matrix(shape.width, shape.feed_forward),
        }
        for values in into_residual.values():
            values[0] = 0
        parts = into_residual | {
            "attn_q": matrix(query, shape.width),
            "attn_k": matrix(key, shape.width),
            "attn_v": matrix(key, shape.width),
            "ffn_gate": matrix(shape.feed_forward, shape.width),
            "ffn_up": matrix(shape.feed_forward, shape.width),
        }
        for name, values in parts.items():
            writer.add_tensor(f"blk.{layer}.{name}.weight", values)
        for norm in ("attn_norm", "ffn_norm"):
            ones = np.ones(shape.width, dtype=np.float32)
            writer.add_tensor(f"blk.{layer}.{norm}.weight", ones)


def _bonus(token: str) -> float:
    """`token` in GPT-2's spelling, where a space is "Ġ"."""
    if token == ".":
        return _STOP_BONUS
    is_word = token.startswith("Ġ") and token[1:].isascii() and token[1:].isalpha()
    return _WORD_BONUS if is_word and len(token) > 2 else -_WORD_BONUS


def _quantise(source: Path, target: Path) -> None:
    NativeLog().install()
    params = llama.llama_model_quantize_default_params()
    params.nthread = os.cpu_count() or 1
    params.ftype = llama.LLAMA_FTYPE_MOSTLY_Q4_0
    code = llama.llama_model_quantize(
        os.fsencode(source), os.fsencode(target), ctypes.byref(params)
    )
    if code != 0:
        raise RuntimeError(f"quantising {source} failed with code {code}")
