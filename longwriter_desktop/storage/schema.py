# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The tables, their version, and the steps from one version to the next.

`PRAGMA user_version` holds major * 65536 + minor. A newer minor version only adds what
an older program can leave alone; a newer major version it must not touch.
"""

from collections.abc import Callable
from dataclasses import dataclass

from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.storage.database import Database
from longwriter_desktop.storage.search_tables import add_archive_and_search, add_notes_to_search

APPLICATION_ID = 0x4C57444B  # "LWDK", in the header of every library file

_DOCUMENT_KEY = [("document_id", "documents", "id")]
_TAKE_COLUMNS = {
    "id": str, "document_id": str, "section_id": str, "created": str, "origin": str,
    "target_words": int, "model_name": str, "model_fingerprint": str, "seed": int,
    "sampling": str, "prompt_hash": str, "written_from": str, "prompt_tokens": int,
    "evaluated_tokens": int, "generated_tokens": int, "tokens_per_second": float,
    "seconds": float,
}  # fmt: skip
_TAKE_NOT_NULL = {"document_id", "section_id", "created", "origin", "target_words"}


@dataclass(frozen=True, order=True)
class Version:
    """Version of the tables."""

    major: int
    minor: int

    @classmethod
    def of(cls, db: Database) -> "Version":
        """Version of a library; 0.0 for an empty file."""
        return cls(*divmod(db.execute("PRAGMA user_version").fetchone()[0], 1 << 16))

    @property
    def number(self) -> int:
        return (self.major << 16) + self.minor

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"


@dataclass(frozen=True)
class Migration:
    """The step that makes the tables `to`; it runs inside a transaction."""

    to: Version
    apply: Callable[[Database], None]


def _create_tables(db: Database) -> None:
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.table("meta").create({"key": str, "value": str}, pk="key", strict=True)
    db.table("documents").create(
        {
            "id": str, "title": str, "instruction": str, "target_words": int, "language": str,
            "notes": str, "created": str, "modified": str, "deleted_at": str,
        },
        pk="id",
        not_null={"title", "instruction", "target_words", "created", "modified"},
        strict=True,
    )  # fmt: skip
    db.table("items").create(
        {
            "document_id": str, "id": str, "position": int, "kind": str, "level": int,
            "heading": str, "main_point": str, "target_words": int, "removed_at": str,
        },
        pk=("document_id", "id"),
        foreign_keys=_DOCUMENT_KEY,
        not_null={"kind", "level", "heading", "main_point", "target_words"},
        strict=True,
    )  # fmt: skip
    # The text stands last: the list of documents reads `words` and skips the pages behind it.
    db.table("texts").create(
        {
            "document_id": str, "section_id": str, "words": int, "take_id": str,
            "stop_reason": str, "text": str,
        },
        pk=("document_id", "section_id"),
        foreign_keys=_DOCUMENT_KEY,
        not_null={"words", "text"},
        strict=True,
    )  # fmt: skip
    db.table("takes").create(
        {**_TAKE_COLUMNS, "stop_reason": str, "words": int, "text": str},
        pk="id",
        foreign_keys=_DOCUMENT_KEY,
        not_null=_TAKE_NOT_NULL | {"stop_reason", "words", "text"},
        strict=True,
    )
    db.table("takes").create_index(["section_id", "created"])
    db.table("streams").create(
        {**_TAKE_COLUMNS, "started_length": int},
        pk="id",
        foreign_keys=_DOCUMENT_KEY,
        not_null=_TAKE_NOT_NULL | {"started_length"},
        strict=True,
    )
    db.table("chunks").create(
        {"id": int, "take_id": str, "text": str},
        pk="id",
        foreign_keys=[("take_id", "streams", "id")],
        not_null={"take_id", "text"},
        strict=True,
    )
    db.table("chunks").create_index(["take_id"])


def _add_locks(db: Database) -> None:
    db.table("items").add_column("locked", int, not_null_default=0)


def _add_notes_and_marks(db: Database) -> None:
    """Notes, notes to the model, style sample; marks on takes and texts; words by day."""
    items, documents, takes = db.table("items"), db.table("documents"), db.table("takes")
    items.add_column("must", str, not_null_default="")
    items.add_column("must_not", str, not_null_default="")
    items.add_column("context", str, not_null_default="auto")
    documents.add_column("style_sample", str, not_null_default="")
    documents.add_column("spelling_words", str, not_null_default="")
    takes.add_column("pinned", int, not_null_default=0)
    takes.add_column("deleted_at", str)
    db.table("texts").add_column("written_from", str)
    db.table("notes").create(
        {
            "document_id": str, "id": str, "position": int, "kind": str, "title": str,
            "text": str, "pinned": int,
        },
        pk=("document_id", "id"),
        foreign_keys=_DOCUMENT_KEY,
        not_null={"position", "kind", "title", "text", "pinned"},
        strict=True,
    )  # fmt: skip
    db.execute(
        "INSERT INTO notes SELECT id, lower(hex(randomblob(16))), 0, 'other', '', notes, 1"
        " FROM documents WHERE trim(coalesce(notes, '')) != ''"
    )
    db.table("written_days").create({"day": str, "words": int}, pk="day", strict=True)


def _add_summaries(db: Database) -> None:
    """What the model is shown of sections that no longer fit its context."""
    db.table("summaries").create(
        {
            "document_id": str, "section_id": str, "text": str, "made_from": str,
            "origin": str, "created": str,
        },
        pk=("document_id", "section_id"),
        foreign_keys=_DOCUMENT_KEY,
        not_null={"text", "made_from", "origin", "created"},
        strict=True,
    )  # fmt: skip


def _add_models(db: Database) -> None:
    """Which models plan and write a document."""
    for column in ("planner", "writer"):
        db.table("documents").add_column(column, str, not_null_default="")


def _add_replaced(db: Database) -> None:
    """What stood in the section when a stream began."""
    db.table("streams").add_column("replaces", str, not_null_default="")


MIGRATIONS = (
    Migration(Version(1, 0), _create_tables),
    Migration(Version(1, 1), _add_locks),
    Migration(Version(1, 2), add_archive_and_search),
    Migration(Version(1, 3), _add_notes_and_marks),
    Migration(Version(1, 4), add_notes_to_search),
    Migration(Version(1, 5), _add_summaries),
    Migration(Version(1, 6), _add_models),
    Migration(Version(1, 7), _add_replaced),
)


def check_version(db: Database, path: str, newest: Version) -> Version:
    """The library's version, when a program of version `newest` may open it.

    Raises:
        EnvironmentProblem: `library_foreign` (path) for another program's database,
            `library_too_new` (path, written_by) for a newer major version.
    """
    version = Version.of(db)
    tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise EnvironmentProblem("library_foreign", path=path)
    if version.major > newest.major:
        row = db.execute("SELECT value FROM meta WHERE key = 'written_by'").fetchone()
        raise EnvironmentProblem(
            "library_too_new", path=path, written_by=row[0] if row else "", schema=str(version)
        )
    return version


def migrate(db: Database, migrations: tuple[Migration, ...]) -> None:
    """Run the steps that the library lacks, all or none. Foreign keys are checked at the end."""
    version = Version.of(db)
    pending = [step for step in migrations if step.to > version]
    if not pending:
        return
    with db.atomic():
        for step in pending:
            step.apply(db)
        db.execute(f"PRAGMA user_version = {pending[-1].to.number}")
