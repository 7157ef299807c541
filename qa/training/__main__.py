"""`python -m qa.training` makes and checks the reader model.

`run` makes it from the shared data, `ablate` prints what each part of the recipe is worth, `smoke` tries the machinery in
a minute, `check` prints how a model does on other wordings, changed questions and other public bodies.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from index import quiet  # noqa: F401  (before the libraries it keeps quiet)
from index.errors import ReportError


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when it did what it should. Expected trouble is one line and 1."""
    given = _parser().parse_args(argv)
    try:
        return {"run": _run, "ablate": _ablate, "smoke": _smoke, "check": _check}[given.command](given)
    except (ReportError, FileNotFoundError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m qa.training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="train, export, calibrate and measure; up to three hours on two cores")
    ablate = commands.add_parser("ablate", help="print what each part of the recipe is worth, by short runs")
    for command in (run, ablate):
        for name, what in (("reports", "report files"), ("questions", "question files"), ("data", "open data")):
            command.add_argument(f"--{name}", type=Path, required=True, help=f"folder of the {what}")
        command.add_argument("--out", type=Path, required=True, help="folder for everything that is made")
    ablate.add_argument("--pairs", type=int, default=20_000, help="of question and passage that a variant sees")
    ablate.add_argument("--seeds", type=int, nargs="+", default=(7, 8, 9))
    ablate.add_argument("variants", nargs="*", help="beginnings of the names of variants; none: all")
    run.add_argument("--pairs", type=int, help="of question and passage to see")
    run.add_argument("--minutes", type=float, help="of training at most")
    run.add_argument("--rate", type=float, help="highest learning rate")
    run.add_argument(
        "--from", dest="earlier", type=Path, nargs="+", default=(),
        help="network.pt of an earlier run to go on from; of several, the mean (with --minutes 0 that is the result)",
    )  # fmt: skip
    run.add_argument("--seed", type=int)
    run.add_argument(
        "--half", action="store_true", help="start from every other layer; in short runs it learnt nothing"
    )
    smoke = commands.add_parser("smoke", help="train on a handful of examples, ship, load, score")
    smoke.add_argument("--questions", type=Path, default=Path("eval/example-questions.jsonl"))
    check = commands.add_parser("check", help="print the checks of a reader model; minutes, no shared data")
    check.add_argument("--reader", type=Path, help="folder of the model; without it, the one that ships")
    check.add_argument(
        "--off-the-shelf", action="store_true",
        help="beside it, on other public bodies, the weights that training starts from (needs their package)",
    )  # fmt: skip
    return parser


def _run(given: argparse.Namespace) -> int:
    from qa.training.fitting import Fitting
    from qa.training.recipe import Plan, Sources, run, stderr

    named = {name: getattr(given, name) for name in ("seed", "pairs", "minutes", "rate")}
    fitting = Fitting(**{name: value for name, value in named.items() if value is not None})
    layers = tuple(range(1, 12, 2)) if given.half else tuple(range(12))
    plan = Plan(fitting, layers=layers, earlier=tuple(given.earlier))
    print(run(Sources(given.reports, given.questions, given.data), given.out, plan, stderr))
    return 0


def _ablate(given: argparse.Namespace) -> int:
    from qa.training.ablate import ablate
    from qa.training.recipe import Sources, stderr

    sources = Sources(given.reports, given.questions, given.data)
    print(ablate(sources, given.out, given.pairs, given.seeds, given.variants, stderr))
    return 0


def _smoke(given: argparse.Namespace) -> int:
    from qa.training.recipe import stderr
    from qa.training.smoke import smoke

    with tempfile.TemporaryDirectory() as folder:
        readings = smoke(Path(folder), given.questions, stderr)
    print(f"trained, shipped, loaded and scored {len(readings)} passages")
    return 0


def _check(given: argparse.Namespace) -> int:
    from qa.reader import Reader
    from qa.training import start
    from qa.training.evaluate import check
    from qa.training.network import started
    from qa.training.recipe import exported

    with tempfile.TemporaryDirectory() as folder:
        others = {}
        if given.off_the_shelf:
            others["off the shelf"] = Reader(exported(started(start.cross_encoder()), Path(folder), {}))
        print(check(Reader(given.reader), others))
    return 0


if __name__ == "__main__":
    sys.exit(main())
