"""The paragraphs that a recommendation names are the findings behind it."""

from __future__ import annotations

import pytest

from index.links import behind
from index.model import Kind
from tests.made import paragraph


@pytest.mark.parametrize(
    ("named", "numbers"),
    [
        ("(paragraph 33)", ["33"]),
        ("(see paragraph 33)", ["33"]),
        ("(paras 3 and 4)", ["3", "4"]),
        ("(paragraphs 12, 14 to 16 and 20)", ["12", "14", "15", "16", "20"]),
        ("(paragraphs 15–16, 33)", ["15", "16", "33"]),
        ("(paragraph 1.12)", ["1.12"]),
        ("(paragraphs 1.12 to 1.14)", ["1.12", "1.13", "1.14"]),
        ("(paragraph on visits)", []),
    ],
)
def test_numbers_named_in_brackets_are_found_however_they_are_written(named: str, numbers: list[str]) -> None:
    printed = [*map(str, range(2, 40)), *(f"1.{number}" for number in range(10, 16))]
    findings = [paragraph(f"Finding {number}.", number) for number in printed]
    advice = paragraph(f"Visit sooner {named}.", "1", kind=Kind.RECOMMENDATION)
    found = behind([*findings, advice]).get("1")
    assert [finding.number for finding in (found.findings if found else ())] == numbers
