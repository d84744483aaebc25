# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The arrows between the packages, and which library is used where."""

from fnmatch import fnmatch
from pathlib import Path

from tests.checks.source import PACKAGE, Import, imports, module_name, python_files

FOUNDATIONS = {
    "domain",
    "agentwrite",
    "storage",
    "engine",
    "models",
    "export",
    "evaluation",
    "serving",
}
ARROWS: dict[str, set[str]] = {
    "domain": set(),
    "agentwrite": {"domain"},
    "storage": {"domain"},
    "engine": {"domain"},
    "models": {"domain"},
    "serving": {"domain"},
    "export": {"domain"},
    "evaluation": {"domain", "agentwrite"},
    "app": FOUNDATIONS,
    "ui": {"app", "domain"},
    "cli": {"app", "domain"},
}
# They build the objects of every layer and pass them down.
COMPOSITION_ROOTS = {"__main__", "main", "composition", "window_app", "window_models"}
# A library -> the modules that may import it, and where to go instead.
HOMES: dict[str, tuple[tuple[str, ...], str]] = {
    "llama_cpp": (("engine.worker", "engine.worker.*"), "ask a TextEngine: domain/ports.py"),
    "PySide6": (
        ("ui", "ui.*", "app.undo", "app.qt_*", "window_app"),
        "keep widgets in ui/ and Qt's objects in app/qt_*.py",
    ),
    "qtawesome": (("ui", "ui.*"), "icons belong to ui/"),
    "spylls": (("app.spelling_process",), "ask app/qt_spelling.py"),
    "sqlite_utils": (("storage.*",), "ask the Library port"),
    "sqlite3": (("storage.*",), "ask the Library port"),
    "docx": (("export.*",), "go through the block stream of export/"),
    "huggingface_hub": (("models.*",), "ask the ModelHub port: domain/catalogue.py"),
    "keyring": (("models.*",), "ask the Secrets port: domain/catalogue.py"),
    "openai": (("engine.remote*",), "ask a TextEngine: domain/ports.py"),
    "markdown": (("export.*",), "go through the block stream of export/"),
}
NOT_AT_CLI_START = ("PySide6", "qtawesome", "llama_cpp", "openai", "huggingface_hub", "keyring")


def wrong_arrows(root: Path) -> list[str]:
    """Imports of one package of ours by another that architecture.md does not allow."""
    found = []
    for path in python_files(root, PACKAGE):
        layer = _layer(module_name(root, path))
        if layer in COMPOSITION_ROOTS or not layer:
            continue
        if layer not in ARROWS:
            found.append(f"{path.relative_to(root)} is in no layer: put it in a package")
            continue
        for item in imports(root, path):
            target = _layer(item.module) if item.module.startswith(f"{PACKAGE}.") else ""
            if target and target in ARROWS.keys() - ARROWS[layer] - {layer}:
                found.append(
                    f"{_place(root, path, item)} {layer} imports {target}: {_instead(layer)}"
                )
    return sorted(set(found))


def _layer(module: str) -> str:
    """ "longwriter_desktop.ui.window" -> "ui"; "" for the package itself."""
    return module.removeprefix(PACKAGE).lstrip(".").partition(".")[0]


def _instead(layer: str) -> str:
    if layer in ("ui", "cli"):
        return "go through app/"
    allowed = ", ".join(sorted(ARROWS[layer])) or "only the standard library"
    return f"it may import {allowed}; take the rest as a constructor argument"


def libraries_away_from_home(root: Path) -> list[str]:
    """Libraries imported outside the package that wraps them; anything third-party in domain."""
    found = []
    for path in python_files(root, PACKAGE):
        module = module_name(root, path).removeprefix(PACKAGE).lstrip(".")
        for item in imports(root, path):
            home, instead = HOMES.get(item.module.partition(".")[0], ((), ""))
            if home and not any(fnmatch(module, pattern) for pattern in home):
                library = item.module.partition(".")[0]
                found.append(f"{_place(root, path, item)} imports {library}: {instead}")
    return sorted(set(found))


def foreign_in_domain(root: Path, standard_library: frozenset[str]) -> list[str]:
    """Imports of `domain/` that are neither ours nor the standard library's."""
    found = []
    for path in python_files(root, f"{PACKAGE}/domain"):
        for item in imports(root, path):
            top = item.module.partition(".")[0]
            if top not in standard_library | {PACKAGE}:
                found.append(
                    f"{_place(root, path, item)} domain imports {top}: values and pure functions "
                    "need the standard library only; put it behind a port"
                )
    return sorted(set(found))


def loaded_at_start(root: Path, module: str) -> dict[str, str]:
    """Every module that importing `module` loads, with the file and line that asks for it."""
    known = {module_name(root, path): path for path in python_files(root, PACKAGE)}
    waiting, loaded = [module], {module: "the start"}
    while waiting:
        current = waiting.pop()
        if current not in known:
            continue
        for item in imports(root, known[current]):
            if item.at_start:
                for name in _with_parents(item.module):
                    if name not in loaded:
                        loaded[name] = _place(root, known[current], item)
                        waiting.append(name)
    return loaded


def _with_parents(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[: count + 1]) for count in range(len(parts))]


def heavy_at_cli_start(root: Path) -> list[str]:
    """Qt or llama.cpp loaded by importing a part of the command line, or what builds it."""
    parts = [f"{PACKAGE}.main", f"{PACKAGE}.composition", f"{PACKAGE}.cli"]
    parts += [module_name(root, path) for path in python_files(root, f"{PACKAGE}/cli")]
    found = set()
    for part in parts:
        loaded = loaded_at_start(root, part)
        found |= {f"{loaded[name]} loads {name}" for name in NOT_AT_CLI_START if name in loaded}
    instead = "import it in the function that needs it, or move that part to its own module"
    return [f"{line} into the command line: {instead}" for line in sorted(found)]


def _place(root: Path, path: Path, item: Import) -> str:
    return f"{path.relative_to(root)}:{item.line}"
