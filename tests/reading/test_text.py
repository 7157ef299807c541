"""Plain text: what a conversion broke is mended, and nothing is made of what only looks like a number or a bullet."""

from __future__ import annotations

import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.model import Grade, Kind, Report
from index.reading import read_report

START = """Borough of Nowhere

Inspection of services for children in need of help and protection

Inspection date: 3 March – 28 March 2016

Report published: 9 May 2016

Children's services in Nowhere require improvement to be good\t
1. Children who need help and protection\tRequires improvement
2. Children looked after and achieving permanence\tGood
2.1 Adoption performance\tOutstanding
"""


def _read(folder: Path, text: str) -> Report:
    file = folder / "report.txt"
    file.write_text(text, encoding="utf-8")
    return read_report(file)


def _numbered(report: Report) -> dict[str, str]:
    return {paragraph.number: paragraph.text for paragraph in report.paragraphs if paragraph.number}


def test_the_table_at_the_start_is_judgements_and_the_run_begins_at_one_after_it(tmp_path: Path) -> None:
    report = _read(tmp_path, f"{START}\nFindings\n\n1. Visits are regular.\n2. Plans are clear.\n")
    assert _numbered(report) == {"1": "Visits are regular.", "2": "Plans are clear."}
    grades = [(judgement.area, judgement.normalised) for judgement in report.info.judgements]
    assert grades == [
        ("Overall judgement", Grade.REQUIRES_IMPROVEMENT),
        ("Children who need help and protection", Grade.REQUIRES_IMPROVEMENT),
        ("Children looked after and achieving permanence", Grade.GOOD),
        ("Adoption performance", Grade.OUTSTANDING),
    ]
    assert report.info.authority == "Borough of Nowhere"
    assert report.paragraphs[-1].page is None
    assert report.paragraphs[-1].section == ("Findings",)


@pytest.mark.parametrize("rest", ["enough, leading to delay.", "- enough, leading to delay."])
def test_a_page_break_and_a_false_dash_within_a_paragraph_are_mended(tmp_path: Path, rest: str) -> None:
    report = _read(tmp_path, f"1. Visits are regular.\n2. Plans are not clear\n\n{rest}\n3. Staff stay.\n")
    assert _numbered(report)["2"] == "Plans are not clear enough, leading to delay."
    assert list(_numbered(report)) == ["1", "2", "3"]


def test_the_word_recommendation_on_its_own_line_ends_the_paragraph_above(tmp_path: Path) -> None:
    report = _read(tmp_path, "1. Visits are late.\n(Recommendation)\n2. Plans are clear.\n")
    first, second = report.paragraphs
    assert first.text == "Visits are late. (Recommendation)"
    assert first.marked_recommendation
    assert not second.marked_recommendation


def test_stray_markup_gives_headings_and_paragraphs(tmp_path: Path) -> None:
    table = "<p>Help and protection</p>\t<p>Requires improvement</p>"
    marked = f"{table}\n<p>Summary</p> <p>Visits are late.</p> <p>Plans &amp; notes are clear.</p>\t"
    report = _read(tmp_path, f"1. Staff stay.\n\n{marked}\n\n<h2>Recommendations</h2>\n\n2. Visit sooner.\n")
    assert [paragraph.text for paragraph in report.paragraphs] == [
        "Staff stay.",
        "Help and protection Requires improvement",
        "Visits are late.",
        "Plans & notes are clear.",
        "Visit sooner.",
    ]
    assert report.paragraphs[2].section == ("Help and protection", "Summary")
    assert report.paragraphs[2].kind is Kind.SUMMARY
    assert report.paragraphs[4].label == "Recommendation 2"


def test_footnotes_and_their_marks_are_taken_out(tmp_path: Path) -> None:
    text = "1. Eleven live in special schools³. All thrive.\n\n³ These are residential.\n\n2. Staff stay.\n"
    assert _numbered(_read(tmp_path, text)) == {"1": "Eleven live in special schools. All thrive.", "2": "Staff stay."}


def test_a_list_with_numbers_of_its_own_is_part_of_the_paragraph_above(tmp_path: Path) -> None:
    text = (
        "1. Staff stay.\n2. Plans are clear.\n3. Leaders have two aims:\n1. to listen\n2. to act\n4. Visits are late.\n"
    )
    numbered = _numbered(_read(tmp_path, text))
    assert list(numbered) == ["1", "2", "3", "4"]
    assert numbered["3"] == "Leaders have two aims:\n1. to listen\n2. to act"


@pytest.mark.parametrize("items", [2, 3])
def test_a_list_within_the_first_paragraph_takes_none_of_the_numbers_after_it(tmp_path: Path, items: int) -> None:
    inner = [f"{number}. aim {number}" for number in range(1, items + 1)]
    text = "\n".join(["1. Leaders have aims:", *inner, "2. Plans are clear.", "3. Visits are late.", "4. Staff stay."])
    numbered = _numbered(_read(tmp_path, text))
    assert numbered["1"] == "\n".join(["Leaders have aims:", *inner])
    assert list(numbered.values())[1:] == ["Plans are clear.", "Visits are late.", "Staff stay."]


def test_a_line_of_many_dots_is_read_at_once(tmp_path: Path) -> None:
    before = time.perf_counter()
    _read(tmp_path, "Contents\n\nFindings " + "." * 40_000 + " x\n\nVisits are late. " + ". " * 40_000 + "Soon.\n")
    assert time.perf_counter() - before < 5


@pytest.mark.parametrize(
    "foot", ["{0}", "                  {0}", "Page {0} of 3", "{0}\n\nInspection of Nowhere", "Nowhere\n{0}\n3 July"]
)
@pytest.mark.parametrize("width", [85, 10_000])
def test_the_numbers_heads_and_feet_of_pages_stay_out_of_the_paragraphs_they_cut(
    tmp_path: Path, width: int, foot: str
) -> None:
    said = "The visits to child {0} in street {0} are late, which the staff of home {0} know, and no plan says what is to change"
    wanted = {str(number): " ".join([said.format(number)] * 4) + "." for number in range(1, 13)}
    lines = [line for number, text in wanted.items() for line in (*textwrap.wrap(f"{number}. {text}", width), "")]
    size = len(lines) // 3 + 1
    pages = ["\n".join(lines[at : at + size]) for at in range(0, len(lines), size)]
    text = "\f".join(f"{page}\n\n{foot.format(number)}\n" for number, page in enumerate(pages, 1))
    report = _read(tmp_path, text)
    assert _numbered(report) == wanted
    assert {paragraph.section for paragraph in report.paragraphs} == {()}


def test_old_encodings_are_read(tmp_path: Path) -> None:
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        file = tmp_path / f"{encoding}.txt"
        file.write_bytes("1. The board’s plan – 5% more.\n2. Staff stay.\n".encode(encoding))
        assert read_report(file).paragraphs[0].text == "The board’s plan – 5% more."


words = st.lists(
    st.sampled_from("care plan needs visits multi-agency (MASH) 2.5% team's risk, home. good; 30".split()),
    min_size=12,
    max_size=60,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(words, min_size=4, max_size=12), st.sampled_from([60, 80, 100, 10_000]))
def test_numbered_paragraphs_come_back_from_any_wrapping(
    tmp_path: Path, paragraphs: list[list[str]], width: int
) -> None:
    wanted = {str(at): f"Paragraph {' '.join(chosen)} ends." for at, chosen in enumerate(paragraphs, 1)}
    lines = [
        textwrap.fill(f"{number}. {text}", width, break_on_hyphens=False, subsequent_indent="   ")
        for number, text in wanted.items()
    ]
    assert _numbered(_read(tmp_path, "\n\n".join(lines) + "\n")) == wanted
