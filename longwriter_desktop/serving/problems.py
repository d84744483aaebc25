# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the server refuses, in the form that OpenAI's interface has for errors."""

from typing import Any

from longwriter_desktop.domain.errors import EngineProblem

_TYPES = {400: "invalid_request_error", 401: "authentication_error", 403: "permission_error",
          404: "not_found_error", 405: "invalid_request_error", 411: "invalid_request_error",
          413: "invalid_request_error"}  # fmt: skip
# What the one who asks can change; every other problem of an engine is the server's.
_ASKED_WRONGLY = {
    "prompt_too_long": "context_length_exceeded", "bad_schema": "invalid_json_schema",
    "bad_grammar": "invalid_grammar", "bad_template": "template_refused",
}  # fmt: skip


class ApiProblem(Exception):
    """A request that is refused. `message` is a sentence in English, as in that interface."""

    def __init__(self, status: int, message: str, param: str | None = None, code: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.param = param
        self.code = code

    def body(self) -> dict[str, Any]:
        kind = _TYPES.get(self.status, "server_error")
        return {
            "error": {
                "message": self.message, "type": kind, "param": self.param,
                "code": self.code or None,
            }
        }  # fmt: skip


def of_engine(problem: EngineProblem, sentence: str) -> ApiProblem:
    """An engine's problem, with the sentence for it."""
    if problem.code in _ASKED_WRONGLY:
        return ApiProblem(400, sentence, code=_ASKED_WRONGLY[problem.code])
    return ApiProblem(500, sentence, code=problem.code)
