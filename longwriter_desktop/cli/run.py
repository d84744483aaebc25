# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Runs one command and turns its outcome into an exit code and, at most, one sentence."""

import argparse
import io
import os
import shlex
import sys
from collections.abc import Callable, Sequence

from longwriter_desktop.cli.interrupt import Halted, Stopped
from longwriter_desktop.cli.parser import (
    EXIT_ENGINE,
    EXIT_ENVIRONMENT,
    EXIT_INPUT,
    EXIT_STOPPED,
    build_parser,
)
from longwriter_desktop.cli.parts import Parts


def run(
    argv: Sequence[str] | None,
    build_parts: Callable[[argparse.Namespace], Parts],
    report_bugs: Callable[[argparse.Namespace], None],
) -> int:
    """Parse `argv`, run the command, return the exit code.

    `report_bugs` comes before anything that can go wrong: what is no `EnvironmentProblem`
    passes through here, and Python asks its hook what to do with it.
    """
    arguments = build_parser().parse_args(argv)
    _print_any_language()
    report_bugs(arguments)
    try:
        return _run(arguments, build_parts)
    except BrokenPipeError:
        # Nobody reads any more; the interpreter would complain when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_ENVIRONMENT


def _run(arguments: argparse.Namespace, build_parts: Callable[[argparse.Namespace], Parts]) -> int:
    from longwriter_desktop.app.messages import sentence
    from longwriter_desktop.cli.commands import COMMANDS
    from longwriter_desktop.domain.errors import EngineProblem, EnvironmentProblem, InputProblem

    try:
        code = COMMANDS[arguments.command](arguments, build_parts(arguments))
        sys.stdout.flush()
        return code
    except Stopped as stopped:
        if stopped.document:
            _say("Stopped. The text is kept.")
            _say_how_to_go_on(arguments, stopped.document)
        else:
            _say("Stopped.")
        return EXIT_STOPPED
    except Halted as halted:
        problem = halted.problem
        _say(sentence(problem.code, problem.params))
        _say_how_to_go_on(arguments, halted.document)
        return EXIT_ENGINE if isinstance(problem, EngineProblem) else EXIT_ENVIRONMENT
    except EnvironmentProblem as problem:
        _say(sentence(problem.code, problem.params))
        if isinstance(problem, InputProblem):
            return EXIT_INPUT
        return EXIT_ENGINE if isinstance(problem, EngineProblem) else EXIT_ENVIRONMENT


def _say_how_to_go_on(arguments: argparse.Namespace, document: str) -> None:
    command = ["longwriter", "resume", document[:8]]
    if arguments.data_dir is not None:
        command += ["--data-dir", str(arguments.data_dir)]
    _say(f"Go on with: {shlex.join(command)}")


def _print_any_language() -> None:
    """A locale without Chinese must not end the program at a Chinese title. A file gets every
    letter, as UTF-8; a terminal, a mark for those that it has not."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8")


def _say(text: str) -> None:
    print(text, file=sys.stderr)
