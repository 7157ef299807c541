"""Answers as a Word document with real footnotes, one for each quotation.

python-docx has no footnotes: this adds the part that holds them, its two styles and the references (ECMA-376, 17.11).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from qa.model import Answer, Citation
from ui import words
from ui.export.statement import About, bold, lines, listed_under, searched, source
from ui.markup import esc, visible
from ui.record import Turn

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def word(turns: Sequence[Turn], about: About) -> bytes:
    """The conversation as a .docx file."""
    document = Document()
    _styles(document)
    document.core_properties.title = words.EXPORT_TITLE
    document.core_properties.language = "en-GB"
    document.add_heading(words.EXPORT_TITLE, level=1)
    notes: list[str] = []
    for turn in turns:
        _turn(document, turn, notes)
    document.add_heading(words.EXPORT_STATEMENT, level=2)
    for line in lines(about):
        document.add_paragraph(line)
    _add_notes(document, notes)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _styles(document: Any) -> None:
    document.styles["Normal"].font.name = "Calibri"
    text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(9)
    reference = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    reference.font.superscript = True


def _turn(document: Any, turn: Turn, notes: list[str]) -> None:
    answer = turn.answer
    document.add_heading(visible(answer.asked), level=2)
    document.add_paragraph(searched(turn))
    document.add_paragraph().add_run(visible(words.headline(answer))).bold = True
    if turn.lost:
        document.add_paragraph(words.lost(turn.lost))
    if answer.reason:
        document.add_paragraph(visible(answer.reason))
    if not answer.answered and answer.nearest:
        document.add_heading(words.NEAREST, level=3)
    for citation in answer.citations if answer.answered else answer.nearest:
        _quoted(document, answer, citation, notes)


def _quoted(document: Any, answer: Answer, citation: Citation, notes: list[str]) -> None:
    """The paragraph whole, its answering sentences in bold, with its source in a footnote; before it what it is listed under."""
    text = citation.paragraph.text
    lead, title = listed_under(citation)
    if lead:
        document.add_paragraph(title)
        document.add_paragraph(f"“{lead}”").paragraph_format.left_indent = Cm(1)
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Cm(1)
    paragraph.add_run("“")
    at = 0
    for span in bold(answer, citation):
        paragraph.add_run(visible(text[at : span.start]))
        paragraph.add_run(visible(text[span.start : span.end])).bold = True
        at = span.end
    paragraph.add_run(visible(text[at:]))
    paragraph.add_run("”")
    notes.append(source(answer, citation))
    _refer(paragraph, len(notes))


def _refer(paragraph: Any, number: int) -> None:
    run = paragraph.add_run(style="footnote reference")
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    run._r.append(reference)


def _add_notes(document: Any, notes: Sequence[str]) -> None:
    style = document.styles["footnote text"].style_id
    mark = document.styles["footnote reference"].style_id
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="{mark}"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {esc(note)}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, 1)
    )
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}>{_SEPARATORS}{body}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
