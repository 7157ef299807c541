"""Asking: a library of the reports given, and every question put to the assistant that staff use."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from eval.errors import EvaluationError
from eval.predictions import Prediction, from_answer, stem
from eval.questions import Question
from index.library import Library
from index.model import Scope
from index.settings import Settings
from qa.assistant import Assistant

if TYPE_CHECKING:
    from index.adding import Added


@contextmanager
def library_of(
    reports: Sequence[Path], home: Path | None, overrides: Mapping[str, object] | None = None
) -> Iterator[Library]:
    """A library with these reports; where none is named, with those that it has, or else the built-in example.

    It stands in `home`, to be used again by a later run, or in a folder that is gone afterwards. `overrides` are
    settings by name. A report that cannot be read is named on stderr and left out; EvaluationError where none is left.
    """
    with tempfile.TemporaryDirectory(prefix="report-qa-eval-") as folder:
        library = Library(Settings.load(home=home or Path(folder), **(overrides or {})))
        added = library.add(reports, _told)
        if library.is_empty and not reports:
            added = library.add_example()
        if library.is_empty:
            raise EvaluationError(f"None of the reports could be read. {added[-1].message if added else ''}".strip())
        yield library


def check_reports(library: Library, questions: Sequence[Question]) -> None:
    """Raises EvaluationError naming the first question about a report that the library has not got."""
    there = slugs(library)
    for question in questions:
        for report in question.reports:
            if report not in there:
                raise EvaluationError(
                    f"{question.source}, question {question.id}: the report “{report}” is not among those given. "
                    "Name its file or folder with --reports."
                )


def slugs(library: Library) -> Mapping[str, str]:
    """File stems, by which question files name reports, to the names the library gave them.

    Raises EvaluationError where two reports have the same: it could not be told which of them is asked or cited.
    """
    named: dict[str, str] = {}
    for info in library.infos():
        if stem(info) in named:
            raise EvaluationError(
                f"Two reports come from files named “{stem(info)}”, by which questions name them. "
                "Rename one file and add it again."
            )
        named[stem(info)] = info.slug
    return named


def ask_all(assistant: Assistant, questions: Sequence[Question]) -> Mapping[str, Prediction]:
    """The prediction for each question by its key. The first is asked twice, so that no time holds loading a model."""
    check_reports(assistant.library, questions)
    names = slugs(assistant.library)
    predictions: dict[str, Prediction] = {}
    for number, question in enumerate(questions, 1):
        if number == 1:
            ask(assistant, question, names)
        predictions[question.key] = ask(assistant, question, names)
        progress(f"asked {number} of {len(questions)}", last=number == len(questions))
    return predictions


def ask(assistant: Assistant, question: Question, names: Mapping[str, str]) -> Prediction:
    """Put one question in the scope of its report, or of the whole library. `names` is what `slugs` gives."""
    scope = Scope(reports=(names[question.report],)) if question.report else Scope()
    start = time.perf_counter()
    answer = assistant.ask(question.text, question.history, scope)
    took = (time.perf_counter() - start) * 1000
    searched = [stem(info) for info in assistant.library.infos(answer.understanding.scope)]
    return from_answer(question.id, answer, took, searched)


def _told(added: Added) -> None:
    if added.status == "failed":
        print(f"\r{added.message}", file=sys.stderr)
    progress(f"read {added.done} of {added.total} reports", last=added.done == added.total)


def progress(text: str, *, last: bool) -> None:
    """Say on stderr how far it is. One line on a terminal that is written over; in a log only the last."""
    if sys.stderr.isatty() or last:
        print(f"\r{text}", end="\n" if last else "", file=sys.stderr, flush=True)
