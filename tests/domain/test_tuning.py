# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
from longwriter_desktop.domain.tuning import EngineSettings, Trial, Tuning, choose


def trial(write: float, threads: int = 2, read: float = 1.0) -> Trial:
    return Trial(EngineSettings(threads=threads), write, read)


def test_the_settings_that_write_fastest_are_chosen() -> None:
    fastest = trial(0.5)
    assert choose([trial(1.0), fastest, trial(0.8)]) is fastest


def test_among_settings_that_write_as_fast_the_fewest_threads_are_chosen() -> None:
    one = trial(0.51, threads=1)
    assert choose([trial(1.0), trial(0.50), one]) is one


def test_fewer_threads_that_write_clearly_slower_are_not_chosen() -> None:
    two = trial(0.50)
    assert choose([trial(1.0), two, trial(0.53, threads=1)]) is two


def test_among_settings_that_write_as_fast_the_one_that_reads_fastest_is_chosen() -> None:
    reader = trial(0.505, read=0.2)
    assert choose([trial(1.0), trial(0.50), reader]) is reader


def test_nothing_is_chosen_that_writes_slower_than_the_usual_settings() -> None:
    usual = trial(1.0, read=1.0)
    assert choose([usual, trial(1.02, read=0.1)]) is usual


def test_the_usual_settings_stay_where_others_are_less_than_5_percent_faster() -> None:
    usual = trial(1.0)
    assert choose([usual, trial(0.96), trial(0.97, threads=1), trial(1.0, read=0.1)]) is usual


def test_settings_that_are_5_percent_faster_are_chosen() -> None:
    faster = trial(0.95)
    assert choose([trial(1.0), faster]) is faster


def test_settings_that_read_slower_than_the_usual_ones_are_not_chosen() -> None:
    usual = trial(1.0)
    assert choose([usual, trial(0.5, read=1.1)]) is usual


def test_the_gain_is_how_many_times_as_fast_as_the_usual_settings_write() -> None:
    best = trial(0.5)
    assert Tuning(best, (trial(1.0), best)).gain == 2.0
