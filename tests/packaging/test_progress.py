# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The live line of a long command, and how the command ended."""

import io
import sys

import pytest

from longwriter_setup.progress import Detail, LiveLine, clock, run_live


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_seconds_are_shown_as_minutes_and_seconds():
    assert [clock(5.9), clock(75), clock(3600)] == ["0:05", "1:15", "60:00"]


def shown(*lines: str) -> str:
    detail = Detail()
    for line in lines:
        detail.add(line)
    return detail.text


def test_a_compiler_command_is_shown_as_its_step_and_file():
    line = "[12/193] /usr/bin/g++ -DX -I/a/b -O3 -o c/d.cpp.o -c /a/src/llama-graph.cpp"
    assert shown("Configuring", line) == "[12/193] llama-graph.cpp"


def test_a_compiler_warning_does_not_hide_the_step():
    assert shown("[12/193] g++ -c /a/b.cpp", "b.cpp:3: note: unused") == "[12/193] b.cpp"


def test_any_other_output_is_cut_to_a_line():
    assert shown("Collecting " + "x" * 200) == ("Collecting " + "x" * 200)[:100]


def test_a_terminal_line_is_redrawn_and_fits_the_width():
    terminal = Terminal()
    LiveLine("Building", terminal, width=30).show(61, "a" * 80)
    assert terminal.getvalue() == "\r\x1b[K" + "  Building (1:01)  aaaaaaaaaaaaaaaa"[:29]


def test_a_log_gets_a_line_only_now_and_then():
    log = io.StringIO()
    line = LiveLine("Building", log)
    for second in range(45):
        line.show(second, f"step {second}")
    line.finish(45, succeeded=True)
    assert log.getvalue().splitlines() == [
        "  Building (0:20)  step 20",
        "  Building (0:40)  step 40",
        "  Building: done (0:45)",
    ]


def test_a_command_leaves_its_last_lines_and_a_whole_log(tmp_path):
    log = tmp_path / "logs" / "setup.log"
    code = "print('one'); print('two', end='')"
    outcome = run_live("Trying", python(code), log, stream=io.StringIO())
    assert outcome.succeeded
    assert outcome.tail == ("one", "two")
    assert log.read_text().endswith("one\ntwo")


def test_what_a_failing_command_says_on_standard_error_is_kept(tmp_path):
    code = "import sys; sys.stderr.write('no room\\n'); sys.exit(3)"
    stream = io.StringIO()
    outcome = run_live("Trying", python(code), tmp_path / "log", stream=stream)
    assert (outcome.status, outcome.tail) == (3, ("no room",))
    assert stream.getvalue() == "  Trying: failed (0:00)\n"


def test_a_command_that_is_stopped_by_the_person_has_ended_when_we_go_on(tmp_path):
    class Interrupted(Terminal):
        """Ctrl-C arrives while the live line is drawn."""

        def write(self, text: str) -> int:
            if "started" in text:
                raise KeyboardInterrupt
            return super().write(text)

    code = "import time; print('started', flush=True); time.sleep(50)"
    with pytest.raises(KeyboardInterrupt):
        run_live("Trying", python(code), tmp_path / "log", stream=Interrupted())
