# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Asking servers without loading the client's library before somebody does."""

from functools import cached_property
from typing import TYPE_CHECKING

from longwriter_desktop.domain.endpoint import ConnectionReport, Endpoint, ServerModel
from longwriter_desktop.engine.remote_pauses import Pauses

if TYPE_CHECKING:
    from longwriter_desktop.engine.remote_probe import ServerProbe


class LazyProbe:
    """`Endpoints`, as `engine.remote_probe.ServerProbe` has them."""

    def __init__(self, pauses: Pauses | None = None) -> None:
        self._pauses = pauses or Pauses()

    @cached_property
    def _probe(self) -> "ServerProbe":
        from longwriter_desktop.engine.remote_probe import ServerProbe

        return ServerProbe(pauses=self._pauses)

    def models(self, endpoint: Endpoint, key: str) -> tuple[ServerModel, ...]:
        return self._probe.models(endpoint, key)

    def test(self, endpoint: Endpoint, key: str) -> ConnectionReport:
        return self._probe.test(endpoint, key)

    def cancel(self) -> None:
        if "_probe" in vars(self):
            self._probe.cancel()
