"""The words of the domain as types. Imports nothing else of ours; holds no behaviour beyond derived values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a citable paragraph is in its report."""

    FINDING = "finding"  # numbered (or, where a report prints no numbers, unnumbered) text of the findings
    RECOMMENDATION = "recommendation"
    SUMMARY = "summary"  # executive summary, section summary, introduction
    INFORMATION = "information"  # "Information about this local authority area" and similar
    CHILDREN = "children"  # summary for children and young people
    JUDGEMENT = "judgement"  # a row of the judgement table, or a sentence or heading that states a grade
    BOILERPLATE = "boilerplate"  # what is printed in every report: kept, never cited as a finding


class Grade(StrEnum):
    """Inspectors' grades, normalised: "Requires Improvement to be good" is REQUIRES_IMPROVEMENT."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    ADEQUATE = "adequate"
    REQUIRES_IMPROVEMENT = "requires improvement"
    INADEQUATE = "inadequate"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of a paragraph's text; end is not included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LineBox:
    """One printed line of a paragraph: where it stands, and which characters of the text it holds.

    Page counts from 1. Coordinates are PDF points from the page's top left corner.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float
    span: Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The smallest thing that is cited: a numbered paragraph, or a unit printed without a number.

    `ref` is unique in its report and never changes for the same file: "66"; "2-66" in a second run of numbers;
    "p3-2" for the second unnumbered unit that begins on page 3 ("u-17" where the source has no pages).
    `number` is the number as printed, None where none is printed. `label` is what people are shown: "Paragraph 66",
    "Recommendation 6", "Executive summary, 3rd unnumbered paragraph".
    `text` holds the printed words; a list item starts on a new line ("\\n") and its bullet glyph is left out.
    `lead` is the ref of the unit that an unnumbered list item hangs on.
    `marked_recommendation`: the finding ends in "(Recommendation)".
    """

    ref: str
    number: str | None
    part: int
    label: str
    kind: Kind
    text: str
    section: tuple[str, ...]
    page: int | None
    lines: tuple[LineBox, ...] = ()
    lead: str | None = None
    marked_recommendation: bool = False

    def pages(self, span: Span | None = None) -> tuple[int, ...]:
        """The pages on which the text, or the part of it in `span`, stands; empty where the source has no pages."""
        lines = (
            self.lines
            if span is None
            else [b for b in self.lines if b.span.start < span.end and b.span.end > span.start]
        )
        found = sorted({box.page for box in lines})
        return tuple(found) or ((self.page,) if self.page is not None else ())


def lead_of(paragraphs: Iterable[Paragraph], paragraph: Paragraph) -> Paragraph | None:
    """The unit, of those of the same report, that a list item hangs on; None for anything else."""
    return next((p for p in paragraphs if p.ref == paragraph.lead), None) if paragraph.lead else None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A graded area: words as printed, the normalised grade, the page (None: no pages), and the unit that prints it."""

    area: str
    grade: str
    normalised: Grade
    page: int | None
    ref: str


# To be raised with every change after which other paragraphs, kinds or facts are read out of a file that could be read
# before, or something else of them is indexed.
READER = 4


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """What is known of a report besides its text.

    `slug` is the file name without its ending, unique in a library. `kind` names the sort of inspection ("single
    inspection 2014-2017", "ILACS", ... or "report"). `published_from` says where the publication date was found:
    "printed", "file name", "PDF metadata", or "" with no date. `inspection_dates` is the line as printed;
    `inspected` its last day. `publisher` is who inspected, where the document says so ("Ofsted"), else "". `doubts`
    are plain sentences about what the reader was not sure of. `read_by` is the READER of that time.
    """

    slug: str
    title: str
    authority: str
    kind: str
    published: dt.date | None
    published_from: str
    inspection_dates: str
    inspected: dt.date | None
    judgements: tuple[Judgement, ...]
    pages: int | None
    source: str
    digest: str
    ocr: bool = False
    doubts: tuple[str, ...] = ()
    publisher: str = ""
    read_by: int = 0

    @property
    def outdated(self) -> bool:
        """Whether the program would read more, or otherwise, out of the file today."""
        return self.read_by < READER

    @property
    def edition(self) -> str:
        """Names what was read of the file: places in it hold for as long as this is the same."""
        return f"{self.digest}-{self.read_by}" if self.read_by else self.digest

    @property
    def date(self) -> dt.date | None:
        """The date by which inspections are put in order: last day of inspection, else publication."""
        return self.inspected or self.published

    @property
    def year(self) -> int | None:
        """The year of the inspection, else of publication."""
        return self.date.year if self.date else None


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report as read from its file: facts about it and its paragraphs in printed order."""

    info: ReportInfo
    paragraphs: tuple[Paragraph, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is embedded: a window of whole sentences of one paragraph, or one sentence of it.

    `paragraph` is the position in `Report.paragraphs`; `context` (headings, and the line that a list item hangs
    on) is embedded with the words of a window and never shown as a quotation. `sentence`: a single sentence out of a longer paragraph.
    """

    paragraph: int
    span: Span
    context: str
    sentence: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """Which reports a question is asked of. Empty tuples and None mean "no limit"; all limits hold together.

    `without` are slugs of reports that are left out ("everywhere but Derby").
    """

    reports: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    kinds: tuple[str, ...] = ()
    latest_only: bool = False
    without: tuple[str, ...] = ()
