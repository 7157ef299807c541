"""The library: reports that can be added, removed, listed, searched and read, by several processes at once."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from index import store
from index.embed import Embedder
from index.errors import LibraryError, NotFound
from index.lexicon import Lexicon
from index.model import Paragraph, Report, ReportInfo, Scope
from index.scope import in_scope, short_name
from index.settings import Settings
from index.store import Store

if TYPE_CHECKING:
    import numpy as np

    from index.adding import Added

T = TypeVar("T")


class Loaded:
    """A report of a library, its parts read from disk when first asked for and kept."""

    def __init__(self, files: Store, row: int, info: ReportInfo, size: int) -> None:
        self._files = files
        self.row = row
        self.info = info
        self.size = size

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in printed order."""
        return self._read("SELECT paragraphs FROM contents WHERE report = ?", store.paragraphs_from)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The report's own words and abbreviations."""
        return self._read("SELECT lexicon FROM contents WHERE report = ?", store.lexicon_from)

    @cached_property
    def by_ref(self) -> dict[str, int]:
        """Position by ref."""
        return {paragraph.ref: position for position, paragraph in enumerate(self.paragraphs)}

    @cached_property
    def chunks(self) -> np.ndarray:
        """Shape (n, 4), int32: paragraph, start, end, 1 for a single sentence; in the order of the vectors."""
        import numpy as np

        query = "SELECT chunks FROM vectors WHERE report = ?"
        return self._read(query, lambda blob: np.frombuffer(blob, dtype="<i4").reshape(-1, 4))

    @cached_property
    def index(self) -> Any:
        """The FAISS index over the chunks."""
        from index import vectors

        return self._read("SELECT faiss FROM vectors WHERE report = ?", vectors.load)

    def _read(self, query: str, made: Callable[[bytes], T]) -> T:
        """What is made of the stored part that `query` names. Raises LibraryError where that is damaged."""
        try:
            return made(self._blob(query))
        except (ValueError, RuntimeError):  # whatever JSON, NumPy and FAISS meet in broken bytes
            raise LibraryError(
                f"The report {self.info.slug} is damaged in the library. Remove it and add it again, or bring back a copy of the library."
            ) from None

    def _blob(self, query: str) -> bytes:
        with self._files.reading() as connection:
            row = connection.execute(query, (self.row,)).fetchone()
        if row is None:
            raise NotFound(f"The report {self.info.slug} was removed or replaced a moment ago. Ask again.")
        return bytes(row[0])


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph that holds words of the question: its report, its position in it, its BM25 score (higher is better)."""

    report: Loaded
    position: int
    score: float


# An unlimited range for the whole library is one query; a scope of few reports looks only at their rows.
_MATCH = (
    "SELECT rowid, bm25(terms, 1.0, 0.4) AS score FROM terms WHERE terms MATCH ? AND rowid BETWEEN ? AND ? "
    "ORDER BY score LIMIT ?"
)


class Library:
    """The reports in the data home of `settings`. Threads and processes may share it; a reader never waits."""

    def __init__(self, settings: Settings, embedder: Embedder | None = None) -> None:
        self.settings = settings
        self.store = Store(settings.home)
        self.embedder = embedder or Embedder(settings.model)
        self._loaded: dict[int, Loaded] = {}
        self._lock = threading.Lock()

    def reports(self, scope: Scope = Scope()) -> tuple[Loaded, ...]:  # noqa: B008  (frozen)
        """The reports in scope at this moment, by authority and then date."""
        with self._lock, self.store.reading() as connection:
            rows = connection.execute("SELECT id, info, size FROM reports").fetchall()
            self._loaded = {
                row: self._loaded.get(row) or Loaded(self.store, row, store.info_from(info), size)
                for row, info, size in rows
            }
            loaded = list(self._loaded.values())
        chosen = set(in_scope([report.info for report in loaded], scope))
        return tuple(sorted((r for r in loaded if r.info.slug in chosen), key=_shelf_order))

    def infos(self, scope: Scope = Scope()) -> tuple[ReportInfo, ...]:  # noqa: B008  (frozen)
        """Facts about the reports in scope, by authority and then date."""
        return tuple(report.info for report in self.reports(scope))

    @property
    def is_empty(self) -> bool:
        """Whether there is no report at all."""
        return not self.reports()

    def loaded(self, slug: str) -> Loaded:
        """One report. Raises NotFound where there is none of that name."""
        for report in self.reports():
            if report.info.slug == slug:
                return report
        raise NotFound(f"There is no report “{slug}” in the library.")

    def report(self, slug: str) -> Report:
        """One report with all its paragraphs. Raises NotFound where there is none of that name."""
        found = self.loaded(slug)
        return Report(found.info, found.paragraphs)

    def source(self, slug: str) -> bytes:
        """The original file of a report, byte for byte. Raises NotFound where there is none of that name."""
        row = self.loaded(slug).row
        with self.store.reading() as connection:
            found = connection.execute("SELECT file FROM sources WHERE report = ?", (row,)).fetchone()
        if found is None:
            raise NotFound(f"The report {slug} was removed a moment ago.")
        return bytes(found[0])

    @property
    def version(self) -> str:
        """Changes whenever a report is added, replaced, read again by a newer version or removed; stands in feedback and exports."""
        import hashlib

        return hashlib.sha256("".join(sorted(info.edition for info in self.infos())).encode()).hexdigest()[:12]

    def check_model(self) -> None:
        """Raises LibraryError where another embedding model made the vectors than the one that is set now."""
        with self.store.reading() as connection:
            made_by = store.fact(connection, "model")
        if made_by and made_by != self.embedder.fingerprint:
            raise LibraryError(
                f"This library was indexed with the embedding model “{made_by}”, and the settings now name "
                f"“{self.embedder.fingerprint}”. Set the first one again, or index all reports anew: report-qa reindex"
            )

    def lexical(self, terms: Sequence[str], among: Sequence[Loaded], limit: int) -> list[Hit]:
        """The best paragraphs by BM25 (SQLite FTS5, stemmed, what a paragraph stands under at 0.4 weight) that hold any of the terms.

        A term of several words is a phrase. At most `limit`, best first.
        """
        if not terms or not among:
            return []
        words = " OR ".join('"' + re.sub(r'["\0]', " ", term) + '"' for term in terms)
        by_row = {report.row: report for report in among}
        with self.store.reading() as connection:
            everything = len(among) == connection.execute("SELECT count(*) FROM reports").fetchone()[0]
            ranges = [(0, 2**62)] if everything else [_rows(report) for report in among]
            rows = [row for low, high in ranges for row in connection.execute(_MATCH, (words, low, high, limit))]
        best = sorted(rows, key=lambda row: (row[1], row[0]))[:limit]
        split = [(divmod(row, store.ROWS), -score) for row, score in best]
        return [Hit(by_row[report], position, score) for (report, position), score in split if report in by_row]

    def add(self, sources: Iterable[str | Path], progress: Callable[[Added], None] | None = None) -> list[Added]:
        """Add files, folders and links, calling `progress` with each result; see index.adding."""
        from index.adding import add

        results = []
        for result in add(self, sources):
            results.append(result)
            if progress:
                progress(result)
        return results

    def add_example(self) -> list[Added]:
        """Add the built-in example report of a fictional borough."""
        from index.example import PDF

        return self.add([PDF])

    def reindex(self) -> int:
        """Read and embed every report anew from its stored file; returns how many. All or nothing."""
        from index.adding import reindex

        return reindex(self)

    def remove(self, slug: str) -> None:
        """Take a report out of the library. Raises NotFound where there is none of that name."""
        with self.store.writing() as connection:
            if not store.delete(connection, slug):
                raise NotFound(f"There is no report “{slug}” in the library.")


def _rows(report: Loaded) -> tuple[int, int]:
    return report.row * store.ROWS, report.row * store.ROWS + store.ROWS - 1


def _shelf_order(report: Loaded) -> tuple[str, str, str]:
    info = report.info
    return short_name(info.authority).casefold(), str(info.date or ""), info.slug
