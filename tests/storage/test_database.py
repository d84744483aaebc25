# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import subprocess
import sys
from pathlib import Path


def test_opening_a_library_imports_no_pandas_where_it_is_installed(
    checkout: Path, tmp_path: Path
) -> None:
    (tmp_path / "pandas.py").write_text("Timestamp = None\n")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "import longwriter_desktop.storage.opening\n"
        "assert 'pandas' not in sys.modules\n"
        "import pandas\n"  # whoever needs it finds it
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
