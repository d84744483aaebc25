# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A bug in the window: the text first, then the report, and the next bug likewise."""

from pathlib import Path

import pytest

from longwriter_desktop.app.crash import CrashHandler
from longwriter_desktop.domain.errors import EnvironmentProblem


def meet_a_bug(handler: CrashHandler) -> None:
    try:
        raise ZeroDivisionError("a bug")
    except ZeroDivisionError as error:
        handler.handle(type(error), error, error.__traceback__)


def test_the_text_is_saved_before_the_report_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done: list[object] = []
    handler = CrashHandler(tmp_path / "reports", lambda: done.append("saved"), done.append)
    meet_a_bug(handler)
    saved, report = done
    assert saved == "saved"
    assert isinstance(report, Path)
    assert "ZeroDivisionError: a bug" in report.read_text(encoding="utf-8")
    assert "ZeroDivisionError: a bug" in capsys.readouterr().err


def test_a_text_that_cannot_be_saved_keeps_no_report_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise EnvironmentProblem("disk_full", path="library.db")

    shown: list[Path] = []
    meet_a_bug(CrashHandler(tmp_path, fail, shown.append))
    assert shown[0].is_file()
    assert "could not be saved" in capsys.readouterr().err


def test_where_no_report_can_be_written_every_bug_is_told_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "reports").write_text("a file where the folder should be")
    shown: list[Path] = []
    handler = CrashHandler(tmp_path / "reports", lambda: None, shown.append)
    meet_a_bug(handler)
    meet_a_bug(handler)
    assert len(shown) == 2
    assert "report could not be written" in capsys.readouterr().err
