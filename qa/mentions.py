"""Words that a question asks the reports for ("which reports mention family group conferences?"), and names of programmes and
ways of working ("which authorities use Signs of Safety?"), are found by the words, not by what is near them in meaning, and counted.

The endings of words do not matter, nor do capitals, but in a single word typed with one that is mostly another word ("Prevent"). An
abbreviation is found by what it stands for, and the other way round.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from index.library import Loaded
from index.model import Grade, Kind, Span
from index.sentences import sentences
from qa import choose, recommendations
from qa.inspections import called
from qa.model import Citation, Expansion
from qa.understand import wants_all
from qa.words import AUTHORITIES, AUTHORITY, STOP, WORD, content, stem, words

_FEW = 3  # words of meaning at most that are a term; what is longer is searched by its meaning
_MOST = 40  # paragraphs at most that are all shown
_SURE = 3.0  # the score of what is no guess
_AS_A_NAME = 2 / 3  # of the places where words are printed, the share with capitals from which they are a name
_BEGINNING = 4  # letters in which a stem and its word agree
_REPORTS = (
    rf"(?:(?:of )?(?:the |these |those |this |our )?(?:\w+ )?(?:{AUTHORITY}|{AUTHORITIES}|areas|places|"
    r"reports?|inspections?|paragraphs?|paras?|passages?)\b['’]?s?\s*(?:reports?|inspections?)?"
    r"(?:(?:of|in) (?:the|this|our) (?:\w+ )?report)?)"
)
_USES = (
    r"(?:(?:are|is|have|has) )?(?:(?:also|already|currently|now|still) )?(?:us(?:e|es|ed|ing)|have|has|adopted|belong(?:s|ing)? to|"
    r"follow(?:s|ing)?|introduced|offer(?:s|ing)?|operat(?:e|es|ing)|run(?:s|ning)?|shar(?:e|es|ing)|(?:a )?(?:part|members?) of|"
    r"signed up to)(?: (?:the|an?|their(?: own)?))?"
)
_MENTION = (
    r"(?:(?:ever|even|actually|specifically|also)\s+)*(?:mention(?:s|ed|ing)?|refer(?:s|red|ring)? to|"
    r"(?:use|contain|have|print)(?:s|ed)? the (?:words?|terms?|phrases?|names?))\s+(?P<of>.+)$"
)
_NOT = r"(?P<not>(?:do|does|did)(?:n['’]?t| not)|never|fail(?:s|ed)? to)"
_PLEASE = r"(?:(?:please|can you|could you|show me|tell me|give me|list|find|and|so)[ ,]+)*"
_FORMS = (
    rf"^{_PLEASE}(?:all )?(?:(?:which|what|how many|any)\s+)?{_REPORTS}\s+"
    rf"(?:(?:that|which)\s+)?(?:{_NOT}\s+|(?:do|does|did)\s+)?{_MENTION}",
    rf"^{_PLEASE}(?:all|any|each|every)\s+(?:the )?(?:mentions?|references?) (?:of|to)\s+(?P<of>.+)$",
    rf"^(?:do|does|did) any\s+{_REPORTS}\s+{_MENTION}",
    rf"^(?:(?:which|what|how many)\s+{_REPORTS}|(?:do|does|did) any\s+{_REPORTS}|who(?= us))\s+(?:{_NOT}\s+)?"
    rf"(?P<uses>{_USES})\s+(?P<of>.+)$",
    rf"^(?:who|where (?:do|does|did) (?:they|inspectors|{_REPORTS})) {_MENTION}",
    rf"^(?:where|in (?:which|what|how many) {_REPORTS})\s*(?:is|are|was|were)\s+(?P<of>.+?)\s+(?:mentioned|referred to)\b",
    r"^(?:is|are|was|were)\s+(?P<of>.+?)\s+(?:ever |even |actually )?(?:mentioned|referred to)\s+(?:in )?(?:any|which|what)\b",
)
_ASKED = tuple(re.compile(form, re.I) for form in _FORMS)
_AROUND = re.compile(  # the term
    r"^(?:(?:the|a|an|any)\s+)?(?:(?:words?|terms?|phrases?)\s+)?|[\"“”‘?!]|"
    r"\s+(?:at all|anywhere|(?:in|across) (?:them|it|the reports?|this report|any reports?|any of them))\W*$",
    re.I,
)
_CLAUSE = re.compile(
    r" – |\b(?:that|what|which|who|how|why|they|it|is|are|was|were|do|does|don['’]?t|did|but|not|without|except)\b",
    re.I,
)
_TOO_LONG = "Which reports do not mention something is told of terms of up to three words only. Please shorten it."
_NOT_OF_USE = "Whether it is in use there, please read in the paragraphs."
_OR = re.compile(r"\s*,\s*(?:or\s+|and\s+)?|\s+(?:and/)?or\s+|\s*/\s*", re.I)
_SHARED = re.compile(
    r"\s+(?:families|children|(?:young )?people|communities|pupils|parents|boys|girls)$", re.I
)  # of a list of groups
_AND = re.compile(r"\s+(?:and|&)\s+", re.I)
_SORT = re.compile(  # behind a name
    r"\s+(?:(?:fostering|practice|social work) )?"
    r"(?:apps?|approach|frameworks?|hubs?|methods?|models?|programmes?|projects?|schemes?|services?|tools?|ways? of working)$"
)
_GRADES = frozenset(grade.value.lower() for grade in Grade)
_Places = dict[tuple[int, int], tuple[Span, ...]]  # sentences, by report and paragraph


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where a term stands: `found` in the order of the reports, all or one a report; `said` is the sentence that counts them or
    says that none has it, or which reports do not where just that is asked (`without`)."""

    found: tuple[Citation, ...]
    said: str
    without: bool = False


def mentioned(question: str, added: Sequence[Expansion], among: Sequence[Loaded]) -> Mentions | None:
    """Where the term stands that the question asks the reports for; None where it asks for none, or for more than a term, and of
    one report where it does not stand there as it is typed, or very often.

    `added` are the other words for the words of the question.
    """
    match = next(filter(None, (pattern.match(question) for pattern in _ASKED)), None)
    if not match or (len(among) == 1 and not wants_all(question)):
        return None
    term = match["of"]
    while (bare := _AROUND.sub("", term).strip(" ’'.,;:")) != term:
        term = bare
    if _CLAUSE.search(term):  # and no term
        return None
    pieces = [piece for piece in _OR.split(term) if piece]
    if len(pieces) > 1:  # "Gypsy, Roma or Traveller families"
        pieces[-1] = _SHARED.sub("", pieces[-1])
    if match.groupdict().get("uses"):
        pieces = [_named_thing(piece, match, among) for piece in pieces]
    not_there = bool(match.groupdict().get("not"))
    if not pieces or not all(content(piece) and (_short(piece) or _typed_as_a_name(piece, match)) for piece in pieces):
        return Mentions((), _TOO_LONG) if not_there and all(pieces) else None
    if len(among) == 1 and not all(0 < len(_printed(piece, added, among)) <= _MOST for piece in pieces):
        return None
    standing = {piece: held for whole in pieces for piece, held in _standing(whole, added, among).items()}
    there = {at: held for places in standing.values() for at, held in places.items()}
    missing = " or ".join(f"“{piece}”" for piece, places in standing.items() if not places)
    lacking = f"No paragraph of the {len(among)} reports that were searched has {missing}." if missing else ""
    forms = [form for piece, places in standing.items() if places for form in _named(piece, places, added, among)]
    named = " or ".join(dict.fromkeys(forms))
    if not_there:
        near = {at for piece in standing for at in _where([_stems(piece)], among, _together)}
        return Mentions((), _without(named, {*there, *near}, among) if there else lacking, without=True)
    found, said = _shown(named, there, among) if there else ((), "")
    of_use = _NOT_OF_USE if found and match.groupdict().get("uses") else ""
    return Mentions(found, " ".join(filter(None, (said, of_use, lacking))))


def _short(piece: str) -> bool:
    return len(content(piece)) <= _FEW


def _typed_as_a_name(piece: str, match: re.Match[str]) -> bool:
    """Whether it is typed with capitals, in a question that is not."""
    before, run = WORD.findall(match.string[: match.start("of")]), WORD.findall(piece)
    return before[-1].islower() and bool(run) and _capital(run) and not _opens_or_ends_small(run)


def _named_thing(piece: str, match: re.Match[str], among: Sequence[Loaded]) -> str:
    """The name that it is, without "model" or the like: what is typed with capitals or in quotation marks, or is two words or more
    that are mostly printed with capitals; "" where it is none ("good plans")."""
    term = _SORT.sub("", match["of"].strip(" ?.!"))
    quoted = term.startswith(("'", '"', "‘", "“")) and term.endswith(("'", '"', "’", "”"))
    for one in (_SORT.sub("", piece), piece):
        run = words(one)
        printed_so = len(run) > 1 and not _opens_or_ends_small(run) and _names({_stems(one): run}, among)
        if one.lower() in _GRADES or recommendations.asks(one):
            return ""
        if quoted or _typed_as_a_name(one, match) or printed_so:
            return one
    return ""


def named_in(question: str, among: Sequence[Loaded]) -> Callable[[str], bool] | None:
    """Whether a text has a name that the question names, of a programme or a way of working: two words or more that are typed with
    capitals, or mostly printed so ("which authorities use signs of safety?"). None where it has no such that is printed.
    """
    typed = WORD.findall(question)
    typed = words(question) if 2 * sum(map(str.isupper, typed)) > len(typed) else typed
    runs = [typed[at : at + size] for size in range(4, 1, -1) for at in range(len(typed) - size + 1)]
    names = _names({_stems(" ".join(run)): run for run in runs if not _opens_or_ends_small(run)}, among)
    return (lambda text: any(_in_a_row(name, text) for name in names)) if names else None


def _opens_or_ends_small(run: Sequence[str]) -> bool:
    """Whether it opens or ends with a word of no meaning; "Own" of "Mind of My Own" is none."""
    return run[0].lower() in STOP or (run[-1].lower() in STOP and run[-1].islower())


def _names(rows: Mapping[tuple[str, ...], Sequence[str]], among: Sequence[Loaded]) -> list[tuple[str, ...]]:
    """Those of the rows of stems, each with its words as typed, that are printed, and typed with capitals or mostly printed so."""
    printed: Counter[tuple[str, ...]] = Counter()
    with_capitals: Counter[tuple[str, ...]] = Counter()
    for n, at in _where(list(rows), among, _in_a_row):
        there = WORD.findall(among[n].paragraphs[at].text)
        stems = [stem(word.lower()) for word in there]
        for row in rows:
            for start in range(len(there) - len(row) + 1):
                if tuple(stems[start : start + len(row)]) == row:
                    printed[row] += 1
                    with_capitals[row] += _capital(there[start : start + len(row)])
    return [row for row in printed if _capital(rows[row]) or with_capitals[row] >= _AS_A_NAME * printed[row]]


def _capital(run: Sequence[str]) -> bool:
    return all(word[0].isupper() or word in STOP for word in run)


def _standing(term: str, added: Sequence[Expansion], among: Sequence[Loaded]) -> dict[str, _Places]:
    """Where the term stands; of "a and b" each of the two, unless neither is printed, or one of them hardly stands without the
    other ("health and wellbeing boards")."""
    whole = _holding(term, added, among)
    if not _AND.search(term):
        return {term: whole}
    parts = {part: _holding(part, added, among) for part in _AND.split(term)}
    if not any(_printed(part, added, among) for part in parts):
        return {term: whole}
    return {term: whole} if 2 * len(whole) >= min(map(len, parts.values())) > 0 else parts


def _named(term: str, places: _Places, added: Sequence[Expansion], among: Sequence[Loaded]) -> list[str]:
    """What was found of the term, as people are told: nothing is said to be printed that is not printed so."""
    texts = [among[n].paragraphs[at].text[span.start : span.end] for (n, at), held in places.items() for span in held]
    printed = [f"“{form}”" for form in _forms(term, added) if any(_in_a_row(_stems(form), text) for text in texts)]
    return printed or [f"“{term}” (its words in one sentence)"]


def _holding(term: str, added: Sequence[Expansion], among: Sequence[Loaded]) -> _Places:
    """Where the words stand in a row, or what they stand for; where they do nowhere, all of them in one sentence."""
    rows = [_stems(form) for form in _forms(term, added)]
    found = _printed(term, added, among)
    if len(content(term)) > 1:
        return found or _where(rows, among, _together)
    named = (
        _where(rows, among, lambda wanted, sentence: _as_a_name(term, wanted, sentence)) if term[0].isupper() else {}
    )
    return named if 0 < len(named) < len(found) / 2 else found  # "Prevent" is mostly another word


def _printed(term: str, added: Sequence[Expansion], among: Sequence[Loaded]) -> _Places:
    """Where the words stand in a row, or what they stand for."""
    return _where([_stems(form) for form in _forms(term, added)], among, _in_a_row)


def _forms(term: str, added: Sequence[Expansion]) -> list[str]:
    """The term, and with the other words in it."""
    others = (re.sub(rf"\b{re.escape(e.term)}\b", e.meaning, term, flags=re.I) for e in added)
    return list({_stems(form): form for form in (*others, term) if words(form)}.values())[::-1]


def _stems(text: str) -> tuple[str, ...]:
    return tuple(map(stem, words(text)))


def _in_a_row(wanted: tuple[str, ...], sentence: str) -> bool:
    return f" {' '.join(wanted)} " in f" {' '.join(_stems(sentence))} "


def _together(wanted: tuple[str, ...], sentence: str) -> bool:
    return {one for one in wanted if one not in STOP} <= {*_stems(sentence)}


def _as_a_name(name: str, wanted: tuple[str, ...], sentence: str) -> bool:
    """Whether the sentence has the word with the capital that only a name has within a sentence; what stands for it in a row."""
    if wanted != _stems(name):
        return _in_a_row(wanted, sentence)
    typed = WORD.findall(sentence)
    capitals = [word for at, word in enumerate(typed) if word.isupper() or (at and word[0].isupper())]
    one = words(name)[0]
    return not {one, f"{one}s", one.removesuffix("s")}.isdisjoint(words(" ".join(capitals)))  # not "Preventing"


def _where(
    rows: Sequence[tuple[str, ...]], among: Sequence[Loaded], holds: Callable[[tuple[str, ...], str], bool]
) -> _Places:
    """The paragraphs with a sentence that holds one of the rows of stems, and those sentences."""
    found: _Places = {}
    for n, report in enumerate(among):
        for at, paragraph in enumerate(report.paragraphs):
            small = paragraph.text.lower()
            near = [row for row in rows if all(one[:_BEGINNING] in small for one in row)]
            if not near or paragraph.kind is Kind.BOILERPLATE:
                continue
            texts = [paragraph.text[span.start : span.end] for span in sentences(paragraph.text)]
            held = [float(any(holds(row, text) for row in near)) for text in texts]
            if any(held):
                found[n, at] = choose.quotes(paragraph.text, held, choose.WITH_MODEL)
    return found


def _shown(named: str, there: _Places, among: Sequence[Loaded]) -> tuple[tuple[Citation, ...], str]:
    """The paragraphs, or where they are very many that of each report with most on it; and how many there are."""
    places = sorted(there)
    reports = len({n for n, _ in places})
    some = f"{reports} of the {len(among)} reports that were searched" if len(among) > 1 else "the report"
    said = f"{named} is in {len(places)} paragraph{'s' if len(places) > 1 else ''} of {some}."
    if len(places) > _MOST:
        each = [list(those) for _, those in groupby(places, key=lambda place: place[0])]
        places = [max(those, key=lambda place: sum(span.end - span.start for span in there[place])) for those in each]
        said += " Of each report one is shown."
    cited = (Citation.of(among[n], among[n].paragraphs[at], there[n, at], _SURE) for n, at in places)
    return tuple(cited), said


def _without(named: str, there: Collection[tuple[int, int]], among: Sequence[Loaded]) -> str:
    """Which reports do not have it; `there` are the paragraphs that do, or have its words in one sentence."""
    held = {n for n, _ in there}
    lacking = [called(report.info) for n, report in enumerate(among) if n not in held]
    if not lacking:
        return f"Each of the {len(among)} reports that were searched has {named}."
    return (
        f"{named} is in {len(held)} of the {len(among)} reports that were searched. It is not in: {'; '.join(lacking)}."
    )
