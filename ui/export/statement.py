"""What every export says of itself, and the pieces of a quotation, as plain text for either format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from index.model import Span
from qa.model import Answer, Citation
from ui import words
from ui.markup import visible
from ui.record import Turn
from ui.render import lead_place, source_line


@dataclass(frozen=True, slots=True)
class About:
    """When an export was made, from which library."""

    made: datetime
    library: str
    reports: int


def program_version() -> str:
    """The version of this program; "development" where it is not installed."""
    try:
        return version("report-qa")
    except PackageNotFoundError:
        return "development"


def lines(about: About) -> tuple[str, ...]:
    """The statement at the end of an export."""
    return (
        words.EXPORTED.format(day=words.day(about.made.date()), time=f"{about.made:%H:%M} UTC"),
        words.EXPORT_VERSION.format(
            version=program_version(), library=about.library, reports=words.count(about.reports, "report")
        ),
        words.EXPORT_VERBATIM,
    )


def searched(turn: Turn) -> str:
    """What was searched for one answer, and how its question was read."""
    answer = turn.answer
    limits = words.limits(answer.understanding, turn.titles)
    said = f"{words.searched(answer.understanding)}{': ' + words.listed(limits) if limits else ''}, {words.day(turn.when.date())}."
    understood = answer.understanding
    read = [*words.read_as(answer), *words.corrected(understood), *words.expanded(understood)]
    return visible(" ".join([said, *read, *words.left_out(understood)]))


def listed_under(citation: Citation) -> tuple[str, str]:
    """What the paragraph is listed under, as it is printed, and the line that says so; empty where there is nothing."""
    lead = citation.lead
    title = visible(words.listed_under(lead_place(citation)))
    return (visible(lead.text), f"{title}:") if lead else ("", "")


def bold(answer: Answer, citation: Citation) -> tuple[Span, ...]:
    """The sentences that answer; none of a nearest paragraph."""
    return citation.quotes if answer.answered else ()


def source(answer: Answer, citation: Citation) -> str:
    """Where it stands; of a nearest paragraph that it is not an answer, too."""
    return source_line(citation) if answer.answered else f"{words.NEAREST_TAG}: {source_line(citation)}"
