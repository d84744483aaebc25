# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Stage 5: write the model as GGUF and quantise it.

Reads ``tokenizer/`` and ``sft/`` (another stage's weights with ``--stage``), writes ``gguf/``
(another folder with ``--name``): model-f16.gguf, model-<quantisation>.gguf, manifest.json.

  python -m longwriter_training.export_gguf --run RUN --config configs/starter_cpu.toml
      [--stage pretrain|sft|dpo_trl] [--name FOLDER]
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from longwriter_training import manifest
from longwriter_training.config import ModelConfig, load, parser
from longwriter_training.problems import Refused, told
from longwriter_training.special import BEGIN_ID, CHAT_TEMPLATE, END_ID, PAD_ID, SPECIAL

if TYPE_CHECKING:
    import numpy as np
    from gguf import GGUFWriter

STAGE = "export_gguf"
_LAYER_NAMES = {
    "input_layernorm.weight": "attn_norm.weight",
    "self_attn.q_proj.weight": "attn_q.weight",
    "self_attn.k_proj.weight": "attn_k.weight",
    "self_attn.v_proj.weight": "attn_v.weight",
    "self_attn.o_proj.weight": "attn_output.weight",
    "post_attention_layernorm.weight": "ffn_norm.weight",
    "mlp.gate_proj.weight": "ffn_gate.weight",
    "mlp.up_proj.weight": "ffn_up.weight",
    "mlp.down_proj.weight": "ffn_down.weight",
}
_OTHER_NAMES = {
    "model.embed_tokens.weight": "token_embd.weight",
    "model.norm.weight": "output_norm.weight",
}


class QuantisationFailed(Refused):
    """llama.cpp refused to quantise; the reason is in its log above."""


def gguf_name(name: str) -> str:
    """The GGUF name of a weight with a Hugging Face name."""
    if name in _OTHER_NAMES:
        return _OTHER_NAMES[name]
    _, _, layer, rest = name.split(".", 3)
    return f"blk.{layer}.{_LAYER_NAMES[rest]}"


def interleave(weight: "np.ndarray", heads: int) -> "np.ndarray":
    """(heads*D, dim) with rotary halves -> the same with rotary pairs, as llama.cpp turns them."""
    rows, columns = weight.shape
    return (
        weight.reshape(heads, 2, rows // heads // 2, columns).swapaxes(1, 2).reshape(rows, columns)
    )


def tensors(
    weights: dict[str, Any], config: ModelConfig, half: bool, permute: bool = True
) -> Iterator[tuple[str, "np.ndarray"]]:
    """(GGUF name, array) of every weight; matrices in float16 when ``half``, norms in float32.

    ``permute=False`` leaves the Q/K permutation out: what the parity test must notice.
    """
    import numpy as np

    for name, weight in weights.items():
        array = weight.detach().float().cpu().numpy()
        if permute and name.endswith("q_proj.weight"):
            array = interleave(array, config.heads)
        if permute and name.endswith("k_proj.weight"):
            array = interleave(array, config.kv_heads)
        wide = array.ndim < 2 or not half
        yield (
            gguf_name(name),
            np.ascontiguousarray(array.astype(np.float32 if wide else np.float16)),
        )


def write_hyperparameters(writer: "GGUFWriter", config: ModelConfig, name: str, half: bool) -> None:
    """Everything llama.cpp has to know of the architecture."""
    from gguf import LlamaFileType

    writer.add_name(name)
    writer.add_description(
        "Small demonstration model of LongWriter Desktop, made from public-domain books."
    )
    writer.add_license("Apache-2.0")
    writer.add_languages(["en"])
    writer.add_context_length(config.context)
    writer.add_embedding_length(config.dim)
    writer.add_block_count(config.layers)
    writer.add_feed_forward_length(config.ff)
    writer.add_head_count(config.heads)
    writer.add_head_count_kv(config.kv_heads)
    writer.add_key_length(config.head_dim)
    writer.add_value_length(config.head_dim)
    writer.add_rope_dimension_count(config.head_dim)
    writer.add_rope_freq_base(config.rope_theta)
    writer.add_layer_norm_rms_eps(config.norm_eps)
    writer.add_vocab_size(config.vocab_size)
    writer.add_file_type(LlamaFileType.MOSTLY_F16 if half else LlamaFileType.ALL_F32)


def pieces(tokenizer: Path) -> list[str]:
    """The tokens of a tokenizer.json by number. Raises `OSError`."""
    vocabulary = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    return sorted(vocabulary, key=vocabulary.__getitem__)


def write_tokenizer(writer: "GGUFWriter", path: Path) -> None:
    """Vocabulary, merges, special tokens and the chat template of tokenizer.json."""
    from gguf import TokenType

    model = json.loads(path.read_text(encoding="utf-8"))["model"]
    tokens = pieces(path)
    merges = [pair if isinstance(pair, str) else " ".join(pair) for pair in model["merges"]]
    types = [TokenType.CONTROL if piece in SPECIAL else TokenType.NORMAL for piece in tokens]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("llama-bpe")
    writer.add_token_list(tokens)
    writer.add_token_types(types)
    writer.add_token_merges(merges)
    writer.add_bos_token_id(BEGIN_ID)
    writer.add_eos_token_id(END_ID)
    writer.add_eot_token_id(END_ID)
    writer.add_pad_token_id(PAD_ID)
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(False)
    writer.add_chat_template(CHAT_TEMPLATE)


def write(
    path: Path, weights: dict[str, Any], config: ModelConfig, tokenizer: Path, name: str,
    half: bool = True, permute: bool = True,
) -> None:  # fmt: skip
    """Write one GGUF file by rename. Raises `OSError`."""
    from gguf import GGUFWriter

    with manifest.replacing(path) as temporary:
        writer = GGUFWriter(temporary, "llama")
        write_hyperparameters(writer, config, name, half)
        write_tokenizer(writer, tokenizer)
        for gguf, array in tensors(weights, config, half, permute):
            writer.add_tensor(gguf, array)
        try:
            writer.write_header_to_file()
            writer.write_kv_data_to_file()
            writer.write_tensors_to_file()
        finally:
            writer.close()


def quantise(source: Path, target: Path, quantisation: str) -> None:
    """Quantise with llama.cpp on all cores, for example to ``Q8_0`` or ``Q4_K_M``.

    Raises:
        QuantisationFailed: llama.cpp returned an error.
    """
    import ctypes

    import llama_cpp

    parameters = llama_cpp.llama_model_quantize_default_params()
    kind = getattr(llama_cpp, f"LLAMA_FTYPE_MOSTLY_{quantisation}", None)
    if kind is None:
        raise QuantisationFailed(f"llama.cpp knows no quantisation {quantisation!r}")
    parameters.ftype = kind
    with manifest.replacing(target) as temporary:
        code = llama_cpp.llama_model_quantize(
            str(source).encode(), str(temporary).encode(), ctypes.byref(parameters)
        )
        if code:
            raise QuantisationFailed(
                f"llama.cpp could not write {target} ({quantisation} of {source}): is there room "
                "on the disk? Its reason is above"
            )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    arguments = parser(__doc__)
    arguments.add_argument(
        "--stage", choices=("pretrain", "sft", "dpo_trl"), default="sft", help="whose weights"
    )
    arguments.add_argument("--name", default="gguf", help="folder of what is written")
    return told(STAGE, partial(_run, arguments.parse_args(argv)))


def trained(run: Path, stage: str) -> tuple[dict[str, Any], ModelConfig]:
    """The weights of a finished stage and their shape.

    Raises:
        OSError, Refused: the stage is not finished, or damaged.
    """
    from longwriter_training.convert.checkpoint import Checkpoint
    from longwriter_training.loop import CHECKPOINT, read_checkpoint

    made = manifest.require(run / stage, stage)
    if stage == "dpo_trl":  # which was begun with the weights of sft
        source = Checkpoint(run / stage / "model")
        weights = {name: source.tensor(name) for name in source.names}
        weights.pop("lm_head.weight", None)  # the same as the embedding
        made = manifest.require(run / "sft", "sft")
    else:
        weights = read_checkpoint(run / stage / CHECKPOINT)["model"]
    return weights, ModelConfig(**made["settings"]["model"])


def _run(options: argparse.Namespace) -> None:
    config = load(options.config, options.set)
    manifest.require(options.run / "tokenizer", "tokenizer")
    weights, model = trained(options.run, options.stage)
    print(f"inherited context={model.context} from {options.stage}/manifest.json")
    folder = manifest.begin(options.run / options.name)

    half = folder / "model-f16.gguf"
    small = folder / f"model-{config.export.quantisation}.gguf"
    tokenizer = options.run / "tokenizer" / "tokenizer.json"
    write(half, weights, model, tokenizer, config.export.name)
    quantise(half, small, config.export.quantisation)
    sizes = {path.name: path.stat().st_size for path in (half, small)}
    print(", ".join(f"{name} {size / 1e6:.2f} MB" for name, size in sizes.items()))
    manifest.finish(folder, STAGE, asdict(config.export), {"bytes": sizes, "from": options.stage})


if __name__ == "__main__":
    raise SystemExit(main())
