# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The memory that `export_hf` takes, from a checkpoint to files that the app has written with.

`python -m tests.bench export`, where `training[full]` is installed: a random Llama of 1.1 billion
weights in shards of 0.8 GB, about 6 GB of disk in the folder of temporary files. The command runs
in a process of its own, the app's worker in another; both are looked at every 20 ms. Linux counts
the pages of mapped files with a process, though they go when the memory is wanted; so what could
not go is told beside it.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.bench.figures import Figure

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))
from tests.training.library import book

LAYERS, WIDTH, FEED_FORWARD, HEADS, HEADS_KV, VOCABULARY = 22, 2_048, 5_632, 32, 4, 32_000
SHARD = 800_000_000  # bytes, at most
_SPREAD = 0.02  # standard deviation of the weights
_EVERY = 0.02  # seconds
_GOAL_SHARES, _GOAL_MORE = 1.3, 2_000_000_000  # times the largest shard; bytes
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Taken:
    """Bytes: of the command and of the worker, mapped files with them, and what both together hold
    without those."""

    command: int = 0
    worker: int = 0
    alone: int = 0

    def most(self, other: "Taken") -> "Taken":
        """The larger of each."""
        return Taken(
            max(self.command, other.command), max(self.worker, other.worker),
            max(self.alone, other.alone),
        )  # fmt: skip


def run() -> list[Figure]:
    """Measure the export without the source beside it, and with it."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "source"
        largest = _checkpoint(source)
        goal = (_GOAL_SHARES * largest + _GOAL_MORE) / _MEGABYTE
        small = ("--quantise", "Q4_K_M")
        plain = _exported(source, Path(name) / "model.gguf", "--no-compare", *small)
        beside = _exported(source, Path(name) / "model.gguf", "--compare")
    note = f"(the largest shard has {largest / _MEGABYTE:,.0f} MB)"
    figures = (
        ("export, 1.1B weights to f16 and Q4_K_M, the command's memory", plain.command, goal, note),
        ("... of the app's worker beside it", plain.worker, None, ""),
        ("... of both, without mapped files", plain.alone, goal, ""),
        ("... of both to f16 alone, with the source run beside it", beside.alone, None, ""),
    )
    return [
        Figure(name, value / _MEGABYTE, "MB", limit, "lower", more)
        for name, value, limit, more in figures
    ]


def _exported(source: Path, output: Path, *more: str) -> Taken:
    words = [
        "-m", "longwriter_training.export_hf", "--source", str(source), "--output", str(output),
        *more,
    ]  # fmt: skip
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_NUM_THREADS": "1"}
    peak = Taken()
    with subprocess.Popen(
        [sys.executable, *words], env=os.environ | paths, stdout=sys.stderr
    ) as child:
        while child.poll() is None:
            peak = peak.most(_now(psutil.Process(child.pid)))
            time.sleep(_EVERY)
    if child.returncode:
        raise RuntimeError(f"export_hf ended with code {child.returncode}")
    for path in output.parent.glob("model*"):
        path.unlink()
    return peak


def _now(command: psutil.Process) -> Taken:
    """What the two have taken at most till now, and what both hold alone at this moment."""
    try:
        others = command.children(recursive=True)
        held = [one.memory_info() for one in (command, *others)]
        most = [_most_resident(one.pid) for one in (command, *others)]
    except (psutil.Error, OSError):  # one of them ended just now
        return Taken()
    return Taken(most[0], sum(most[1:]), sum(one.rss - one.shared for one in held))


def _most_resident(pid: int) -> int:
    """Linux's own peak of a process, which misses nothing between two looks."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    found = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
    return int(found[0]) * 1024 if found else 0


def _checkpoint(folder: Path) -> int:
    """Write the shards one after another; the bytes of the largest."""
    import torch
    from safetensors.torch import save_file

    from longwriter_training import tiny_base

    torch.set_num_threads(1)
    texts = (chapter["text"] for seed in range(3) for chapter in book(seed)["chapters"])
    tiny_base.write(folder, texts, 1)
    for path in folder.glob("*.safetensors"):
        path.unlink()
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    changed = {
        "num_hidden_layers": LAYERS, "hidden_size": WIDTH, "intermediate_size": FEED_FORWARD,
        "num_attention_heads": HEADS, "num_key_value_heads": HEADS_KV, "vocab_size": VOCABULARY,
        "head_dim": WIDTH // HEADS, "tie_word_embeddings": False, "dtype": "bfloat16",
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config | changed), encoding="utf-8")
    places, sizes = {}, []
    for number, shard in enumerate(_shards()):
        name = f"model-{number}.safetensors"
        tensors = {
            one: torch.ones(shape, dtype=torch.bfloat16) if len(shape) == 1
            else torch.empty(shape, dtype=torch.bfloat16).normal_(0.0, _SPREAD)
            for one, shape in shard.items()
        }  # fmt: skip
        save_file(tensors, folder / name, {"format": "pt"})
        places |= dict.fromkeys(shard, name)
        sizes.append((folder / name).stat().st_size)
    index = {"metadata": {"total_size": sum(sizes)}, "weight_map": places}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")
    return max(sizes)


def _shards() -> Iterator[dict[str, tuple[int, ...]]]:
    """The names and shapes in each file."""
    shard: dict[str, tuple[int, ...]] = {}
    held = 0
    for name, shape in _shapes():
        size = 2 * shape[0] * (shape[1] if len(shape) > 1 else 1)
        if held + size > SHARD:
            yield shard
            shard, held = {}, 0
        shard[name] = shape
        held += size
    yield shard


def _shapes() -> Iterator[tuple[str, tuple[int, ...]]]:
    keys = WIDTH // HEADS * HEADS_KV
    yield "model.embed_tokens.weight", (VOCABULARY, WIDTH)
    for layer in range(LAYERS):
        parts = {
            "self_attn.q_proj": (WIDTH, WIDTH), "self_attn.k_proj": (keys, WIDTH),
            "self_attn.v_proj": (keys, WIDTH), "self_attn.o_proj": (WIDTH, WIDTH),
            "mlp.gate_proj": (FEED_FORWARD, WIDTH), "mlp.up_proj": (FEED_FORWARD, WIDTH),
            "mlp.down_proj": (WIDTH, FEED_FORWARD), "input_layernorm": (WIDTH,),
            "post_attention_layernorm": (WIDTH,),
        }  # fmt: skip
        yield from ((f"model.layers.{layer}.{name}.weight", shape) for name, shape in parts.items())
    yield "model.norm.weight", (WIDTH,)
    yield "lm_head.weight", (VOCABULARY, WIDTH)
