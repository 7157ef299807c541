"""What a report says of itself: letters, title pages, dates, and the kinds of text that its headings name."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.model import Kind, Report
from index.reading import read_report

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
