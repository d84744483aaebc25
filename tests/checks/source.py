# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which files are looked at, and what they import."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "longwriter_desktop"
CODE_FOLDERS = (PACKAGE, "packaging", "tests", "training")
NOT_OURS = {"__pycache__", "build", "dist", "runs_out"}
TEXT_ENDINGS = {".py", ".md", ".toml", ".txt", ".sh", ".cfg", ".yml", ".yaml", ".json", ".svg"}


@dataclass(frozen=True)
class Import:
    """One imported module. `at_start`: when the importing module is loaded, not in a call."""

    module: str
    line: int
    at_start: bool


def python_files(root: Path, *folders: str) -> list[Path]:
    """The Python files under some folders of a checkout, sorted."""
    return [path for path in files(root, *folders) if path.suffix == ".py"]


def files(root: Path, *folders: str) -> list[Path]:
    """All files under some folders, hidden and generated ones left out."""
    found = []
    for folder in folders:
        for place, names, entries in os.walk(root / folder):
            names[:] = [name for name in names if not name.startswith(".") and name not in NOT_OURS]
            found += [Path(place, entry) for entry in entries if not entry.startswith(".")]
    return sorted(found)


def text_files(root: Path) -> list[Path]:
    """Everything in the checkout that people read or machines run as text."""
    named = [root / "Makefile", root / ".ci" / "run", root / ".gitignore"]
    top = [path for path in root.iterdir() if path.suffix in TEXT_ENDINGS]
    deep = files(root, *CODE_FOLDERS, "docs", "resources")
    deep = [path for path in deep if path.suffix in TEXT_ENDINGS]
    return [path for path in [*named, *top, *deep] if path.is_file()]


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def module_name(root: Path, path: Path) -> str:
    """The dotted name of a file of the package: "longwriter_desktop.ui.window"."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(root: Path, path: Path) -> Iterator[Import]:
    """Every import of a file, relative ones resolved, those for type checking included."""
    package = module_name(root, path)
    if path.name != "__init__.py":
        package = package.rpartition(".")[0]
    yield from _imports_below(parse(path), package, at_start=True)


def _imports_below(node: ast.AST, package: str, at_start: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, child.lineno, at_start)
        elif isinstance(child, ast.ImportFrom):
            source = _absolute(child, package)
            yield Import(source, child.lineno, at_start)
            for alias in child.names:
                yield Import(f"{source}.{alias.name}", child.lineno, at_start)
        else:
            is_later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            is_later = is_later or _is_type_checking(child)
            yield from _imports_below(child, package, at_start and not is_later)


def _absolute(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    parts = parts[: len(parts) - node.level + 1]
    return ".".join([*parts, node.module] if node.module else parts)


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
