# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the program is made of, and what it runs on."""

import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from longwriter_desktop import __version__

PARTS = (
    "PySide6-Essentials", "QtAwesome", "llama-cpp-python", "gguf", "sqlite-utils", "filelock",
    "platformdirs", "psutil", "Markdown", "python-docx", "latex2mathml", "jinja2", "rich",
    "tomli-w", "wakepy", "jeepney", "spylls", "huggingface-hub", "openai", "keyring", "httpx2",
)  # fmt: skip
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_CLASSIFIER = "License :: "
_LONGEST = 60  # characters of a licence's name; some packages give its whole text
_SHORT_NAMES = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "MIT license": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
}


@dataclass(frozen=True)
class Part:
    """A distribution that the program uses, with the name of its licence (may be empty)."""

    name: str
    version: str
    licence: str


def installed_parts() -> list[Part]:
    """The distributions that the program uses and what those use, by name."""
    parts: dict[str, Part] = {}
    waiting = list(PARTS)
    while waiting:
        name = waiting.pop()
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # needed on another system only
        key = _key(found.name)
        if key not in parts:
            parts[key] = Part(found.name, found.version, _licence(found.metadata))
            waiting += _needs(found)
    return [parts[key] for key in sorted(parts)]


def system_information() -> str:
    """What to say in a report of a mistake: versions and the system, nothing of the writer's."""
    lines = [
        f"LongWriter Desktop {__version__}",
        f"Python {platform.python_version()}",
        f"{platform.system()} {platform.release()}, {platform.machine()}",
    ]
    return "\n".join(lines + [f"{part.name} {part.version}" for part in installed_parts()])


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _needs(found: metadata.Distribution) -> Iterator[str]:
    for requirement in found.requires or ():
        name = _NAME.match(requirement)
        if name is not None and "extra ==" not in requirement:
            yield name[0]


def _licence(about: metadata.PackageMetadata) -> str:
    """The expression, else the classifiers, else the first line of the free text."""
    if "License-Expression" in about:
        return about["License-Expression"]
    classifiers = about.get_all("Classifier") or []
    names = [each.rpartition(" :: ")[2] for each in classifiers if each.startswith(_CLASSIFIER)]
    names = [_SHORT_NAMES.get(name, name) for name in names if name != "OSI Approved"]
    if names:
        return ", ".join(dict.fromkeys(names))
    given = about.get_all("License") or [""]
    text = given[0].strip().splitlines()
    name = text[0].strip() if text else ""
    return _SHORT_NAMES.get(name, name) if len(name) <= _LONGEST else ""
