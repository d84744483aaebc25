# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("name", ["numpy", "pandas"])
def test_opening_a_library_imports_nothing_heavy_that_happens_to_be_installed(
    name: str, checkout: Path, tmp_path: Path
) -> None:
    (tmp_path / f"{name}.py").write_text("Timestamp = None\n")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "import longwriter_desktop.storage.opening\n"
        f"assert {name!r} not in sys.modules\n"
        f"import {name}\n"  # whoever needs it finds it
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
