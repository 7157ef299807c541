"""What readers say is written down without their names and becomes questions for the evaluation."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from eval.errors import EvaluationError
from eval.questions import read_questions
from index.errors import LibraryError
from index.model import Scope
from qa.model import Answer, Asked
from tests.ui.made import ANSWERED, HOSTILE, INFO, REFUSED
from ui.cli import main
from ui.feedback import Feedback, Said, questions, write


def keep(home: Path, answer: Answer, **said: object) -> None:
    Feedback(home).keep(answer, library="lib1", program="0.1", **said)


def asked_of(scope: Scope, answer: Answer) -> Answer:
    return replace(answer, understanding=replace(answer.understanding, given=scope))


def test_useful_feedback_becomes_a_question_with_what_was_shown_as_gold(tmp_path: Path) -> None:
    understood = replace(ANSWERED.understanding, earlier=(Asked("before?"),))
    keep(tmp_path, asked_of(Scope(reports=(INFO.slug,)), replace(ANSWERED, understanding=understood)), useful=True)
    (question,) = questions(tmp_path)
    assert question["report"] == "millford-2016-12-09"
    assert question["gold"] == [{"para": "6", "grade": 2}, {"para": "66", "grade": 2}]
    assert question["spans"][1] == "In 2015–16, 72% took place within three days."
    assert (question["kind"], question["history"]) == ("followup", ["before?"])


def test_a_question_of_the_whole_library_stays_one_though_one_report_answered_it(tmp_path: Path) -> None:
    keep(tmp_path, ANSWERED, useful=True)
    (question,) = questions(tmp_path)
    assert (question["report"], question["kind"]) == (None, "multi")
    assert question["gold"][1] == {"para": "66", "grade": 2, "report": "millford-2016-12-09"}


@pytest.mark.parametrize(
    "scope",
    [Scope(authorities=("Millford",)), Scope(year_from=2016), Scope(reports=(INFO.slug, "other")), Scope(without=("other",))],
)  # fmt: skip
def test_what_was_asked_of_a_part_of_the_library_is_to_be_checked_as_a_question_file_cannot_say_it(
    tmp_path: Path, scope: Scope
) -> None:
    keep(tmp_path, asked_of(scope, REFUSED), useful=True)
    keep(tmp_path, asked_of(scope, ANSWERED), useful=True)
    for question in questions(tmp_path):
        assert (question["kind"], question["report"]) == ("to check", None)
        limit = next(value for value in asdict(scope).values() if value)
        assert json.dumps(limit) in question["note"].partition("TO CHECK: asked only of")[2]


def test_a_good_answer_whose_report_has_gone_since_is_to_be_checked_and_not_taken_for_a_refusal(tmp_path: Path) -> None:
    keep(tmp_path, replace(ANSWERED, citations=()), useful=True)
    (question,) = questions(tmp_path)
    assert question["kind"] == "to check"
    assert "TO CHECK: gold is missing" in question["note"]


def test_a_wrong_answer_is_marked_to_be_checked(tmp_path: Path) -> None:
    keep(tmp_path, ANSWERED, useful=False, reason="missed a paragraph", comment="148 too")
    keep(tmp_path, REFUSED, useful=False, reason="missed a paragraph")
    question, refused = questions(tmp_path)
    assert question["kind"] == refused["kind"] == "to check"
    assert [entry["grade"] for entry in question["gold"]] == [1, 1]
    out = tmp_path / "out.jsonl"
    write(tmp_path, out)
    with pytest.raises(EvaluationError, match="no questions that are checked"):
        read_questions(out)
    keep(tmp_path, ANSWERED, useful=True)
    write(tmp_path, out)
    assert [q.kind for q in read_questions(out)] == ["multi"]
    assert "missed a paragraph; 148 too; library lib1, program 0.1; TO CHECK" in question["note"]


def test_should_have_said_it_does_not_know_is_unanswerable(tmp_path: Path) -> None:
    keep(tmp_path, ANSWERED, useful=False, reason="should have said it does not know")
    keep(tmp_path, REFUSED, useful=True)
    assert [(q["kind"], q["gold"]) for q in questions(tmp_path)] == [("unanswerable", [])] * 2


def test_a_question_kept_without_an_opinion_is_no_feedback(tmp_path: Path) -> None:
    keep(tmp_path, ANSWERED)
    assert len(list(Feedback(tmp_path).rows())) == 1
    assert questions(tmp_path) == []


def test_the_export_is_one_object_a_line(tmp_path: Path) -> None:
    assert write(tmp_path, tmp_path / "none.jsonl") == 0
    for text in HOSTILE[:-1]:
        keep(tmp_path, ANSWERED, useful=False, reason="other", comment=text)
    assert write(tmp_path, tmp_path / "out.jsonl") == len(HOSTILE) - 1
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [HOSTILE[i] in json.loads(line)["note"] for i, line in enumerate(lines)] == [True] * (len(HOSTILE) - 1)


def test_a_home_that_cannot_be_written_is_one_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="Feedback cannot be written"):
        keep(tmp_path / "nowhere", ANSWERED, useful=True)


@pytest.mark.parametrize("content", [b"", b"no database" * 1000])
def test_a_file_that_cannot_be_read_is_one_plain_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    (tmp_path / "feedback.sqlite").write_bytes(content)
    assert main(["--home", str(tmp_path), "feedback", "export", str(tmp_path / "out.jsonl")]) == 1
    assert re.fullmatch(r"report-qa: Feedback cannot be read from .+\.\n", capsys.readouterr().err)
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("wrong", [{"reason": "<script>"}, {"comment": "a" * 1_000_000}, {"extra": 1}])
def test_what_the_page_does_not_send_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Said(**{"useful": True, "record": "[]", **wrong})
