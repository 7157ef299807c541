"""Section paths from headings, and what kind of text stands under them.

The wording here is that of the families of inspection reports ("Recommendations", "What needs to improve"), not of any
one report; a heading that is not known makes its text a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.model import Kind
from index.reading.blocks import BULLET, NUMBERED, Block
from index.reading.grades import stated

KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.BOILERPLATE,
        re.compile(
            r"judge?ments? mean|judge?ments and what they mean|^(information )?about (this|the) inspection$|^about ofsted"
        ),
    ),
    (
        Kind.CHILDREN,
        re.compile(r"(summary|letter|guide|information|report) for (the )?children|children.s (summary|guide)"),
    ),
    (
        Kind.INFORMATION,
        re.compile(
            r"^information about|^service information|inspection team(?!.s)|^about (this|the) (local )?a(rea|uthority)"
        ),
    ),
    (
        Kind.RECOMMENDATION,
        re.compile(
            # What became of an earlier inspection's recommendations is a finding.
            r"^(?!.*\b(previous|last|earlier|progress|response)\b).*(recommendation|needs? to (be )?improve|priority action|"
            r"areas? (for|requiring) (further )?(development|improvement)|priorities for improvement|required improvements|"
            r"priority and immediate action)"
        ),
    ),
    (
        Kind.SUMMARY,
        re.compile(
            r"summary|^introduction\b|^overview$|(is|are) (not yet )?(good|outstanding|inadequate).* because|strengths$"
        ),
    ),
)
FINDINGS = re.compile(r"(?:\d\S* )?((inspection|main|headline|key) )?findings\b", re.IGNORECASE)
ENUMERATED = re.compile(r"^\d+(\.\d+)*[.)]?\s+")
BOARD = re.compile(r"safeguarding (children( and adults)?.?s? )?(board|partnership)|\blscb\b", re.IGNORECASE)
TAIL = re.compile(
    r"The Office for Standards in Education|Ofsted is the Office|Any complaints about (the|this) (inspection|report)"
    r"|(© )?Crown copyright|If you would like a copy of this document|You (may|can) (re-?use this|copy all)|Piccadilly Gate"
    r"|This (document|publication) (may be reproduced|is available)|Website: www|Further copies of this report"
    r"|Yours (sincerely|faithfully)",
    re.IGNORECASE,
)
SECTION = 12.5  # the rank of a graded heading that is set no larger than the text
STANDING = re.compile(
    r"It is Ofsted.s expectation|Ofsted produces this report|I am copying this letter|This visit was carried out in line with",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Sections:
    """The headings above the present place; a heading replaces those of its own rank and below.

    Headings with a grade beside them open the parts of the findings and are all of one rank, in whatever size they are
    set: above the plain sub-headings, below the parts of the report.
    """

    stack: list[tuple[tuple[float, bool], str]] = field(default_factory=list)
    graded: tuple[float, bool] | None = None
    stated: tuple[float, bool] | None = None

    def enter_graded(self, rank: tuple[float, bool], heading: str) -> None:
        """Enters the section of a heading with a grade cell."""
        self.graded = self.graded or (max(rank[0], SECTION), True)
        self._leave_standing()
        self.enter(self.graded, heading)

    def enter_stated(self, rank: tuple[float, bool], heading: str) -> None:
        """Enters the section of a heading that is a sentence with a grade.

        Within a section with a grade cell it opens a part of that; of several such sentences none stands within another,
        whatever their sizes.
        """
        above = [other for other, _ in self.stack]
        if self.graded in above and self.graded is not None:
            rank = min(rank, (self.graded[0] - 0.25, True))
        elif self.stated in above and self.stated is not None and rank < self.stated:
            rank = self.stated
        self.stated = rank
        self._leave_standing()
        self.enter(rank, heading)

    def _leave_standing(self) -> None:
        """Ends a section about inspection or area, however large its heading is set: no grade is given within one."""
        for at, (_, heading) in enumerate(self.stack):
            if known_kind(heading) in (Kind.BOILERPLATE, Kind.INFORMATION):
                del self.stack[at:]
                return

    def enter(self, rank: tuple[float, bool], heading: str) -> None:
        """Enters a section; rank is the size of type, then whether it is bold."""
        while self.stack and self.stack[-1][0] <= rank:
            self.stack.pop()
        self.stack.append((rank, heading))

    @property
    def path(self) -> tuple[str, ...]:
        """The headings above, outermost first."""
        return tuple(heading for _, heading in self.stack)


def kind_of(block: Block, path: tuple[str, ...], text: str, numbered: bool) -> Kind:
    """The kind of a block that is no judgement: by its headings, the innermost that is known, then by its form.

    A heading that opens findings, or that states a grade, ends what is known from those above it. In a report with
    numbered paragraphs (`numbered`) those are the findings; what stands between them sums up.
    """
    if STANDING.match(text) or TAIL.match(text):
        return Kind.BOILERPLATE
    for heading in reversed(path):
        if found := known_kind(heading):
            return found
        if FINDINGS.match(heading) or stated(heading):
            break
    return Kind.FINDING if block.kind in (NUMBERED, BULLET) or not numbered else Kind.SUMMARY


def known_kind(heading: str) -> Kind | None:
    """The kind of the text under a heading of known wording, whatever number it has."""
    plain = ENUMERATED.sub("", heading).casefold().rstrip(" ?:.")
    return next((kind for kind, pattern in KINDS if pattern.search(plain)), None)


def of_board(path: tuple[str, ...]) -> bool:
    """Does the section speak of the safeguarding board rather than of the authority?"""
    return any(BOARD.search(heading) for heading in path)
