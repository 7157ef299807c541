"""One SQLite file holds the library: facts, paragraphs, FAISS vectors, BM25 terms and the original files.

One file because one transaction then covers a whole report: a crash at any moment leaves the state before or after.
WAL mode: readers are never blocked and see no half-added report; a second writer waits. Vectors are kept as FAISS's own
serialised form, one small index a report, so that adding one report writes one report.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from index.chunk import above
from index.errors import LibraryError
from index.lexicon import Lexicon, lexicon
from index.model import Kind, Paragraph, Report, ReportInfo

if TYPE_CHECKING:
    import numpy as np

SCHEMA_VERSION = "1"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS reports (
    id INTEGER PRIMARY KEY AUTOINCREMENT, slug TEXT NOT NULL UNIQUE, digest TEXT NOT NULL UNIQUE,
    info TEXT NOT NULL, size INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS contents (
    report INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE, paragraphs BLOB NOT NULL, lexicon BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS vectors (
    report INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE, chunks BLOB NOT NULL, faiss BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS sources (
    report INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE, file BLOB NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS terms USING fts5(text, section, tokenize = 'porter unicode61 remove_diacritics 2');
"""
_INFO = TypeAdapter(ReportInfo)
_PARAGRAPHS = TypeAdapter(tuple[Paragraph, ...])
_LEXICON = TypeAdapter(Lexicon)
_WAIT_SECONDS = 60.0
# The term row of a paragraph is report id * ROWS + position. Ids are never used twice, so neither are rows.
ROWS = 1_000_000


class Store:
    """The library file in the data home `home`. Holds no connection: any thread or process may use it at any time."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.path = home / "library.db"

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection inside one read transaction: everything read in it is of one moment."""
        connection = self._connect()
        try:
            connection.execute("BEGIN")
            yield connection
        except sqlite3.DatabaseError as error:
            raise self._trouble(error) from None
        finally:
            connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection inside one write transaction, committed at the end and undone on any exception.

        Waits up to a minute for another writer, then raises LibraryError.
        """
        connection = self._connect()
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            raise self._trouble(error) from None
        finally:
            connection.close()  # an open transaction is rolled back

    def _connect(self) -> sqlite3.Connection:
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            new = not self.path.exists()
            connection = sqlite3.connect(self.path, timeout=_WAIT_SECONDS, isolation_level=None)
            connection.execute("PRAGMA foreign_keys = ON")
            if new or not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'terms'").fetchone():
                self._create(connection)
            self._check_version(connection)
        except (OSError, sqlite3.DatabaseError) as error:
            raise self._trouble(error) from None
        return connection

    def _create(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(
            f"BEGIN IMMEDIATE; {_SCHEMA} INSERT OR IGNORE INTO facts VALUES ('schema', '{SCHEMA_VERSION}'); COMMIT;"
        )

    def _check_version(self, connection: sqlite3.Connection) -> None:
        found = fact(connection, "schema")
        if found != SCHEMA_VERSION:
            raise LibraryError(
                f"The library was made by another version of this program (form {found}, this version reads "
                f"form {SCHEMA_VERSION}). Use another data home, or the version that made it."
            )

    def _trouble(self, error: Exception) -> LibraryError:
        if "locked" in str(error) or "busy" in str(error):
            return LibraryError("The library is being written by another process. Try again in a minute.")
        problem = (
            error.strerror if isinstance(error, OSError) else error
        )  # without the folder, which staff need not see
        return LibraryError(
            f"The library cannot be opened or written: {problem}. Choose another data home with --home or "
            "REPORT_QA_HOME, or check the folder's permissions and free space."
        )


def fact(connection: sqlite3.Connection, name: str) -> str | None:
    """A remembered fact about the library ("schema", "model"), None where it is not known yet."""
    row = connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def set_fact(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Remember a fact about the library."""
    connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


def insert(connection: sqlite3.Connection, report: Report, chunks: np.ndarray, faiss_bytes: bytes, file: bytes) -> None:
    """Write a whole report. `chunks` has shape (n, 4), int32: paragraph, start, end, 1 for a single sentence."""
    info = report.info
    row = connection.execute(
        "INSERT INTO reports (slug, digest, info, size) VALUES (?, ?, ?, ?)",
        (info.slug, info.digest, _INFO.dump_json(info).decode(), len(report.paragraphs)),
    ).lastrowid
    assert row is not None
    connection.execute(
        "INSERT INTO contents VALUES (?, ?, ?)",
        (row, _PARAGRAPHS.dump_json(report.paragraphs), _LEXICON.dump_json(lexicon(report.paragraphs))),
    )
    connection.execute("INSERT INTO vectors VALUES (?, ?, ?)", (row, chunks.astype("<i4").tobytes(), faiss_bytes))
    connection.execute("INSERT INTO sources VALUES (?, ?)", (row, file))
    connection.executemany(
        "INSERT INTO terms (rowid, text, section) VALUES (?, ?, ?)",
        [
            (row * ROWS + i, p.text, " ".join(above(report.paragraphs, i)))
            for i, p in enumerate(report.paragraphs)
            if p.kind is not Kind.BOILERPLATE
        ],
    )


def delete(connection: sqlite3.Connection, slug: str) -> bool:
    """Take a report out, whole. False where there is none of that name."""
    row = connection.execute("SELECT id FROM reports WHERE slug = ?", (slug,)).fetchone()
    if row is None:
        return False
    connection.execute("DELETE FROM terms WHERE rowid BETWEEN ? AND ?", (row[0] * ROWS, row[0] * ROWS + ROWS - 1))
    connection.execute("DELETE FROM reports WHERE id = ?", (row[0],))
    return True


def infos(connection: sqlite3.Connection) -> list[ReportInfo]:
    """The facts of all reports."""
    return [info_from(row[0]) for row in connection.execute("SELECT info FROM reports")]


def info_from(text: str) -> ReportInfo:
    """A report's facts from their stored form."""
    return _INFO.validate_json(text)


def paragraphs_from(blob: bytes) -> tuple[Paragraph, ...]:
    """A report's paragraphs from their stored form."""
    return _PARAGRAPHS.validate_json(blob)


def lexicon_from(blob: bytes) -> Lexicon:
    """A report's lexicon from its stored form."""
    return _LEXICON.validate_json(blob)
