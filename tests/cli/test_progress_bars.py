# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a person sees at a terminal while the program writes, and a log file does not."""

import re
from pathlib import Path

import pytest
from rich.console import Console

from longwriter_desktop.cli.bars import Row, drawn
from tests.cli.conftest import Longwriter
from tests.cli.terminal import at_terminal

# Enough for the rate to be known; nothing is foretold in the first half second.
PLAN = "# Lamps\n\n" + "".join(f"{n}. Part {n} (600 words)\n" for n in range(1, 6))
SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
WAYS = pytest.mark.parametrize(
    ("options", "sections"),
    [((), r"\d/5 Part \d"), (("--fast-draft",), "1-4/5 side by side")],
    ids=["usual", "fast draft"],
)


def shown(longwriter: Longwriter, tmp_path: Path, columns: int, *options: str) -> list[str]:
    """All lines that the terminal showed while a plan was written, trailing space left out."""
    plan = tmp_path / "plan.md"
    plan.write_text(PLAN)
    ran = at_terminal(longwriter.command(("write", plan, *options)), columns)
    assert ran.code == 0, ran.sent
    return [line.rstrip() for line in re.split(r"[\r\n]+", SEQUENCE.sub("", ran.sent))]


def found(pattern: str, lines: list[str]) -> bool:
    return any(re.fullmatch(pattern, line) for line in lines)


@WAYS
def test_words_tokens_a_second_and_the_time_left_stand_beside_the_bars(
    longwriter: Longwriter, tmp_path: Path, options: tuple[str, ...], sections: str
) -> None:
    lines = shown(longwriter, tmp_path, 100, *options)
    left = r"[\d,]+ words/min, (\d+ min )?\d+ s left"
    assert found(rf"Document +[━╸╺]+ [\d,]+ of 3,000 words +{left}", lines), lines
    speed = r"[\d,]+\.\d tokens/s"
    assert found(rf"{sections} +[━╸╺]+ [\d,]+ of [\d,]+ words +{speed}", lines), lines


@WAYS
def test_a_narrow_terminal_shows_the_same_in_a_line_each(
    longwriter: Longwriter, tmp_path: Path, options: tuple[str, ...], sections: str
) -> None:
    lines = shown(longwriter, tmp_path, 40, *options)
    assert found(r"Docum\S* +[\d,]+/3,000 words +(\d+ min )?\d+ s left", lines), lines
    name = sections[:5]  # as much of it as there is room for
    assert found(rf"{name}.* [\d,]+/[\d,]+ words +[\d,]+\.\d tokens/s", lines), lines
    bars = [line for line in lines if re.match(r"Docum|\d(-\d)?/", line)]
    assert max(map(len, bars)) <= 40


@pytest.mark.parametrize("options", [(), ("--fast-draft",)])
def test_a_log_file_gets_no_control_characters(
    longwriter: Longwriter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
) -> None:  # fmt: skip
    monkeypatch.setenv("FORCE_COLOR", "1")  # which is no reason to draw bars there
    plan, out = tmp_path / "plan.md", tmp_path / "out.md"
    plan.write_text("# Lamps\n\n1. Oil (60 words)\n2. Gas (50 words)\n")
    ran = longwriter("write", plan, *options, "-o", out)
    assert ran.returncode == 0, ran.stderr
    assert not re.search(r"[^\n\x20-\x7e]", ran.stdout + ran.stderr), ran.stderr
    assert len(ran.stderr.splitlines()) == 5


@pytest.mark.parametrize("columns", [20, 40, 79, 80, 200])
def test_whatever_the_figures_a_row_is_one_line(columns: int) -> None:
    rows = [
        Row("Document", 123_456, 200_000, "1,234 words/min, 12 h 05 min left", "12 h 05 min left"),
        Row("128/450 \u706f\u5854\u7684\u5386\u53f2" * 3, 512, 1_000, "1,234.5 tokens/s"),
    ]
    console = Console(width=columns, record=True)
    with console.capture() as drawn_as:
        console.print(drawn(rows, columns))
    assert len(drawn_as.get().splitlines()) == 2
