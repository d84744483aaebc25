# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""`longwriter download`: what a repository of the Hub has, and a file of it with a bar."""

import argparse
import shlex
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn

from longwriter_desktop.app.messages import format_bytes
from longwriter_desktop.cli.bars import CONSOLE, IS_QUIET
from longwriter_desktop.cli.display import duration, say
from longwriter_desktop.cli.parser import EXIT_STOPPED
from longwriter_desktop.cli.parts import Parts
from longwriter_desktop.cli.tables import print_hub_files
from longwriter_desktop.domain.catalogue import DownloadProgress, HubFile, ModelHub
from longwriter_desktop.domain.errors import InputProblem


def download(arguments: argparse.Namespace, parts: Parts) -> int:
    """List the models of a repository, or fetch one; Ctrl-C pauses."""
    hub = parts.hub()
    try:
        files = hub.files(arguments.repository)
        if not files:
            raise InputProblem("hub_no_models", repository=arguments.repository)
        if not arguments.file:
            print_hub_files(files)
            say(f"Fetch one with: {_command(arguments, files[0].quantisation or files[0].name)}")
            return 0
        file = chosen(files, arguments.file)
        path = _fetch(hub, file)
    except KeyboardInterrupt:
        if arguments.file:
            say("Paused. What came is kept.")
            say(f"Go on with: {_command(arguments, arguments.file)}")
        return EXIT_STOPPED
    print(path)
    return 0


def chosen(files: Sequence[HubFile], wanted: str) -> HubFile:
    """The file of this name, or the only one of this quantisation.

    Raises `InputProblem`: `hub_file_missing` or `hub_many_files`.
    """
    named = [file for file in files if wanted in (file.name, *file.parts)]
    alike = [file for file in files if file.quantisation.lower() == wanted.lower()]
    found = named or alike
    repository = files[0].repository
    if not found:
        raise InputProblem("hub_file_missing", name=wanted, repository=repository)
    if len(found) > 1:
        raise InputProblem("hub_many_files", wanted=wanted, count=len(found), repository=repository)
    return found[0]


def _fetch(hub: ModelHub, file: HubFile) -> Path:
    with (
        Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            TextColumn("{task.fields[note]}"),
            console=CONSOLE,
            transient=True,
            disable=IS_QUIET,
        ) as bar,
        closing(hub.download(file)) as steps,
    ):
        task = bar.add_task(escape(file.name), total=file.size_bytes or None, note="")
        while True:
            try:
                progress = next(steps)
            except StopIteration as end:
                path: Path = end.value
                return path
            bar.update(
                task,
                completed=progress.done,
                total=progress.total or None,
                note=_note(progress),
            )


def _note(progress: DownloadProgress) -> str:
    """ "1.2 GB of 4.9 GB, 12 MB a second, 5 min 10 s left"."""
    if progress.is_checking:
        return "checking"
    amount = f"{format_bytes(progress.done)} of {format_bytes(progress.total)}"
    if progress.waits_seconds:
        return f"{amount}, trying again in {duration(progress.waits_seconds)}"
    if progress.seconds_left is None:
        return amount
    rate = f"{progress.bytes_per_second / 1e6:,.1f} MB a second"
    return f"{amount}, {rate}, {duration(progress.seconds_left)} left"


def _command(arguments: argparse.Namespace, file: str) -> str:
    return f"longwriter download {shlex.quote(arguments.repository)} {shlex.quote(file)}"
