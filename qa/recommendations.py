"""Questions about what a report recommends are answered from its recommendations, in printed order."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from index.library import Loaded
from index.model import Kind, Paragraph
from qa.words import content

_ASKS = re.compile(
    r"\brecommend\w*|\b(?:areas?|priorities) for improvement|\bpriority actions?|"
    r"\b(?:told|asked|has|have|needs?|needed|must|should) to (?:do )?(?:improv\w+|put right|fix|get better|do better|be better|"
    r"be improved)|\b(?:must|should|does|do|could)\b.{0,40}\b(?:improve|put right|fix|do better)\b|\bput right\b|"
    r"\bimprovements? (?:are |is |was |were )?(?:needed|required)",
    re.I,
)
_BOARD = re.compile(r"\blscb\b|\bsafeguarding (?:children )?(?:board|partnership)\b", re.I)
# Words that go with asking for recommendations and say nothing of their subject.
_GENERAL = frozenset(
    """action actions area areas authorities authority board borough can children children's council department do eight
    five fix four full headline headlines help improve improved improvement improvements improving january february march
    april may june july august september october november december key lead leaders list local lscb made main make
    managers must need needed needs number numbers order pls points priorities priority put recent latest recommend
    recommendation recommendations recommended required right safeguarding service services set seven six summary tell team
    them there they three told top total trust two us work year""".split()
)


def asks(question: str) -> bool:
    """Whether the question asks what is recommended, or has to improve."""
    return bool(_ASKS.search(question))


def all_of(question: str, names: Collection[str], among: Sequence[Loaded]) -> list[tuple[Loaded, int]]:
    """Every recommendation of the reports, with its position, where the question names no subject for them.

    `names` are words that say which report is meant. Those for the safeguarding board are left out, or alone are given,
    where the question speaks of the council or of the board. Nothing where a subject is named: then they are searched.
    """
    if not asks(question):
        return []
    known = {word for name in names for word in content(name)} | {str(report.info.year) for report in among}
    if any(word not in _GENERAL and word not in known for word in content(question)):
        return []
    found = [
        (report, position)
        for report in among
        for position, paragraph in enumerate(report.paragraphs)
        if paragraph.kind is Kind.RECOMMENDATION
    ]
    boards = [(report, at) for report, at in found if _of_board(report.paragraphs[at])]
    if _BOARD.search(question):
        return boards
    council = re.search(r"\b(?:council|authority|we|us|trust)\b", question, re.I)
    return [item for item in found if item not in boards] if council else found


def _of_board(paragraph: Paragraph) -> bool:
    return bool(_BOARD.search(f"{paragraph.label} {' '.join(paragraph.section)}"))
