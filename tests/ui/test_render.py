"""What an answer looks like: counted, quoted word for word, sentences marked; a refusal cannot be taken for an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.model import Scope, Span
from qa.model import Answer, Asked, Expansion, LeftOut, Outcome, Understanding
from tests.ui.made import ANSWERED, HOSTILE, INFO, NEAR, OVERLEAF, PARAGRAPHS, REFUSED, TITLES, UNDERSTOOD, cite
from ui import words
from ui.chat import welcome
from ui.markup import visible
from ui.plain import plain
from ui.record import Turn
from ui.render import (
    WHOLE,
    address,
    card,
    card_title,
    conversation,
    copied,
    page_address,
    reading_address,
    source_line,
    turn,
)

WHEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def page(answer: Answer) -> LexborHTMLParser:
    return LexborHTMLParser(turn(Turn(answer, WHEN, TITLES), 1, last=True))


def one(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    found = tree.css(selector)
    assert len(found) == 1, (selector, len(found))
    return found[0]


def test_an_answer_counts_its_paragraphs_and_names_report_and_year() -> None:
    assert one(page(ANSWERED), ".headline").text() == "2 paragraphs in Millford, inspected 2016; 1 is a recommendation"


def test_a_card_quotes_under_number_page_and_section() -> None:
    shown = page(ANSWERED).css(".card.cited")[1]
    assert one(shown, "h3").text() == "Paragraph 66 · page 3 · Children looked after"
    assert one(shown, "blockquote").text() == PARAGRAPHS[2].text
    assert one(shown, "mark").text() == "In 2015–16, 72% took place within three days."
    assert "Millford, inspected 6 October 2016" in shown.text()


def test_cards_of_several_reports_stand_under_the_name_and_date_of_each() -> None:
    later = replace(INFO, slug="millford-2020", inspected=date(2020, 3, 2), published=None)
    first, second = ANSWERED.citations
    shown = page(replace(ANSWERED, citations=(first, replace(first, report=later), replace(second, report=later))))
    headings = [h.text() for h in one(shown, ".turn > .cards").css("h3, h4")]
    assert headings == [
        "Millford, inspected 6 October 2016", card_title(first),
        "Millford, inspected 2 March 2020", card_title(first), card_title(second),
    ]  # fmt: skip
    assert [h.text() for h in shown.css("h3.report-heading")] == [headings[0], headings[2]]
    assert not page(ANSWERED).css(".report-heading")


def test_an_answer_says_which_part_of_the_question_it_leaves_open() -> None:
    assert not page(ANSWERED).css(".reason")
    partial = replace(ANSWERED, reason="No answer was found to this part of the question: “why”.")
    shown = page(partial)
    assert one(shown, ".reason").text() == partial.reason
    assert shown.html is not None
    assert shown.html.index(partial.reason) < shown.html.index("<blockquote")


def test_related_paragraphs_are_folded() -> None:
    folded = one(page(ANSWERED), "details.related")
    assert "open" not in folded.attributes
    assert one(folded, "summary").text() == "1 more related paragraph"


def test_what_was_understood_stands_above_the_answer() -> None:
    shown = turn(Turn(ANSWERED, WHEN, TITLES), 1, last=True)
    assert "Also searched for RHI: “return home interview” (from the glossary)." in shown
    assert "Searched 4 paragraphs of 1 report: 2016." in shown
    held = replace(ANSWERED, understanding=replace(ANSWERED.understanding, held=True))
    assert "Searched 4 paragraphs of 1 report: 2016, as in your earlier question." in turn(
        Turn(held, WHEN, TITLES), 1, last=True
    )
    assert "“inspecters” read as “inspectors”." in shown
    assert shown.index("Also searched") < shown.index("headline")
    kids = tuple(
        Expansion("foster kids", meaning, "glossary") for meaning in ("foster carers", "children looked after")
    )
    several = replace(ANSWERED, understanding=replace(ANSWERED.understanding, expansions=kids))
    said = "Also searched for foster kids: “foster carers” and “children looked after” (from the glossary)."
    assert said in turn(Turn(several, WHEN, TITLES), 1, last=True)


def test_a_refusal_looks_different_says_why_and_labels_the_nearest() -> None:
    tree = page(REFUSED)
    assert tree.css_first(".turn.refused") is not None
    assert tree.css_first(".turn.answered") is None
    assert one(tree, ".reason").text() == REFUSED.reason
    nearest = one(tree, ".card.nearest")
    assert one(nearest, ".tag").text() == words.NEAREST_TAG
    assert words.NEAREST in tree.body.text()
    assert tree.css_first("[data-rephrase]") is not None


def test_a_limited_scope_offers_all_reports() -> None:
    limited = replace(REFUSED, understanding=replace(REFUSED.understanding, given=Scope(year_from=2016)))
    assert one(page(limited), "[data-again=everywhere]").attributes["data-of"] == "1"
    assert page(REFUSED).css_first("[data-again=everywhere]") is None


def undos(answer: Answer) -> dict[str, str]:
    """What can be left out of the reading of `answer`, with the name of the button for it."""
    return {
        button.attributes["data-again"]: button.text() for button in page(answer).css(".understood button[data-again]")
    }


def test_beside_what_was_understood_stands_a_button_that_asks_without_it() -> None:
    understood = replace(ANSWERED.understanding, earlier=(Asked("How are they kept safe?"),), given_reports=3)
    assert undos(replace(ANSWERED, understanding=understood)) == {
        "scope": "Search all 3 reports instead: What about RHIs?",
        "earlier": "Ask without the earlier question: What about RHIs?",
        "spelling": "Search for “inspecters” as typed: What about RHIs?",
    }
    held = replace(understood, held=True)  # the earlier question only says where
    assert set(undos(replace(ANSWERED, understanding=held))) == {"scope", "spelling"}
    absent = replace(understood, missing="Kent", reports=3)
    assert undos(replace(REFUSED, understanding=absent))["scope"].startswith("Search for “Kent” in all 3 reports")


def test_to_undo_what_the_words_limit_keeps_the_limit_chosen_beside_them_and_says_so() -> None:
    chosen = replace(ANSWERED.understanding, given=Scope(year_from=2016), given_reports=3)
    assert undos(replace(ANSWERED, understanding=chosen))["scope"].startswith("Search all 3 chosen reports instead")
    absent = replace(chosen, missing="Kent")
    assert undos(replace(REFUSED, understanding=absent))["scope"].startswith(
        "Search for “Kent” in all 3 chosen reports"
    )


def test_nothing_is_offered_that_was_not_understood_or_leaves_no_question() -> None:
    plain = Understanding(ANSWERED.asked, Scope(), reports=3, given_reports=3)
    assert undos(replace(ANSWERED, understanding=plain)) == {}
    for asked in ("why?", "show me more"):
        assert undos(replace(ANSWERED, asked=asked, understanding=replace(plain, earlier=(Asked("RHIs?"),)))) == {}


def test_an_answer_says_what_was_left_out() -> None:
    understood = Understanding(ANSWERED.asked, Scope(), without=frozenset(LeftOut))
    shown = one(page(replace(ANSWERED, understanding=understood)), ".understood").text()
    assert all(said in shown for said in words.LEFT_OUT.values())


def test_of_a_long_paragraph_the_answering_sentences_stand_first() -> None:
    text = "Begin. " + "Filler sentence here. " * 60 + "End."
    long = replace(PARAGRAPHS[2], text=text, lines=())
    assert len(text) > WHOLE
    tree = LexborHTMLParser(card(replace(cite("66"), paragraph=long, quotes=(Span(7, 28),))))
    short, whole = tree.css("blockquote")
    assert short.text() == f" {words.GAP} Filler sentence here. {words.GAP} "
    assert whole.text() == text
    assert tree.css_first("details.more blockquote").text() == text


def test_every_action_of_a_card_is_there_and_named() -> None:
    actions = page(ANSWERED).css(".card.cited")[1].css(".action")
    assert [a.text().split(":")[0] for a in actions] == [words.READ, words.SEE_PAGE, words.COPY, words.LINK]
    assert all("Paragraph 66, Millford 2016" in a.text() for a in actions)


def test_a_report_without_pages_offers_no_page() -> None:
    bare = replace(cite("66"), paragraph=replace(PARAGRAPHS[2], page=None, lines=()))
    assert "data-page" not in card(bare)


def test_addresses_lead_to_the_paragraph_and_its_marks() -> None:
    found = ANSWERED.citations[1]
    assert address(found) == "/report/millford-2016-12-09?para=66#p-66"
    assert reading_address(found) == "/report/millford-2016-12-09?para=66&quotes=68-113#p-66"
    assert page_address(found) == "/report/millford-2016-12-09/page/3?para=66&quotes=68-113"


def test_copy_takes_quotation_and_source() -> None:
    found = ANSWERED.citations[1]
    assert copied(found) == "In 2015–16, 72% took place within three days."
    assert source_line(found).endswith(
        "Millford, inspected 6 October 2016, published 9 December 2016, Paragraph 66, page 3"
    )


def test_what_a_list_item_is_listed_under_stands_above_it_as_a_quotation_of_its_own() -> None:
    tree = LexborHTMLParser(card(NEAR))
    lead, item = tree.css("blockquote")
    assert (lead.text(), item.text()) == ("Of the 240 children:", "119 live outside the borough")
    assert [mark.text() for mark in tree.css("mark")] == ["119 live outside the borough"]
    assert [p.text() for p in tree.css(".from")][1:] == ["Listed under:"]
    assert one(tree, "article").attributes["data-lead"] == "Of the 240 children:"
    assert copied(NEAR) == "119 live outside the borough"
    assert source_line(NEAR).endswith("Children, 2nd bullet, page 2")
    assert "data-lead" not in card(cite("66"))


def test_what_it_is_listed_under_has_its_own_page_and_number_where_those_differ() -> None:
    assert [p.text() for p in LexborHTMLParser(card(OVERLEAF)).css(".from")][1:] == ["Listed under words on page 2:"]
    assert source_line(OVERLEAF).endswith("Children, 3rd bullet, page 3, listed under words on page 2")
    numbered = replace(NEAR, lead=PARAGRAPHS[2])
    assert source_line(numbered).endswith("Children, 2nd bullet, page 2, listed under Paragraph 66 on pages 2 and 3")


def test_the_terminal_says_what_an_item_is_listed_under() -> None:
    said = plain(replace(ANSWERED, citations=(NEAR, OVERLEAF)), [INFO])
    assert "  Listed under: “Of the 240 children:”\n  “119 live outside the borough”" in said
    assert "  Listed under words on page 2: “Of the 240 children:”\n  “three live with parents.”" in said


def test_the_terminal_names_a_report_that_was_searched_where_nothing_of_it_is_shown() -> None:
    searched = replace(UNDERSTOOD, scope=Scope(reports=(INFO.slug,)))
    said = plain(replace(REFUSED, understanding=searched, nearest=()), [INFO])
    assert "Searched 4 paragraphs of 1 report: Millford 2016." in said


def test_a_report_that_came_out_the_year_after_the_inspection_is_named_by_both_years() -> None:
    later = replace(INFO, published=date(2017, 1, 24))
    assert words.named(later) == "Millford 2016/2017"
    assert words.named(replace(INFO, published=None)) == "Millford 2016"
    assert words.named(replace(INFO, published=None, inspected=None)) == "Millford"


def test_the_newest_answer_stands_first_and_earlier_ones_are_folded() -> None:
    tree = LexborHTMLParser(conversation((Turn(ANSWERED, WHEN, TITLES), Turn(REFUSED, WHEN, TITLES)), ""))
    assert tree.css_first(".turn").attributes["id"] == "turn-2"
    assert one(tree, "details.folded .turn").attributes["id"] == "turn-1"
    assert [b.parent.parent.attributes["id"] for b in tree.css("[data-follow-up]")] == ["turn-2"]


def test_what_is_told_of_the_library_is_neither_a_refusal_nor_an_answer_that_has_gone() -> None:
    told = Answer("List the reports", Outcome.TOLD, UNDERSTOOD, reason="The library holds 1 report.")
    tree = page(told)
    assert one(tree, ".turn.answered .headline").text() == words.OF_LIBRARY
    assert one(tree, ".reason").text() == "The library holds 1 report."
    assert tree.css("[data-rephrase]") == []
    assert f"{words.OF_LIBRARY}\n\nThe library holds 1 report." in plain(told, [INFO])


def test_paragraphs_that_have_gone_are_counted() -> None:
    assert "2 paragraphs of this answer are in a report that has since been removed" in turn(
        Turn(ANSWERED, WHEN, TITLES, 2), 1, last=True
    )


def test_an_answer_all_of_whose_paragraphs_have_gone_does_not_count_none() -> None:
    assert words.headline(replace(ANSWERED, citations=())) == words.GONE


def test_text_recognised_from_a_scan_is_marked_wherever_it_is_quoted() -> None:
    scan = replace(INFO, ocr=True)
    (citation, *_) = ANSWERED.citations
    for said in (card(replace(citation, report=scan)), source_line(replace(citation, report=scan))):
        assert words.RECOGNISED in said
    assert words.RECOGNISED not in card(citation)


def test_an_empty_library_offers_the_example() -> None:
    assert "data-open-example" in welcome([])
    assert "data-open-example" not in welcome([INFO])
    assert len(LexborHTMLParser(welcome([INFO])).css("[data-ask]")) == len(words.EXAMPLES)


def hostile_answer(given: Answer, text: str) -> Answer:
    """An answer with `text` in every place where text from outside can stand."""
    info = replace(INFO, slug=text, title=text, authority=text)
    paragraph = replace(PARAGRAPHS[2], ref=text, number=text, label=text, text=text, section=(text,))
    found = replace(cite("66"), report=info, paragraph=paragraph, quotes=(Span(0, 5),), lead=paragraph)
    other = replace(found, report=replace(info, slug=f"{text}2"))
    understood = replace(
        given.understanding, question=f"{text}?", corrections=((text, text),), scope=Scope((text,), (text,)),
        earlier=(Asked(text),), missing=text, given=Scope((text,)), given_reports=9,
    )  # fmt: skip
    return replace(given, asked=text, citations=(found, other), nearest=(found,), understanding=understood, reason=text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_not_executed(text: str) -> None:
    for given in (ANSWERED, REFUSED):
        tree = page(hostile_answer(given, text))
        assert_harmless(tree)
        assert visible(text) in one(tree, ".asked").text()


def assert_harmless(tree: LexborHTMLParser) -> None:
    """No element or attribute that our own renderers do not make, and no address that leaves this site."""
    for node in tree.root.traverse():
        assert node.tag not in {"script", "iframe", "img", "object", "style", "svg"}, node.html[:200]
        for name, value in node.attributes.items():
            assert not name.startswith("on"), name
            if name in {"href", "src", "action"}:
                assert value.startswith("/report/"), value[:80]


def test_a_long_answer_begins_with_where_its_paragraphs_stand_in_printed_order() -> None:
    long = replace(ANSWERED, citations=(cite("67"), cite("66"), cite("6"), cite("p1-1")))
    folded = one(page(long), "details.glance")
    assert [a.text() for a in folded.css("li a")] == ["Judgements", "Recommendation 6", "Paragraph 66", "Paragraph 67"]
    assert page(ANSWERED).css_first("details.glance") is None


def test_at_a_glance_the_reports_stand_in_the_order_of_their_cards() -> None:
    later = replace(INFO, slug="a-later-one", authority="Aford", inspected=date(2020, 3, 2), published=None)
    found = [cite("6"), cite("66"), *(replace(cite(ref), report=later) for ref in ("67", "66"))]
    folded = one(page(replace(ANSWERED, citations=tuple(found))), "details.glance")
    assert [li.text().split(" (")[0].split(" page")[0] for li in folded.css("li")] == [
        "Millford 2016: Recommendation 6", "Millford 2016: Paragraph 66", "Aford 2020: Paragraph 66", "Aford 2020: Paragraph 67",
    ]  # fmt: skip


def test_a_heading_that_every_chapter_has_gives_way_to_the_one_above() -> None:
    deep = replace(PARAGRAPHS[2], section=("Children looked after", "Inspection findings"))
    assert card_title(replace(cite("66"), paragraph=deep)) == "Paragraph 66 · page 2 · Children looked after"
    lone = replace(PARAGRAPHS[1], section=("Recommendations",))
    assert card_title(replace(cite("6"), paragraph=lone)) == "Recommendation 6 · page 2 · Recommendations"


def test_a_heading_that_the_label_holds_is_not_said_again() -> None:
    bullet = replace(PARAGRAPHS[2], section=("Care leavers wait.",), number=None, label="Care leavers wait, 1st bullet")
    assert card_title(replace(cite("66"), paragraph=bullet)) == "Care leavers wait, 1st bullet · page 2"
