"""What the page hands over to be taken away or written down, asked of the routes themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.ui.made import INFO, REPORT, SECOND, Shelf
from tests.ui.test_record import KEPT
from ui import record, words
from ui.feedback import Feedback
from ui.keeping import routes
from ui.options import Options


@pytest.fixture
def site(tmp_path: Path) -> TestClient:
    app = FastAPI()
    app.include_router(routes(Shelf(REPORT), Options(tmp_path)))
    return TestClient(app)


def test_a_conversation_of_the_length_that_the_page_keeps_is_exported(site: TestClient) -> None:
    first, second = json.loads(KEPT)
    first["citations"] = [first["citations"][1]]
    first["related"] = [{"report": INFO.slug, "digest": "x" * 250, "ref": "66", "quotes": []}] * 900
    kept = json.dumps([first] * 9 + [second])
    assert 2_500_000 < len(kept) <= record.MOST_CHARACTERS
    for kind in ("markdown", "word"):
        assert site.post(f"/export/{kind}", json={"records": kept}).status_code == 200
    assert site.post("/export/markdown", json={"records": kept}).text.count(f"**{SECOND}**") == 9


def test_where_no_answer_is_handed_over_nothing_is_written_down_and_none_is_thanked(
    site: TestClient, tmp_path: Path
) -> None:
    for address, body in (
        ("/feedback", {"useful": True, "record": "[]"}), ("/export/word", {"records": "[]"}), ("/export/markdown", {"records": "[]"}),
    ):  # fmt: skip
        reply = site.post(address, json=body)
        assert (reply.status_code, reply.json()["detail"]) == (422, words.NO_SUCH_ANSWER)
    assert list(Feedback(tmp_path).rows()) == []
