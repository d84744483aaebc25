# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Byte-level BPE vocabularies as GGUF keeps them, from tokenizer.json or GLM-4's rank file."""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from longwriter_training.convert.checkpoint import ConversionRefused, read_json

if TYPE_CHECKING:
    from gguf import GGUFWriter

# How llama.cpp calls ways of splitting text before the merges (its llama-vocab.cpp).
_CL100K_WORDS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|"
_CL100K_REST = r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
SPLIT_THREE_DIGITS = _CL100K_WORDS + r"\p{N}{1,3}" + _CL100K_REST
_SPLIT_ONE_DIGIT = _CL100K_WORDS + r"\p{N}" + _CL100K_REST
_PRE_OF_SPLIT = {SPLIT_THREE_DIGITS: "llama-bpe", _SPLIT_ONE_DIGIT: "qwen2"}
_GPT2, _GLM = "gpt-2", "chatglm-bpe"
_RANKS = "tokenizer.model"
TEMPLATE_FILES = ("chat_template.jinja", "chat_template.json", "tokenizer_config.json")
_MARKER = re.compile(r"\{%(-?)\s*(end)?generation\s*(-?)%\}")


@dataclass(frozen=True)
class Vocabulary:
    """Tokens by id, their GGUF types, merges ("a b"), and the ids with a meaning.

    `source` is the same vocabulary as a tokenizer.json, to compare llama.cpp with.
    """

    pieces: tuple[str, ...]
    types: tuple[int, ...]
    merges: tuple[str, ...]
    pre: str
    ids: dict[str, int]
    add_bos: bool
    template: str
    source: str

    def write(self, writer: "GGUFWriter") -> None:
        """Add it to a file."""
        writer.add_tokenizer_model("gpt2")
        writer.add_tokenizer_pre(self.pre)
        writer.add_token_list(list(self.pieces))
        writer.add_token_types(list(self.types))
        writer.add_token_merges(list(self.merges))
        for meaning, number in self.ids.items():
            getattr(writer, f"add_{meaning}_token_id")(number)
        writer.add_add_bos_token(self.add_bos)
        if self.template:
            writer.add_chat_template(self.template)


def words_of(folder: Path, adapter: Path | None) -> Path:
    """Where the tokenizer of a checkpoint lies: with its adapter, where that brings one."""
    brings = adapter is not None and (adapter / "tokenizer.json").is_file()
    return adapter if brings and adapter is not None else folder


def chat_template(folder: Path, adapter: Path | None = None) -> str:
    """A checkpoint's chat template, as it is kept there; its adapter's, where that has one: with
    that it was trained. "" where there is none.

    Raises:
        ConversionRefused: a configuration that is damaged.
    """
    return (_template(adapter) if adapter is not None else "") or _template(folder)


def read_vocabulary(
    folder: Path, size: int, is_glm: bool, pre: str = "", adapter: Path | None = None
) -> Vocabulary:
    """The vocabulary of a checkpoint, filled up to `size` tokens; its adapter's, where that brings
    a tokenizer or a chat template.

    Raises:
        ConversionRefused: no byte-level BPE, a way of splitting that llama.cpp has no name for
            (unless `pre` names it), or more tokens than the weights have rows.
    """
    words = words_of(folder, adapter)
    if (words / "tokenizer.json").is_file():
        model = read_json(words / "tokenizer.json")
    elif is_glm and (folder / _RANKS).is_file():
        model = _from_ranks(folder)
    else:
        raise ConversionRefused(f"{folder} holds no tokenizer.json")
    bpe = model.get("model", {})
    if bpe.get("type") != "BPE" or bpe.get("byte_fallback"):
        raise ConversionRefused(
            f"{folder}: only byte-level BPE is converted here, not {bpe.get('type')}"
            f"{' with byte fallback' if bpe.get('byte_fallback') else ''}: give --llama-cpp PATH"
        )
    config = _optional(words / "tokenizer_config.json")
    pieces, types = _pieces(model, size)
    known = {piece: number for number, piece in enumerate(pieces)}
    return Vocabulary(
        tuple(pieces),
        tuple(types),
        tuple(pair if isinstance(pair, str) else " ".join(pair) for pair in bpe["merges"]),
        pre or (_GLM if is_glm else _pre(model)),
        _ids(folder, config, known, is_glm),
        _adds_bos(model, config, is_glm),
        without_markers(chat_template(folder, adapter)),
        json.dumps(model, ensure_ascii=False),
    )


def without_markers(template: str) -> str:
    """A chat template without trl's generation markers, which other programs do not know.

    A block of the same extent that always holds takes their place, so that what they trim of
    the white space around them stays trimmed.
    """

    def stand_in(marker: re.Match[str]) -> str:
        left, is_end, right = marker.groups()
        return f"{{%{left} {'endif' if is_end else 'if true'} {right}%}}"

    return _MARKER.sub(stand_in, template)


def _optional(path: Path) -> dict[str, Any]:
    return read_json(path) if path.is_file() else {}


def _pieces(model: dict[str, Any], size: int) -> tuple[list[str], list[int]]:
    from gguf import TokenType

    vocabulary = dict(model["model"]["vocab"])
    types = dict.fromkeys(vocabulary.values(), TokenType.NORMAL)
    for added in model.get("added_tokens", []):
        vocabulary[added["content"]] = added["id"]
        types[added["id"]] = TokenType.CONTROL if added["special"] else TokenType.USER_DEFINED
    by_id = {number: piece for piece, number in vocabulary.items()}
    if by_id and max(by_id) >= size:
        raise ConversionRefused(
            f"the tokenizer has {max(by_id) + 1} tokens, the weights only {size}: "
            "they do not belong together"
        )
    pieces = [by_id.get(number, f"[PAD{number}]") for number in range(size)]
    return pieces, [int(types.get(number, TokenType.UNUSED)) for number in range(size)]


def _splitters(node: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    if node is None:
        return
    if node["type"] == "Sequence":
        for part in node["pretokenizers"]:
            yield from _splitters(part)
    else:
        yield node


def _pre(model: dict[str, Any]) -> str:
    steps = list(_splitters(model.get("pre_tokenizer")))
    patterns = [step["pattern"].get("Regex", "") for step in steps if step["type"] == "Split"]
    if len(patterns) == 1 and patterns[0] in _PRE_OF_SPLIT:
        return _PRE_OF_SPLIT[patterns[0]]
    kinds = [step["type"] for step in steps]
    if kinds == ["ByteLevel"] and steps[0].get("use_regex", True):
        return _GPT2
    raise ConversionRefused(
        f"the tokenizer splits text by {patterns or kinds}, which has no known name in llama.cpp: "
        "give --pre NAME (a name of its llama-vocab.cpp); the result is compared with the tokenizer"
    )


def _token(value: object) -> str:
    return value.get("content", "") if isinstance(value, dict) else str(value or "")


def _ids(
    folder: Path, config: dict[str, Any], known: dict[str, int], is_glm: bool
) -> dict[str, int]:
    """Which tokens begin, end, pad; GLM ends a turn where the next speaker would begin."""
    found = {
        meaning: known[_token(config.get(f"{meaning}_token"))]
        for meaning in ("bos", "eos", "pad", "unk")
        if _token(config.get(f"{meaning}_token")) in known
    }
    generation = _optional(folder / "generation_config.json") | {
        key: value
        for key, value in _optional(folder / "config.json").items()
        if key in ("bos_token_id", "eos_token_id") and value is not None
    }
    if "bos" not in found and isinstance(generation.get("bos_token_id"), int):
        found["bos"] = generation["bos_token_id"]
    if is_glm:
        found.pop("bos", None)
        for meaning, piece in (("eos", "<|endoftext|>"), ("eot", "<|user|>")):
            if piece in known:
                found[meaning] = known[piece]
        return found
    ends = generation.get("eos_token_id")
    ends = [ends] if isinstance(ends, int) else list(ends or [])
    if "eos" not in found and ends:
        found["eos"] = ends[0]
    for turn_end in ("<|eot_id|>", "<|im_end|>", "<|end|>"):
        if turn_end in known:
            found["eot"] = known[turn_end]
            break
    if "eos" not in found:
        raise ConversionRefused(f"{folder} does not say which token ends a text (eos_token)")
    return found


def _adds_bos(model: dict[str, Any], config: dict[str, Any], is_glm: bool) -> bool:
    if is_glm:
        return False
    if "add_bos_token" in config:
        return bool(config["add_bos_token"])
    # Llama 3's tokenizer.json puts it there by a post-processor.
    return "TemplateProcessing" in json.dumps(model.get("post_processor") or {})


def _template(folder: Path) -> str:
    file = folder / "chat_template.jinja"
    if file.is_file():
        return file.read_text(encoding="utf-8")
    template = _optional(folder / "tokenizer_config.json").get("chat_template") or ""
    if isinstance(template, list):
        named = {entry["name"]: entry["template"] for entry in template}
        return str(named.get("default", ""))
    return str(template)


def _from_ranks(folder: Path) -> dict[str, Any]:
    """GLM-4's `tokenizer.model` (a line: base64 of the bytes, the rank) as a tokenizer.json."""
    path = folder / _RANKS
    ranks: dict[bytes, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        data, _, place = line.partition(" ")
        try:
            ranks[base64.b64decode(data, validate=True)] = int(place)
        except ValueError:
            raise ConversionRefused(f"{path}, line {number}: no token and rank") from None
    spelling = _byte_spelling()

    def spell(data: bytes) -> str:
        return "".join(spelling[byte] for byte in data)

    merges = []
    for token, rank in ranks.items():
        if len(token) > 1:
            parts = split_at(ranks, token, rank)
            if len(parts) == 2:
                merges.append((rank, [spell(part) for part in parts]))
    added = read_json(folder / "tokenizer_config.json").get("added_tokens_decoder", {})
    tokens = [
        {"id": int(number), "content": token["content"], "special": token.get("special", True),
         "single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
        for number, token in added.items()
    ]  # fmt: skip
    return {
        "version": "1.0", "truncation": None, "padding": None, "normalizer": None,
        "post_processor": None, "added_tokens": tokens,
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": SPLIT_THREE_DIGITS}, "behavior": "Isolated",
             "invert": False},
            {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True,
             "use_regex": False},
        ]},
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True,
                    "use_regex": True},
        "model": {"type": "BPE", "dropout": None, "unk_token": None,
                  "continuing_subword_prefix": None, "end_of_word_suffix": None,
                  "fuse_unk": False, "byte_fallback": False, "ignore_merges": True,
                  "vocab": {spell(token): rank for token, rank in ranks.items()},
                  "merges": [pair for _, pair in sorted(merges)]},
    }  # fmt: skip


def split_at(ranks: dict[bytes, int], token: bytes, below: int) -> list[bytes]:
    """What the merges with a rank under `below` make of a token's bytes: two parts, for a token
    that a merge makes."""
    parts = [token[at : at + 1] for at in range(len(token))]
    while True:
        pairs = [
            (rank, at)
            for at in range(len(parts) - 1)
            if (rank := ranks.get(parts[at] + parts[at + 1], below)) < below
        ]
        if not pairs:
            return parts
        _, at = min(pairs)
        parts[at : at + 2] = [parts[at] + parts[at + 1]]


def _byte_spelling() -> dict[int, str]:
    """GPT-2's printable character for each byte: itself where it prints, else from 256 on."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in plain]
    return {byte: chr(byte) for byte in plain} | {
        byte: chr(256 + place) for place, byte in enumerate(others)
    }
