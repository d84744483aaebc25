# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes GGUF models of a few hundred kilobytes: random weights, a byte-level vocabulary."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy as np

SPECIALS = ("<|pad|>", "<|begin|>", "<|end|>", "<|user|>", "<|assistant|>")
TEMPLATE = (
    "{{ '<|begin|>' }}{% for message in messages %}{{ '<|' + message.role + '|>' + "
    "message.content + '<|end|>' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"
)
_MERGES = ("t h", "th e", "Ġ the", "a n", "an d", "Ġ and", "i n", "Ġ a", "o n", "Ċ Ċ", ". ĊĊ")


@dataclass(frozen=True)
class Shape:
    """Sizes of a model. `context` is the trained context in tokens."""

    layers: int = 2
    width: int = 64
    heads: int = 2
    feed_forward: int = 128
    context: int = 4_096


def write_tiny_model(
    path: Path,
    shape: Shape = Shape(),
    *,
    name: str = "tiny",
    architecture: str = "llama",
    template: str | None = TEMPLATE,
    weights: bool = True,
    broken: bool = False,
    seed: int = 0,
    vocabulary: Path | None = None,
    specials: tuple[str, ...] = SPECIALS,
    extra: Callable[[gguf.GGUFWriter], None] | None = None,
) -> Path:
    """Write a model. `weights=False` leaves the vocabulary only, `broken` makes it yield NaN;
    `vocabulary` is a GGUF file to take the vocabulary of, `specials` are the control tokens of
    our own one; `extra` adds to the header."""
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_name(name)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    tokens = add_vocabulary(writer, template, specials) if vocabulary is None else 0
    if vocabulary is not None:
        tokens = _copy_vocabulary(writer, vocabulary, template)
    if extra is not None:
        extra(writer)
    if weights:
        _add_weights(writer, shape, tokens, np.random.default_rng(seed), broken)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def add_vocabulary(
    writer: gguf.GGUFWriter, template: str | None, specials: tuple[str, ...] = SPECIALS
) -> int:
    """Add the vocabulary and the chat template; returns how many tokens there are."""
    tokens = _vocabulary(specials)
    normal, control = gguf.TokenType.NORMAL, gguf.TokenType.CONTROL
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("llama-bpe")
    writer.add_token_list(tokens)
    writer.add_token_types([control if token in specials else normal for token in tokens])
    writer.add_token_merges(list(_MERGES))
    writer.add_bos_token_id(SPECIALS.index("<|begin|>"))
    writer.add_eos_token_id(SPECIALS.index("<|end|>"))
    writer.add_add_bos_token(True)
    if template is not None:
        writer.add_chat_template(template)
    return len(tokens)


def _copy_vocabulary(writer: gguf.GGUFWriter, path: Path, template: str | None) -> int:
    """Add the vocabulary of another file; returns how many tokens there are."""
    fields = gguf.GGUFReader(path).fields

    def of(name: str) -> Any:
        return fields[f"tokenizer.ggml.{name}"].contents()

    tokens = of("tokens")
    writer.add_tokenizer_model(of("model"))
    writer.add_tokenizer_pre(of("pre"))
    writer.add_token_list(tokens)
    writer.add_token_types(of("token_type"))
    writer.add_token_merges(of("merges"))
    writer.add_bos_token_id(of("bos_token_id"))
    writer.add_eos_token_id(of("eos_token_id"))
    if template is not None:
        writer.add_chat_template(template)
    return len(tokens)


def _vocabulary(specials: tuple[str, ...]) -> list[str]:
    """What `byte_tokens` returns, and what the merges make."""
    return [*byte_tokens(specials), *(merge.replace(" ", "") for merge in _MERGES)]


def byte_tokens(specials: tuple[str, ...] = SPECIALS) -> list[str]:
    """The specials and the 256 bytes in GPT-2's spelling."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    spelling = {byte: chr(byte) for byte in printable}
    spelling |= {byte: chr(256 + at) for at, byte in enumerate(others)}
    return [*specials, *(spelling[byte] for byte in range(256))]


def _add_weights(
    writer: gguf.GGUFWriter, shape: Shape, tokens: int, random: np.random.Generator, broken: bool
) -> None:
    def add(name: str, rows: int, columns: int) -> None:
        values = random.normal(0, 0.3, (rows, columns)).astype(np.float16)
        writer.add_tensor(name, values)

    def add_norm(name: str) -> None:
        value = np.nan if broken else 1.0
        writer.add_tensor(name, np.full(shape.width, value, dtype=np.float32))

    add("token_embd.weight", tokens, shape.width)
    for layer in range(shape.layers):
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            add(f"blk.{layer}.{part}.weight", shape.width, shape.width)
        add(f"blk.{layer}.ffn_gate.weight", shape.feed_forward, shape.width)
        add(f"blk.{layer}.ffn_up.weight", shape.feed_forward, shape.width)
        add(f"blk.{layer}.ffn_down.weight", shape.width, shape.feed_forward)
        add_norm(f"blk.{layer}.attn_norm.weight")
        add_norm(f"blk.{layer}.ffn_norm.weight")
    add_norm("output_norm.weight")
