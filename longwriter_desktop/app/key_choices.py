# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Changed shortcuts as the setting `keys.changed` holds them: "name=keys; keys" a line."""

from collections.abc import Mapping

Keys = tuple[str, ...]


def read_keys(text: str) -> dict[str, Keys]:
    """Keys by name; a name without keys has none. Lines of another form are left out."""
    found = {}
    for line in text.splitlines():
        name, separator, keys = line.partition("=")
        if separator and name.strip():
            parts = (part.strip() for part in keys.split("; "))
            found[name.strip()] = tuple(part for part in parts if part)
    return found


def write_keys(chosen: Mapping[str, Keys]) -> str:
    """The text that `read_keys` reads."""
    return "\n".join(f"{name}={'; '.join(keys)}" for name, keys in chosen.items())
