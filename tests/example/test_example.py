"""The built-in example: both files are one report, say that it is invented, and the questions about it are answered in it."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from index.example import PDF, TEXT
from index.model import Grade, Report
from index.reading import read_report

ROOT = Path(__file__).parent.parent.parent
QUESTIONS = [json.loads(line) for line in (ROOT / "eval" / "example-questions.jsonl").read_text("utf-8").splitlines()]
UNITS = json.loads((ROOT / "eval" / "example-units.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def from_text() -> Report:
    return read_report(TEXT)


@pytest.fixture(scope="module")
def from_pdf() -> Report:
    return read_report(PDF)


def numbered(report: Report) -> dict[str, str]:
    return {p.number.rstrip("."): p.text for p in report.paragraphs if p.number is not None}


def squeezed(text: str) -> str:
    """One space wherever the print has white space, and no footnote marks."""
    return " ".join(re.sub("[¹²³⁴⁵]", "", text).split())


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    script = folder / "tools" / "make_example.py"
    return subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)


def test_the_pdf_is_what_the_text_gives() -> None:
    assert checked(ROOT).stderr == ""
    assert PDF.stat().st_size < 300_000


def test_a_word_changed_in_the_text_is_noticed(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    shutil.copytree(ROOT / "index" / "example", tmp_path / "index" / "example")
    copy = tmp_path / "index" / "example" / TEXT.name
    copy.write_text(copy.read_text("utf-8").replace("three family hubs", "four family hubs"), "utf-8")
    result = checked(tmp_path)
    assert result.returncode == 1
    assert "run python tools/make_example.py" in result.stderr


def test_first_and_last_page_say_that_it_is_invented() -> None:
    with pypdfium2.PdfDocument(PDF) as pdf:
        first, last = (squeezed(pdf[page].get_textpage().get_text_bounded()) for page in (0, len(pdf) - 1))
    assert "Example report: invented for this program" in first
    assert "it was invented for this program and is not the report of a real inspection" in last
    assert "Ofsted" not in TEXT.read_text("utf-8")


def test_both_files_give_the_same_numbered_paragraphs(from_text: Report, from_pdf: Report) -> None:
    assert list(numbered(from_text)) == [str(n) for n in range(1, 71)]
    assert numbered(from_text) == numbered(from_pdf)


def test_both_files_give_the_same_paragraphs_without_numbers(from_text: Report, from_pdf: Report) -> None:
    def cited(report: Report) -> list[tuple[str, str, str]]:
        return [(p.kind, p.number or "", squeezed(p.text)) for p in report.paragraphs]

    assert cited(from_text) == cited(from_pdf)


def test_both_files_give_the_same_facts(from_text: Report, from_pdf: Report) -> None:
    for info in (from_text.info, from_pdf.info):
        assert info.authority == "Borough of Ottermarsh"
        assert (str(info.inspected), str(info.published)) == ("2016-10-06", "2016-11-18")
        grades = {judgement.area: judgement.normalised for judgement in info.judgements}
        assert grades["Adoption performance"] is Grade.GOOD
        assert grades["Experiences and progress of care leavers"] is Grade.INADEQUATE


def test_a_paragraph_carries_its_list_and_its_mark(from_pdf: Report) -> None:
    delays = next(p for p in from_pdf.paragraphs if p.number == "13")
    assert len(delays.text.split("\n")) == 4
    assert delays.marked_recommendation


@pytest.mark.parametrize("question", QUESTIONS, ids=[question["id"] for question in QUESTIONS])
def test_what_answers_a_question_stands_in_a_paragraph_it_names(question: dict, from_text: Report) -> None:
    texts = {**UNITS, **numbered(from_text)}
    gold = [squeezed(texts[entry["para"]]) for entry in question["gold"]]
    assert question["report"] == TEXT.stem
    assert bool(gold) is (question["kind"] != "unanswerable")
    for words in question["spans"] + question.get("figures", []):
        assert any(squeezed(words) in text for text in gold), words


def test_every_unit_of_the_questions_is_a_paragraph_of_the_report(from_text: Report) -> None:
    texts = [squeezed(p.text) for p in from_text.paragraphs]
    for label, unit in UNITS.items():
        assert any(squeezed(unit) in text or text in squeezed(unit) for text in texts), label
