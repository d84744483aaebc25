# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The library of documents in one SQLite file: `domain.library_port.Library` for real.

One connection serves every thread, one call at a time: a call lasts milliseconds, only
one may write anyway, and connections a thread would be left behind by threads that end.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from longwriter_desktop.domain.document import Document, SectionText, Take
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.library_port import DocumentSummary, RemovedSection, SearchResults
from longwriter_desktop.storage import saving, search, shelf, streams
from longwriter_desktop.storage.atomic import file_problem
from longwriter_desktop.storage.backups import make_backup
from longwriter_desktop.storage.database import Database
from longwriter_desktop.storage.problems import sqlite_problems
from longwriter_desktop.storage.rows import (
    take_of,
    take_row,
    text_row,
    time_text,
)


def utc_now() -> datetime:
    return datetime.now(UTC)


class SqliteLibrary:
    """The open library; made by `opening.open_library`. Methods may be called by any thread.

    Every method may raise `EnvironmentProblem`: `disk_full`, `library_read_only`,
    `library_corrupt`, `library_busy`, `library_io`; and `document_missing` (document) where
    it names a document that was never saved.

    Attributes:
        path: the library's file.
        read_only: whether every method that writes raises `library_read_only`.
        backup_problem: why the daily backup could not be made on opening, or None.
    """

    def __init__(
        self,
        db: Database,
        path: Path,
        *,
        resources: ExitStack,
        read_only: bool,
        clock: Callable[[], datetime] = utc_now,
        backup_problem: EnvironmentProblem | None = None,
    ) -> None:
        """Take over a checked connection; `resources` closes it and gives the lock back."""
        self.path = path
        self.read_only = read_only
        self.backup_problem = backup_problem
        self._db = db
        self._resources = resources
        self._clock = clock
        self._guard = threading.RLock()
        self._is_open = True
        self._changes_at_open = db.conn.total_changes

    def documents(self) -> list[DocumentSummary]:
        """All documents that were not deleted, the last changed one first."""
        with self._reading() as db:
            return shelf.documents(db)

    def deleted(self) -> list[DocumentSummary]:
        """The bin: all documents that were deleted, the last one first."""
        with self._reading() as db:
            return shelf.bin_of(db)

    def load(self, document_id: str) -> Document:
        """A document whole. Raises `document_missing` also for a deleted one."""
        with self._reading() as db:
            return shelf.load(db, document_id)

    def save(self, document: Document) -> None:
        """Insert or replace a document, its outline and its sections' texts.

        A section that left the outline keeps its text and takes in the file, and has them
        again when it comes back. `modified` becomes now. A deleted document is there again.
        """
        with self._writing() as db:
            before = saving.save_outline(db, document, self._clock())
            saving.save_texts(db, document, before)

    def save_outline(self, document: Document) -> None:
        """Insert or replace a document and its outline, but touch no section's text."""
        with self._writing() as db:
            saving.save_outline(db, document, self._clock())

    def save_text(self, document_id: str, section_id: str, text: SectionText) -> None:
        """Replace one section's text and nothing else."""
        with self._writing(document_id) as db:
            db.table("texts").upsert(
                text_row(document_id, section_id, text), pk=("document_id", "section_id")
            )

    def delete(self, document_id: str) -> None:
        """Leave a document out from now on. Its row, texts and takes stay in the file."""
        with self._writing() as db:
            shelf.mark(db, document_id, "deleted_at", self._clock())

    def restore(self, document_id: str) -> None:
        """Take a document out of the bin, as it was; one that is not in it stays as it is."""
        with self._writing() as db:
            shelf.mark(db, document_id, "deleted_at", None)

    def archive(self, document_id: str, archived: bool) -> None:
        """Mark a document as archived or as in use. That does not count as a change of it."""
        with self._writing() as db:
            shelf.mark(db, document_id, "archived_at", self._clock() if archived else None)

    def rename(self, document_id: str, title: str) -> None:
        """Give a document another title and change nothing else."""
        with self._writing(document_id) as db:
            db.execute("UPDATE documents SET title = ? WHERE id = ?", [title, document_id])

    def duplicate(self, document_id: str, title: str | None = None) -> str:
        """Copy a document with its texts, but no takes, under new ids; return the copy's.

        Without a `title` it has the same one. Raises `document_missing` for a deleted one.
        """
        with self._writing():
            copy = shelf.copy_of(self.load(document_id), title)
            self.save(copy)
            return copy.id

    def search(self, query: str, most: int = 200) -> SearchResults:
        """The first `most` places where `query` stands, case aside, and how many there are.

        The query is plain text. Documents in the bin, and sections taken out of the plan,
        are left out. The document changed last comes first, its places in their order.
        """
        with self._reading() as db:
            return search.find(db, query, most)

    def removed(self, document_id: str) -> list[RemovedSection]:
        """Sections that were taken out of a plan and whose text stands nowhere in it now, the
        last one first.
        """
        with self._reading() as db:
            return shelf.removed(db, document_id)

    def add_take(self, document_id: str, take: Take) -> None:
        """Store a take. Its id must be new."""
        with self._writing(document_id) as db:
            db.table("takes").insert(take_row(document_id, take))

    def takes(self, section_id: str) -> list[Take]:
        """A section's takes, the oldest first; those that were deleted are marked so."""
        with self._reading() as db:
            rows = db.table("takes").rows_where(
                "section_id = ?", [section_id], order_by="created, rowid"
            )
            return [take_of(row) for row in rows]

    def pin_take(self, take_id: str, pinned: bool) -> None:
        """Pin a take, or no longer."""
        with self._writing() as db:
            db.table("takes").update(take_id, {"pinned": int(pinned)})

    def delete_take(self, take_id: str, deleted: bool) -> None:
        """Put a take away, or have it back. Its text stays in the file."""
        with self._writing() as db:
            when = time_text(self._clock()) if deleted else None
            db.table("takes").update(take_id, {"deleted_at": when})

    def add_written(self, day: date, words: int) -> None:
        """Count `words` more, or with a negative number fewer, as written on a day."""
        with self._writing() as db:
            db.execute(
                "INSERT INTO written_days VALUES (?, ?)"
                " ON CONFLICT (day) DO UPDATE SET words = words + excluded.words",
                [day.isoformat(), words],
            )

    def written_days(self, since: date) -> dict[date, int]:
        """Words written on each day from `since` on; days without any are left out."""
        with self._reading() as db:
            rows = db.execute(
                "SELECT day, words FROM written_days WHERE day >= ? ORDER BY day",
                [since.isoformat()],
            )
            return {date.fromisoformat(day): words for day, words in rows}

    def begin_stream(self, document_id: str, take: Take, beside: bool = False) -> None:
        """Start keeping a take that is being written; `take.text` is what it continues.

        One that is written `beside` the section's text takes its place only where there is none.
        """
        with self._writing(document_id) as db:
            streams.begin(db, document_id, take, beside)

    def append_stream(self, take_id: str, text: str) -> None:
        """Add text to a stream. It is on the disk on return: call at most once a second."""
        with self._writing() as db:
            streams.append(db, take_id, text)

    def rewind_stream(self, take_id: str, keep: int) -> None:
        """Cut the streamed text, what it continues included, to `keep` characters."""
        with self._writing() as db:
            streams.rewind(db, take_id, keep)

    def finish_stream(self, document_id: str, take: Take, text: SectionText) -> None:
        """In one step: store the take, make `text` the section's, forget the stream.

        A text of the section that no take holds yet is kept as a take of the writer's.
        """
        with self._writing(document_id) as db:
            streams.forget(db, take.id)
            streams.place_take(db, document_id, take, text)

    def keep_stream(self, document_id: str, take: Take) -> None:
        """In one step: store the take beside its section's text, forget the stream."""
        with self._writing(document_id) as db:
            streams.forget(db, take.id)
            db.table("takes").insert(take_row(document_id, take))

    def has_streams(self) -> bool:
        """Whether a take is being written, or was when a program was killed."""
        with self._reading() as db:
            return db.table("streams").count > 0

    def recover_streams(self) -> list[Take]:
        """Turn streams left by a crash into interrupted takes and their sections' texts.

        A stream that had added nothing is forgotten. A second call finds nothing to do.
        """
        with self._writing() as db:
            recovered = streams.recover(db)
            for document_id, _ in recovered:
                self._touch(db, document_id)
            return [take for _, take in recovered]

    def close(self) -> None:
        """Make a backup when something changed, close the file, give the lock back.

        The file is closed and the lock given back also when the backup fails, which then
        is raised. A second call does nothing.
        """
        with self._guard, self._resources.pop_all():
            changed = self._is_open and self._db.conn.total_changes > self._changes_at_open
            self._is_open = False
            if changed:
                self.back_up()

    def back_up(self) -> Path:
        """Make a dated copy now and return its path; old copies age out."""
        folder = self.path.parent
        with self._guard, sqlite_problems(self.path):
            try:
                return make_backup(self._db.conn, folder, self._clock())
            except OSError as error:
                raise file_problem(error, folder / "backups") from error

    @contextmanager
    def _reading(self) -> Iterator[Database]:
        """One consistent view of the file for the time of the block."""
        with self._guard, sqlite_problems(self.path), self._db.atomic():
            yield self._db

    @contextmanager
    def _writing(self, document_id: str | None = None) -> Iterator[Database]:
        """One transaction; with a document named, it must exist and counts as modified."""
        with self._guard, sqlite_problems(self.path), self._db.atomic():
            if document_id is not None:
                self._touch(self._db, document_id)
            yield self._db

    def _touch(self, db: Database, document_id: str) -> None:
        now = time_text(self._clock())
        done = db.execute("UPDATE documents SET modified = ? WHERE id = ?", [now, document_id])
        if not done.rowcount:
            raise EnvironmentProblem("document_missing", document=document_id)
