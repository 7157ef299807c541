"""Adding reports: files and folders are read in worker processes, embedded, and written one whole report at a time."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import tempfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index import store
from index.chunk import chunks, embedded_text
from index.download import ENDINGS, fetch, is_link
from index.errors import LibraryError, ReportError, UnreadableReport
from index.model import Report, ReportInfo
from index.reading.worker import read_many
from index.scope import of_authorities

if TYPE_CHECKING:
    import numpy as np

    from index.library import Library


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: `status` is "added", "replaced", "unchanged" or "failed"; `message` says so for people.

    `source` is the file as it was found, or the link as it was given. `done` of `total` files are finished with this one.
    """

    source: str
    status: str
    message: str
    info: ReportInfo | None
    done: int
    total: int


def add(library: Library, sources: Iterable[str | Path]) -> Iterator[Added]:
    """Add every report among `sources`: files, folders (searched through) and http(s) links. One result a file.

    What is there already, by content, is left alone, unless an earlier version of the program read it; a file that cannot be
    read does not stop the others. A changed file replaces the report of the same name and authority in one step.
    """
    library.check_model()
    with tempfile.TemporaryDirectory() as folder:
        files = list(_files(sources, Path(folder)))
        fresh: dict[Path, str] = {}
        done = 0
        for source, found in _sorted_out(files, _known_digests(library)):
            if isinstance(found, Path):
                fresh[found] = source
            else:
                done += 1
                yield Added(source, *found, None, done, len(files))
        together: set[str] = set()
        for file, result in read_many(fresh, library.settings.readers):
            done += 1
            status, message, info = _kept(library, file, result, together)
            together |= {info.slug} if info else set()
            yield Added(fresh[file], status, message, info, done, len(files))


def _kept(
    library: Library, file: Path, result: Report | UnreadableReport, together: Collection[str]
) -> tuple[str, str, ReportInfo | None]:
    if isinstance(result, UnreadableReport):
        return "failed", str(result), None
    try:
        return _write(library, file, result, together)
    except UnreadableReport as error:
        return "failed", str(error), None
    except (ReportError, OSError) as error:
        return "failed", f"{file.name}: {error}", None


def _files(sources: Iterable[str | Path], folder: Path) -> Iterator[tuple[str, Path | UnreadableReport]]:
    """Each file once, with where it came from; a link that brings none with the reason."""
    seen: set[Path] = set()
    for source in sources:
        for file in _under(source, folder):
            if isinstance(file, UnreadableReport):
                yield str(source), file
            elif file.resolve() not in seen:
                seen.add(file.resolve())
                yield str(source if is_link(source) else file), file


def _under(source: str | Path, folder: Path) -> Iterable[Path | UnreadableReport]:
    if is_link(source):
        try:
            return [fetch(str(source), Path(tempfile.mkdtemp(dir=folder)))]  # two may have the same name
        except UnreadableReport as error:
            return [error]
    path = Path(source)
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file())
    return [path]


def _sorted_out(
    files: Iterable[tuple[str, Path | UnreadableReport]], known: dict[str, str]
) -> Iterator[tuple[str, Path | tuple[str, str]]]:
    """Each source with its file where that must be read, with status and message where nothing need be."""
    seen: dict[str, str] = {}
    for source, file in files:
        if isinstance(file, UnreadableReport):
            yield source, ("failed", str(file))
            continue
        shown = str(file).encode(errors="replace").decode()
        if shown != str(file):
            yield shown, ("failed", f"{shown}: the file's name is not in UTF-8. Rename it and add it again.")
            continue
        try:
            digest = digest_of(file)
        except FileNotFoundError:
            yield source, ("failed", f"{file}: there is no such file or folder.")
        except OSError as error:
            yield source, ("failed", f"{file}: cannot be opened ({error.strerror}).")
        else:
            there = f"already in the library as {known[digest]}" if digest in known else ""
            there = there or (f"the same file as {seen[digest]}" if digest in seen else "")
            seen.setdefault(digest, file.name)
            yield source, ("unchanged", f"{file.name}: {there}.") if there else file


def _known_digests(library: Library) -> dict[str, str]:
    return {info.digest: info.slug for info in library.infos() if not info.outdated}


def digest_of(file: Path) -> str:
    """The SHA-256 of a file's bytes, by which it is known again."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write(library: Library, file: Path, report: Report, together: Collection[str]) -> tuple[str, str, ReportInfo]:
    """`together`: the reports that came in with this one."""
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != report.info.digest:
        raise UnreadableReport(f"{file.name} was changed while it was read. Add it again.")
    outdated = [info.slug for info in library.infos() if info.digest == digest and info.outdated]
    # Read from the library's own copy, as it is named there: dates may come from a file's name.
    if outdated and (again := reread(library, outdated)):
        return "replaced", f"{file.name}: read again, in the library as {again[0].slug}.", again[0]
    made, blob = _indexed(library, report)
    with library.store.writing() as connection:
        _claim_model(library, connection)
        infos = store.infos(connection)
        slug, old = _place(report.info, infos, together)
        if old is not None and _poorer(report.info, old):
            return (
                "unchanged",
                f"{file.name}: {old.source} of the same report, which has pages, is in the library.",
                old,
            )
        if any(info.digest == report.info.digest for info in infos):
            return "unchanged", f"{file.name}: already in the library.", report.info
        report = replace(report, info=replace(report.info, slug=slug))
        if old is not None:
            store.delete(connection, slug)
        store.insert(connection, report, made, blob, data)
    numbered = sum(p.number is not None for p in report.paragraphs)
    number = len(report.info.doubts)
    doubts = f"; {number} {'doubt' if number == 1 else 'doubts'} about how it was read" if number else ""
    message = f"{file.name}: {report.info.authority or report.info.title}, {numbered} numbered paragraphs{doubts}."
    if old is not None:
        message += " It replaces the earlier file of the same report."
    return ("replaced" if old else "added"), message, report.info


def _indexed(library: Library, report: Report) -> tuple[np.ndarray, bytes]:
    """The chunks of a report as an array of shape (n, 4), see store.insert, and the FAISS index of their vectors."""
    import numpy as np

    from index import vectors

    made = chunks(report.paragraphs, library.embedder)
    if not made:
        raise UnreadableReport(f"{report.info.source}: there is no paragraph in it that could be cited.")
    rows = [(c.paragraph, c.span.start, c.span.end, int(c.sentence)) for c in made]
    texts = [embedded_text(chunk, report.paragraphs) for chunk in made]
    return np.array(rows, dtype=np.int32), vectors.build(library.embedder.encode(texts, bulk=True))


def reindex(library: Library) -> int:
    """Read every report anew and embed it with the model that is set now; returns how many. See `reread`."""
    return len(reread(library, None))


def reread(library: Library, slugs: Collection[str] | None) -> list[ReportInfo]:
    """Read reports anew from their stored files and embed them; None: all, with the model that is set now.

    All are written in one transaction at the end: a crash leaves the old library. Raises UnreadableReport where a stored
    file can no longer be read, LibraryError where another process changed the library meanwhile.
    """
    with tempfile.TemporaryDirectory() as folder:
        stored = _stored(library, slugs, Path(folder))
        made = []
        for file, report in read_many(stored, library.settings.readers):
            if isinstance(report, UnreadableReport):
                raise report
            report = replace(report, info=replace(report.info, slug=stored[file].slug))
            made.append((report, *_indexed(library, report), file))
        with library.store.writing() as connection:
            there = {info.slug: info for info in store.infos(connection)}
            if any(there.get(info.slug) != info for info in stored.values()) or (
                slugs is None and len(there) > len(made)
            ):
                raise LibraryError("The library was changed by another process meanwhile. Try again.")
            if slugs is None:
                store.set_fact(connection, "model", library.embedder.fingerprint)
            _claim_model(library, connection)
            for report, chunked, blob, file in made:
                store.delete(connection, report.info.slug)
                store.insert(connection, report, chunked, blob, file.read_bytes())
    return [report.info for report, *_ in made]


def _stored(library: Library, slugs: Collection[str] | None, folder: Path) -> dict[Path, ReportInfo]:
    """The original files of these reports, each in a folder of its own under the name that it came with."""
    files = {}
    with library.store.reading() as connection:
        for row, text in connection.execute("SELECT id, info FROM reports ORDER BY id").fetchall():
            info = store.info_from(text)
            if slugs is None or info.slug in slugs:
                file = folder / str(row) / info.source
                file.parent.mkdir()
                file.write_bytes(connection.execute("SELECT file FROM sources WHERE report = ?", (row,)).fetchone()[0])
                files[file] = info
    return files


def _claim_model(library: Library, connection: sqlite3.Connection) -> None:
    made_by = store.fact(connection, "model")
    if made_by is None:
        store.set_fact(connection, "model", library.embedder.fingerprint)
    elif made_by != library.embedder.fingerprint:
        raise LibraryError(f"the library was indexed with another embedding model meanwhile ({made_by}).")


def _place(info: ReportInfo, infos: list[ReportInfo], together: Collection[str]) -> tuple[str, ReportInfo | None]:
    """The slug to store a report under, and the report there that it replaces.

    The same name, authority and date is the same report in a newer file; the same name of another authority or date (two
    files called report.pdf) is another report and gets a number. So do two files of one name and sort that come in together,
    unless a date says that they are one report.
    """
    base = re.sub(r"[^\w.-]+", "-", info.slug).strip("-") or "report"
    by_slug = {other.slug: other for other in infos}
    slug, number = base, 1
    while slug in by_slug and not _same(info, by_slug[slug], slug in together):
        number += 1
        slug = f"{base}-{number}"
    return slug, by_slug.get(slug)


def _same(info: ReportInfo, other: ReportInfo, together: bool) -> bool:
    """Whether two files of one name are of one report, as far as they say. The date of an inspection decides over that of
    its report, which may have come out again; where no date is known, the title and kind."""
    dates = [(info.inspected, other.inspected), (info.published, other.published)]
    known = [a == b for a, b in dates if a and b]
    if together and not known and Path(info.source).suffix == Path(other.source).suffix:
        return False
    if not info.authority:
        return not other.authority and info.title == other.title and all(known)
    alike = known[0] if known else (info.kind, info.title) == (other.kind, other.title)
    return alike and of_authorities(other, [info.authority])


def _poorer(info: ReportInfo, old: ReportInfo) -> bool:
    return info.pages is None and old.pages is not None
