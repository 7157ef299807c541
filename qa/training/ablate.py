"""What each part of the recipe is worth: one short run over and over, with one thing changed each time.

A short run is far from the model that ships; differences between short runs say which part helps, not how good it gets.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from qa.reader import Reader
from qa.training import evaluate
from qa.training.corpus import Question
from qa.training.examples import Recipe
from qa.training.fitting import Fitting
from qa.training.recipe import (
    REPORTED_FILES,
    SETTINGS_FILES,
    Material,
    Plan,
    Sources,
    exported,
    material,
    taught_from,
    trained,
)

MEASURES = ("AUROC", "AUROC, question alone", "refused at 5%", "recall@5", "surest sentence answers")
Results = dict[str, dict[str, list[float]]]


@dataclass(frozen=True, slots=True)
class Variant:
    """A plan, and which of the questions it is taught."""

    plan: Plan = field(default_factory=Plan)
    keep: Callable[[Question, Material], bool] = lambda question, given: True


def variants(minutes: float) -> dict[str, Variant]:
    """The runs by name, each of so many minutes: the recipe under three seeds, then with one thing changed."""
    whole = Fitting(minutes=minutes)
    plan = Plan(whole)
    return {
        **{f"the recipe, seed {seed}": Variant(replace(plan, fitting=replace(whole, seed=seed))) for seed in (7, 8, 9)},
        "no training": Variant(replace(plan, fitting=replace(whole, minutes=0.0))),
        "from the embedding model": Variant(replace(plan, start="embedder", layers=tuple(range(6)))),
        "every other layer": Variant(replace(plan, layers=tuple(range(1, 12, 2)))),
        "without own pairs": Variant(plan, lambda question, given: not question.id.startswith("own ")),
        "without other voices": Variant(plan, lambda question, given: question.id not in given.taught.voices),
        "without given questions": Variant(plan, lambda question, given: question.id.startswith("own ")),
        "without outside data": Variant(replace(plan, outside=0)),
        "without changed passages": Variant(replace(plan, recipe=Recipe(cut=0, planted=0, decoy=0))),
        "without changed words": Variant(replace(plan, recipe=Recipe(swapped=False))),
        "without the grade head": Variant(replace(plan, fitting=replace(whole, grade_weight=0.0))),
        "without the evidence head": Variant(replace(plan, fitting=replace(whole, evidence_weight=0.0))),
        "without the blind loss": Variant(replace(plan, fitting=replace(whole, blind_weight=0.0))),
    }


def ablate(sources: Sources, out: Path, minutes: float, wanted: Sequence[str], say: Callable[[str], None]) -> str:
    """A table of the variants whose names begin with one of `wanted`, or of all.

    What has been run for so many minutes on the same data is kept in `out` and not run again. Raises ValueError where no
    variant has such a name.
    """
    known = variants(minutes)
    chosen = [name for name in known if not wanted or name.startswith(tuple(wanted))]
    if not chosen:
        raise ValueError(f"No variant has a name that begins like that. The variants are: {'; '.join(known)}.")
    data = hashlib.sha256(json.dumps(taught_from(sources), sort_keys=True).encode()).hexdigest()[:8]
    kept = out / f"ablations-{minutes:g}-minutes-{data}.json"
    results: Results = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    given = material(sources, out, say)
    for name in chosen:
        if name not in results:
            say(name)
            results[name] = _one(known[name], given, sources, out / "ablation", say)
            kept.write_text(json.dumps(results, indent=1), encoding="utf-8")
    return table({name: results[name] for name in chosen})


def _one(
    variant: Variant, given: Material, sources: Sources, out: Path, say: Callable[[str], None]
) -> dict[str, list[float]]:
    taught = [q for q in [*given.taught.searched, *given.taught.lone] if variant.keep(q, given)]
    network = trained(taught, given, sources.data, variant.plan, say)
    folder = exported(network, out, {"name": "ablation"})
    made: dict[str, list[float]] = {}
    for title, names in (("settings", SETTINGS_FILES), ("reported", REPORTED_FILES)):
        questions = [question for name in names for question in given.labelled[name]]
        asked, _ = evaluate.ask(Reader(folder), questions, given.everything, given.candidates)
        found = evaluate.measures(asked, given.everything)
        made |= {f"{title} {measure}": list(found[measure]) for measure in MEASURES}
    return made


def table(results: Results) -> str:
    """Two Markdown tables, on the questions for settings and on those reported, with 95% intervals."""
    lines: list[str] = []
    for title in ("settings", "reported"):
        lines += ["", f"| {title} | {' | '.join(MEASURES)} |", f"|---{'|---' * len(MEASURES)}|"]
        for name, found in results.items():
            cells = ["{:.2f} ({:.2f}–{:.2f})".format(*found[f"{title} {m}"]) for m in MEASURES]
            lines.append(f"| {name} | {' | '.join(cells)} |")
        seeds = [found for name, found in results.items() if name.startswith("the recipe")]
        if len(seeds) > 1:
            means = [[found[f"{title} {m}"][0] for found in seeds] for m in MEASURES]
            cells = [f"{np.mean(row):.3f} ± {np.std(row, ddof=1):.3f}" for row in means]
            lines.append(f"| mean and standard deviation of {len(seeds)} seeds | {' | '.join(cells)} |")
    return "\n".join(lines[1:])
