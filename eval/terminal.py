"""A scorecard as plain text for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.compare import Comparison, Difference
from eval.scorecard import MEASURES, Measure, Scorecard, Total

BY_KIND = ("recall_5", "cite_f1", "span_any", "figures", "false_refusal", "right_refusal")
MOST_CHANGES = 40


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as aligned text, the first column to the left, the others to the right; the first row is a head."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def figure(measure: Measure, value: float) -> str:
    """A value as it is printed: three decimals, or milliseconds."""
    return f"{value:.3f}" if measure.share else f"{value:.0f}"


def difference(measure: Measure, change: Difference) -> tuple[str, str]:
    """A change of a total, and its interval, as they are printed."""
    form = "+.3f" if measure.share else "+.0f"
    return format(change.now - change.then, form), f"{change.low:{form}} to {change.high:{form}}"


def cell(measure: Measure, total: Total | None) -> str:
    """A total with its interval, or a dash where the measure does not apply."""
    if total is None:
        return "–"
    low, high = figure(measure, total.low), figure(measure, total.high)
    return f"{figure(measure, total.value)} [{low}–{high}]"


def overview(card: Scorecard) -> str:
    """All measures over all questions, then the chief ones by kind and, for several files, by file."""
    head = ("measure", "value [95% interval]", "questions")
    rows = [
        (measure.label, cell(measure, total), str(total.count))
        for measure in MEASURES
        if (total := card.overall.get(measure.key)) is not None
    ]
    parts = [columns([head, *rows]), _groups("kind", card.by_kind, _sizes(card, "kind"))]
    if len(card.by_file) > 1:
        parts.append(_groups("file", card.by_file, _sizes(card, "source")))
    return "\n\n".join(parts)


def changed(comparison: Comparison) -> str:
    """What changed against the earlier run: totals, then the questions, worst first."""
    by_key = {measure.key: measure for measure in MEASURES}
    head = ("measure", "then", "now", "change", "95% interval")
    rows = [
        (by_key[key].label, figure(by_key[key], d.then), figure(by_key[key], d.now), *difference(by_key[key], d))
        for key, d in comparison.differences.items()
    ]
    lines = [
        f"{change.gain:+.2f}  {change.row.key}  {change.row.question}  "
        + ", ".join(f"{name} {then:.2f} → {now:.2f}" for name, (then, now) in change.scores.items())
        for change in comparison.changes
    ]
    left_out = len(lines) - MOST_CHANGES
    more = [f"… and {left_out} more in the HTML page."] if left_out > 0 else []
    kept = [*lines[: MOST_CHANGES // 2], *lines[-MOST_CHANGES // 2 :]] if left_out > 0 else lines
    return "\n".join([columns([head, *rows]), "", f"{len(lines)} questions went otherwise, worst first:", *kept, *more])


def _groups(name: str, groups: Mapping[str, Mapping[str, Total]], sizes: Mapping[str, int]) -> str:
    shown = [measure for measure in MEASURES if measure.key in BY_KIND]
    head = (name, "n", *(measure.label for measure in shown))
    rows = [
        (group, str(sizes[group]), *(cell(measure, totals.get(measure.key)) for measure in shown))
        for group, totals in groups.items()
    ]
    return columns([head, *rows])


def _sizes(card: Scorecard, attribute: str) -> dict[str, int]:
    names = [getattr(row, attribute) for row in card.rows]
    return {name: names.count(name) for name in names}
