"""A question in its conversation: which earlier questions it leans on, and of which reports it is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.library import Library, Loaded
from index.model import ReportInfo, Scope
from index.scope import of_authorities
from qa import lookup, parts, quotations
from qa.comparisons import AGAINST, compares
from qa.followup import STEP, joined, leads_nowhere, opened, turns
from qa.model import Asked, LeftOut, Understanding
from qa.quotations import Quotation
from qa.understand import Scoped, everywhere, scoped
from qa.words import words

LONGEST_QUESTION = 1_000  # characters
_GREETINGS = frozenset(
    "hi hello hey thanks thank cheers ok okay great perfect brilliant excellent lovely helpful useful interesting yes yeah yep no nope "
    "sorry that's wow hm hmm bye goodbye good test testing".split()
)
_GREETED = _GREETINGS | frozenset(
    "morning afternoon evening there all everyone again you very really so much a lot please now for your help fine".split()
)
_OF_ITSELF = re.compile(  # of this program
    r"^(?:what can (?:you|this|i) (?:do|ask|be used for)|how (?:do|does|can|should) (?:you|this|it|i) (?:work|use (?:this|it|you))|"
    r"(?:who|what) are you|help(?: me)?)\b(?: (?:here|please|for me|with this))?\W*$",
    re.I,
)
# What is said of an answer, and asks nothing of the reports: "that's wrong", "are you sure?", "can you put that in a table?".
_LEAD = (
    r"(?:(?:yes|yeah|no|ok|okay|sorry|thanks|thank you|well|hm+|oh|but|so|and|now|please|(?:can|could|would|will) you|"
    r"i(?:['’]d| would)? (?:like|want|need))\b[\s,.!…–-]*)*"
)
_THAT = r"(?:that|this|it|them|these|those|(?:the|your|this) (?:answer|quot(?:e|ation)|result)s?)"
_SHAPE = (
    r"(?:(?:in|as|into|with|by)(?: (?:an?|one|two|three|few(?:er)?|less|plain|simpler?|short(?:er)?|your|my|own|"
    r"other|single|bullet|their own(?= words)))* "
    r"(?:tables?|charts?|graph|sentences?|words?|terms|paragraph|english|welsh|bullets?|points?|nutshell|short|brief|language|summary|"
    r"email|spreadsheet|excel))"
)
_JUDGED = (
    rf"(?:(?:{_THAT}|you|which)(?:['’]?(?:s|re)| (?:(?:is|was|are|were)(?:n['’]?t)?|looks?|sounds?|seems?|can(?:['’]t|not) be)) )?"
    r"(?:(?:not|just|so|very|really|quite|all|completely) )*"
    r"(?:helpful|useful|wrong|(?:in)?correct|right|(?:un)?true|false|(?:un)?clear|(?:ir)?relevant|confusing|nonsense|rubbish|"
    r"(?:(?:from|about) )?the wrong \w+|what i (?:asked|meant|need(?:ed)?|want(?:ed)?)(?: for)?)|"
    rf"(?:{_THAT}|you) (?:makes? no sense|"
    rf"(?:do(?:es)?|did)(?:n['’]?t| not) (?:help|work|make sense|answer (?:{_THAT}|(?:my|the) question)))|"
    r"i (?:see|(?:dis)?agree|understand)|got it|understood|never ?mind|forget (?:it|that)|try again"
)
_DOUBTED = (
    r"i (?:still )?(?:(?:do|did)n['’]?t|can['’]?t|(?:do|did|can) ?not) (?:really |quite )?(?:understand|follow|get|believe|agree|know)"
    rf"(?: (?:with )?(?:{_THAT}|you|what (?:that|this|it|you) (?:means?|sa(?:y|ys|id))))?|"
    r"are you (?:really |quite )?(?:sure|certain)(?: (?:of|about) (?:that|this|it))?|is (?:that|this) (?:really )?(?:right|correct)|"
    rf"how (?:do|did|can|would) you know(?: {_THAT})?|(?:why|how) (?:do|did) you (?:say|choose|pick|think|find|show)(?: {_THAT})?|"
    rf"what (?:do|does|did) (?:{_THAT}|you|they) mean(?: by {_THAT})?"
)
_RESHAPED = (
    rf"(?:(?:a bit|a little|much|even|make {_THAT}) )*(?:shorter|briefer|simpler|more (?:simply|briefly|concise))|"
    rf"(?:summari[sz]e|shorten|simplify|explain|translate|rephrase|reword|rewrite|paraphrase|condense|sum up)(?: {_THAT})?(?: up)?"
    rf"(?: (?:{_SHAPE}|(?:in)?to \w+))?|(?:(?:put|show|give|turn|make|write|say)(?: me)? {_THAT} )?{_SHAPE}|"
    r"(?:give|show|make|write)(?: me)? (?:an? )?(?:short |shorter |brief )?"
    rf"(?:table|chart|summary|version|paragraph|note|email) (?:of|on|about) {_THAT}"
)
_OF_ANSWER = re.compile(
    rf"^{_LEAD}(?:{_JUDGED}|{_DOUBTED}|{_RESHAPED})(?: (?:please|thanks|thank you|at all|then))*\W*$", re.I
)
_ONLY_QUOTES = (
    "This program finds passages and quotes them word for word: it cannot judge, explain, shorten or rewrite them. Each can be checked "
    "under the paragraph number and page shown. If they do not answer, please ask in other words, or name a subject, an authority or "
    "a year: “what did inspectors say about early help?”"
)
_ASK = "Please ask what you would like to know from the reports: “what did inspectors say about early help?”"
_LEANS = "This leans on a question before it, and there is none. Please ask it with its subject."


@dataclass(frozen=True, slots=True)
class Turn:
    """A question in its conversation. `asked` is what it asks, as typed; `before` are the earlier questions and the background
    told with it, oldest first, `said` those that make it whole, itself the last.

    `given` are the reports in the scope that was set, `among` those in the narrowed one, which the questions name;
    `quotation` is what it quotes from them.
    """

    asked: str
    before: tuple[Asked, ...]
    said: tuple[Asked, ...]
    understanding: Understanding
    narrowed: Scoped
    given: tuple[ReportInfo, ...]
    among: Sequence[Loaded]
    quotation: Quotation | None

    @property
    def scope(self) -> Scope:
        """The scope that was set."""
        return self.understanding.given


def trouble(asked: str, *, first: bool = False) -> str:
    """Why a question cannot be asked at all, as a line for people; empty where it can. Before the `first` no answer was shown that
    it could remark on."""
    if not asked:
        return "Please type a question, or a place such as “paragraph 66”."
    if len(asked) > LONGEST_QUESTION:
        return f"The question has {len(asked):,} characters; the most is {LONGEST_QUESTION:,}. Please shorten it."
    said = words(asked)
    if (said and said[0] in _GREETINGS and _GREETED.issuperset(said)) or _OF_ITSELF.match(asked):
        return _ASK
    remark = _ASK if first else _ONLY_QUOTES
    return remark if _OF_ANSWER.match(asked) else ""


def leads_from_nothing(asked: str) -> str:
    """Why the first question of a conversation cannot be read, where it leans on one before it; else empty."""
    corrects = parts.corrects(asked)
    _, asked = parts.told(asked)
    nowhere = leads_nowhere(asked) or ((corrects or lookup.nth_one(asked)) and not lookup.places(asked))
    return _LEANS if nowhere else ""


def understood(newest: Asked, before: Sequence[Asked], scope: Scope, library: Library) -> Turn:
    """The newest question with all that it leans on. `before` are the `earlier` ones of its conversation.

    Raises LibraryError where the library cannot be read.
    """
    told, asked = parts.told(newest.question)
    background = (Asked(told, newest.without),) if told else ()  # a place that it names holds
    before = (*before, *background)
    reports = library.reports(scope)
    given = tuple(report.info for report in reports)
    quotation = quotations.quoted(asked, reports)
    said = _turns(Asked(asked, newest.without), () if quotation else before)
    leant_on = said[:-1] if said[-1].question == asked else said
    whole = joined([turn.question for turn in said])
    # A place or a year in what is quoted is none that the question names.
    naming = (Asked(quotation.rest, newest.without),) if quotation else said
    narrowed = scoped_by(whole, scope, given, naming)
    holds = _held(whole, narrowed, scope, given, naming, before)
    if holds:
        narrowed, held_from = holds
        leant_on = tuple(one for one in dict.fromkeys((*held_from, *leant_on)) if one not in background)
    among = library.reports(narrowed.scope) if narrowed.scope != scope else reports
    understanding = Understanding(
        whole, narrowed.scope, narrowed.words, reports=len(among), paragraphs=sum(report.size for report in among),
        earlier=leant_on, held=bool(holds) and held_from != background, without=newest.without, given=scope,
        given_reports=len(given), missing=narrowed.missing,
    )  # fmt: skip
    return Turn(asked, before, said, understanding, narrowed, given, among, quotation)


def earlier(newest: Asked, history: Sequence[str | Asked]) -> tuple[Asked, ...]:
    """The earlier questions that the newest may lean on: what it leaves out is left out of them, too."""
    if LeftOut.EARLIER in newest.without:
        return ()
    return tuple(
        Asked(said, turn.without | newest.without)
        for turn in (one if isinstance(one, Asked) else Asked(one) for one in history)
        if not trouble(turn.question)
        for said in parts.told(turn.question)
        if said
    )


def nth_of_list(asked: str, before: Sequence[Asked]) -> int:
    """Which of a list shown before is asked for, or stepped to from the one asked for last; -1 the last, 0 where none is."""
    step = STEP.match(asked)
    last = nth_of_list(before[-1].question, before[:-1]) if step and before else 0
    return last + (1 if step and step["next"] else -1) if last > 0 else lookup.nth_one(asked)


def _turns(newest: Asked, before: Sequence[Asked]) -> tuple[Asked, ...]:
    """The questions that make the newest whole, as `qa.followup.turns`, each with what is left out of its reading."""
    known = {turn.question: turn for turn in (*before, newest)}
    return tuple(known[text] for text in turns(newest.question, [turn.question for turn in before]))


def scoping(said: Sequence[Asked]) -> list[str]:
    """The questions whose words may say of which reports is asked."""
    return [turn.question for turn in said if LeftOut.SCOPE not in turn.without]


def scoped_by(whole: str, scope: Scope, infos: Sequence[ReportInfo], said: Sequence[Asked]) -> Scoped:
    """The scope that the questions which make it whole name; `infos` are the reports in the scope that was set."""
    naming = scoping(said)
    if not any(naming):
        return Scoped(scope, (), whole)
    return scoped(whole if len(naming) == len(said) else " – ".join(naming), scope, infos, naming)


def since(turn: Turn, at: int, subject: str) -> Turn:
    """The turn without the questions before the one at `at`, which names another subject.

    Of those only the ones that say of which reports is asked are still leant on. A subject that is only named is asked for as what
    was said of it, after a comparison by each report.
    """
    said, of_all = turn.said[at:], turn.understanding
    own = scoped_by(joined([one.question for one in said]), turn.scope, turn.given, said)
    held = of_all.held or not set(turn.narrowed.words) <= set(own.words)
    naming = [one for one in of_all.earlier if held and scoped_by(one.question, turn.scope, turn.given, (one,)).words]
    leant_on = tuple(one for one in of_all.earlier if one in said or one in naming)
    if len(said) == 1 and opened(said[0].question) != said[0].question:
        again = compares(joined([one.question for one in turn.said[:at]]))
        text = f"How do they compare on {subject}?" if again else f"What did inspectors say about {subject}?"
        said = (Asked(text, said[0].without),)
    whole = joined([one.question for one in said])
    return replace(turn, said=said, understanding=replace(of_all, question=whole, earlier=leant_on, held=held))


def _held(
    whole: str, now: Scoped, scope: Scope, infos: Sequence[ReportInfo], said: Sequence[Asked], before: Sequence[Asked]
) -> tuple[Scoped, tuple[Asked, ...]] | None:
    """The scope that earlier questions of the conversation named, with those: who asked of Havering goes on to.

    Of a question that names an inspection of its own, or compares, the place alone holds. An earlier one that named an
    inspection ("the latest?") but no place is of the place before it. Nothing where it names a place or asks of all reports,
    where no earlier one named a place or inspection, or one since asked of all, or of what is not there, or where it leaves that
    place out.
    """
    if now.missing or not scoping(said[-1:]) or everywhere(said[-1].question):
        return None
    if now.scope.authorities != scope.authorities:
        return _held_against(whole, now, scope, infos, said, before)
    newest: tuple[Scoped, Asked] | None = None  # names an inspection
    for turn in reversed(before):
        then = scoped_by(turn.question, scope, infos, (turn,))
        if then.words and not then.missing:
            place = replace(scope, authorities=then.scope.authorities)
            if place == scope:
                newest = newest or (then, turn)
                continue
            here = [info for info in infos if of_authorities(info, place.authorities)]
            if {info.slug for info in here} <= {*now.scope.without}:  # "not Derby"
                return None
            if newest:
                then = scoped_by(newest[1].question, place, here, newest[1:])
            own = scoped_by(whole, place, here, said)
            naming = (turn, newest[1]) if newest else (turn,)
            return (own if _names_its_own(own, said) else replace(own, scope=then.scope)), naming
        if then.missing or LeftOut.SCOPE in turn.without or everywhere(turn.question):
            break
    if not newest:
        return None
    own = scoped_by(whole, scope, infos, said)
    return None if _names_its_own(own, said) else (replace(own, scope=newest[0].scope), newest[1:])


def _held_against(
    whole: str, now: Scoped, scope: Scope, infos: Sequence[ReportInfo], said: Sequence[Asked], before: Sequence[Asked]
) -> tuple[Scoped, tuple[Asked, ...]] | None:
    """The place that an earlier question named beside the one against which the newest holds it ("compared with Derby?"), with that
    question."""
    newest = said[-1:]
    alone = scoped_by(newest[0].question, scope, infos, newest).scope.authorities == now.scope.authorities
    if not (alone and AGAINST.match(newest[0].question)):
        return None
    for turn in reversed(before):
        if scoped_by(turn.question, scope, infos, (turn,)).scope.authorities != scope.authorities:
            return scoped_by(whole, scope, infos, (turn, *said)), (turn,)
    return None


def _names_its_own(own: Scoped, said: Sequence[Asked]) -> bool:
    """Whether a question says itself of which inspections it is asked."""
    return bool(own.words or own.missing or compares(said[-1].question))
