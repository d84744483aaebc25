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

from longwriter_desktop.models.fit import shape_of
from longwriter_desktop.models.header import Header
from longwriter_training import manifest

_ORDER = ("data_agentwrite", "data_books", "data_library", "sft_trl", "pairs", "dpo_trl")
_GLM_STOPS = ["<|user|>", "<|observation|>"]


@dataclass(frozen=True)
class Made:
    """An exported model. `files` are (path, quantisation), `header` is that of one of them."""

    name: str
    licence: str
    repository: str
    languages: tuple[str, ...]
    header: Header
    files: tuple[tuple[Path, str], ...]


def identifier(name: str) -> str:
    """A name in small letters, digits, dots and hyphens."""
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.") or "model"


def catalogue_entry(made: Made) -> str:
    """The model as the app's `catalogue.toml` has one."""
    import tomli_w

    shape = _shape(made.header)
    entry: dict[str, Any] = {
        "id": identifier(made.name),
        "name": made.name,
        "repository": made.repository,
        "licence": made.licence,
        "languages": list(made.languages),
        "parameters": made.header.parameters,
        "context": made.header.number("context_length"),
        "purposes": ["write"],
        "stop": _GLM_STOPS if made.header.architecture == "chatglm" else [],
        "summary": {"en": f"{made.name}, tuned to write long texts."},
        **({"shape": shape} if all(shape.values()) else {}),  # heads of several sizes have no size
        "file": [
            {"name": path.name, "quantisation": kind, "size": path.stat().st_size,
             "sha256": _sha256(path)}
            for path, kind in made.files
        ],
    }  # fmt: skip
    return tomli_w.dumps({"model": [entry]})


def _shape(header: Header) -> dict[str, int]:
    """The sizes that the app's forecast takes, as the catalogue names them."""
    shape = shape_of(header)
    heads = header.each_layer("attention.head_count_kv", shape.layers)
    return {
        "layers": shape.layers, "width": shape.width, "heads": shape.heads,
        "heads_kv": max(heads, default=0) or shape.heads, "head_size": shape.head_size,
        "feed_forward": shape.feed_forward, "vocabulary": shape.vocabulary,
    }  # fmt: skip


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def card(made: Made, run: Path | None) -> str:
    """The model card, in Markdown: the files, and what each finished stage of the run says."""
    header, shape = made.header, _shape(made.header)
    rows = [
        ("Architecture", f"{header.architecture}, {shape['layers']} layers of {shape['width']}"),
        ("Weights", f"{header.parameters:,}"),
        ("Context", f"{header.number('context_length'):,} tokens"),
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
    lines = [f"| {_cell(name)} | {_cell(value)} |" for name, value in rows]
    return "\n".join(["| | |", "|---|---|", *lines])


def _cell(value: object) -> str:
    """In one line, whatever stands in a file's name or a setting."""
    return " ".join(str(value).split()).replace("|", "\\|")


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
