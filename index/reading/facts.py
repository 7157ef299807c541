"""What a report says about itself on its first page: title, authority, sort of inspection, dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.scope import authority_key, authority_table, identity

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = r"(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|tember|ober)?\.?"
DATE = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH},?\s+(\d{{4}})", re.IGNORECASE)
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b")
IN_NAME = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
INSPECTED = re.compile(
    r"(?:dates? of (?:inspection|visit)|(?:inspection|visit) dates?|inspected(?: between| from| on)?(?=:? \d))\s*:?\s*(.+)",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"(?:report )?(?:published|publication date|date of publication)(?: on)?\s*:?\s*(.+)", re.IGNORECASE
)
VISITED = re.compile(r"\bvisit\b[^.]{0,200}? (?:on|from|between) (\d{1,2}\b[^.,]{0,40}? \d{4})")
WITHIN = re.compile(
    r"(?:inspection of|visit (?:of|to)) (?:the )?(?!local authority|children)(.{1,60}?)(?:[’']s)?"
    r"(?: local authority)? children.s (?:social care )?services",
    re.IGNORECASE,
)
NAME = re.compile(r"[A-Z][\w’'-]+(?: (?:(?:and|of|upon|on|with|the) )*[A-Z&][\w’'-]*){0,5}")
LETTER_BEGINS = 2_000  # characters: what a letter is of stands in its first sentences
# A place at the end of a title, or before "local area partnership", begins with a capital.
PLACE = re.compile(
    r"(?i:inspection of|inspection:|visit to|\bin) (?i:the )?"
    r"((?!Children)[A-Z][\w’'-]+(?:(?: |, )(?:(?:and|of|upon|on|with|the) )*[A-Z&][\w’'-]*)*?)"
    r"(?i: local area(?: partnership)?| local authority(?: area)?(?: partnership)?)?$"
)
NAMING = re.compile(
    r"(?:(?:an?|the|joint|area|short|full|send) ){0,3}(?:re-?)?inspection (?:of|report)\b|[\w’' ]{3,40} inspection: [A-Z]"
    r"|(?:review of|report of|joint targeted|focused visit|monitoring visit)\b",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"lead inspector|reporting inspector|age group|(?:her|his) majesty|inspectors?:|\d+$|dear\b"
    r"|official\b|ofsted\b|care inspectorate|hm inspectorate|piccadilly gate",
    re.IGNORECASE,
)
DATED = re.compile(rf"(?:\d{{1,2}} )?\b{MONTH} \d{{4}}\b", re.IGNORECASE)
MARKING = re.compile(r"OFFICIAL(?:[- :–]+SENSITIVE)?\b\s*")
UNFINISHED = re.compile(r"\b(?:in|of|to|for|and|the|&)$", re.IGNORECASE)
LABELLED_FACT = re.compile(r"[A-Z][\w ]{2,30}:\s")
SORTS = (
    ("focused visit", re.compile(r"focused visit", re.IGNORECASE)),
    ("monitoring visit", re.compile(r"monitoring visit", re.IGNORECASE)),
    ("re-inspection", re.compile(r"re-?inspection of", re.IGNORECASE)),
    ("single inspection", re.compile(r"inspection of services for children in need of help", re.IGNORECASE)),
    ("looked after children inspection", re.compile(r"inspection of .*looked after children", re.IGNORECASE)),
    (
        "ILACS inspection",
        re.compile(r"inspection of (.*local authority children|children.s social care)", re.IGNORECASE),
    ),
    ("inspection", re.compile(r"inspection", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the title page says, as printed; "" and None where it says nothing."""

    title: str
    authority: str
    kind: str
    inspection_dates: str
    inspected: date | None
    published: date | None


def tells_when(text: str) -> bool:
    """Is the line that of a date: of the inspection, of the report, or one that stands alone?"""
    said = INSPECTED.match(text) or PUBLISHED.match(text)
    brief = len(text) < 100 and not text.endswith(".")
    return bool(DATED.fullmatch(text) or (said and brief and (DATED.search(text) or SLASHED.search(text))))


def last_date(text: str) -> date | None:
    """The last full date in the text: "2 to 6 December 2024" gives 6 December 2024; "10/08/2015" counts the day first."""
    found = [
        (m.start(), m.group(3), str(MONTHS.index(m.group(2)[:3].casefold()) + 1), m.group(1))
        for m in DATE.finditer(text)
    ]
    found += [
        (m.start(), m.group(3) if len(m.group(3)) == 4 else f"20{m.group(3)}", m.group(2), m.group(1))
        for m in SLASHED.finditer(text)
    ]
    for _, year, month, day in sorted(found, reverse=True):
        made = make_date(year, month, day)
        if made:
            return made
    return None


def date_in_name(name: str) -> date | None:
    """The date in a file name such as "havering-2016-12-09"."""
    match = IN_NAME.search(name)
    return make_date(*match.groups()) if match else None


def make_date(year: str, month: str, day: str) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_facts(lines: Sequence[tuple[str, float]], letter: str = "") -> Facts:
    """The facts in the title page's pieces, each with its size of type (0 where the file tells none); in a letter, also in
    how its text begins, and the date above it is that of the letter."""
    naming: list[str] = []
    rest: list[tuple[float, str]] = []
    dates = published = ""
    for printed, size in lines:
        text = MARKING.sub("", printed)
        if not text:
            continue
        if match := INSPECTED.match(text):
            dates = dates or match.group(1)
        elif match := PUBLISHED.match(text):
            published = published or match.group(1)
        elif NAMING.match(text) or (naming and _goes_on(naming[-1], text)):
            naming.append(text)
        elif letter and (dated := DATE.search(text)):
            published = published or dated.group()
        elif text and not OTHER.match(text) and not DATED.fullmatch(text):
            rest.append((size, text))
    letter = letter[:LETTER_BEGINS]
    if letter and not dates and (visited := VISITED.search(letter)):
        dates = visited.group(1)
    title = " ".join(naming)
    named = [] if letter else [text for _, text in rest if not LABELLED_FACT.match(text)]
    authority = _authority(title, named) or _place_in(letter)
    if not title and rest and not letter:
        title, authority = max(rest, key=lambda item: item[0])[1], ""
    kind = next((name for name, pattern in SORTS if pattern.search(title or letter)), "report")
    return Facts(title, authority, kind, dates, last_date(dates), last_date(published))


def _goes_on(before: str, text: str) -> bool:
    """Is the line of the title page the rest of the title?"""
    return UNFINISHED.search(before) is not None or text.casefold() in ("and", "&") or text[0].islower()


def _place_in(letter: str) -> str:
    """The authority that a sentence of a letter names: a few words that begin with capitals."""
    return next((found.group(1) for found in WITHIN.finditer(letter) if NAME.fullmatch(found.group(1))), "")


def _within(title: str) -> str:
    found = WITHIN.search(title)
    return found.group(1) if found else ""


def _authority(title: str, rest: list[str]) -> str:
    """Whose report it is: named within the title, on a line of its own, or at the end of the title."""
    if found := _within(title):
        return found
    names = {authority_key(name) for name in authority_table()["names"]}
    known = [text for text in rest if identity(text) in names]
    if found := next(iter(known or rest), ""):
        return found
    place = PLACE.search(title)
    return place.group(1) if place else ""
