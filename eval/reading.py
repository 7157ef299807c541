"""How well report files are read: every numbered paragraph, its words, its page, and the judgements, against truth files.

A truth file holds, for each paragraph, its number, page, first and last words and word count; `alt_last` and `alt_words`
are a second reading that counts as right too (a lead-in without its list).
"""

from __future__ import annotations

import argparse
import json
import re
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from eval.errors import EvaluationError
from eval.judgement_names import area_name, grade_name
from eval.questions import read_text
from eval.terminal import columns
from index.errors import UnreadableReport
from index.reading import read_report
from index.reading.export import report_json

_ENDS = 6  # words compared at the beginning and the end of a paragraph
_SIGNS = {ord(c): "'" for c in "‘’‚‛′ʼ`´"} | {ord(c): '"' for c in "“”„‟″«»"} | {ord(c): "-" for c in "‐‑‒–—―−"}
_SIGNS |= {ord(c): "" for c in "\u00ad\u200b\u200c\u200d\ufeff\u2060"}
_RAISED = re.compile("[¹²³⁰⁴-⁹]+")
_NOTE = re.compile(r"(?<=[A-Za-z.,;:!?)'\"])\d{1,2}(?=[\s.,;:)]|$)")


@dataclass(slots=True)
class Counts:
    """What was counted in one report, or in several added up."""

    paragraphs: int = 0
    text: int = 0
    words: int = 0
    paged: int = 0
    page: int = 0
    false: int = 0
    missing: int = 0
    judgements: int = 0
    graded: int = 0

    def add(self, other: Counts) -> None:
        """Add the counts of another report to these."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `python -m eval reading`."""
    parser.add_argument("--truth", type=Path, required=True, metavar="DIR", help="truth files, one .json a report")
    parser.add_argument("--reports", type=Path, required=True, metavar="DIR", help="report files of the same names")
    parser.add_argument("--out", type=Path, metavar="DIR", help="also write what was read, for outside scorers")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures")
    parser.add_argument("--speed", action="store_true", help="compare with plain text extraction of the same files")


def run(args: argparse.Namespace) -> int:
    """Read every report that has a truth file, score it, print a table."""
    truths = sorted(args.truth.glob("*.json"))
    if not truths:
        raise EvaluationError(f"{args.truth}: there are no truth files (.json) in this folder.")
    rows: dict[str, Counts] = {}
    for file in truths:
        read = _read(args.reports, file.stem)
        rows[file.stem] = _scored(file, read)
        if args.out:
            args.out.mkdir(parents=True, exist_ok=True)
            (args.out / file.name).write_text(json.dumps(read, ensure_ascii=False), encoding="utf-8")
    total = Counts()
    for counts in rows.values():
        total.add(counts)
    print(columns(_table({**rows, f"all {len(rows)}": total})))
    if args.speed:
        print(_speed(args.reports))
    if args.json:
        figures = {name: {f.name: getattr(c, f.name) for f in fields(c)} for name, c in {**rows, "all": total}.items()}
        args.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return 0


def _read(folder: Path, stem: str) -> dict[str, Any]:
    file = folder / (stem if stem.endswith(".txt") else f"{stem}.pdf")
    try:
        return report_json(read_report(file))
    except UnreadableReport as error:
        raise EvaluationError(str(error)) from None


def _scored(truth: Path, read: dict[str, Any]) -> Counts:
    try:
        return score(json.loads(read_text(truth)), read)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EvaluationError(f"{truth} is not a truth file ({error}).") from None


def _table(rows: dict[str, Counts]) -> list[Sequence[str]]:
    head = ("report", "paragraphs", "text", "page", "words", "false", "missing", "judgements")
    return [head, *(_row(name, c) for name, c in rows.items())]


def _row(name: str, c: Counts) -> Sequence[str]:
    shares = (_share(c.text, c.paragraphs), _share(c.page, c.paged), _share(c.words, c.paragraphs))
    return (name, str(c.paragraphs), *shares, str(c.false), str(c.missing), _share(c.graded, c.judgements))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "-"


def score(truth: dict[str, Any], read: dict[str, Any]) -> Counts:
    """The counts for one report; both in the form of `report-qa paragraphs --json`, the truth with first and last words."""
    counts = Counts()
    left: dict[str, list[dict[str, Any]]] = {}
    for paragraph in read["paragraphs"]:
        if paragraph["number"] is not None:
            left.setdefault(str(paragraph["number"]), []).append(paragraph)
    for wanted in truth["paragraphs"]:
        if wanted.get("number") is not None:
            _count(counts, wanted, left.get(str(wanted["number"]), []))
    counts.false = sum(len(rest) for rest in left.values())
    _count_judgements(counts, truth.get("judgements") or [], read["judgements"])
    return counts


def _count(counts: Counts, wanted: dict[str, Any], found: list[dict[str, Any]]) -> None:
    best = max(found, key=lambda p: (_same_ends(wanted, p["text"]), p["page"] == wanted.get("page")), default=None)
    if best is not None:
        found.remove(best)
    if not wanted["words"]:  # a number printed without a text
        return
    counts.paragraphs += 1
    counts.paged += wanted.get("page") is not None
    if best is None:
        counts.missing += 1
        return
    right = _same_ends(wanted, best["text"])
    counts.text += right
    counts.words += right and _same_length(wanted, best["text"])
    counts.page += wanted.get("page") is not None and best["page"] == wanted["page"]


def _same_ends(wanted: dict[str, Any], text: str) -> bool:
    first = _squashed(" ".join(_clean(wanted["first"]).split()[:_ENDS]), notes=True)
    lasts = [
        _squashed(" ".join(_clean(last).split()[-_ENDS:]), notes=True)
        for last in (wanted["last"], wanted.get("alt_last"))
        if last
    ]
    return any(
        squashed.startswith(first) and any(squashed.endswith(last) for last in lasts)
        for squashed in (_squashed(text, notes=False), _squashed(text, notes=True))
    )


def _same_length(wanted: dict[str, Any], text: str) -> bool:
    count = len(re.sub(r"(?<=[A-Za-z])- (?=[a-z])", "-", _clean(text)).split())
    counts = [n for n in (wanted["words"], wanted.get("alt_words")) if n is not None]
    return any(abs(count - n) <= max(2, 0.02 * n) for n in counts)


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", _RAISED.sub("", text)).translate(_SIGNS).split())


def _squashed(text: str, *, notes: bool) -> str:
    text = _clean(text)
    return re.sub(r"\s+", "", _NOTE.sub("", text) if notes else text).replace('"', "'")


def _count_judgements(counts: Counts, wanted: list[dict[str, Any]], read: list[dict[str, Any]]) -> None:
    found: dict[str, set[str]] = {}
    for judgement in read:
        found.setdefault(area_name(judgement["area"]), set()).add(grade_name(judgement["grade"]))
    counts.judgements += len(wanted)
    counts.graded += sum(found.get(area_name(j["area"])) == {grade_name(j["grade"])} for j in wanted)


def _speed(folder: Path) -> str:
    """Seconds for reading all PDFs in `folder`, and for nothing but their text, in one run."""
    import pypdfium2

    files = [file for file in sorted(folder.glob("*.pdf")) if file.read_bytes()[:5] == b"%PDF-"]
    start = time.perf_counter()
    for file in files:
        document = pypdfium2.PdfDocument(file)
        for index in range(len(document)):
            document[index].get_textpage().get_text_range()
        document.close()
    plain = time.perf_counter() - start
    start = time.perf_counter()
    for file in files:
        read_report(file)
    ours = time.perf_counter() - start
    return f"{len(files)} files: read in {ours:.2f} s, plain text extraction {plain:.2f} s, ratio {ours / plain:.2f}"
