# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a model was told of a plan, beside the state that it was told in; as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType

from longwriter_desktop.domain.outline import ContextChoice, ItemKind, Outline, OutlineItem
from longwriter_desktop.domain.told import Told

_VERSION = 1


def encode(told: Told) -> bytes:
    """A conversation about a plan as bytes for `decode`."""
    value = {
        "version": _VERSION,
        "plan": [asdict(item) for item in told.plan],
        "latest": [asdict(item) for item in told.latest],
        "turns": dict(told.turns),
        "changes": dict(told.changes),
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
            _outline(value["latest"]),
            _texts(value["turns"]),
            _texts(value["changes"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _outline(items: list[dict[str, object]]) -> Outline:
    return Outline(tuple(_item(dict(item)) for item in items))


def _item(fields: dict[str, object]) -> OutlineItem:
    kind, context = ItemKind(str(fields["kind"])), ContextChoice(str(fields["context"]))
    return OutlineItem(**{**fields, "kind": kind, "context": context})  # type: ignore[arg-type]


def _texts(texts: dict[str, object]) -> Mapping[str, str]:
    return MappingProxyType({key: str(text) for key, text in texts.items()})
