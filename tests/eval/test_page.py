"""The page stands alone: whatever the questions hold, it is well formed, asks nothing of the network, runs nothing."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.charts import Bar, Series, bars, lines
from eval.compare import Past, compare
from eval.page import page
from eval.predictions import Prediction
from eval.questions import Question
from eval.rows import score
from eval.scorecard import Scorecard, scorecard
from tests.eval.answers import prediction, question, questions_and_predictions, unit

VOID = {"meta", "br", "link", "img", "input", "hr"}


class Nesting(HTMLParser):
    """Fails where an element is closed that is not the last one open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parsed(html: str) -> Nesting:
    reader = Nesting()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def card_of(pairs: list[tuple[Question, Prediction]]) -> Scorecard:
    rows = score([q for q, _ in pairs], {q.key: p for q, p in pairs}, {})
    return scorecard(rows, {"settings": {"reranker": "<off>"}, "questions": ["made"]})


def some_card() -> Scorecard:
    hostile = '<script>alert("x")</script> & https://example.org/?a=b'
    return card_of(
        [
            (
                question("a", {"1": 2, "2": 1}, [hostile]),
                prediction("a", [unit("1", hostile, quotes=[hostile])], confidence=0.9),
            ),
            (question("b", {"3": 2}), prediction("b", [unit("4")], confidence=0.4)),
            (question("c", kind="unanswerable"), prediction("c", [unit("4", hostile)], confidence=0.6)),
            (question("d", kind="unanswerable"), prediction("d", confidence=0.1)),
        ]
    )


@settings(deadline=None, max_examples=15)
@given(questions_and_predictions())
def test_the_page_is_well_formed_whatever_the_answers_are(pairs: list[tuple[Question, Prediction]]) -> None:
    parsed(page(card_of(pairs)))


def test_nothing_is_fetched_and_nothing_runs() -> None:
    card = some_card()
    then = {row.key: Past(True, dict.fromkeys(row.scores, 0.0)) for row in card.rows[:3]}
    html = page(card, compare(then, card.rows))
    for tag, attributes in parsed(html).seen:
        assert tag not in {"script", "link", "iframe", "img", "object", "embed", "form"}
        assert not {"src", "href", "xlink:href", "srcset", "action"} & set(attributes), tag
        assert not any(name.startswith("on") for name in attributes)
    style = re.search("<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    assert "http" not in html.replace("https://example.org", "")  # which stands there as text, in a quotation


def test_every_chart_has_a_title_a_description_and_a_table() -> None:
    figures = re.findall("<figure>.*?</figure>", page(some_card()), re.DOTALL)
    assert len(figures) >= 4
    ids = [name for figure in figures for name in re.findall('id="([^"]+)"', figure)]
    assert len(ids) == len(set(ids))
    for figure in figures:
        tree = ElementTree.fromstring(figure)
        svg = tree.find("svg")
        assert svg is not None
        assert svg.get("role") == "img"
        assert svg.findtext("title")
        assert svg.findtext("desc")
        assert {svg.get("aria-labelledby")} <= {" ".join(pair) for pair in zip(ids[::2], ids[1::2], strict=True)}
        assert len(tree.findall(".//tbody/tr")) >= 1


def test_the_worst_questions_show_what_was_cited_against_the_gold() -> None:
    text = re.sub("<[^>]+>", " ", page(some_card()))
    assert re.search(r"made/b.*Gold: 3 \(2\)\s+Cited: Paragraph 4", text)
    assert re.search(r"Answered though the reports do not.*made/c", text)


@given(st.text(max_size=30), st.floats(0, 1))
def test_a_chart_is_well_formed_xml_with_any_label(label: str, value: float) -> None:
    printable = "".join(c for c in label if c.isprintable())
    drawn = [
        bars(printable, printable, [Bar(printable, value, value / 2, value, printable)]),
        lines(
            printable,
            printable,
            printable,
            printable,
            [Series(printable, ((0, value), (1, 1)), dots=True), Series("", ())],
        ),
    ]
    for figure in drawn:
        ElementTree.fromstring(figure)


def test_no_bar_leaves_the_chart() -> None:
    figure = bars("t", "d", [Bar("all", 1, 1, 1), Bar("none", 0, 0, 0)])
    widths = [float(width) for width in re.findall(r'class="bar" x="210" y="\d+" width="([\d.]+)"', figure)]
    assert widths == [480.0, 0.0]


@pytest.mark.parametrize("confidence", [12.5, -3.0])
def test_a_confidence_that_is_no_probability_has_no_reliability_diagram(confidence: float) -> None:
    html = page(card_of([(question("a", {"1": 2}), prediction("a", [unit("1")], confidence=confidence))]))
    assert "no reliability diagram" in html
