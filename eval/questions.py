"""Question files: JSON Lines in, frozen values out, so that a fault in a file is found at its line and not in a score.

The format is described in `eval/README.md`; keys that are not named here are ignored.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import EvaluationError

ANSWERS, SUPPORTS = 2, 1
TO_CHECK = "to check"  # the kind of feedback that is no question yet, until somebody has looked at it


@dataclass(frozen=True, slots=True)
class Gold:
    """A paragraph that a careful reader would cite: `para` is its printed number or a label such as "exec:3".

    `grade` is ANSWERS or SUPPORTS; `report` the file stem, None where the question names its report.
    """

    para: str
    grade: int = ANSWERS
    report: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what a careful reader would answer; no gold means that the report does not answer it.

    `source` is the stem of the question file; with `id` it names the question among several files.
    """

    source: str
    id: str
    text: str
    kind: str
    report: str | None = None
    history: tuple[str, ...] = ()
    gold: tuple[Gold, ...] = ()
    spans: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the scope of the question answers it."""
        return bool(self.gold)

    @property
    def key(self) -> str:
        """The name of the question among several files."""
        return f"{self.source}/{self.id}"

    def report_of(self, gold: Gold) -> str | None:
        """The report in which a gold paragraph stands, where the file says."""
        return gold.report or self.report

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports that the question or its gold names, each once, in order."""
        named = (self.report, *(self.report_of(gold) for gold in self.gold))
        return tuple(dict.fromkeys(name for name in named if name))


def read_questions(path: Path) -> tuple[Question, ...]:
    """The questions of a file in order, without those still to check, which are counted on stderr.

    Raises EvaluationError naming the file and the line at fault.
    """
    questions: dict[str, Question] = {}
    for number, record in read_records(path):
        where = f"{path.name}, line {number}"
        question = _question(record, path.stem, where)
        if question.id in questions:
            raise EvaluationError(f"{where}: the id “{question.id}” is used by an earlier line; each must be unique.")
        questions[question.id] = question
    checked = tuple(question for question in questions.values() if question.kind != TO_CHECK)
    if not checked:
        raise EvaluationError(f"{path.name} holds no questions{' that are checked' if questions else ''}.")
    if len(checked) < len(questions):
        print(f"{path.name}: left out {len(questions) - len(checked)} still to check.", file=sys.stderr)
    return checked


def read_records(path: Path) -> Iterable[tuple[int, Mapping[str, Any]]]:
    """The objects of a JSON Lines file, each with its line number. Raises EvaluationError naming file and line."""
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise EvaluationError(f"{path.name}, line {number}: not valid JSON ({error.msg}).") from None
        if not isinstance(record, dict):
            raise EvaluationError(f"{path.name}, line {number}: expected one object a line, in braces.")
        yield number, record


def read_text(path: Path) -> str:
    """The text of a UTF-8 file. Raises EvaluationError where there is none to read."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise EvaluationError(f"{path} is not a UTF-8 text file.") from None
    except OSError as error:
        raise EvaluationError(f"{path} cannot be read: {error.strerror}.") from None


def _question(record: Mapping[str, Any], source: str, where: str) -> Question:
    return Question(
        source=source,
        id=_text(record, "id", where),
        text=_text(record, "question", where),
        kind=_text(record, "kind", where),
        report=_optional_text(record, "report", where),
        history=_texts(record, "history", where),
        gold=tuple(_gold(entry, where) for entry in _list(record, "gold", where)),
        spans=_texts(record, "spans", where),
        figures=_texts(record, "figures", where),
    )


def _gold(entry: object, where: str) -> Gold:
    if not isinstance(entry, dict):
        raise EvaluationError(f'{where}: each entry of “gold” must be an object such as {{"para": "66", "grade": 2}}.')
    grade = entry.get("grade", ANSWERS)
    if grade not in (ANSWERS, SUPPORTS):
        raise EvaluationError(f"{where}: the grade of a gold paragraph is 2 (answers) or 1 (supports), not {grade!r}.")
    return Gold(_text(entry, "para", where), grade, _optional_text(entry, "report", where))


def _text(record: Mapping[str, Any], key: str, where: str) -> str:
    value = record.get(key)
    if not isinstance(value, str) or not value.strip():
        raise EvaluationError(f"{where}: “{key}” is missing or is not a text.")
    return value


def _optional_text(record: Mapping[str, Any], key: str, where: str) -> str | None:
    return None if record.get(key) is None else _text(record, key, where)


def _list(record: Mapping[str, Any], key: str, where: str) -> Sequence[object]:
    value = record.get(key, [])
    if not isinstance(value, list):
        raise EvaluationError(f"{where}: “{key}” must be a list.")
    return value


def _texts(record: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    values = _list(record, key, where)
    if not all(isinstance(value, str) for value in values):
        raise EvaluationError(f"{where}: “{key}” must be a list of texts.")
    return tuple(str(value) for value in values)
