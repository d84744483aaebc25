# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a header says that decides how much memory a model takes and how fast it writes."""

from collections.abc import Collection, Iterable

from longwriter_desktop.domain.fit import ModelShape
from longwriter_desktop.models.ggml import BLOCKS
from longwriter_desktop.models.header import Header, Tensor

_MOST_LAYERS = 1_024
_REPACKED_ROWS = 8  # a matrix is reordered in groups of so many
_EMBEDDING, _OUTPUT = "token_embd.weight", "output.weight"
_EXPERTS = "_exps."
_F32 = 4  # bytes


def shape_of(header: Header, repacked_types: Collection[int] = ()) -> ModelShape:
    """The shape of the model in a file, or in the first of its parts.

    `repacked_types` are the ggml types that this machine's processor keeps in another order.
    """
    layers = min(header.number("block_count"), _MOST_LAYERS)
    heads = max(header.each_layer("attention.head_count", layers), default=0)
    width = header.number("embedding_length")
    usual = width // heads if heads else 0
    key = header.number("attention.key_length") or usual
    value = header.number("attention.value_length") or usual
    kept = _heads_kept(header, layers, heads)
    read, computed = _read(header)
    return ModelShape(
        layers=layers,
        width=width,
        heads=heads,
        head_size=key if key == value else 0,
        keys=sum(kept) * key,
        values=sum(kept) * value,
        feed_forward=_feed_forward(header, layers),
        vocabulary=_vocabulary(header),
        merges=header.lengths.get("tokenizer.ggml.merges", 0),
        weight_bytes=sum(map(tensor_bytes, header.tensors)),
        read_bytes=read,
        computed=computed,
        repacked_bytes=_repacked(header.tensors, repacked_types),
        state_bytes=_state(header) * sum(1 for count in kept if not count),
        context_tokens=header.number("context_length"),
    )


def tensor_bytes(tensor: Tensor) -> int:
    """Bytes of a tensor's data; 0 for a type newer than the `gguf` package."""
    block, block_bytes = BLOCKS.get(tensor.type, (1, 0))
    return tensor.elements // block * block_bytes


def _heads_kept(header: Header, layers: int, heads: int) -> tuple[int, ...]:
    """How many heads' keys and values each layer keeps; layers that share a cache keep none."""
    own = "attention.head_count_kv"
    if not header.number(own) and f"{header.architecture}.{own}" not in header.numbers:
        return (heads,) * layers
    kept = header.each_layer(own, layers)
    return kept[: layers - header.number("attention.shared_kv_layers")]


def _feed_forward(header: Header, layers: int) -> int:
    """Width of the widest layer between two attentions, that of all experts in use together."""
    plain = max(header.each_layer("feed_forward_length", layers), default=0)
    experts = header.number("expert_used_count")
    return max(plain, experts * (header.number("expert_feed_forward_length") or plain))


def _vocabulary(header: Header) -> int:
    return header.lengths.get("tokenizer.ggml.tokens", 0) or header.number("vocab_size")


def _read(header: Header) -> tuple[int, int]:
    """Bytes of weights that are read for each token, and the weights it is multiplied with.

    Of the embeddings one row is read, unless they are the output matrix as well; of the
    experts those in use.
    """
    experts = max(1, header.number("expert_count"))
    share = min(1.0, (header.number("expert_used_count") or experts) / experts)
    is_tied = all(tensor.name != _OUTPUT for tensor in header.tensors)
    bytes_, weights = 0.0, 0.0
    for tensor in header.tensors:
        part = share if _EXPERTS in tensor.name else 1.0
        if tensor.name != _EMBEDDING or is_tied:
            bytes_ += tensor_bytes(tensor) * part
        if tensor.name not in (_EMBEDDING, _OUTPUT):
            weights += tensor.elements * part
    return int(bytes_), int(weights)


def _repacked(tensors: Iterable[Tensor], types: Collection[int]) -> int:
    """Bytes of the matrices that are kept a second time."""
    return sum(
        tensor_bytes(tensor)
        for tensor in tensors
        if tensor.type in types
        and tensor.name != _EMBEDDING
        and len(tensor.shape) > 1
        and tensor.shape[1] % _REPACKED_ROWS == 0
    )


def _state(header: Header) -> int:
    """Bytes of the recurrent state of one layer and one sequence, 0 for most models."""
    inner = header.number("ssm.inner_size")
    state = header.number("ssm.state_size")
    groups = header.number("ssm.group_count")
    before = max(0, header.number("ssm.conv_kernel") - 1) * (inner + 2 * groups * state)
    return (before + inner * state) * _F32
