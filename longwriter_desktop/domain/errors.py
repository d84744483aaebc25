# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Errors, split into "your machine" and "our bug".

An `EnvironmentProblem` carries a code and parameters; `app/messages.py` turns it
into a sentence with a next step. Everything else that is raised is a bug.
"""

from typing import Any


class EnvironmentProblem(Exception):
    """Something outside the program is in the way: a file, the disk, a model, an input."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value!r}" for key, value in self.params.items())
        return f"{self.code}({details})"


class InputProblem(EnvironmentProblem):
    """What the writer typed cannot be used as it is."""


class EngineProblem(EnvironmentProblem):
    """The model could not be loaded, or its process ended."""


class PlanParseError(InputProblem):
    """A text is no plan. `line` counts from 1; 0 means the text as a whole."""

    def __init__(self, code: str, line: int = 0, **params: Any) -> None:
        super().__init__(code, line=line, **params)
        self.line = line


class Cancelled(Exception):
    """The writer stopped what was going on; nothing came of it."""


class Bug(Exception):
    """The program contradicts itself; it should be reported."""
