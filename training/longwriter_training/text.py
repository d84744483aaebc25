# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Turns tokens back into text, and draws samples, without the tokenizers package."""

import json
from collections.abc import Sequence
from pathlib import Path

import torch

from longwriter_training.model import Llama
from longwriter_training.special import END_ID, SPECIAL


def _byte_of_character() -> dict[str, int]:
    """The byte-level alphabet: printable bytes stand for themselves, the others from U+0100 on."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table = {chr(byte): byte for byte in plain}
    others = (byte for byte in range(256) if byte not in set(plain))
    return table | {chr(256 + index): byte for index, byte in enumerate(others)}


class TokenText:
    """Token ids to text, read from tokenizer.json."""

    def __init__(self, path: Path) -> None:
        vocabulary: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
        alphabet = _byte_of_character()
        self.pieces: dict[int, bytes] = {}
        for piece, token in vocabulary.items():
            if piece in SPECIAL:
                self.pieces[token] = piece.encode()
            else:
                self.pieces[token] = bytes(alphabet[character] for character in piece)

    def decode(self, tokens: Sequence[int]) -> str:
        """Text of ``tokens``; bytes that are no UTF-8 become U+FFFD."""
        return b"".join(self.pieces[token] for token in tokens).decode("utf-8", errors="replace")


@torch.no_grad()
def sample(
    model: Llama, prompt: Sequence[int], limit: int, temperature: float = 0.8, seed: int = 0
) -> list[int]:
    """Up to ``limit`` new tokens after ``prompt``, top-p 0.9; stops before ``<|end|>``."""
    device = model.model.embed_tokens.weight.device
    generator = torch.Generator(device="cpu").manual_seed(seed)
    tokens = list(prompt)
    for _ in range(limit):
        window = torch.tensor([tokens[-model.config.context :]], device=device)
        logits = model(window)[0, -1].float().cpu() / temperature
        values, order = logits.softmax(-1).sort(descending=True)
        values[values.cumsum(0) - values > 0.9] = 0.0
        chosen = int(order[torch.multinomial(values, 1, generator=generator)])
        if chosen == END_ID:
            break
        tokens.append(chosen)
    return tokens[len(prompt) :]
