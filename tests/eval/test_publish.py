"""Figures of a run in what ships: the page About and the docs say the same."""

import json
from pathlib import Path

import pytest

from eval.errors import EvaluationError
from eval.publish import BEGIN, DOCS, END, PAGE, publish

MEASURES = (
    "recall_5 cite_p cite_r cite_f1 span_any figures false_refusal right_refusal auroc auroc_alone refusal_precision"
).split()


def write(file: Path, by_file: object, **settings: object) -> None:
    given = {"run at": "2026-03-09T10:00:00", "settings": settings}
    file.write_text(json.dumps({"settings": given, "by_file": by_file}))


@pytest.fixture
def card(tmp_path: Path) -> Path:
    totals = {
        name: {"value": 0.5 + at / 100, "low": 0.4, "high": 0.9, "count": 100 + at} for at, name in enumerate(MEASURES)
    }
    file = tmp_path / "scorecard.json"
    write(file, {"test-x": totals})
    return file


def test_page_and_docs_get_the_figures_and_the_rest_of_the_docs_stays(card: Path, tmp_path: Path) -> None:
    page, docs = tmp_path / "accuracy.json", tmp_path / "answering.md"
    docs.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    publish(card, page, docs)
    text = docs.read_text()
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    assert "| citations: precision / recall / F1 | 0.51 / 0.52 / 0.53 |" in text
    assert "| answerable questions refused | 56% |" in text
    found = json.loads(page.read_text())
    assert "9 March 2026" in found["measured"]
    assert {row["set"] for row in found["rows"]} == {"110 questions on reports kept apart (test-x)"}
    publish(card, page, docs)
    assert docs.read_text() == text


def test_look_ups_are_counted_where_a_file_asks_them(card: Path, tmp_path: Path) -> None:
    page, docs = tmp_path / "accuracy.json", tmp_path / "answering.md"
    docs.write_text(f"{BEGIN}\n{END}")
    publish(card, page, docs)
    assert "look-ups" not in docs.read_text()
    totals = json.loads(card.read_text())["by_file"]["test-x"]
    looked = {**totals, "lookup": {"value": 2 / 3, "low": 0.0, "high": 1.0, "count": 3}}
    write(card, {"test-x": totals, "test-y": looked})
    publish(card, page, docs)
    assert "| look-ups with all that they want cited | – | 2 of 3 |" in docs.read_text()


@pytest.mark.parametrize("content", ["no json", "{}", "[]", '{"by_file": [], "settings": {"run at": "2026-03-09"}}'])
def test_a_file_that_is_no_scorecard_changes_nothing(content: str, tmp_path: Path) -> None:
    card, page, docs = tmp_path / "card.json", tmp_path / "accuracy.json", tmp_path / "answering.md"
    card.write_text(content)
    docs.write_text(f"{BEGIN}\n{END}")
    with pytest.raises(EvaluationError, match=r"card\.json"):
        publish(card, page, docs)
    assert not page.exists()
    assert docs.read_text() == f"{BEGIN}\n{END}"


@pytest.mark.parametrize(
    ("by_file", "settings", "trouble"),
    [
        ({}, {}, "it holds none"),
        ({"tune-a": {}}, {}, "it holds tune-a"),
        ({"test-b": {}}, {"reranker": "off"}, "other settings than those that ship: reranker"),
        ({"test-b": {}}, {}, "has no recall_5, .* for test-b"),
    ],
)
def test_figures_of_anything_else_are_not_published(
    by_file: object, settings: dict[str, object], trouble: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORT_QA_RERANKER", "off")  # what is set here is not what ships
    card, page, docs = tmp_path / "card.json", tmp_path / "accuracy.json", tmp_path / "answering.md"
    write(card, by_file, **settings)
    docs.write_text(f"{BEGIN}\n{END}")
    with pytest.raises(EvaluationError, match=trouble):
        publish(card, page, docs)
    assert not page.exists()


@pytest.mark.parametrize("nothing", ["nothing here", f"{END}\n{BEGIN}"])
def test_docs_without_a_place_for_them_change_nothing(nothing: str, card: Path, tmp_path: Path) -> None:
    page, docs = tmp_path / "accuracy.json", tmp_path / "answering.md"
    docs.write_text(nothing)
    with pytest.raises(EvaluationError, match="no place"):
        publish(card, page, docs)
    assert not page.exists()
    assert docs.read_text() == nothing


def test_what_ships_says_the_same_in_both_places() -> None:
    docs = DOCS.read_text(encoding="utf-8")
    lines = docs[docs.index(BEGIN) : docs.index(END)].splitlines()[1:]
    head, _, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    told = {(row[0], name): cell for row in body for name, cell in zip(head[1:], row[1:], strict=True)}
    same = {
        "citation F1": "citations: precision / recall / F1",
        "an answering passage is shown": "at least one answering passage is shown",
    }
    for row in json.loads(PAGE.read_text(encoding="utf-8"))["rows"]:
        name = row["set"].split("(")[1].rstrip(")")
        cell = told[same.get(row["measure"], row["measure"]), name].split(" / ")[-1]
        assert cell == (f"{100 * row['value']:.0f}%" if "refused" in row["measure"] else f"{row['value']:.2f}"), row
