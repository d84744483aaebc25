# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a server's errors mean to the writer, and which of them pass by themselves."""

import math
import re
import ssl
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2
import openai

from longwriter_desktop.domain.errors import EngineProblem

_CONTEXT = re.compile(
    r"context.{0,12}(?:length|size|window|full)|exceed_context|too many tokens"
    r"|maximum.{0,20}tokens",
    re.IGNORECASE,
)
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_REFUSED = frozenset({400, 422})
_SECRET = re.compile(r"\b(?:sk|key|tok|hf|gsk|xai)[-_][\w\-.*]{4,}|Bearer\s+\S+", re.IGNORECASE)
# What a refusal says that is about who asks, and not about what or from where.
_ABOUT_KEY = re.compile(r"key|token|auth|credential|forbidden|denied|\b403\b", re.IGNORECASE)
_DETAIL = 200  # characters of a server's own words


def problem_of(error: openai.APIError, host: str, model: str, key: str) -> EngineProblem:
    """The problem that the writer is told; its words never hold the key."""
    if isinstance(error, openai.APITimeoutError):
        is_far = any(isinstance(cause, httpx2.ConnectTimeout) for cause in _causes(error))
        return EngineProblem("endpoint_unreachable" if is_far else "endpoint_silent", host=host)
    if isinstance(error, openai.APIConnectionError):
        is_certificate = any(isinstance(cause, ssl.SSLError) for cause in _causes(error))
        code = "endpoint_certificate" if is_certificate else "endpoint_unreachable"
        return EngineProblem(code, host=host)
    if not isinstance(error, openai.APIStatusError):
        if is_context(error):
            return EngineProblem("endpoint_context", host=host)
        return EngineProblem("endpoint_failed", host=host, detail=detail_of(error, key))
    return _of_status(error, host, model, key)


def passes(error: openai.APIError) -> bool:
    """Whether the same request may well be answered a moment later."""
    if isinstance(error, openai.APITimeoutError):
        return False  # it has waited long enough
    if isinstance(error, openai.APIStatusError):
        stays = _is_quota(error) or is_context(error)
        return error.status_code in _PASSING and not stays
    return isinstance(error, openai.APIConnectionError)


def asked_to_wait(error: openai.APIError) -> float | None:
    """The seconds after which a server wants to be asked again; None where it does not say."""
    if not isinstance(error, openai.APIStatusError):
        return None
    headers = error.response.headers
    for name, second in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            seconds = float(headers.get(name, "")) / second
        except ValueError:
            continue
        return max(seconds, 0.0) if math.isfinite(seconds) else None
    return _until(headers.get("retry-after", ""))


def refused_field(error: openai.APIError, sent: Iterable[str]) -> str | None:
    """The field of a request that the server does not take, if it names one."""
    if not isinstance(error, openai.APIStatusError) or error.status_code not in _REFUSED:
        return None
    text = said_by(error)
    for name in sent:
        stem = re.escape(name.removesuffix("_kwargs"))  # the template's are refused with it
        if error.param == name or re.search(rf"['\"`\[ ]{stem}(?:_kwargs)?\b", text):
            return name
    return None


def is_context(error: openai.APIError) -> bool:
    """Whether a request was too long for the model, or an answer grew too long for it."""
    status = error.status_code if isinstance(error, openai.APIStatusError) else 400
    if status not in (400, 413, 422, 500):
        return False
    return error.code == "context_length_exceeded" or bool(_CONTEXT.search(said_by(error)))


def said_by(error: openai.APIError) -> str:
    """A server's own words."""
    return f"{error.message} {error.body if isinstance(error.body, str) else ''}"


def detail_of(error: openai.APIError, key: str) -> str:
    """A server's own words, short and without anything like a key."""
    body = error.body
    text = body.get("message") if isinstance(body, dict) else body
    line = " ".join(str(text or error.message).split())[:_DETAIL]
    return _SECRET.sub("\u2026", line.replace(key, "\u2026") if key else line)


def _of_status(error: openai.APIStatusError, host: str, model: str, key: str) -> EngineProblem:
    status = error.status_code
    detail = detail_of(error, key)
    if status == 401 or (status == 403 and (not detail or _ABOUT_KEY.search(detail))):
        return EngineProblem("endpoint_key" if key else "endpoint_key_missing", host=host)
    if status < 400:
        address = error.response.headers.get("location", "")[:_DETAIL]
        return EngineProblem("endpoint_moved", host=host, address=address)
    if status == 404:
        is_model = "model" in said_by(error).lower() or error.code == "model_not_found"
        code = "endpoint_model" if is_model else "endpoint_address"
        return EngineProblem(code, host=host, **({"model": model} if is_model else {}))
    if status == 402 or _is_quota(error):
        return EngineProblem("endpoint_quota", host=host)
    if status == 429:
        seconds = asked_to_wait(error)
        if seconds is None:
            return EngineProblem("endpoint_busy", host=host)
        return EngineProblem("endpoint_rate", host=host, seconds=round(seconds))
    if is_context(error):
        return EngineProblem("endpoint_context", host=host)
    code = "endpoint_failed" if status >= 500 else "endpoint_refused"
    return EngineProblem(code, host=host, detail=detail or str(status))


def _is_quota(error: openai.APIStatusError) -> bool:
    return error.code == "insufficient_quota"


def _causes(error: BaseException) -> Iterable[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _until(value: str) -> float | None:
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((aware - datetime.now(UTC)).total_seconds(), 0.0)
