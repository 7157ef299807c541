"""Bad files get one clear line each, within limits, and the rest of the batch goes on."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from index.errors import UnreadableReport
from index.example import PDF
from index.model import Report
from index.reading import read_report
from index.reading.worker import Limits, read_many

BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">{more}]><w:document>&z;</w:document>'


def bad_files(folder: Path) -> list[Path]:
    whole = PDF.read_bytes()
    contents = {
        "empty.pdf": b"",
        "cut.pdf": whole[: len(whole) // 3],
        "page.pdf": b"<!DOCTYPE html><html><body><h1>Report not found</h1></body></html>",
        "noise.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 50,
        "empty.txt": b"",
        "blank.txt": b"  \n\n \n",
        "noise.docx": b"PK\x03\x04 not a document",
        "empty.docx": b"",
    }
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghijk", "bcdefghijkz", strict=True))
    with zipfile.ZipFile(folder / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", BOMB.format(more=entities))
    with zipfile.ZipFile(folder / "zeros.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 300_000_000)
    return [*sorted(folder.iterdir()), folder / "missing.pdf"]


@pytest.mark.slow
def test_every_bad_file_is_one_line_and_the_good_one_is_read(tmp_path: Path) -> None:
    files = [*bad_files(tmp_path), PDF]
    results = dict(read_many(files, 2, Limits(seconds=20)))
    assert list(results) == files
    for file in files[:-1]:
        result = results[file]
        assert isinstance(result, UnreadableReport), file.name
        assert file.name in str(result)
        assert "\n" not in str(result)
        assert len(str(result)) < 250
    assert isinstance(results[PDF], Report)


def test_a_file_is_read_the_same_in_a_worker_and_here() -> None:
    ((_, apart),) = read_many([PDF], 1)
    assert apart == read_report(PDF)


def test_a_worker_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    ((_, result), (_, after)) = read_many([PDF, PDF], 1, Limits(seconds=0.0001))
    assert isinstance(result, UnreadableReport)
    assert isinstance(after, UnreadableReport)
