"""Reports are added from links too, from a real server on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from index.download import fetch
from index.errors import UnreadableReport
from index.example import PDF, TEXT


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None: ...

    def do_GET(self) -> None:
        if self.path == "/cut.html":
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(b"<html><p>1. Visits are")
        else:
            super().do_GET()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    folder.mkdir()
    for source, name in ((PDF, PDF.name), (TEXT, TEXT.name), (TEXT, "Ümlaut and space.txt")):
        (folder / name).write_bytes(source.read_bytes())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_link_brings_the_file_under_its_own_name(site: str, tmp_path: Path) -> None:
    for source in (PDF, TEXT):
        file = fetch(f"{site}/{source.name}?download=1", tmp_path)
        assert file.name == source.name
        assert file.read_bytes() == source.read_bytes()


@pytest.mark.parametrize("name", ["Ümlaut and space.txt", "%C3%9Cmlaut%20and%20space.txt"])
def test_a_link_may_hold_letters_and_spaces_as_they_are_typed(site: str, tmp_path: Path, name: str) -> None:
    file = fetch(f"{site}/{name}", tmp_path)
    assert (file.name, file.read_bytes()) == ("Ümlaut and space.txt", TEXT.read_bytes())


def test_half_a_file_is_not_taken_for_a_whole_one(site: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="ended before the whole file had come"):
        fetch(f"{site}/cut.html", tmp_path)


@pytest.mark.parametrize("tail", ["/missing.pdf", ":notaport/x.pdf"])
def test_a_link_that_leads_nowhere_is_one_clear_line(site: str, tmp_path: Path, tail: str) -> None:
    with pytest.raises(UnreadableReport, match=r"cannot be fetched") as trouble:
        fetch(site + tail, tmp_path)
    assert "\n" not in str(trouble.value)


def test_a_server_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="cannot be fetched"):
        fetch("http://127.0.0.1:9/x.pdf", tmp_path)
