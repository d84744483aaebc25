# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.app.key_choices import read_keys, write_keys

NAMES = st.from_regex(r"[a-z_.]{1,12}", fullmatch=True)
KEYS = st.sampled_from(["Ctrl+K", "F3", "Ctrl+;", "Ctrl+=", "Alt+Up", "Ctrl+,"])


@given(st.dictionaries(NAMES, st.lists(KEYS, max_size=3).map(tuple)))
def test_what_is_written_is_read_again(chosen: dict[str, tuple[str, ...]]) -> None:
    assert read_keys(write_keys(chosen)) == chosen


def test_lines_of_another_form_are_left_out() -> None:
    assert read_keys("find=Ctrl+G\nnonsense\n=F3\n\nstop=") == {"find": ("Ctrl+G",), "stop": ()}
