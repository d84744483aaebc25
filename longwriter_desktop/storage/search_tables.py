# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The full-text index and what keeps it in step; and the mark of an archived document.

`search_rows` numbers everything that can be found; `search_content` gives the words behind
a number, from the tables that own them; `search` is an FTS5 index over that view, so that
no text is stored twice. Triggers do the rest: also a program that knows nothing of the
index leaves it right. (sqlite.org/fts5.html, "External Content Tables")
"""

import sqlite3

from sqlite_utils import Database

TRIGRAM = "trigram"
# Where there are no trigrams (before SQLite 3.34), words as Unicode parts them.
_UNICODE_WORDS = "unicode61 remove_diacritics 0"

_TABLES = (
    # A number of its own: VACUUM, which makes the backups, may change those that SQLite gives.
    """CREATE TABLE search_rows (
        id INTEGER PRIMARY KEY,
        document_id TEXT NOT NULL REFERENCES documents(id),
        section_id TEXT NOT NULL,
        part TEXT NOT NULL,
        UNIQUE (document_id, section_id, part)
    ) STRICT""",
    """CREATE VIEW search_content AS
    SELECT r.id, CASE r.part
        WHEN 'title' THEN (SELECT title FROM documents WHERE id = r.document_id)
        WHEN 'instruction' THEN (SELECT instruction FROM documents WHERE id = r.document_id)
        WHEN 'heading' THEN (
            SELECT heading FROM items WHERE document_id = r.document_id AND id = r.section_id)
        ELSE (
            SELECT text FROM texts
            WHERE document_id = r.document_id AND section_id = r.section_id)
    END AS text
    FROM search_rows r""",
)
# part, the table and the column that hold its words, and the column of the section's id
_PARTS = (
    ("title", "documents", "title", "id", "''"),
    ("instruction", "documents", "instruction", "id", "''"),
    ("heading", "items", "heading", "document_id", "id"),
    ("text", "texts", "text", "document_id", "section_id"),
)


def add_archive_and_search(db: Database) -> None:
    """Add `documents.archived_at`, the index with its triggers, and what is to be found now."""
    db.execute("ALTER TABLE documents ADD COLUMN archived_at TEXT")
    for statement in _TABLES:
        db.execute(statement)
    tokenizer = TRIGRAM if has_trigrams() else _UNICODE_WORDS
    # Hits are not ranked by how rare they are, so the sizes of the texts need not be kept.
    db.execute(
        "CREATE VIRTUAL TABLE search USING fts5("
        f"text, content='search_content', content_rowid='id', columnsize=0, tokenize='{tokenizer}')"
    )
    for part, table, column, document, section in _PARTS:
        db.execute(
            "INSERT INTO search_rows (document_id, section_id, part)"
            f" SELECT {document}, {section}, '{part}' FROM {table}"
        )
        for trigger in _triggers(part, table, column, document, section):
            db.execute(trigger)
    db.execute("INSERT INTO search (search) VALUES ('rebuild')")


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


def _triggers(part: str, table: str, column: str, document: str, section: str) -> tuple[str, str]:
    """What follows an insert, and a change of the words, in one table."""
    section_id = section if section == "''" else f"new.{section}"
    this = f"document_id = new.{document} AND section_id = {section_id} AND part = '{part}'"
    numbered = f"SELECT id, new.{column} FROM search_rows WHERE {this}"
    return (
        f"""CREATE TRIGGER search_{part}_added AFTER INSERT ON {table} BEGIN
            INSERT INTO search_rows (document_id, section_id, part)
                VALUES (new.{document}, {section_id}, '{part}');
            INSERT INTO search (rowid, text) {numbered};
        END""",
        # FTS5 has to be told the old words to take them out of the index.
        f"""CREATE TRIGGER search_{part}_changed AFTER UPDATE OF {column} ON {table}
            WHEN old.{column} IS NOT new.{column} BEGIN
            INSERT INTO search (search, rowid, text)
                SELECT 'delete', id, old.{column} FROM search_rows WHERE {this};
            INSERT INTO search (rowid, text) {numbered};
        END""",
    )
