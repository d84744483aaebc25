# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a start of the window need not wait for."""

import os
import subprocess
import sys
from pathlib import Path

_HEAVY = ["docx", "gguf", "httpx", "huggingface_hub", "jinja2", "keyring", "llama_cpp", "markdown"]
_HEAVY += ["numpy", "openai", "pandas", "torch", "yaml"]
_START = f"""
import builtins, sys
own = builtins.__import__
from longwriter_desktop.main import import_qt, main
import_qt()
print("own way:", builtins.__import__ is own)
from PySide6.QtWidgets import QApplication
from longwriter_desktop import window_app

class Program(QApplication):
    def exec(self):
        print("heavy:", [name for name in {_HEAVY!r} if name in sys.modules])
        return 0

window_app.QApplication = Program
sys.exit(main(["--no-model", "--data-dir", sys.argv[1]]))
"""


def test_a_window_is_there_before_anything_heavy_is_imported(
    checkout: Path, tmp_path: Path
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _START, str(tmp_path)],
        cwd=checkout, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.stdout, ran.returncode) == ("own way: True\nheavy: []\n", 0), ran.stderr
