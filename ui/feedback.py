"""What readers say of answers, in a file of its own beside the library, and its way into the evaluation.

Stored: question, scope chosen for it, versions, what was shown. Not stored: who said it. An export is a question file in the format
of `eval/`; what a person still has to decide about it stands in each line's `note`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from index.errors import LibraryError
from qa.model import Answer, Citation, Outcome

FILE = "feedback.sqlite"
DOES_NOT_KNOW = "should have said it does not know"
Reason = Literal["", "missed a paragraph", "wrong paragraph", "should have said it does not know", "other"]
TO_CHECK = "to check"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, useful INTEGER, reason TEXT NOT NULL, comment TEXT NOT NULL,
    question TEXT NOT NULL, history TEXT NOT NULL, scope TEXT NOT NULL, outcome TEXT NOT NULL,
    library TEXT NOT NULL, program TEXT NOT NULL, shown TEXT NOT NULL
)
"""


class Said(BaseModel):
    """One reader's word on one answer, as the page sends it. `record` is the answer."""

    model_config = ConfigDict(extra="forbid")

    useful: bool
    reason: Reason = ""
    comment: str = Field(default="", max_length=2000)
    record: str = Field(max_length=200_000)


class Feedback:
    """The feedback file in the data home `home`; made when first written to."""

    def __init__(self, home: Path) -> None:
        self.path = home / FILE

    def keep(
        self, answer: Answer, *, library: str, program: str, useful: bool | None = None, reason: str = "", comment: str = "",
    ) -> None:  # fmt: skip
        """Write one down; `useful` None is a question kept without an opinion. Raises LibraryError where it cannot."""
        understood = answer.understanding
        scope = understood.given  # the scope that the question's own words give is read out of them again
        names = {c.report.slug: _stem(c) for c in (*answer.citations, *answer.related, *answer.nearest)}
        scope = replace(scope, reports=tuple(names.get(slug, slug) for slug in scope.reports))
        row = (
            datetime.now(UTC).isoformat(timespec="seconds"), useful, reason, comment, answer.asked,
            json.dumps([turn.question[:1000] for turn in understood.earlier]), json.dumps(asdict(scope)), answer.outcome.value,
            library, program, json.dumps([_shown(c) for c in answer.citations]),
        )  # fmt: skip
        try:
            with closing(sqlite3.connect(self.path, timeout=10)) as file, file:
                file.execute(_SCHEMA)
                file.execute(f"INSERT INTO feedback VALUES (NULL{', ?' * len(row)})", row)
        except sqlite3.Error as error:
            raise LibraryError(f"Feedback cannot be written: {error}.") from None

    def rows(self) -> Iterator[dict[str, Any]]:
        """Everything written down, oldest first. Raises LibraryError where it cannot be read."""
        if not self.path.exists():
            return
        try:
            with closing(sqlite3.connect(self.path, timeout=10)) as file:
                file.row_factory = sqlite3.Row
                for row in file.execute("SELECT * FROM feedback ORDER BY id"):
                    yield {**row, **{name: json.loads(row[name]) for name in ("history", "scope", "shown")}}
        except sqlite3.Error as error:
            raise LibraryError(f"Feedback cannot be read from {self.path}: {error}.") from None


def _stem(citation: Citation) -> str:
    """The name of a report in question files."""
    return Path(citation.report.source).stem


def _shown(citation: Citation) -> dict[str, Any]:
    paragraph = citation.paragraph
    return {
        "report": _stem(citation), "ref": paragraph.ref, "number": paragraph.number, "label": paragraph.label,
        "page": paragraph.page, "quotes": list(citation.quoted),
    }  # fmt: skip


def questions(home: Path) -> list[dict[str, Any]]:
    """The feedback as lines of an evaluation question file.

    Where the reader missed something or was shown something wrong, where what was shown is gone, and where the question was
    asked of a part of the library that is not one report, the line is no question yet: these are of the kind TO_CHECK, which
    the evaluation leaves out until somebody has put that right.
    """
    return [_question(row) for row in Feedback(home).rows() if row["useful"] is not None]


def _question(row: dict[str, Any]) -> dict[str, Any]:
    limits = {name: value for name, value in row["scope"].items() if value}
    report = limits["reports"][0] if limits.keys() == {"reports"} and len(limits["reports"]) == 1 else None
    check = _to_check(row, {} if report else limits)
    gold = (
        [] if row["reason"] == DOES_NOT_KNOW else [_gold(shown, report, useful=row["useful"]) for shown in row["shown"]]
    )
    return {
        "id": f"feedback-{row['id']}", "report": report, "question": row["question"],
        "kind": TO_CHECK if check else _kind(row, gold), "history": row["history"], "gold": gold,
        "spans": [quote for shown in row["shown"] for quote in shown["quotes"]] if row["useful"] else [],
        "figures": [], "note": "; ".join([_note(row), *(f"TO CHECK: {what}" for what in check)]),
    }  # fmt: skip


def _gold(shown: dict[str, Any], report: str | None, *, useful: bool) -> dict[str, Any]:
    """Unnumbered paragraphs are named "p3:2" in question files."""
    entry = {"para": shown["number"] or shown["ref"].replace("-", ":"), "grade": 2 if useful else 1}
    return entry if report else {**entry, "report": shown["report"]}


def _to_check(row: dict[str, Any], limits: dict[str, Any]) -> list[str]:
    """What a person has to put right, in a few words each; `limits` are those that a question file cannot name."""
    found = []
    if not row["useful"] and row["reason"] != DOES_NOT_KNOW:
        found.append("gold is what was shown")
    elif row["useful"] and not row["shown"] and row["outcome"] != Outcome.NOT_ANSWERED:
        found.append("gold is missing, nothing was shown or it is gone")
    if limits:
        found.append(f"asked only of {json.dumps(limits, ensure_ascii=False)}")
    return found


def _kind(row: dict[str, Any], gold: list[dict[str, Any]]) -> str:
    if not gold:
        return "unanswerable"
    return "followup" if row["history"] else "multi" if len(gold) > 1 else "single"


def _note(row: dict[str, Any]) -> str:
    said = "useful" if row["useful"] else row["reason"] or "not useful"
    comment = f"; {row['comment']}" if row["comment"] else ""
    return f"reader said: {said}{comment}; library {row['library']}, program {row['program']}"


def write(home: Path, out: Path) -> int:
    """Write the question file `out`; returns how many questions. For `report-qa feedback export`."""
    found = questions(home)
    out.write_text("".join(json.dumps(q, ensure_ascii=False) + "\n" for q in found), encoding="utf-8")
    return len(found)
