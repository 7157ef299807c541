"""The command line: `report-qa`. Parses, calls one function, prints. Results to stdout, progress and errors to stderr."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from index import quiet  # noqa: F401  (before the libraries it keeps quiet)
from index.errors import LibraryError, NotFound, ReportError
from index.settings import Settings
from ui.markup import visible

if TYPE_CHECKING:
    from index.adding import Added
    from index.library import Library
    from index.model import Paragraph, Scope


def run() -> None:
    """The console script."""
    sys.exit(main())


def _where(home: Path | None) -> str:
    """In which data home something went wrong; "" where its settings cannot be read any more."""
    try:
        return f" The data home is {Settings.load(home).home}."
    except ReportError:
        return ""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Expected trouble is one line on stderr and exit code 1; a wrong call is exit code 2."""
    args = _parser().parse_args(argv)
    try:
        code: int = args.command(args)
        sys.stdout.flush()
        return code
    except ReportError as error:
        which = isinstance(error, LibraryError) and not isinstance(error, NotFound)
        _say(f"report-qa: {error}{_where(args.home) if which else ''}", sys.stderr)
    except EOFError:
        print("report-qa: nothing was typed.", file=sys.stderr)
    except KeyboardInterrupt:
        print("report-qa: stopped.", file=sys.stderr)
    except BrokenPipeError:  # the reader of our output (head, less) has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        _say(f"report-qa: {f'{error.filename}: ' if error.filename else ''}{error.strerror or error}.", sys.stderr)
    return 1


def _say(text: str, file: TextIO | None = None) -> None:
    """Print for people: what a report, a file name or an error holds that would steer the terminal is shown instead."""
    print(visible(text), file=file)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="report-qa",
        description="Find and quote the numbered paragraphs of inspection reports that answer a question.",
    )
    parser.add_argument(
        "--home", type=Path, help="data home folder (default: REPORT_QA_HOME, else your user data folder)"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    add = _command(commands, "add", _add, "add report files, or all reports in folders", json_output=True)
    add.add_argument("sources", nargs="*", metavar="FILE|FOLDER|LINK")
    add.add_argument("--example", action="store_true", help="add the built-in example report of an invented borough")

    _command(commands, "list", _list, "list the reports in the library", json_output=True)
    remove = _command(commands, "remove", _remove, "take reports out of the library")
    remove.add_argument("reports", type=_text, nargs="+", metavar="REPORT", help="a name from `report-qa list`")

    show = _command(commands, "show", _show, "show paragraphs by number, page or name", json_output=True)
    show.add_argument("place", type=_text, nargs="+", help="66, 93-95, “recommendation 6”, “page 21”")
    _scope_options(show)

    ask = _command(commands, "ask", _ask, "ask a question", json_output=True)
    ask.add_argument("question", type=_text, nargs="+")
    ask.add_argument("--timings", action="store_true", help="print how long each stage took")
    _scope_options(ask)

    serve = _command(commands, "serve", _serve, "start the web chat on this machine")
    serve.add_argument("--port", type=_port, default=7860)
    serve.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; another than this machine's own needs sign-in"
    )
    serve.add_argument("--open", action="store_true", help="open the page in the browser")
    serve.add_argument("--auth-file", type=Path, metavar="FILE", help="who may sign in; see the README")
    serve.add_argument("--without-sign-in", action="store_true", help="let anyone who reaches the address in")
    serve.add_argument("--keep-questions", action="store_true", help="write each question to the feedback file too")
    serve.add_argument("--mcp", action="store_true", help="offer the same functions as MCP tools")

    account = _command(
        commands, "account", _account, "print a line for the sign-in file, for a name and a typed password"
    )
    account.add_argument("name")
    feedback = _command(commands, "feedback", _feedback, "write the feedback as an evaluation question file")
    feedback.add_argument("action", choices=["export"])
    feedback.add_argument("out", type=Path, metavar="FILE")

    paragraphs = _command(commands, "paragraphs", _paragraphs, "read a file and print its paragraphs", json_output=True)
    paragraphs.add_argument("file", type=Path)
    check = _command(commands, "check", _check, "read a file and print what the reader was not sure of")
    check.add_argument("file", type=Path)
    _command(
        commands, "reindex", _reindex, "read and embed all reports anew, after an update or a change of embedding model"
    )
    return parser


def _command(
    commands: Any, name: str, function: Any, text: str, *, json_output: bool = False
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text.capitalize() + ".")
    parser.set_defaults(command=function)
    if json_output:
        parser.add_argument("--json", action="store_true", help="print JSON for another program")
    return parser


def _text(given: str) -> str:
    if given.encode(errors="ignore").decode() != given:
        raise argparse.ArgumentTypeError(f"{visible(given)} is not in UTF-8")
    return given


def _port(given: str) -> int:
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise argparse.ArgumentTypeError(f"{given} is not a port: a number from 1 to 65535")
    return int(given)


def _scope_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("scope", "which reports to look in; all limits hold together")
    group.add_argument(
        "--report", type=_text, action="append", default=[], help="a name from `report-qa list`; may be repeated"
    )
    group.add_argument(
        "--authority", type=_text, action="append", default=[], help="as `report-qa list` shows it, or short: Havering"
    )
    group.add_argument(
        "--kind", type=_text, action="append", default=[], help="a kind of inspection from `report-qa list`"
    )
    group.add_argument("--from", dest="year_from", type=int, metavar="YEAR")
    group.add_argument("--to", dest="year_to", type=int, metavar="YEAR")
    group.add_argument("--latest", action="store_true", help="only the latest report of each authority")


def _library(args: argparse.Namespace) -> tuple[Library, Settings]:
    from index.library import Library

    settings = Settings.load(args.home)
    return Library(settings), settings


def _scope(args: argparse.Namespace, library: Library) -> Scope:
    from index.model import Scope
    from index.scope import canonical, short_name

    infos = library.infos()
    _known(args.report, {info.slug for info in infos}, "report")
    _known(args.kind, {info.kind for info in infos}, "kind of inspection")
    names = {
        name.casefold(): printed
        for printed in (info.authority for info in infos)
        for name in (printed, short_name(printed), canonical(printed))
    }
    _known([name.casefold() for name in args.authority], set(names), "authority")
    authorities = tuple(names[name.casefold()] for name in args.authority)
    return Scope(tuple(args.report), authorities, args.year_from, args.year_to, tuple(args.kind), args.latest)


def _known(given: Sequence[str], known: set[str], what: str) -> None:
    for value in given:
        if value not in known:
            raise ReportError(f"There is no {what} “{value}” in the library. See what there is: report-qa list")


def _add(args: argparse.Namespace) -> int:
    if not args.sources and not args.example:
        raise ReportError("Name files or folders to add, or --example for the built-in example report.")
    from tqdm import tqdm

    from index.download import ENDINGS
    from index.example import PDF

    library, _ = _library(args)
    sources = [*args.sources, *([PDF] if args.example else [])]
    with tqdm(unit="file", desc="Adding", disable=not sys.stderr.isatty(), leave=False) as bar:

        def progress(result: Added) -> None:
            bar.total = result.total
            bar.update(result.done - bar.n)
            with bar.external_write_mode(file=sys.stderr):
                if not args.json:
                    _say(f"{result.status:9}  {result.message}")

        results = library.add(sources, progress)
    if args.json:
        _print_json(
            [
                {
                    "file": r.source,
                    "status": r.status,
                    "message": r.message,
                    "report": r.info.slug if r.info else None,
                }
                for r in results
            ]
        )
    if not results:
        raise ReportError(f"There are no report files ({', '.join(ENDINGS)}) there.")
    return 1 if any(result.status == "failed" for result in results) else 0


def _list(args: argparse.Namespace) -> int:
    from ui import words

    library, _ = _library(args)
    reports = library.reports()
    if args.json:
        from ui.api import info_json

        _print_json([{**info_json(r.info), "paragraphs": r.size} for r in reports])
        return 0
    for report in reports:
        info = report.info
        doubts = f"  {len(info.doubts)} doubts" if info.doubts else ""
        outdated = "  read by an earlier version" if info.outdated else ""
        _say(
            f"{info.slug:34} {info.authority:36} {info.date or 'no date'}  {info.kind:24} {report.size:4} paragraphs{doubts}{outdated}"
        )
    if said := words.outdated(report.info for report in reports):
        print(f"{said} To have all read again: report-qa reindex (with the same --home)")
    if not reports:
        print("The library is empty. Add reports, or the built-in example: report-qa add --example")
    return 0


def _remove(args: argparse.Namespace) -> int:
    library, _ = _library(args)
    for slug in args.reports:
        library.remove(slug)
        _say(f"removed  {slug}")
    return 0


def _reindex(args: argparse.Namespace) -> int:
    library, _ = _library(args)
    print(f"reindexed {library.reindex()} reports with the embedding model {library.embedder.fingerprint}")
    return 0


def _show(args: argparse.Namespace) -> int:
    words = " ".join(args.place).strip()
    if not words:
        raise ReportError("Say what to show: a number such as 66, “recommendation 6” or “page 21”.")
    args.question = [f"paragraphs {words}" if words[0].isdigit() else words]
    args.timings = False
    return _ask(args)


def _ask(args: argparse.Namespace) -> int:
    from qa.assistant import Assistant
    from qa.export import answer_json
    from ui.plain import plain

    library, settings = _library(args)
    _warn(settings)
    answer = Assistant(library, settings).ask(" ".join(args.question), scope=_scope(args, library))
    if args.json:
        _print_json(answer_json(answer))
    else:
        print(plain(answer, library.infos()))
    if args.timings:
        for stage, seconds in answer.timings.items():
            print(f"{stage:12} {1000 * seconds:8.1f} ms", file=sys.stderr)
    return 0 if answer.answered else 3


def _warn(settings: Settings) -> None:
    from qa.refusal import uncalibrated

    note = uncalibrated(settings)
    if note:
        _say(f"report-qa: {note}", sys.stderr)


def _serve(args: argparse.Namespace) -> int:
    from qa.assistant import Assistant
    from ui.app import serve

    library, settings = _library(args)
    _warn(settings)
    serve(
        library, Assistant(library, settings), settings, args.host, args.port, open_browser=args.open,
        auth_file=args.auth_file, without_sign_in=args.without_sign_in, keep_questions=args.keep_questions, mcp=args.mcp,
    )  # fmt: skip
    return 0


def _account(args: argparse.Namespace) -> int:
    from getpass import getpass

    from ui.signin import hash_line

    print(hash_line(args.name, getpass("Password: ")))
    return 0


def _feedback(args: argparse.Namespace) -> int:
    from ui.feedback import write

    count = write(Settings.load(args.home).home, args.out)
    _say(f"wrote {count} questions to {args.out}")
    return 0


def _paragraphs(args: argparse.Namespace) -> int:
    from index.reading import read_report
    from index.reading.export import report_json

    report = read_report(args.file)
    if args.json:
        _print_json(report_json(report))
        return 0
    for paragraph in report.paragraphs:
        _say(f"{_heading(paragraph)}\n{paragraph.text}\n")
    return 0


def _heading(paragraph: Paragraph) -> str:
    page = f" · page {paragraph.page}" if paragraph.page else ""
    return f"{paragraph.label}{page} · {' > '.join(paragraph.section)}".rstrip(" ·")


def _check(args: argparse.Namespace) -> int:
    from index.reading import read_report

    report = read_report(args.file)
    numbered = [p.number for p in report.paragraphs if p.number]
    run = f"numbered {numbered[0]} to {numbered[-1]}" if numbered else "none numbered"
    _say(f"{args.file.name}: {report.info.title}; {report.info.authority}; {len(report.paragraphs)} units, {run}.")
    for doubt in report.info.doubts:
        _say(f"- {doubt}")
    print(f"{len(report.info.doubts)} doubts." if report.info.doubts else "No doubts.")
    return 0


def _print_json(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    print(text.encode(errors="replace").decode())  # a file name that is not in UTF-8 cannot be printed


if __name__ == "__main__":
    run()
