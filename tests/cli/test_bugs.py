# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A bug on the command line: a report in a file, one sentence, exit code 1, and no text lost."""

import http.client
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from longwriter_desktop.cli.parser import EXIT_BUG
from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.storage.opening import open_library
from tests.cli.conftest import Longwriter

KEY = "a-key-that-nobody-may-read"
RUN = "import sys\nfrom longwriter_desktop.main import run_cli\n{planted}\nsys.exit(run_cli())"
AT_ONCE = """
from longwriter_desktop.cli.commands import COMMANDS
def broken(arguments, parts):
    token = arguments.token
    raise ZeroDivisionError("a planted bug")
COMMANDS["serve"] = broken
"""
WHILE_WRITING = """
from longwriter_desktop.cli.display import WritingDisplay
from longwriter_desktop.domain.events import SectionGrew
grown = []
def show(self, event):
    grown.append(isinstance(event, SectionGrew))
    if sum(grown) == 2:
        raise ZeroDivisionError("a planted bug")
WritingDisplay.show = show
"""
IN_A_THREAD = """
import threading
from longwriter_desktop.cli.commands import COMMANDS
def broken(arguments, parts):
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    return 0
COMMANDS["list"] = broken
"""
IN_AN_ANSWER = """
import signal
from longwriter_desktop.serving.server import _Handler
def do_GET(self):
    raise ZeroDivisionError("a planted bug")
_Handler.do_GET = do_GET
signal.signal(signal.SIGINT, signal.SIG_DFL)  # a runner in the background hands "ignore" down
"""
IN_WHAT_IS_IMPORTED = """
class Broken:
    def find_spec(self, name, *rest):
        if name == "longwriter_desktop.cli.commands": raise ZeroDivisionError("a planted bug")
sys.meta_path.insert(0, Broken())
"""


def start(longwriter: Longwriter, planted: str, *arguments: str) -> subprocess.Popen[str]:
    """Start the command with a bug in it."""
    code = RUN.format(planted=planted)
    command = [sys.executable, "-c", code, *arguments, "--data-dir", str(longwriter.folder)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=longwriter.checkout, env={**os.environ, "HF_TOKEN": KEY},
    )  # fmt: skip


def run(longwriter: Longwriter, planted: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command with a bug in it to its end."""
    process = start(longwriter, planted, *arguments)
    out, errors = process.communicate(timeout=50)
    return subprocess.CompletedProcess(process.args, process.returncode, out, errors)


def the_report(longwriter: Longwriter) -> Path:
    [report] = (longwriter.folder / "reports").glob("crash-*.txt")
    return report


def told_of(report: Path) -> str:
    return (
        f'The program met a bug. Your text is saved. What it was doing is in "{report}": send this'
        " file to the developers, and say what you did.\n"
    )


@pytest.mark.parametrize("planted", [AT_ONCE, IN_WHAT_IS_IMPORTED])
def test_a_bug_is_a_sentence_and_a_report_without_keys(
    longwriter: Longwriter, planted: str
) -> None:
    ran = run(longwriter, planted, "serve", "--token", KEY)
    report = the_report(longwriter)
    assert (ran.returncode, ran.stdout, ran.stderr) == (EXIT_BUG, "", told_of(report))
    written = report.read_text(encoding="utf-8")
    assert written.startswith("Traceback")
    assert "cli/run.py" in written
    assert written.endswith("ZeroDivisionError: a planted bug\n")
    assert KEY not in written


def test_a_bug_in_the_middle_of_writing_costs_no_text(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text("# Lamps\n\n1. Oil (400 words)\n")
    ran = run(longwriter, WHILE_WRITING, "write", str(plan))
    assert ran.returncode == EXIT_BUG
    assert ran.stderr == f"Planned: 1 section, 400 words.\n{told_of(the_report(longwriter))}"
    with closing(open_library(longwriter.folder)) as library:
        library.recover_streams()
        document = library.load(library.documents()[0].id)
    [text] = document.texts.values()
    assert text.stop_reason in (StopReason.CANCELLED, StopReason.INTERRUPTED)
    assert text.words > 0
    assert longwriter("resume", "last").returncode == 0


def test_a_bug_in_a_thread_beside_is_told_in_the_same_words(longwriter: Longwriter) -> None:
    ran = run(longwriter, IN_A_THREAD, "list")
    report = the_report(longwriter)
    assert (ran.returncode, ran.stderr) == (0, told_of(report))
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")


def test_a_bug_in_an_answer_to_another_program_does_not_end_the_server(
    longwriter: Longwriter,
) -> None:
    process = start(longwriter, IN_AN_ANSWER, "serve", "--port", "0", "--token", KEY)
    assert process.stderr is not None
    said = iter(process.stderr)
    address = next(line for line in said if line.startswith("Base URL:")).split()[-1]
    port = int(address.split(":")[2].split("/")[0])
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as client:
        client.request("GET", "/v1/models", headers={"Authorization": f"Bearer {KEY}"})
        with pytest.raises(http.client.RemoteDisconnected):
            client.getresponse()
    told = next(line for line in said if line.startswith("The program met a bug."))
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    report = the_report(longwriter)
    assert (process.returncode, told) == (0, told_of(report))
    assert KEY not in report.read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written_is_printed(longwriter: Longwriter) -> None:
    (longwriter.folder / "reports").write_text("a file where the folder should be")
    ran = run(longwriter, AT_ONCE, "serve")
    assert ran.returncode == EXIT_BUG
    *report, said = ran.stderr.splitlines()
    assert report[-1] == "ZeroDivisionError: a planted bug"
    assert said.startswith("The program met a bug. Your text is saved. No report could be written")
    assert "(File exists)" in said
