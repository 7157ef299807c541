"""What the browser keeps, and that it cannot put words into a report."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import LibraryError
from index.model import Report
from tests.ui.made import ANSWERED, INFO, LIST, NEAR, PARAGRAPHS, REFUSED, REPORT, Shelf
from ui import record, words
from ui.api import paragraph_json
from ui.chat import Chat
from ui.export.markdown import markdown
from ui.export.statement import About
from ui.limits import Rate

WHEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
KEPT = record.dump([record.keep(ANSWERED, WHEN), record.keep(REFUSED, WHEN)])


def test_an_answer_survives_the_browser() -> None:
    first, second = record.turns(record.load(KEPT), Shelf(REPORT))
    assert [c.quoted for c in first.answer.citations] == [c.quoted for c in ANSWERED.citations]
    assert (first.answer.understanding, first.when, first.lost) == (ANSWERED.understanding, WHEN, 0)
    assert (second.answer.reason, len(second.answer.nearest)) == (REFUSED.reason, 1)


def test_a_list_item_comes_back_under_what_it_hangs_on() -> None:
    kept = record.dump([record.keep(replace(ANSWERED, citations=(NEAR,), related=()), WHEN)])
    (turn,) = record.turns(record.load(kept), Shelf(LIST))
    assert replace(turn.answer.citations[0], score=NEAR.score) == NEAR


def test_a_program_that_asks_for_a_list_item_is_told_what_it_is_listed_under() -> None:
    assert paragraph_json(NEAR.paragraph)["lead"] == "p2-1"
    assert paragraph_json(PARAGRAPHS[0])["lead"] is None


def test_no_word_of_a_report_is_kept() -> None:
    assert "72%" not in KEPT


def test_a_removed_report_leaves_a_count() -> None:
    first, _ = record.turns(record.load(KEPT), Shelf())
    assert (first.answer.citations, first.lost) == ((), 3)


def test_a_replaced_report_is_not_quoted_at_old_places() -> None:
    changed = Report(replace(INFO, digest="other"), PARAGRAPHS)
    assert record.turns(record.load(KEPT), Shelf(changed))[0].lost == 3


def test_what_a_newer_version_has_read_again_is_not_quoted_at_old_places() -> None:
    again = replace(REPORT, info=replace(INFO, read_by=INFO.read_by + 1))
    first, _ = record.turns(record.load(KEPT), Shelf(again))
    assert (first.answer.citations, first.lost) == ((), 3)


def test_a_report_that_cannot_be_read_leaves_a_count_and_the_conversation_goes_on() -> None:
    shelf = Damaged(REPORT)
    first, _ = record.turns(record.load(KEPT), shelf)
    assert (first.answer.citations, first.lost) == ((), 3)
    assert words.lost(3) in Chat(shelf, None, Rate(9)).show(KEPT).page


class Damaged(Shelf):
    """Says which reports there are, and cannot read them."""

    def report(self, slug: str) -> Report:
        raise LibraryError(f"The report {slug} is damaged in the library.")


def test_each_report_is_taken_from_the_library_once() -> None:
    shelf = Counting(REPORT)
    record.turns(record.load(KEPT), shelf)
    assert shelf.taken == [INFO.slug]


class Counting(Shelf):
    """Writes down which reports are taken."""

    def __init__(self, *reports: Report) -> None:
        super().__init__(*reports)
        self.taken: list[str] = []

    def report(self, slug: str) -> Report:
        self.taken.append(slug)
        return super().report(slug)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_spans_in_any_order_or_over_each_other_quote_what_stands_in_the_report_as_it_stands(
    spans: list[tuple[int, int]],
) -> None:
    forged = json.loads(KEPT)
    forged[0]["citations"][1]["quotes"] = spans
    (first, _) = record.turns(record.load(json.dumps(forged)), Shelf(REPORT))
    quotes = first.answer.citations[1].quotes
    assert all(a.end <= b.start for a, b in pairwise(quotes))
    assert {i for q in quotes for i in range(q.start, q.end)} == {i for s, e in spans for i in range(s, e)}
    assert PARAGRAPHS[2].text in markdown([first], About(WHEN, "lib", 1)).replace("**", "")


def test_spans_outside_the_text_quote_nothing() -> None:
    forged = json.loads(KEPT)
    forged[0]["citations"][0]["quotes"] = [[-5, 3], [9, 2], [0, 10**9]]
    assert record.turns(record.load(json.dumps(forged)), Shelf(REPORT))[0].answer.citations[0].quotes == ()


@pytest.mark.parametrize("text", ["{", "{}", "[1]", '[{"asked": 1}]', "null", "x" * (record.MOST_CHARACTERS + 1)])
def test_what_is_no_conversation_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(record.BadRecord, match=r"Please start a new one\."):
        record.load(text)
    assert "trouble" in Chat(Shelf(REPORT), None, Rate(9)).show(text).page


@pytest.mark.parametrize("earlier", [[{"question": "x"}] * 101, [{"question": "x" * 20_001}]])
def test_no_endless_conversation_is_taken(earlier: object) -> None:
    forged = json.loads(KEPT)
    forged[0]["understanding"]["earlier"] = earlier
    with pytest.raises(record.BadRecord):
        record.load(json.dumps(forged))


@given(st.text(max_size=200))
def test_any_text_is_a_conversation_or_refused(text: str) -> None:
    with contextlib.suppress(record.BadRecord):
        assert record.load(text) == ()
