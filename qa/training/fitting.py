"""The training loop: groups of examples, three losses and a ranking loss, bfloat16 where the processor is made for it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from qa.reader import Pair, Pairs
from qa.training.examples import UNKNOWN, Example
from qa.training.network import Network, Outputs

Group = list[Example]


@dataclass(frozen=True, slots=True)
class Fitting:
    """Settings of a run. `minutes` ends it early at the next step, the learning rate being planned over it."""

    seed: int = 7
    epochs: int = 2
    examples_a_step: int = 40
    pairs_a_pass: int = 10  # pairs of like length that go through the network together
    rate: float = 8e-5
    new_heads_rate: float = 1e-3
    warm_up: float = 0.06
    minutes: float = 60.0
    grade_weight: float = 0.5
    evidence_weight: float = 0.5
    ranking_weight: float = 0.3
    blind_weight: float = 0.05


@dataclass(frozen=True, slots=True)
class Row:
    """An example as the network sees it: one pair, with its labels."""

    pair: Pair
    grade: int
    answers: float
    evidence: tuple[int, ...]  # of the sentences in `pair`
    group: str
    ranked: bool
    blind: bool  # a paragraph drawn without looking at the question


def row(example: Example, pairs: Pairs) -> Row | None:
    """The example's one pair; of a long passage the one with most evidence; None where it cannot be told."""
    made = pairs.of(example.question, example.passage)
    if not made or (len(made) > 1 and UNKNOWN in example.evidence):
        return None
    marks = [tuple(example.evidence[position] for position, _, _ in pair.sentences) for pair in made]
    at = max(range(len(made)), key=lambda i: (sum(marks[i]), -i))
    ranked = example.source in ("gold", "hard", "random")
    return Row(made[at], example.grade, example.answers, marks[at], example.group, ranked, example.source == "random")


def fit(
    network: Network,
    epoch: Callable[[random.Random], Iterable[Group]],
    pairs: Pairs,
    how: Fitting,
    say: Callable[[str], None],
) -> None:
    """Trains `network` in place. `epoch` draws the groups of one epoch; `say` gets progress lines."""
    torch.manual_seed(how.seed)
    rng = random.Random(how.seed)
    _freeze(network)
    optimiser = _optimiser(network, how)
    network.train()
    began, seen, losses = time.monotonic(), 0, [0.0]
    first = list(epoch(rng))
    planned = max(1, how.epochs * sum(len(g) for g in first) // how.examples_a_step)
    for count, batch in enumerate(_steps(first, epoch, how, rng)):
        spent = (time.monotonic() - began) / 60
        if spent > how.minutes:
            break
        _set_rate(optimiser, max(count / planned, spent / how.minutes), how.warm_up)
        rows = [r for r in (row(example, pairs) for example in batch) if r]
        losses.append(_step(network, rows, optimiser, how))
        seen += len(rows)
        if count % 25 == 0:
            rate = seen / max(1e-9, time.monotonic() - began)
            say(
                f"step {count}/{planned}  loss {sum(losses[-25:]) / len(losses[-25:]):.3f}  {rate:.1f} pairs/s  {spent:.1f} min"
            )
    network.eval()


def _freeze(network: Network) -> None:
    """Leaves the embeddings and the lowest third of the layers as they are: words and syntax do not change with the task,
    and a third of the time of the backward pass is saved."""
    layers = network.bert.encoder.layer
    for part in [network.bert.embeddings, *layers[: len(layers) // 3]]:
        part.requires_grad_(False)


def _steps(
    first: Sequence[Group], epoch: Callable[[random.Random], Iterable[Group]], how: Fitting, rng: random.Random
) -> Iterator[list[Example]]:
    for turn in range(how.epochs):
        groups = list(first) if turn == 0 else list(epoch(rng))
        rng.shuffle(groups)
        batch: list[Example] = []
        for group in groups:
            batch.extend(group)
            if len(batch) >= how.examples_a_step:
                yield batch
                batch = []
        if batch:
            yield batch


def _optimiser(network: Network, how: Fitting) -> torch.optim.Optimizer:
    heads = [parameter for head in network.new_heads for parameter in head.parameters()]
    known = {id(p) for p in heads}
    body = [p for p in network.parameters() if p.requires_grad and id(p) not in known]
    groups = [
        {"params": body, "lr": how.rate, "base": how.rate},
        {"params": heads, "lr": how.new_heads_rate, "base": how.new_heads_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def _set_rate(optimiser: torch.optim.Optimizer, done: float, warm_up: float) -> None:
    share = done / warm_up if done < warm_up else max(0.02, (1 - done) / (1 - warm_up))
    for group in optimiser.param_groups:
        group["lr"] = group["base"] * max(share, 0.02)


def _step(network: Network, rows: Sequence[Row], optimiser: torch.optim.Optimizer, how: Fitting) -> float:
    ordered = sorted(rows, key=lambda r: len(r.pair.ids))
    parts = [ordered[i : i + how.pairs_a_pass] for i in range(0, len(ordered), how.pairs_a_pass)]
    results = [_pass(network, part) for part in parts]
    total = loss(ordered, results, how)
    optimiser.zero_grad()
    total.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    return float(total.detach())


def _pass(network: Network, rows: Sequence[Row]) -> tuple[Tensor, Tensor, list[Tensor]]:
    ids, types, mask = batch([r.pair for r in rows])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out: Outputs = network(ids, types, mask)
    tokens = out.evidence.float()
    means = [torch.stack([tokens[i, a:b].mean() for _, a, b in r.pair.sentences]) for i, r in enumerate(rows)]
    return out.grade.float(), out.answers.float(), means


def batch(pairs: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, types and mask of pairs, filled up to the longest."""
    width = max(len(p.ids) for p in pairs)
    ids, types, mask = (torch.zeros(len(pairs), width, dtype=torch.long) for _ in range(3))
    for i, pair in enumerate(pairs):
        ids[i, : len(pair.ids)] = torch.tensor(pair.ids)
        types[i, : len(pair.ids)] = torch.tensor(pair.types)
        mask[i, : len(pair.ids)] = 1
    return ids, types, mask


def loss(rows: Sequence[Row], results: Sequence[tuple[Tensor, Tensor, list[Tensor]]], how: Fitting) -> Tensor:
    """The weighted sum of the losses over rows, which are in the order of the results."""
    grades = torch.cat([r[0] for r in results])
    answers = torch.cat([r[1] for r in results])
    means = [mean for r in results for mean in r[2]]
    return (
        _answers_loss(rows, answers)
        + how.grade_weight * F.cross_entropy(grades, torch.tensor([r.grade for r in rows]), ignore_index=UNKNOWN)
        + how.evidence_weight * _evidence_loss(rows, means)
        + how.ranking_weight * _ranking_loss(rows, answers)
        + how.blind_weight * _blind_loss(rows, answers)
    )


def _answers_loss(rows: Sequence[Row], logits: Tensor) -> Tensor:
    known = [i for i, r in enumerate(rows) if r.answers != UNKNOWN]
    return F.binary_cross_entropy_with_logits(logits[known], torch.tensor([rows[i].answers for i in known]))


def _evidence_loss(rows: Sequence[Row], means: Sequence[Tensor]) -> Tensor:
    pieces: list[Tensor] = []
    labels: list[float] = []
    for one, mean in zip(rows, means, strict=True):
        if UNKNOWN not in one.evidence and any(one.evidence):
            pieces.append(mean)
            labels.extend(float(mark) for mark in one.evidence)
    negative = [mean for one, mean in zip(rows, means, strict=True) if one.evidence and not any(one.evidence)]
    if negative:
        pieces.append(torch.stack([mean.max() for mean in negative]))  # of a passage without evidence the worst counts
        labels.extend([0.0] * len(negative))
    return F.binary_cross_entropy_with_logits(torch.cat(pieces), torch.tensor(labels)) if pieces else torch.zeros(())


def _ranking_loss(rows: Sequence[Row], logits: Tensor) -> Tensor:
    terms = []
    for name in sorted({r.group for r in rows if r.ranked}):
        at = [i for i, r in enumerate(rows) if r.group == name and r.ranked]
        good = torch.tensor([max(0.0, rows[i].answers) for i in at])
        if good.sum() > 0 and len(at) > 1:
            terms.append(-(good / good.sum() * F.log_softmax(logits[at], 0)).sum())
    return torch.stack(terms).mean() if terms else torch.zeros(())


def _blind_loss(rows: Sequence[Row], logits: Tensor) -> Tensor:
    """The spread of logits over paragraphs drawn blindly: what it measures can only come from the question's wording."""
    at = [i for i, r in enumerate(rows) if r.blind]
    return logits[at].var() if len(at) > 1 else torch.zeros(())
