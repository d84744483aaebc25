# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How a check that found something fails its test."""

import pytest


def complain(found: list[str]) -> None:
    """Fail with everything that is to be mended, one line each."""
    if found:
        pytest.fail("\n".join(found), pytrace=False)
