"""Every numbered paragraph of the real reports, exactly: begin, end, words, page, nothing more and nothing less."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from eval.reading import score
from index.reading import read_report
from index.reading.export import report_json

pytestmark = [pytest.mark.shared, pytest.mark.slow]


@cache
def _read(shared: Path, truth: Path) -> dict[str, Any]:
    name = truth.stem if truth.stem.endswith(".txt") else f"{truth.stem}.pdf"
    return report_json(read_report(shared / "reports" / name))


def _truths(shared: Path) -> list[Path]:
    files = sorted((shared / "truth").glob("*.json"))
    assert len(files) == 13
    return files


def _squashed(text: str) -> str:
    return re.sub(r"\W+", "", text)


def test_every_numbered_paragraph_and_every_judgement_is_as_printed(shared: Path) -> None:
    for file in _truths(shared):
        truth = json.loads(file.read_text(encoding="utf-8"))
        counts = score(truth, _read(shared, file))
        wanted = counts.paragraphs
        assert (counts.text, counts.words) == (wanted, wanted), file.stem
        assert counts.page == counts.paged, file.stem
        assert (counts.false, counts.missing) == (0, 0), file.stem
        assert counts.graded == counts.judgements, file.stem


def test_every_unnumbered_paragraph_is_a_unit_without_a_number(shared: Path) -> None:
    for file in _truths(shared):
        truth = json.loads(file.read_text(encoding="utf-8"))
        units = [p for p in _read(shared, file)["paragraphs"] if p["number"] is None]
        texts = {_squashed(p["text"]) for p in units}
        for wanted in (p for p in truth["paragraphs"] if p["number"] is None):
            first, last = _squashed(wanted["first"]), _squashed(wanted["last"])
            assert any(t.startswith(first) and t.endswith(last) for t in texts), (file.stem, wanted)


def test_the_facts_are_those_of_the_title_page(shared: Path) -> None:
    for file in _truths(shared):
        truth = json.loads(file.read_text(encoding="utf-8"))
        read = _read(shared, file)
        assert read["authority"] == truth["authority"]
        assert read["title"].casefold() == truth["title"].casefold()
        assert read["inspection_dates"] == truth["inspection_dates"]
        assert read["published"] == truth["published"]
        assert (read["published_from"] == "printed") == truth["published_printed"]
