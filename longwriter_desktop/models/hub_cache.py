# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The Hub's cache on this machine, in the layout that `huggingface_hub` gives it.

`blobs` holds what was downloaded under its checksum, `snapshots` links to it under its name,
`refs` says which snapshot is the newest. Every program that uses the Hub finds it there.
"""

import errno
import hashlib
import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from longwriter_desktop.domain.errors import EnvironmentProblem

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def cache_folder(environment: Mapping[str, str] = os.environ, home: Path | None = None) -> Path:
    """Where the cache is: `HF_HUB_CACHE`, else `hub` in `HF_HOME`, else in the user's cache."""
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        if environment.get(name):
            return _expanded(environment[name], home)
    if environment.get("HF_HOME"):
        return _expanded(environment["HF_HOME"], home) / "hub"
    caches = environment.get("XDG_CACHE_HOME") or "~/.cache"
    return _expanded(caches, home) / "huggingface" / "hub"


def _expanded(text: str, home: Path | None) -> Path:
    text = os.path.expandvars(text)
    return (home or Path.home()) / text[2:] if text.startswith(("~/", "~\\")) else Path(text)


@dataclass(frozen=True)
class Blob:
    """A file on the Hub as it is now. `etag` is its SHA-256, or git's SHA-1 of a small one."""

    name: str
    etag: str
    size_bytes: int
    commit: str


class RepositoryCache:
    """The cache of one repository. `name` is that of a file there, already found to be safe."""

    def __init__(self, folder: Path, repository: str) -> None:
        own = "--".join(["models", *repository.split("/")])
        self._folder = folder / own
        self._locks = folder / ".locks" / own

    def blob(self, blob: Blob) -> Path:
        """Where a file's bytes lie once they are all there and right."""
        return self._folder / "blobs" / blob.etag

    def has(self, blob: Blob) -> bool:
        """Whether a file is here whole; where there are no links, it is only in its snapshot."""
        return self.blob(blob).exists() or self._snapshot(blob.commit, blob.name).exists()

    def unfinished(self, blob: Blob) -> Path:
        """Where they lie until then. The name is made like those of `huggingface_hub`, so that
        its tools know it; its last part tells which file it is of without asking the Hub.
        """
        return self._folder / "blobs" / f"{blob.etag}.{_mark(blob.name)}.incomplete"

    def all_unfinished(self, name: str) -> list[Path]:
        """Every unfinished download of a file, also of what it was earlier."""
        return sorted(self._folder.glob(f"blobs/*.{_mark(name)}.incomplete"))

    def prepare(self, blob: Blob) -> None:
        """Make the folders; throw away what came of the file when it was another one."""
        with writing(self._folder):
            self.blob(blob).parent.mkdir(parents=True, exist_ok=True)
            for path in self.all_unfinished(blob.name):
                if path != self.unfinished(blob):
                    path.unlink()

    def present(self, name: str) -> Path | None:
        """A file that is there whole, of the newest snapshot that this machine knows of."""
        try:
            commit = (self._folder / "refs" / "main").read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
        path = self._snapshot(commit, name)
        return path if path.is_file() else None

    def publish(self, blob: Blob) -> Path:
        """Let a finished file be found under its name; the path of that name."""
        pointer = self._snapshot(blob.commit, blob.name)
        with writing(pointer):
            if self.unfinished(blob).exists():
                os.replace(self.unfinished(blob), self.blob(blob))
            if not pointer.exists():
                pointer.parent.mkdir(parents=True, exist_ok=True)
                _link(self.blob(blob), pointer)
            self._remember(blob.commit)
        return pointer

    @contextmanager
    def locked(self, blob: Blob) -> Iterator[None]:
        """Keep every other program from fetching the same file; `huggingface_hub` waits too.

        Raises `EnvironmentProblem("hub_in_use")` where another one is at it already.
        """
        lock = self._locks / f"{blob.etag}.lock"
        with writing(lock):
            lock.parent.mkdir(parents=True, exist_ok=True)
            # Whoever lets go of a download need not be the thread that began it.
            held = FileLock(lock, thread_local=False)
            try:
                held.acquire(blocking=False)
            except Timeout:
                raise EnvironmentProblem("hub_in_use", name=blob.name) from None
            except NotImplementedError:
                pass  # a file system without locks; a mixed-up file would fail its checksum
        try:
            yield
        finally:
            held.release()

    def _snapshot(self, commit: str, name: str) -> Path:
        return self._folder.joinpath("snapshots", commit, *name.split("/"))

    def _remember(self, commit: str) -> None:
        ref = self._folder / "refs" / "main"
        ref.parent.mkdir(parents=True, exist_ok=True)
        temporary = ref.with_name(f"main.{uuid.uuid4().hex[:8]}.tmp")
        temporary.write_text(commit, encoding="utf-8")
        os.replace(temporary, ref)


def _mark(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:8]


def _link(blob: Path, pointer: Path) -> None:
    """A relative link, so that the cache can be moved; the file itself where there are none."""
    temporary = pointer.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        os.symlink(os.path.relpath(blob, pointer.parent), temporary)
    except OSError:
        os.replace(blob, pointer)
    else:
        os.replace(temporary, pointer)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Raises what an `OSError` on writing `path` means: `download_disk_full` or `cannot_write`.

    Both name the cache's folder: the files in it go by their checksums.
    """
    try:
        yield
    except OSError as error:
        above = (folder.parent for folder in path.parents if folder.name.startswith("models--"))
        folder = str(next(above, path))
        if error.errno in _NO_ROOM:
            raise EnvironmentProblem("download_disk_full", path=folder) from error
        reason = error.strerror or str(error)
        raise EnvironmentProblem("cannot_write", path=folder, reason=reason) from error
