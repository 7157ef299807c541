"""The answer to a question that names a place: what stands there, in which reports, and what there is where nothing does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from index.library import Loaded
from index.model import Span
from index.scope import canonical, identity
from qa import lookup
from qa.lookup import Place
from qa.model import Answer, Citation, Outcome, Understanding
from qa.retrieve import Candidate
from qa.understand import FEW, not_in_scope
from qa.words import content, stem, words

_RANKED = 20
_NEAREST = 3
# "What does it say about meals?"; not "explain it", "which page is it on?".
_ABOUT = re.compile(r"\b(?:about|regarding|concerning|mention\w*|covers?|refers? to)\s+\w", re.I)
_PARAGRAPHS = 40  # paragraphs at most where the place is in several reports; of one report all are shown
Spans = Callable[[str, Sequence[Candidate]], list[tuple[tuple[Span, ...], bool]]]


def look_up(
    asked: str,
    places: Sequence[Place],
    understanding: Understanding,
    among: Sequence[Loaded],
    spans: Spans,
    missing: str,
) -> Answer:
    """What stands at the places, report by report. `spans` says what to quote of each paragraph where something is asked
    of them, and whether it speaks of that.

    Of a part or a page that is asked about something, the paragraphs are shown that speak of it, in printed order; where
    none does, all of them, and `reason` says so. Paragraphs that were named are all shown.

    `missing` is an authority or year that the question names and there is no report of: then nothing is found. Where
    many reports have such a place, a few are shown and `reason` says how many there are and how to choose.
    """
    found = [] if missing else _at(places, among)
    if not (found or missing):
        loose = [replace(place, loose=True) for place in places]
        found = _at(loose, among)
        places = loose if found else places
    if not found:
        reason = not_in_scope(missing) if missing else _not_there(places, among)
        near = _nearest(places, among)
        nearest = _cited(zip(near, spans("", near), strict=True), 0.0)
        return Answer(
            asked, Outcome.NOT_ANSWERED, understanding, nearest=nearest[:_NEAREST], ranked=nearest, reason=reason
        )
    shown = _shown(found)
    candidates = [Candidate(report, i, 0.0, 0.0, 0.0) for report, positions in shown for i in positions]
    subject = lookup.subject(places[0], understanding.scope_words)
    quoted = list(zip(candidates, spans(subject, candidates), strict=True))
    silent = ""
    in_part = all(place.sort in ("section", "page") for place in places)
    if content(subject) and (in_part or _ABOUT.search(places[0].rest)):
        speaking = [(c, said) for c, said in quoted if said[1] or (not in_part and _has_words(subject, c))]
        silent = _silent(places, shown, [c for c, _ in speaking])
        if not speaking:
            quoted = list(zip(candidates, spans("", candidates), strict=True))
        elif in_part:
            quoted = speaking
    citations = _cited(quoted, 1.0)
    said = (silent, _counted(places, shown), _chosen(places, found, shown) or _lacking(places, among))
    return Answer(
        asked, Outcome.FOUND, understanding, citations, ranked=citations[:_RANKED], confidence=1.0,
        reason=" ".join(sentence for sentence in said if sentence), in_order=True,
    )  # fmt: skip


def _at(places: Sequence[Place], among: Sequence[Loaded]) -> list[tuple[Loaded, list[int]]]:
    """The reports that have something at the places, each with the positions."""
    at = [(report, sorted({i for p in places for i in lookup.resolve(p, report.paragraphs)})) for report in among]
    return [(report, positions) for report, positions in at if positions]


def read_as(places: Sequence[Place], understanding: Understanding) -> str:
    """The question as it was understood: the place in words, where it was not named in the usual way."""
    if all(place.plain for place in places):
        return understanding.question
    rest = " ".join(places[0].rest.split()).strip(" ?.!,;:–-")
    about = content(lookup.subject(places[0], understanding.scope_words))
    return f"{_names(places)}: {rest}" if about else _names(places)


def _shown(found: Sequence[tuple[Loaded, list[int]]]) -> list[tuple[Loaded, list[int]]]:
    """All of them, or of many the newest of each authority, newest first, as long as it is not too much to read."""
    if len(found) <= FEW:
        few = list(found)
    else:
        newest: dict[str, tuple[Loaded, list[int]]] = {}
        for report, positions in sorted(found, key=lambda f: (str(f[0].info.date or ""), f[0].info.slug), reverse=True):
            newest.setdefault(identity(report.info.authority), (report, positions))
        few = list(newest.values())[:FEW]
    while len(few) > 1 and sum(len(positions) for _, positions in few) > _PARAGRAPHS:
        few.pop()
    return few


def _silent(places: Sequence[Place], shown: Sequence[tuple[Loaded, list[int]]], speaking: Sequence[Candidate]) -> str:
    """In which reports nothing at the place speaks of what is asked; "" where something does in each."""
    rows = {candidate.report.row for candidate in speaking}
    without = [_name(report) for report, _ in shown if report.row not in rows]
    if not without:
        return ""
    if speaking:
        return f"Nothing that speaks of it was found in {_names(places)} of {_listed(without)}."
    return f"Nothing in {_names(places)} was found to speak of it: this is all that stands there, not an answer."


def _has_words(subject: str, candidate: Candidate) -> bool:
    """Whether the paragraph has every word of the subject, in whatever form."""
    return {stem(word) for word in content(subject)} <= {stem(word) for word in words(candidate.paragraph.text)}


def _counted(places: Sequence[Place], shown: Sequence[tuple[Loaded, list[int]]]) -> str:
    """In which list of which report an "area for improvement 3" was counted, under which heading a section stands; "" where it is
    printed so."""
    lists: dict[tuple[str, str, str], list[str]] = {}
    for place in places:
        for report, _ in shown:
            heading = lookup.heading(place, report.paragraphs)
            if heading:
                absent = lookup.absent(place, report.paragraphs)
                there = replace(place, numbers=tuple(n for n in place.numbers if n not in absent))
                how = "what stands under" if place.chapter else "counted in the list"
                lists.setdefault((there.name, heading, how), []).append(_name(report))
    return " ".join(
        f"{name[0].upper()}{name[1:]}: {how} “{heading}” of {_listed(reports)}."
        for (name, heading, how), reports in lists.items()
    )


def _chosen(
    places: Sequence[Place], found: Sequence[tuple[Loaded, list[int]]], shown: Sequence[tuple[Loaded, list[int]]]
) -> str:
    """That many reports have the place, which are shown, and how to choose; "" where all are shown."""
    if len(shown) == len(found):
        return ""
    example = shown[-1][0]
    return (
        f"{len(found)} reports have {_some(places)}. Shown here: {_listed(_name(report) for report, _ in shown)}. "
        f"Which one do you mean? Name it, as in “{_names(places).removeprefix('the ')} in {_name(example)}”, or change what is searched."
    )


def _lacking(places: Sequence[Place], among: Sequence[Loaded]) -> str:
    """What is not there in which of the few reports in scope, and what they have; "" where all of it is."""
    if len(among) > FEW:
        return ""
    lacking = []
    for report in among:
        for place in places:
            absent = lookup.absent(place, report.paragraphs)
            there = lookup.there_is(place, report.paragraphs)
            if absent and not there.startswith("no "):
                lacking.append(f"{_name(report)} has {there}, but not {replace(place, numbers=absent).name}")
            elif not lookup.resolve(place, report.paragraphs):
                lacking.append(f"{_name(report)} has {there}")
    return f"{'; '.join(lacking)}." if lacking else ""


def _not_there(places: Sequence[Place], among: Sequence[Loaded]) -> str:
    several = len(places) > 1 or len(places[0].numbers) > 1
    first = places[0]
    if first.numbers and all(number.split(".")[-1] == "0" for number in first.numbers):
        said = f"There is no {first.noun()} before the first one."
    else:
        said = f"There {'are' if several else 'is'} no {_names(places).removeprefix('the ')} here."
    if len(among) <= FEW:
        there = "; ".join(f"{_name(r)} has {_listed(lookup.there_is(p, r.paragraphs) for p in places)}" for r in among)
        said += f" {there}."
    elif first.sort == "item":
        said += f" None of the {len(among)} reports that were searched has one."
    else:
        most = max(among, key=lambda report: _highest(places[0], report))
        said += (
            f" None of the {len(among)} reports that were searched has one; {_name(most)} goes furthest, with "
            f"{lookup.there_is(places[0], most.paragraphs)}."
        )
    if first.sort == "page" and not first.plain and _as_paragraphs(first, among):
        said += f" “p.” was read as page; for the paragraph ask: para {' and '.join(first.numbers)}."
    return said


def _highest(place: Place, report: Loaded) -> int:
    if place.sort == "page":
        return max(lookup.pages(report.paragraphs), default=0)
    if place.called:
        return len(
            lookup.resolve(replace(place, numbers=tuple(map(str, range(1, 100))), counted=True), report.paragraphs)
        )
    numbers = [int(p.number) for p in report.paragraphs if p.number and p.number.isdigit()]
    return max(numbers, default=0)


def _nearest(places: Sequence[Place], among: Sequence[Loaded]) -> list[Candidate]:
    """What is printed nearest to the first place, in the newest reports first."""
    first = places[0]
    newest = sorted(among, key=lambda r: (str(r.info.date or ""), r.info.slug), reverse=True)
    # "p66" may have meant the paragraph.
    meant = _as_paragraphs(first, newest) if first.sort == "page" and not first.plain else []
    near = [(off, n, i) for n, r in enumerate(newest) for off, i in lookup.nearest(first, r.paragraphs)[:_RANKED]]
    found = [Candidate(newest[n], i, 0.0, 0.0, 0.0) for _, n, i in sorted(near)]
    return list({(c.report.row, c.position): c for c in [*meant, *found]}.values())[:_RANKED]


def _as_paragraphs(page: Place, among: Sequence[Loaded]) -> list[Candidate]:
    return [
        Candidate(report, i, 0.0, 0.0, 0.0)
        for report in among
        for i, paragraph in enumerate(report.paragraphs)
        if paragraph.number in page.numbers
    ]


def _cited(quoted: Iterable[tuple[Candidate, tuple[tuple[Span, ...], bool]]], score: float) -> tuple[Citation, ...]:
    return tuple(Citation.of(c.report, c.paragraph, spans, score) for c, (spans, _) in quoted)


def _name(report: Loaded) -> str:
    info = report.info
    return f"{canonical(info.authority) or info.title} {info.year or ''}".strip()


def _names(places: Sequence[Place]) -> str:
    return _listed(place.name for place in places)


def _some(places: Sequence[Place]) -> str:
    """ "a paragraph 66", "paragraphs 93 to 95", "an executive summary"."""
    one = len(places) == 1 and len(places[0].numbers) < 2
    name = _names(places).removeprefix("the ")
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}" if one else name


def _listed(names: Iterable[str]) -> str:
    parts = list(dict.fromkeys(names))
    return parts[0] if len(parts) < 2 else f"{', '.join(parts[:-1])} and {parts[-1]}"
