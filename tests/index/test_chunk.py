"""What is searched of a paragraph: its words with what it stands under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from index.chunk import above, heading
from index.model import Paragraph
from index.tokens import count_tokens
from tests.made import paragraph

LONG = "In the year to March 2015 the council looked after many children in many sorts of homes near and far, " * 4


def test_a_list_item_stands_under_its_headings_and_the_line_it_hangs_on() -> None:
    lead = replace(paragraph("They are counted here. By whom is not said. Of the 240 children:"), ref="p1-1")
    item = replace(paragraph("119 live outside the borough"), ref="p1-2", lead="p1-1")
    assert above((lead, item), 0) == ("Findings",)
    assert above((lead, item), 1) == ("Findings", "They are counted here. Of the 240 children")
    assert heading((lead, item), 1) == "Findings > They are counted here. Of the 240 children"
    assert above((lead, replace(item, lead="p9-9")), 1) == ("Findings",)


def test_a_long_line_takes_the_place_of_no_heading() -> None:
    lead = replace(paragraph(f"{LONG.strip(', ')}:"), ref="p1-1")
    item = replace(paragraph("119 live outside the borough"), ref="p1-2", lead="p1-1")
    assert count_tokens(LONG) > 80
    assert heading((lead, item), 1).startswith("Findings > In the year")


class Looked(list[Paragraph]):
    """Paragraphs that count how many of them were looked at."""

    looked = 0

    def __getitem__(self, at: Any) -> Any:
        self.looked += 1
        return super().__getitem__(at)

    def __iter__(self) -> Iterator[Paragraph]:
        return (self[at] for at in range(len(self)))


def test_the_line_that_an_item_hangs_on_is_looked_for_near_the_item() -> None:
    pairs = [
        (
            replace(paragraph(f"Of the {at} children:"), ref=f"a{at}"),
            replace(paragraph("all live here"), ref=f"b{at}", lead=f"a{at}"),
        )
        for at in range(500)
    ]
    paragraphs = Looked(one for pair in pairs for one in pair)
    assert above(paragraphs, 999)[-1] == "Of the 499 children"
    assert paragraphs.looked < 10
