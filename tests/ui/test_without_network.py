# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The real program where there is no network but the machine itself, and nobody on that.

The kernel counts every packet of any process, and every attempt to reach an address that no way
leads to; a look-up of a name is one, for no server of names can be reached.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.storage.opening import open_library
from tests.ui.conftest import keepers

EMPTY_NETWORK = ["unshare", "--user", "--map-root-user", "--net"]

# Runs each command that it is given, then says what they answered, what the kernel counted
# meanwhile, and whether it counts what this program tries itself. The loopback is up, for without
# any device the kernel refuses an IPv6 address before it counts.
OUTSIDE = """
import fcntl, json, socket, struct, subprocess, sys
from pathlib import Path

SET_FLAGS, UP = 0x8914, 1
with socket.socket() as any_socket:
    fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sH14x", b"lo", UP))

def attempts():
    names, counts = [line.split() for line in Path("/proc/self/net/snmp").read_text().splitlines()
                     if line.startswith("Ip:")]
    four = dict(zip(names, counts))
    six = dict(line.split() for line in Path("/proc/self/net/snmp6").read_text().splitlines())
    return sum(int(each) for each in (four["OutNoRoutes"], four["OutRequests"],
                                      six["Ip6OutNoRoutes"], six["Ip6OutRequests"]))

def is_seen(address):
    before = attempts()
    try:
        socket.create_connection((address, 9), timeout=1)
    except OSError:
        pass
    return attempts() > before

before = attempts()
codes = [subprocess.run(command).returncode for command in json.loads(sys.argv[1])]
tried = attempts() - before
seen = [is_seen(address) for address in ("127.0.0.1", "192.0.2.1", "::1", "2001:db8::1")]
print(json.dumps({"codes": codes, "tried": tried, "seen": seen}))
"""

# The window over a library with a document in it: another one is planned, written and exported.
WINDOW = """
import argparse, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from longwriter_desktop.domain.ports import ExportRequest
from longwriter_desktop.window_app import run_window
from tests.bench.large import wait

def work():
    from longwriter_desktop.ui.window import MainWindow
    widgets = QApplication.topLevelWidgets()
    window = next(each for each in widgets if isinstance(each, MainWindow))
    services = window._services
    wait(lambda: services.engine.is_ready)
    window.documents.open("keepers")
    window.actions_.named["new"].trigger()
    window.start.instruction.setPlainText("Write about the sea.")
    window.start.length.setValue(100)
    window.start.plan.click()
    wait(lambda: not services.is_answering)
    for section in services.session.document.outline.sections:
        window.writing.write(section.id)
        wait(lambda: not services.is_answering)
    window.documents.export(ExportRequest(Path(sys.argv[2])))
    window.close()

QTimer.singleShot(0, work)
arguments = argparse.Namespace(data_dir=Path(sys.argv[1]), model=None, no_model=False)
sys.exit(run_window(arguments))
"""
COMMAND_LINE = "import sys; from longwriter_desktop.main import run_cli; sys.exit(run_cli())"


@pytest.fixture
def offline(checkout: Path):
    """Run Python programs one after another in an empty network; what came of them."""
    program = shutil.which(EMPTY_NETWORK[0])
    if program is None or subprocess.run([*EMPTY_NETWORK, "true"], capture_output=True).returncode:
        pytest.skip("this system lets nobody make an empty network (unshare --user --net)")

    def run(*programs: tuple[str | Path, ...]) -> dict[str, Any]:
        commands = [[sys.executable, "-c", *map(str, program)] for program in programs]
        answer = subprocess.run(
            [*EMPTY_NETWORK, sys.executable, "-c", OUTSIDE, json.dumps(commands)],
            cwd=checkout,
            env={**os.environ, "PYTHONPATH": str(checkout)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout.splitlines()[-1])

    return run


def test_a_document_is_planned_written_and_exported_and_nobody_is_called(
    offline: Any, library_folder: Path, tmp_path: Path
) -> None:
    library = open_library(library_folder, app="tests")
    library.save(keepers())
    library.close()
    plan, docx, markdown = tmp_path / "plan.md", tmp_path / "out.docx", tmp_path / "out.md"
    plan.write_text("# Lamps\n\n1. Oil (50 words)\n")
    terminal = ("write", plan, "-o", markdown)
    found = offline(
        (WINDOW, library_folder, docx),
        (COMMAND_LINE, *terminal, "--data-dir", library_folder),
    )
    assert found == {"codes": [0, 0], "tried": 0, "seen": [True] * 4}
    assert count_words(markdown.read_text()) > 30
    with zipfile.ZipFile(docx) as parts:
        assert count_words(re.sub("<[^>]+>", " ", parts.read("word/document.xml").decode())) > 60
