"""What is taken away: quotations word for word with their sources, and a statement of what was searched and when."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from index.model import Span
from qa.model import LeftOut
from tests.ui.made import ANSWERED, FIRST, HOSTILE, NEAR, OVERLEAF, REFUSED, SECOND, TITLES, cite
from tests.ui.test_render import hostile_answer
from ui import words
from ui.export.markdown import escape, markdown
from ui.export.statement import About, searched
from ui.export.word import word
from ui.markup import visible
from ui.record import Turn
from ui.render import source_line

WHEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
ABOUT = About(WHEN, "abc123", 1)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def footnotes(docx: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(docx)) as file:
        notes = etree.fromstring(file.read("word/footnotes.xml"))
        assert b"/word/footnotes.xml" in file.read("[Content_Types].xml")
    return {note.get(f"{W}id"): "".join(note.itertext()).strip() for note in notes if not note.get(f"{W}type")}


def test_word_has_a_real_footnote_for_each_quotation() -> None:
    made = word([Turn(ANSWERED, WHEN, TITLES)], ABOUT)
    notes = footnotes(made)
    document = Document(io.BytesIO(made))
    referred = [el.get(f"{W}id") for el in document.element.body.iter(f"{W}footnoteReference")]
    assert referred == list(notes) == ["1", "2"]
    assert list(notes.values()) == [source_line(c) for c in ANSWERED.citations]


def test_word_quotes_whole_paragraphs_with_the_answer_in_bold_and_states_scope_date_and_version() -> None:
    document = Document(io.BytesIO(word([Turn(ANSWERED, WHEN, TITLES), Turn(REFUSED, WHEN, TITLES)], ABOUT)))
    texts = [p.text for p in document.paragraphs]
    quoted = next(p for p in document.paragraphs if p.text == f"“{FIRST}{SECOND}”")
    assert [run.text for run in quoted.runs if run.bold] == [SECOND]
    assert any(text.startswith("Searched 4 paragraphs of 1 report: 2016, 24 November 2026.") for text in texts)
    assert any("library abc123 with 1 report" in text for text in texts)
    assert any("Made on 24 November 2026 at 10:00 UTC" in text for text in texts)
    assert REFUSED.reason in texts
    assert words.NEAREST in texts


def test_an_export_says_what_was_left_out_of_the_reading() -> None:
    understood = replace(ANSWERED.understanding, without=frozenset({LeftOut.SPELLING}))
    assert words.LEFT_OUT[LeftOut.SPELLING] in markdown(
        [Turn(replace(ANSWERED, understanding=understood), WHEN, TITLES)], ABOUT
    )


def test_an_export_says_how_the_question_was_read() -> None:
    """A follow-up that is exported alone says what it follows, and a word taken for another is named, as on the page."""
    whole = replace(ANSWERED.understanding, question="How are care leavers housed – and in 2016?")
    said = searched(Turn(replace(ANSWERED, asked="and in 2016?", understanding=whole), WHEN, TITLES))
    assert "Read as: “How are care leavers housed – and in 2016?”." in said
    assert "“inspecters” read as “inspectors”." in said
    assert "Also searched for RHI: “return home interview” (from the glossary)." in said


def test_markdown_holds_the_same() -> None:
    text = markdown([Turn(ANSWERED, WHEN, TITLES), Turn(REFUSED, WHEN, TITLES)], ABOUT)
    assert f"> {FIRST}**{SECOND}**" in text
    assert f"— {source_line(ANSWERED.citations[1])}" in text
    assert f"### {words.NEAREST}" in text
    assert "library abc123 with 1 report" in text


def test_nothing_of_a_paragraph_that_is_no_answer_is_in_bold_and_its_source_says_so() -> None:
    near = replace(REFUSED, nearest=(cite("66", Span(0, len(FIRST))),))
    said = f"{words.NEAREST_TAG}: {source_line(near.nearest[0])}"
    assert f"> {FIRST}{SECOND}\n\n— {said}" in markdown([Turn(near, WHEN, TITLES)], ABOUT)
    made = word([Turn(near, WHEN, TITLES)], ABOUT)
    shown = next(p for p in Document(io.BytesIO(made)).paragraphs if p.text == f"“{FIRST}{SECOND}”")
    assert not any(run.bold for run in shown.runs)
    assert list(footnotes(made).values()) == [said]


def test_both_put_what_an_item_is_listed_under_before_it_and_not_into_it() -> None:
    turn = Turn(replace(ANSWERED, citations=(NEAR, OVERLEAF)), WHEN, TITLES)
    text = markdown([turn], ABOUT)
    assert "Listed under:\n\n> Of the 240 children:\n\n> **119 live outside the borough**\n\n— " in text
    assert "Listed under words on page 2:\n\n> Of the 240 children:\n\n> **three live with parents.**" in text
    made = word([turn], ABOUT)
    texts = [p.text for p in Document(io.BytesIO(made)).paragraphs]
    at = texts.index("“119 live outside the borough”")
    assert texts[at - 2 : at] == ["Listed under:", "“Of the 240 children:”"]
    assert list(footnotes(made).values()) == [source_line(NEAR), source_line(OVERLEAF)]


@given(st.text(alphabet="ab*_`<>[]#-+.1)\\|&~ \n", max_size=60))
def test_escaping_loses_nothing(text: str) -> None:
    assert re.sub(r"\\([^a-zA-Z0-9\s])", r"\1", escape(text)) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_both(text: str) -> None:
    turn = Turn(hostile_answer(ANSWERED, text), WHEN, TITLES)
    assert re.search(r"(?<!\\)<(script|img|iframe)", markdown([turn], ABOUT)) is None
    made = word([turn], ABOUT)
    assert visible(text) in Document(io.BytesIO(made)).paragraphs[1].text
    assert len(footnotes(made)) == len(turn.answer.citations)
