# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The rate of a download, and the time that it still takes."""

import pytest

from longwriter_desktop.domain.catalogue import DownloadProgress
from longwriter_desktop.models.hub_meter import Meter

SECOND = 1_000_000  # bytes that come in a second


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def run(meter: Meter, clock: Clock, done: int, seconds: float, rate: int = SECOND) -> int:
    """Let bytes come for some seconds, four times a second; how many are here then."""
    for _ in range(round(seconds * 4)):
        clock.now += 0.25
        done += rate // 4
        meter.at(done)
    return done


def test_a_steady_rate_is_told_as_it_is() -> None:
    clock = Clock()
    meter = Meter(0, 10 * SECOND, clock)
    run(meter, clock, 0, 2)
    assert meter.still() == DownloadProgress(
        2 * SECOND, 10 * SECOND, pytest.approx(SECOND), pytest.approx(8)
    )


def test_what_was_here_before_counts_as_done_but_not_as_fast() -> None:
    clock = Clock()
    meter = Meter(5 * SECOND, 10 * SECOND, clock)
    run(meter, clock, 5 * SECOND, 2)
    assert meter.still().bytes_per_second == pytest.approx(SECOND)


def test_no_time_is_guessed_in_the_first_second() -> None:
    clock = Clock()
    meter = Meter(0, 10 * SECOND, clock)
    run(meter, clock, 0, 0.75)
    assert meter.still().seconds_left is None
    run(meter, clock, SECOND, 0.25)
    assert meter.still().seconds_left is not None


def test_one_slow_second_hardly_changes_the_time_left() -> None:
    clock = Clock()
    meter = Meter(0, 100 * SECOND, clock)
    done = run(meter, clock, 0, 20)
    run(meter, clock, done, 1, rate=0)
    assert 0.75 * SECOND < meter.still().bytes_per_second < 0.9 * SECOND


def test_a_rate_falls_when_nothing_comes_until_no_time_is_guessed() -> None:
    clock = Clock()
    meter = Meter(0, 100 * SECOND, clock)
    done = run(meter, clock, 0, 20)
    run(meter, clock, done, 100, rate=0)
    assert meter.still().bytes_per_second < 1
    assert meter.still().seconds_left is None


def test_a_part_is_told_behind_the_parts_before_it() -> None:
    clock = Clock()
    meter = Meter(0, 100, clock)
    meter.before = 60
    assert meter.at(10).done == 70
