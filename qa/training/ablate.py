"""What each part of the recipe is worth: a run over and over, with one thing changed each time, all over as many pairs."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
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
Found = dict[str, tuple[float, float, float]]  # measures with their intervals, by name
Results = dict[str, dict[str, Found]]  # by seed by variant


@dataclass(frozen=True, slots=True)
class Variant:
    """A plan, and which of the questions it is taught."""

    plan: Plan = field(default_factory=Plan)
    keep: Callable[[Question, Material], bool] = lambda question, given: True


def variants(pairs: int, seed: int) -> dict[str, Variant]:
    """The runs by name, each of so many pairs: the recipe, then with one thing changed."""
    whole = Fitting(pairs=pairs, seed=seed, minutes=math.inf)
    plan = Plan(whole)
    return {
        "the recipe": Variant(plan),
        "no training": Variant(replace(plan, fitting=replace(whole, pairs=0))),
        "from the embedding model": Variant(replace(plan, start="embedder", layers=tuple(range(6)))),
        "every other layer": Variant(replace(plan, layers=tuple(range(1, 12, 2)))),
        "without own pairs": Variant(plan, lambda question, given: not question.id.startswith("own ")),
        "without other voices": Variant(plan, lambda question, given: question.id not in given.taught.voices),
        "without given questions": Variant(plan, lambda question, given: question.id.startswith("own ")),
        "without outside data": Variant(replace(plan, outside=0)),
        "with what reports' structure gives": Variant(replace(plan, structure=True)),
        "without changed passages": Variant(replace(plan, recipe=Recipe(cut=0, planted=0, decoy=0, turned=0))),
        "without excerpts": Variant(replace(plan, recipe=Recipe(excerpts=0.0))),
        "without turned words": Variant(replace(plan, recipe=Recipe(turned=0))),
        "without changed words": Variant(replace(plan, recipe=Recipe(swapped=False))),
        "without the grade head": Variant(replace(plan, fitting=replace(whole, grade_weight=0.0))),
        "without the evidence head": Variant(replace(plan, fitting=replace(whole, evidence_weight=0.0))),
        "without the blind loss": Variant(replace(plan, fitting=replace(whole, blind_weight=0.0))),
    }


def ablate(
    sources: Sources, out: Path, pairs: int, seeds: Sequence[int], wanted: Sequence[str], say: Callable[[str], None]
) -> str:
    """A table of the variants whose names begin with one of `wanted`, or of all, each trained on so many pairs.

    What has been run so on the same data is kept in `out` and not run again. Raises ValueError where no variant has such a
    name.
    """
    known = variants(pairs, seeds[0])
    chosen = [name for name in known if not wanted or name.startswith(tuple(wanted))]
    if not chosen:
        raise ValueError(f"No variant has a name that begins like that. The variants are: {'; '.join(known)}.")
    way = [taught_from(sources), [asdict(variant.plan) for variant in known.values()]]
    digest = hashlib.sha256(json.dumps(way, sort_keys=True).encode()).hexdigest()[:8]
    kept = out / f"ablations-{pairs}-pairs-{digest}.json"
    results: Results = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    given = material(sources, out, say)
    for seed in seeds:
        for name in chosen:
            if str(seed) not in results.setdefault(name, {}):
                say(f"{name}, seed {seed}")
                results[name][str(seed)] = _one(variants(pairs, seed)[name], given, sources.data, out, say)
                kept.write_text(json.dumps(results, indent=1), encoding="utf-8")
    return table({name: {str(seed): results[name][str(seed)] for seed in seeds} for name in chosen})


def _one(variant: Variant, given: Material, data: Path, out: Path, say: Callable[[str], None]) -> Found:
    """The measures of a variant, trained and read as it would ship, on the questions for settings and those reported."""
    taught = [q for q in [*given.taught.searched, *given.taught.lone] if variant.keep(q, given)]
    reader = Reader(
        exported(trained(taught, given, data, variant.plan, say), out / "ablation", {})
    )  # not over a run's own reader
    made: Found = {}
    for title, names in (("settings", SETTINGS_FILES), ("reported", REPORTED_FILES)):
        questions = [question for name in names for question in given.labelled[name]]
        asked, _ = evaluate.ask(reader, questions, given.everything, given.candidates)
        found = evaluate.measures(asked, given.everything)
        made |= {f"{title} {measure}": found[measure] for measure in MEASURES}
    return made


def table(results: Results) -> str:
    """Two Markdown tables, on the questions for settings and on those reported: mean and standard deviation over seeds; of
    one seed the interval over resampled questions."""
    lines: list[str] = []
    for title in ("settings", "reported"):
        lines += ["", f"| {title} | {' | '.join(MEASURES)} |", f"|---{'|---' * len(MEASURES)}|"]
        for name, seeds in results.items():
            values = [[found[f"{title} {m}"] for found in seeds.values()] for m in MEASURES]
            lines.append(f"| {name} | {' | '.join(map(_cell, values))} |")
    return "\n".join(lines[1:])


def _cell(seeds: Sequence[tuple[float, float, float]]) -> str:
    if len(seeds) == 1:
        return evaluate.cell(*seeds[0])
    values = [value for value, _, _ in seeds]
    return f"{np.mean(values):.3f} ± {np.std(values, ddof=1):.3f}"
