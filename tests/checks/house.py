# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""House rules that a reader of the code relies on."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

from tests.checks.source import (
    CODE_FOLDERS,
    PACKAGE,
    files,
    module_name,
    parse,
    python_files,
    text_files,
)

SPDX = (
    "# SPDX-FileCopyrightText: LongWriter Desktop contributors",
    "# SPDX-License-Identifier: Apache-2.0",
)
DRAWERS = {"utils", "util", "common", "helpers", "helper", "misc"}
# The X server's socket folder is a fixed part of its protocol.
MACHINE_PATH = re.compile(
    r"(?<![\w.~\-])/(?:work|root|tmp)\b(?!/\.X11-unix)|(?<![\w.])/(?:home|Users)/\w+"
)


def without_licence(root: Path) -> list[str]:
    """Python files that do not start with the two SPDX lines."""
    found = []
    for path in python_files(root, *CODE_FOLDERS):
        lines = path.read_text(encoding="utf-8").splitlines()
        if lines and lines[0].startswith("#!"):
            lines = lines[1:]
        if tuple(lines[:2]) != SPDX:
            found.append(f"{path.relative_to(root)}: start it with the two SPDX lines")
    return found


def catching_everything(root: Path) -> list[str]:
    """Handlers that take every exception and do not raise it again."""
    found = []
    for path in python_files(root, *CODE_FOLDERS):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.ExceptHandler) and _is_catch_all(node):
                found.append(
                    f"{path.relative_to(root)}:{node.lineno} catches everything: name what the "
                    "machine can cause (OSError, sqlite3.Error, ...) and let bugs through"
                )
    return found


def rich_labels(root: Path) -> list[str]:
    """Labels of the window that would show what looks like rich text as that."""
    return [
        f"{path.relative_to(root)}:{node.lineno} makes a QLabel: take PlainLabel"
        for path in python_files(root, f"{PACKAGE}/ui")
        if path.name != "plain_text.py"
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "QLabel"
    ]


def _is_catch_all(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = {kind.id for kind in kinds if isinstance(kind, ast.Name)}
    last = handler.body[-1]
    raises_again = isinstance(last, ast.Raise) and last.exc is None
    return "Exception" in names or ("BaseException" in names and not raises_again)


def lambdas_connected(root: Path) -> list[str]:
    """Signals connected to a lambda: it would run in the sender's thread."""
    found = []
    for path in python_files(root, PACKAGE):
        for node in ast.walk(parse(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "connect"
                and any(isinstance(argument, ast.Lambda) for argument in node.args)
            ):
                found.append(
                    f"{path.relative_to(root)}:{node.lineno} connects a lambda: connect a method "
                    "of a QObject, marked with @Slot"
                )
    return found


def machine_paths(root: Path) -> list[str]:
    """Paths of one machine in a text that goes to every machine."""
    found = []
    for path in text_files(root):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = MACHINE_PATH.search(line)
            if match:
                found.append(
                    f"{path.relative_to(root)}:{number} names {match[0]}: use a path relative to "
                    "the file, tmp_path or platformdirs"
                )
    return found


def drawers(root: Path) -> list[str]:
    """Modules and packages named after nothing."""
    found = set()
    for path in files(root, *CODE_FOLDERS):
        for name in (*path.relative_to(root).parts[:-1], path.stem):
            if name in DRAWERS:
                found.add(f"{path.relative_to(root)}: name it after what is in it, not {name}")
    return sorted(found)


def shadowed_by_attributes(root: Path) -> list[str]:
    """Attributes of our Qt classes that hide a method of Qt's, so that it cannot be called."""
    found = []
    for path in python_files(root, f"{PACKAGE}/ui", f"{PACKAGE}/app"):
        if "PySide6" not in path.read_text(encoding="utf-8"):
            continue
        module = importlib.import_module(module_name(root, path))
        for node in parse(path).body:
            if isinstance(node, ast.ClassDef):
                qt = _qt_base(getattr(module, node.name))
                found += [
                    f"{path.relative_to(root)}:{line} attribute `{name}` shadows "
                    f"{qt.__name__}.{name}: rename it"
                    for name, line in _attributes(node)
                    if qt is not None and callable(getattr(qt, name, None))
                ]
    return found


def _qt_base(kind: type) -> type | None:
    for base in kind.__mro__:
        if base.__module__.startswith("PySide6."):
            return base
    return None


def _attributes(node: ast.ClassDef) -> Iterator[tuple[str, int]]:
    """Names that a class assigns on itself or on `self`, with their lines."""
    for part in node.body:
        if isinstance(part, ast.Assign):
            for target in part.targets:
                if isinstance(target, ast.Name):
                    yield target.id, part.lineno
    for part in ast.walk(node):
        if (
            isinstance(part, ast.Attribute)
            and isinstance(part.ctx, ast.Store)
            and isinstance(part.value, ast.Name)
            and part.value.id == "self"
        ):
            yield part.attr, part.lineno
