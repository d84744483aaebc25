# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Answers that count down their words: the marks, the data, and the comparison of two runs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from longwriter_training import config, countdown, manifest
from longwriter_training.law_report import read_arms

SCRIPT = Path(config.__file__).parents[1] / "runs" / "countdown.sh"
TEXT = "The sea rose. Nobody came, for the road was long.\n\nThen he lit his lamp and slept."


def test_before_each_sentence_stands_how_many_words_are_left():
    assert countdown.counted_down(TEXT) == (
        "[20] The sea rose. [20] Nobody came, for the road was long.\n\n"
        "[10] Then he lit his lamp and slept."
    )


@pytest.mark.parametrize(
    ("words", "told"), [(1, 10), (10, 10), (11, 20), (200, 200), (201, 250), (940, 950)]
)
def test_marks_are_finer_near_the_end(words, told):
    assert countdown.rounded(words) == told


@pytest.mark.parametrize("text", [TEXT, "One", "", " He said: “Go!” And went. \n\n* * *\n\nEnd."])
def test_without_its_marks_a_text_is_as_it_was(text):
    assert countdown.without_marks(countdown.counted_down(text)) == text


def arm(run, answers):
    """A finished arm of one seed on disk."""
    rows = [{"asked": a, "words": w, "ended": e, "repeated": 0, "text": ""} for a, w, e in answers]
    place = manifest.begin(run / "law" / "cap-60-token-1")
    (place / "answers.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    manifest.finish(place, "law_arm", {"cap": 60, "weighting": "token", "seed": 1}, {})
    data = manifest.begin(run / "law_data")
    manifest.finish(data, "law_data", {}, {"cap-60": {"median_words": 30}})


def test_two_runs_are_compared_by_length_score_and_error(tmp_path, capsys):
    plain, counted = tmp_path / "plain", tmp_path / "counted"
    arm(plain, [(100, 160, True), (200, 80, False)])  # S_l 80 and 25
    arm(counted, [(100, 100, True), (200, 230, True)])  # S_l 100 and 95
    assert countdown.main(["--plain", str(plain), "--run", str(counted)]) == 0
    report = (counted / "countdown_report" / "report.md").read_text(encoding="utf-8")
    assert report in capsys.readouterr().out
    first, second = report.splitlines()[2:]
    assert first.startswith("| plain | 1 | 52.5 ± 0.0 | 60.0 ± 0.0 | 50.0 ± 0.0 | 80.0 ± 0.0 | 25.")
    assert second.startswith("| countdown | 1 | 97.5 ± 0.0 | 7.5 ± 0.0 | 0.0 ± 0.0 | 100.0 ± 0.0 |")


def test_without_an_arm_of_each_kind_there_is_nothing_to_compare(tmp_path, capsys):
    plain, counted = tmp_path / "plain", tmp_path / "counted"
    arm(plain, [(100, 160, True)])
    manifest.finish(manifest.begin(counted / "law_data"), "law_data", {}, {})
    assert countdown.main(["--plain", str(plain), "--run", str(counted)]) == 1
    assert "an arm of each kind is needed" in capsys.readouterr().err


@pytest.mark.slow
def test_the_smoke_run_ends_in_a_table(corpus, tmp_path):
    command = [str(SCRIPT), "--smoke", "--corpus", str(corpus), "--run", str(tmp_path)]
    environment = os.environ | {"PYTHON": sys.executable, "OMP_NUM_THREADS": "1"}
    options = {"capture_output": True, "text": True, "timeout": 230, "env": environment}
    done = subprocess.run(command, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    run = tmp_path / "countdown-true"
    report = (run / "countdown_report" / "report.md").read_text(encoding="utf-8")
    assert [line.split(" | ")[0] for line in report.splitlines()[2:]] == ["| plain", "| countdown"]
    assert len(read_arms(run)) == 1
