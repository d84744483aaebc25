# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Packs samples into rows of one length; attention stays inside each sample."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from longwriter_training.special import PAD_ID

if TYPE_CHECKING:
    import numpy as np

    from longwriter_training.loop import Batch


@dataclass(frozen=True)
class Samples:
    """Samples end to end. tokens and loss (N,), starts (samples + 1,)."""

    tokens: "np.ndarray"
    loss: "np.ndarray"
    starts: "np.ndarray"

    def __len__(self) -> int:
        return len(self.starts) - 1

    def length(self, index: int) -> int:
        """Tokens of one sample."""
        return int(self.starts[index + 1] - self.starts[index])


def load_samples(path: Path) -> Samples:
    """Read what ``sft_data`` wrote."""
    import numpy as np

    with np.load(path) as stored:
        starts = np.concatenate([[0], np.cumsum(stored["lengths"], dtype=np.int64)])
        return Samples(stored["tokens"], stored["loss"], starts)


def pack(
    lengths: Sequence[int], order: Sequence[int], room: int, open_rows: int = 32
) -> list[list[int]]:
    """Best fit: rows of sample indices, each of at most ``room`` tokens.

    A sample goes to the open row it fills best; only ``open_rows`` are kept open, so rows
    stay close to ``order``. Longer samples are left out, never cut.
    """
    rows: list[list[int]] = []
    left: dict[int, int] = {}
    for index in order:
        length = lengths[index]
        if length > room:
            continue
        fitting = [row for row, space in left.items() if space >= length]
        if fitting:
            row = min(fitting, key=left.__getitem__)
        else:
            if len(left) >= open_rows:
                del left[min(left, key=left.__getitem__)]
            row = len(rows)
            rows.append([])
            left[row] = room
        rows[row].append(index)
        left[row] -= length
    return rows


def bucket(
    lengths: Sequence[int], order: Sequence[int], rooms: Sequence[int]
) -> list[tuple[int, list[list[int]]]]:
    """(row length, rows) micro-batches of one sample a row, about ``max(rooms)`` tokens each.

    Every sample goes to the shortest row length that holds it; a micro-batch is given out when
    it is full, so they stay close to ``order``. Longer samples are left out, never cut.
    """
    waiting: dict[int, list[list[int]]] = {room: [] for room in sorted(rooms)}
    result: list[tuple[int, list[list[int]]]] = []
    for index in order:
        room = next((room for room in waiting if room >= lengths[index]), None)
        if room is None:
            continue
        waiting[room].append([index])
        if len(waiting[room]) >= max(rooms) // room:
            result.append((room, waiting[room]))
            waiting[room] = []
    return result


def build(
    samples: Samples, rows: Sequence[Sequence[int]], length: int, packed: bool = True,
    by_sample: bool = False,
) -> "Batch":  # fmt: skip
    """One batch: tokens, targets, positions from 0 in each sample, block mask.

    ``packed=False`` is for rows of one sample: these need neither positions nor mask.
    ``by_sample`` lets every sample count the same, however long: the mean of samples' means.

    The last token of a sample predicts nothing; padding is a text of its own.
    """
    import numpy as np
    import torch

    from longwriter_training.loop import Batch
    from longwriter_training.model import document_mask

    tokens = np.full((len(rows), length), PAD_ID, dtype=np.int64)
    targets = np.full((len(rows), length), -100, dtype=np.int64)
    positions = np.zeros((len(rows), length), dtype=np.int64)
    documents = np.full((len(rows), length), -1, dtype=np.int64)
    weights = np.zeros((len(rows), length), dtype=np.float32)
    for row, members in enumerate(rows):
        at = 0
        for number, index in enumerate(members):
            start, end = samples.starts[index], samples.starts[index + 1]
            size = int(end - start)
            text = samples.tokens[start:end].astype(np.int64)
            tokens[row, at : at + size] = text
            counted = samples.loss[start + 1 : end] == 1
            targets[row, at : at + size - 1] = np.where(counted, text[1:], -100)
            weights[row, at : at + size - 1] = counted / max(1, counted.sum())
            positions[row, at : at + size] = np.arange(size)
            documents[row, at : at + size] = number
            at += size
        positions[row, at:] = np.arange(length - at)
    ids, wanted = torch.from_numpy(tokens), torch.from_numpy(targets)
    weighed = torch.from_numpy(weights) if by_sample else None
    if not packed:
        return Batch(ids, wanted, weights=weighed)
    mask = document_mask(torch.from_numpy(documents))
    return Batch(ids, wanted, torch.from_numpy(positions), mask, weighed)
