"""Word files and web pages: the numbers that they show are the numbers that are read."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from index.errors import UnreadableReport
from index.model import Kind
from index.reading import read_report


def _word() -> Document:
    return docx.Document()


def _findings(document: Document) -> None:
    document.add_heading("Recommendations", 1)
    document.add_paragraph("Visit children sooner.", style="List Number")
    document.add_paragraph("Write clearer plans.", style="List Number")
    document.add_heading("Findings", 1)
    for text in ("Visits are late.", "Plans are not clear:"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("in the north", style="List Bullet")
    document.add_paragraph("Staff stay.", style="List Number")


def test_word_lists_have_the_numbers_that_word_shows(tmp_path: Path) -> None:
    document = _word()
    document.add_paragraph("Inspection of Nowhere local authority children’s services", style="Title")
    _findings(document)
    document.save(str(tmp_path / "report.docx"))
    report = read_report(tmp_path / "report.docx")
    assert [(p.number, p.text) for p in report.paragraphs] == [
        ("1", "Visit children sooner."),
        ("2", "Write clearer plans."),
        ("3", "Visits are late."),
        ("4", "Plans are not clear:\nin the north"),
        ("5", "Staff stay."),
    ]
    assert report.info.authority == "Nowhere"
    assert report.paragraphs[0].kind is Kind.RECOMMENDATION
    assert report.paragraphs[2].section == ("Findings",)


def test_word_text_in_a_frame_of_one_cell_is_read_and_tables_of_grades_are_rows(tmp_path: Path) -> None:
    document = _word()
    grades = document.add_table(rows=2, cols=2)
    for row, (area, grade) in zip(
        grades.rows, (("Help and protection", "Good"), ("Care leavers", "Inadequate")), strict=True
    ):
        row.cells[0].text, row.cells[1].text = area, grade
    frame = document.add_table(rows=1, cols=1).rows[0].cells[0]
    frame.paragraphs[0].text = "Children are safe and their plans are clear."
    document.save(str(tmp_path / "report.docx"))
    report = read_report(tmp_path / "report.docx")
    assert [(j.area, j.grade) for j in report.info.judgements] == [
        ("Help and protection", "Good"),
        ("Care leavers", "Inadequate"),
    ]
    assert report.paragraphs[-1].text == "Children are safe and their plans are clear."


def test_word_lists_that_start_again_start_again(tmp_path: Path) -> None:
    document = _word()
    _findings(document)
    document.add_heading("The second part", 1)
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element.pPr.numPr.numId.val
    abstract = next(n for n in numbering.findall(qn("w:num")) if n.numId == style).abstractNumId.val
    fresh = numbering.add_num(abstract)
    override = fresh.add_lvlOverride(0)
    override.add_startOverride(1)
    paragraph = document.add_paragraph("The board is strong.", style="List Number")
    paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = fresh.numId
    paragraph._p.pPr.numPr.get_or_add_ilvl().val = 0
    document.save(str(tmp_path / "report.docx"))
    last = read_report(tmp_path / "report.docx").paragraphs[-1]
    assert (last.number, last.part, last.ref) == ("1", 2, "2-1")


def test_raised_figures_in_word_are_note_marks(tmp_path: Path) -> None:
    document = _word()
    paragraph = document.add_paragraph("Eleven live in special schools", style="List Number")
    paragraph.add_run("3").font.superscript = True
    paragraph.add_run(". All thrive.")
    document.save(str(tmp_path / "report.docx"))
    assert read_report(tmp_path / "report.docx").paragraphs[0].text == "Eleven live in special schools. All thrive."


def test_web_pages_have_the_numbers_that_a_browser_shows(tmp_path: Path) -> None:
    page = """<!DOCTYPE html><html><head><title>x</title><style>p {}</style></head><body><nav><p>Home</p></nav>
    <h1>Review of the death of Child N</h1><h2>Findings</h2>
    <ol start="14"><li>Visits were <b>late</b><sup>2</sup>.</li><li><p>Plans were not clear:</p><ul><li>in the north</li></ul></li></ol>
    <p>Inspectors met 30 children.</p><script>var x = "1. no";</script></body></html>"""
    file = tmp_path / "review.html"
    file.write_text(page, encoding="utf-8")
    report = read_report(file)
    assert [(p.number, p.text) for p in report.paragraphs] == [
        ("14", "Visits were late."),
        ("15", "Plans were not clear:\nin the north"),
        (None, "Inspectors met 30 children."),
    ]
    assert report.paragraphs[0].section[-1] == "Findings"


@pytest.mark.parametrize("name", ["report.docx", "report.html"])
def test_what_is_shown_as_a_heading_is_no_paragraph(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    if name.endswith("docx"):
        document = _word()
        document.add_heading("Findings", 2)
        document.add_paragraph("Visits are late, and plans are not clear.")
        document.save(str(file))
    else:
        file.write_text("<h2>Findings</h2><p>Visits are late, and plans are not clear.</p>", encoding="utf-8")
    (only,) = read_report(file).paragraphs
    assert only.section == ("Findings",)


def test_word_text_in_links_tracked_changes_and_content_controls_is_read_and_deleted_text_is_not(
    tmp_path: Path,
) -> None:
    document = _word()
    document.add_heading("Findings", 1)
    paragraph = document.add_paragraph("Most were ", style="List Number")
    for tag, said in (("w:hyperlink", "not "), ("w:ins", "very "), ("w:smartTag", "happy"), ("w:del", "sad")):
        around = paragraph._p.makeelement(qn(tag), {})
        around.append(paragraph.add_run(said)._r)
        paragraph._p.append(around)
    paragraph.add_run(".")
    second = document.add_paragraph("Plans are clear.", style="List Number")
    control = second._p.makeelement(qn("w:sdt"), {})
    content = second._p.makeelement(qn("w:sdtContent"), {})
    second._p.addprevious(control)
    control.append(content)
    content.append(second._p)
    document.save(str(tmp_path / "report.docx"))
    report = read_report(tmp_path / "report.docx")
    assert [(p.number, p.text) for p in report.paragraphs] == [
        ("1", "Most were not very happy."),
        ("2", "Plans are clear."),
    ]


def test_blocks_of_a_web_page_are_read_whatever_stands_around_them(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(
        "<html><body><form><h1>Inspection of Nowhere</h1><details><summary>Findings</summary><p>1. Care leavers are happy.</p>"
        "<p>2. The hall has 12 m².</p></details><dl><dt>Housing</dt><dd><p>3. Flats are dry.</p></dd></dl></form>"
        "<form><label>Search</label><input></form></body></html>",
        encoding="utf-8",
    )
    report = read_report(tmp_path / "report.html")
    assert [(p.number, p.text) for p in report.paragraphs if p.number] == [
        ("1", "Care leavers are happy."), ("2", "The hall has 12 m²."), ("3", "Flats are dry."),
    ]  # fmt: skip
    assert not any("Search" in p.text or "Findings1" in p.text for p in report.paragraphs)


def test_a_web_page_without_words_is_one_plain_line(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("<html><body><script>x</script></body></html>", encoding="utf-8")
    with pytest.raises(UnreadableReport, match="no paragraphs that could be cited"):
        read_report(tmp_path / "report.html")


def _html(folder: Path, body: str) -> list[tuple[str | None, str]]:
    (folder / "report.html").write_text(f"<html><body><h2>Findings</h2>{body}</body></html>", encoding="utf-8")
    return [(p.number, p.text) for p in read_report(folder / "report.html").paragraphs]


def test_a_word_list_within_a_paragraph_takes_no_number_of_a_paragraph(tmp_path: Path) -> None:
    document = _word()
    numbering = document.part.numbering_part.element
    inner = numbering.add_num(document.styles["List Number 2"].element.pPr.numPr.numId.val)
    for text in ("Leaders should:", "write better.", "stay longer.", "Plans are clear.", "Visits are late."):
        paragraph = document.add_paragraph(text, style="List Number")
        if text in ("write better.", "stay longer."):
            paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = inner.numId
            paragraph._p.pPr.numPr.get_or_add_ilvl().val = 0
    document.save(str(tmp_path / "report.docx"))
    found = [(p.number, p.text) for p in read_report(tmp_path / "report.docx").paragraphs]
    assert [number for number, _ in found] == ["1", "2", "3"]
    assert found[0][1].startswith("Leaders should:\n")
    assert found[1:] == [("2", "Plans are clear."), ("3", "Visits are late.")]


def test_word_counts_items_in_tables_and_none_that_were_deleted(tmp_path: Path) -> None:
    document = _word()
    document.add_heading("Findings", 1)
    document.add_paragraph("Plans are clear.", style="List Number")
    gone = document.add_paragraph("", style="List Number")
    properties = gone._p.get_or_add_pPr().makeelement(qn("w:rPr"), {})
    properties.append(properties.makeelement(qn("w:del"), {}))
    gone._p.pPr.append(properties)
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].paragraphs[0].text, cells[0].paragraphs[0].style = "Visits are late.", document.styles["List Number"]
    cells[1].text = "Now."
    document.add_paragraph("Staff stay.", style="List Number")
    document.save(str(tmp_path / "report.docx"))
    found = [(p.number, p.text) for p in read_report(tmp_path / "report.docx").paragraphs]
    assert found == [("1", "Plans are clear."), (None, "2. Visits are late. Now."), ("3", "Staff stay.")]


def test_word_text_boxes_and_nested_tables_are_read_and_hidden_text_is_not(tmp_path: Path) -> None:
    document = _word()
    document.add_heading("Findings", 1)
    document.add_paragraph("Most were ", style="List Number").add_run("not ").font.hidden = True
    document.paragraphs[-1].add_run("happy.")
    boxed = document.add_paragraph("Staff stay", style="List Number")
    box = boxed.add_run()._r.makeelement(qn("w:txbxContent"), {})
    boxed.runs[-1]._r.append(box)
    boxed.add_run(" for years.")
    inside = document.add_paragraph("What a parent said: they listen.")
    box.append(inside._p)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "Around it"
    table.rows[0].cells[1].add_table(rows=1, cols=1).rows[0].cells[0].text = "and in it."
    document.save(str(tmp_path / "report.docx"))
    texts = [p.text for p in read_report(tmp_path / "report.docx").paragraphs]
    assert texts == [
        "Most were happy.",
        "Staff stay for years.",
        "What a parent said: they listen.",
        "Around it and in it.",
    ]


def test_lists_of_a_web_page_count_as_a_browser_does(tmp_path: Path) -> None:
    body = """<ol><li>Plans are clear:<ol type="a"><li>in the north</li></ol></li><ol><li>Words on their own.</li></ol>
    <li>Visits are late.</li></ol><ol type="a"><li>Lettered.</li></ol>"""
    assert _html(tmp_path, body) == [
        ("1", "Plans are clear:\nin the north\nWords on their own."), ("2", "Visits are late.\na. Lettered."),
    ]  # fmt: skip


def test_what_a_web_page_does_not_show_is_not_read_and_what_it_shows_is_read_once(tmp_path: Path) -> None:
    body = """<p>1. Visits are late<br>and plans are <del>not </del>clear.</p><p hidden>2. Hidden.</p><p style="display: none">3. Gone.</p>
    <p>2. Homes are <span hidden>not </span>dry.<br><br>An aside by itself.</p><address>One.</address><pre>Two.</pre>
    <table><caption>Staff</caption><tr><td>Around</td><td><table><tr><td>in it</td><td>too</td></tr></table></td></tr></table>"""
    assert _html(tmp_path, body) == [
        ("1", "Visits are late and plans are clear."), ("2", "Homes are dry."), (None, "An aside by itself."), (None, "One."),
        (None, "Two."), (None, "Around in it too"),
    ]  # fmt: skip


def test_a_figure_that_begins_a_sentence_is_no_number(tmp_path: Path) -> None:
    said = "<p>Staff are kind to all of them.</p><p>12 children live in the home, and 4 elsewhere.</p><p>16 Live alone.</p>"
    assert [number for number, _ in _html(tmp_path, said)] == [None, None, None]
    numbered = "".join(f"<p>{number} Finding number {number} is here.</p>" for number in range(1, 5))
    assert _html(tmp_path, numbered)[3] == ("4", "Finding number 4 is here.")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("report.html", "<meta charset=windows-1252><p>The board’s plan – £5 more.</p>".encode("cp1252")),
        ("report.html", "<p>The board’s plan – £5 more.</p>".encode("cp1252")),
        ("report.html", "<p>The board’s plan – £5 more.</p>".encode("utf-16")),
        ("report.txt", "The board’s plan – £5 more.\n\nIt is one of several.\n".encode() + b"Their caf\xe9 is open."),
    ],
)
def test_the_letters_of_a_file_are_read_as_they_were_written(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    text = "\n".join(p.text for p in read_report(tmp_path / name).paragraphs)
    assert "The board’s plan – £5 more." in text
    assert name == "report.html" or "Their café is open." in text


def test_numbers_in_a_column_or_element_of_their_own_are_those_of_the_text_beside_them(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{number}.</td><td>Finding {number}.</td></tr>" for number in (1, 2, 3))
    assert _html(tmp_path, f"<table>{rows}</table>") == [("1", "Finding 1."), ("2", "Finding 2."), ("3", "Finding 3.")]
    apart = "<p><span>1.1</span><span>Plans are clear.</span></p><div>1.2</div><div>Visits are late.</div><p>1.3 Staff stay.</p>"
    assert _html(tmp_path, apart) == [("1.1", "Plans are clear."), ("1.2", "Visits are late."), ("1.3", "Staff stay.")]


def test_two_lists_of_a_web_page_after_one_another_are_two_runs(tmp_path: Path) -> None:
    lists = "<ol><li>Plans are clear.</li><li>Visits are late.</li></ol><ol><li>Homes are dry.</li><li>Staff stay.</li></ol>"
    assert _html(tmp_path, lists) == [
        ("1", "Plans are clear."), ("2", "Visits are late."), ("1", "Homes are dry."), ("2", "Staff stay."),
    ]  # fmt: skip
    back = "<ol reversed><li>Plans are clear.</li><li>Visits are late.</li></ol>"
    assert [number for number, _ in _html(tmp_path, back)] == ["2", "1"]


def test_what_an_article_holds_is_read_and_the_head_of_a_page_is_not(tmp_path: Path) -> None:
    article = """<header><h1>Inspection of Nowhere</h1></header><h2><button>Help</button></h2><p>Advice<sup>1,2</sup> is good.</p>
    <aside><p>A boy was not seen for weeks.</p></aside>"""
    page = f"<header><p>Sign in</p></header><article>{article}</article><aside><p>Related pages</p></aside><button>Top</button>"
    assert _html(tmp_path, page) == [(None, "Advice is good."), (None, "A boy was not seen for weeks.")]
    report = read_report(tmp_path / "report.html")
    assert (report.info.title, report.paragraphs[0].section) == ("Inspection of Nowhere", ("Help",))


def test_where_headings_are_marked_up_nothing_else_is_one(tmp_path: Path) -> None:
    assert _html(tmp_path, "<p>Leaders know the children well</p><p>They act.</p>") == [
        (None, "Leaders know the children well"), (None, "They act."),
    ]  # fmt: skip


def test_word_headings_are_known_by_the_style_theirs_is_based_on_and_by_their_outline_level(tmp_path: Path) -> None:
    document = _word()
    own = document.styles.add_style("Our heading", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles["Heading 1"]
    document.add_paragraph("What needs to improve:", style="Our heading")
    document.add_paragraph("Visits are late.")
    outlined = document.styles.add_style("Part", WD_STYLE_TYPE.PARAGRAPH)
    outlined.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>'))
    document.add_paragraph("What was found.", style="Part")
    document.add_paragraph("Leaders know the children well")
    document.add_paragraph().add_run("They do not know their carers.").bold = True
    document.save(str(tmp_path / "report.docx"))
    found = [(p.text, p.section) for p in read_report(tmp_path / "report.docx").paragraphs]
    assert found == [
        ("Visits are late.", ("What needs to improve:",)),
        ("Leaders know the children well", ("What was found.",)),
        ("They do not know their carers.", ("What was found.",)),
    ]


def test_signs_and_formulas_of_a_word_file_are_read_and_lists_of_note_marks_are_not(tmp_path: Path) -> None:
    document = _word()
    paragraph = document.add_paragraph("A score ")
    paragraph.add_run()._r.append(parse_xml(f'<w:sym {nsdecls("w")} w:font="Symbol" w:char="F0B3"/>'))
    paragraph.add_run(" 4, that is ")
    space = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    paragraph._p.append(parse_xml(f'<m:oMath xmlns:m="{space}"><m:r><m:t>x=45%</m:t></m:r></m:oMath>'))
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    paragraph.add_run(" or ")
    paragraph._p.append(parse_xml(f'<m:oMath xmlns:m="{space}">{half}</m:oMath>'))
    paragraph.add_run(", is good")
    paragraph.add_run("1,2").font.superscript = True
    paragraph.add_run(".")
    document.save(str(tmp_path / "report.docx"))
    (only,) = read_report(tmp_path / "report.docx").paragraphs
    assert only.text == "A score ≥ 4, that is x=45% or \ufffd, is good."


ROMAN = """<w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>"""


def test_word_lists_in_figures_by_law_linked_by_style_or_changed_have_the_numbers_that_word_shows(
    tmp_path: Path,
) -> None:
    document = _word()
    numbering = document.part.numbering_part.element
    lists = (f'<w:styleLink w:val="Ours"/>{ROMAN}', '<w:numStyleLink w:val="Ours"/>')
    for name, inside in zip((91, 90), reversed(lists), strict=True):
        numbering.insert(
            0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">{inside}</w:abstractNum>')
        )
    changed = '<w:lvlOverride w:ilvl="1"><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl></w:lvlOverride>'
    for name, inside in ((91, ""), (92, changed)):
        linked = f'<w:abstractNumId w:val="91"/>{inside}'
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{name}">{linked}</w:num>'))
    for text, name, depth in (
        ("Part", 91, 0), ("Plans are clear.", 91, 1), ("Visits are late.", 91, 1), ("Aside.", 92, 1), ("Part", 91, 0),
        ("Homes are dry.", 91, 1), ("Staff stay.", 91, 1),
    ):  # fmt: skip
        paragraph = document.add_paragraph(text, style="Heading 1" if depth == 0 else None)
        place = f'<w:ilvl w:val="{depth}"/><w:numId w:val="{name}"/>'
        paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:numPr {nsdecls('w')}>{place}</w:numPr>"))
    document.save(str(tmp_path / "report.docx"))
    found = [(p.number, p.text) for p in read_report(tmp_path / "report.docx").paragraphs]
    assert found == [
        ("1.1", "Plans are clear."),
        ("1.2", "Visits are late.\n(c) Aside."),
        ("2.1", "Homes are dry."),
        ("2.2", "Staff stay."),
    ]
