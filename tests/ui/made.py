"""Hand-made reports and answers for the pure parts of the page, and a shelf of them in a library's place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from index.errors import LibraryError
from index.model import Grade, Judgement, Kind, LineBox, Paragraph, Report, ReportInfo, Scope, Span
from qa.model import Answer, Citation, Expansion, Outcome, Understanding

INFO = ReportInfo(
    slug="millford-2016-12-09",
    title="Inspection of services for children in need of help and protection",
    authority="Millford",
    kind="single inspection 2014-2017",
    published=date(2016, 12, 9),
    published_from="printed",
    inspection_dates="12 September 2016 – 6 October 2016",
    inspected=date(2016, 10, 6),
    judgements=(
        Judgement("Children looked after", "Requires improvement", Grade.REQUIRES_IMPROVEMENT, 1, "p1-1"),
        Judgement("Adoption performance", "Good", Grade.GOOD, 1, "p1-1"),
    ),
    pages=3,
    source="millford-2016-12-09.pdf",
    digest="abc",
    publisher="Ofsted",
)

FIRST = "Return home interviews are offered to every child who goes missing. "
SECOND = "In 2015–16, 72% took place within three days."
PARAGRAPHS = (
    Paragraph("p1-1", None, 1, "Judgements", Kind.JUDGEMENT, "Adoption performance Good", ("Judgements",), 1),
    Paragraph(
        "6", "6", 1, "Recommendation 6", Kind.RECOMMENDATION, "Improve return home interviews so that children are heard.",
        ("Recommendations",), 2,
    ),
    Paragraph(
        "66", "66", 1, "Paragraph 66", Kind.FINDING, FIRST + SECOND, ("Findings", "Children looked after"), 2,
        (
            LineBox(2, 90, 700, 500, 712, Span(0, len(FIRST))),
            LineBox(3, 90, 90, 400, 102, Span(len(FIRST), len(FIRST + SECOND))),
        ),
        marked_recommendation=True,
    ),
    Paragraph("67", "67", 1, "Paragraph 67", Kind.FINDING, "Care leavers live in safe homes.", ("Findings", "Care leavers"), 3),
)  # fmt: skip
REPORT = Report(INFO, PARAGRAPHS)
TITLES = {INFO.slug: "Millford 2016"}


class Shelf:
    """Reports by hand where a page only asks which there are and what they say."""

    version = "v1"

    def __init__(self, *reports: Report) -> None:
        self.held = {report.info.slug: report for report in reports}

    @property
    def is_empty(self) -> bool:
        return not self.held

    def infos(self, scope: Scope = Scope()) -> tuple[ReportInfo, ...]:  # noqa: B008
        return tuple(report.info for report in self.held.values())

    def report(self, slug: str) -> Report:
        if slug not in self.held:
            raise LibraryError(f"There is no report “{slug}” in the library.")
        return self.held[slug]


def cite(ref: str, *quotes: Span, report: Report = REPORT) -> Citation:
    return Citation.of(report, next(p for p in report.paragraphs if p.ref == ref), quotes, 0.9)


# A list over a page break whose items are paragraphs of their own.
LIST = Report(
    INFO,
    (
        Paragraph("p2-1", None, 1, "Children, 1st bullet", Kind.INFORMATION, "Of the 240 children:", ("Children",), 2),
        Paragraph("p2-2", None, 1, "Children, 2nd bullet", Kind.INFORMATION, "119 live outside the borough", ("Children",), 2, lead="p2-1"),
        Paragraph("p3-1", None, 1, "Children, 3rd bullet", Kind.INFORMATION, "three live with parents.", ("Children",), 3, lead="p2-1"),
    ),
)  # fmt: skip
NEAR = cite("p2-2", Span(0, 28), report=LIST)
OVERLEAF = cite("p3-1", Span(0, 24), report=LIST)
UNDERSTOOD = Understanding(
    "What about RHIs?", Scope(year_from=2016, year_to=2016), ("in 2016",), (Expansion("RHI", "return home interview", "glossary"),),
    (("inspecters", "inspectors"),), 1, 4,
)  # fmt: skip
ANSWERED = Answer(
    "What about RHIs?", Outcome.ANSWERED, UNDERSTOOD,
    (cite("6", Span(0, 54)), cite("66", Span(len(FIRST), len(FIRST + SECOND)))), related=(cite("67"),),
)  # fmt: skip
REFUSED = Answer(
    "How many swimming pools?", Outcome.NOT_ANSWERED, replace(UNDERSTOOD, question="How many swimming pools?"),
    nearest=(cite("67"),), reason="Nothing in this report speaks of swimming pools.",
)  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "</blockquote></article><iframe src=//example.org>",
    "safe \u202edetrevni\u202c \u2066isolate\u2069 text",
    "{{7*7}} ${7*7} {value}",
    "a" * 1_000_000,
)
