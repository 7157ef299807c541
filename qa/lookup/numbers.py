"""Numbers as people type them: "66", "sixty-six", "93 to 95", "the third", "vi"; and numbers in words again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.comparisons import MONTH, YEAR

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
)
SMALL = {word: n for n, word in enumerate(_UNITS.split(), 1)}
_ROUND = {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
_NTH = {word: n for n, word in enumerate(_ORDINALS.split(), 1)}
_NTH |= {f"{tens[:-1]}ieth": n for tens, n in _ROUND.items()}
_NTH |= {f"{tens}-{word}": n + _NTH[word] for tens, n in _ROUND.items() for word in _ORDINALS.split()[:9]}
_DIGIT = "|".join(list(SMALL)[:9])
_TO_99 = rf"(?:(?:{'|'.join(_ROUND)})(?:[ -](?:{_DIGIT}))?|{'|'.join(sorted(SMALL, key=len, reverse=True))})\b"
# Not "two-thirds", "one-to-one", "one third".
SAID = (
    rf"\b(?:(?:(?:a|{_DIGIT})[ -])?hundred\b(?:(?: and)?[ -]{_TO_99})?|{_TO_99})"
    rf"(?!-(?!(?:{'|'.join((*_ROUND, *SMALL))})\b)[a-z]| (?:thirds?|quarters?|fifths?|tenths?)\b)"
)
_FIGURE = r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|(?!19|20)\d{4})(?![\d%])"  # four digits are no year
NUMBER = rf"(?:#\s?)?(?:{_FIGURE}|{SAID})"
JOIN = (
    r"\s?+(?:,\s?+(?:and\b|&)?|&|-|–|—|/|\+|\bvs?\b\.?|\bwith\b(?=\s#?\d++\W*+$)|"
    r"\b(?:and|(?:up )?(?:to|until|till)|through|or|plus|versus|as well as|compared (?:to|with))\b)\s?+"
)
_RANGE = re.compile(r"(?<!compared )\bto\b|-|–|—|\b(?:through|until|till)\b", re.I)
_MOST = 30  # numbers that are listed at most
_LONGEST = 1000  # numbers of a range at most
# Not "recommendations 5 years on", "12 months", "3 in 10".
_COUNTED = r"(?!\s*(?:%|per ?cent|years?|months?|weeks?|days?|hours?|children|social workers|times|out of|in (?!20[012]\d\b)\d))"

# "Para 3, 11 May 2022": the date of a report ends the list.
_NO_DATE = rf"(?!,\s?\d{{1,2}}(?:\s{MONTH}\s{YEAR}|[./-]\d{{1,2}}[./-]{YEAR})\b)"


def list_of(number: str, again: str = "") -> str:
    """The pattern of a list of numbers; `again` is a word that may be said before each."""
    repeated = f"(?:{again})?" if again else ""
    return rf"(?P<numbers>{number}{_COUNTED}(?:{_NO_DATE}{JOIN}{repeated}{number}{_COUNTED}){{0,{_MOST - 1}}}+)"


FIGURES = list_of(r"\d{1,3}(?:\.\d{1,3}){0,3}(?![\d%])")
NO = r"[.:]?\s?(?:nos?[.:]?\s?|numbers?:?\s|#\s?)?"
TH = r"(?:st|nd|rd|th)"
NTHS = "|".join(word.replace("-", "[ -]") for word in sorted(_NTH, key=len, reverse=True))
ROMAN = r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})\b"


def from_roman(number: str) -> int:
    """ "vi" as 6."""
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in number.lower()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def from_ordinal(word: str) -> int:
    """ "sixth", "twenty-first" and "21st" as 6, 21 and 21."""
    return _NTH.get(word) or int(re.sub(r"\D", "", word))


def numbers_in(text: str) -> tuple[str, ...]:
    """Numbers in figures, in the order typed, ranges written out; "4.2 to 4.5" counts in its last part."""
    figures = re.sub(SAID, lambda m: str(_figure(m.group())), text.replace("#", " "), flags=re.I)
    found: list[str] = []
    between = ""
    end = 0
    for match in re.finditer(r"\d+(?:\.\d+)*", figures):
        between = figures[end : match.start()]
        if found and _RANGE.search(between):
            found += _range(found.pop(), match.group())
        else:
            found.append(match.group())
        end = match.end()
    return tuple(dict.fromkeys(found))[:_LONGEST]


def _range(first: str, last: str) -> list[str]:
    stem, _, low = first.rpartition(".")
    other, _, high = last.rpartition(".")
    if stem != other:
        return [first, last]
    a, b = sorted((int(low), int(high)))
    wide = len(low) if low.startswith("0") else 1  # "1.01 to 1.05"
    return [f"{stem}.{n:0{wide}}" if stem else str(n) for n in range(a, min(b + 1, a + _LONGEST))]


def _figure(said: str) -> int:
    """ "sixty-six" as 66."""
    words = re.findall(r"[a-z]+", said.lower())
    at = words.index("hundred") if "hundred" in words else -1
    hundreds = 100 * (SMALL.get(words[at - 1], 1) if at else 1) if at >= 0 else 0
    return hundreds + sum(_ROUND.get(word, 0) + SMALL.get(word, 0) for word in words[at + 1 :])


def ordinal(number: int) -> str:
    """1 as "1st", -1 as "last", -2 as "2nd last"."""
    if number < 0:
        return "last" if number == -1 else f"{ordinal(-number)} last"
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def in_words(numbers: Sequence[str]) -> str:
    """Numbers in words, runs as ranges: "1 to 14, 20 and 130 to 132"; of many runs only the first and the last number."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and number.isdigit() and runs[-1][-1].isdigit() and int(number) == int(runs[-1][-1]) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    if len(runs) > 4:
        return f"{numbers[0]} to {numbers[-1]}" if len(numbers) > 8 else ", ".join(numbers[:-1]) + f" and {numbers[-1]}"
    parts = [part for run in runs for part in (run if len(run) < 3 else [f"{run[0]} to {run[-1]}"])]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
