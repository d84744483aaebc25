# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Small random checkpoints in the formats that are converted; weights large enough to differ."""

import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer

from longwriter_training.tune.running import quieten

TEMPLATE = (
    "{{ bos_token }}{% for m in messages %}{% if m['role'] == 'assistant' %}<|assistant|>"
    "{% generation %}{{ m['content'] + '<|end|>' }}{% endgeneration %}"
    "{% else %}<|user|>{{ m['content'] + '<|end|>' }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
_STD = 0.12


def sharpen(model: torch.nn.Module, seed: int) -> None:
    """Draw matrices and biases so large that a mistake shows in the logits."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for weight in model.parameters():
            if weight.dim() > 1 or weight.abs().sum() == 0:
                weight.normal_(0.0, _STD, generator=generator)


def llama(folder: Path, tokenizer: Path, **more: object) -> torch.nn.Module:
    """A Llama with grouped heads, saved in two shards."""
    from transformers import LlamaConfig, LlamaForCausalLM

    numbers = {
        "vocab_size": 1024, "hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 3,
        "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 512,
        "attn_implementation": "eager",
    }  # fmt: skip
    config = LlamaConfig(**(numbers | more))
    model = LlamaForCausalLM(config).eval()
    sharpen(model, 5)
    return _save(model, folder, tokenizer)


def glm(folder: Path, tokenizer: Path) -> torch.nn.Module:
    """A GLM-4 in the format of transformers, its rotary base and norm not the usual ones."""
    from transformers import GlmConfig, GlmForCausalLM

    config = GlmConfig(
        vocab_size=1024, hidden_size=64, intermediate_size=128, num_hidden_layers=3,
        num_attention_heads=4, num_key_value_heads=2, head_dim=16, max_position_embeddings=512,
        rms_norm_eps=1.5e-6, pad_token_id=0, eos_token_id=[0], attn_implementation="eager",
        rope_parameters={
            "rope_type": "default", "rope_theta": 50_000.0, "partial_rotary_factor": 0.5
        },
    )  # fmt: skip
    model = GlmForCausalLM(config).eval()
    sharpen(model, 6)
    return _save(model, folder, tokenizer)


def _save(model: torch.nn.Module, folder: Path, tokenizer: Path) -> torch.nn.Module:
    model.save_pretrained(folder, max_shard_size="300KB")
    (folder / "tokenizer.json").write_bytes(tokenizer.read_bytes())
    names = {
        "bos_token": "<|begin|>",
        "eos_token": "<|end|>",
        "pad_token": "<|pad|>",
        "tokenizer_class": "PreTrainedTokenizerFast",
        "chat_template": TEMPLATE,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(names))
    return model


def as_chatglm(glm_folder: Path, folder: Path) -> None:
    """The weights of a GLM-4 as LongWriter-glm4-9b's checkpoint holds them: q, k and v in one."""
    from transformers import GlmForCausalLM

    model = GlmForCausalLM.from_pretrained(glm_folder)
    weights, config = model.state_dict(), model.config
    made = {
        "transformer.embedding.word_embeddings.weight": weights["model.embed_tokens.weight"],
        "transformer.encoder.final_layernorm.weight": weights["model.norm.weight"],
        "transformer.output_layer.weight": weights["lm_head.weight"],
        "transformer.rotary_pos_emb.inv_freq": torch.ones(4),
    }
    others = {
        "input_layernorm": "input_layernorm",
        "post_attention_layernorm": "post_attention_layernorm",
        "self_attn.o_proj": "self_attention.dense",
        "mlp.gate_up_proj": "mlp.dense_h_to_4h",
        "mlp.down_proj": "mlp.dense_4h_to_h",
    }
    for layer in range(config.num_hidden_layers):
        old, new = f"model.layers.{layer}.", f"transformer.encoder.layers.{layer}."
        for kind in ("weight", "bias"):
            parts = [weights[f"{old}self_attn.{part}_proj.{kind}"] for part in "qkv"]
            made[f"{new}self_attention.query_key_value.{kind}"] = torch.cat(parts)
        for theirs, ours in others.items():
            made[f"{new}{ours}.weight"] = weights[f"{old}{theirs}.weight"]
    folder.mkdir()
    save_file({name: weight.clone() for name, weight in made.items()}, folder / "model.safetensors")
    (folder / "config.json").write_text(
        json.dumps(
            {
                "architectures": ["ChatGLMModel"],
                "hidden_size": 64,
                "ffn_hidden_size": 128,
                "num_layers": 3,
                "num_attention_heads": 4,
                "kv_channels": 16,
                "seq_length": 512,
                "multi_query_attention": True,
                "multi_query_group_num": 2,
                "padded_vocab_size": 1024,
                "layernorm_epsilon": 1.5e-6,
                "rope_ratio": 5,
                "rmsnorm": True,
                "add_bias_linear": False,
                "add_qkv_bias": True,
            }
        )  # fmt: skip
    )
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (folder / name).write_bytes((glm_folder / name).read_bytes())


def widen(folder: Path, matrices: int) -> None:
    """Give a Llama feed-forward matrices of 16 MiB in float32, all in one file."""
    path = folder / "config.json"
    config = json.loads(path.read_text())
    wide, layers = 16 * 2**20 // 4 // config["hidden_size"], matrices // 2
    shapes = {"gate_proj": (wide, 64), "up_proj": (wide, 64)}
    made = {
        f"model.layers.{layer}.mlp.{name}.weight": torch.zeros(shape)
        for layer in range(layers)
        for name, shape in shapes.items()
    }
    for old in folder.glob("model*"):
        old.unlink()
    save_file(made, folder / "model.safetensors")
    changed = {"intermediate_size": wide, "num_hidden_layers": layers}
    path.write_text(json.dumps(config | changed))


def as_rank_file(tokenizer: Path, folder: Path) -> None:
    """A vocabulary as GLM-4's `tokenizer.model`: the same tokens, ranks for ids."""
    import base64

    from longwriter_training.convert.vocabulary import _byte_spelling

    bytes_of = {letter: byte for byte, letter in _byte_spelling().items()}
    model = json.loads(tokenizer.read_text(encoding="utf-8"))
    special = {token["content"] for token in model["added_tokens"]}
    lines = [
        f"{base64.b64encode(bytes(bytes_of[letter] for letter in piece)).decode()} {number}"
        for piece, number in sorted(model["model"]["vocab"].items(), key=lambda pair: pair[1])
        if piece not in special
    ]
    (folder / "tokenizer.model").write_text("\n".join(lines))
    added = {token["id"]: {"content": token["content"]} for token in model["added_tokens"]}
    (folder / "tokenizer_config.json").write_text(json.dumps({"added_tokens_decoder": added}))
    assert Tokenizer.from_file(str(tokenizer)).get_vocab_size() <= len(lines) + len(added)


def lora(model: torch.nn.Module, folder: Path) -> torch.nn.Module:
    """A LoRA adapter that changes every matrix of the layers much; returns the merged model."""
    quieten()
    from peft import LoraConfig, get_peft_model

    targets = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
    tuned = get_peft_model(model, LoraConfig(r=4, lora_alpha=8, target_modules=targets))
    generator = torch.Generator().manual_seed(8)
    with torch.no_grad():
        for name, weight in tuned.named_parameters():
            if "lora_" in name:  # its own start is not drawn from a seed of ours
                weight.normal_(0.0, 0.2, generator=generator)
    tuned.save_pretrained(folder)
    return tuned.merge_and_unload()
