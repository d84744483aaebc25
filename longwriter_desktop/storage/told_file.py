# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a model was told of a plan, beside the state that it was told in; as JSON."""

import json
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from longwriter_desktop.domain.outline import ContextChoice, ItemKind, Outline, OutlineItem
from longwriter_desktop.domain.told import Told, Turn

_VERSION = 2


def encode(told: Told) -> bytes:
    """A conversation about a plan as bytes for `decode`."""
    value = {
        "version": _VERSION,
        "plan": [asdict(item) for item in told.plan],
        "turns": {id_: asdict(turn) for id_, turn in told.turns.items()},
        "earlier": [[id_, text, asdict(turn)] for (id_, text), turn in told.earlier.items()],
    }
    return json.dumps(value, ensure_ascii=False).encode()


def decode(data: bytes) -> Told | None:
    """What `encode` was given; None for bytes of another version, or damaged ones."""
    try:
        value = json.loads(data)
        if value["version"] != _VERSION:
            return None
        return Told(
            _outline(value["plan"]),
            MappingProxyType({id_: _turn(turn) for id_, turn in value["turns"].items()}),
            MappingProxyType({(id_, text): _turn(turn) for id_, text, turn in value["earlier"]}),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _outline(items: list[dict[str, object]]) -> Outline:
    return Outline(tuple(_item(dict(item)) for item in items))


def _item(fields: dict[str, object]) -> OutlineItem:
    kind, context = ItemKind(str(fields["kind"])), ContextChoice(str(fields["context"]))
    return OutlineItem(**{**fields, "kind": kind, "context": context})  # type: ignore[arg-type]


def _turn(fields: dict[str, Any]) -> Turn:
    told = tuple(_item(dict(item)) for item in fields["told"])
    removed = tuple(str(id_) for id_ in fields["removed"])
    # Not in files of before it was told; a reader of those passes it over, and tells a moved
    # plan anew.
    order = tuple(str(id_) for id_ in fields.get("order", ()))
    return Turn(str(fields["words"]), told, removed, order)
