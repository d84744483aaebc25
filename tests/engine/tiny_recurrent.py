# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes a recurrent GGUF model (Mamba) with random weights: its memory is one state."""

from pathlib import Path

import gguf
import numpy as np

from tests.engine.tiny_gguf import TEMPLATE, add_vocabulary

_LAYERS, _WIDTH, _STATE, _RANK, _KERNEL = 2, 64, 8, 4, 4
_INNER = 2 * _WIDTH  # the only factor that llama.cpp knows


def write_tiny_recurrent(path: Path) -> Path:
    """A model of a hundred kilobytes that loads at once."""
    writer = gguf.GGUFWriter(path, "mamba")
    writer.add_name("tiny recurrent")
    writer.add_context_length(4_096)
    writer.add_embedding_length(_WIDTH)
    writer.add_feed_forward_length(0)
    writer.add_head_count(0)
    writer.add_block_count(_LAYERS)
    writer.add_ssm_conv_kernel(_KERNEL)
    writer.add_ssm_inner_size(_INNER)
    writer.add_ssm_state_size(_STATE)
    writer.add_ssm_time_step_rank(_RANK)
    writer.add_layer_norm_rms_eps(1e-5)
    vocabulary = add_vocabulary(writer, TEMPLATE)
    _add_weights(writer, vocabulary, np.random.default_rng(0))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_weights(writer: gguf.GGUFWriter, vocabulary: int, random: np.random.Generator) -> None:
    def add(name: str, *shape: int) -> None:
        writer.add_tensor(name, random.normal(0, 0.3, shape).astype(np.float32))

    add("token_embd.weight", vocabulary, _WIDTH)
    writer.add_tensor("output_norm.weight", np.ones(_WIDTH, dtype=np.float32))
    for layer in range(_LAYERS):
        block = f"blk.{layer}"
        writer.add_tensor(f"{block}.attn_norm.weight", np.ones(_WIDTH, dtype=np.float32))
        add(f"{block}.ssm_in.weight", 2 * _INNER, _WIDTH)
        add(f"{block}.ssm_conv1d.weight", _INNER, _KERNEL)
        add(f"{block}.ssm_conv1d.bias", _INNER)
        add(f"{block}.ssm_x.weight", _RANK + 2 * _STATE, _INNER)
        add(f"{block}.ssm_dt.weight", _INNER, _RANK)
        add(f"{block}.ssm_dt.bias", _INNER)
        decay = -np.exp(random.normal(0, 0.3, (_INNER, _STATE)))
        writer.add_tensor(f"{block}.ssm_a", decay.astype(np.float32))
        add(f"{block}.ssm_d", _INNER)
        add(f"{block}.ssm_out.weight", _WIDTH, _INNER)
