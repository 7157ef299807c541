"""The report page: every paragraph whole under its own address; recommendations lead to their findings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from index.library import Library
from index.links import behind
from index.model import READER, Kind, Paragraph, Report, Span
from index.settings import Settings
from tests.ui.made import HOSTILE, INFO, PARAGRAPHS, REPORT, Shelf
from tests.ui.test_render import assert_harmless
from ui import shelf, words
from ui.markup import visible
from ui.options import Options
from ui.reader import body, fragment, spans_of
from ui.reports import page_view, report_page, routes
from ui.shelf import page as shelf_page
from ui.shelf import safe_name


def test_every_paragraph_stands_there_whole_under_its_anchor() -> None:
    tree = LexborHTMLParser(body(REPORT))
    for paragraph in PARAGRAPHS:
        assert paragraph.text in tree.css_first(f"#p-{paragraph.ref}").text()
    assert [h.text() for h in tree.css("h2, h3")] == [
        "Judgements",
        "Recommendations",
        "Findings",
        "Children looked after",
        "Care leavers",
    ]
    assert [p.text() for p in tree.css(".pagemark")] == ["Page 1", "Page 2", "Page 3"]


def test_the_paragraph_asked_for_is_the_target_and_its_sentences_are_marked() -> None:
    tree = LexborHTMLParser(fragment(REPORT, "66", (Span(0, 6),)))
    target = tree.css_first("[data-target]")
    assert (target.attributes["id"], target.css_first("mark").text()) == ("p-66", "Return")
    assert len(tree.css("[data-target]")) == 1


def test_a_recommendation_leads_to_the_finding_that_shares_its_words_and_says_so() -> None:
    near = replace(PARAGRAPHS[1], text="Offer return home interviews to every child who goes missing.")
    report = Report(INFO, (PARAGRAPHS[0], near, *PARAGRAPHS[2:]))
    found = behind(report.paragraphs)
    assert [p.ref for p in found["6"].findings] == ["66"]
    assert not found["6"].printed
    assert words.BEHIND_MATCHED in body(report)


def test_a_recommendation_that_names_paragraphs_leads_to_those() -> None:
    naming = replace(PARAGRAPHS[1], text="Improve housing for care leavers (paragraph 67).")
    found = behind((*PARAGRAPHS[:1], naming, *PARAGRAPHS[2:]))
    assert ([p.ref for p in found["6"].findings], found["6"].printed) == (["67"], True)


@pytest.mark.parametrize(
    ("named", "refs"),
    [
        ("paragraphs 66–67", ["66", "67"]),
        ("paragraphs 66 to 67", ["66", "67"]),
        ("paragraphs 3.9 to 4.2 and 66", ["66"]),
    ],
)
def test_all_paragraphs_of_a_range_that_a_recommendation_names_are_led_to(named: str, refs: list[str]) -> None:
    naming = replace(PARAGRAPHS[1], text=f"Improve housing for care leavers ({named}).")
    found = behind((*PARAGRAPHS[:1], naming, *PARAGRAPHS[2:]))
    assert [p.ref for p in found["6"].findings] == refs


def test_a_number_that_two_parts_have_is_that_of_the_recommendations_own_part() -> None:
    naming = replace(PARAGRAPHS[1], text="Improve housing for care leavers (paragraph 67).")
    other = replace(PARAGRAPHS[-1], ref="2-67", number="67", part=2, kind=Kind.FINDING)
    found = behind((*PARAGRAPHS[:1], naming, *PARAGRAPHS[2:], other))
    assert [p.ref for p in found["6"].findings] == ["67"]


def links_of(page: str, ref: str) -> list[tuple[str, list[str]]]:
    lines = LexborHTMLParser(page).css_first(f"#p-{ref}").css(".behind")
    return [(line.text().split(":")[0] + ":", [a.attributes["href"] for a in line.css("a")]) for line in lines]


def test_a_finding_marked_with_a_recommendation_leads_to_it_and_back() -> None:
    near = replace(PARAGRAPHS[1], text="Offer return home interviews to every child who goes missing.")
    page = body(Report(INFO, (PARAGRAPHS[0], near, *PARAGRAPHS[2:])))
    assert links_of(page, "66") == [(words.LED_TO_MATCHED, ["#p-6"])]
    assert links_of(page, "6") == [(words.BEHIND_MATCHED, ["#p-66"])]
    assert links_of(page, "67") == []


def test_a_finding_has_what_names_it_apart_from_what_matches_by_wording() -> None:
    near = replace(PARAGRAPHS[1], text="Offer return home interviews to every child who goes missing.")
    naming = replace(near, ref="7", number="7", label="Recommendation 7", text="Improve recording (paragraph 66).")
    page = body(Report(INFO, (PARAGRAPHS[0], near, naming, *PARAGRAPHS[2:])))
    assert links_of(page, "66") == [(words.LED_TO_PRINTED, ["#p-7"]), (words.LED_TO_MATCHED, ["#p-6"])]


def test_the_page_shows_the_picture_follows_the_break_and_has_the_text_beside_it() -> None:
    tree = LexborHTMLParser(page_view(REPORT, 2, "66", "0-6", 1.0))
    assert [img.attributes["alt"].split(" of ")[0] for img in tree.css("img")] == ["Page 2", "Page 3"]
    assert ["Paragraph 66 marked" in img.attributes["alt"] for img in tree.css("img")] == [True, True]
    elsewhere = LexborHTMLParser(page_view(REPORT, 1, "66", "0-6", 1.0))
    assert "marked" not in elsewhere.css_first("img").attributes["alt"]
    assert words.CONTINUES.format(page=3) in tree.body.text()
    assert PARAGRAPHS[2].text in tree.css_first(".page-text li").text()


@pytest.mark.parametrize("number", [0, 4, 999])
def test_of_a_page_that_is_not_there_there_is_a_sentence_and_no_picture(number: int) -> None:
    app = FastAPI()
    app.include_router(routes(Shelf(REPORT)))
    reply = TestClient(app).get(f"/report/{INFO.slug}/page/{number}")
    assert (reply.status_code, reply.json()["detail"]) == (404, words.no_page(INFO, number))
    assert "Millford 2016 has pages 1 to 3; there is no page" in words.no_page(INFO, number)


@given(st.text(alphabet="0123456789-, x", max_size=40))
def test_spans_in_an_address_are_spans_or_nothing(text: str) -> None:
    assert all(0 <= span.start < span.end for span in spans_of(text))


def test_spans_are_read_back() -> None:
    assert spans_of("0-80,95-120") == (Span(0, 80), Span(95, 120))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_reports_are_shown_and_not_executed(text: str) -> None:
    info = replace(
        INFO, slug=text, title=text, authority=text, kind=text, inspection_dates=text, source=text, doubts=(text,)
    )
    paragraph = Paragraph(text, text, 1, text, Kind.RECOMMENDATION, text, (text, text), 1)
    report = Report(info, (paragraph,))
    tree = LexborHTMLParser(report_page(report, text, ()) + fragment(report, text, ()))
    for link in tree.css("a[href^='#']"):
        link.attrs["href"] = "/report/"
    assert_harmless(tree)
    assert visible(text) in tree.css_first(".para").text()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("havering-2016-12-09.pdf", "havering-2016-12-09.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\reports\\a b.PDF", "a b.pdf"),
        ("<script>.pdf", "script.pdf"),
        ("", "report"),
        (".pdf", "pdf"),
        ("..", "report"),
        ("a\u202efdp.exe", "a-U-202E-fdp.exe"),
        ("Bericht ä.txt", "Bericht ä.txt"),
    ],
)
def test_file_names_are_made_harmless(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_long_name_is_cut_to_what_a_file_system_takes() -> None:
    kept = safe_name("ä" * 300 + ".pdf")
    assert kept.startswith("ä" * 90)
    assert kept.endswith("ä.pdf")
    assert len(kept.encode()) <= 255


def test_what_was_not_added_is_said_without_script_too(tmp_path: Path) -> None:
    app = FastAPI()
    app.include_router(shelf.routes(Library(Settings.load(tmp_path, model="none", readers=1)), Options(tmp_path)))
    site = TestClient(app)
    page = site.post("/library", files=[("files", (f"{n}.exe", b"x")) for n in range(103)])
    lines = [line.text() for line in LexborHTMLParser(page.text).css("#uploaded > li.failed")]
    assert lines[-1] == words.TOO_MANY_FILES.format(most=100, left=3)
    assert len(lines) == 101
    (line,) = LexborHTMLParser(site.post("/library/example").text).css("#uploaded > li.failed")
    assert "ottermarsh" in line.text()


def test_the_library_says_how_many_reports_an_earlier_version_read() -> None:
    now = replace(REPORT, info=replace(INFO, slug="now", read_by=READER))
    said = shelf_page(Shelf(REPORT, now), Options(Path()))  # type: ignore[arg-type]
    assert (
        "1 report was read by an earlier version of this program" in LexborHTMLParser(said).css_first("#shelf").text()
    )
    assert [words.OUTDATED_ONE in line.text() for line in LexborHTMLParser(said).css("#shelf li .from")] == [
        True,
        False,
    ]
    assert "earlier version" not in shelf_page(Shelf(now), Options(Path()))  # type: ignore[arg-type]
