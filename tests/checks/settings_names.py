# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Names of settings in the code are those of the schema, and each is used."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.checks.source import PACKAGE, parse, python_files

READERS = {"flag", "number", "fraction", "text", "value", "set", "reset", "is_changed"}
NAME = re.compile(r"[a-z]+\.[a-z_]+")


def names_read(root: Path) -> Iterator[tuple[str, str]]:
    """Place and name of every setting that is asked for by a written-out name."""
    for path in python_files(root, PACKAGE):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = ast.unparse(node.func.value)
                if node.func.attr in READERS and "preferences" in owner and node.args:
                    name = node.args[0]
                    if isinstance(name, ast.Constant) and NAME.fullmatch(str(name.value)):
                        yield f"{path.relative_to(root)}:{node.lineno}", str(name.value)


def undeclared(root: Path, declared: set[str]) -> list[str]:
    """Settings that the code asks for and the schema does not have."""
    return [
        f'{place} "{name}" is no setting: declare it in domain/settings.py'
        for place, name in names_read(root)
        if name not in declared
    ]
