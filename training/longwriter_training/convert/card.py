# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What goes beside an exported model: its card, and its entry for the app's catalogue."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from longwriter_training import manifest
from longwriter_training.convert.architectures import Shape

_ORDER = ("data_agentwrite", "data_books", "data_library", "sft_trl", "pairs", "dpo_trl")
_GLM_STOPS = ["<|user|>", "<|observation|>"]


@dataclass(frozen=True)
class Made:
    """An exported model. `files` are (path, quantisation); `parameters` counts its weights."""

    name: str
    licence: str
    repository: str
    languages: tuple[str, ...]
    shape: Shape
    parameters: int
    files: tuple[tuple[Path, str], ...]


def identifier(name: str) -> str:
    """A name in small letters, digits, dots and hyphens."""
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.") or "model"


def catalogue_entry(made: Made) -> str:
    """The model as the app's `catalogue.toml` has one."""
    import tomli_w

    shape = made.shape
    entry: dict[str, Any] = {
        "id": identifier(made.name),
        "name": made.name,
        "repository": made.repository,
        "licence": made.licence,
        "languages": list(made.languages),
        "parameters": made.parameters,
        "context": shape.context,
        "purposes": ["write"],
        "stop": _GLM_STOPS if shape.architecture == "chatglm" else [],
        "summary": {"en": f"{made.name}, tuned to write long texts."},
        "shape": {
            "layers": shape.layers, "width": shape.dim, "heads": shape.heads,
            "heads_kv": shape.kv_heads, "head_size": shape.head_dim, "feed_forward": shape.ff,
            "vocabulary": shape.vocabulary,
        },
        "file": [
            {"name": path.name, "quantisation": kind, "size": path.stat().st_size,
             "sha256": _sha256(path)}
            for path, kind in made.files
        ],
    }  # fmt: skip
    return tomli_w.dumps({"model": [entry]})


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def card(made: Made, run: Path | None) -> str:
    """The model card, in Markdown: the files, and what each finished stage of the run says."""
    shape = made.shape
    rows = [
        ("Architecture", f"{shape.architecture}, {shape.layers} layers of {shape.dim}"),
        ("Weights", f"{made.parameters:,}"),
        ("Context", f"{shape.context:,} tokens"),
        ("Licence", made.licence or "not stated"),
        ("Languages", ", ".join(made.languages)),
        *((path.name, f"{kind}, {path.stat().st_size:,} bytes") for path, kind in made.files),
    ]
    parts = [f"# {made.name}", _table(rows)]
    if run is not None:
        parts += ["## How it was made", *_stages(run)]
        parts += [_evaluation(place) for place in sorted(run.glob("evaluate/*"))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(rows: Sequence[tuple[str, str]]) -> str:
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)])


def _stages(run: Path) -> Iterator[str]:
    for name in _ORDER:
        if (run / name / manifest.NAME).is_file():
            told = manifest.require(run / name, name)
            values = {**_settings(told["settings"], name), **_plain(told["facts"])}
            rows = [(key.replace("_", " "), _shown(value)) for key, value in values.items()]
            yield f"### {name}\n\n{_table(rows)}"


def _settings(settings: Mapping[str, Any], stage: str) -> dict[str, Any]:
    """What was chosen: of a training stage the base and its own section, else everything."""
    own = settings.get(stage.removesuffix("_trl"))
    if not isinstance(own, dict):
        return _plain(settings)
    return {"base": Path(settings["base"]["model"]).name} | _plain(own)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Single values, and tables of counts; paths by their last part."""
    return {
        key: Path(value).name if isinstance(value, str) and "/" in value else value
        for key, value in values.items()
        if isinstance(value, str | int | float | dict) and value != ""
    }


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(one)}" for key, one in value.items()) or "none"
    if isinstance(value, float):
        return f"{value:,.4g}"
    return f"{value:,}" if type(value) is int else str(value)


def _evaluation(place: Path) -> str:
    """The table of a finished evaluation."""
    path = place / manifest.NAME
    if not path.is_file() or not (place / "table.md").is_file():
        return ""
    settings = json.loads(path.read_text(encoding="utf-8"))["settings"]
    table = (place / "table.md").read_text(encoding="utf-8").strip()
    return f"## Measured: {place.name}\n\n{_table([*_plain(settings).items()])}\n\n{table}"
