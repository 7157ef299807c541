"""Questions that name a place in a report: "paragraph 66", "paras 93 to 95", "¶ 41 and 66", "recommendation 6", "page 21".

"p. 66" is page 66 and "§ 12" paragraph 12. What is printed without a number is named by its label, "Executive summary, 3rd
bullet", or by counting on a page. After such a question "and 67?" and "the next one" are places too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.model import Kind, Paragraph
from index.reading.labels import COUNTED
from index.reading.sections import of_board
from qa.authorities import named as authorities_in
from qa.followup import STEP, asks_again
from qa.spelling import mistakes
from qa.words import content, stem, words

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
)
_SMALL = {word: n for n, word in enumerate(_UNITS.split(), 1)}
_ROUND = {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
_NTH = {word: n for n, word in enumerate(_ORDINALS.split(), 1)}
_NTH |= {f"{tens[:-1]}ieth": n for tens, n in _ROUND.items()}
_NTH |= {f"{tens}-{word}": n + _NTH[word] for tens, n in _ROUND.items() for word in _ORDINALS.split()[:9]}
_DIGIT = "|".join(list(_SMALL)[:9])
_TO_99 = rf"(?:(?:{'|'.join(_ROUND)})(?:[ -](?:{_DIGIT}))?|{'|'.join(sorted(_SMALL, key=len, reverse=True))})\b"
# Not "two-thirds", "one-to-one", "one third".
_SAID = (
    rf"\b(?:(?:(?:a|{_DIGIT})[ -])?hundred\b(?:(?: and)?[ -]{_TO_99})?|{_TO_99})"
    rf"(?!-(?!(?:{'|'.join((*_ROUND, *_SMALL))})\b)[a-z]| (?:thirds?|quarters?|fifths?|tenths?)\b)"
)
_FIGURE = r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|(?!19|20)\d{4})(?![\d%])"  # four digits are no year
_NUMBER = rf"(?:#\s?)?(?:{_FIGURE}|{_SAID})"
_JOIN = (
    r"\s?+(?:,\s?+(?:and\b|&)?|&|-|–|—|/|\+|\bvs?\b\.?|\bwith\b(?=\s#?\d++\W*+$)|"
    r"\b(?:and|(?:up )?(?:to|until|till)|through|or|plus|versus|as well as|compared (?:to|with))\b)\s?+"
)
_RANGE = re.compile(r"(?<!compared )\bto\b|-|–|—|\b(?:through|until|till)\b", re.I)
_MOST = 30  # numbers that are listed at most
_LONGEST = 1000  # numbers of a range at most
# Not "recommendations 5 years on", "12 months", "3 in 10".
_COUNTED = r"(?!\s*(?:%|per ?cent|years?|months?|weeks?|days?|hours?|children|social workers|times|out of|in (?!20[012]\d\b)\d))"


def _list(number: str, again: str = "") -> str:
    """The pattern of a list of numbers; `again` is a word that may be said before each."""
    repeated = f"(?:{again})?" if again else ""
    return rf"(?P<numbers>{number}{_COUNTED}(?:{_JOIN}{repeated}{number}{_COUNTED}){{0,{_MOST - 1}}}+)"


_FIGURES = _list(r"\d{1,3}(?:\.\d{1,3}){0,3}(?![\d%])")
_NO = r"[.:]?\s?(?:nos?[.:]?\s?|numbers?:?\s|#\s?)?"
_THE_BOARD = (
    r"lsc[bp]|(?:safeguarding )?(?:children(?:['’]?s)? )?board|safeguarding (?:children(?:['’]?s)? )?partnership"
)
_BOARD = rf"(?P<board>(?:{_THE_BOARD})(?:['’]?s)?)\s"
_OF_BOARD = re.compile(rf"\s(?:of|for|to|from|by) (?:the )?(?:local )?(?:{_THE_BOARD})\b|\s\((?:{_THE_BOARD})\)", re.I)
_TH = r"(?:st|nd|rd|th)"
_NTHS = "|".join(word.replace("-", "[ -]") for word in sorted(_NTH, key=len, reverse=True))
_BOARD_BEFORE = rf"(?:{_BOARD.replace('<board>', '<whose>')})?"
_BOARD_WITHIN = r"(?P<board>lsc[bp] |(?:safeguarding )?board |safeguarding partnership )?"
# Lists of recommendations by the names that reports give them, and the headings under which each stands.
_LISTS = {
    "priority action": re.compile(r"priority (?:and immediate )?actions?\b", re.I),
    "area for improvement": re.compile(r"areas? for (?:improvement|development)|needs? to (?:be )?improve", re.I),
}
_SECTIONS = (
    ("executive summary", r"exec(?:utive)?\.? summary"),
    ("summary for children and young people", r"summary for children(?: and young people)?|(?:children|young people)['’]?s['’]? summary"),
    ("summary of key findings", r"(?:summary of )?key findings (?:summary|section)|summary of (?:the )?key findings"),
)  # fmt: skip
# Not "give me a summary of what was said about neglect".
_SUMMARY = re.compile(
    r"\b(?P<the>(?:the|its|their|this)\s)?(?:an?\s)?(?:(?:main|overall|opening|short|brief)\s)?summary\b(?! and\b)",
    re.I,
)
_GIST = re.compile(
    r"\b(?:(?:(?:the|its|their)\s)?(?:main |overall )?key findings|summari[sz]e|sum up|overview|headlines?|conclusions?|"
    r"(?:main|key|overall) (?:findings|points|messages|conclusions?))\b",
    re.I,
)
_ABOUT = re.compile(r"\s(?:about|regarding)\b", re.I)
_IS = re.compile(r"\s(?:is|was|are|were|or)\b", re.I)
_SAID_IN = re.compile(r"\b(?:said|says?|written|stated|mentioned)\b.*\bin $", re.I)
_CHAPTER_SUMMARY = re.compile(
    r"\b(?:the )?summary (?:of|for|in|under|from) (?:the )?(?:(?P<topic>(?:[\w’'-]+ ){1,8}?)(?:section|chapter|part)\b|"
    r"(?:section|chapter|part) (?:on|about|for) (?P<topic2>[\w’' -]+))",
    re.I,
)
_KNOWN_PART = re.compile(
    rf"{'|'.join(way for _, way in _SECTIONS)}|{'|'.join(way.pattern for way in _LISTS.values())}|summary|recommendations|"
    r"judge?ment table",
    re.I,
)
_PARA, _REC, _PAGE = r"¶+\s?|§+\s?|para(?:graph)?s?\.?\s", r"rec(?:ommendation)?s?\.?\s", r"pages?\s|pp?\.?\s?"
_PLACES = (
    (
        "paragraph",
        re.compile(
            rf"(?:\b(?:paragraphs?|paras?|para['’]s|paras['’]|pars?){_NO}|¶+\s?|§+\s?){_list(_NUMBER, _PARA)}", re.I
        ),
    ),
    (
        "recommendation",
        re.compile(rf"\b(?:{_BOARD})?(?:recommendations?|recs?|rec['’]s){_NO}{_list(_NUMBER, _REC)}", re.I),
    ),
    *((name, re.compile(rf"\b(?:{_BOARD})?{name}s?{_NO}{_list(_NUMBER, f'{name}s? ')}", re.I)) for name in _LISTS),
    ("page", re.compile(rf"\b(?:(?:pages?|pgs?|pp){_NO}|p\.?\s?(?=\d)){_list(_NUMBER, _PAGE)}", re.I)),
)


def _counting(what: str) -> tuple[re.Pattern[str], ...]:
    """How one of those is named by counting: "the second last …", "the third …", "the first two …s"."""
    what = rf"(?P<what>{what})"
    return (
        re.compile(
            rf"\b{_BOARD_BEFORE}(?:(?P<nth>second|third|fourth|2nd|3rd|4th|next)[ -](?:(?:to|from)[ -](?:the[ -])?)?last|"
            rf"penultimate|last but (?P<but>one|two|three))\s{_BOARD_WITHIN}{what}\b|"
            rf"\blast {what.replace('what', 'what2', 1)} but (?P<but2>one|two|three)\b",
            re.I,
        ),
        re.compile(rf"\b{_BOARD_BEFORE}(?P<nth>{_NTHS}|\d{{1,3}}{_TH})\s{_BOARD_WITHIN}{what}\b", re.I),
        re.compile(
            rf"\b{_BOARD_BEFORE}(?P<end>first|last|final|top)\s(?:(?P<count>{'|'.join(list(_SMALL)[:10])}|[1-9]\d?)\s)?"
            rf"{_BOARD_WITHIN}{what}(?(count)s?)\b",
            re.I,
        ),
    )


_COUNTED_PLACES = _counting(rf"recommendation|paragraph|para|page|{'|'.join(_LISTS)}")
# What is printed without a number. Only "bullet" and "unnumbered" are said of nothing else.
_ITEM = r"bullet(?:[ -]?point)?|unnumbered para(?:graph)?|point|item|row"
_COUNTED_ITEMS = (
    *_counting(rf"{_ITEM}|para(?:graph)?"),
    re.compile(rf"\b(?P<what>{_ITEM})s?{_NO}(?<=\s){_list(_NUMBER)}", re.I),
)
_SAYS = re.compile(r"\s(?:says?|said|mentions?|means?|reads?)\b.*$", re.I)
_UNDER = re.compile(
    r"^\W*(?:(?:please|show|quote|read|give|open|see|display|print|find|me|the|in|of|under|from|on|for|within|at|below)\b\W*)+",
    re.I,
)
_TITLE_LINE = re.compile(r"\btitle page: \w", re.I)
_LITTLE = frozenset("a an the me of in on under from for within at".split())
_NTH_ONE = re.compile(
    r"^(?:(?:and|ok|okay|then|now|so|please|can you|could you|what(?:['’]s| is| was| does| did| about)?|how about|tell me|show|"
    r"show me|give me|read|read me|quote|explain|see|more|about|on)[,\s]+)*+"
    rf"(?:(?:the |number )?(?P<nth>{_NTHS}|\d{{1,3}}{_TH}|last|final) (?:one|item|point|bullet(?:[ -]?point)?|thing)|"
    rf"the (?P<alone>{_NTHS}|\d{{1,3}}{_TH}|last)|(?:item|point|bullet(?:[ -]?point)?) (?P<figure>\d{{1,3}}))"
    r"(?: (?:of|in|on|from) (?:them|these|those|that|(?:the|that|this|your) list))?"
    r"(?:,? (?:says?|said|mean|please|again|too|then|more|(?:in )?(?:full|more detail|detail)))*+\W*$",
    re.I,
)
# What may stand after "the last recommendation" where that one is meant; else it is one of others: "the last paragraph
# about housing", "the last recommendation children make".
_THAT_ONE = re.compile(
    r"\s*(?:$|[^\w\s'’]|(?:says?|saying|said|states?|reads?|tells?|asks?|asking|wants?|requires?|means?|covers?|mentions?|"
    r"calls?|recommends?|suggests?|please|pls|in full|again|verbatim|word for word|exactly|and|or|is|was|are|were)\b|"
    r"about\W*$|\(?20[012]\d\b)",
    re.I,
)
_OF_WHICH = re.compile(r"\s(?:(?:of|in|from|for|at) )?(?:the (?=\w))?", re.I)
_OF_REPORT = re.compile(
    r"\s(?:of|in|from|for) (?!each\b|every\b|all\b|any\b)(?:[\w’'-]+ ){0,4}(?:report|inspection|document)\b", re.I
)
_BARE = re.compile(rf"^\W*+(?:(?:no\.?|number)\s?)?{_FIGURES}\W*+(?:(?:please|pls|again|in full|thanks)\W*+)?$", re.I)
_SHOW = re.compile(
    rf"^(?:please |pls |can you |could you )*(?:quote|show(?: me)?|read(?: me| out)?|open|give(?: me)?|see|go to|display|print|"
    rf"what(?:['’]s| is| does| did)(?: in| it say in| under)?)\s(?:(?:no\.?|number)\s?)?{_FIGURES}"
    r"(?P<rest>\W++(?:say|says|said)\b.*|\W*+(?:(?:in|full|again|please|pls|verbatim|word|for|exactly|out|to|me|complete(?:ly)?)\b\W*+)*+)$",
    re.I,
)
_ALSO = re.compile(
    rf"^(?:and|or|also|then|now|ok|okay|plus|what about|how about|show(?: me)?|no,?)?[\s,]*+(?:(?:no\.?|number)\s?)?{_FIGURES}"
    r"\W*+(?:(?:too|as well|please|then|again|instead)\W*+)?$",
    re.I,
)
_BESIDE = re.compile(
    r"^(?:and |ok |then |now |show (?:me )?|please |what(?:['’]s| is| about)? ?)*(?:the )?(?:one|paragraph|para|recommendation|page) "
    r"(?:(?P<next>after|below|following)|(?P<previous>before|above))(?: (?:that|this|it|that one|please))?\W*$",
    re.I,
)
_SAME = re.compile(
    r"^(?:and |please |ok |can you )*(?:(?:show|quote|read|give|see)(?: me)? )?"
    r"(?:(?:it|that|this|the same)(?: (?:paragraph|para|one|recommendation|page))?)?"
    r"(?: ?(?:again|in full|word for word|verbatim|please|out|once more))+\W*$",
    re.I,
)
# Asked of what was shown: "what does it say about housing?", "where is it?", and not of anything else that is called it.
_IN_IT = re.compile(
    r"^(?:and )?(?:what|does|do|did|is|are|was|were|where|how|who|which|why)\b(?:.*\b(?:"
    r"(?:does|did) it (?:say|mention|tell|talk|refer|state|read|cover|give|name|mean|ask|recommend)|"
    r"in (?:it|there)(?=\W*$)|(?:is|was) in (?:it|there)|(?:this|that) (?:paragraph|para|recommendation|page))\b|"
    r"(?<=what)['’]s in (?:it|there)\b|(?<=where)(?: is|['’]s| was) (?:it|that|this)(?: (?:printed|written|in the report))?\W*$|"
    r"(?<=what) (?:is|was) it(?: about)?\W*$|(?:(?<=\bis)|(?<=\bwas)) it about\b)",
    re.I,
)
_REPORT = re.compile(
    r"\b20[012]\d\b|\b(?:(?:the|their|its) )?(?:(?:latest|newest|most recent|last) )?(?:inspection|report)\b",
    re.I,
)
_FAR = 1000
_ON_PAGE = re.compile(r",?\s(?:(?:on|of|in|from|at) )?(?:the )?(?:page|pg\.?|p\.?)\s?(?P<page>\d{1,3})\b", re.I)
_PAGE_THEN = re.compile(r"\b(?:on )?(?:page|pg\.?|p\.?)\s?(?P<page>\d{1,3})(?:['’]s)?\W+(?:the )?$", re.I)
_AND = re.compile(r"\s?,?\s?(?:and|&|plus|also|or|as well as)(?: also)?(?: the)?\s", re.I)
# What is printed from the one to the other is asked for, not what sets them apart ("the difference between").
_BETWEEN = re.compile(
    rf"(?P<before>^\W*|\b(?:is|are|was|were|stands?|says?|said|printed|written|show|quote|read|open|give|display|print|see|me|all|"
    r"everything|text) )"
    rf"between (?:the )?(?P<what>paragraph|para|recommendation|rec|page)s? (?P<first>{_NUMBER}) and (?:(?P=what)s? )?(?P<last>{_NUMBER})|"
    rf"(?P<what2>paragraph|para|recommendation|rec|page)s (?:between|from) (?P<first2>{_NUMBER}) (?:and|to) (?P<last2>{_NUMBER})",
    re.I,
)
# "Paragraph (66)", "recommendations (6) and (7)"; one number after several is how many there are: "recommendations (14)".
_FEW = rf"[(\[“‘\"']\d{{1,3}}(?:{_JOIN}\d{{1,3}})*+[)\]”’\"']"
_BRACKETED = re.compile(
    rf"\b(?P<word>(?:paragraph|para|recommendation|rec|page|{'|'.join(_LISTS)})(?P<many>s)?:?\s?)(?P<numbers>{_FEW}(?:{_JOIN}{_FEW})*+)",
    re.I,
)
_ROMAN = r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})\b"
_ROMANS = re.compile(
    rf"\b(?:recommendation|rec|paragraph|para|{'|'.join(_LISTS)})s?\.?\s"
    rf"(?P<numbers>\(?{_ROMAN}\)?(?:(?:, | and | & | to |-)\(?{_ROMAN}\)?)*+)",
    re.I,
)
_PARAGRAPHS = ("paragraph", "paragraphs")
_RECOMMENDATIONS = ("recommendation", "recommendations")
_THOUSAND = re.compile(rf"\b((?:paragraph|para|page|recommendation|rec){_NO})([1-9]),(\d{{3}})\b(?!,)", re.I)
_PART = re.compile(r"\bpart (?P<part>\d{1,2}),? $", re.I)
_SLIPS = re.compile(rf"\b(?P<word>[a-z]{{3,18}})(?={_NO}(?<=\s)(?:#\s?)?(?:\d|(?:{_SAID})))", re.I)
# Words to be kept out of what is looked for in a paragraph: they ask for the paragraph itself.
_ASKING = re.compile(
    r"\b(?:in full|full(?:y)?|again|verbatim|word for word|words?|exact(?:ly)?|wording|text|whole|entire|open|read|"
    r"display|print|see|please|pls|quote|show|copy|paste|number|content(?:s)?|says?|out|complete(?:ly)?|"
    r"compar(?:e|ed|ing|ison)|differences?|between|versus|vs|asks?(?: for)?|council|(?:(?:london|royal|metropolitan) )?borough|county|"
    r"city|local authority|latest|most recent|newest|last|previous|earlier|inspections?|reports?|ilacs)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a question names. `numbers` as typed, ranges written out; `rest` is the question without it.

    `counted`: the numbers count from the first ("the sixth recommendation") or, below zero, from the last. `plain`: it
    was named in the usual way, so that nobody needs telling how it was read. `called`: the list of recommendations it is
    in, by its name in the report ("priority action"), or what an item is ("bullet"). `page`: the numbers count what begins
    on this page. `topic`: of a summary, words in the heading of its chapter; of an item, what its label has before the
    number, as typed, `section` the same without words that say which report. `loose`: such words alone may stand there, too.
    `part`: the run of numbers it is in, where that is said.
    """

    sort: str  # "paragraph", "recommendation", "item", "page" or "section"
    numbers: tuple[str, ...]
    board: bool
    section: str
    rest: str
    counted: bool = False
    plain: bool = True
    called: str = ""
    page: str = ""
    topic: str = ""
    loose: bool = False
    part: int = 0

    def noun(self, many: int = 1) -> str:
        """What one of them is called, or so many: "recommendation", "areas for improvement"."""
        one = self.called or self.sort
        return one if many == 1 else "areas for improvement" if one == "area for improvement" else f"{one}s"

    @property
    def name(self) -> str:
        """The place in words: "paragraphs 93 to 95", "the executive summary", "the 2nd paragraph on page 21"."""
        if self.sort == "section":
            return f"the {self.section}" + (f" of the section on {self.topic}" if self.topic else "")
        board = "LSCB " if self.board else ""
        many = len(self.numbers)
        if self.counted:
            first = int(self.numbers[0])
            which = _nth(first) if many == 1 else f"{'last' if first < 0 else 'first'} {many}"
            where = f" on page {self.page}" if self.page else f" under “{self.topic}”" if self.topic else ""
            return f"the {which} {board}{self.noun(many)}{where}"
        part = f"part {self.part}, " if self.part else ""
        return f"{part}{board}{self.noun(many)} {_joined(self.numbers)}"


def places(question: str, history: Sequence[str] = (), authorities: Sequence[str] = ()) -> tuple[Place, ...]:
    """The places that the question names; `history` holds earlier questions, which "and 67?" and "the next one" lean on.

    `authorities` are those that there are reports of: their names do not get in the way ("quote 66 in Ottermarsh").
    """
    question = " ".join(question.split())
    found = tuple(_named(question, authorities))
    if found and not (history and nth_one(question)):
        return found
    before = places(history[-1], history[:-1], authorities) if history else ()
    bare = _without_report(question, authorities)
    match = _BARE.match(bare) or _SHOW.match(bare)
    if match and not (before and before[-1].sort != "section"):
        rest = match.groupdict().get("rest") or ""
        return (Place("paragraph", _numbers(match["numbers"]), False, "", rest, plain=False),)
    if before and bare != question and not content(bare):  # "and in Camden?"
        return tuple(replace(one, rest="", plain=False) for one in before)
    return _following(bare, before) if before else ()


def _without_report(question: str, authorities: Sequence[str]) -> str:
    """The question without the words that say which report: "quote 66 in full in Havering 2016" as "quote 66 in full"."""
    for place in reversed(authorities_in(question, authorities)):
        after = re.sub(r"^['’]s", "", question[place.end :])
        question = f"{question[: place.start]} {after}"
    question = _REPORT.sub(" ", question)
    question = re.sub(r"\b(?:in|of|from|for|at|by)\s*+(?=\W*+$|\bin full\b|\bagain\b)", " ", question, flags=re.I)
    return " ".join(question.split())


def _named(question: str, authorities: Sequence[str]) -> Iterator[Place]:
    """Places named in full. A page beside a paragraph only says where that stands, unless it is joined by "and"."""
    text, odd = _spelt(_written_out(question))
    odd = odd or bool(_ROMANS.search(question))
    item = _item(question, authorities)
    if item:
        yield item
        return
    found: list[Place] = []
    text, on_page = _on_page(text)
    if on_page:
        found.append(on_page)
    rest = text
    ends: list[tuple[int, int]] = []
    for sort, pattern in _PLACES:
        for match in pattern.finditer(text):
            if sort == "page" and found and not _joins(text, match, ends):
                rest = re.sub(rf"(?:\b(?:on|at) )?{re.escape(match.group())}", " ", rest, count=1)
                continue
            if sort == "page" and _is_form(text, match):
                continue
            typed = match["numbers"].lower()
            unusual = sort == "page" and not match.group().lower().startswith("page")
            spoken = not typed[0].isdigit() and not typed.startswith("#")
            called = sort if sort in _LISTS else ""
            recommended = bool(called) or sort == "recommendation"
            whose = _OF_BOARD.match(text, match.end()) if recommended else None
            board = bool(match.groupdict().get("board") or whose)
            plain = not (unusual or odd or spoken or match.group().startswith("§"))
            kind = "recommendation" if recommended else sort
            part = _PART.search(text[: match.start()])
            within = int(part["part"]) if part else 0
            found.append(
                Place(kind, _numbers(match["numbers"]), board, "", "", plain=plain, called=called, part=within)
            )
            ends.append((part.start() if part else match.start(), whose.end() if whose else match.end()))
            rest = rest.replace(text[slice(*ends[-1])], " ", 1)
    for pattern in _COUNTED_PLACES:
        counted = None if found else pattern.search(text)
        if counted:
            whose = _OF_BOARD.match(text, counted.end())
            end = whose.end() if whose else counted.end()
            if not _means_one(text, end, authorities):
                return
            one = _counted(counted)
            found.append(replace(one, board=one.board or (bool(whose) and one.sort == "recommendation")))
            rest = rest.replace(text[counted.start() : end], " ", 1)
    if not found:
        section, there = _part(text, authorities)
        if section:
            found.append(section)
            rest = rest.replace(there, " ", 1)
    yield from (replace(one, rest=rest) for one in found)


def _item(question: str, authorities: Sequence[str]) -> Place | None:
    """What is printed without a number, named by its label or by counting on a page: "third bullet on page 9"."""
    if _TITLE_LINE.search(question):
        section = _ASKING.sub(" ", _without_report(question, authorities))
        return Place("item", ("1",), False, section, "", counted=True, called="line", topic=question)
    question = re.sub(r"[()“”\"]", "", question)
    match = next(filter(None, (pattern.search(question) for pattern in _COUNTED_ITEMS)), None)
    if not match:
        return None
    says = _SAYS.search(question, match.end())
    before, after = question[: match.start()], question[match.end() : says.start() if says else None]
    pages = _PAGE_THEN.search(before) or _ON_PAGE.match(after)
    kept_before, kept_after = before if content(_ASKING.sub(" ", before)) else "", after
    if pages:
        kept_before, kept_after = (text.replace(pages.group(), " ") for text in (kept_before, after))
    where = f"{kept_before} {kept_after}"
    if any(pattern.search(where) for sort, pattern in _PLACES if sort != "page"):  # "paragraph 66, second bullet"
        return None
    section = _ASKING.sub(" ", _without_report(where, authorities))
    groups = match.groupdict()
    what = (groups["what"] or groups["what2"]).lower()
    if not _is_item(what, before, after, section, on_page=bool(pages)):
        return None
    page = pages["page"] if pages and not content(section) else ""
    heading = kept_before if not content(_without_report(kept_after, authorities)) else where
    topic = _UNDER.sub("", heading).strip(" ,;:.?!–-") if content(section) else ""
    numbers = _numbers(groups["numbers"]) if groups.get("numbers") else _counted(match).numbers
    noun = "row" if what == "row" else "unnumbered paragraph" if "para" in what else "bullet"
    rest = says.group() if says else ""
    return Place("item", numbers, False, section, rest, counted=True, plain=False, called=noun, page=page, topic=topic)


def _is_item(what: str, before: str, after: str, section: str, *, on_page: bool) -> bool:
    """Whether a "third point" is one of a list in the report: where it stands must be said as people say that.

    Numbered paragraphs are counted in `_named`.
    """
    alone = what.startswith(("bullet", "unnumbered"))
    if not content(section):
        return alone or (on_page and "para" not in what)
    if not content(before) and not _UNDER.match(after):  # "the third bullet about housing"
        return False
    labelled = before.endswith(", ") and not after.strip(" ?.!") and "para" not in what
    return alone or labelled or not content(_KNOWN_PART.sub(" ", section))


def nth_one(question: str) -> int:
    """Which one of a list shown before the question asks for ("tell me more about the second"), -1 the last; 0 where none."""
    match = _NTH_ONE.match(" ".join(question.split()))
    if not match:
        return 0
    said = (match["nth"] or match["alone"] or match["figure"]).lower().replace(" ", "-")
    return -1 if said in ("last", "final") else _nth_of(said)


def _written_out(question: str) -> str:
    """The question with its numbers in the usual form: "1,135" as 1135, "vi" as 6, "between 60 and 65" as 60 to 65."""

    def figures(match: re.Match[str]) -> str:
        numbers = match["numbers"]
        alone = len(numbers) == 1 and not re.match(r"\W*$|\s(?:of|in|from|for|please)\b", question[match.end() :])
        if alone:  # "the recommendation I made"
            return match.group()
        before = match.group()[: match.start("numbers") - match.start()]
        return before + re.sub(_ROMAN, lambda m: str(_roman(m.group())), numbers, flags=re.I)

    def ends(match: re.Match[str]) -> str:
        what, first, last = (match[name] or match[f"{name}2"] for name in ("what", "first", "last"))
        return f"{match['before'] or ''}{what}s {first} to {last}"

    def bare(match: re.Match[str]) -> str:
        numbers = re.sub(r"[^\w\s,&/+–—-]", "", match["numbers"])
        return match.group() if match["many"] and numbers.isdigit() else match["word"].rstrip() + f" {numbers}"

    question = _ROMANS.sub(figures, _THOUSAND.sub(r"\1\2\3", question))
    question = re.sub(r"\bareas for improvements?\b", "area for improvements", question, flags=re.I)
    return _BETWEEN.sub(ends, _BRACKETED.sub(bare, question))


def _roman(number: str) -> int:
    """ "vi" as 6."""
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in number.lower()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _on_page(text: str) -> tuple[str, Place | None]:
    """ "The second paragraph on page 21" as a place, and the text without it."""
    for pattern in _COUNTED_PLACES:
        match = pattern.search(text)
        if not match:
            continue
        before = _PAGE_THEN.search(text[: match.start()])
        after = _ON_PAGE.match(text, match.end())
        where = after or before
        one = _counted(match)
        if where and one.sort != "page":
            start, end = (
                before.start() if before and not after else match.start(),
                after.end() if after else match.end(),
            )
            return f"{text[:start]} {text[end:]}", replace(one, counted=True, page=where["page"])
    return text, None


def _joins(text: str, page: re.Match[str], ends: Sequence[tuple[int, int]]) -> bool:
    """Whether the page is one of the places asked for: "paragraph 66 and page 21"."""
    return any(
        _AND.fullmatch(text, end, page.start()) if end <= page.start() else _AND.fullmatch(text, page.end(), start)
        for start, end in ends
    )


def _part(text: str, authorities: Sequence[str]) -> tuple[Place | None, str]:
    """A part of the report that has a name, as a place, and the words that name it."""
    chapter = _CHAPTER_SUMMARY.search(text)
    if chapter:
        topic = _without_report(chapter["topic"] or chapter["topic2"], authorities).strip()
        if content(topic):
            return Place("section", (), False, "summary", "", plain=False, topic=topic), chapter.group()
    for section, way in _SECTIONS:
        there = re.search(rf"\b(?:the\s)?(?:{way})\b", text, re.I)
        if there:
            return Place("section", (), False, section, ""), there.group()
    for pattern in (_SUMMARY, _GIST):
        there = pattern.search(text)
        if not there:
            continue
        rest = _without_report(f"{text[: there.start()]} {text[there.end() :]}", authorities)
        before, end = text[: there.start()], there.end()
        asked_of_it = (
            there.groupdict().get("the")
            and (not content(_ASKING.sub(" ", before)) or _SAID_IN.search(before))
            and (_ABOUT.match(text, end) or _means_one(text, end, authorities))
            and not _IS.match(text, end)
        )
        if asked_of_it or not content(_ASKING.sub(" ", rest)):
            return Place("section", (), False, "summary", "", plain=pattern is _SUMMARY), there.group()
    return None, ""


def _is_form(text: str, match: re.Match[str]) -> bool:
    """Whether "P45" is a tax form: "do care leavers get a P45"."""
    return bool(
        re.match(r"p\d", match.group(), re.I)
        and (
            re.search(r"\b(?:an?|their|his|her|your|gets?|got|given?|receiv\w+|issued?|with|form)\s$", text[: match.start()], re.I)
            or re.match(r"s\b| forms?\b", text[match.end() :], re.I)
        )
    )  # fmt: skip


def _means_one(text: str, end: int, authorities: Sequence[str]) -> bool:
    """Whether a place named by counting, which ends there, is one of the whole report."""
    which = _OF_WHICH.match(text, end)
    named_there = which and any(place.start == which.end() for place in authorities_in(text, authorities))
    return bool(named_there or _THAT_ONE.match(text, end) or _OF_REPORT.match(text, end))


def _counted(match: re.Match[str]) -> Place:
    """A place named by counting: "sixth recommendation", "the last two recommendations". Paragraphs have their numbers."""
    groups = match.groupdict()
    what = (groups.get("what") or groups["what2"]).lower()
    called = what if what in _LISTS else ""
    sort = "recommendation" if called else {"para": "paragraph"}.get(what, what)
    board = bool(groups.get("board") or groups.get("whose"))
    nth = (groups.get("nth") or "").lower().replace(" ", "-")
    if "but" in groups:
        but = groups.get("but") or groups.get("but2")
        many = 1 + _SMALL[but.lower()] if but else 2 if nth in ("", "next") else _nth_of(nth)
        return Place(sort, (str(-many),), board, "", "", counted=True, plain=False, called=called)
    if nth:
        numbers: tuple[str, ...] = (str(_nth_of(nth)),)
        return Place(sort, numbers, board, "", "", counted=sort == "recommendation", plain=False, called=called)
    count = (groups.get("count") or "1").lower()
    many = _SMALL.get(count) or int(count)
    last = groups["end"].lower() in ("last", "final")
    numbers = tuple(str(n) for n in (range(-many, 0) if last else range(1, many + 1)))
    return Place(sort, numbers, board, "", "", counted=last or sort == "recommendation", plain=False, called=called)


def _nth_of(word: str) -> int:
    return _NTH.get(word) or int(re.sub(r"\D", "", word))


def _spelt(question: str) -> tuple[str, bool]:
    """The question with "pargraph 30" and "recomendation 6" put right, and whether anything was."""

    def right(match: re.Match[str]) -> str:
        word = match["word"].lower()
        if word in ("parra", "paraa", "praa", "paar", "parah", "parras"):
            return "para"
        meant = (
            _PARAGRAPHS if word.startswith(("p", "ap")) else _RECOMMENDATIONS if word.startswith(("r", "er")) else ()
        )
        near = [one for one in meant if len(word) > 5 and 0 < mistakes(word, one) <= 2]
        return near[0] if near and word not in meant else match.group()

    spelt = _SLIPS.sub(right, question)
    return spelt, spelt != question


def _following(question: str, before: Sequence[Place]) -> tuple[Place, ...]:
    """The place that a follow-up to a look-up means: other numbers, the next ones, or the same again."""
    last = before[-1]
    if _SAME.match(question) or asks_again(question):
        return tuple(replace(one, rest="", plain=False) for one in before)
    if _IN_IT.match(question):
        return tuple(replace(one, rest=question, plain=False) for one in before)
    if last.sort == "section":
        return ()
    nth = nth_one(question)
    if nth and last.sort in ("item", "recommendation") and len(last.numbers) == 1:
        return (replace(last, numbers=(str(nth),), rest="", counted=True, plain=False),)
    also = _ALSO.match(question) or _SHOW.match(question)
    if also:
        numbers = _numbers(also["numbers"])
        named = last if last.sort == "item" else replace(last, counted=False, page="")
        return (replace(named, numbers=numbers, rest="", plain=False),)
    step = STEP.match(question) or _BESIDE.match(question)
    figures = [int(number.split(".")[-1]) for number in last.numbers if not last.counted or int(number) > 0]
    if not step or not figures:
        return ()
    count = (step.groupdict().get("count") or "1").lower()
    many = _SMALL.get(count) or int(count)
    first = min(figures)
    if step["next"]:
        moved = range(max(figures) + 1, max(figures) + 1 + many)
    else:  # number 0, which no report has, where there is nothing before
        moved = range(max(first - many, 1), first) if first > 1 else range(1)
    stem = last.numbers[-1].rpartition(".")[0]
    numbers = tuple(f"{stem}.{n}" if stem else str(n) for n in moved)
    return (replace(last, numbers=numbers, rest="", plain=False),)


def _numbers(text: str) -> tuple[str, ...]:
    """Numbers in figures, in the order typed, ranges written out; "4.2 to 4.5" counts in its last part."""
    figures = re.sub(_SAID, lambda m: str(_figure(m.group())), text.replace("#", " "), flags=re.I)
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
    hundreds = 100 * (_SMALL.get(words[at - 1], 1) if at else 1) if at >= 0 else 0
    return hundreds + sum(_ROUND.get(word, 0) + _SMALL.get(word, 0) for word in words[at + 1 :])


def subject(named: Place, scope_words: Sequence[str]) -> str:
    """What the question asks of the place, without the words that name the place or the report; "" where nothing."""
    rest = named.rest
    for word in sorted(scope_words, key=len, reverse=True):
        rest = re.sub(rf"(?<!\w){re.escape(word)}(?:['’]?s)?(?!\w)", " ", rest, flags=re.I)
    return " ".join(_ASKING.sub(" ", rest).split())


def resolve(named: Place, paragraphs: Sequence[Paragraph]) -> list[int]:
    """Positions of the paragraphs of one report at the place named, in printed order."""
    if named.sort == "page":
        wanted = set(named.numbers)
        if named.counted:
            there = pages(paragraphs)
            wanted = {str(there[int(n)]) for n in named.numbers if -len(there) <= int(n) < 0}
        return [
            i
            for i, p in enumerate(paragraphs)
            if p.kind is not Kind.BOILERPLATE and {str(n) for n in p.pages()} & wanted
        ]
    if named.sort == "section":
        return _section(named, paragraphs)
    if named.sort == "item":
        return _items(named, paragraphs)
    if named.page:
        return _picked(named.numbers, _begins_on(named, paragraphs))
    if named.sort == "recommendation":
        return _recommendations(named, paragraphs)
    if named.counted:
        return _picked(named.numbers, [i for i, p in enumerate(paragraphs) if p.number])
    return [i for i, p in enumerate(paragraphs) if p.number in named.numbers and named.part in (0, p.part)]


def pages(paragraphs: Sequence[Paragraph]) -> list[int]:
    """The pages of a report on which something is printed that is its own."""
    return sorted({n for p in paragraphs if p.kind is not Kind.BOILERPLATE for n in p.pages()})


def _section(named: Place, paragraphs: Sequence[Paragraph]) -> list[int]:
    """A part with a name; "the summary" is the executive one, else that of the key findings, else what opens the report."""
    if named.topic:
        return [
            i for i, p in enumerate(paragraphs) if _sums_up(p) and any(_has(named.topic, part) for part in p.section)
        ]
    exact = ("executive summary", "summary of key findings") if named.section == "summary" else (named.section,)
    for section in exact:
        found = [i for i, p in enumerate(paragraphs) if _in_section(section, p)]
        if found:
            return found
    return (
        [i for i, p in enumerate(paragraphs) if _sums_up(p) and not _chapter(p)] if named.section == "summary" else []
    )


def _sums_up(paragraph: Paragraph) -> bool:
    return paragraph.kind is Kind.SUMMARY and paragraph.number is None


def _chapter(paragraph: Paragraph) -> str:
    """The heading of the chapter that the paragraph sums up under a heading of its own; "" for other paragraphs."""
    path = paragraph.section
    return path[-2] if len(path) > 1 and path[-1].casefold().strip(" :.") == "summary" else ""


def _has(topic: str, heading: str) -> bool:
    return {stem(word) for word in content(topic)} <= {stem(word) for word in content(heading)}


def _items(named: Place, paragraphs: Sequence[Paragraph]) -> list[int]:
    """By the label, each list under its own heading; without such a label by counting on the page."""
    found = [i for among in _lists(named, paragraphs).values() for i in _picked(named.numbers, among)]
    return sorted(found or (_picked(named.numbers, _begins_on(named, paragraphs)) if named.page else []))


def _lists(named: Place, paragraphs: Sequence[Paragraph]) -> dict[str, list[int]]:
    """What is counted under each heading that an item may stand under, by what the labels have before the number."""
    lists: dict[str, list[int]] = {}
    for i, p in enumerate(paragraphs):
        where, noun = _label(p)
        if named.loose and p.number and p.kind is Kind.RECOMMENDATION:  # people call these bullets and points, too
            where, noun = p.section[-1], "bullet"
        if noun == named.called and _labelled(named, where):
            lists.setdefault(where, []).append(i)
    return lists


def _label(paragraph: Paragraph) -> tuple[str, str]:
    """What the label has before the number, and what is counted; a line of the title page stands under its own name."""
    counted = COUNTED.fullmatch(paragraph.label)
    return (counted["where"] or "", counted["noun"]) if counted else (paragraph.label, "line")


def _labelled(named: Place, where: str) -> bool:
    """Whether an item is under the heading that is named. Words that say which report may be missing there."""
    if named.page:
        return where == f"Page {named.page}"
    typed, own, there = ({*map(stem, words(text))} - _LITTLE for text in (named.topic, named.section, where))
    return bool(own) and own <= there if named.loose else there - (typed - own) == own


def _begins_on(named: Place, paragraphs: Sequence[Paragraph]) -> list[int]:
    """What a reader counts on a page: the paragraphs, recommendations or items that begin there; items are no paragraphs."""
    there = [i for i, p in enumerate(paragraphs) if str(p.page) == named.page and p.kind is not Kind.BOILERPLATE]
    if named.sort == "item":
        return [i for i in there if _label(paragraphs[i])[1] == named.called]
    wanted = Kind.RECOMMENDATION if named.sort == "recommendation" else None
    return [
        i
        for i in there
        if (
            paragraphs[i].kind is wanted
            if wanted
            else paragraphs[i].kind is not Kind.JUDGEMENT and not paragraphs[i].lead
        )
    ]


def _in_section(section: str, paragraph: Paragraph) -> bool:
    if section == "summary for children and young people":
        return paragraph.kind is Kind.CHILDREN
    return any(section in part.lower() for part in paragraph.section)


def _recommendations(named: Place, paragraphs: Sequence[Paragraph]) -> list[int]:
    """By the number printed; else, for the board's own or unnumbered ones, by counting as a reader would."""
    found = [i for i, p in enumerate(paragraphs) if p.kind is Kind.RECOMMENDATION]
    board = [i for i in found if of_board(paragraphs[i].section)]
    among = board if named.board else found
    if named.called:
        return _of_list(named, paragraphs)
    if named.counted:
        # The last of a report is the board's where it has any; a reader may mean the council's last, so both are shown.
        council = [i for i in found if i not in board]
        lists = [board] if named.board else [council, board] if int(named.numbers[0]) < 0 else [council or board]
        return sorted(i for one in lists for i in _picked(named.numbers, one))
    printed = [i for i in among if paragraphs[i].number in named.numbers and named.part in (0, paragraphs[i].part)]
    counted = _picked(named.numbers, among)
    return printed or (counted if named.board or all(paragraphs[i].number is None for i in among) else [])


def _list_of(named: Place, paragraphs: Sequence[Paragraph]) -> list[int]:
    """The list of recommendations that is called so, of the board where it is named, else of the council if it has one."""
    found = [
        i
        for i, p in enumerate(paragraphs)
        if p.kind is Kind.RECOMMENDATION
        and next((name for part in reversed(p.section) for name, way in _LISTS.items() if way.search(part)), "")
        == named.called
    ]
    board = [i for i in found if of_board(paragraphs[i].section)]
    return board if named.board else [i for i in found if i not in board] or board


def _of_list(named: Place, paragraphs: Sequence[Paragraph]) -> list[int]:
    """Each by the number printed in the list; else, as reports number all that they recommend in one row, by counting."""
    among = _list_of(named, paragraphs)
    printed = {paragraphs[i].number: i for i in among if not named.counted}
    found = [[printed[n]] if n in printed else _picked((n,), among) for n in named.numbers]
    return sorted({i for one in found for i in one})


def heading(named: Place, paragraphs: Sequence[Paragraph]) -> str:
    """The heading of the list in which places were counted; "" where they are found by the number printed."""
    found = resolve(named, paragraphs) if named.called in _LISTS else []
    if not found or (not named.counted and all(paragraphs[i].number in named.numbers for i in found)):
        return ""
    return next(part for part in reversed(paragraphs[found[0]].section) if _LISTS[named.called].search(part))


def _picked(numbers: Sequence[str], among: Sequence[int]) -> list[int]:
    """The nth ones, from the end where n is below zero."""
    wanted = {int(n) - 1 if int(n) > 0 else len(among) + int(n) for n in numbers if n.lstrip("-").isdigit() and int(n)}
    return [i for n, i in enumerate(among) if n in wanted]


def nearest(named: Place, paragraphs: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """What is printed nearest to a place that is not there: how far off and its position, nearest first.

    By number or page; from the top, the summary first, where there is none.
    """
    citable = [i for i, p in enumerate(paragraphs) if p.kind is not Kind.BOILERPLATE]
    if named.page:
        named = replace(named, sort="page", numbers=(named.page,))
    beside = [i for among in _lists(named, paragraphs).values() for i in among] if named.sort == "item" else []
    if beside:
        return _from_the_top(beside)
    numbers = [abs(int(n)) for n in named.numbers if n.lstrip("-").isdigit()]
    if named.sort in ("section", "item") or not numbers:
        summary = [i for i in citable if paragraphs[i].kind is Kind.SUMMARY]
        return _from_the_top(summary or citable)
    if named.sort == "page":
        at = {i: page for i in citable if (page := paragraphs[i].page) is not None}
    elif named.sort == "recommendation":
        of_kind = [i for i in citable if paragraphs[i].kind is Kind.RECOMMENDATION]
        of_kind = [i for i in of_kind if of_board(paragraphs[i].section)] or of_kind if named.board else of_kind
        of_kind = _list_of(named, paragraphs) or of_kind if named.called else of_kind
        at = {i: _place_number(paragraphs[i], n) for n, i in enumerate(of_kind, 1)}
    else:
        at = {i: int(number) for i in citable if (number := paragraphs[i].number) and number.isdigit()}
    return sorted((min(abs(at[i] - n) for n in numbers), i) for i in at) or _from_the_top(citable)


def _from_the_top(positions: Sequence[int]) -> list[tuple[int, int]]:
    """For a report without such numbers: farther off than any number, in printed order."""
    return [(_FAR + n, i) for n, i in enumerate(positions)]


def _place_number(paragraph: Paragraph, counted: int) -> int:
    return int(paragraph.number) if paragraph.number and paragraph.number.isdigit() else counted


def absent(named: Place, paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """The numbers named of which the report has none."""
    if named.sort == "section":
        return ()
    return tuple(n for n in named.numbers if not resolve(replace(named, numbers=(n,)), paragraphs))


def there_is(named: Place, paragraphs: Sequence[Paragraph]) -> str:
    """What places of that sort the report has: "paragraphs 1 to 152", "recommendations 1 to 14 and 130 to 132"."""
    if named.sort == "page":
        there = pages(paragraphs)
        return f"pages 1 to {max(there)}" if there else "no pages, since it was added as text"
    if named.sort == "item" and not named.page:
        if not named.topic:
            where = next((where for where, noun in map(_label, paragraphs) if noun == named.called), "")
            return (
                f"{named.noun(2)} that are counted under their headings, “{where}” for one"
                if where
                else f"no {named.noun(2)}"
            )
        lists = _lists(named, paragraphs) or _lists(replace(named, loose=True), paragraphs)
        many = sum(map(len, lists.values()))
        return f"{many or 'no'} {named.noun(many)} under “{named.topic}”"
    if named.topic:
        chapters = dict.fromkeys(_chapter(p) for p in paragraphs if _sums_up(p) and _chapter(p))
        said = f"no summary under a heading with “{named.topic}”"
        return said + (f", but under “{'” and “'.join(chapters)}”" if chapters else "")
    if named.sort == "section":
        parts = [name for name, _ in _SECTIONS if any(_in_section(name, p) for p in paragraphs)]
        return f"no part called “{named.section}”" + (f", but “{'” and “'.join(parts)}”" if parts else "")
    if named.page:
        many = len(_begins_on(named, paragraphs))
        return f"{many or 'no'} {named.noun(many)} that begin{'s' if many == 1 else ''} on page {named.page}"
    if named.called:
        among = [paragraphs[i] for i in _list_of(named, paragraphs)]
        if not among:
            others = there_is(replace(named, called=""), paragraphs)
            return (
                f"no {'LSCB ' if named.board else ''}{named.noun(2)}, but {others}" if others[:3] != "no " else others
            )
        printed = [p.number for p in among if p.number]
        return f"{len(among)} {named.noun(len(among))}" + (f", numbered {_joined(printed)}" if printed else "")
    only = named.sort == "recommendation"
    among = [
        p
        for p in paragraphs
        if not only or (p.kind is Kind.RECOMMENDATION and (of_board(p.section) or not named.board))
    ]
    numbers = [p.number for p in among if p.number]
    if numbers:
        return f"{named.sort}{'s' if len(numbers) > 1 else ''} {_joined(numbers)}"
    if only and among:
        return f"{len(among)} recommendation{'s' if len(among) > 1 else ''} without numbers"
    return f"no {'' if only else 'numbered '}{named.sort}s"


def _nth(number: int) -> str:
    if number < 0:
        return "last" if number == -1 else f"{_nth(-number)} last"
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _joined(numbers: Sequence[str]) -> str:
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
