"""A theme over an authority's inspections: nothing left out in silence, each said to be read as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fastapi import FastAPI
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from index.model import ReportInfo
from qa.model import Answer
from tests.ui.made import ANSWERED, INFO, REFUSED, REPORT, Shelf
from ui import words
from ui.limits import Rate
from ui.themes import MOST, page, routes


def shown(
    *found: tuple[ReportInfo, Answer], infos: tuple[ReportInfo, ...] = (INFO,), authority: str = "Millford"
) -> str:
    return LexborHTMLParser(page(infos, authority, "missing children", found)).body.text()


def test_each_cell_says_what_was_found_and_how_the_theme_was_read() -> None:
    said = shown((INFO, ANSWERED), (INFO, REFUSED))
    assert words.headline(ANSWERED) in said
    assert words.headline(REFUSED) in said
    assert "Searched 4 paragraphs of 1 report: 2016." in said
    assert "“inspecters” read as “inspectors”." in said
    assert "Also searched for RHI" in said


def test_inspections_beyond_the_newest_are_named() -> None:
    infos = tuple(replace(INFO, slug=f"m-{y}", inspected=date(y, 1, 1)) for y in range(2000, 2000 + MOST + 2))
    said = shown(infos=infos)
    assert f"Only the newest {MOST} inspections are compared." in said
    assert "Millford, inspected 1 January 2000 and Millford, inspected 1 January 2001" in said
    assert "2002" not in said
    assert "Left out" not in shown(infos=infos[2:])


def test_an_authority_that_is_missing_is_said_to_be() -> None:
    assert words.NO_AUTHORITY in shown(authority="")
    assert words.NO_SUCH_AUTHORITY.format(name="Kent") in shown(authority="Kent")


def test_too_many_are_told_when_to_come_back() -> None:
    app = FastAPI()
    app.include_router(routes(Shelf(REPORT), None, Rate(1)))  # type: ignore[arg-type]
    site = TestClient(app)
    first, second = (site.get("/themes?theme=x&authority=Kent") for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 429)
    assert int(second.headers["retry-after"]) <= 60
