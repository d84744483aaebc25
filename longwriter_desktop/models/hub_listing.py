# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The GGUF files among those of a repository, and names that are safe to use here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from longwriter_desktop.domain.catalogue import HubFile
from longwriter_desktop.domain.errors import EnvironmentProblem

_PART = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.IGNORECASE)
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?", re.ASCII)
_HUBS = ("huggingface.co", "hf.co")
_BEFORE_A_HOST = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)
_BEHIND_A_PATH = re.compile(r"[?#].*", re.DOTALL)
_QUANTISATION = re.compile(
    r"(?:^|[-._/])((?:IQ|TQ|Q)\d(?:_[A-Z0-9]+)*|BF16|FP?16|FP?32|MXFP4(?:_MOE)?)(?=[-._/]|$)",
    re.IGNORECASE,
)
_BESIDE_A_MODEL = ("mmproj", "imatrix")  # GGUF files that hold no language model
# What Windows takes for a device, or cannot have in a name, or leaves out at its end.
_NOT_ON_WINDOWS = re.compile(
    r"""(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|.*[<>:"|?*\\].*|.*[. ]""", re.IGNORECASE
)
_LONGEST_NAME = 255  # bytes; what most file systems take


@dataclass(frozen=True)
class Entry:
    """A file of a repository, as the Hub lists it; `sha256` is "" where it does not say."""

    name: str
    size_bytes: int
    sha256: str = ""


def repository_name(text: str, endpoint: str) -> str:
    """ "owner/name", of a name or of the address of a page of the repository.

    Raises `EnvironmentProblem("hub_name")` for what cannot be one.
    """
    # As it stands in a browser's line, or is copied from there: with what is open on the page.
    name = _BEHIND_A_PATH.sub("", text.strip()).rstrip("/")
    bare = _BEFORE_A_HOST.sub("", name)
    for address in (endpoint, *_HUBS):
        host = _BEFORE_A_HOST.sub("", address)
        if bare.startswith(f"{host}/"):
            name = "/".join(bare.removeprefix(f"{host}/").split("/")[:2])
    if not _REPOSITORY.fullmatch(name) or ".." in name or "--" in name or len(name) > 96:
        raise EnvironmentProblem("hub_name", name=text.strip())
    return name


def is_safe(name: str) -> bool:
    """Whether a path from the Hub stays inside the folder that it is put into, on any system."""
    return name.isprintable() and all(
        0 < len(segment.encode()) <= _LONGEST_NAME and not _NOT_ON_WINDOWS.fullmatch(segment)
        for segment in name.split("/")
    )


def check_names(names: Iterable[str]) -> None:
    """Raises `EnvironmentProblem("hub_unsafe_name")` for a path that could leave its folder."""
    for name in names:
        if not is_safe(name):
            raise EnvironmentProblem("hub_unsafe_name", name=name)


def gguf_files(repository: str, entries: Iterable[Entry]) -> list[HubFile]:
    """The models among a repository's files, from small to large.

    A model in parts is one; it is left out where a part is missing. So is what has a name
    that could not be used here.
    """
    whole: list[HubFile] = []
    parts: dict[tuple[str, int], dict[int, Entry]] = {}
    for entry in entries:
        if not _is_model(entry.name):
            continue
        match = _PART.fullmatch(entry.name)
        if match is None:
            whole.append(_file(repository, entry))
        else:
            key = (match["stem"], int(match["count"]))
            parts.setdefault(key, {})[int(match["number"])] = entry
    for (_, count), numbered in parts.items():
        if set(numbered) == set(range(1, count + 1)):
            whole.append(_joined(repository, [numbered[n] for n in range(1, count + 1)]))
    return sorted(whole, key=_by_size)


def quantisation_of(name: str) -> str:
    """ "Q4_K_M" and the like, as the last part of a file's name that says so; "" for none."""
    found = _QUANTISATION.findall(name.removesuffix(".gguf"))
    return found[-1].upper() if found else ""


def _by_size(file: HubFile) -> tuple[int, str]:
    return file.size_bytes, file.name


def _is_model(name: str) -> bool:
    last = name.rpartition("/")[2].lower()
    return (
        last.endswith(".gguf") and not any(word in last for word in _BESIDE_A_MODEL)
    ) and is_safe(name)


def _file(repository: str, entry: Entry) -> HubFile:
    quantisation = quantisation_of(entry.name)
    return HubFile(repository, entry.name, entry.size_bytes, entry.sha256, quantisation)


def _joined(repository: str, parts: list[Entry]) -> HubFile:
    if len(parts) == 1:
        return _file(repository, parts[0])
    return HubFile(
        repository,
        parts[0].name,
        sum(part.size_bytes for part in parts),
        quantisation=quantisation_of(parts[0].name),
        parts=tuple(part.name for part in parts),
    )
