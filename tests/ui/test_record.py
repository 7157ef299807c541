"""What the browser keeps, and that it cannot put words into a report."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Report
from tests.ui.made import ANSWERED, INFO, LIST, NEAR, PARAGRAPHS, REFUSED, REPORT, Shelf
from ui import record
from ui.api import paragraph_json
from ui.chat import Chat
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
