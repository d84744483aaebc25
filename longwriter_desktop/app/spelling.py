# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Hunspell dictionaries on this computer, and the one to use for a language."""

import importlib.util
import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

_NAME = re.compile(r"[a-z]{2,3}(?:[_-]\w+)*\Z")
_LINUX = ("/usr/local/share/hunspell", "/usr/share/hunspell", "/usr/share/myspell",
          "/usr/share/myspell/dicts")  # fmt: skip
_MAC = ("/Library/Spelling", "/opt/homebrew/share/hunspell", "/usr/local/share/hunspell")
_OFFICE = {
    "linux": ("/usr/lib/libreoffice", "/usr/lib64/libreoffice", "/opt/libreoffice"),
    "darwin": ("/Applications/LibreOffice.app/Contents/Resources",),
}
_USUAL = {"en": "en-us", "pt": "pt-pt"}  # for the rest "xx-xx", as in "de-de"


def dictionary_folders(
    platform: str = sys.platform, environment: Mapping[str, str] = os.environ
) -> list[Path]:
    """Folders that may hold dictionaries, the person's own first, what comes with us last."""
    home = Path(environment.get("HOME") or environment.get("USERPROFILE") or ".")
    if platform == "win32":
        own = Path(environment.get("APPDATA", home)) / "hunspell"
        programs = [environment.get(name, "") for name in ("ProgramFiles", "ProgramFiles(x86)")]
        folders = [own, *_office([str(Path(one) / "LibreOffice") for one in programs if one])]
    elif platform == "darwin":
        folders = [home / "Library" / "Spelling", *map(Path, _MAC), *_office(_OFFICE["darwin"])]
    else:
        data = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
        folders = [data / "hunspell", data / "myspell", *map(Path, _LINUX)]
        folders += _office(_OFFICE["linux"])
    return [*folders, *_bundled()]


def find_dictionaries(folders: Iterable[Path]) -> dict[str, Path]:
    """Dictionaries by language tag ("en-US"). A path is that of both files, without suffix."""
    found: dict[str, Path] = {}
    for folder in folders:
        for words in sorted(folder.glob("*.dic")):
            if _NAME.match(words.stem) and words.with_suffix(".aff").is_file():
                found.setdefault(words.stem.replace("_", "-"), words.with_suffix(""))
    return found


def choose_dictionary(found: Mapping[str, Path], language: str, wanted: str = "") -> Path | None:
    """The dictionary `wanted`, or else the nearest one for a language (BCP 47 tags), or None."""
    by_tag = {tag.lower(): path for tag, path in found.items()}
    language = language.lower().replace("_", "-")
    main = language.partition("-")[0]
    usual = _USUAL.get(main, f"{main}-{main}")
    near = sorted(tag for tag in by_tag if tag.partition("-")[0] == main)
    for tag in (wanted.lower().replace("_", "-"), language, usual, *near):
        if tag in by_tag:
            return by_tag[tag]
    return None


def _office(roots: Iterable[str]) -> list[Path]:
    """The dictionary folders of LibreOffice."""
    return [
        folder for root in roots
        for folder in sorted((Path(root) / "share" / "extensions").glob("dict-*"))
        + sorted((Path(root) / "extensions").glob("dict-*"))
    ]  # fmt: skip


def _bundled() -> list[Path]:
    """The English dictionary that comes with the spelling library."""
    library = importlib.util.find_spec("spylls")
    roots = library.submodule_search_locations if library else None
    return [Path(root) / "hunspell" / "data" / "en" for root in roots or ()]
