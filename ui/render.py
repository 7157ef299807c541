"""Answers as HTML. Pure: the same answer gives the same page, and nothing is looked up.

Quotations are cut from the stored paragraph by span; everything from outside goes through `ui.markup.esc`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote, urlencode

from index.model import Paragraph, Scope, Span
from qa.followup import asks_again
from qa.model import Answer, Citation, LeftOut
from qa.words import content
from ui import words
from ui.markup import attributes, esc, marked, visible
from ui.record import Turn

# A paragraph up to this many characters is shown whole; of a longer one the answering sentences, the rest on demand.
WHOLE = 700
# From so many paragraphs on, an answer begins with a folded list of where they stand.
GLANCE = 4
# Asks a question again in all reports: no limit given beside it, none read from its words.
EVERYWHERE = "everywhere"


def conversation(turns: tuple[Turn, ...], welcome: str) -> str:
    """The whole conversation, newest answer first, earlier ones folded; `welcome` when there is none."""
    if not turns:
        return welcome
    newest = turn(turns[-1], len(turns), last=True)
    if len(turns) == 1:
        return newest
    earlier = "".join(_folded(t, n) for n, t in reversed(list(enumerate(turns[:-1], 1))))
    return f'{newest}<section class="earlier"><h2>{words.EARLIER}</h2>{earlier}</section>'


def _folded(shown: Turn, position: int) -> str:
    summary = f"<strong>{esc(shown.answer.asked)}</strong> <span>{esc(words.headline(shown.answer))}</span>"
    return f'<details class="folded"><summary>{summary}</summary>{turn(shown, position, last=False)}</details>'


def turn(shown: Turn, position: int, *, last: bool) -> str:
    """One question and its answer; `position` counts from 1 in the conversation, of which it is the `last` one or not."""
    answer = shown.answer
    state = "answered" if answer.answered else "refused"
    note = f'<p class="note">{esc(words.lost(shown.lost))}</p>' if shown.lost else ""
    body = _found(answer) if answer.answered else _refusal(answer, position)
    return (
        f'<section class="turn {state}" id="turn-{position}" data-turn="{position}" aria-labelledby="turn-{position}-h">'
        f'<p class="asked"><span class="visually-hidden">{words.QUESTION}: </span>{esc(answer.asked)}</p>'
        f"{understanding(shown, position)}"
        f'<h2 class="headline" id="turn-{position}-h" tabindex="-1">{esc(words.headline(answer))}</h2>'
        f"{note}{body}{_tools(position, last=last)}</section>"
    )


def _tools(position: int, *, last: bool) -> str:
    """The row under an answer: what can be taken away, and a word on how useful it was. What is asked next follows up the
    last one."""
    follow_up = f'<p class="buttons"><button type="button" class="quiet" data-follow-up>{words.FOLLOW_UP}</button></p>'
    exports = "".join(
        f'<span class="group"><span>{title}:</span>'
        f'<button type="button" class="link" data-export="word" data-of="{of}">{words.EXPORT_WORD}{said}</button>'
        f'<button type="button" class="link" data-export="markdown" data-of="{of}">{words.EXPORT_MARKDOWN}{said}</button></span>'
        for title, of, said in (
            (words.EXPORT_ANSWER, position, _hidden(words.EXPORT_ANSWER)),
            (words.EXPORT_ALL, "all", _hidden(words.EXPORT_ALL)),
        )
    )
    reasons = "".join(
        f'<label><input type="radio" name="reason" value="{esc(value)}"> {words.REASONS[value]}</label>'
        for value in words.REASONS
    )
    return (
        f"{follow_up if last else ''}"
        f'<div class="tools">{exports}<span class="group" data-opinion><span>{words.USEFUL_QUESTION}</span>'
        f'<button type="button" class="link" data-useful="{position}">{words.USEFUL}</button>'
        f'<button type="button" class="link" data-useless aria-expanded="false">{words.NOT_USEFUL}</button></span>'
        f'<form class="opinion" data-feedback="{position}" hidden><fieldset><legend>{words.WHAT_WAS_WRONG}</legend>{reasons}</fieldset>'
        f'<label for="comment-{position}">{words.COMMENT}</label><textarea id="comment-{position}" name="comment" rows="2" '
        f'maxlength="2000"></textarea><button class="quiet">{words.SEND}</button></form></div>'
    )


def _hidden(text: str) -> str:
    return f'<span class="visually-hidden"> ({text})</span>'


def _found(answer: Answer) -> str:
    return f'{_reason(answer)}{_glance(answer)}<div class="cards">{_cards(answer.citations)}</div>{_related(answer)}'


def _cards(citations: Sequence[Citation]) -> str:
    """The cards in order; those of several reports under the name and date of each."""
    reports: dict[str, list[Citation]] = {}
    for citation in citations:
        reports.setdefault(citation.report.slug, []).append(citation)
    if len(reports) < 2:
        return "".join(card(citation) for citation in citations)
    return "".join(
        f'<h3 class="report-heading">{esc(words.source(those[0].report))}</h3>'
        f"{''.join(card(citation, level=4) for citation in those)}"
        for those in reports.values()
    )


def _reason(answer: Answer) -> str:
    """Why it is not answered, or which part of the question or which report is left open."""
    return f'<p class="reason">{esc(answer.reason)}</p>' if answer.reason else ""


def _glance(answer: Answer) -> str:
    """Where everything stands, report by report as the cards do, when that is more than fits on a screen."""
    if len(answer.citations) < GLANCE:
        return ""
    reports = list(dict.fromkeys(c.report.slug for c in answer.citations))
    several = len(reports) > 1
    ordered = sorted(
        answer.citations,
        key=lambda c: (reports.index(c.report.slug), c.paragraph.page or 0, _natural(c.paragraph.ref)),
    )
    items = "".join(
        f'<li><a data-read href="{esc(reading_address(c))}">{esc(f"{words.named(c.report)}: " if several else "")}'
        f"{esc(c.paragraph.label)}</a> {words.pages(quoted_pages(c))}</li>"
        for c in ordered
    )
    return f'<details class="glance"><summary>{words.GLANCE}</summary><ol>{items}</ol></details>'


def _natural(ref: str) -> tuple[int, str]:
    digits = re.search(r"\d+", ref)
    return (int(digits[0]) if digits else 0, ref)


def _related(answer: Answer) -> str:
    if not answer.related:
        return ""
    cards = "".join(card(citation, "related") for citation in answer.related)
    return f'<details class="related"><summary>{words.related(len(answer.related))}</summary><div class="cards">{cards}</div></details>'


def _refusal(answer: Answer, position: int) -> str:
    buttons = f'<button type="button" class="quiet" data-rephrase="{esc(answer.asked)}">{words.REPHRASE}</button>'
    if answer.understanding.given != Scope():
        buttons += f'<button type="button" class="quiet" data-again="{EVERYWHERE}" data-of="{position}">{words.ASK_ALL}</button>'
    nearest = "".join(card(citation, "nearest") for citation in answer.nearest)
    shown = f'<h3 class="nearest-heading">{words.NEAREST}</h3><div class="cards">{nearest}</div>' if nearest else ""
    return f'{_reason(answer)}<p class="buttons">{buttons}</p>{shown}'


def understanding(shown: Turn, position: int) -> str:
    """How the question was read, with a way to ask it without each thing. Stands above the answer."""
    answer, understood = shown.answer, shown.answer.understanding

    def undo(what: LeftOut, name: str) -> str:
        said = f'<span class="visually-hidden">: {esc(answer.asked)}</span>'
        return f'<button type="button" class="link" data-again="{what}" data-of="{position}">{esc(name)}{said}</button>'

    parts = [esc(words.limited(understood, shown.titles))]
    if words.undo_scope(understood):
        parts.append(undo(LeftOut.SCOPE, words.undo_scope(understood)))
    parts += map(esc, words.read_as(answer))
    if len(understood.earlier) > understood.held and content(answer.asked) and not asks_again(answer.asked):
        parts.append(undo(LeftOut.EARLIER, words.undo_earlier(len(understood.earlier))))
    if understood.corrections:
        parts += map(esc, words.corrected(understood))
        parts.append(undo(LeftOut.SPELLING, words.undo_spelling([typed for typed, _ in understood.corrections])))
    parts += map(esc, [*words.expanded(understood), *words.left_out(understood)])
    change = f'<button type="button" class="link" data-change-scope>{words.CHANGE_SCOPE}</button>'
    return f'<p class="understood" tabindex="-1">{" ".join(parts)} {change}</p>'


def card(citation: Citation, role: str = "cited", level: int = 3) -> str:
    """A paragraph quoted under its number and page. `role`: "cited", "related" or "nearest" (labelled as no answer).

    `level` is that of its heading in the page.
    """
    paragraph, info = citation.paragraph, citation.report
    tag = f'<p class="tag">{words.NEAREST_TAG}</p>' if role == "nearest" else ""
    data = attributes(
        class_=f"card {role}", data_report=info.slug, data_ref=paragraph.ref,
        data_lead=citation.lead.text if citation.lead else None, data_quote=copied(citation), data_cite=source_line(citation),
    )  # fmt: skip
    return (
        f"<article{data}>{tag}<h{level}>{esc(card_title(citation))}</h{level}>"
        f'<p class="from">{esc(words.source(info))}</p>'
        f"{_lead(citation)}{_quotation(paragraph, citation.quotes)}{_actions(citation)}</article>"
    )


def card_title(citation: Citation) -> str:
    """ "Paragraph 66 · page 21 · Children looked after"."""
    label = citation.paragraph.label
    telling = [title for title in citation.paragraph.section if title.casefold() not in words.PLAIN_HEADINGS]
    section = [title for title in (telling or citation.paragraph.section)[-1:] if title.rstrip(" ?:.") not in label]
    parts = (label, words.pages(quoted_pages(citation)), *section)
    return " · ".join(part for part in parts if part)


def quoted_pages(citation: Citation) -> tuple[int, ...]:
    """The pages on which the quoted sentences stand; the paragraph's first page when nothing is quoted."""
    found = {page for quote_ in citation.quotes for page in citation.paragraph.pages(quote_)}
    return tuple(sorted(found)) or citation.paragraph.pages()[:1]


def lead_place(citation: Citation) -> str:
    """Where that stands which the paragraph is listed under, as far as it is not plain from where the quotation stands."""
    if citation.lead is None:
        return ""
    found = citation.lead.pages()
    return words.lead_place(citation.lead, found if found != quoted_pages(citation) else ())


def _lead(citation: Citation) -> str:
    if citation.lead is None:
        return ""
    title = esc(words.listed_under(lead_place(citation)))
    return f'<p class="from">{title}:</p><blockquote class="lead">{esc(citation.lead.text)}</blockquote>'


def _quotation(paragraph: Paragraph, quotes: tuple[Span, ...]) -> str:
    whole = f"<blockquote>{marked(paragraph.text, quotes)}</blockquote>"
    if len(paragraph.text) <= WHOLE or not quotes:
        return whole
    text, gap = paragraph.text, f' <span class="gap">{words.GAP}</span> '
    pieces = gap.join(f"<mark>{esc(text[q.start : q.end])}</mark>" for q in quotes)
    before = gap if text[: quotes[0].start].strip() else ""
    after = gap if text[quotes[-1].end :].strip() else ""
    return (
        f"<blockquote>{before}{pieces}{after}</blockquote>"
        f'<details class="more"><summary>{words.WHOLE}</summary>{whole}</details>'
    )


def _actions(citation: Citation) -> str:
    """Links first (they work without any script), then what needs the clipboard."""
    title = esc(f"{citation.paragraph.label}, {words.named(citation.report)}")
    said = f'<span class="visually-hidden">: {title}</span>'
    parts = [f'<a class="action" data-read href="{esc(reading_address(citation))}">{words.READ}{said}</a>']
    if citation.paragraph.lines:
        parts.append(f'<a class="action" data-page href="{esc(page_address(citation))}">{words.SEE_PAGE}{said}</a>')
    parts.append(f'<button type="button" class="action" data-copy>{words.COPY}{said}</button>')
    parts.append(
        f'<button type="button" class="action" data-link="{esc(address(citation))}">{words.LINK}{said}</button>'
    )
    return f'<p class="actions">{"".join(parts)}</p>'


def address(citation: Citation) -> str:
    """The permanent address of a paragraph, without host. It names it twice: what stands after # is lost at a sign-in."""
    return _read_at(citation, urlencode({"para": citation.paragraph.ref}))


def _read_at(citation: Citation, query: str) -> str:
    return f"/report/{quote(citation.report.slug, safe='')}?{query}#p-{quote(citation.paragraph.ref)}"


def _mark(citation: Citation) -> str:
    spans = ",".join(f"{q.start}-{q.end}" for q in citation.quotes)
    return urlencode({"para": citation.paragraph.ref, "quotes": spans})


def reading_address(citation: Citation) -> str:
    """The report opened at the paragraph with its sentences marked."""
    return _read_at(citation, _mark(citation))


def page_address(citation: Citation) -> str:
    """The printed page as a picture, the paragraph and its sentences marked."""
    slug = quote(citation.report.slug, safe="")
    pages = quoted_pages(citation)
    return f"/report/{slug}/page/{pages[0] if pages else 1}?{_mark(citation)}"


def copied(citation: Citation) -> str:
    """The words that Copy takes: the answering sentences, or the whole paragraph when none is marked."""
    pieces = citation.quoted or (citation.paragraph.text,)
    return visible(f" {words.GAP} ".join(pieces))


def source_line(citation: Citation) -> str:
    """Where a quotation comes from, as it is cited: publisher, title, authority, dates, paragraph, page.

    And where that stands which it is listed under, if that is elsewhere.
    """
    info = citation.report
    dates = [f"inspected {words.day(info.inspected)}"] if info.inspected else []
    dates += [f"published {words.day(info.published)}"] if info.published else []
    parts = [
        info.publisher,
        info.title,
        info.authority,
        *dates,
        citation.paragraph.label,
        words.pages(quoted_pages(citation)),
        f"listed under {place}" if (place := lead_place(citation)) else "",
        words.RECOGNISED if info.ocr else "",
    ]
    return visible(", ".join(part for part in parts if part))
