"""Text from outside is shown, never executed."""

import html
import re

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from index.model import Span
from tests.ui.made import HOSTILE
from ui.markup import attributes, esc, marked, visible

spans = st.lists(st.builds(Span, st.integers(0, 60), st.integers(0, 60)), max_size=6)


def text_of(page: str) -> str:
    return html.unescape(re.sub(r"</?mark>", "", page))


@given(st.text(max_size=60), spans)
def test_marking_changes_no_character(text: str, quotes: list[Span]) -> None:
    assert text_of(marked(text, quotes)) == visible(text)


@given(st.text())
def test_no_markup_survives(text: str) -> None:
    assert not set("<>\"'") & set(esc(text))


def test_only_the_span_is_marked() -> None:
    assert marked("One. Two. Three.", [Span(5, 9)]) == "One. <mark>Two.</mark> Three."


def test_direction_overrides_are_written_out() -> None:
    assert esc("a\u202eb") == "a[U+202E]b"


@pytest.mark.parametrize("text", ["\x00", "\x1b", "\ud800", "\ufffe", "\uffff"])
def test_what_no_word_file_can_hold_is_written_out(text: str) -> None:
    assert Document().add_paragraph(visible(f"a{text}b")).text == f"a[U+{ord(text):04X}]b"


@pytest.mark.parametrize("text", HOSTILE)
def test_attributes_stay_attributes(text: str) -> None:
    assert attributes(data_x=text) == f' data-x="{esc(text)}"'
    assert attributes(hidden=True, data_x=None, class_="a") == ' hidden class="a"'
