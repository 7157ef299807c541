"""`python -m eval`: how well reports are read, questions answered and refusals made.

Results to stdout, progress and errors to stderr; expected trouble is one line and exit code 1, a wrong call exit code 2.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from eval import ablate, calibrate, policy, publish, reading, record, terminal
from eval.alone import with_question_alone
from eval.asking import ask_all, library_of
from eval.compare import compare, read_baseline
from eval.errors import EvaluationError
from eval.match import read_units, units_beside
from eval.predictions import Prediction, read_predictions, write_predictions
from eval.questions import Question, read_questions
from eval.rows import score
from eval.scorecard import scorecard
from index import quiet  # noqa: F401  (before the libraries it keeps quiet)
from index.errors import ReportError
from index.library import Library
from qa.assistant import Assistant
from qa.refusal import calibrated_as

EXAMPLE = Path(__file__).parent / "example-questions.jsonl"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    args = _parser().parse_args(argv)
    try:
        code: int = args.command(args)
    except ReportError as error:
        print(f"eval: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"eval: {error.filename or 'a file'} cannot be used: {error.strerror or error}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("eval: stopped.", file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description="Measure reading, answering and refusing.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    predict = _command(commands, "predict", _predict, "ask every question and write what was said, a line a question")
    _asking_options(predict)
    predict.add_argument("--out", type=Path, required=True, metavar="PRED.jsonl", help="the file to write")

    run = _command(commands, "run", _run, "ask and score: a table, a JSON file and a page with charts")
    _asking_options(run)
    run.add_argument("--units", type=Path, nargs="+", metavar="FILE", help="text of unnumbered gold units")
    run.add_argument("--predictions", type=Path, nargs="+", metavar="PRED.jsonl", help="score these and ask nothing")
    run.add_argument("--baseline", type=Path, metavar="OLD.json", help="an earlier run to compare with")
    run.add_argument("--out", type=Path, metavar="DIR", help="folder to write to (default: results/eval-TIME)")

    fit = _command(commands, "calibrate", _calibrate, "find the refusal threshold on tuning questions")
    _asking_options(fit)
    fit.add_argument("--out", type=Path, metavar="FILE", help="calibration file to write or to add to")

    parts = _command(commands, "ablate", _ablate, "what each stage of answering adds, and what it costs")
    _asking_options(parts)
    parts.add_argument("--units", type=Path, nargs="+", metavar="FILE", help="text of unnumbered gold units")
    parts.add_argument(
        "--variant", action="append", metavar="NAME=VALUE,…", help="settings to try, instead of the usual"
    )
    parts.add_argument("--out", type=Path, metavar="FILE", help="JSON file to write")

    sizes = _command(commands, "policy", _policy, "what other sizes of the cited and quoted set would give")
    _asking_options(sizes)
    sizes.add_argument("--units", type=Path, nargs="+", metavar="FILE", help="text of unnumbered gold units")

    shown = _command(
        commands, "publish", _publish, "take the figures of a run into the page About and docs/answering.md"
    )
    shown.add_argument("card", type=Path, metavar="SCORECARD.json", help="as written by run")

    reading.add_arguments(_command(commands, "reading", reading.run, "how well reports are read, against known truth"))
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    summary: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
    parser.set_defaults(command=run)
    return parser


def _asking_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--questions",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="question files (default: those of the built-in example)",
    )
    parser.add_argument(
        "--reports",
        type=Path,
        nargs="+",
        metavar="PATH",
        help="report files and folders (default: those in --home, or the built-in example)",
    )
    parser.add_argument("--home", type=Path, help="the library to ask, with the reports added to it; kept")
    parser.add_argument("--set", action="append", metavar="NAME=VALUE", help="a setting, such as reranker=off")


def _predict(args: argparse.Namespace) -> int:
    questions, _ = _questions(args)
    with _library(args) as library:
        predictions = ask_all(Assistant(library, library.settings), questions)
    write_predictions(args.out, [predictions[q.key] for q in questions])
    print(f"{len(questions)} predictions in {args.out}")
    return 0


def _run(args: argparse.Namespace) -> int:
    questions, files = _questions(args)
    baseline = read_baseline(args.baseline) if args.baseline else None
    units = _units(args, files)
    now = datetime.now()
    predictions, settings = _given(args, questions, files) if args.predictions else _asked(args, questions, files, now)
    card = scorecard(score(questions, predictions, units), settings)
    comparison = compare(baseline, card.rows) if baseline is not None else None
    folder = args.out or record.default_folder(now)
    record.write(folder, card, comparison, questions, predictions)
    print(terminal.overview(card))
    if comparison:
        print("\n" + terminal.changed(comparison))
    print(f"\nWritten to {folder}: {record.CARD}, {record.PAGE} and the predictions.", file=sys.stderr)
    return 0


def _asked(
    args: argparse.Namespace, questions: Sequence[Question], files: Sequence[Path], now: datetime
) -> tuple[Mapping[str, Prediction], Mapping[str, object]]:
    with _library(args) as library:
        predictions = ask_all(Assistant(library, library.settings), questions)
        predictions = with_question_alone(library, library.settings.reranker, questions, predictions)
        return predictions, record.settings_of(library, files, now)


def _given(
    args: argparse.Namespace, questions: Sequence[Question], files: Sequence[Path]
) -> tuple[Mapping[str, Prediction], Mapping[str, object]]:
    """Predictions from files, one for each question file in the same order. Questions without one are counted on stderr."""
    if len(args.predictions) != len(files):
        raise EvaluationError("Give as many files with --predictions as with --questions, in the same order.")
    pairs = list(zip(files, args.predictions, strict=True))
    asked = {question.key for question in questions}
    predictions: dict[str, Prediction] = {}
    for file, given in pairs:
        for name, said in read_predictions(given).items():
            if f"{file.stem}/{name}" not in asked:
                raise EvaluationError(f"{given} answers “{name}”, which {file} does not ask.")
            predictions[f"{file.stem}/{name}"] = said
    if missing := len(asked) - len(predictions):
        print(f"{missing} of {len(asked)} questions have no prediction and count as refused.", file=sys.stderr)
    return predictions, {"predictions": {file.name: str(given) for file, given in pairs}}


def _calibrate(args: argparse.Namespace) -> int:
    calibrate.check_tuning(args.questions or ())
    questions, _ = _questions(args)
    # Thresholds are found here, so none may refuse meanwhile.
    with _library(args, false_refusals=0.0) as library:
        predictions = ask_all(Assistant(library, library.settings), questions)
        name = calibrated_as(library.settings)
    points = calibrate.calibrate(calibrate.sure(questions, predictions))
    print(f"Reranker: {name}\n\n{calibrate.printed(points)}")
    if args.out:
        calibrate.write(args.out, name, points)
    return 0


def _ablate(args: argparse.Namespace) -> int:
    questions, files = _questions(args)
    variants = [ablate.variant(text) for text in args.variant] if args.variant else ablate.VARIANTS
    with _library(args) as library:
        results = ablate.ablate(library, questions, _units(args, files), variants)
    print(ablate.printed(results))
    if args.out:
        ablate.write(args.out, results)
    return 0


def _policy(args: argparse.Namespace) -> int:
    calibrate.check_tuning(args.questions or ())
    questions, files = _questions(args)
    # How much is cited is judged over the questions that are answered at all, so none is refused meanwhile.
    with _library(args, false_refusals=0.0) as library:
        print(policy.printed(tuple(policy.sweep(library, questions, _units(args, files)))))
    return 0


def _publish(args: argparse.Namespace) -> int:
    publish.publish(args.card)
    print(f"Written to {publish.PAGE} and {publish.DOCS}.")
    return 0


def _questions(args: argparse.Namespace) -> tuple[tuple[Question, ...], tuple[Path, ...]]:
    files = tuple(args.questions or (EXAMPLE,))
    stems = [file.stem for file in files]
    if len(set(stems)) < len(stems):
        raise EvaluationError("Two question files have the same name; each must have its own.")
    return tuple(question for file in files for question in read_questions(file)), files


def _units(args: argparse.Namespace, files: Sequence[Path]) -> Mapping[str, str]:
    return read_units(args.units or dict.fromkeys(path for file in files for path in units_beside(file)))


@contextmanager
def _library(args: argparse.Namespace, **settings: object) -> Iterator[Library]:
    chosen = ablate.variant(",".join(args.set)).overrides if args.set else {}
    with library_of(args.reports or (), args.home, {**chosen, **settings}) as library:
        yield library


if __name__ == "__main__":
    sys.exit(main())
