# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What is asked of the Hub, through `huggingface_hub`, and what its answers mean.

Nothing here raises what a server or a network can do wrong: it is returned as `Trouble`, with
whether trying again may help.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.models.hub_cache import Blob
from longwriter_desktop.models.hub_listing import Entry

USUAL_ENDPOINT = "https://huggingface.co"
Chunk = tuple[int, bytes]  # where it begins in the file, and what is there

_COMMIT = re.compile(r"[0-9a-f]{40}")
_ETAG = re.compile(r"[A-Za-z0-9_-]{8,128}")
_LIMIT_RESETS = re.compile(r"\bt\s*=\s*(\d+)")
# What the library raises where a list of files is not in the form that it reads without a look.
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
_MAY_PASS = frozenset({408, 429, 500, 502, 503, 504})


@dataclass(frozen=True)
class Trouble:
    """Why nothing came. `wait_seconds`: how long the server asks to be left alone."""

    problem: EnvironmentProblem
    may_pass: bool = False
    wait_seconds: float | None = None


def library() -> ModuleType:
    """`huggingface_hub`, without its telemetry and without Xet.

    Xet's client writes a file's parts in any order and `huggingface_hub` deletes what it has of
    a file when it is interrupted, so what came could not be kept; plain requests for a part of
    a file can go on where they ended.
    """
    import huggingface_hub
    from huggingface_hub.utils import logging

    # Not by its environment variables: whoever has imported it before us would have settled them.
    huggingface_hub.constants.HF_HUB_DISABLE_TELEMETRY = True
    huggingface_hub.constants.HF_HUB_DISABLE_XET = True
    logging.set_verbosity_error()  # what matters is told in a sentence of ours
    return huggingface_hub


class HubRequests:
    """Asks one endpoint.

    `token` gives the writer's own, "" for none. It is called only when the Hub does not let
    somebody in without: a keyring may ask for its password. What the library finds by itself,
    `HF_TOKEN` and the token of `hf auth login`, is sent at once, as by every other program.
    """

    def __init__(self, endpoint: str, token: Callable[[], str]) -> None:
        self._endpoint = endpoint
        self._token = token
        self._tokens: dict[str, str] = {}  # by repository

    @property
    def host(self) -> str:
        """The host that is asked. Raises `EnvironmentProblem("hub_address")` without one."""
        try:
            parts = urlsplit(self._endpoint)
            host = parts.hostname
        except ValueError:
            host = None
        if not host or parts.scheme not in ("http", "https"):
            raise EnvironmentProblem("hub_address", endpoint=self._endpoint)
        return host

    def entries(self, repository: str) -> list[Entry] | Trouble:
        """All files of a repository."""
        hub = library()
        from huggingface_hub.errors import HTTPError

        api = hub.HfApi(endpoint=self._endpoint, token=self._tokens.get(repository))
        try:
            info = api.model_info(repository, files_metadata=True, timeout=_timeout(hub))
        except (HTTPError, OSError) as error:
            return self._trouble(error, repository, "")
        except _UNREADABLE:
            return self._strange()  # no JSON, or another one: some other server answers here
        entries = [_entry(item) for item in info.siblings or ()]
        return self._strange() if None in entries else [item for item in entries if item]

    def blob(self, repository: str, name: str, revision: str) -> Blob | Trouble:
        """What a file is now; `revision` is a branch or a commit."""
        hub = library()
        from huggingface_hub.errors import HTTPError

        url = hub.hf_hub_url(repository, name, revision=revision, endpoint=self._endpoint)
        try:
            found = hub.get_hf_file_metadata(
                url,
                token=self._tokens.get(repository),
                timeout=_timeout(hub),
                endpoint=self._endpoint,
            )
        except (HTTPError, OSError) as error:
            return self._trouble(error, repository, name)
        except ValueError:
            return self._strange()  # sent on to what is no address
        if (
            not _COMMIT.fullmatch(found.commit_hash or "")
            or not _ETAG.fullmatch(found.etag or "")
            or (found.size or 0) <= 0
        ):
            return self._strange()
        return Blob(name, found.etag, found.size, found.commit_hash)

    def read(
        self, repository: str, blob: Blob, start: int, hand_over: Callable[[Chunk], None]
    ) -> Trouble | None:
        """Hand over a file from byte `start` on, in pieces of at most 64 KiB, as they come.

        The Hub itself is asked each time: where it sends a client on to is valid for an hour.
        """
        hub = library()
        from huggingface_hub.errors import HTTPError
        from huggingface_hub.utils import build_hf_headers, get_session, hf_raise_for_status

        url = hub.hf_hub_url(repository, blob.name, revision=blob.commit, endpoint=self._endpoint)
        headers = build_hf_headers(token=self._tokens.get(repository))
        headers["Accept-Encoding"] = "identity"
        if start:
            headers["Range"] = f"bytes={start}-"
        seconds = hub.constants.HF_HUB_DOWNLOAD_TIMEOUT
        try:
            with get_session().stream("GET", url, headers=headers, timeout=seconds) as answer:
                hf_raise_for_status(answer)
                at, total = _span(answer.headers)
                if total is not None and total != blob.size_bytes:
                    return Trouble(EnvironmentProblem("hub_wrong_size", name=blob.name))
                if at not in (0, start):
                    return self._strange()
                for data in answer.iter_raw():
                    hand_over((at, data))
                    at += len(data)
        except (HTTPError, OSError) as error:
            return self._trouble(error, repository, blob.name)
        except ValueError:
            return self._strange()  # headers that are no numbers
        return None

    def _trouble(self, error: Exception, repository: str, name: str) -> Trouble:
        from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

        if isinstance(error, OfflineModeIsEnabled):
            return Trouble(EnvironmentProblem("hub_offline"))
        if isinstance(error, HfHubHTTPError):
            return self._refused(error, repository, name)
        return Trouble(EnvironmentProblem("no_network", host=self.host), may_pass=True)

    def _refused(self, error: Any, repository: str, name: str) -> Trouble:
        """What an answer with an error status means."""
        status = error.response.status_code
        if status in _MAY_PASS:
            busy = EnvironmentProblem("hub_busy", host=self.host)
            return Trouble(busy, True, _asked_wait(error.response.headers))
        other = self._other_token(repository) if status in (401, 403, 404) else ""
        if not (other.isascii() and other.isprintable()):
            return Trouble(self._token_refused())  # it was copied with something that is no part
        if other:
            self._tokens[repository] = other
            return Trouble(EnvironmentProblem("hub_not_found", repository=repository), True, 0.0)
        return Trouble(self._final(error, status, repository, name))

    def _other_token(self, repository: str) -> str:
        """A token to try that this repository was not asked with; "" for none."""
        if os.environ.get("HF_TOKEN"):
            return ""  # what was set for this run of the program is meant
        found = self._token()
        return found if found != self._tokens.get(repository) else ""

    def _final(self, error: Any, status: int, repository: str, name: str) -> EnvironmentProblem:
        from huggingface_hub.errors import GatedRepoError, RemoteEntryNotFoundError

        if isinstance(error, GatedRepoError):
            page = f"{self._endpoint}/{repository}"
            return EnvironmentProblem("hub_gated", repository=repository, page=page)
        if isinstance(error, RemoteEntryNotFoundError):
            return EnvironmentProblem("hub_file_missing", name=name, repository=repository)
        if status == 401 and "authorization" in error.response.request.headers:
            return self._token_refused()
        if status in (401, 404):
            return EnvironmentProblem("hub_not_found", repository=repository)
        if status == 416:
            return EnvironmentProblem("hub_wrong_size", name=name)
        return EnvironmentProblem("hub_refused", host=self.host, status=status)

    def _token_refused(self) -> EnvironmentProblem:
        page = f"{self._endpoint}/settings/tokens"
        return EnvironmentProblem("hub_token_refused", host=self.host, page=page)

    def _strange(self) -> Trouble:
        return Trouble(EnvironmentProblem("hub_strange", host=self.host))


def _entry(item: Any) -> Entry | None:
    """A file of a list; None for what cannot be one."""
    size, sha256 = item.size or 0, item.lfs.sha256 if item.lfs else ""
    is_one = isinstance(item.rfilename, str) and isinstance(size, int) and size >= 0
    return Entry(item.rfilename, size, sha256) if is_one and isinstance(sha256, str) else None


def _timeout(hub: ModuleType) -> float:
    return float(hub.constants.HF_HUB_ETAG_TIMEOUT)


def _span(headers: Any) -> tuple[int, int | None]:
    """Where the answer's bytes begin, and how many the whole file has, None when unsaid."""
    stated = headers.get("Content-Range")
    if stated is not None:
        span, _, total = stated.removeprefix("bytes ").partition("/")
        return int(span.partition("-")[0]), None if total == "*" else int(total)
    length = headers.get("Content-Length")
    return 0, None if length is None else int(length)


def _asked_wait(headers: Any) -> float | None:
    """Seconds that the server asks to wait, in one of the three ways that there are."""
    stated = headers.get("Retry-After", "").strip()
    if stated.isdecimal():
        return float(stated)
    if stated:
        try:
            when = parsedate_to_datetime(stated)
        except ValueError:
            return None
        aware = when if when.tzinfo else when.replace(tzinfo=UTC)  # "-0000" is UTC, too
        return max((aware - datetime.now(UTC)).total_seconds(), 0.0)
    resets = _LIMIT_RESETS.search(headers.get("RateLimit", ""))
    return float(resets[1]) if resets else None
