# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Runs a chat template that came with a model file: whoever made the file is not trusted.

Jinja's sandbox keeps a template from the program's objects. Endless loops and strings of
gigabytes are left to us: a timer ends the one, a limit of the process's memory the other. Windows
has neither and macOS keeps to no such limit: there whoever waits for the worker can end it.
"""

import gc
import json
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from types import FrameType
from typing import Any, TypeVar

import jinja2
import jinja2.ext
import psutil
from jinja2.sandbox import ImmutableSandboxedEnvironment

from longwriter_desktop.domain.errors import EngineProblem

T = TypeVar("T")

SECONDS = 0.5  # of the processor; a template takes milliseconds
MEMORY = 256 << 20  # bytes beyond what the process has
LONGEST_SOURCE = 1_000_000  # characters; the longest that are published have 20,000
LONGEST_OUTPUT = 1_000_000  # characters around the messages
_AGAIN = 0.1  # seconds, where an exception of the timer was swallowed
_DETAIL = 300  # characters of a template's own complaint
_RAISED = (  # what a file's template can raise
    jinja2.TemplateError, ArithmeticError, AttributeError, AssertionError, LookupError,
    RecursionError, SyntaxError, TypeError, ValueError,
)  # fmt: skip


class _TooSlow(Exception):
    """A template ran out of its time."""


class _GenerationTags(jinja2.ext.Extension):
    """Reads `{% generation %}` blocks, which mark answers for training, as plain blocks."""

    tags = {"generation"}

    def parse(self, parser: Any) -> Any:
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


class SandboxedTemplate:
    """A Jinja chat template. Only for a process's main thread, which the timer interrupts.

    Raises `EngineProblem("bad_template")` whatever it does wrong.
    """

    def __init__(self, source: str) -> None:
        environment = ImmutableSandboxedEnvironment(
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=[_GenerationTags, jinja2.ext.loopcontrols],
        )
        environment.filters["tojson"] = _to_json
        if len(source) > LONGEST_SOURCE:
            raise EngineProblem("bad_template", detail=f"{len(source):,} characters")
        self._template = guarded(lambda: environment.from_string(source))

    def render(self, turns: Sequence[Mapping[str, str]], variables: Mapping[str, Any]) -> str:
        """The prompt. `turns` have a role and a content each."""
        # As published templates expect: no tools, no documents, rather than undefined ones.
        given = {
            "tools": None, "documents": None, "raise_exception": _refuse,
            "strftime_now": _strftime_now, **variables,
        }  # fmt: skip
        text = guarded(lambda: self._template.render(messages=list(turns), **given))
        if len(text) > LONGEST_OUTPUT:
            raise EngineProblem("bad_template", detail=f"it makes {len(text):,} characters")
        return text


def guarded(work: Callable[[], T], code: str = "bad_template") -> T:
    """What `work` returns, if it takes no more than half a second and 256 MiB.

    Raises `EngineProblem` with that code for whatever a foreign text makes it do wrong.
    """
    try:
        return _limited(work)
    except _TooSlow:
        raise EngineProblem(code, detail="it does not come to an end") from None
    except MemoryError:
        raise EngineProblem(code, detail="it takes too much memory") from None
    except _RAISED as error:
        detail = "".join(c for c in str(error)[:_DETAIL] if c.isprintable())
        raise EngineProblem(code, detail=detail or type(error).__name__) from error


def _limited(work: Callable[[], T]) -> T:
    limits = _Limits()
    limits.set()
    try:
        return work()
    finally:
        # Before anything is called: Python looks for signals in calls, and a tick that came while
        # gigabytes were freed would keep the limits from being lifted, for good.
        limits.are_set = False
        limits.lift()


class _Limits:
    """Of the processor's time and of memory, for this process; as they were before, once lifted.

    Raises `_TooSlow` where the process is while they are set.
    """

    def __init__(self) -> None:
        self.are_set = False
        self._lift: list[Callable[[], object]] = []

    def set(self) -> None:
        """Whoever sets them sets `are_set` to False before lifting them."""
        self.are_set = True
        if gc.isenabled():
            # A tick in the middle of the collector's work would be swallowed by whatever it calls.
            gc.disable()
            self._lift.append(gc.enable)
        if sys.platform != "win32":
            handler = signal.signal(signal.SIGPROF, self._tick)
            timer = signal.setitimer(signal.ITIMER_PROF, SECONDS, _AGAIN)
            self._lift.append(partial(signal.setitimer, signal.ITIMER_PROF, *timer))
            self._lift.append(partial(signal.signal, signal.SIGPROF, handler))
        if sys.platform == "linux":
            import resource  # not on Windows

            before = resource.getrlimit(resource.RLIMIT_AS)
            limit = psutil.Process().memory_info().vms + MEMORY
            if before[0] != resource.RLIM_INFINITY:
                limit = min(limit, before[0])
            resource.setrlimit(resource.RLIMIT_AS, (limit, before[1]))
            self._lift.insert(0, partial(resource.setrlimit, resource.RLIMIT_AS, before))

    def lift(self) -> None:
        """Put back what was."""
        for one in self._lift:
            one()

    def _tick(self, _number: int, _frame: FrameType | None) -> None:
        if self.are_set:
            raise _TooSlow


def _refuse(reason: object) -> None:
    raise jinja2.TemplateError(str(reason))


def _strftime_now(form: str) -> str:
    return datetime.now().strftime(form)


def _to_json(
    value: Any, ensure_ascii: bool = False, indent: int | None = None,
    separators: tuple[str, str] | None = None, sort_keys: bool = False,
) -> str:  # fmt: skip
    return json.dumps(
        value, ensure_ascii=ensure_ascii, indent=indent, separators=separators,
        sort_keys=sort_keys,
    )  # fmt: skip
