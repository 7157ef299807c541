"""Files that cannot be read as a report: one plain line each, in bounded time and memory, and the rest is read."""

from __future__ import annotations

import io
import pickle
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF

from index.errors import UnreadableReport
from index.model import Report
from index.reading import Limits, read_many, read_report, worker
from tests.reading.printing import Print


def _good(file: Path) -> Path:
    printed = Print()
    for number in range(1, 6):
        printed.numbered(f"{number}.", f"Finding {number}: visits are regular and plans are clear.")
    return printed.save(file)


def _objects(*objects: bytes) -> bytes:
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def _one_page(content: bytes = b"", filters: bytes = b"/FlateDecode", more: int = 0) -> bytes:
    font = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    return _objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s/Contents 4 0 R>>" % font,
        b"<</Length %d/Filter %s>>stream\n%s\nendstream" % (len(content), filters, content),
        *[b"<</A 1>>"] * more,
    )


def _packed(size: int, piece: bytes) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(piece) for _ in range(size)) + packer.flush()


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _white(file: Path) -> None:
    file.write_bytes(b" \n\n ")


def _cut_short(file: Path) -> None:
    file.write_bytes(_good(file).read_bytes()[:900])


def _web_page(file: Path) -> None:
    file.write_text("\n<!DOCTYPE html><html><body>Report not found</body></html>", encoding="utf-8")


def _words_only(file: Path) -> None:
    file.write_text("Report", encoding="utf-8")


def _encrypted(file: Path) -> None:
    pdf = FPDF()
    pdf.set_encryption(owner_password="owner", user_password="user")
    pdf.add_page()
    pdf.output(str(file))


def _pictures(file: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 50, 50)
    pdf.output(str(file))


def _too_long(file: Path) -> None:
    kids = b" ".join(b"%d 0 R" % (at + 3) for at in range(3000))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    pages = b"<</Type/Pages/Kids[%s]/Count 3000>>" % kids
    file.write_bytes(_objects(b"<</Type/Catalog/Pages 2 0 R>>", pages, *[page] * 3000))


def _million_objects(file: Path) -> None:
    file.write_bytes(_one_page(more=1_000_000))


def _entities(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><Types>&b;</Types>')


def _zip_bomb(file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(300):
            part.write(b" " * 1_000_000)


def _no_word_file(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "nothing")


def _bytes(file: Path) -> None:
    file.write_bytes(bytes(range(256)) * 20)


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [
        ("a.pdf", _empty, "is empty"),
        ("a.txt", _white, "is empty"),
        ("a.pdf", _cut_short, "is damaged"),
        ("a.pdf", _web_page, "is a web page saved as .pdf"),
        ("a.pdf", _words_only, "is no PDF, whatever its name says"),
        ("a.pdf", _encrypted, "is encrypted"),
        ("a.pdf", _pictures, "holds no text"),
        ("a.pdf", _too_long, "has 3,000 pages; reports of 1 to 2,000 pages are read"),
        ("a.pdf", _million_objects, "holds no text"),
        ("a.docx", _entities, "declares XML entities"),
        ("a.docx", _zip_bomb, "unpacks to more than 200 MB"),
        ("a.docx", _no_word_file, "is damaged: it cannot be opened as a Word file"),
        ("a.txt", _bytes, "is no text file"),
        ("a.txt", _words_only, "has no paragraphs that could be cited"),
    ],
)
def test_one_plain_line_says_why(tmp_path: Path, name: str, make: Callable[[Path], None], reason: str) -> None:
    file = tmp_path / name
    make(file)
    with pytest.raises(UnreadableReport) as raised:
        read_report(file)
    message = str(raised.value)
    assert message.startswith(f"{name} {reason}")
    assert "\n" not in message
    assert message.endswith(".")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="There is no file"):
        read_report(tmp_path / "nothing.pdf")
    with pytest.raises(UnreadableReport, match="cannot be read: Is a directory"):
        read_report(tmp_path)


@pytest.mark.slow
def test_a_bomb_ends_its_worker_and_the_batch_goes_on(tmp_path: Path) -> None:
    files = [_good(tmp_path / "first.pdf")]
    text = b"BT /F1 12 Tf 10 10 Td (visits are regular) Tj ET\n" * 20_000
    for name, content in (("bomb.pdf", _one_page(_packed(300, text))), ("empty.pdf", b"")):
        files.append(tmp_path / name)
        files[-1].write_bytes(content)
    files.append(_good(tmp_path / "last.pdf"))
    results = dict(read_many(files, jobs=1, limits=Limits(seconds=30, memory=400 * 2**20)))
    assert list(results) == files
    assert [isinstance(result, Report) for result in results.values()] == [True, False, False, True]
    assert "too much memory" in str(results[files[1]])


@pytest.mark.slow
def test_a_file_that_takes_too_long_is_given_up_and_the_batch_goes_on(tmp_path: Path) -> None:
    slow = tmp_path / "slow.pdf"
    slow.write_bytes(_one_page(zlib.compress(b"BT /F1 12 Tf 10 10 Td (1. visits) Tj ET\n" * 2_800_000)))
    files = [slow, _good(tmp_path / "good.pdf")]
    first, second = (result for _, result in read_many(files, jobs=1, limits=Limits(seconds=3)))
    assert str(first) == "slow.pdf was not read within 3 seconds and was given up."
    assert isinstance(second, Report)


def test_results_come_in_input_order_and_are_those_of_reading_alone(tmp_path: Path) -> None:
    files = [_good(tmp_path / f"{at}.pdf") for at in range(9)]
    files.insert(4, tmp_path / "missing.pdf")
    results = list(read_many(files, jobs=2))
    assert [path for path, _ in results] == files
    assert isinstance(results[4][1], UnreadableReport)
    assert results[8][1] == read_report(files[8])


def test_damaged_bytes_never_end_in_anything_but_a_report_or_a_line(tmp_path: Path) -> None:
    data = _good(tmp_path / "good.pdf").read_bytes()
    for at in range(0, len(data), 97):
        broken = tmp_path / "broken.pdf"
        broken.write_bytes(data[:at] + bytes([data[at] ^ 0x15]) + data[at + 1 :])
        try:
            report = read_report(broken)
        except UnreadableReport as error:
            assert str(error).endswith(".")  # noqa: PT017
        else:
            assert report.paragraphs


@pytest.mark.parametrize(
    ("module", "name"), [("index.model", "__builtins__.__getitem__"), ("os", "system"), ("datetime", "sys.exit")]
)
def test_what_a_reading_process_sends_can_be_nothing_but_a_report(module: str, name: str) -> None:
    with pytest.raises(pickle.UnpicklingError):
        worker._OnlyOurs(io.BytesIO()).find_class(module, name)
