# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""`longwriter serve`: the token, and what to tell the person who started it."""

import argparse
import os
import secrets
import sys
from pathlib import Path

from longwriter_desktop.cli.display import say
from longwriter_desktop.domain.errors import InputProblem

VARIABLE = "LONGWRITER_TOKEN"
_SHORTEST, _LONGEST = 8, 200  # characters


def read_token(given: str | None, file: Path | None) -> str:
    """The token of the file (made with a new one where there is none), the one that was given,
    or of the environment, or a new one. Raises `InputProblem`."""
    if file is not None:
        return _checked(_kept(file))
    return _checked(given or os.environ.get(VARIABLE) or secrets.token_urlsafe(24))


def tell_how_to_connect(
    address: str, model: str, token: str, arguments: argparse.Namespace
) -> None:
    """Say where the model is offered. Only a token that was made now is shown."""
    say(f"{model} is offered to programs on this computer. Ctrl-C ends it.")
    say(f"Base URL: {address}")
    if arguments.token_file is not None:
        say(f"API key:  in {arguments.token_file}")
    elif arguments.token or os.environ.get(VARIABLE):
        say("API key:  the one that you gave")
    else:
        say(f"API key:  {token}")


def _kept(path: Path) -> str:
    try:
        try:
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            if sys.platform != "win32" and path.stat().st_mode & 0o077:
                raise InputProblem("token_file_open", path=str(path)) from None
            return path.read_text(encoding="utf-8").strip()
        with os.fdopen(file, "w", encoding="utf-8") as made:
            token = secrets.token_urlsafe(24)
            made.write(f"{token}\n")
            return token
    except (OSError, UnicodeDecodeError) as error:
        raise InputProblem("token_file", path=str(path), detail=str(error)) from error


def _checked(token: str) -> str:
    is_plain = token.isascii() and token.isprintable() and " " not in token
    if not is_plain or not _SHORTEST <= len(token) <= _LONGEST:
        raise InputProblem("token_weak", low=_SHORTEST, high=_LONGEST)
    return token
