"""Takes the text of the example report apart into the blocks that are printed.

The text keeps the conventions of a text conversion: one line a paragraph, "N. " before a numbered one, "- " and " - "
before list items, tabs in tables, a raised digit before a footnote. Sizes are those of the reports of 2016.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

MARKS = "¹²³⁴⁵⁶⁷⁸⁹"
HEADINGS = {
    "Contents": 16,
    "The local authority": 16,
    "The Local Safeguarding Children Board (LSCB)": 16,
    "Information about this inspection": 16,
    "Executive summary": 14,
    "Recommendations": 14,
    "Information about this local authority area": 14,
    "Summary for children and young people": 14,
    "Inspection findings – the Local Safeguarding Children Board": 14,
}
BOXES = ("Executive summary", "Summary")


class Form(Enum):
    """How a block is printed."""

    TITLE = auto()
    FRONT = auto()  # a line of the title page
    JUDGEMENT = auto()  # a row of the table on the title page
    HEADING = auto()
    BANNER = auto()  # a heading with a frame around it, which states a grade
    SECTION = auto()  # a heading with its grade in a cell beside it
    CONTENTS = auto()
    PARAGRAPH = auto()
    NUMBERED = auto()
    BULLET = auto()
    DASH = auto()
    SUB_BULLET = auto()  # a list item inside a numbered paragraph
    NOTE = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """One printed block. `label` is its number, grade, page or footnote mark; `boxed` blocks stand in a frame."""

    form: Form
    text: str
    label: str = ""
    size: float = 12
    boxed: bool = False


def blocks(text: str) -> Iterator[Block]:
    """The blocks of the report, in the order of the text."""
    front, boxed, previous = True, False, None
    for line in text.split("\n"):
        if not line:
            previous = None
            continue
        block = _block(line, front, boxed, previous)
        if block.form in (Form.HEADING, Form.SECTION, Form.BANNER):
            front, boxed = False, block.text in BOXES
            block = Block(block.form, block.text, block.label, block.size, boxed)
        yield block
        previous = block.form


def _block(line: str, front: bool, boxed: bool, previous: Form | None) -> Block:
    if line[0] in MARKS:
        return Block(Form.NOTE, line[1:].strip(), line[0], 8.5)
    if "\t" in line:
        return _row(*line.split("\t"), front=front)
    if item := re.match(r"( ?)- (.*)", line):
        inside = previous in (Form.NUMBERED, Form.SUB_BULLET)
        return Block(Form.SUB_BULLET if inside else Form.DASH if item[1] else Form.BULLET, item[2])
    if numbered := re.match(r"(\d+\.) (.*)", line):
        return Block(Form.NUMBERED, numbered[2], numbered[1])
    return _plain(line, front, boxed)


def _row(text: str, label: str, *, front: bool) -> Block:
    if label.isdigit():
        return Block(Form.CONTENTS, text, label)
    return Block(Form.JUDGEMENT, text, label) if front else Block(Form.SECTION, text, label, 14)


def _plain(line: str, front: bool, boxed: bool) -> Block:
    if line == "Executive summary" or not front:
        if line.endswith((".", "?")):
            return Block(Form.PARAGRAPH, line, boxed=boxed)
        form = Form.BANNER if re.search(r" is (that it is )?[a-z ]+$", line) else Form.HEADING
        return Block(form, line, size=14 if form is Form.BANNER else HEADINGS.get(line.rstrip(MARKS), 12))
    if line.startswith(("Inspection of", "Review of")):
        return Block(Form.FRONT, line, size=14)
    return Block(
        Form.TITLE if line.startswith("Borough of") else Form.FRONT,
        line,
        size=26 if line.startswith("Borough of") else 12,
    )
