# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Reads a Hugging Face checkpoint folder tensor by tensor, a LoRA adapter merged on the way."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from longwriter_training.problems import Refused

if TYPE_CHECKING:
    from torch import Tensor

_INDEX = "model.safetensors.index.json"
_WHOLE = "model.safetensors"
_ADAPTER = "adapter_model.safetensors"
_ADAPTER_CONFIG = "adapter_config.json"
_ADAPTER_PREFIX = "base_model.model."


class ConversionRefused(Refused):
    """The checkpoint cannot be converted; the message names what is in the way, and a way out."""


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object of a checkpoint.

    Raises:
        ConversionRefused: the file is not there, or no JSON object.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConversionRefused(f"{path.parent} holds no {path.name}") from None
    except ValueError as error:
        raise ConversionRefused(f"{path} is damaged: {error}") from error
    if not isinstance(value, dict):
        raise ConversionRefused(f"{path} holds no JSON object")
    return value


def is_adapter(folder: Path) -> bool:
    """Whether a folder holds an adapter of peft's and no model."""
    return (folder / _ADAPTER_CONFIG).is_file() and not (folder / "config.json").is_file()


def base_and_adapter(source: Path, adapter: Path | None) -> tuple[Path, Path | None]:
    """The folders of a checkpoint and of the adapter that is merged into it. Where `source` is the
    adapter's, it tells the base: a folder, or a model of the Hub that was fetched before.

    Raises:
        ConversionRefused: that base is not here.
    """
    if adapter is not None or not is_adapter(source):
        return source, adapter
    name = str(read_json(source / _ADAPTER_CONFIG).get("base_model_name_or_path") or "")
    base = Path(name) if (Path(name) / "config.json").is_file() else _fetched(name)
    if base is None:
        raise ConversionRefused(
            f"{source} is an adapter, and its base ({name or 'of no name'}) is not here: "
            f"give the folder of that model with --source, and --adapter {source}"
        )
    return base, source


def _fetched(name: str) -> Path | None:
    """The folder of a model of the Hub in the cache; None where it has none."""
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        config = try_to_load_from_cache(name, "config.json")
    except HFValidationError:  # a path
        return None
    return Path(config).parent if isinstance(config, str) else None


class _Shards:
    """The tensors of safetensors files. A file is mapped only while one of them is read, so that
    of a checkpoint larger than the memory no more than a tensor is in it."""

    def __init__(self, files: dict[str, Path]) -> None:
        self._files = files
        self.shapes: dict[str, tuple[int, ...]] = {}
        for path in dict.fromkeys(files.values()):
            wanted = [name for name, file in files.items() if file == path]
            with _opened(path) as shard:
                held = set(shard.keys())
                for name in wanted:
                    if name not in held:
                        raise ConversionRefused(f"{path} holds no {name}, which its index names")
                    self.shapes[name] = tuple(shard.get_slice(name).get_shape())

    def read(self, name: str) -> "Tensor":
        with _opened(self._files[name]) as shard:
            return shard.get_tensor(name)


def _opened(path: Path) -> Any:
    from safetensors import SafetensorError, safe_open

    try:
        return safe_open(path, framework="pt")
    except FileNotFoundError:
        raise ConversionRefused(f"{path} is missing: fetch it again") from None
    except SafetensorError as error:
        raise ConversionRefused(f"{path} is damaged or cut off: {error}") from error


def _all_in(path: Path) -> dict[str, Path]:
    with _opened(path) as shard:
        return dict.fromkeys(shard.keys(), path)


def _files(folder: Path) -> dict[str, Path]:
    """Tensor name -> file, file after file."""
    if (folder / _INDEX).is_file():
        names = read_json(folder / _INDEX).get("weight_map", {})
        return {name: folder / names[name] for name in sorted(names, key=names.__getitem__)}
    if (folder / _WHOLE).is_file():
        return _all_in(folder / _WHOLE)
    raise ConversionRefused(f"{folder} holds neither {_WHOLE} nor {_INDEX}")


class Checkpoint:
    """A checkpoint folder. `tensor` reads one tensor; none is kept."""

    def __init__(self, folder: Path, adapter: Path | None = None) -> None:
        self.folder = folder
        self.config = read_json(folder / "config.json")
        self._shards = _Shards(_files(folder))
        self._adapter = _Adapter(adapter) if adapter is not None else None
        if self._adapter is not None:
            self._adapter.refuse_strangers(self._shards.shapes)

    @property
    def names(self) -> list[str]:
        """The names of all tensors, those of a file together."""
        return list(self._shards.shapes)

    def shape(self, name: str) -> tuple[int, ...]:
        """A tensor's shape, without reading it."""
        return self._shards.shapes[name]

    def tensor(self, name: str) -> "Tensor":
        """One tensor, the adapter merged into it."""
        weight = self._shards.read(name)
        return self._adapter.merged(name, weight) if self._adapter is not None else weight


class _Adapter:
    """A LoRA adapter of peft: W + B A * alpha / r (or / sqrt(r) where it says so)."""

    def __init__(self, folder: Path) -> None:
        config = read_json(folder / _ADAPTER_CONFIG)
        if config.get("peft_type") != "LORA" or config.get("use_dora"):
            kind = "DoRA" if config.get("use_dora") else config.get("peft_type")
            raise ConversionRefused(
                f"{folder} is a {kind} adapter: merge it with peft's merge_and_unload first"
            )
        for pattern in ("rank_pattern", "alpha_pattern"):
            if config.get(pattern):
                raise ConversionRefused(
                    f"{folder} has a {pattern}: merge it with peft's merge_and_unload first"
                )
        rank = float(config["r"])
        self.scale = config["lora_alpha"] / (rank**0.5 if config.get("use_rslora") else rank)
        self.is_turned = bool(config.get("fan_in_fan_out"))
        self._shards = _Shards(_all_in(folder / _ADAPTER))
        self._folder = folder

    def _read(self, name: str) -> "Tensor | None":
        key = _ADAPTER_PREFIX + name
        return self._shards.read(key) if key in self._shards.shapes else None

    def merged(self, name: str, weight: "Tensor") -> "Tensor":
        """A weight with what the adapter has learnt, in the weight's own type."""
        whole = self._read(name)
        if whole is not None:  # trained as a whole (`modules_to_save`)
            return whole.to(weight.dtype)
        stem = name.removesuffix(".weight")
        down = self._read(f"{stem}.lora_A.weight")
        up = self._read(f"{stem}.lora_B.weight")
        if down is None or up is None:
            return weight
        change = (up.float() @ down.float()) * self.scale
        change = change.T if self.is_turned else change
        return (weight.float() + change).to(weight.dtype)

    def refuse_strangers(self, known: dict[str, tuple[int, ...]]) -> None:
        """Refuse an adapter that was made for other weights: part of it would be left out."""
        for key in self._shards.shapes:
            name = key.removeprefix(_ADAPTER_PREFIX)
            for ending in (".lora_A.weight", ".lora_B.weight"):
                name = name.replace(ending, ".weight")
            if name not in known:
                raise ConversionRefused(
                    f"{self._folder} changes {name}, which the checkpoint does not have: "
                    "it belongs to another model"
                )
