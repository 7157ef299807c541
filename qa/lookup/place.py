"""A place in a report that a question names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.lookup.numbers import in_words, ordinal

# Lists of recommendations by the names that reports give them, and the headings under which each stands.
LISTS = {
    "priority action": re.compile(r"priority (?:and immediate )?actions?\b", re.I),
    "area for improvement": re.compile(r"areas? for (?:improvement|development)|needs? to (?:be )?improve", re.I),
}
SECTIONS = (
    ("executive summary", r"exec(?:utive)?\.? summary"),
    ("summary for children and young people", r"summary for children(?: and young people)?|(?:children|young people)['’]?s['’]? summary"),
    ("summary of key findings", r"(?:summary of )?key findings (?:summary|section)|summary of (?:the )?key findings"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a question names. `numbers` as typed, ranges written out; `rest` is the question without it.

    `counted`: the numbers count from the first ("the sixth recommendation") or, below zero, from the last. `plain`: it
    was named in the usual way, so that nobody needs telling how it was read. `called`: the list of recommendations it is
    in, by its name in the report ("priority action"), or what an item is ("bullet"). `page`: the numbers count what begins
    on this page. `topic`: of a summary, words in the heading of its chapter (without `section` all of that chapter is meant); of
    an item, what its label has before the number, as typed, `section` the same without words that say which report. `loose`: such
    words alone may stand there, too. `part`: the run of numbers it is in, where that is said.
    """

    sort: str  # "paragraph", "recommendation", "item", "page" or "section"
    numbers: tuple[str, ...]
    board: bool
    section: str
    rest: str
    counted: bool = False
    plain: bool = True
    called: str = ""
    page: str = ""
    topic: str = ""
    loose: bool = False
    part: int = 0

    def noun(self, many: int = 1) -> str:
        """What one of them is called, or so many: "recommendation", "areas for improvement"."""
        one = self.called or self.sort
        return one if many == 1 else "areas for improvement" if one == "area for improvement" else f"{one}s"

    @property
    def chapter(self) -> bool:
        """Whether it is all of a section, and no summary of it."""
        return self.sort == "section" and not self.section

    @property
    def name(self) -> str:
        """The place in words: "paragraphs 93 to 95", "the executive summary", "the 2nd paragraph on page 21"."""
        if self.sort == "section":
            of = f"the section on {self.topic}"
            return of if self.chapter else f"the {self.section}" + (f" of {of}" if self.topic else "")
        board = "LSCB " if self.board else ""
        many = len(self.numbers)
        if self.counted:
            first = int(self.numbers[0])
            which = ordinal(first) if many == 1 else f"{'last' if first < 0 else 'first'} {many}"
            where = f" on page {self.page}" if self.page else f" under “{self.topic}”" if self.topic else ""
            return f"the {which} {board}{self.noun(many)}{where}"
        part = f"part {self.part}, " if self.part else ""
        return f"{part}{board}{self.noun(many)} {in_words(self.numbers)}"
