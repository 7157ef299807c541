"""Grades in one table: every one shown in words, linked to its page, and taken away as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from index.model import Grade, Judgement, Scope
from tests.ui.made import HOSTILE, INFO
from tests.ui.test_render import assert_harmless
from ui import words
from ui.chat import scope_of
from ui.judgements import as_csv, by_column, column, over_time, page

LATER = replace(
    INFO, slug="millford-2024", inspected=date(2024, 2, 1),
    judgements=(Judgement("Overall effectiveness", "Inadequate", Grade.INADEQUATE, 2, "p2-1"),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("area", "where"),
    [
        ("Overall effectiveness", "overall"),
        ("Children’s services in Millford require improvement to be good", "overall"),
        ("Children who need help and protection", "help"),
        ("Children looked after and achieving permanence", "care"),
        ("The experiences and progress of children in care and care leavers", "care"),
        ("Experiences and progress of care leavers", "leaving"),
        ("The impact of leaders on social work practice with children and families", "leaders"),
        ("The effectiveness of the Local Safeguarding Children Board (LSCB)", "board"),
        ("Adoption performance", "other"),
    ],
)
def test_areas_find_their_column(area: str, where: str) -> None:
    assert column(area) == where


def test_no_grade_is_lost_between_columns() -> None:
    assert sorted(j.area for group in by_column(INFO).values() for j in group) == sorted(
        j.area for j in INFO.judgements
    )


def test_each_grade_is_in_words_and_opens_its_page() -> None:
    tree = LexborHTMLParser(page([INFO, LATER], ""))
    grades = {a.text(): a.attributes["href"] for a in tree.css(".grade")}
    assert grades["Inadequate"] == "/report/millford-2024/page/2?para=p2-1"
    assert set(grades) == {"Requires improvement", "Good", "Inadequate"}


def test_the_chart_says_the_same_in_words() -> None:
    first = replace(INFO, judgements=(Judgement("Overall", "Good", Grade.GOOD, 1, "p1-1"),))
    tree = LexborHTMLParser(over_time([LATER, first]))
    assert tree.css_first("svg").attributes["role"] == "img"
    assert tree.css_first("p").text() == "2016: good (Overall); 2024: inadequate (Overall effectiveness)."


def test_csv_holds_every_grade_and_no_formula() -> None:
    sly = replace(LATER, authority="=1+1")
    rows = list(csv.DictReader(io.StringIO(as_csv([INFO, sly]))))
    assert list(rows[0]) == list(words.CSV_COLUMNS)
    assert [(row["area"], row["grade"]) for row in rows][:2] == [
        ("Children looked after", "Requires improvement"), ("Adoption performance", "Good"),
    ]  # fmt: skip
    assert rows[2]["authority"] == "'=1+1"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_are_shown_and_not_executed(text: str) -> None:
    sly = replace(INFO, slug=text, authority=text, title=text, judgements=(Judgement(text, text, Grade.GOOD, 1, text),))
    tree = LexborHTMLParser(page([sly], text).replace("<svg", "<div").replace("/judgements", "/report/"))
    assert_harmless(tree)


def test_an_authority_is_one_under_all_its_names() -> None:
    long = replace(INFO, authority="London Borough of Millford")
    short = replace(LATER, authority="Millford")
    assert words.authorities([long, short]) == ["Millford"]
    assert len(LexborHTMLParser(page([long, short], "Millford")).css("tbody tr")) == 2
    assert scope_of([long, short], Scope(authorities=("Millford",))).authorities == (long.authority, "Millford")
    assert scope_of([long, short], Scope(authorities=("Havering",))).authorities == (
        "Havering",
    )  # its reports have gone


def test_a_date_of_publication_is_not_said_to_be_one_of_inspection() -> None:
    assert "published 9 December 2016</td>" in page([replace(INFO, inspected=None)], "")
    assert ">6 October 2016</td>" in page([INFO], "")


def test_an_authority_that_reports_call_quite_differently_is_one_too() -> None:
    printed = [
        replace(INFO, authority="Hull City Council"),
        replace(LATER, authority="Kingston upon Hull City Council"),
    ]
    assert words.authorities(printed) == ["Kingston upon Hull"]
    assert len(LexborHTMLParser(page(printed, "Kingston upon Hull")).css("tbody tr")) == 2
