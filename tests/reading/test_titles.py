"""What a report says of itself: letters, title pages, dates, and the kinds of text that its headings name."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.model import Kind, Report, ReportInfo
from index.reading import read_report
from tests.reading.printing import Print

TEXT = "Children are seen quickly and their plans are reviewed in good time by managers who know them well."


def _read(folder: Path, body: str) -> Report:
    (folder / "report.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return read_report(folder / "report.html")


def _kinds(report: Report) -> list[Kind]:
    return [paragraph.kind for paragraph in report.paragraphs]


def test_findings_below_recommendations_are_findings(tmp_path: Path) -> None:
    below = f"<h3>Inspection findings – the safeguarding board</h3><ol start=2><li>{TEXT}</li></ol>"
    graded = f"<h3>The judgement for adoption is that it requires improvement</h3><ol start=3><li>{TEXT}</li></ol>"
    report = _read(tmp_path, f"<h2>Recommendations</h2><ol><li>Visit sooner.</li></ol>{below}{graded}")
    numbered = [paragraph for paragraph in report.paragraphs if paragraph.number]
    assert [p.label for p in numbered] == ["Recommendation 1", "Paragraph 2", "Paragraph 3"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Progress against previous recommendations", Kind.FINDING),
        ("Services for children and young people", Kind.FINDING),
        ("Summary for children and young people", Kind.CHILDREN),
        ("The inspection team’s findings", Kind.FINDING),
        ("Areas for further improvement", Kind.RECOMMENDATION),
        ("1. Introduction", Kind.SUMMARY),
        ("3. Information about the area", Kind.INFORMATION),
        ("4.1 About this inspection", Kind.BOILERPLATE),
    ],
)
def test_a_heading_of_known_wording_says_what_stands_under_it(tmp_path: Path, heading: str, kind: Kind) -> None:
    assert _kinds(_read(tmp_path, f"<h2>{heading}</h2><p>{TEXT}</p>")) == [kind]


def test_where_only_recommendations_are_numbered_the_text_is_findings(tmp_path: Path) -> None:
    advised = "<h2>Recommendations</h2><ol><li>Visit sooner.</li><li>Write plans.</li></ol>"
    report = _read(tmp_path, f"<h2>Summary</h2><p>{TEXT}</p>{advised}<h2>Help and protection</h2><p>{TEXT}</p>")
    assert _kinds(report) == [Kind.SUMMARY, Kind.RECOMMENDATION, Kind.RECOMMENDATION, Kind.FINDING]


def test_the_grades_of_headings_are_those_of_their_areas(tmp_path: Path) -> None:
    headings = ("Care leavers: good", "Help and protection is inadequate", "Leaders require improvement to be good")
    report = _read(tmp_path, "".join(f"<h2>{heading}</h2><p>{TEXT}</p>" for heading in headings))
    areas = [(judgement.area, judgement.grade) for judgement in report.info.judgements]
    assert areas == [
        ("Care leavers", "good"),
        ("Help and protection", "inadequate"),
        ("Leaders", "require improvement to be good"),
    ]


def test_grades_of_earlier_inspections_are_no_judgements(tmp_path: Path) -> None:
    now = "<table><tr><td>Leadership</td><td>Good</td></tr><tr><td>Care</td><td>Good</td></tr></table>"
    then = "<table><tr><td>12/03/2021</td><td>Inadequate</td></tr><tr><td>June 2018</td><td>Good</td></tr></table>"
    report = _read(tmp_path, f"{now}<h2>Findings</h2><p>{TEXT}</p><h2>Recent inspection history</h2>{then}")
    assert [judgement.area for judgement in report.info.judgements] == ["Leadership", "Care"]
    assert [p.kind for p in report.paragraphs if p.text.endswith("Inadequate")] == [Kind.INFORMATION]


LETTER = (
    "21 March 2023", "Ms Jane Doe", "Director of Children's Services", "Ottermarsh Council", "Dear Jane",
    "Monitoring visit to Ottermarsh children's services",
)  # fmt: skip
OPENING = (
    "This letter summarises the findings of the monitoring visit to Ottermarsh children's services on 1 and 2 March "
    "2023. It was the second visit since the judgement of 4 June 2021."
)


def _letter(folder: Path) -> Report:
    printed = Print()
    printed.page()
    for at, line in enumerate(("Piccadilly Gate", "Store Street", "Manchester")):
        printed.at(400, 60 + 11 * at, line, 9)
    for line in (*LETTER, OPENING):
        printed.paragraph(line)
    for _ in range(9):
        printed.paragraph(f"{TEXT} {TEXT}")
    for line in ("Yours sincerely,", "Ann Bee", "Inspector"):
        printed.paragraph(line)
    return read_report(printed.save(folder / "letter.pdf"))


def test_a_letter_says_what_was_visited_and_when(tmp_path: Path) -> None:
    info = _letter(tmp_path).info
    assert (info.title, info.authority, info.kind) == (LETTER[-1], "Ottermarsh", "monitoring visit")
    assert (str(info.published), info.published_from) == ("2023-03-21", "printed")
    assert (info.inspection_dates, str(info.inspected)) == ("1 and 2 March 2023", "2023-03-02")


def test_the_findings_of_a_letter_are_what_stands_between_address_and_signature(tmp_path: Path) -> None:
    report = _letter(tmp_path)
    assert [p.text for p in report.paragraphs if p.kind is Kind.BOILERPLATE] == [
        "Yours sincerely,",
        "Ann Bee",
        "Inspector",
    ]
    findings = [p.text for p in report.paragraphs if p.kind is Kind.FINDING]
    assert findings == [OPENING, *[f"{TEXT} {TEXT}"] * 9]
    assert report.info.doubts == ()


def test_a_report_that_is_mostly_standing_text_is_a_doubt(tmp_path: Path) -> None:
    report = _read(tmp_path, f"<h2>About this inspection</h2><p>{TEXT}</p><p>{TEXT}</p><h2>Findings</h2><p>{TEXT}</p>")
    assert report.info.doubts == (
        "2 of 3 paragraphs were taken for what is printed in every report and are not searched.",
    )


def _info(folder: Path, *lines: str) -> ReportInfo:
    printed = Print()
    printed.page()
    printed.y = 80
    for at, line in enumerate(lines):
        printed.at(72, printed.y, line, 26 if at == 0 else 14, bold="date" not in line and "between" not in line)
        printed.y += 40
    printed.heading("Headline findings")
    for _ in range(5):
        printed.paragraph(TEXT)
    return read_report(printed.save(folder / "report.pdf")).info


@pytest.mark.parametrize(
    ("lines", "authority"),
    [
        (("Focused visit to Ottermarsh local authority children's services",), "Ottermarsh"),
        (("Joint targeted area inspection of Ottermarsh",), "Ottermarsh"),
        (("Joint targeted area inspection of the response to neglect in Ottermarsh",), "Ottermarsh"),
        (("Area SEND inspection of Ottermarsh Local Area Partnership",), "Ottermarsh"),
        (("Joint inspection of services for children", "in need of care in Argyll and Bute"), "Argyll and Bute"),
        (("Care Inspectorate Wales", "Inspection of children's services", "Powys County Council"), "Powys County Council"),
        (("Inspection of Ottermarsh local authority children's services", "OFFICIAL"), "Ottermarsh"),
        (("OFFICIAL", "Ottermarsh", "Inspection of local authority children's services"), "Ottermarsh"),
        (("A report", "Derby City Council", "Inspection of local authority children's services"), "Derby City Council"),
        (("Inspection of Kirklees local authority children's services",), "Kirklees"),
        (("Monitoring visit to Ottermarsh children's services", "Visit dates: 3 to 7 July 2023"), "Ottermarsh"),
    ],
)  # fmt: skip
def test_the_title_page_says_whose_report_it_is(tmp_path: Path, lines: tuple[str, ...], authority: str) -> None:
    assert _info(tmp_path, *lines).authority == authority


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Inspection dates: 28/11/22 to 9/12/22", "2022-12-09"),
        ("Inspection dates: 28 Nov to 9 Dec 2022", "2022-12-09"),
        ("Visit dates: 3 to 7 July 2023", "2023-07-07"),
        ("Inspected between 6 March and 17 March 2023", "2023-03-17"),
    ],
)
def test_the_dates_of_an_inspection_are_read_however_they_are_written(tmp_path: Path, line: str, day: str) -> None:
    info = _info(tmp_path, "Inspection of Ottermarsh local authority children's services", line)
    assert str(info.inspected) == day
