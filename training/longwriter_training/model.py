# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A llama-architecture decoder in plain torch; its weights carry the Hugging Face names.

Shapes: B rows, T tokens a row, H heads, K key/value heads, D head size, V vocabulary.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from longwriter_training.config import ModelConfig


class RMSNorm(nn.Module):
    """Root-mean-square norm, computed in float32."""

    def __init__(self, dim: int, eps: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(dim))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        """(…, dim) -> (…, dim)."""
        wide = x.float()
        wide = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + self.eps)
        return (wide * self.weight).type_as(x)


def rope_tables(config: ModelConfig) -> tuple[Tensor, Tensor]:
    """Cosines and sines, each (context, D): the halves repeat, as in the Hugging Face layout."""
    half = torch.arange(0, config.head_dim, 2, dtype=torch.float64) / config.head_dim
    angles = torch.arange(config.context, dtype=torch.float64)[:, None] / config.rope_theta**half
    angles = torch.cat([angles, angles], dim=-1)
    return angles.cos().float(), angles.sin().float()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Apply rotary positions to x (B, heads, T, D); cos and sin broadcast to it."""
    left, right = x.chunk(2, dim=-1)
    return x * cos + torch.cat([-right, left], dim=-1) * sin


class Attention(nn.Module):
    """Causal attention with fewer key/value heads than query heads."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        wide = config.heads * config.head_dim
        narrow = config.kv_heads * config.head_dim
        self.q_proj = nn.Linear(config.dim, wide, bias=False)
        self.k_proj = nn.Linear(config.dim, narrow, bias=False)
        self.v_proj = nn.Linear(config.dim, narrow, bias=False)
        self.o_proj = nn.Linear(wide, config.dim, bias=False)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor | None) -> Tensor:
        """x (B, T, dim); mask (B, 1, T, T) bool, True = may look; None = plain causal."""
        rows, length, _ = x.shape
        size = self.config.head_dim

        def heads(y: Tensor) -> Tensor:
            return y.view(rows, length, -1, size).transpose(1, 2)

        query = rotate(heads(self.q_proj(x)), cos, sin)
        key = rotate(heads(self.k_proj(x)), cos, sin)
        value = heads(self.v_proj(x))
        query, key = query.type_as(value), key.type_as(value)
        repeat = self.config.heads // self.config.kv_heads
        key, value = key.repeat_interleave(repeat, 1), value.repeat_interleave(repeat, 1)
        mixed = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=mask, is_causal=mask is None
        )
        return self.o_proj(mixed.transpose(1, 2).reshape(rows, length, -1))


class FeedForward(nn.Module):
    """SwiGLU."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.gate_proj = nn.Linear(config.dim, config.ff, bias=False)
        self.up_proj = nn.Linear(config.dim, config.ff, bias=False)
        self.down_proj = nn.Linear(config.ff, config.dim, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """(B, T, dim) -> (B, T, dim)."""
        return self.down_proj(functional.silu(self.gate_proj(x)) * self.up_proj(x))


class Layer(nn.Module):
    """Attention and feed-forward, each behind its norm and added to the stream."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.input_layernorm = RMSNorm(config.dim, config.norm_eps)
        self.self_attn = Attention(config)
        self.post_attention_layernorm = RMSNorm(config.dim, config.norm_eps)
        self.mlp = FeedForward(config)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor | None) -> Tensor:
        """(B, T, dim) -> (B, T, dim)."""
        x = x + self.self_attn(self.input_layernorm(x), cos, sin, mask)
        return x + self.mlp(self.post_attention_layernorm(x))


class Decoder(nn.Module):
    """The stack, named ``model`` inside ``Llama`` so that weight names match."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.embed_tokens = nn.Embedding(config.vocab_size, config.dim)
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))
        self.norm = RMSNorm(config.dim, config.norm_eps)


class Llama(nn.Module):
    """The whole model; the output matrix is the embedding matrix."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.model = Decoder(config)
        cos, sin = rope_tables(config)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)

    def initialise(self, seed: int, std: float = 0.02, zero_outputs: bool = True) -> "Llama":
        """Draw the weights from ``seed``; matrices that write to the stream begin at zero."""
        generator = torch.Generator().manual_seed(seed)
        for name, weight in self.named_parameters():
            if weight.dim() < 2:
                continue
            writes = name.endswith(("o_proj.weight", "down_proj.weight"))
            with torch.no_grad():
                if writes and zero_outputs:
                    weight.zero_()
                else:
                    weight.normal_(0.0, std, generator=generator)
        return self

    def forward(
        self, tokens: Tensor, positions: Tensor | None = None, mask: Tensor | None = None
    ) -> Tensor:
        """tokens (B, T) -> logits (B, T, V).

        positions (B, T) int and mask (B, 1, T, T) bool come together for packed rows;
        both None means one text a row.
        """
        if positions is None:
            cos, sin = self.cos[: tokens.shape[1]], self.sin[: tokens.shape[1]]
        else:
            cos, sin = self.cos[positions][:, None], self.sin[positions][:, None]
        x = self.model.embed_tokens(tokens)
        for layer in self.model.layers:
            x = layer(x, cos, sin, mask)
        return functional.linear(self.model.norm(x), self.model.embed_tokens.weight)

    def size(self) -> int:
        """Number of weights; the tied output matrix counts once."""
        return sum(weight.numel() for weight in self.parameters())


def document_mask(documents: Tensor) -> Tensor:
    """documents (B, T) int, one number a text -> (B, 1, T, T) bool: causal, inside one text."""
    same = documents[:, :, None] == documents[:, None, :]
    return torch.tril(same)[:, None]


def summed_loss(logits: Tensor, targets: Tensor, weights: Tensor | None = None) -> Tensor:
    """Cross entropy summed over targets (B, T) that are not -100; logits (B, T, V).

    weights (B, T) says how much each target counts; None = all the same.
    """
    flat, wanted = logits.flatten(0, 1).float(), targets.flatten()
    if weights is None:
        return functional.cross_entropy(flat, wanted, reduction="sum")
    return (functional.cross_entropy(flat, wanted, reduction="none") * weights.flatten()).sum()
