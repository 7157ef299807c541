"""A scorecard as one HTML page that stands alone: no request to anywhere, no script, readable without colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

import numpy as np

from eval.charts import Bar, Series, bars, lines, table
from eval.compare import Comparison
from eval.curves import calibration_error, reliability, risk_coverage
from eval.measures import Values
from eval.rows import Row
from eval.scorecard import MEASURES, Measure, Scorecard, Total, scores_table
from eval.terminal import cell, difference, figure

WORST = 25
CHARTED = ("recall_5", "cite_f1", "span_any", "right_refusal")
CURVE_POINTS = 60

STYLE = """
:root { color-scheme: light; --ink: #1b1f24; --quiet: #57606a; --line: #d0d7de; --bar: #2f6f9f; --second: #9a4a00 }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; margin: .5rem 0 1rem; font-size: .9rem }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .6rem; text-align: left; vertical-align: top }
td { font-variant-numeric: tabular-nums } .wide td { white-space: nowrap }
figure { margin: 1.5rem 0 } figcaption { font-weight: 600 } svg { width: 100%; height: auto; display: block }
svg text { font: 12px system-ui, sans-serif; fill: var(--ink) } .mid { text-anchor: middle } .end { text-anchor: end }
.grid { stroke: var(--line); fill: none } .aid { stroke: var(--quiet); stroke-dasharray: 4 4 } .bar { fill: var(--bar) }
.whisker { stroke: var(--ink); stroke-width: 1.5; fill: none } .line { fill: none; stroke-width: 2 }
.s0 { stroke: var(--bar) } .s1 { stroke: var(--second) } circle.s0 { fill: var(--bar) } circle.s1 { fill: var(--second) }
path.s1 { stroke-dasharray: 8 4 } svg text.k0 { fill: var(--bar) } svg text.k1 { fill: var(--second) } .wide { overflow-x: auto }
.worst li { margin: 0 0 1rem } .quiet { color: var(--quiet) } q { quotes: "“" "”" }
"""


def page(card: Scorecard, comparison: Comparison | None = None) -> str:
    """The whole page as HTML."""
    parts = [
        "<h1>How well the questions were answered</h1>",
        _about(card),
        "<h2>All questions</h2>",
        _measures(card),
        "<h2>By kind of question</h2>",
        *_kinds(card),
        "<h2>When to refuse</h2>",
        *_curves(card.rows),
        *(_changed(comparison) if comparison else ()),
        "<h2>The worst questions</h2>",
        _worst(card.rows),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Evaluation of answers</title><style>{STYLE}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


def _about(card: Scorecard) -> str:
    facts = [(name, _fact(value)) for name, value in card.settings.items()]
    body = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>' for name, value in facts)
    return f"<p>{len(card.rows)} questions.</p><details><summary>Settings of this run</summary><table>{body}</table></details>"


def _fact(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {inner}" for key, inner in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _measures(card: Scorecard) -> str:
    known = [(measure, card.overall[measure.key]) for measure in MEASURES if measure.key in card.overall]
    shown = [Bar(m.label, t.value, t.low, t.high, str(t.count)) for m, t in known if m.share]
    chart = bars(
        "Measures with their 95% intervals",
        "Each bar is a share from 0 to 1; the line across its end is the interval in which the figure would lie for "
        "95 of 100 other samples of such questions.",
        shown,
    )
    rows = [(m.label, cell(m, t), str(t.count), m.meaning) for m, t in known]
    return table(("Measure", "Value [95% interval]", "Questions", "Meaning"), rows) + chart


def _kinds(card: Scorecard) -> Iterable[str]:
    groups: list[tuple[str, Mapping[str, Total]]] = [*card.by_kind.items()]
    if len(card.by_file) > 1:
        groups += [*card.by_file.items()]
    rows = [(name, *(cell(measure, totals.get(measure.key)) for measure in MEASURES)) for name, totals in groups]
    kinds = table(("", *(measure.label for measure in MEASURES)), rows)
    yield f'<div class="wide" tabindex="0" role="region" aria-label="All measures by kind">{kinds}</div>'
    for measure in (measure for measure in MEASURES if measure.key in CHARTED):
        shown = [Bar(kind, t.value, t.low, t.high, str(t.count)) for kind, t in _having(card.by_kind, measure)]
        if shown:
            yield bars(f"{measure.label}, by kind", f"The {measure.meaning}.", shown)


def _having(groups: Mapping[str, Mapping[str, Total]], measure: Measure) -> list[tuple[str, Total]]:
    return [(name, totals[measure.key]) for name, totals in groups.items() if measure.key in totals]


def _curves(rows: Sequence[Row]) -> Iterable[str]:
    confidence, answerable, found = _sureness(rows)
    if not confidence.size:
        yield "<p>No question has a confidence.</p>"
        return
    yield _risk_chart(confidence, answerable, found)
    if confidence.min() < 0 or confidence.max() > 1:
        yield "<p>Confidence is no probability in this run, so there is no reliability diagram.</p>"
    else:
        yield _reliability_chart(confidence, answerable)


def _sureness(rows: Sequence[Row]) -> tuple[Values, Values, Values]:
    """Confidence, whether the scope answers, and whether an answering paragraph is among the first five."""
    having = [row for row in rows if "sureness" in row.scores]
    confidence, answerable = scores_table((row.scores for row in having), ("sureness", "answerable"))
    return confidence, answerable, np.array([float(row.scores.get("recall_5", 0.0) > 0) for row in having])


def _risk_chart(confidence: Values, answerable: Values, found: Values) -> str:
    series = [
        Series("not answerable", _points(confidence, answerable)),
        Series("not answerable or not found", _points(confidence, answerable * found)),
    ]
    return lines(
        "Risk against coverage",
        "The surest questions are answered first. Going right, more questions are answered; the lines show the share of "
        "the answered ones that the reports do not answer, and with those whose answering paragraphs are not among the "
        "first five found.",
        "share of questions answered",
        "share of those that is wrong",
        series,
    )


def _points(confidence: Values, right: Values) -> tuple[tuple[float, float], ...]:
    curve = risk_coverage(confidence, right)
    kept = np.unique(np.linspace(0, len(curve) - 1, min(CURVE_POINTS, len(curve))).astype(int))
    return tuple((curve[i].coverage, curve[i].risk) for i in kept)


def _reliability_chart(confidence: Values, answerable: Values) -> str:
    found = reliability(confidence, answerable)
    return lines(
        "Does confidence mean what it says?",
        "Questions of about the same confidence are one dot: how sure the program was against how many of them the "
        f"reports do answer. On the dashed line both are the same. Mean distance from it: {calibration_error(found):.3f}.",
        "confidence",
        "share that is answerable",
        [Series("questions", tuple((b.confidence, b.observed) for b in found), dots=True)],
        diagonal=True,
    )


def _changed(comparison: Comparison) -> Iterable[str]:
    by_key = {measure.key: measure for measure in MEASURES}
    yield "<h2>What changed against the earlier run</h2>"
    totals = [
        (by_key[key].label, figure(by_key[key], d.then), figure(by_key[key], d.now), *difference(by_key[key], d))
        for key, d in comparison.differences.items()
    ]
    yield table(("Measure", "Then", "Now", "Change", "95% interval of the change"), totals)
    yield f"<p>{comparison.only_now} questions are new and {comparison.only_then} are gone.</p>"
    rows = [
        (
            change.row.key,
            change.row.question,
            "; ".join(f"{name}: {then:.2f} → {now:.2f}" for name, (then, now) in change.scores.items()),
        )
        for change in comparison.changes
    ]
    yield table(("Question", "", "Then → now, worst first"), rows)


def _worst(rows: Sequence[Row]) -> str:
    answerable = sorted(
        (row for row in rows if row.answerable), key=lambda r: (r.scores["cite_f1"], r.scores["recall_5"], r.key)
    )
    wrongly = sorted((r for r in rows if not r.answerable and r.answered), key=lambda r: -r.scores.get("sureness", 1.0))
    return (
        "<h3>Answerable, and poorly cited</h3>"
        + _items(answerable[:WORST])
        + "<h3>Answered though the reports do not</h3>"
        + _items(wrongly[:WORST])
    )


def _items(rows: Sequence[Row]) -> str:
    return f'<ol class="worst">{"".join(f"<li>{_item(row)}</li>" for row in rows)}</ol>' if rows else "<p>None.</p>"


def _item(row: Row) -> str:
    scores = ", ".join(f"{name} {row.scores[name]:.2f}" for name in ("recall_5", "cite_f1") if name in row.scores)
    quotes = " ".join(f"<q>{escape(quote)}</q>" for quote in row.quoted[:3])
    return (
        f'{escape(row.question)} <span class="quiet">{escape(row.key)}, {escape(row.kind)}, '
        f"{escape(row.report or 'all reports')}{', ' + scores if scores else ''}</span>"
        f"<br>Gold: {escape('; '.join(row.gold) or 'none')}"
        f"<br>Cited: {escape('; '.join(row.cited) or 'nothing (refused)')}"
        f"<br>Found first: {escape('; '.join(row.found) or 'nothing')}" + (f"<br>{quotes}" if quotes else "")
    )
