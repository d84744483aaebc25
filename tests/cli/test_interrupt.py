# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from longwriter_desktop.cli.commands import COMMANDS
from longwriter_desktop.cli.interrupt import Interrupt, Stopped, closed_after
from longwriter_desktop.cli.run import run
from longwriter_desktop.domain.document import Document, StopReason
from longwriter_desktop.storage.opening import open_library
from tests.cli.conftest import Longwriter
from tests.cli.terminal import at_terminal

PLAN = "# Lamps\n\n" + "".join(f"{n}. Part {n} (900 words)\n" for n in range(1, 4))


def stored(longwriter: Longwriter) -> Document:
    library = open_library(longwriter.folder)
    library.recover_streams()
    document = library.load(library.documents()[0].id)
    library.close()
    return document


def wait_for_text(longwriter: Longwriter, texts: int = 1) -> None:
    """Wait until streamed text has reached the library, of so many texts."""
    import sqlite3
    import time

    path = longwriter.folder / "library.db"
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        if path.exists():
            with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
                tables = {row[0] for row in db.execute("select name from sqlite_master")}
                begun = "select count(distinct take_id) from chunks"
                found = db.execute(begun).fetchone()[0] if "chunks" in tables else 0
            db.close()
            if found >= texts:
                return
        time.sleep(0.02)
    raise AssertionError("no text reached the library")


def start_writing(
    longwriter: Longwriter, tmp_path: Path, *options: str, texts: int = 1
) -> subprocess.Popen[str]:
    plan = tmp_path / "plan.md"
    plan.write_text(PLAN)
    process = longwriter.start("write", plan, *options)
    wait_for_text(longwriter, texts)
    return process


def test_ctrl_c_keeps_the_text_and_resume_goes_on_mid_section(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    process = start_writing(longwriter, tmp_path)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "longwriter resume" in errors
    assert f"--data-dir {longwriter.folder}" in errors  # the line is copied as it stands
    assert "Traceback" not in errors
    document = stored(longwriter)
    partial = [document.text_of(section.id) for section in document.outline.sections]
    stopped = next(text for text in partial if text.stop_reason is StopReason.CANCELLED)
    assert stopped.text
    section_id = document.outline.sections[partial.index(stopped)].id
    out = tmp_path / "out.md"
    resumed = longwriter("resume", "last", "-o", out)
    assert resumed.returncode == 0, resumed.stderr
    whole = stored(longwriter)
    assert whole.text_of(section_id).text.startswith(stopped.text)
    texts = [whole.text_of(section.id) for section in whole.outline.sections]
    assert all(text.words > 750 for text in texts)
    assert StopReason.CANCELLED not in {text.stop_reason for text in texts}


def test_killing_the_program_loses_nothing_that_was_committed(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    process = start_writing(longwriter, tmp_path)
    process.kill()
    process.communicate(timeout=20)
    document = stored(longwriter)
    texts = [document.text_of(section.id) for section in document.outline.sections]
    assert any(text.stop_reason is StopReason.INTERRUPTED and text.text for text in texts)


def test_what_a_killed_program_wrote_is_listed_and_exported(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    process = start_writing(longwriter, tmp_path)
    process.kill()
    process.communicate(timeout=20)
    out = tmp_path / "out.md"
    exported = longwriter("export", "last", "-o", out)
    assert exported.returncode == 0, exported.stderr
    text = next(iter(stored(longwriter).texts.values())).text
    assert text.strip()
    assert text.strip() in out.read_text(encoding="utf-8")


def test_what_another_program_is_writing_is_left_to_it(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    process = start_writing(longwriter, tmp_path)
    listed = longwriter("list")
    assert listed.returncode == 0, listed.stderr
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130, errors
    texts = stored(longwriter).texts.values()
    assert StopReason.INTERRUPTED not in {text.stop_reason for text in texts}


def test_ctrl_c_during_a_fast_draft_keeps_the_text_of_every_section_in_its_place(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    process = start_writing(longwriter, tmp_path, "--fast-draft", "--context", "16384", texts=3)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in errors
    document = stored(longwriter)
    texts = [document.text_of(section.id) for section in document.outline.sections]
    assert [text.stop_reason for text in texts] == [StopReason.CANCELLED] * 3
    assert all(text.words for text in texts)


def test_a_fast_draft_that_is_killed_leaves_its_text_in_place(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    process = start_writing(longwriter, tmp_path, "--fast-draft", "--context", "16384", texts=3)
    process.kill()
    process.communicate(timeout=20)
    document = stored(longwriter)
    texts = [document.text_of(section.id) for section in document.outline.sections]
    assert [text.stop_reason for text in texts] == [StopReason.INTERRUPTED] * 3
    assert all(text.words for text in texts)


@pytest.mark.parametrize("moment", ["Loading the model", "Planning"])
def test_ctrl_c_at_a_terminal_stops_what_has_not_begun_to_write(
    longwriter: Longwriter, moment: str
) -> None:
    """The terminal sends it to the model's process too, which may be only starting."""
    command = longwriter.command(("write", "Write about lamps.", "--words", "8000"))
    ran = at_terminal(command, press_at=moment)
    assert ran.code == 130, ran.sent
    assert ran.sent.endswith("Stopped.\r\n")


def test_ctrl_c_at_a_terminal_keeps_the_text(longwriter: Longwriter, tmp_path: Path) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text(PLAN)
    ran = at_terminal(longwriter.command(("write", plan)), press_at="tokens/s")
    assert ran.code == 130, ran.sent
    assert "Stopped. The text is kept." in ran.sent
    texts = stored(longwriter).texts.values()
    assert [text.stop_reason for text in texts] == [StopReason.CANCELLED]
    assert all(text.text for text in texts)


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_stops_as_ctrl_c_does(
    longwriter: Longwriter, tmp_path: Path, which: signal.Signals
) -> None:
    process = start_writing(longwriter, tmp_path)
    process.send_signal(which)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130, errors
    assert "longwriter resume" in errors
    assert [text.stop_reason for text in stored(longwriter).texts.values()] == [
        StopReason.CANCELLED
    ]


def test_a_signal_to_end_that_the_models_process_gets_too_is_no_crash_of_it(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    process = start_writing(longwriter, tmp_path)
    (worker,) = psutil.Process(process.pid).children()
    process.terminate()
    worker.terminate()
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130, errors
    assert errors.splitlines()[-2] == "Stopped. The text is kept."


def test_a_terminal_that_is_closed_costs_no_text_and_is_no_bug(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text(PLAN)
    ran = at_terminal(longwriter.command(("write", plan)), press_at="tokens/s", close=True)
    assert ran.code == 130
    assert not (longwriter.folder / "reports").exists()
    texts = stored(longwriter).texts.values()
    assert [text.stop_reason for text in texts] == [StopReason.CANCELLED]
    assert all(text.text for text in texts)


def test_ctrl_c_is_not_lost_on_what_begins_after_it() -> None:
    before, after = threading.Event(), threading.Event()
    with Interrupt() as interrupt:
        interrupt.on_press(before.set)
        signal.raise_signal(signal.SIGINT)
        assert before.wait(20)
        interrupt.on_press(after.set)
        assert after.wait(20)


def test_who_leaves_in_the_middle_gives_the_engine_back() -> None:
    ended: list[bool] = []

    def events() -> Iterator[int]:
        try:
            yield from range(9)
        finally:
            ended.append(True)

    with closed_after(events()) as watched:
        assert next(watched) == 0
        assert not ended
    assert ended


def test_ctrl_c_while_the_program_is_still_being_read_is_no_traceback(checkout: Path) -> None:
    code = (
        "import sys\n"
        "from longwriter_desktop.main import run_cli\n"
        "class Pressed:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name == 'longwriter_desktop.cli.parser': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Pressed())\n"
        "sys.exit(run_cli(['list']))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=checkout, check=False
    )
    assert (ran.returncode, ran.stderr) == (130, "Stopped.\n")


def test_ctrl_c_before_there_is_a_document_promises_no_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_given: object) -> int:
        raise Stopped

    monkeypatch.setitem(COMMANDS, "plan", stopped)
    assert run(["plan", "Write."], lambda arguments: None, print) == 130  # type: ignore[arg-type,return-value]
    assert capsys.readouterr().err == "Stopped.\n"
