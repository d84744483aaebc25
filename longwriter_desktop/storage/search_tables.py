# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The full-text index and what keeps it in step; and the mark of an archived document.

`search_rows` numbers everything that can be found; `search_content` gives the words behind
a number, from the tables that own them; `search` is an FTS5 index over that view, so that
no text is stored twice. Triggers do the rest: also a program that knows nothing of the
index leaves it right. (sqlite.org/fts5.html, "External Content Tables")
"""

import sqlite3
from dataclasses import dataclass

from longwriter_desktop.storage.database import Database

TRIGRAM = "trigram"
# Where there are no trigrams (before SQLite 3.34), words as Unicode parts them.
_UNICODE_WORDS = "unicode61 remove_diacritics 0"

_ROWS = """CREATE TABLE search_rows (
    id INTEGER PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents(id),
    section_id TEXT NOT NULL,
    part TEXT NOT NULL,
    UNIQUE (document_id, section_id, part)
) STRICT"""


@dataclass(frozen=True)
class _Part:
    """Words that are found as one place: where they lie, and the columns that name the place.

    `place` is the column of the section's or note's id; None for the document's own words.
    """

    name: str
    table: str
    columns: tuple[str, ...]
    document: str = "document_id"
    place: str | None = "id"

    def words(self, row: str) -> str:
        """The SQL of the words in `row`: a table, `old` or `new`."""
        return " || char(10) || ".join(f"{row}.{column}" for column in self.columns)

    def place_in(self, row: str) -> str:
        return f"{row}.{self.place}" if self.place else "''"

    def is_numbered(self, row: str) -> str:
        """The SQL that says whether a row of `search_rows` is that of these words in `row`."""
        return (
            f"search_rows.document_id = {row}.{self.document}"
            f" AND search_rows.section_id = {self.place_in(row)}"
            f" AND search_rows.part = '{self.name}'"
        )


_FIRST_PARTS = (
    _Part("title", "documents", ("title",), "id", None),
    _Part("instruction", "documents", ("instruction",), "id", None),
    _Part("heading", "items", ("heading",)),
    _Part("text", "texts", ("text",), place="section_id"),
)
_NOTE_PARTS = (
    _Part("note", "notes", ("title", "text")),
    _Part("must", "items", ("must", "must_not")),
    _Part("sample", "documents", ("style_sample",), "id", None),
)


def add_archive_and_search(db: Database) -> None:
    """Add `documents.archived_at`, the index with its triggers, and what is to be found now."""
    db.execute("ALTER TABLE documents ADD COLUMN archived_at TEXT")
    # A number of its own: VACUUM, which makes the backups, may change those that SQLite gives.
    db.execute(_ROWS)
    db.execute(_content_of(_FIRST_PARTS))
    tokenizer = TRIGRAM if has_trigrams() else _UNICODE_WORDS
    # Hits are not ranked by how rare they are, so the sizes of the texts need not be kept.
    db.execute(
        "CREATE VIRTUAL TABLE search USING fts5("
        f"text, content='search_content', content_rowid='id', columnsize=0, tokenize='{tokenizer}')"
    )
    for part in _FIRST_PARTS:
        _add(db, part)


def add_notes_to_search(db: Database) -> None:
    """Let the notes, the style samples and the sections' notes to the model be found, too."""
    db.execute("DROP VIEW search_content")
    db.execute(_content_of(_FIRST_PARTS + _NOTE_PARTS))
    for part in _NOTE_PARTS:
        _add(db, part)
        if part.name == "note":
            db.execute(_trigger_of_removal(part))


def has_trigrams() -> bool:
    """Whether this SQLite can index groups of three characters, which any language has."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5(text, tokenize='trigram')")
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return True


def _content_of(parts: tuple[_Part, ...]) -> str:
    cases = " ".join(
        f"WHEN '{part.name}' THEN (SELECT {part.words(part.table)} FROM {part.table}"
        f" WHERE {part.table}.{part.document} = r.document_id"
        + (f" AND {part.place_in(part.table)} = r.section_id)" if part.place else ")")
        for part in parts
    )
    return (
        f"CREATE VIEW search_content AS SELECT r.id, CASE r.part {cases} END AS text"
        " FROM search_rows r"
    )


def _add(db: Database, part: _Part) -> None:
    """Number and index the words that are there, and those to come."""
    table = part.table
    db.execute(
        "INSERT INTO search_rows (document_id, section_id, part)"
        f" SELECT {table}.{part.document}, {part.place_in(table)}, '{part.name}' FROM {table}"
    )
    db.execute(
        f"INSERT INTO search (rowid, text) SELECT search_rows.id, {part.words(table)}"
        f" FROM search_rows JOIN {table} ON {part.is_numbered(table)}"
    )
    numbered = f"SELECT id, {part.words('new')} FROM search_rows WHERE {part.is_numbered('new')}"
    db.execute(
        f"""CREATE TRIGGER search_{part.name}_added AFTER INSERT ON {table} BEGIN
            INSERT INTO search_rows (document_id, section_id, part)
                VALUES (new.{part.document}, {part.place_in("new")}, '{part.name}');
            INSERT INTO search (rowid, text) {numbered};
        END"""
    )
    db.execute(
        f"""CREATE TRIGGER search_{part.name}_changed
            AFTER UPDATE OF {", ".join(part.columns)} ON {table}
            WHEN {part.words("old")} IS NOT {part.words("new")} BEGIN
            {_forget(part)}
            INSERT INTO search (rowid, text) {numbered};
        END"""
    )


def _trigger_of_removal(part: _Part) -> str:
    """What follows when a row goes; only notes leave their table."""
    return f"""CREATE TRIGGER search_{part.name}_removed AFTER DELETE ON {part.table} BEGIN
        {_forget(part)}
        DELETE FROM search_rows WHERE {part.is_numbered("old")};
    END"""


def _forget(part: _Part) -> str:
    """FTS5 has to be told the old words to take them out of the index."""
    return (
        "INSERT INTO search (search, rowid, text)"
        f" SELECT 'delete', id, {part.words('old')} FROM search_rows"
        f" WHERE {part.is_numbered('old')};"
    )
