# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding words in all documents. The functions run inside the caller's transaction."""

import re
from typing import Any

from longwriter_desktop.domain.document import NoteKind
from longwriter_desktop.domain.library_port import SearchHit, SearchResults
from longwriter_desktop.storage.database import Database
from longwriter_desktop.storage.search_tables import TRIGRAM

_LEAST_TRIGRAM = 3  # characters
_BEFORE, _BEHIND = 48, 110  # characters of a preview around the words found

_STANDING = """
JOIN search_rows r ON r.id = s.{number}
JOIN documents d ON d.id = r.document_id
LEFT JOIN items i ON r.part <> 'note' AND i.document_id = r.document_id AND i.id = r.section_id
LEFT JOIN notes n ON r.part = 'note' AND n.document_id = r.document_id AND n.id = r.section_id
WHERE d.deleted_at IS NULL AND (r.section_id = '' OR r.part = 'note' OR i.position IS NOT NULL)
"""
_INDEXED = "FROM search s" + _STANDING.format(number="rowid") + "AND search MATCH ?"
_READ_THROUGH = (
    "FROM search_content s" + _STANDING.format(number="id") + "AND s.text LIKE ? ESCAPE '\\'"
)
_COLUMNS = (
    "r.id, r.document_id, r.section_id, r.part, d.title,"
    " coalesce(i.heading, n.title, '') AS heading, n.kind AS note_kind"
)
# A document's title and instruction stand in front of its plan, notes and style sample behind.
_PLACE = "CASE r.part WHEN 'note' THEN 1 WHEN 'sample' THEN 2 ELSE 0 END"
_WITHIN = "CASE r.part WHEN 'title' THEN 0 WHEN 'heading' THEN 1 WHEN 'must' THEN 2 ELSE 3 END"
_ORDER = (
    f"ORDER BY d.modified DESC, d.rowid DESC, {_PLACE},"
    f" coalesce(i.position, n.position, -1), {_WITHIN}, r.id"
)


def find(db: Database, query: str, most: int) -> SearchResults:
    """Where `query` stands, at most `most` places; the document changed last comes first."""
    wanted = " ".join(query.replace("\0", " ").split())
    if not wanted:
        return SearchResults((), 0)
    is_trigram = _has_trigram_index(db)
    source, argument = _places(wanted, is_trigram)
    count = db.execute(f"SELECT count(*) {source}", [argument]).fetchone()[0]
    rows = list(db.query(f"SELECT {_COLUMNS} {source} {_ORDER} LIMIT ?", [argument, most]))
    pattern = _pattern(wanted)
    return SearchResults(tuple(_hit(db, row, pattern) for row in rows), count)


def _has_trigram_index(db: Database) -> bool:
    row = db.execute("SELECT sql FROM sqlite_master WHERE name = 'search'").fetchone()
    return f"'{TRIGRAM}'" in row[0]


def _places(wanted: str, is_trigram: bool) -> tuple[str, str]:
    """The SQL that finds the places, and its argument.

    An index of words finds none inside a run of Chinese, and an index of trigrams nothing
    shorter: such a query reads through the texts.
    """
    if is_trigram:
        use_index = len(wanted) >= _LEAST_TRIGRAM
    else:
        use_index = wanted.isascii() and any(letter.isalnum() for letter in wanted)
    if use_index:
        phrase = '"' + wanted.replace('"', '""') + '"'  # inside quotes nothing is syntax
        return _INDEXED, phrase if is_trigram else phrase + " *"
    escaped = re.sub(r"([\\%_])", r"\\\1", wanted)
    return _READ_THROUGH, f"%{escaped}%"


def _pattern(wanted: str) -> re.Pattern[str]:
    return re.compile(re.escape(wanted), re.IGNORECASE)


def _hit(db: Database, row: dict[str, Any], pattern: re.Pattern[str]) -> SearchHit:
    found = db.execute("SELECT text FROM search_content WHERE id = ?", [row["id"]]).fetchone()
    whole, is_note = found[0], row["part"] == "note"
    body = whole.partition("\n")[2] if is_note else ""  # behind the title, which is said already
    text = (body if pattern.search(body) else whole).strip()
    first = pattern.search(text)
    # An index of words passes over the marks between them, which the pattern does not.
    start, end = first.span() if first else (0, 0)
    return SearchHit(
        document_id=row["document_id"],
        title=row["title"],
        section_id=None if is_note else row["section_id"] or None,
        heading=row["heading"],
        part=row["part"],
        before=("…" if start > _BEFORE else "") + _one_line(text[max(start - _BEFORE, 0) : start]),
        found=_one_line(text[start:end]),
        behind=_one_line(text[end : end + _BEHIND]) + ("…" if len(text) > end + _BEHIND else ""),
        count=max(len(pattern.findall(whole)), 1),
        note_id=row["section_id"] if is_note else None,
        note_kind=NoteKind(row["note_kind"]) if is_note else None,
    )


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
