# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How long a module, a class, a function may be, and how complex."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.checks.source import CODE_FOLDERS, parse, python_files

MODULE_LINES = 400
CLASS_LINES = 250
FUNCTION_LINES = 60
COMPLEXITY = 10


def too_long(root: Path) -> list[str]:
    """Modules, classes and functions over their limit."""
    found = []
    for path in python_files(root, *CODE_FOLDERS):
        name = path.relative_to(root)
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MODULE_LINES:
            found.append(f"{name} is {lines} lines (at most {MODULE_LINES}): split it by purpose")
        for kind, node, limit in _definitions(parse(path)):
            size = _size(node)
            if size > limit:
                found.append(
                    f"{name}:{node.lineno} {kind} {node.name} is {size} lines (at most {limit}): "
                    "give its parts names and take them out"
                )
    return found


Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def _definitions(tree: ast.Module) -> Iterator[tuple[str, Definition, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield "class", node, CLASS_LINES
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield "function", node, FUNCTION_LINES


def _size(node: Definition) -> int:
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return (node.end_lineno or node.lineno) - first + 1


def too_complex(root: Path) -> list[str]:
    """Functions whose McCabe complexity is over the limit, by ruff's rule C901."""
    folders = [name for name in CODE_FOLDERS if (root / name).is_dir()]
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--select"]
    command += ["C901", "--config", f"lint.mccabe.max-complexity={COMPLEXITY}"]
    command += ["--output-format", "concise", *folders]
    answer = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if answer.returncode not in (0, 1):
        raise RuntimeError(answer.stderr)
    return [
        f"{line}: split the decision, or look it up in a table"
        for line in answer.stdout.splitlines()
        if "C901" in line
    ]
