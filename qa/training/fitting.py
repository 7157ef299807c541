"""The training loop, in bfloat16 where that is quick, on a GPU where there is one: a loss for each of three outputs, one for the order of a
question's passages, and one against answering by the wording of the question alone."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from typing import Any, NamedTuple

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

    `minutes` ends it early, the learning rate being planned over whichever ends first.
    """

    seed: int = 7
    pairs: int = 85_000
    examples_a_step: int = 40
    pairs_a_pass: int = 10  # pairs of like length that go through the network together
    rate: float = 1.2e-4
    new_heads_rate: float = 1e-3
    warm_up: float = 0.06
    minutes: float = 170.0
    grade_weight: float = 0.5
    evidence_weight: float = 0.5
    ranking_weight: float = 0.3
    blind_weight: float = 0.2


class Results(NamedTuple):
    """What a network says of n rows with m sentences in all: logits of shapes (n, 3), (n,) and (m,)."""

    grade: Tensor
    answers: Tensor
    evidence: Tensor


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


class Batch(NamedTuple):
    """n rows with m sentences in all, as tensors. Weights are 0 where a label is not known or does not count.

    `parts` are passes of rows of like length, in the order of the rows: ids, types, mask and, for each word piece, the
    number of its sentence (m for none), all of shape (rows, width).
    """

    parts: list[tuple[Tensor, Tensor, Tensor, Tensor]]
    answers: Tensor  # (n,)
    answers_weight: Tensor  # (n,)
    grade: Tensor  # (n, 3)
    grade_weight: Tensor  # (n,)
    row: Tensor  # (m,) the row of each sentence
    evidence: Tensor  # (m,)
    evidence_weight: Tensor  # (m,)
    empty: Tensor  # (n,) 1 where no sentence is evidence
    group: Tensor  # (n,) number of the group in which a row is ranked, below 0 for none, each then another
    share: Tensor  # (n,) of its group's answers, 0 where nothing is to be ranked
    groups: Tensor  # (1,) how many are to be ranked
    blind: Tensor  # (n,) 1 for a paragraph drawn without looking at the question


def device() -> torch.device:
    """Where networks are trained: the GPU if there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def precision() -> torch.dtype:
    """What networks are worked in: bfloat16 on a GPU and on a processor with AVX-512; on one without, where a product in
    bfloat16 took forty times as long as in float32 (AMD EPYC, PyTorch 2.13), the latter."""
    quick = torch.cuda.is_available() or torch.backends.cpu.get_cpu_capability().startswith("AVX512")
    return torch.bfloat16 if quick else torch.float32


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
    batches: Iterable[Batch],
    how: Fitting,
    say: Callable[[str], None],
) -> None:
    """Trains `network` in place, on `batches` until there were enough pairs; `say` gets progress lines."""
    torch.manual_seed(how.seed)
    network.to(device()).train()
    _freeze(network)
    worked = deepcopy(network).to(precision())
    optimiser = _optimiser(network, how)
    began, seen, losses = time.monotonic(), 0, []
    for step, given in enumerate(batches):
        spent = (time.monotonic() - began) / 60
        done = max(seen / how.pairs, spent / how.minutes) if how.pairs and how.minutes else 1.0
        if done >= 1:
            break
        _set_rate(optimiser, done, how.warm_up)
        losses.append(_step(network, worked, given, optimiser, how))
        seen += len(given.answers)
        if step % 100 == 0:
            mean = float(torch.stack(losses[-100:]).mean())
            say(f"{seen}/{how.pairs} pairs  loss {mean:.3f}  {seen / (60 * spent + 1e-9):.1f} pairs/s  {spent:.1f} min")
    network.eval()


def _freeze(network: Network) -> None:
    """Leaves the embeddings and the lowest third of the layers as they are: words and syntax do not change with the task,
    and a third of the time of the backward pass is saved."""
    layers = network.bert.encoder.layer
    for part in [network.bert.embeddings, *layers[: len(layers) // 3]]:
        part.requires_grad_(False)


def steps(epoch: Callable[[random.Random], Iterable[Group]], pairs: Pairs, how: Fitting) -> Iterator[Batch]:
    """The batches of step after step, without end. `epoch` draws the groups of one epoch.

    Raises ValueError where an epoch holds nothing that can be read.
    """
    rng, made = random.Random(how.seed), True
    while made:
        made = False
        groups = list(epoch(rng))
        rng.shuffle(groups)
        together: list[Example] = []
        for group in groups:
            together.extend(group)
            if len(together) >= how.examples_a_step or group is groups[-1]:
                rows = [r for r in (row(example, pairs) for example in together) if r]
                together = []
                if rows:
                    made = True
                    yield batch(rows, how.pairs_a_pass)
    raise ValueError("There is nothing to train on: no question has a paragraph that can be read beside it.")


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


def _step(network: Network, worked: Network, given: Batch, optimiser: torch.optim.Optimizer, how: Fitting) -> Tensor:
    """One step. Gradients come from `worked`, the network in `precision()`; the weights that are moved are in float32, since a
    step is smaller than bfloat16 can tell. On two cores this took a quarter to a third less time than casting layer by layer (autocast)."""
    there: Batch = _moved(given)
    total = loss(there, read(worked, there), how)
    worked.zero_grad()
    total.backward()  # type: ignore[no-untyped-call]
    moving = [
        (kept, used) for kept, used in zip(network.parameters(), worked.parameters(), strict=True) if kept.requires_grad
    ]
    for kept, used in moving:
        kept.grad = None if used.grad is None else used.grad.float()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    with torch.no_grad():
        for kept, used in moving:
            used.copy_(kept)
    return total.detach()


def _moved(given: Batch) -> Batch:
    def moved(part: Any) -> Any:
        return part.to(device(), non_blocking=True) if isinstance(part, Tensor) else type(part)(map(moved, part))

    return Batch(*map(moved, given))


def read(network: Network, given: Batch) -> Results:
    """The network's view of rows. The evidence of a sentence is the mean over its pieces."""
    seen = [network(ids, types, mask) for ids, types, mask, _ in given.parts]
    owner = torch.cat([part[3].flatten() for part in given.parts])
    tokens = torch.cat([out.evidence.float().flatten() for out in seen])
    sums = tokens.new_zeros(len(given.row) + 1).index_add(0, owner, tokens)
    sizes = tokens.new_zeros(len(given.row) + 1).index_add(0, owner, torch.ones_like(tokens))
    return Results(
        torch.cat([out.grade.float() for out in seen]),
        torch.cat([out.answers.float() for out in seen]),
        (sums / sizes.clamp(min=1))[:-1],
    )


def batch(rows: Sequence[Row], pairs_a_pass: int) -> Batch:
    """Rows as tensors, ordered by their length."""
    ordered = sorted(rows, key=lambda r: len(r.pair.ids))
    sentences = sum(len(r.pair.sentences) for r in ordered)
    number, parts = count(), []
    for at in range(0, len(ordered), pairs_a_pass):
        some = [r.pair for r in ordered[at : at + pairs_a_pass]]
        ids, types, mask = filled(some)
        owner = torch.full(ids.shape, sentences)
        for i, pair in enumerate(some):
            for _, first, end in pair.sentences:
                owner[i, first:end] = next(number)
        parts.append((ids, types, mask, owner))
    marks = [
        (i, float(mark), UNKNOWN not in r.evidence and any(r.evidence))
        for i, r in enumerate(ordered)
        for mark in r.evidence
    ]
    group, share, groups = _ranking(ordered)
    return Batch(
        parts,
        torch.tensor([max(0.0, r.answers) for r in ordered]),
        torch.tensor([float(r.answers != UNKNOWN) for r in ordered]),
        F.one_hot(torch.tensor([max(0, r.grade) for r in ordered]), 3).float(),
        torch.tensor([float(r.grade != UNKNOWN) for r in ordered]),
        torch.tensor([i for i, _, _ in marks]),
        torch.tensor([max(0.0, mark) for _, mark, _ in marks]),
        torch.tensor([float(told) for _, _, told in marks]),
        torch.tensor([float(bool(r.evidence) and not any(r.evidence)) for r in ordered]),
        group,
        share,
        groups,
        torch.tensor([float(r.blind) for r in ordered]),
    )  # fmt: skip


def _ranking(rows: Sequence[Row]) -> tuple[Tensor, Tensor, Tensor]:
    named: dict[str, list[int]] = {}
    for i, r in enumerate(rows):
        if r.ranked:
            named.setdefault(r.group, []).append(i)
    group, share, groups = list(range(-len(rows), 0)), [0.0] * len(rows), 0
    for number, places in enumerate(named.values()):
        good = [max(0.0, rows[i].answers) for i in places]
        counts = len(places) > 1 and sum(good) > 0
        groups += counts
        for i, one in zip(places, good, strict=True):
            group[i] = number
            share[i] = one / sum(good) if counts else 0.0
    return torch.tensor(group), torch.tensor(share), torch.tensor([float(groups)])


def filled(pairs: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, types and mask of pairs, filled up to the longest."""
    width = max(len(p.ids) for p in pairs)
    ids, types, mask = (torch.zeros(len(pairs), width, dtype=torch.long) for _ in range(3))
    for i, pair in enumerate(pairs):
        ids[i, : len(pair.ids)] = torch.tensor(pair.ids)
        types[i, pair.question : len(pair.ids)] = 1
        mask[i, : len(pair.ids)] = 1
    return ids, types, mask


def loss(given: Batch, found: Results, how: Fitting) -> Tensor:
    """The weighted sum of the losses over the rows of a batch."""
    told = F.binary_cross_entropy_with_logits(found.answers, given.answers, reduction="none")
    graded = F.cross_entropy(found.grade, given.grade, reduction="none")
    return (
        _mean(told, given.answers_weight)
        + how.grade_weight * _mean(graded, given.grade_weight)
        + how.evidence_weight * _evidence_loss(given, found.evidence)
        + how.ranking_weight * _ranking_loss(given, found.answers)
        + how.blind_weight * _blind_loss(given, found.answers)
    )


def _mean(values: Tensor, weights: Tensor) -> Tensor:
    return (values * weights).sum() / weights.sum().clamp(min=1)


def _evidence_loss(given: Batch, logits: Tensor) -> Tensor:
    told = F.binary_cross_entropy_with_logits(logits, given.evidence, reduction="none")
    rows = len(given.empty)
    highest = logits.new_zeros(rows).scatter_reduce(0, given.row, logits, "amax", include_self=False)
    worst = F.softplus(highest)  # of a passage without evidence the likeliest sentence counts, as none
    return _mean(torch.cat([told, worst]), torch.cat([given.evidence_weight, given.empty]))


def _ranking_loss(given: Batch, logits: Tensor) -> Tensor:
    """ListNet's cross entropy (Cao et al. 2007) over the ranked rows of each group."""
    together = given.group[:, None] == given.group[None]
    total = logits[None].masked_fill(~together, -1e4).logsumexp(1)
    return ((total - logits) * given.share).sum() / given.groups.clamp(min=1)[0]


def _blind_loss(given: Batch, logits: Tensor) -> Tensor:
    """The spread of logits over paragraphs drawn blindly: what it measures can only come from the question's wording."""
    mean = _mean(logits, given.blind)
    return ((logits - mean).square() * given.blind).sum() / (given.blind.sum() - 1).clamp(min=1)
