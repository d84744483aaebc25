# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The proxies that connections of this program may go through."""

import urllib.request

_KINDS = ("http", "https", "all")


def proxy_addresses() -> tuple[str, ...]:
    """Addresses of the proxies that the environment names, or the system's settings where those
    count as such (Windows, macOS): what the clients of the Hub and of model servers go by."""
    named = urllib.request.getproxies()
    if "*" in (name.strip() for name in named.get("no", "").split(",")):
        return ()
    found = [named[kind] for kind in _KINDS if named.get(kind)]
    return tuple(address if "://" in address else f"http://{address}" for address in found)
