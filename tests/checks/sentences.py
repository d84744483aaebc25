# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Every code that can reach a person has a sentence, and every field of it a parameter."""

import ast
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.checks.source import PACKAGE, parse, python_files

PROBLEMS = {"EnvironmentProblem", "InputProblem", "EngineProblem", "PlanParseError"}


@dataclass(frozen=True)
class Use:
    """A code where it is raised. `params` is None when they are not written out there."""

    place: str
    code: str
    params: frozenset[str] | None


def codes_in_use(root: Path) -> Iterator[Use]:
    """Every problem and notice of the package whose code is written out."""
    for path in python_files(root, PACKAGE):
        for node in ast.walk(parse(path)):
            use = _use(node, str(path.relative_to(root)))
            if use is not None:
                yield use


def _use(node: ast.AST, file: str) -> Use | None:
    if not isinstance(node, ast.Call):
        return None
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    place = f"{file}:{node.lineno}"
    if name in PROBLEMS and node.args and _is_text(node.args[0]):
        params = _keywords(node)
        if name == "PlanParseError" and params is not None:
            params |= {"line"}
        return Use(place, node.args[0].value, params)
    if name == "Notice" and len(node.args) > 1 and _is_text(node.args[1]):
        given = node.args[2] if len(node.args) > 2 else ast.Dict([], [])
        return Use(place, node.args[1].value, _keys(given))
    return None


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _keywords(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(name for name in names if name)


def _keys(node: ast.expr) -> frozenset[str] | None:
    if not isinstance(node, ast.Dict) or not all(key and _is_text(key) for key in node.keys):
        return None
    return frozenset(key.value for key in node.keys)


def fields(sentence: str) -> set[str]:
    """The parameters that a sentence names."""
    return {name.partition(".")[0] for _, name, _, _ in string.Formatter().parse(sentence) if name}


def without_sentence(root: Path, sentences: Mapping[str, str]) -> list[str]:
    """Codes that nobody could be told about, and fields that nothing fills."""
    found = []
    for use in codes_in_use(root):
        if use.code not in sentences:
            found.append(f'{use.place} code "{use.code}" has no sentence: add it to messages.py')
        elif use.params is not None:
            lacking = fields(sentences[use.code]) - use.params
            if lacking:
                found.append(
                    f'{use.place} code "{use.code}" lacks {", ".join(sorted(lacking))}, which its '
                    "sentence in messages.py names"
                )
    return found


def unused_sentences(root: Path, sentences: Mapping[str, str]) -> list[str]:
    """Sentences whose code stands nowhere else in the package."""
    texts = set()
    for path in python_files(root, PACKAGE):
        if path.name != "messages.py":
            texts |= {
                node.value for node in ast.walk(parse(path)) if isinstance(node, ast.Constant)
            }
    return [
        f'messages.py: nothing raises "{code}": remove its sentence'
        for code in sentences
        if code not in texts
    ]
