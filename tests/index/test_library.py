"""The library promises: a report is in it whole or not at all, whoever else uses it and whatever is killed."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index import adding, store
from index.embed import Embedder
from index.errors import LibraryError, UnreadableReport
from index.library import Library
from index.model import Scope
from index.reading import read_report
from index.settings import Settings
from index.store import ROWS, Store
from tests.made import aged

ROOT = Path(__file__).resolve().parents[2]
TEXT = """{title}

Inspection of services for children

Inspection date: 1 May {year} – 12 May {year}
Report published: 9 June {year}

Recommendations

1. Leaders should check that visits happen on time.

Findings

2. Social workers see children often. They do not always write down what was said.

3. Return home interviews are offered {word} and most children take them up.
"""


class WordCounts(Embedder):
    """A quick embedder made by hand: hashed word counts. It tells texts apart and needs no model."""

    fingerprint = "word counts"
    max_pieces = 256

    def __init__(self) -> None:
        super().__init__("word counts")

    def pieces(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def encode(self, texts: Sequence[str], *, bulk: bool = False) -> np.ndarray:
        vectors = np.zeros((len(texts), 32), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                vectors[row, sum(word.encode()) % 32] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def library(home: Path) -> Library:
    return Library(Settings.load(home, readers=1), WordCounts())


def write(folder: Path, name: str, word: str = "promptly", title: str = "Dunmere", year: int = 2016) -> Path:
    file = folder / f"{name}.txt"
    file.write_text(TEXT.format(title=title, word=word, year=year), encoding="utf-8")
    return file


def statuses(shelf: Library, *sources: str | Path) -> list[str]:
    return [result.status for result in shelf.add(sources)]


def test_what_is_added_can_be_listed_searched_read_and_removed(tmp_path: Path) -> None:
    shelf = library(tmp_path / "home")
    assert shelf.is_empty
    file = write(tmp_path, "dunmere-2016-06-09")
    assert statuses(shelf, file) == ["added"]
    (info,) = shelf.infos()
    assert (info.slug, info.published_from) == ("dunmere-2016-06-09", "printed")
    assert shelf.source(info.slug) == file.read_bytes()
    (hit,) = shelf.lexical(["interviews"], shelf.reports(), 5)
    assert hit.report.paragraphs[hit.position].number == "3"
    shelf.remove(info.slug)
    assert shelf.is_empty
    assert shelf.lexical(["interviews"], shelf.reports(), 5) == []


def test_the_same_file_is_left_alone_and_a_changed_one_replaces_it(tmp_path: Path) -> None:
    shelf = library(tmp_path / "home")
    file = write(tmp_path, "dunmere")
    assert statuses(shelf, file, file) == ["added"]
    assert statuses(shelf, file) == ["unchanged"]
    write(tmp_path, "dunmere", word="late")
    (replaced,) = shelf.add([file])
    assert replaced.status == "replaced"
    assert "It replaces the earlier file of the same report." in replaced.message
    (only,) = shelf.reports()
    assert "offered late" in only.paragraphs[-1].text


def test_two_inspections_in_files_of_one_name_are_two_reports(tmp_path: Path) -> None:
    shelf = library(tmp_path / "home")
    files = []
    for year in (2016, 2020):
        (tmp_path / str(year)).mkdir()
        files.append(write(tmp_path / str(year), "report", year=year))
    assert statuses(shelf, *files) == ["added", "added"]
    assert [(info.slug, info.year) for info in shelf.infos()] == [("report", 2016), ("report-2", 2020)]
    write(tmp_path / "2020", "report", year=2020, word="late")
    assert statuses(shelf, *files) == ["unchanged", "replaced"]
    assert [(info.slug, info.year) for info in shelf.infos()] == [("report", 2016), ("report-2", 2020)]


def test_two_files_of_one_name_that_come_together_are_two_reports_unless_a_date_says_otherwise(tmp_path: Path) -> None:
    shelf = library(tmp_path / "home")
    files = []
    for year in (2019, 2021):
        (tmp_path / str(year)).mkdir()
        files.append(tmp_path / str(year) / "minutes.txt")
        files[-1].write_text(f"1. The board met {year - 2000} times.\n\n2. It will meet again.", encoding="utf-8")
    assert statuses(shelf, tmp_path) == ["added", "added"]
    assert [info.slug for info in shelf.infos()] == ["minutes", "minutes-2"]


def test_a_file_that_is_there_twice_is_named_with_the_other_and_not_with_the_library(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.7 broken")
    first, second = sorted(library(tmp_path / "home").add([tmp_path]), key=lambda added: added.source)
    assert first.status == "failed"
    assert (second.status, second.message) == ("unchanged", "b.pdf: the same file as a.pdf.")


def test_a_file_that_changes_while_it_is_read_is_not_kept(tmp_path: Path) -> None:
    shelf = library(tmp_path / "home")
    file = write(tmp_path, "dunmere")
    report = read_report(file)
    write(tmp_path, "dunmere", word="late")
    with pytest.raises(UnreadableReport, match="changed while it was read"):
        adding._write(shelf, file, report, ())
    assert shelf.is_empty


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no file has such a name")
def test_a_file_whose_name_is_not_utf8_does_not_stop_the_others(tmp_path: Path) -> None:
    shelf = library(tmp_path / "home")
    folder = tmp_path / "reports"
    folder.mkdir()
    file = write(folder, "dunmere")
    (folder / os.fsdecode(b"other \x96 final.txt")).write_bytes(file.read_bytes() + b"\n")
    results = shelf.add([folder])
    assert sorted(result.status for result in results) == ["added", "failed"]
    assert "not in UTF-8. Rename it" in next(r.message for r in results if r.status == "failed")


def test_a_report_that_is_damaged_in_the_library_is_named(tmp_path: Path) -> None:
    shelf = library(tmp_path / "home")
    statuses(shelf, write(tmp_path, "dunmere"))
    with closing(sqlite3.connect(tmp_path / "home" / "library.db")) as connection, connection:
        connection.execute("UPDATE contents SET paragraphs = substr(paragraphs, 1, 40)")
        connection.execute("UPDATE vectors SET faiss = substr(faiss, 1, 40), chunks = substr(chunks, 1, 5)")
    report = library(tmp_path / "home").loaded("dunmere")
    for part in ("paragraphs", "index", "chunks"):
        with pytest.raises(LibraryError, match="dunmere is damaged in the library"):
            getattr(report, part)


def test_what_an_earlier_version_read_is_read_again_when_it_is_added_again_or_all_is_reindexed(tmp_path: Path) -> None:
    shelf = library(tmp_path / "home")
    file = write(tmp_path, "dunmere")
    renamed = write(tmp_path, "the-same-under-another-name")
    assert statuses(shelf, file) == ["added"]
    (before,) = shelf.infos()
    versions = {shelf.version}
    for again in (file, renamed):
        aged(shelf.store.home)
        shelf = library(tmp_path / "home")
        versions.add(shelf.version)
        assert [info.outdated for info in shelf.infos()] == [True]
        assert statuses(shelf, again) == ["replaced"]
        assert statuses(shelf, again) == ["unchanged"]
        assert shelf.infos() == (before,)
    assert len(versions) == 2
    aged(shelf.store.home)
    shelf = library(tmp_path / "home")
    assert shelf.reindex() == 1
    assert not any(info.outdated for info in shelf.infos())


class Meanwhile(WordCounts):
    """Does something else between the reading of a report and its writing."""

    def __init__(self, act: Callable[[], None]) -> None:
        super().__init__()
        self.act = act

    def encode(self, texts: Sequence[str], *, bulk: bool = False) -> np.ndarray:
        self.act()
        return super().encode(texts, bulk=bulk)


def again(home: Path, act: Callable[[], None]) -> int:
    return Library(Settings.load(home, readers=1), Meanwhile(act)).reindex()


def test_reports_are_read_again_in_a_process_of_their_own_while_others_may_write(tmp_path: Path) -> None:
    home = tmp_path / "home"
    statuses(library(home), write(tmp_path, "dunmere"))

    def written_by_another() -> None:
        with closing(sqlite3.connect(home / "library.db", timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")

    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    assert again(home, written_by_another) == 1
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime > before


def test_what_changes_while_it_is_read_again_is_left_as_it_is(tmp_path: Path) -> None:
    home = tmp_path / "home"
    file = write(tmp_path, "dunmere")
    statuses(library(home), file)
    with pytest.raises(LibraryError, match="changed by another process meanwhile"):
        again(home, lambda: library(home).remove("dunmere"))
    assert library(home).is_empty
    statuses(library(home), file)
    with pytest.raises(LibraryError, match="changed by another process meanwhile"):
        again(home, lambda: library(home).add([write(tmp_path, "elmstow", title="Elmstow")]) and None)
    assert [info.slug for info in library(home).infos()] == ["dunmere", "elmstow"]


def test_a_stored_file_that_can_no_longer_be_read_leaves_the_library_as_it_is(tmp_path: Path) -> None:
    shelf = library(tmp_path / "home")
    statuses(shelf, write(tmp_path, "dunmere"), write(tmp_path, "elmstow", title="Elmstow"))
    before = [(report.row, report.info) for report in shelf.reports()]
    with closing(sqlite3.connect(tmp_path / "home" / "library.db")) as connection, connection:
        connection.execute("UPDATE sources SET file = X'20' WHERE report = ?", (before[1][0],))
    with pytest.raises(UnreadableReport, match=r"elmstow\.txt is empty"):
        shelf.reindex()
    assert [(report.row, report.info) for report in shelf.reports()] == before


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    shelf = library(tmp_path / "home")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "b.txt").write_text("")
    write(tmp_path, "c")
    assert sorted(statuses(shelf, tmp_path)) == ["added", "failed", "failed"]
    assert statuses(shelf, tmp_path / "none.pdf") == ["failed"]


def test_another_embedding_model_is_refused_with_the_way_out(tmp_path: Path) -> None:
    shelf = library(tmp_path / "home")
    shelf.add([write(tmp_path, "dunmere")])
    other = library(tmp_path / "home")
    other.embedder.fingerprint = "another model"
    with pytest.raises(LibraryError, match=r"word counts.*another model.*report-qa reindex"):
        other.check_model()
    assert other.reindex() == 1
    other.check_model()
    assert [report.size for report in other.reports()] == [report.size for report in shelf.reports()]


def test_scopes_limit_by_authority_year_and_latest(tmp_path: Path) -> None:
    shelf = library(tmp_path / "home")
    for name, title, year in (("d16", "Dunmere", 2016), ("d19", "Dunmere", 2019), ("e18", "Elmstow", 2018)):
        shelf.add([write(tmp_path, name, title=title, year=year)])

    def slugs(**limits: object) -> list[str]:
        return [info.slug for info in shelf.infos(Scope(**limits))]  # type: ignore[arg-type]

    assert slugs() == ["d16", "d19", "e18"]
    assert slugs(authorities=("Dunmere",)) == ["d16", "d19"]
    assert slugs(latest_only=True) == ["d19", "e18"]
    assert slugs(year_from=2017, year_to=2018) == ["e18"]
    assert slugs(reports=("d16", "e18"), latest_only=True) == ["d16", "e18"]
    assert [h.report.info.slug for h in shelf.lexical(["visits"], shelf.reports(Scope(reports=("d19",))), 9)] == ["d19"]


def test_a_home_that_cannot_be_written_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match=r"cannot be opened or written.*--home"):
        library(tmp_path / "file").infos()


def test_a_library_of_another_version_is_refused(tmp_path: Path) -> None:
    shelf = library(tmp_path)
    with shelf.store.writing() as connection:
        store.set_fact(connection, "schema", "99")
    with pytest.raises(LibraryError, match="another version"):
        shelf.infos()


def test_readers_are_never_blocked_by_a_writer_and_see_whole_reports(tmp_path: Path) -> None:
    shelf = library(tmp_path / "home")
    shelf.add([write(tmp_path, "dunmere")])
    with shelf.store.writing() as connection:
        store.delete(connection, "dunmere")
        seen: list[int] = []
        reader = threading.Thread(target=lambda: seen.append(sum(r.size for r in library(tmp_path / "home").reports())))
        reader.start()
        reader.join(5)
        assert seen == [next(iter(shelf.reports())).size], "the reader waited or saw the half-done removal"
    assert shelf.is_empty


NURSERY = """
import os, sys
from contextlib import suppress
from pathlib import Path
sys.path[:0] = [{root!r}, {here!r}]
from test_library import library, write
from index import adding, vectors
from index.errors import LibraryError
from index.reading import read_report
from index.tokens import count_tokens

count_tokens("")  # loads the vocabulary once, not in every writer

def work(home, folder):
    shelf = library(home)
    files = [write(folder, f"r{{n}}", title=f"Town {{n}}") for n in range(3)]
    adding._write(shelf, files[0], read_report(files[0]), ())
    os.write(1, b"writes\\n")
    while True:
        for file in files:
            adding._write(shelf, file, read_report(file), ())
        for n in range(3):
            with suppress(LibraryError):  # the other has taken it out
                shelf.remove(f"r{{n}}")

for line in sys.stdin:
    children = []
    for folder in line.rstrip().split("|")[1:]:
        child = os.fork()
        if not child:
            try:
                work(Path(line.split("|")[0]), Path(folder))
            finally:
                os._exit(1)
        children.append(child)
    os.write(1, f"{{' '.join(map(str, children))}}\\n".encode())  # in one piece: the children write, too
    print(*(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children), flush=True)
"""


def consistent(home: Path) -> None:
    """Every report is there with all its parts, and no part is there without its report."""
    with Store(home).reading() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        rows = dict(connection.execute("SELECT id, size FROM reports"))
        for table in ("contents", "vectors", "sources"):
            assert {r[0] for r in connection.execute(f"SELECT report FROM {table}")} == set(rows)
        terms = [r[0] // ROWS for r in connection.execute("SELECT rowid FROM terms")]
        assert set(terms) == set(rows)
    for report in library(home).reports():
        assert len(report.paragraphs) == report.size
        assert report.index.ntotal == len(report.chunks)


@pytest.mark.slow
def test_killed_at_any_moment_a_hundred_times_the_library_is_whole(tmp_path: Path) -> None:
    home = tmp_path / "home"
    rng = random.Random(7)
    script = NURSERY.format(root=str(ROOT), here=str(Path(__file__).parent))
    full = 0
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
    ) as nursery:  # fmt: skip
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        try:
            for _ in range(50):  # two writers at a time: they queue, and both are killed
                print(home, *(_folder(tmp_path, n) for n in range(2)), sep="|", file=nursery.stdin, flush=True)
                said = sorted(nursery.stdout.readline().split() for _ in range(3))  # who they are, and that each writes
                assert said[1:] == [["writes"], ["writes"]]
                time.sleep(rng.random() * 0.15)
                for child in map(int, said[0]):
                    os.kill(child, signal.SIGKILL)
                assert nursery.stdout.readline().split() == ["-9", "-9"], "a writer ended by itself"
                consistent(home)
                full += not library(home).is_empty
        finally:
            os.killpg(nursery.pid, signal.SIGKILL)
    assert full > 10


def _folder(tmp_path: Path, n: int) -> Path:
    folder = tmp_path / f"files{n}"
    folder.mkdir(exist_ok=True)
    return folder
