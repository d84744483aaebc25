# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The servers that the writer has named, in `endpoints.toml`; their keys are not in it."""

import tomllib
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import tomli_w

from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.storage.atomic import file_problem, write_atomic

ENDPOINTS_NAME = "endpoints.toml"
_ASIDE = "endpoints-before.toml"
_TABLE = "endpoint"
_KINDS = {field.name: type(getattr(Endpoint("", "", ""), field.name)) for field in fields(Endpoint)}


class EndpointsFile:
    """`EndpointStore` in the data folder. A file that cannot be read is copied aside before it
    is written over."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / ENDPOINTS_NAME
        self._is_whole = True

    def read(self) -> tuple[Endpoint, ...]:
        """The servers in the file; a row with a mistake is left out."""
        try:
            content = tomllib.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            self._is_whole = False
            return ()
        rows = content.get(_TABLE, [])
        found = [_endpoint(row) for row in rows] if isinstance(rows, list) else [None]
        self._is_whole = None not in found
        by_id = {endpoint.id: endpoint for endpoint in found if endpoint is not None}
        return tuple(by_id.values())

    def write(self, endpoints: Sequence[Endpoint]) -> None:
        """Keep these and no others.

        Raises:
            EnvironmentProblem: `cannot_write`, `disk_full`; the old file is as it was.
        """
        if not self._is_whole and self.path.is_file():
            try:
                write_atomic(self.path.with_name(_ASIDE), self.path.read_bytes())
            except OSError as error:
                raise file_problem(error, self.path) from error
            self._is_whole = True
        content = {_TABLE: [asdict(endpoint) for endpoint in endpoints]}
        write_atomic(self.path, tomli_w.dumps(content).encode())


def _endpoint(row: Any) -> Endpoint | None:
    if not isinstance(row, dict):
        return None
    known = {name: value for name, value in row.items() if name in _KINDS}
    if any(type(value) is not _KINDS[name] for name, value in known.items()):
        return None
    if not known.get("id") or "name" not in known or "base_url" not in known:
        return None
    if not 1 <= known.get("takes_at_once", 1) <= 8 or known.get("context_tokens", 0) < 0:
        return None
    return Endpoint(**known)
