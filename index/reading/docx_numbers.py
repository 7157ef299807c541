"""Computes the numbers of Word's automatic lists: the file stores only which list and level a paragraph belongs to."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from docx.oxml.ns import qn

BULLET = "•"


class Numbers:
    """Counts through the lists of one document, paragraph by paragraph in reading order."""

    def __init__(self, document: Any) -> None:
        # Of each list, and of each that changes some of them, by its name and the level's depth.
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._plain: set[tuple[str, int]] = set()  # levels that print all numbers in figures
        self._abstract: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()
        part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
        if part is not None:
            self._read(part.element)

    def _read(self, root: Any) -> None:
        for abstract in root.iterchildren(qn("w:abstractNum")):
            self._read_levels(abstract, f"abstract {abstract.get(qn('w:abstractNumId'))}")
        styled = {_value(a, "w:styleLink"): a for a in root.iterchildren(qn("w:abstractNum"))}
        linked = {
            a.get(qn("w:abstractNumId")): styled[link].get(qn("w:abstractNumId"))
            for a in root.iterchildren(qn("w:abstractNum"))
            if (link := _value(a, "w:numStyleLink")) and link in styled
        }
        for number in root.iterchildren(qn("w:num")):
            name = number.get(qn("w:numId"))
            abstract_name = _value(number, "w:abstractNumId")
            self._abstract[name] = f"abstract {linked.get(abstract_name, abstract_name)}"
            for override in number.iterchildren(qn("w:lvlOverride")):
                self._read_levels(override, name)
                start = _value(override, "w:startOverride")
                if start:
                    self._starts[(name, int(override.get(qn("w:ilvl"))))] = int(start)

    def _read_levels(self, element: Any, name: str) -> None:
        for level in element.iterchildren(qn("w:lvl")):
            key = (name, int(level.get(qn("w:ilvl"))))
            start = int(_value(level, "w:start") or 1)
            self._levels[key] = (_value(level, "w:numFmt"), _value(level, "w:lvlText"), start)
            legal = level.find(qn("w:isLgl"))
            if legal is not None and legal.get(qn("w:val")) not in ("0", "false"):
                self._plain.add(key)

    def _level(self, name: str, depth: int) -> tuple[str, str, int]:
        """Form, pattern and start of a level: as the list changes it, else as the one it goes back to has it."""
        own = self._levels.get((name, depth))
        return own if own and own[0] else self._levels.get((self._abstract[name], depth), ("", "", 1))

    def label(self, paragraph: Any) -> tuple[str, int, str]:
        """What Word prints before the paragraph ("12.", "3.1", "•", "" for none), the depth of its list level, and the list's
        name, "" for none. A paragraph that was deleted with changes tracked does not count."""
        name, depth = _place(paragraph)
        if name not in self._abstract or paragraph._p.xpath("./w:pPr/w:rPr[w:del or w:moveFrom]"):
            return "", 0, ""
        abstract = self._abstract[name]
        form, pattern, start = self._level(name, depth)
        counts = self._counts[abstract]
        if name not in self._begun:
            self._begun.add(name)
            for (other, level), first in self._starts.items():
                if other == name:
                    counts[level] = first - 1
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        if form in ("none", ""):
            return "", depth, ""
        if form == "bullet":
            return BULLET, depth, abstract
        return self._printed(name, depth, pattern, counts), depth, abstract

    def _printed(self, name: str, depth: int, pattern: str, counts: dict[int, int]) -> str:
        plain = (name if (name, depth) in self._levels else self._abstract[name], depth) in self._plain
        for level in range(9):
            form, _, start = self._level(name, level)
            number = figure(counts.get(level, start), "decimal" if plain else form)
            pattern = pattern.replace(f"%{level + 1}", number)
        return pattern


def _place(paragraph: Any) -> tuple[str, int]:
    """The list and level of a paragraph: its own, or that of its style or a style below it."""
    found = paragraph._p.pPr
    style = paragraph.style
    while True:
        numbering = found.numPr if found is not None else None
        if numbering is not None and numbering.numId is not None:
            level = numbering.ilvl
            return str(numbering.numId.val), int(level.val) if level is not None else 0
        if style is None:
            return "", 0
        found, style = style.element.pPr, style.base_style


def _value(element: Any, tag: str) -> str:
    child = element.find(qn(tag))
    return str(child.get(qn("w:val")) or "") if child is not None else ""


def figure(number: int, form: str) -> str:
    """A list's number as it is printed: `form` as Word names it, in figures where it is none of letters or Roman."""
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    return str(number)


def _roman(number: int) -> str:
    signs = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")]
    signs += [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
    out = ""
    for value, sign in signs:
        out, number = out + sign * (number // value), number % value
    return out
