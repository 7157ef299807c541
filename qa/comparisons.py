"""Questions that compare: how something changed from inspection to inspection, or differs from authority to authority.

A comparison asks each report by itself, for its subject. What one report can tell alone ("how often are children moved?",
"since when …", "compared with England") is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from index.scope import canonical, short_name
from qa.words import AUTHORITIES, AUTHORITY, content

YEAR = r"20[012]\d"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEARS = rf"(?:{MONTH}\s+)?{YEAR}(?:(?:\s*[,/&–-]\s*|\s+(?:and|to|or|vs?|versus|against|until)\s+)(?:(?:and|in|from|the)\s+)*{YEAR})*"
_NOUN = r"(?:inspections?|re-?inspections?|reports?|ilacs|ofsteds?|time|ones?)"
_MANY = rf"(?:inspections|reports|{AUTHORITIES})"
_LAST = r"(?:last|latest|newest|most recent|previous|earlier|first|earliest)"
_DETERMINERS = r"(?:(?:the|its|their|our|that|these|those|[\w-]+['’]s?)\s+)*"
# An inspection as the other side of a comparison: "2016", "the 2016 inspection", "last time", "then".
_ONE = rf"{_DETERMINERS}(?:{_YEARS}(?:\s+{_NOUN})?|{_LAST}(?:\s+\w+)?\s+{_NOUN}|then\b|before(?=\W*$))"
_SINCE = rf"(?:since|than|after)(?:\s+(?:they|it|that|those)\s+(?:was|were|did))?(?:\s+(?:in|at|by|back in))?\s+{_ONE}"
_WITH = rf"(?:compared?|against|versus|vs)(?:\s+(?:with|to|against))?\s+{_ONE}"
_BETTER = (
    r"(?:better|worse|quicker|slower|faster|stronger|weaker|improv(?:e|ed|ing)|chang(?:e|ed|ing)|differ(?:ed)?|different|"
    r"mov(?:ed|ing) (?:on|forwards?)|progress(?:ed|ing)|evolv(?:e|ed|ing)|deteriorat(?:e|ed|ing)|"
    r"lower|higher|shorter|longer|smaller|larger|var(?:y|ies|ied))"
)
_CHANGED = (
    r"(?:improved?|changed?|deteriorated?|increased?|decreased?|reduced?|fallen|fall|risen|rise|(?:gone|go)\s+(?:up|down)|"
    rf"(?:got|get|gotten|become)\s+(?:(?:any|much)\s+)?{_BETTER})"
)
_CHANGING = (
    rf"(?:improving|deteriorating|increasing|falling|rising|going\s+(?:up|down)|(?:getting|becoming)\s+{_BETTER})"
)
_VERB = r"(?<!\bto)(?<!\bthe)(?<!\ba)(?<!\bany)(?<!\bmuch)(?<!\bbeen)"  # not "helped them to improve", "the change in", "been reduced"
_IMPROVED = r"(?:improved?|strengthened?|reduced?|increased?|cut)\s+(?:its|their|our)"  # a report tells of who "changed its approach"
_MADE = r"(?:made|make)\s+(?:\w+\s+)?progress"
_ON = r"(?:in terms of|when it comes to|with regard to|regarding|at|on|in|for(?! the (?:better|worse))|with|over|about|around)"
_TOGETHER = r"(?:over|across|between|from|among)\s+(?:(?:the|its|their|our|these|those|all|last|successive|different|\w+['’]s)\s+)*"
_OVER_TIME = (
    rf"(?:{_TOGETHER}(?:(?:two|three|four|five|six)\s+)?(?:\w+\s+)?(?:inspections|reports)|"
    r"(?:at|in|by|for)\s+each\s+(?:inspection|report)|over\s+(?:the\s+years|time)|"
    r"from\s+(?:one\s+)?(?P<each>inspection|report)\s+to\s+(?:the\s+)?(?:next|(?P=each)|another))"
)
_ACROSS = (
    rf"(?:{_TOGETHER}(?:(?:two|three|four|five|six)\s+)?(?:\w+\s+)?{AUTHORITIES}|(?:in|by|for)\s+each\s+{AUTHORITY}|"
    rf"from\s+(?:one\s+)?{AUTHORITY}\s+to\s+(?:the\s+)?(?:next|another|{AUTHORITY}))"
)
_THEN = rf"then\b(?:\s*\([^)]*\))?\s+(?:and|versus|vs|or)\s+now\b(?:\s*\({_YEARS}\))?"
_BETWEEN = rf"(?:between|from|in)\s+(?={YEAR}\W+(?:\w+\s+){{0,3}}{YEAR}){_YEARS}"
_WHICH_IS = (  # of those that were named
    r"(?:who|which) (?:(?:one )?of (?:those|these|them|the) )?(?:one |two |three )?"
    r"(?:is|was|are|were|does|did|has|had) (?:\w+ ){0,2}"
    r"(?:better|worse|best|worst|(?:strong|weak|high|low|larg|small|few)(?:er|est))(?: ones?| now)?\W*$"
)
_PLEASE = (
    r"(?:(?:please|can you|could you|(?:i|we)(?:['’]d| would)? (?:like|want|need) to|(?:tell|show|give) (?:me|us)|and|"
    r"(?:describe|explain|outline|summari[sz]e)(?= how\b))\s+)*"
)
_OPENING = rf"(?:^|[:?–-]\s*){_PLEASE}"
_COMPARES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_OPENING}(?:compar(?:e|ing)|(?:a\s+)?comparison)\b",
        rf"\bcompar(?:e|es|ed|ison|ing)\b(?:\s+\w+){{0,3}}\s+(?:with|to|against)\s+{_ONE}",
        rf"\bhow\s+do\s+(?:(?:they|these|those|the|all|two|three|four|five|six|its|their|{_MANY})\s+)+(?:compare|differ|vary)\b",
        rf"\bhow\s+(?:(?:much|far|well)\s+)?(?:did|has|have|had)\s(?![^?.!;]*\b(?:made|helped)\b)[^?.!;]+?{_VERB}\s"
        rf"(?:{_BETTER}(?=\W*$|,|\s+(?:from|between|since|over|across|in\s+{YEAR}|or|and)\b)|{_CHANGED}\s+{_ON}\b)",
        rf"{_OPENING}(?:how\s+(?!(?:many|much|often|long)\b)[^?.!;]+?\s)?(?:has|have|had|did(?! inspectors| ofsted))\s"
        rf"(?:[^?.!;]+?{_VERB}\s)?{_CHANGED}"
        rf"(?=\W*$|\s+(?:since|{_ON})\b)",
        rf"{_OPENING}(?:has|have|had|did)\s(?:[^?.!;]+?{_VERB}\s)?{_IMPROVED}\s",
        rf"{_OPENING}(?:is|are)\s[^?.!;]+?\s{_CHANGING}(?=\W*$|\s+{_ON}\b)",
        rf"{_OPENING}(?:(?:what|how much)\s+progress\s+(?:has|have|had)\s[^?.!;]*?\bmade|(?:has|have|had|did)\s[^?.!;]+?\s{_MADE})\s+on\b",
        rf"{_OPENING}what(?:['’]s|\s+(?:is|has|have|had))?\s+(?:changed|different)\s+{_ON}\b",
        rf"{_OPENING}(?:is|are|do|does)\s[^?.!;]+?\s(?:better|worse)(?:\s+{_ON}\s[^?.!;]+?)?\s+now\W*$",
        rf"\bhow\s+(?:has|have|did)\s+(?:it|that|this|they|things)\s+(?:{_BETTER}|moved)",
        r"\bhow\s+(?:does|do|did)\s+(?:it|that|this|they)\s+compare\s+(?:with|to)\s+(?!(?:the\s+)?(?:england|national|similar|statistical|other)\b)",
        rf"\b{_BETTER}\b[^?.!;]*?\s(?:{_SINCE}|{_BETWEEN}|{_OVER_TIME})",
        rf"\b{_SINCE}[^?.!;]*?\s(?:has|have|had|did|is|are)\s[^?.!;]*?\s{_BETTER}(?=\W*$)",
        rf"\b(?:changes?|trends?)\b[^?.!;]*?\s(?:{_OVER_TIME}|{_BETWEEN}|{_SINCE})",
        rf"\b(?:compares?|different|differences?|differ|vary|varies|varied)\b[^?.!;]*?\s(?:{_ACROSS}|{_OVER_TIME}|{_BETWEEN})",
        rf"\b(?:{_LAST}|{YEAR})\b(?:\s+\w+){{0,3}}\s+(?:versus|vs|against|than|compared\s+(?:with|to))(?:\s+\w+){{0,2}}\s+{_LAST}\b",
        r"\b(?:over\s+(?:the\s+)?(?:last\s+|past\s+)?(?:\w+\s+)?inspections|over\s+the\s+years|across\s+(?:\w+['’]?s?\s+){0,3}inspections|"
        r"each\s+(?:inspection|report)|successive\s+(?:inspections|reports)|(?:two|three|four|five|six)\s+inspections)\b",
        rf"\b{_THEN}",
        rf"^(?:(?:and|so|but|ok)\b[,\s]*)*{_WHICH_IS}",
    )
)  # fmt: skip


# A follow-up that holds what was asked before against what it names: "compared with Derby?", "how does Derby compare?".
AGAINST = re.compile(
    r"^(?:(?:and|so|but|ok)\b[,\s]*)*(?:(?:how (?:does|do|did) (?:[\w’'-]+ ){0,4})?compared?|versus|vs|against)\b", re.I
)


def compares(question: str) -> bool:
    """Whether the question asks how something changed or differs from report to report."""
    return any(pattern.search(question) for pattern in _COMPARES)


_TOLD_BY_ONE = re.compile(r"(?:(?:how|who|where|which)\s+(?:\w+\s+)?)?(?:has|have|had|did)\b", re.I)


def sets_side_by_side(question: str) -> bool:
    """Whether the question compares what no paragraph of any report can; that something improved one may say."""
    return compares(question) and not _TOLD_BY_ONE.match(question)


_HELPER = r"(?:did|do|does|has|have|had|is|are|was|were)"
_HOW = rf"(?:(?:how(?:\s+(?:much|far|well))?|where|which(?:\s+(?:one|{AUTHORITY}|inspection|report))?|who)\s+)?"
_ANYBODY = rf"(?:the\s+)?(?:{AUTHORITY}|it|they|things|anything|services?|practice|been)"
_GOT = r"(?:(?:got|get|getting|become|gone|do|doing|done|any|much|been|really|actually|at all)\s+)*"
_BETTERS = rf"{_GOT}(?:{_BETTER}|moved)(?:\s+(?:or|and)\s+(?:got\s+)?(?:{_BETTER}|gone\s+backwards?|not))*"
# What says which reports are held against each other, and not what about them.
_TIMES = re.compile(
    rf"\b(?:{_THEN}|{_SINCE}|{_WITH}|{_OVER_TIME}|{_ACROSS}|(?:(?:from|between|in|at|of|for|since)\s+)?(?:the\s+)?{_YEARS}(?:\s+{_NOUN}\b)?|"
    rf"(?:{_LAST}\s+)?(?:two|three|four|five|six)\s+(?:{_LAST}\s+)?inspections(?!\s+(?:say|said|tell|found)\b)|since\s*$|now\b|"
    r"(?:in|over|during)\s+(?:the\s+)?(?:last|past|recent)\s+(?:\w+\s+)?years?)",
    re.I,
)
# "…, has it got better", "…: any quicker", "…? how has that moved".
_ECHO = re.compile(
    rf"(?:\s*[?,:;–-]\s*(?:and\s+)?(?:(?:how|what)\s+)?(?:{_HELPER}\s+)?(?:(?:it|that|this|they|things)\s+)?|"
    rf"\s+(?:has|have|is|are)\s+){_BETTERS}\s*$|"
    rf"\s*[?,:;–-]\s*(?:and\s+)?how\s+{_HELPER}\s+(?:it|that|this|they)\s*$|"
    rf"\s*[?,:;–-]\s*(?:and\s+)?{_WHICH_IS}|"
    rf"\s*[?,:;–-]\s*(?:(?:and|so|but|ok)\s+)?(?:how\s+{_HELPER}\s+(?:(?:it|that|this|they)\s+)?)?compared?\s*$",
    re.I,
)
# "Tell me how early help has changed": how it has.
_INDIRECT = re.compile(
    rf"^how\s+(?!(?:many|much|often|long|well|far|good|{_HELPER})\b)(.+?)\s+(has|have|had)\s+(?={_CHANGED}\b)", re.I
)
_SUBJECTS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^(?:{_HOW}{_HELPER}\s+(?:{_ANYBODY}\s+)?(?:{_BETTERS}(?:\s+than)?|do|doing|perform(?:ing|ed)?)|"
        rf"how\s+(?:good|strong|effective|different|similar)\s+{_HELPER})\s+{_ON}\s+(?P<subject>.+)$",
        rf"^{_HOW}{_HELPER}\s+(?P<subject>.+?)\s+(?:{_BETTERS}|compare)$",
        rf"^{_HOW}(?:has|have|had|did)\s+(?P<subject>.+?){_VERB}\s+{_CHANGED}(?P<further>\s+{_ON}\s.+)?$",
        rf"^{_HOW}(?:has|have|had|did)\s+(?:.+?{_VERB}\s+)?(?:{_IMPROVED}|improved?\s+the)\s+(?P<subject>.+)$",
        rf"^(?:is|are)\s+(?P<subject>.+?)\s+{_CHANGING}$",
        rf"^(?:(?:what|how much)\s+progress\s+(?:has|have|had)\s+(?:{_ANYBODY}\s+)?made|"
        rf"(?:has|have|had|did)\s+(?:{_ANYBODY}\s+)?{_MADE})\s+on\s+(?P<subject>.+)$",
        r"^compar(?:e|ing|ison of)\s+(?:what|how)\b.*?\b(?:says?|said|tells?|found|find|wrote)\s+"
        r"(?:us\s+)?(?:about|on|of|for)\s+(?P<subject>.+)$",
        rf"^(?:an?\s+|the\s+)?compar(?:e|ing|ison)[\s:–-]+(?:how\s+(?:well\s+)?(?:{_HELPER}\s+|doing\s+)*)?"
        r"(?P<subject>(?!what\b|the (?:two|three)$).+)$",
        # without who says it
        r"^what\s+(?:do|does|did)\s+(?:(?:the\s+)?(?:reports?|inspections?)\s+)?(?:say|said)\s+(?:about|on)\s+(?P<subject>.+)$",
        rf"^how\s+(?:(?:do|does|did)\s+)?(?:(?:they|these|those|the|all|two|three|four|five|six|and)\s+)*(?:{_MANY}\s+)?(?:compare|differ|vary)\s+"
        rf"(?:(?:and|with|to|from|against)\s+)*{_ON}\s+(?P<subject>.+)$",
        r"^(?:what(?:['’]s|\s+(?:is|are|was|were|has|have|had))?\s+)?(?:(?:is|are|was|were)\s+there\s+)?(?:(?:the|any|an?)\s+)?"
        r"(?:changed|better|worse|different|differences?|changes?|trends?)\s+(?:(?:is|are|was|were)\s+there\s+)?"
        rf"(?:between\s+(?:and\s+)?(?:{_ON}\s+)?|(?:{_ON}|to)\s+)(?P<subject>.+)$",
        rf"^(?!(?:{_HELPER}|can|could|will|would|should|what|how|who|which|where|when|why|list|show|tell|give|find|"
        r"explain|describe|outline|summari[sz]e|by|compar\w+|any|not)\b)"
        r"(?!.*\b(?:did|does|which|how|what)\b)(?P<subject>.+)$",
    )
)  # fmt: skip
_LEFT_OPEN = re.compile(
    r"(?:^|\s)(?:(?:from|to|with|than) (?:that|those)|and|or|to|with|compared|versus|vs|than|in|at|of|for|by|from|between|since|"
    r"the|on)\s*$",
    re.I,
)
# What is left before the subject where the names stood there: "compare [A] with [B] on neglect", "compare the two on visits",
# "[A] vs [B]: neglect".
_BEFORE_SUBJECT = re.compile(
    rf"^(?:(?:and|or|with|to|against|versus|vs?|both|the|all|two|three|four|five|six|{_MANY})\b\s*)*"
    rf"(?:[:,–-]\s*|\b(?:{_ON}|of)\s+)",
    re.I,
)
_VAGUE = frozenset(
    "things thing services service practice council authority authorities councils area areas borough county city there".split()
)
_COMPARED_WITH = re.compile(r"\bcompared\s+(?:with|to|against)\s+\w", re.I)
_ASKS = re.compile(rf"^(?:{_HELPER}|can|how|what|which|who|where|why)\s", re.I)


def compared(question: str, names: Collection[str]) -> str:
    """The subject of a comparison as a question that one report can answer; the question itself where none stands out.

    "How did the front door in Havering change from 2016 to 2024?" becomes "What did inspectors say about the front door?":
    no single paragraph tells of the change. `names` are the authorities and other words that say which reports are meant.
    """
    places = dict.fromkeys(other for name in names for other in (name, short_name(name), canonical(name)) if name)
    dates = [name for name in names if re.search(r"\d", name) and not re.fullmatch(YEAR, name)]
    said = _TIMES.sub(" ", without(question, dates))
    said = without(said, [name for name in places if not re.fullmatch(YEAR, name)])
    text = _INDIRECT.sub(r"how \2 \1 ", re.sub(rf"^{_PLEASE}", "", _tidy(said), flags=re.I))
    rest = _tidy(_ECHO.sub("", text))
    asked = f"{rest}?" if _ASKS.match(rest) and content(rest) else question
    for pattern in _SUBJECTS:
        found = pattern.match(rest)
        if found:
            about = _BEFORE_SUBJECT.sub("", "".join(filter(None, found.groups())))
            subject = _tidy(re.sub(r"^(?:the|our|their|its)\s+", "", about, flags=re.I))
            telling = set(content(subject)) - _VAGUE
            return f"What did inspectors say about {subject}?" if telling else question
    echoed = rest != text or (_COMPARED_WITH.search(question) and not _COMPARED_WITH.search(said))
    return asked if echoed else question


def without(question: str, said: Collection[str]) -> str:
    """The question without those words, each with its preposition, its possessive s and what joins it to the next one."""
    if not said:
        return question
    ways = "|".join(re.escape(one) for one in sorted(said, key=len, reverse=True))
    one = rf"(?:(?:in|at|of|by|for|from|within|across|among|going by|according to)\s+)?(?:the\s+)?(?<!\w)(?:{ways})(?!\w)(?:['’]s)?"
    return re.sub(rf"[\s,:–-]*(?<!\w){one}(?:\s*(?:,|&|\b(?:and|or)\b)+\s*{one})*", " ", question, flags=re.I)


def _tidy(text: str) -> str:
    """Without blanks, brackets and joining words that are left at the edges."""
    previous = ""
    while previous != text:
        previous = text
        text = re.sub(r"\s+([?.!,:;])", r"\1", " ".join(re.sub(r"\(\W*\)", " ", text).split()))
        text = _LEFT_OPEN.sub("", text.strip(" ,:;–-?.!&/")).strip()
    return text
