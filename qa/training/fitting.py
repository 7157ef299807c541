"""The training loop: groups of examples, three losses and a ranking loss, in bfloat16, on a GPU where there is one."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from qa.reader import Pair, Pairs
from qa.training.examples import UNKNOWN, Example
from qa.training.network import Network

Group = list[Example]


@dataclass(frozen=True, slots=True)
class Fitting:
    """Settings of a run over so many `pairs`: the data is gone over as often as that takes.

    `minutes` ends it early, the learning rate being planned over whichever ends first. `teaching` is the weight of the
    teachers' opinion against that of the labels, where there are teachers.
    """

    seed: int = 7
    pairs: int = 130_000
    examples_a_step: int = 40
    pairs_a_pass: int = 10  # pairs of like length that go through the network together
    rate: float = 8e-5
    new_heads_rate: float = 1e-3
    warm_up: float = 0.06
    minutes: float = 170.0
    dropout: float = 0.0  # drawing masks takes time; in a short training on a processor it is not worth it
    frozen: float = 1 / 3  # of the layers, from below, and the embeddings with them; 0 trains everything
    grade_weight: float = 0.5
    evidence_weight: float = 0.5
    ranking_weight: float = 0.3
    blind_weight: float = 0.05
    teaching: float = 0.5


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


class Results(NamedTuple):
    """What a network says of n rows with m sentences in all: logits of shapes (n, 3), (n,) and (m,)."""

    grade: Tensor
    answers: Tensor
    evidence: Tensor


def device() -> torch.device:
    """Where networks are trained: the GPU if there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


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
    teachers: Sequence[Network] = (),
) -> None:
    """Trains `network` in place. `epoch` draws the groups of one epoch; `say` gets progress lines.

    Where there are `teachers`, half of what is to be learnt is the mean of what they say (Hinton et al. 2015,
    "Distilling the knowledge in a neural network").
    """
    torch.manual_seed(how.seed)
    rng = random.Random(how.seed)
    network.to(device()).train()
    for teacher in teachers:
        teacher.to(device()).eval()
    network.drop_out(how.dropout)
    network.freeze(how.frozen)
    optimiser = _optimiser(network, how)
    began, seen, losses = time.monotonic(), 0, []
    for count, batch in enumerate(_steps(epoch, how, rng)):
        spent = (time.monotonic() - began) / 60
        done = max(seen / how.pairs, spent / how.minutes) if how.minutes else 1.0
        if done >= 1:
            break
        _set_rate(optimiser, done, how.warm_up)
        rows = [r for r in (row(example, pairs) for example in batch) if r]
        losses.append(_step(network, rows, optimiser, how, teachers))
        seen += len(rows)
        if count % 100 == 0:
            mean = float(torch.stack(losses[-100:]).mean())
            say(f"{seen}/{how.pairs} pairs  loss {mean:.3f}  {seen / (60 * spent + 1e-9):.1f} pairs/s  {spent:.1f} min")
    network.eval().cpu()


def _steps(
    epoch: Callable[[random.Random], Iterable[Group]], how: Fitting, rng: random.Random
) -> Iterator[list[Example]]:
    while True:
        groups = list(epoch(rng))
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
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def _set_rate(optimiser: torch.optim.Optimizer, done: float, warm_up: float) -> None:
    share = done / warm_up if done < warm_up else (1 - done) / (1 - warm_up)
    for group in optimiser.param_groups:
        group["lr"] = group["base"] * max(share, 0.02)


def _step(
    network: Network, rows: Sequence[Row], optimiser: torch.optim.Optimizer, how: Fitting, teachers: Sequence[Network]
) -> Tensor:
    ordered = sorted(rows, key=lambda r: len(r.pair.ids))
    parts = [ordered[i : i + how.pairs_a_pass] for i in range(0, len(ordered), how.pairs_a_pass)]
    results = _joined([read(network, part) for part in parts])
    with torch.no_grad():
        taught = [_joined([read(teacher, part) for part in parts]) for teacher in teachers]
    total = loss(ordered, results, how, taught)
    optimiser.zero_grad()
    total.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    return total.detach()


def read(network: Network, rows: Sequence[Row]) -> Results:
    """The network's view of rows, in one pass. The evidence of a sentence is the mean over its pieces."""
    pairs = [r.pair for r in rows]
    ids, types, mask = (part.to(device()) for part in batch(pairs))
    counts = [0, *accumulate(len(pair.sentences) for pair in pairs)]
    owner = torch.full(ids.shape, counts[-1])  # of pieces that belong to no sentence, one sentence too many
    for i, pair in enumerate(pairs):
        for k, (_, a, b) in enumerate(pair.sentences):
            owner[i, a:b] = counts[i] + k
    with torch.autocast(device().type, dtype=torch.bfloat16):
        out = network(ids, types, mask)
    owner = owner.to(device()).flatten()
    sums = torch.zeros(counts[-1] + 1, device=device()).index_add(0, owner, out.evidence.float().flatten())
    sizes = torch.bincount(owner, minlength=counts[-1] + 1)
    return Results(out.grade.float(), out.answers.float(), (sums / sizes.clamp(min=1))[:-1])


def _joined(parts: Sequence[Results]) -> Results:
    return Results(*(torch.cat(tensors) for tensors in zip(*parts, strict=True)))


def batch(pairs: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, types and mask of pairs, filled up to the longest."""
    width = max(len(p.ids) for p in pairs)
    ids, types, mask = (torch.zeros(len(pairs), width, dtype=torch.long) for _ in range(3))
    for i, pair in enumerate(pairs):
        ids[i, : len(pair.ids)] = torch.tensor(pair.ids)
        types[i, pair.question : len(pair.ids)] = 1
        mask[i, : len(pair.ids)] = 1
    return ids, types, mask


def loss(rows: Sequence[Row], results: Results, how: Fitting, taught: Sequence[Results] = ()) -> Tensor:
    """The weighted sum of the losses over rows, which are in the order of the results."""
    lesson = Results(*(torch.stack(parts) for parts in zip(*taught, strict=True))) if taught else None
    return (
        _answers_loss(rows, results.answers, how, lesson)
        + how.grade_weight * _grade_loss(rows, results.grade, how, lesson)
        + how.evidence_weight * _evidence_loss(rows, results.evidence, how, lesson)
        + how.ranking_weight * _ranking_loss(rows, results.answers)
        + how.blind_weight * _blind_loss(rows, results.answers)
    )


def _answers_loss(rows: Sequence[Row], logits: Tensor, how: Fitting, lesson: Results | None) -> Tensor:
    known = [i for i, r in enumerate(rows) if r.answers != UNKNOWN]
    wanted = torch.tensor([rows[i].answers for i in known], device=logits.device)
    if lesson:
        wanted = torch.lerp(wanted, lesson.answers[:, known].sigmoid().mean(0), how.teaching)
    return F.binary_cross_entropy_with_logits(logits[known], wanted)


def _grade_loss(rows: Sequence[Row], logits: Tensor, how: Fitting, lesson: Results | None) -> Tensor:
    known = [i for i, r in enumerate(rows) if r.grade != UNKNOWN]
    wanted = F.one_hot(torch.tensor([rows[i].grade for i in known], device=logits.device), 3).float()
    if lesson:
        wanted = torch.lerp(wanted, lesson.grade[:, known].softmax(-1).mean(0), how.teaching)
    return F.cross_entropy(logits[known], wanted)


def _evidence_loss(rows: Sequence[Row], logits: Tensor, how: Fitting, lesson: Results | None) -> Tensor:
    marks = torch.tensor([*chain.from_iterable(r.evidence for r in rows)], device=logits.device).float()
    owner = [i for i, r in enumerate(rows) for _ in r.evidence]
    told = {i for i, r in enumerate(rows) if UNKNOWN not in r.evidence and any(r.evidence)}
    empty = [i for i, r in enumerate(rows) if r.evidence and not any(r.evidence)]
    at = [k for k, i in enumerate(owner) if i in told]
    wanted = marks[at]
    if lesson:
        wanted = torch.lerp(wanted, lesson.evidence[:, at].sigmoid().mean(0), how.teaching)
    of = torch.tensor(owner, device=logits.device)
    highest = torch.zeros(len(rows), device=logits.device).scatter_reduce(0, of, logits, "amax", include_self=False)
    worst = highest[empty]  # of a passage without evidence the likeliest sentence counts
    pieces = torch.cat([logits[at], worst])
    return F.binary_cross_entropy_with_logits(pieces, torch.cat([wanted, torch.zeros_like(worst)]))


def _ranking_loss(rows: Sequence[Row], logits: Tensor) -> Tensor:
    groups: dict[str, list[int]] = {}
    for i, r in enumerate(rows):
        if r.ranked:
            groups.setdefault(r.group, []).append(i)
    kept = [at for at in groups.values() if len(at) > 1 and any(rows[i].answers > 0 for i in at)]
    if not kept:
        return logits.new_zeros(())
    width = max(map(len, kept))
    places = torch.tensor([at + [at[0]] * (width - len(at)) for at in kept], device=logits.device)
    there = torch.tensor([[k < len(at) for k in range(width)] for at in kept], device=logits.device)
    good = torch.tensor([[max(0.0, rows[i].answers) for i in at] + [0.0] * (width - len(at)) for at in kept])
    share = (good / good.sum(1, keepdim=True)).to(logits.device)
    chances = logits[places].masked_fill(~there, -1e4).log_softmax(1)
    return -(share * chances).sum(1).mean()


def _blind_loss(rows: Sequence[Row], logits: Tensor) -> Tensor:
    """The spread of logits over paragraphs drawn blindly: what it measures can only come from the question's wording."""
    at = [i for i, r in enumerate(rows) if r.blind]
    return logits[at].var() if len(at) > 1 else logits.new_zeros(())
