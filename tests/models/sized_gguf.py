# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes GGUF models of a chosen size in a second or two: repeated weights, a byte vocabulary."""

import ctypes
import os
from dataclasses import dataclass
from pathlib import Path

import gguf
import llama_cpp.llama_cpp as llama
import numpy as np

from tests.engine.tiny_gguf import SPECIALS, TEMPLATE, byte_tokens


@dataclass(frozen=True)
class Size:
    """Sizes of a model. `heads_kv` may differ from layer to layer; `quantisation` is llama.cpp's
    name of one; `sliding_window` is for layers that look back only so many tokens; `vocabulary` is
    filled up with words that no text contains."""

    architecture: str = "llama"
    layers: int = 8
    width: int = 512
    heads: int = 8
    heads_kv: tuple[int, ...] = (4,)
    head_size: int = 64
    feed_forward: int = 1_536
    vocabulary: int = 4_000
    context: int = 8_192
    tied: bool = False
    sliding_window: int = 0
    quantisation: str = ""

    def kept(self, layer: int) -> int:
        """How many heads' keys a layer keeps."""
        return self.heads_kv[layer % len(self.heads_kv)]


def write_sized_model(path: Path, size: Size, name: str = "sized") -> Path:
    """Write a model in F16, or quantised."""
    writer = gguf.GGUFWriter(path, size.architecture)
    writer.add_name(name)
    writer.add_context_length(size.context)
    writer.add_embedding_length(size.width)
    writer.add_block_count(size.layers)
    writer.add_feed_forward_length(size.feed_forward)
    writer.add_head_count(size.heads)
    several = [size.kept(layer) for layer in range(size.layers)]
    writer.add_head_count_kv(several[0] if len(set(several)) == 1 else several)
    writer.add_key_length(size.head_size)
    writer.add_value_length(size.head_size)
    half = size.architecture == "chatglm"  # it turns half of a head's numbers with the position
    writer.add_rope_dimension_count(size.head_size // 2 if half else size.head_size)
    if size.sliding_window:
        writer.add_sliding_window(size.sliding_window)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    _add_vocabulary(writer, size.vocabulary)
    _add_weights(writer, size)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    if size.quantisation:
        _quantise(path, size.quantisation)
    return path


def _add_vocabulary(writer: gguf.GGUFWriter, count: int) -> None:
    tokens = byte_tokens()
    tokens += [f"w{number:06}" for number in range(count - len(tokens))]
    normal, control = gguf.TokenType.NORMAL, gguf.TokenType.CONTROL
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("llama-bpe")
    writer.add_token_list(tokens)
    writer.add_token_types([control if token in SPECIALS else normal for token in tokens])
    writer.add_token_merges([f"{chr(0x4E00 + at % 20_000)}{at} {at}" for at in range(count)])
    writer.add_bos_token_id(SPECIALS.index("<|begin|>"))
    writer.add_eos_token_id(SPECIALS.index("<|end|>"))
    writer.add_add_bos_token(True)
    writer.add_chat_template(TEMPLATE)


def _add_weights(writer: gguf.GGUFWriter, size: Size) -> None:
    pattern = np.random.default_rng(0).standard_normal(1 << 18).astype(np.float16) * np.float16(
        0.02
    )

    def matrix(name: str, rows: int, columns: int) -> None:
        writer.add_tensor(f"{name}.weight", np.resize(pattern, (rows, columns)))

    def vector(name: str, length: int, value: float) -> None:
        writer.add_tensor(name, np.full(length, value, dtype=np.float32))

    matrix("token_embd", size.vocabulary, size.width)
    if not size.tied:
        matrix("output", size.vocabulary, size.width)
    vector("output_norm.weight", size.width, 1)
    for layer in range(size.layers):
        query, key = size.heads * size.head_size, size.kept(layer) * size.head_size
        if size.architecture == "chatglm":
            matrix(f"blk.{layer}.attn_qkv", query + 2 * key, size.width)
            vector(f"blk.{layer}.attn_qkv.bias", query + 2 * key, 0)
            matrix(f"blk.{layer}.ffn_up", 2 * size.feed_forward, size.width)
        else:
            for part, rows in (("q", query), ("k", key), ("v", key)):
                matrix(f"blk.{layer}.attn_{part}", rows, size.width)
                if size.architecture == "qwen2":
                    vector(f"blk.{layer}.attn_{part}.bias", rows, 0)
            matrix(f"blk.{layer}.ffn_gate", size.feed_forward, size.width)
            matrix(f"blk.{layer}.ffn_up", size.feed_forward, size.width)
        matrix(f"blk.{layer}.attn_output", size.width, query)
        matrix(f"blk.{layer}.ffn_down", size.width, size.feed_forward)
        for norm, length in _norms(size):
            vector(f"blk.{layer}.{norm}.weight", length, 1)


def _norms(size: Size) -> list[tuple[str, int]]:
    """Names and lengths of a layer's norms."""
    usual = [("attn_norm", size.width), ("ffn_norm", size.width)]
    if size.architecture in ("gemma3", "qwen3"):
        usual += [("attn_q_norm", size.head_size), ("attn_k_norm", size.head_size)]
    if size.architecture == "gemma3":
        usual += [("post_attention_norm", size.width), ("post_ffw_norm", size.width)]
    return usual


def _quantise(path: Path, kind: str) -> None:
    params = llama.llama_model_quantize_default_params()
    params.nthread = os.cpu_count() or 1
    params.ftype = getattr(llama, f"LLAMA_FTYPE_MOSTLY_{kind}")
    small = path.with_suffix(".small")
    code = llama.llama_model_quantize(os.fsencode(path), os.fsencode(small), ctypes.byref(params))
    assert code == 0
    small.replace(path)
