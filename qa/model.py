"""What an answer is. A quotation is a span into a stored paragraph, so one that is not in the report cannot be made."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from index.model import Paragraph, Report, ReportInfo, Scope, Span, lead_of

if TYPE_CHECKING:
    from index.library import Loaded


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    FOUND = "found"  # looked up by number, page or section, not searched
    TOLD = "told"  # about the library, or what reports do not say: `reason` says it, and nothing is cited
    NOT_ANSWERED = "not answered"  # the reports in scope do not answer it; `reason` says why as far as can be told
    NOT_UNDERSTOOD = "not understood"  # empty, too long, of nothing in reports, or about a scope with no reports


@dataclass(frozen=True, slots=True)
class Citation:
    """A paragraph and the sentences in it that answer. `quotes` are in text order and do not overlap.

    `lead` is the paragraph that the cited one is listed under ("Of this number:"), shown whole before the quotation.
    """

    report: ReportInfo
    paragraph: Paragraph
    quotes: tuple[Span, ...]
    score: float
    lead: Paragraph | None = None

    @classmethod
    def of(cls, report: Loaded | Report, paragraph: Paragraph, quotes: tuple[Span, ...], score: float) -> Citation:
        """A citation of one of the report's paragraphs, with what it is listed under."""
        return cls(report.info, paragraph, quotes, score, lead_of(report.paragraphs, paragraph))

    @property
    def quoted(self) -> tuple[str, ...]:
        """The quoted sentences, cut from the paragraph's text."""
        return tuple(self.paragraph.text[q.start : q.end] for q in self.quotes)


@dataclass(frozen=True, slots=True)
class Expansion:
    """A word of the question and what was searched beside it: ("RHI", "return home interview", "report" or "glossary")."""

    term: str
    meaning: str
    source: str


class LeftOut(StrEnum):
    """What is read into a question and can be left out of its reading at its asker's wish."""

    EARLIER = "earlier"  # the earlier questions of the conversation that it leans on
    SPELLING = "spelling"  # typing mistakes put right
    SCOPE = "scope"  # words that say of which reports it is asked


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as typed, and what is left out of its reading."""

    question: str
    without: frozenset[LeftOut] = frozenset()


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a question was read: shown above the answer, so that it can be corrected.

    `question` is the question as searched (a follow-up made whole); `scope` what was searched, with the scope words of
    the question in it (`held`: or those of the first of `earlier`); `scope_words` the question's own as typed; `reports`
    how many reports and `paragraphs` how many paragraphs were in scope. `earlier` are the questions that it leans on, or
    takes its scope from, oldest first: asked after them, it is read in the same way. `without` is what was left out.
    `given` is the scope without those words, with `given_reports` reports; `missing` a place or year that the question
    names and none of them is of.
    """

    question: str
    scope: Scope
    scope_words: tuple[str, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    reports: int = 0
    paragraphs: int = 0
    earlier: tuple[Asked, ...] = ()
    held: bool = False
    without: frozenset[LeftOut] = frozenset()
    given: Scope = Scope()  # noqa: RUF009  (frozen)
    given_reports: int = 0
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The structured answer. `citations` best first, those of a section that the question names before others (in report order for
    lists and look-ups); those of several reports report by report.

    `related` are paragraphs on the subject that were not cited; `nearest` the nearest ones when not answered, never an
    answer. `ranked` is the first 20 of the ranking, for evaluation. `confidence` is higher the surer it is that the
    reports answer, comparable between questions. `reason` is a sentence for people. `timings` are seconds by stage.
    `in_order`: the citations were not searched but are a list in printed order, so that "the second one" has a meaning.
    """

    asked: str
    outcome: Outcome
    understanding: Understanding
    citations: tuple[Citation, ...] = ()
    related: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    ranked: tuple[Citation, ...] = ()
    confidence: float = 0.0
    reason: str = ""
    timings: dict[str, float] = field(default_factory=dict)
    in_order: bool = False

    @property
    def answered(self) -> bool:
        """Whether the citations, or what is told of the library, are to be read as an answer."""
        return self.outcome in (Outcome.ANSWERED, Outcome.FOUND, Outcome.TOLD)
