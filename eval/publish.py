"""Takes the figures of a run into what ships: the page About and the table of docs/answering.md, so that both say the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from eval.errors import EvaluationError
from index.settings import Settings

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "ui" / "accuracy.json"
DOCS = ROOT / "docs" / "answering.md"
_QUALITY = ("model", "reranker", "candidates", "false_refusals")  # the settings on which the figures hang
_WHERE_ASKED = ("lookup",)  # files may hold no question of the kind
BEGIN, END = "<!-- figures of eval publish -->", "<!-- end of figures -->"
_SHOWN = (  # on the page About
    ("recall_5", "wanted paragraphs among the first five"),
    ("cite_f1", "citation F1"),
    ("span_any", "an answering passage is shown"),
    ("right_refusal", "unanswerable questions refused"),
    ("false_refusal", "answerable questions refused"),
)
_ROWS = (  # of the table in the docs; several measures share a cell
    ("wanted paragraphs among the first five", ("recall_5",)),
    ("citations: precision / recall / F1", ("cite_p", "cite_r", "cite_f1")),
    ("at least one answering passage is shown", ("span_any",)),
    ("every figure that the answer hinges on is shown", ("figures",)),
    ("look-ups with all that they want cited", ("lookup",)),
    ("answerable questions refused", ("false_refusal",)),
    ("unanswerable questions refused", ("right_refusal",)),
    ("tells answerable from unanswerable (AUROC)", ("auroc",)),
    ("the same from the wording of the question alone", ("auroc_alone",)),
)


def publish(card: Path, page: Path = PAGE, docs: Path = DOCS) -> None:
    """Writes the figures of a scorecard.json, by question file, into `page` and between the marks of `docs`.

    Raises EvaluationError where the file is not a scorecard of held-back questions asked with the settings as shipped, or
    where `docs` lacks the marks; then nothing is written.
    """
    try:
        found = json.loads(card.read_text(encoding="utf-8"))
        by_file: Mapping[str, Mapping[str, Any]] = dict(found["by_file"])
        day = datetime.fromisoformat(found["settings"]["run at"])
        given = found["settings"]["settings"]
    except (ValueError, KeyError, TypeError) as error:
        raise EvaluationError(
            f"{card} is not the scorecard of an eval run that asked its questions ({error})."
        ) from None
    _check(card, by_file, given)
    measured = f"Measured on {day.day} {day:%B %Y} with python -m eval run, each question asked of its own report; 95% intervals."
    rows = [_row(name, measures, *shown) for name, measures in by_file.items() for shown in _SHOWN]
    text = docs.read_text(encoding="utf-8")
    before, mark, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise EvaluationError(f"{docs} has no place for the figures: it needs “{BEGIN}” and, further down, “{END}”.")
    page.write_text(json.dumps({"measured": measured, "rows": rows}, indent=1, ensure_ascii=False) + "\n", "utf-8")
    docs.write_text(f"{before}{BEGIN}\n{_table(by_file)}\n{END}{after}", "utf-8")


def _check(card: Path, by_file: Mapping[str, Mapping[str, Any]], given: Mapping[str, Any]) -> None:
    if not by_file or not all(name.startswith("test-") for name in by_file):
        raise EvaluationError(
            f"{card} must hold the files test-* and no others; it holds {', '.join(by_file) or 'none'}."
        )
    usual = Settings.model_fields  # not Settings(), which hold what is set here
    changed = [name for name, value in given.items() if name in _QUALITY and value != usual[name].default]
    if changed:
        raise EvaluationError(f"{card} was made with other settings than those that ship: {', '.join(changed)}.")
    for name, measures in by_file.items():
        missing = [key for _, keys in _ROWS for key in keys if key not in (*measures, *_WHERE_ASKED)]
        if missing:
            raise EvaluationError(
                f"{card} has no {', '.join(missing)} for {name}: its questions ask for nothing of the kind."
            )


def _row(name: str, measures: Mapping[str, Any], key: str, measure: str) -> dict[str, object]:
    numbers = {part: round(measures[key][part], 3) for part in ("value", "low", "high")}
    asked = max(total["count"] for total in measures.values())
    return {"set": f"{asked} questions on reports kept apart ({name})", "measure": measure, **numbers}


def _table(by_file: Mapping[str, Mapping[str, Any]]) -> str:
    lines = [f"| | {' | '.join(by_file)} |", f"|---{'|---' * len(by_file)}|"]
    for title, keys in _ROWS:
        if any(key in measures for key in keys for measures in by_file.values()):
            cells = [" / ".join(_cell(key, measures.get(key)) for key in keys) for measures in by_file.values()]
            lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(key: str, total: Mapping[str, Any] | None) -> str:
    if total is None:
        return "–"
    value = round(total["value"], 3)  # as on the page
    if key == "lookup":  # a handful, of which a share would say too much
        return f"{value * total['count']:.0f} of {total['count']}"
    return f"{100 * value:.0f}%" if key.endswith("refusal") else f"{value:.2f}"
