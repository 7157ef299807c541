"""The command line as people use it: what it prints, what it ends with, and one clear line when something is wrong."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from index.example import PDF
from index.library import Library
from qa.assistant import Assistant
from qa.model import Answer
from tests.made import aged, cross_encoder
from ui.cli import main
from ui.plain import plain

STEERING = "\x1b]0;owned\x07"
QUESTION = "What did inspectors say about return home interviews?"


def run(capsys: pytest.CaptureFixture[str], *argv: str | Path) -> tuple[int, str, str]:
    code = main([str(arg) for arg in argv])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def home(example_library: Library) -> Path:
    return example_library.settings.home


@pytest.fixture
def own(example_library: Library, tmp_path: Path) -> Path:
    """A library that holds the built-in example, for a test that changes it."""
    folder = tmp_path / "own"
    folder.mkdir()
    with (
        closing(sqlite3.connect(example_library.settings.home / "library.db")) as whole,
        closing(sqlite3.connect(folder / "library.db")) as copy,
    ):
        whole.backup(copy)
    return folder


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """A report that is read and indexed in no time, with what would steer a terminal in it."""
    file = tmp_path / "short.txt"
    file.write_text(f"Inspection of {STEERING}\n\n1. Children {STEERING} are seen.\n\n2. Leaders listen.\n")
    return file


@pytest.fixture
def example_answer(assistant: Assistant) -> Answer:
    return assistant.ask("paragraph 24")


def test_paragraphs_prints_what_was_read(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "paragraphs", PDF, "--json")
    read = json.loads(out)
    assert code == 0
    assert read["report"] == PDF.stem
    assert read["authority"]
    assert {"area", "grade", "page"} <= set(read["judgements"][0])
    assert {"number", "label", "text", "page", "section"} <= set(read["paragraphs"][0])
    numbers = [p["number"] for p in read["paragraphs"] if p["number"]]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


def test_check_prints_doubts_or_says_there_are_none(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", PDF)
    assert code == 0
    assert "oubts." in out


@pytest.mark.slow
def test_a_reranker_without_a_calibration_is_said_beside_its_answer(
    capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORT_QA_RERANKER", str(cross_encoder(tmp_path, 2.0)))
    code, out, err = run(capsys, "--home", home, "ask", QUESTION)
    assert code == 0
    assert "in Ottermarsh, inspected 2016" in out
    assert "report-qa: When to refuse is not calibrated for the reranker" in err


@pytest.mark.slow
def test_ask_show_and_list(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    code, out, _ = run(capsys, "--home", home, "ask", QUESTION)
    assert code == 0
    assert out.startswith("Searched 152 paragraphs of 1 report.\n")
    assert "paragraphs in Ottermarsh, inspected 2016" in out
    assert "Recommendation 4 · page" in out
    code, out, _ = run(capsys, "--home", home, "ask", "--json", QUESTION)
    answer = json.loads(out)
    for citation in answer["citations"]:
        for quote in citation["quotes"]:
            assert citation["text"][quote["start"] : quote["end"]] == quote["text"]
    code, out, _ = run(capsys, "--home", home, "show", "24")
    assert code == 0
    assert "Paragraph 24 · page" in out
    code, out, _ = run(capsys, "--home", home, "list", "--json")
    assert [r["report"] for r in json.loads(out)] == [PDF.stem]
    code, out, _ = run(capsys, "--home", home, "ask", "What is the capital of France?")
    assert code == 3
    assert out.startswith("Searched 152 paragraphs of 1 report.\n")
    assert "Not answered in these reports" in out
    assert "The nearest paragraphs (not an answer):\n\n" in out


@pytest.mark.slow
def test_how_a_question_was_read_is_printed(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    code, out, _ = run(capsys, "--home", home, "ask", "--latest", "para’s 24")
    assert code == 0
    assert out.splitlines()[0].endswith(" of 1 report: latest inspection only.")
    code, out, _ = run(capsys, "--home", home, "ask", "pargraph 24")
    assert "Read as: “paragraph 24”." in out
    code, out, _ = run(capsys, "--home", home, "ask", "How well are care leaverz supported?")
    assert "“leaverz” read as “leaver”." in out
    code, out, _ = run(capsys, "--home", home, "show", "999")
    assert code == 3
    assert "There is no paragraph 999 here." in out
    assert "(not an answer)" in out


@pytest.mark.parametrize("command", ["paragraphs", "check"])
def test_what_would_steer_the_terminal_is_shown_instead(
    capsys: pytest.CaptureFixture[str], short: Path, command: str
) -> None:
    code, out, _ = run(capsys, command, short)
    assert code == 0
    assert "[U+001B]]0;owned[U+0007]" in out
    assert "\x1b" not in out
    assert "\x1b" not in run(capsys, command, short.with_name(f"{STEERING}.txt"))[2]


def test_an_answer_does_not_steer_the_terminal(example_answer: Answer) -> None:
    out = plain(replace(example_answer, reason=STEERING), [])
    assert "[U+001B]]0;owned[U+0007]" in out


def test_the_reports_that_hold_the_answer_are_counted_not_those_searched(example_answer: Answer) -> None:
    many = replace(example_answer.understanding, reports=56, paragraphs=9_000)
    out = plain(replace(example_answer, understanding=many), [])
    assert "Searched 9,000 paragraphs of 56 reports" in out
    assert "in 56 reports" not in out
    assert f"{len(example_answer.citations)} paragraph" in out


@pytest.mark.slow
def test_timings_are_printed_apart_from_the_answer(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    code, out, err = run(capsys, "--home", home, "ask", "--timings", QUESTION)
    assert code == 0
    printed = re.findall(r"^(\w[\w ]*?) +(\d+\.\d) ms$", err, flags=re.MULTILINE)
    assert [stage for stage, _ in printed] == ["understand", "expand", "retrieve", "read"]
    assert all(float(milliseconds) >= 0 for _, milliseconds in printed)
    assert " ms\n" not in out


@pytest.mark.slow
def test_what_an_earlier_version_read_is_named_with_the_way_out(
    capsys: pytest.CaptureFixture[str], short: Path, tmp_path: Path
) -> None:
    run(capsys, "--home", tmp_path, "add", short)
    assert "earlier version" not in run(capsys, "--home", tmp_path, "list")[1]
    aged(tmp_path)
    out = run(capsys, "--home", tmp_path, "list")[1]
    assert out.splitlines()[0].endswith("read by an earlier version")
    assert out.splitlines()[1].startswith("1 report was read by an earlier version of this program")
    assert out.endswith("To have all read again: report-qa reindex (with the same --home)\n")
    assert json.loads(run(capsys, "--home", tmp_path, "list", "--json")[1])[0]["outdated"]
    run(capsys, "--home", tmp_path, "reindex")
    assert "earlier version" not in run(capsys, "--home", tmp_path, "list")[1]


@pytest.mark.slow
def test_add_remove_and_adding_again(capsys: pytest.CaptureFixture[str], short: Path, tmp_path: Path) -> None:
    assert run(capsys, "--home", tmp_path, "list")[1].startswith("The library is empty.")
    code, out, _ = run(capsys, "--home", tmp_path, "ask", QUESTION)
    assert code == 3
    assert "report-qa add --example" in out
    for said in ("added ", "unchanged "):
        code, out, _ = run(capsys, "--home", tmp_path, "add", short)
        assert code == 0
        assert out.startswith(said)
        assert "\x1b" not in out + run(capsys, "--home", tmp_path, "list")[1]
    assert run(capsys, "--home", tmp_path, "remove", short.stem)[0] == 0
    assert run(capsys, "--home", tmp_path, "list")[1].startswith("The library is empty.")


@pytest.mark.slow
def test_the_example_is_added_by_its_name(capsys: pytest.CaptureFixture[str], own: Path) -> None:
    code, out, _ = run(capsys, "--home", own, "add", "--example")
    assert code == 0
    assert out.startswith(f"unchanged  {PDF.name}: already in the library as {PDF.stem}.")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None: ...


@pytest.mark.slow
def test_a_link_stands_in_json_as_it_was_typed(capsys: pytest.CaptureFixture[str], own: Path) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(PDF.parent)))
    Thread(target=server.serve_forever, daemon=True).start()
    links = [f"http://127.0.0.1:{server.server_address[1]}/{name}" for name in (PDF.name, "missing.pdf")]
    code, out, _ = run(capsys, "--home", own, "add", "--json", *links)
    server.shutdown()
    server.server_close()
    assert code == 1
    assert {added["file"]: added["status"] for added in json.loads(out)} == dict(
        zip(links, ("unchanged", "failed"), strict=True)
    )


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["remove", "nothing"], "no report “nothing”"),
        (["add"], "Name files or folders"),
        (["paragraphs", "missing.pdf"], "missing.pdf"),
        (["check", "missing.pdf"], "missing.pdf"),
        (["ask", "x", "--report", "nothing"], "no report “nothing”"),
    ],
)
def test_trouble_is_one_line_and_a_code(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, argv: list[str], said: str
) -> None:
    code, out, err = run(capsys, "--home", tmp_path, *argv)
    assert code == 1
    assert said in err
    assert err.count("\n") == 1
    assert "Traceback" not in out + err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["ask", "\udcff"], "[U+DCFF] is not in UTF-8"),
        (["remove", "\udcff"], "[U+DCFF] is not in UTF-8"),
        (["serve", "--port", "70000"], "70000 is not a port: a number from 1 to 65535"),
        (["serve", "--port", "-1"], "-1 is not a port"),
    ],
)
def test_a_wrong_call_is_said_and_a_code(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, argv: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--home", str(tmp_path), *argv])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_home_may_be_named_with_a_tilde(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("REPORT_QA_HOME", "~/kept")
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "settings.toml").write_text('reranker = "off"\n')
    assert run(capsys, "list")[0] == 0
    assert (tmp_path / "kept" / "library.db").exists()
    (tmp_path / "kept" / "settings.toml").write_text(f'home = "{tmp_path}"\n')
    code, _, err = run(capsys, "list")
    assert code == 1
    assert "settings.toml lies in the data home and cannot name another" in err


def test_an_unknown_setting_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "settings.toml").write_text('colour = "blue"\n')
    assert "colour" in run(capsys, "--home", tmp_path, "list")[2]
    (tmp_path / "settings.toml").write_bytes("# Réglages\n".encode("latin-1"))
    assert "settings.toml in the data home cannot be read" in run(capsys, "--home", tmp_path, "list")[2]
    (tmp_path / "settings.toml").unlink()
    monkeypatch.setenv("REPORT_QA_COLOUR", "blue")
    assert "REPORT_QA_COLOUR" in run(capsys, "--home", tmp_path, "list")[2]


def test_a_home_that_cannot_be_written_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, _, err = run(capsys, "--home", tmp_path / "file", "list")
    assert code == 1
    assert "--home" in err
    assert str(tmp_path / "file") in err


@pytest.mark.parametrize("call", [["show", " "], ["feedback", "export", "/nowhere/at/all.jsonl"]])
def test_what_cannot_be_done_is_one_plain_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], call: list[str]
) -> None:
    assert main(["--home", str(tmp_path), *call]) == 1
    assert re.fullmatch(r"report-qa: .+\.\n", capsys.readouterr().err)
