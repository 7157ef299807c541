"""The rules of reading, on small printed files: each shows one trap."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
import pytest
from fpdf.enums import TextMode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.model import Kind, Report
from index.reading import read_report
from tests.reading.printing import LABEL, STEP, TEXT, Print

SENTENCES = (
    "Children are seen quickly and their plans are reviewed in good time by managers who know them well.",
    "Most assessments are thorough, although a few do not say what should change for the family.",
    "Leaders know where practice is weak and have begun to mend it with the help of partners.",
    "Care leavers live in places that suit them, and nearly all are in touch with a personal adviser.",
)


def _long(count: int) -> str:
    return " ".join(SENTENCES[at % len(SENTENCES)] for at in range(count))


def _read(printed: Print, folder: Path) -> Report:
    return read_report(printed.save(folder / "report.pdf"))


def _texts(report: Report) -> dict[str | None, str]:
    return {paragraph.number: paragraph.text for paragraph in report.paragraphs}


def test_a_paragraph_over_a_page_end_is_one_and_running_heads_stay_out(tmp_path: Path) -> None:
    printed = Print()
    wanted = {str(number): f"Finding number {number} begins here. {_long(4)}" for number in range(1, 41)}
    for number, text in wanted.items():
        printed.numbered(f"{number}.", text)
    for page in range(1, printed.pages + 1):
        printed.pdf.page = page
        printed.at(72, 40, "A running head", 8)
        printed.at(72, 800, f"Borough of Nowhere, 3 March 2020, page {page}", 8)
        printed.at(500, 815, str(page), 20)
    report = _read(printed, tmp_path)
    assert _texts(report) == wanted
    assert any(len(paragraph.pages()) == 2 for paragraph in report.paragraphs)
    assert report.info.doubts == ()


def test_pages_set_for_binding_are_read_as_if_all_had_one_margin(tmp_path: Path) -> None:
    printed = Print(binding=30)
    wanted = {str(number): f"Finding number {number} begins here. {_long(4)}" for number in range(1, 41)}
    for number, text in wanted.items():
        printed.numbered(f"{number}.", text)
    report = _read(printed, tmp_path)
    assert _texts(report) == wanted
    starts = {paragraph.page: paragraph.lines[0].left for paragraph in report.paragraphs}
    assert (round(starts[1]), round(starts[2])) == (TEXT, TEXT + 30)


def test_a_page_that_ends_with_a_sentence_does_not_end_the_paragraph(tmp_path: Path) -> None:
    printed = Print()
    names = ("Nowhere", "Elsewhere", "Somewhere")
    for number, name in enumerate(names, 1):
        printed.page()
        printed.at(LABEL, 100, f"{number}.")
        printed.at(TEXT, 100, f"The front door of {name} works well.")
        printed.page()
        printed.at(TEXT, 100, f"Calls to {name} are answered by workers who know their borough.")
        printed.at(TEXT, 100 + STEP, "They write down what they did.")
    texts = _texts(_read(printed, tmp_path))
    for number, name in enumerate(names, 1):
        start = f"The front door of {name} works well. Calls to {name} are answered by workers who know their borough."
        assert texts[str(number)] == f"{start} They write down what they did."


@pytest.mark.parametrize("wrapped", ["16. Only half", "3. At the time", "2. Young people"])
def test_a_number_at_the_start_of_a_wrapped_line_is_no_label(tmp_path: Path, wrapped: str) -> None:
    printed = Print()
    printed.page()
    for number, y in ((1, 100), (2, 200), (3, 300)):
        printed.at(LABEL, y, f"{number}.")
        printed.at(TEXT, y, "Too many young people leave care before they reach the age of")
        printed.at(TEXT, y + STEP, f"{wrapped} of those who left this year were ready to live alone")
        printed.at(TEXT, y + 2 * STEP, "and had the skills that they needed.")
    report = _read(printed, tmp_path)
    assert [paragraph.number for paragraph in report.paragraphs] == ["1", "2", "3"]
    assert all(f"age of {wrapped} of those" in paragraph.text for paragraph in report.paragraphs)


def test_numbers_without_a_full_stop_are_labels_too(tmp_path: Path) -> None:
    printed = Print()
    wanted = {str(number): f"Finding {number}. {_long(2)}" for number in range(1, 9)}
    for number, text in wanted.items():
        printed.numbered(number, text)
    assert _texts(_read(printed, tmp_path)) == wanted


def test_a_missing_number_is_a_doubt_and_a_second_run_a_part(tmp_path: Path) -> None:
    printed = Print()
    for number in (1, 2, 4):
        printed.numbered(f"{number}.", f"First part, {number}. {_long(2)}")
    printed.heading("The second part")
    for number in (1, 2, 3):
        printed.numbered(f"{number}.", f"Second part, {number}. {_long(2)}")
    report = _read(printed, tmp_path)
    assert [paragraph.ref for paragraph in report.paragraphs] == ["1", "2", "4", "2-1", "2-2", "2-3"]
    assert [paragraph.number for paragraph in report.paragraphs] == ["1", "2", "4", "1", "2", "3"]
    assert report.paragraphs[3].label == "Part 2, paragraph 1"
    assert report.paragraphs[3].section == ("The second part",)
    gap, restart = report.info.doubts
    assert gap == "Paragraph 3 was not found between Paragraph 2 and Paragraph 4."
    assert restart == "The numbers begin again at 1 on page 1."


def test_a_graded_section_is_no_part_of_what_is_said_about_the_inspection(tmp_path: Path) -> None:
    printed = Print()
    printed.heading("Information about this inspection", size=18)
    printed.numbered("1.", "Inspectors looked at files and met with children.")
    printed.heading("Inspection judgements about the local authority", size=15)
    printed.heading("Leadership, management and governance are inadequate", size=15)
    for number in range(2, 30):
        printed.numbered(f"{number}.", f"Finding number {number} begins here. {_long(2)}")
    report = _read(printed, tmp_path)
    standing = [p.number for p in report.paragraphs if p.kind is Kind.BOILERPLATE]
    assert standing == ["1"]
    findings = [p for p in report.paragraphs if p.kind is Kind.FINDING]
    assert [p.number for p in findings] == [str(number) for number in range(2, 30)]
    assert {p.section for p in findings} == {("Leadership, management and governance are inadequate",)}
    assert report.info.doubts == ()


def test_many_numbered_paragraphs_that_are_not_searched_are_a_doubt(tmp_path: Path) -> None:
    printed = Print()
    printed.heading("Information about this inspection", size=18)
    for number in range(1, 30):
        printed.numbered(f"{number}.", f"Finding number {number} begins here. {_long(2)}")
    (doubt,) = _read(printed, tmp_path).info.doubts
    assert doubt == (
        "29 of 29 numbered paragraphs, from Paragraph 1 on, stand under “Information about this inspection” and are not searched."
    )


def test_numbers_in_levels_as_minutes_and_reviews_have_them(tmp_path: Path) -> None:
    printed = Print()
    numbers = ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1"]
    for number in numbers:
        if number.endswith(".1"):
            printed.heading(f"Chapter {number[0]}")
        printed.block(f"Item {number}. {_long(2)}", 110, sign=number, sign_at=LABEL)
    report = _read(printed, tmp_path)
    assert [paragraph.number for paragraph in report.paragraphs] == numbers
    assert report.paragraphs[3].section == ("Chapter 2",)
    assert report.info.kind == "report"


def test_a_report_without_numbers_is_cited_by_page_and_heading(tmp_path: Path) -> None:
    printed = Print()
    printed.page()
    printed.heading("Background", 16)
    for _ in range(12):
        printed.paragraph(_long(3))
    report = _read(printed, tmp_path)
    assert [paragraph.number for paragraph in report.paragraphs] == [None] * 12
    assert report.paragraphs[1].label == "Background, 2nd unnumbered paragraph"
    assert report.paragraphs[1].ref == "p1-2"
    assert {paragraph.kind for paragraph in report.paragraphs} == {Kind.FINDING}
    assert report.paragraphs[-1].page == report.info.pages == 2


def test_bullets_belong_to_the_numbered_paragraph_and_stand_alone_elsewhere(tmp_path: Path) -> None:
    printed = Print()
    printed.page()
    printed.heading("What needs to improve")
    printed.bullet("The timeliness of visits.")
    printed.bullet("The use of plans.")
    printed.heading("Findings")
    for number in (1, 2, 3):
        printed.numbered(f"{number}.", f"Leaders have three aims, as they said in year {number}:")
        printed.block("to listen", 115, sign="\u00b7", sign_at=TEXT + 4)
        printed.block("to act in good time", 115, sign="\u00b7", sign_at=TEXT + 4)
    report = _read(printed, tmp_path)
    first, second, *numbered = report.paragraphs
    assert (first.text, second.text) == ("The timeliness of visits.", "The use of plans.")
    assert first.kind is second.kind is Kind.RECOMMENDATION
    assert second.label == "What needs to improve, 2nd bullet"
    assert numbered[0].text == "Leaders have three aims, as they said in year 1:\nto listen\nto act in good time"
    assert len(numbered) == 3


def test_hyphens_at_line_ends_stay_and_join_but_suspended_ones_keep_their_space(tmp_path: Path) -> None:
    printed = Print()
    printed.page()
    for number, y in ((1, 100), (2, 200), (3, 300)):
        printed.at(LABEL, y, f"{number}.")
        printed.at(TEXT, y, "The board expects that partners and their staff work in a multi-")
        printed.at(TEXT, y + STEP, "agency way, and that the needs of homeless children, of 16-")
        printed.at(TEXT, y + 2 * STEP, "and 17-year-old young people above all, are known to it.")
    text = _texts(_read(printed, tmp_path))["1"]
    assert "a multi-agency way" in text
    assert "of 16- and 17-year-old young people" in text


def test_footnotes_and_their_marks_stay_out_of_paragraphs(tmp_path: Path) -> None:
    printed = Print()
    names = ("Nowhere", "Elsewhere", "Somewhere")
    for number, name in enumerate(names, 1):
        start = f"Eleven in {name} live in special schools"
        printed.page()
        printed.at(LABEL, 100, f"{number}.")
        printed.at(TEXT, 100, start)
        printed.at(TEXT + printed.width(start), 96, str(number), 8)
        printed.at(TEXT + printed.width(start) + 4.5, 100, ". All live outside the area of")
        printed.at(72, 746, str(number), 6.5)
        printed.at(78, 750, f"These are schools in {name} that look after children for most of the year,", 10)
        printed.at(72, 762, "which is to say for 295 days or less.", 10)
        printed.page()
        printed.at(TEXT, 100, f"the authority of {name}.")
    texts = _texts(_read(printed, tmp_path))
    for number, name in enumerate(names, 1):
        start = f"Eleven in {name} live in special schools."
        assert texts[str(number)] == f"{start} All live outside the area of the authority of {name}."


def test_the_judgement_table_is_rows_and_not_paragraphs_one_to_three(tmp_path: Path) -> None:
    printed = Print()
    printed.page()
    printed.at(72, 100, "Borough of Nowhere", 26)
    printed.at(72, 130, "Inspection of services for children in need of help and protection", 14, bold=True)
    printed.at(72, 160, "Inspection date: 3 March \u2013 28 March 2016".replace("\u2013", "-"), 14, bold=True)
    printed.at(72, 190, "Report published: 9 May 2016", 14, bold=True)
    printed.at(72, 230, "Children's services in Nowhere are good", 14, bold=True)
    rows = [
        ("1.", "Children who need help and protection", "Good"),
        ("2.", "Children looked after and achieving", "Good"),
    ]
    for at, (number, area, grade) in enumerate(rows):
        printed.at(72, 260 + 40 * at, number, bold=True)
        printed.at(90, 260 + 40 * at, area, bold=True)
        if at == 1:
            printed.at(90, 274 + 40 * at, "permanence", bold=True)
        printed.at(390, 260 + 40 * at + 7 * at, grade)
    printed.at(120, 345, "2.1 Adoption performance")
    printed.at(390, 338, "Requires improvement to")
    printed.at(390, 352, "be good")
    for number in range(1, 5):
        printed.y = 400 + 80.0 * number
        printed.numbered(f"{number}.", _long(1))
    report = _read(printed, tmp_path)
    info = report.info
    assert [paragraph.number for paragraph in report.paragraphs if paragraph.number] == ["1", "2", "3", "4"]
    found = [(judgement.area, judgement.grade) for judgement in info.judgements]
    assert found == [
        ("Overall judgement", "good"),
        ("Children who need help and protection", "Good"),
        ("Children looked after and achieving permanence", "Good"),
        ("Adoption performance", "Requires improvement to be good"),
    ]
    assert (info.authority, info.kind) == ("Borough of Nowhere", "single inspection")
    assert (str(info.inspected), str(info.published), info.published_from) == ("2016-03-28", "2016-05-09", "printed")


words = st.lists(
    st.sampled_from("care plan needs visits 17 multi-agency (MASH) 2.5% team's risk, home. good; 30".split()),
    min_size=3,
    max_size=90,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(words, min_size=3, max_size=25))
def test_whatever_the_words_the_numbered_paragraphs_come_back(tmp_path: Path, paragraphs: list[list[str]]) -> None:
    printed = Print()
    wanted = {str(at): f"Paragraph {' '.join(chosen)} ends." for at, chosen in enumerate(paragraphs, 1)}
    for number, text in wanted.items():
        printed.numbered(f"{number}.", text)
    assert _texts(_read(printed, tmp_path)) == wanted


def test_a_numbered_list_within_a_paragraph_takes_no_number_of_a_paragraph(tmp_path: Path) -> None:
    printed = Print()
    for number in (1, 2):
        printed.numbered(f"{number}.", f"Finding {number}. {_long(2)}")
    printed.numbered("3.", "Leaders should do these things in the coming year, as they have said:")
    for item in range(1, 6):
        printed.block(f"inner item {item} is this.", 115, sign=f"{item}.", sign_at=97)
    for number in range(4, 9):
        printed.numbered(f"{number}.", f"Finding {number}. {_long(2)}")
    texts = _texts(_read(printed, tmp_path))
    assert list(texts) == [str(number) for number in range(1, 9)]
    assert all(texts[str(number)].startswith(f"Finding {number}.") for number in (1, 2, *range(4, 9)))
    assert "4. inner item 4 is this." in " ".join(texts["3"].split("\n"))


@pytest.mark.parametrize("pages", [2, 3])
@pytest.mark.parametrize(
    "foot", ["Inspection of Nowhere", "Focused visit, 2 March 2022", "Nowhere, page {0} of 3", "Nowhere {1}"]
)
def test_in_a_short_letter_what_stands_on_two_pages_in_one_place_is_a_foot(
    tmp_path: Path, pages: int, foot: str
) -> None:
    printed = Print()
    wanted = {
        str(number): f"Finding number {number} begins here. {_long(5)}" for number in range(1, 5 + 7 * pages // 2)
    }
    for number, text in wanted.items():
        printed.numbered(f"{number}.", text)
    for page in range(printed.pages - 1, printed.pages + 1):
        printed.pdf.page = page
        printed.at(180, 805, foot.format(page, page - 1), 8)
    assert _texts(_read(printed, tmp_path)) == wanted


def test_a_running_head_in_large_bold_type_stays_out(tmp_path: Path) -> None:
    printed = Print()
    wanted = {str(number): f"Finding number {number} begins here. {_long(4)}" for number in range(1, 41)}
    for number, text in wanted.items():
        printed.numbered(f"{number}.", text)
    for page in range(1, printed.pages + 1):
        printed.pdf.page = page
        printed.pdf.set_font("helvetica", "", 5)  # else the page would lack its font
        printed.at(72, 40, "Nowhere Council inspection report", 14, bold=True)
    assert _texts(_read(printed, tmp_path)) == wanted


def test_a_note_at_the_foot_of_a_page_is_no_part_of_the_paragraph_that_goes_on_after_it(tmp_path: Path) -> None:
    printed = Print()
    for number, name in enumerate(("Nowhere", "Elsewhere", "Somewhere"), 1):
        printed.page()
        printed.at(LABEL, 100, f"{number}.")
        printed.at(TEXT, 100, f"{name} has eleven who live in special schools and")
        printed.at(72, 750, f"* These are schools, of which {name} has none, that look after children.", 9)
        printed.page()
        printed.at(TEXT, 100, f"come home to {name} at weekends.")
    texts = _texts(_read(printed, tmp_path))
    assert texts["2"] == "Elsewhere has eleven who live in special schools and come home to Elsewhere at weekends."


def test_a_heading_that_opens_several_pages_is_no_running_head(tmp_path: Path) -> None:
    printed = Print()
    for page in range(1, 6):
        printed.page()
        printed.at(LABEL, 100, "Areas for improvement", 14, bold=True)
        printed.y = 140
        printed.numbered(f"{page}.", _long(3))
    report = _read(printed, tmp_path)
    assert {p.section for p in report.paragraphs} == {("Areas for improvement",)}
    assert {p.kind for p in report.paragraphs} == {Kind.RECOMMENDATION}


@pytest.mark.parametrize("ends", ["the spring of 2012", "looked after rose to 5"])
@pytest.mark.parametrize(("heading", "size"), [("Summary", 14), ("Findings", 12)])
def test_the_contents_end_before_the_first_heading(tmp_path: Path, ends: str, heading: str, size: int) -> None:
    printed = Print()
    printed.page()
    printed.heading("Contents")
    for at, entry in enumerate(("Findings", "Leaders", "About"), 2):
        printed.at(LABEL, printed.y, f"{entry} {'.' * 40} {at}")
        printed.y += STEP
    printed.page()
    printed.heading(heading, size)
    printed.at(LABEL, printed.y, f"Visits are made in time, and the number of those {ends}")
    printed.at(LABEL, printed.y + STEP, "in the year, which is more than before and less than elsewhere.")
    (only,) = _read(printed, tmp_path).paragraphs
    assert only.section == (heading,)
    assert only.text.startswith(f"Visits are made in time, and the number of those {ends} in the year")


def test_small_figures_that_are_part_of_a_word_stay(tmp_path: Path) -> None:
    printed = Print()
    printed.page()
    for number, y in ((1, 100), (2, 200), (3, 300)):
        printed.at(LABEL, y, f"{number}.")
        for before, base, at in (("The hall has 12 m", y, -4), ("The air has little CO", y + STEP, 3)):
            printed.at(TEXT, base, before)
            printed.at(TEXT + printed.width(before), base + at, "2", 8)
            printed.at(TEXT + printed.width(before) + 5, base, f" in it, all told by {number}.")
    text = _texts(_read(printed, tmp_path))["1"]
    assert text == "The hall has 12 m2 in it, all told by 1. The air has little CO2 in it, all told by 1."


def _read_again(folder: Path, matrix: Callable[[float, float], tuple[float, ...]], degrees: int = 0) -> Report:
    """The report printed into the folder, drawn anew through a matrix that is made from width and height of its pages."""
    source, target = pypdfium2.PdfDocument(folder / "report.pdf"), pypdfium2.PdfDocument.new()
    for index in range(len(source)):
        width, height = source[index].get_size()
        drawn = matrix(width, height)
        size = abs(drawn[0] * width + drawn[2] * height), abs(drawn[1] * width + drawn[3] * height)
        page = target.new_page(*size)
        form = raw.FPDF_NewFormObjectFromXObject(raw.FPDF_NewXObjectFromPage(target, source, index))
        raw.FPDFPageObj_Transform(form, *drawn)
        raw.FPDFPage_InsertObject(page, form)
        page.gen_content()
        page.set_rotation(degrees)
        page.close()
    target.save(folder / "again.pdf")
    source.close()
    target.close()
    return read_report(folder / "again.pdf")


@pytest.mark.parametrize("scale", [0.5, 2.0])
def test_type_that_is_scaled_as_it_is_placed_is_read_in_its_size_on_the_page(tmp_path: Path, scale: float) -> None:
    printed = Print()
    for part in ("One", "Two"):
        printed.heading(f"Part {part}")
        for number in range(1, 9):
            printed.numbered(f"{number}.", f"Finding {number} of {part}. {_long(3)}")
        printed.paragraph(f"Part {part} ends. {_long(2)}")
    straight = _read(printed, tmp_path)
    scaled = _read_again(tmp_path, lambda width, height: (scale, 0, 0, scale, 0, 0))
    assert [(p.label, p.section, p.text) for p in scaled.paragraphs] == [
        (p.label, p.section, p.text) for p in straight.paragraphs
    ]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_it_is_shown(tmp_path: Path, degrees: int) -> None:
    printed = Print()
    for number in range(1, 20):
        printed.numbered(f"{number}.", f"Finding {number}. {_long(4)}")
    straight = _read(printed, tmp_path)
    turns = {
        90: lambda width, height: (0, 1, -1, 0, height, 0),
        180: lambda width, height: (-1, 0, 0, -1, width, height),
        270: lambda width, height: (0, -1, 1, 0, 0, width),
    }
    report = _read_again(tmp_path, turns[degrees], degrees)
    assert _texts(report) == _texts(straight)
    places = [[(round(box.left), round(box.top)) for box in p.lines] for p in report.paragraphs]
    assert places == [[(round(box.left), round(box.top)) for box in p.lines] for p in straight.paragraphs]


def test_text_that_a_scanner_put_under_the_picture_is_marked_as_recognised(tmp_path: Path) -> None:
    printed = Print()
    printed.pdf.text_mode = TextMode.INVISIBLE
    for number in range(1, 9):
        printed.numbered(f"{number}.", _long(2))
    info = _read(printed, tmp_path).info
    assert info.ocr
    assert info.doubts == ("The words were recognised from a scan: compare them with the page before relying on them.",)


def test_what_begins_a_page_at_the_margin_is_no_part_of_the_bullet_before(tmp_path: Path) -> None:
    printed = Print()
    for page in range(3):
        printed.page()
        printed.heading("What needs to improve")
        printed.bullet("Plans are clear.")
        printed.page()
        printed.paragraph(f"An unnumbered paragraph begins page {2 * page + 2}, and goes on for a while. {_long(2)}")
    texts = [p.text for p in _read(printed, tmp_path).paragraphs]
    assert texts.count("Plans are clear.") == 3


def test_gaps_between_numbers_in_levels_and_a_late_start_are_doubts(tmp_path: Path) -> None:
    printed = Print()
    for number in ("1.1", "1.2", "2.1", "2.4"):
        printed.block(f"Item {number}. {_long(2)}", 110, sign=number, sign_at=LABEL)
    assert _read(printed, tmp_path).info.doubts == (
        "Paragraphs 2.2 to 2.3 were not found between Paragraph 2.1 and Paragraph 2.4.",
    )


def _line(printed: Print, parts: list[tuple[str, float, float]]) -> None:
    """Prints parts of a line one after another: words, size of type, how far they are raised."""
    x = TEXT
    for words, size, raised in parts:
        printed.at(x, printed.y - raised, words, size)
        x += float(printed.pdf.get_string_width(words))
    printed.y += STEP


@pytest.mark.parametrize(
    ("before", "mark", "after"),
    [
        ("The plan was made in 2016", "12", " and is good."),
        ("It fell to 9.5", "2", " in all."),
        ("It rose to 25%", "1", ", as it did before."),
        ("He is 'safe'", "12", ". It is so."),
        ("The board meets", "104", " and speaks."),
        ("The board meets", "4,5", " and speaks."),
        ("The board meets", "4–6", " and speaks."),
    ],
)
def test_raised_marks_after_figures_are_no_part_of_them(tmp_path: Path, before: str, mark: str, after: str) -> None:
    printed = Print()
    printed.pdf.core_fonts_encoding = "cp1252"
    for number in range(1, 4):
        printed.page()
        printed.at(LABEL, printed.y, f"{number}.")
        _line(printed, [(before, 12, 0), (mark, 7, 4), (after, 12, 0)])
        printed.at(TEXT, printed.y, "They know what to do.")
    assert _texts(_read(printed, tmp_path))["2"] == f"{before}{after} They know what to do."


def test_figures_in_small_type_that_are_not_raised_stay(tmp_path: Path) -> None:
    printed = Print()
    printed.page()
    _line(printed, [("Findings of the year ", 12, 0), ("2016 and 2017", 9, 0), (" are given.", 12, 0)])
    (only,) = _read(printed, tmp_path).paragraphs
    assert only.text == "Findings of the year 2016 and 2017 are given."


def test_lines_set_one_and_a_half_apart_are_one_paragraph(tmp_path: Path) -> None:
    printed = Print()
    printed.page()
    for at in range(6):
        for line in printed.lines(f"Paragraph {at} begins here. {_long(3)}", 420):
            printed.at(LABEL, printed.y, line)
            printed.y += 20.7
        printed.y += 8
    texts = [paragraph.text for paragraph in _read(printed, tmp_path).paragraphs]
    assert texts == [f"Paragraph {at} begins here. {_long(3)}" for at in range(6)]


def test_a_sentence_goes_on_over_a_gap_that_should_not_be_there(tmp_path: Path) -> None:
    printed = Print()
    printed.page()
    for number in (1, 2, 3):
        printed.at(LABEL, printed.y, f"{number}.")
        printed.at(TEXT, printed.y, "Managers in this borough do not")
        printed.at(TEXT + 4, printed.y + 21, f"ask anybody for all of {number} years.")
        printed.y += 60
    assert _texts(_read(printed, tmp_path))["2"] == "Managers in this borough do not ask anybody for all of 2 years."


@pytest.mark.parametrize("bold", [True, False])
def test_a_heading_close_above_a_numbered_paragraph_leaves_it_its_number(tmp_path: Path, bold: bool) -> None:
    printed = Print()
    printed.page()
    for number in range(1, 7):
        if number % 2:
            printed.at(LABEL, printed.y, f"Heading {number}", 13.5, bold=bold)
            printed.y += 16
        printed.numbered(f"{number}.", _long(2))
    texts = _texts(_read(printed, tmp_path))
    assert texts == {str(number): _long(2) for number in range(1, 7)}


def test_numbered_items_of_one_line_set_close_together_have_each_its_number(tmp_path: Path) -> None:
    printed = Print()
    printed.heading("Recommendations")
    wanted = {str(number): f"The council should do thing {number}." for number in range(1, 6)}
    for number, text in wanted.items():
        printed.at(LABEL, printed.y, f"{number}.")
        printed.at(TEXT, printed.y, text)
        printed.y += STEP + 1
    assert _texts(_read(printed, tmp_path)) == wanted


def test_a_number_is_shown_as_it_is_printed(tmp_path: Path) -> None:
    printed = Print()
    numbers = [f"1.{number:02}" for number in range(1, 12)]
    for number in numbers:
        printed.block(f"Item {number}. {_long(2)}", 110, sign=number, sign_at=LABEL)
    report = _read(printed, tmp_path)
    assert [paragraph.number for paragraph in report.paragraphs] == numbers
    assert report.info.doubts == ()


@pytest.mark.parametrize("y", [40, 806])
@pytest.mark.parametrize(
    "names",
    [
        ("Introduction", "Introduction", "Help and protection", "Children in care", "Care leavers", "Leaders"),
        ("i", "ii", "iii", "iv", "v", "vi"),
    ],
)
def test_heads_and_feet_that_change_stay_out(tmp_path: Path, names: tuple[str, ...], y: float) -> None:
    printed = Print()
    wanted = {str(number): f"Finding number {number} begins here. {_long(4)}" for number in range(1, 41)}
    for number, text in wanted.items():
        printed.numbered(f"{number}.", text)
    assert printed.pages == len(names)
    for page, name in enumerate(names, 1):
        printed.pdf.page = page
        printed.at(TEXT, y, name)
    report = _read(printed, tmp_path)
    assert [paragraph.text for paragraph in report.paragraphs] == list(wanted.values())


def test_a_plain_heading_with_text_below_it_on_each_page_is_no_head(tmp_path: Path) -> None:
    printed = Print()
    for name in ("Introduction", "Help", "Care", "Leavers", "Leaders"):
        printed.page()
        printed.at(LABEL, printed.y, f"{name} in the borough")
        printed.y += 2 * STEP
        printed.paragraph(f"{name} is spoken of here. {_long(3)}")
    read = " ".join(f"{paragraph.section} {paragraph.text}" for paragraph in _read(printed, tmp_path).paragraphs)
    assert all(f"{name} in the borough" in read for name in ("Help", "Care", "Leavers", "Leaders"))


def test_numbered_paragraphs_in_bold_type_are_paragraphs_on_the_first_page_too(tmp_path: Path) -> None:
    printed = Print()
    printed.heading("Recommendations")
    wanted = {str(number): f"The council should do thing {number}. {_long(1)}" for number in range(1, 9)}
    for number, text in wanted.items():
        bold = number in "123"
        printed.at(LABEL, printed.y, f"{number}.", bold=bold)
        for line in printed.lines(text, 400):
            printed.at(TEXT, printed.y, line, bold=bold)
            printed.y += STEP
        printed.y += STEP
    report = _read(printed, tmp_path)
    assert _texts(report) == wanted
    assert {paragraph.section for paragraph in report.paragraphs} == {("Recommendations",)}


def test_a_sentence_in_bold_type_is_text_and_a_question_a_heading(tmp_path: Path) -> None:
    printed = Print()
    printed.heading("Findings")
    printed.paragraph(_long(2))
    for line in (
        "Children who go missing are not offered a return home",
        "interview in time, and leaders did not know this.",
    ):
        printed.at(LABEL, printed.y, line, bold=True)
        printed.y += STEP
    printed.y += STEP
    printed.paragraph(_long(3))
    printed.at(LABEL, printed.y, "What does the borough need to improve?", bold=True)
    printed.y += 2 * STEP
    printed.paragraph(_long(4))
    report = _read(printed, tmp_path)
    sentence = "Children who go missing are not offered a return home interview in time, and leaders did not know this."
    assert [paragraph.text for paragraph in report.paragraphs] == [_long(2), sentence, _long(3), _long(4)]
    assert report.paragraphs[-1].section == ("Findings", "What does the borough need to improve?")


@pytest.mark.parametrize("bold", [{0}, {1}, {1, 2}, {2, 3}])
def test_bold_lines_within_a_paragraph_are_part_of_it(tmp_path: Path, bold: set[int]) -> None:
    lines = (
        "Inspectors saw much in this borough that is good, but found that the",
        "social workers do not visit children who have been placed more than",
        "twenty miles away, and this must change soon. Nobody had told the",
        "leaders of this, and they have no plan that would mend it in time.",
    )
    printed = Print()
    printed.heading("Findings")
    printed.paragraph(_long(2))
    for at, line in enumerate(lines):
        printed.at(LABEL, printed.y, line, bold=at in bold)
        printed.y += STEP
    printed.y += STEP
    printed.paragraph(_long(3))
    texts = [paragraph.text for paragraph in _read(printed, tmp_path).paragraphs]
    assert texts == [_long(2), " ".join(lines), _long(3)]


def test_labels_drawn_apart_from_their_paragraphs_are_theirs(tmp_path: Path) -> None:
    printed = Print()
    wanted = {str(number): f"Finding number {number} begins here. {_long(3)}" for number in range(1, 16)}
    places = {}
    for number, text in wanted.items():
        for at, line in enumerate(printed.lines(text, 400)):
            if printed.y > 740:
                printed.page()
            if at == 0:
                places[number] = (printed.pdf.page, printed.y)
            printed.at(TEXT + 20, printed.y, line)
            printed.y += STEP
        printed.y += STEP
    for number, (page, y) in places.items():
        printed.pdf.page = page
        printed.at(LABEL, y, f"{number}.")
    assert _texts(_read(printed, tmp_path)) == wanted


def test_numbered_headings_in_large_plain_type_are_headings(tmp_path: Path) -> None:
    printed = Print()
    printed.page()
    numbers = []
    for chapter, name in enumerate(("Introduction", "Help and protection", "Recommendations"), 1):
        printed.at(LABEL, printed.y + 10, f"{chapter}.", 18)
        printed.at(TEXT + 7, printed.y + 10, name, 18)
        printed.y += 40
        for at in (1, 2, 3):
            numbers.append(f"{chapter}.{at}")
            printed.block(f"Paragraph {chapter}.{at}. {_long(1)}", 110, sign=f"{chapter}.{at}", sign_at=LABEL)
    report = _read(printed, tmp_path)
    assert [paragraph.number for paragraph in report.paragraphs] == numbers
    assert report.paragraphs[-1].section == ("3. Recommendations",)


@pytest.mark.parametrize(("degrees", "words", "size"), [(45, "DRAFT", 100), (90, "Nowhere targeted inspection", 8)])
def test_watermarks_and_words_at_the_side_stay_out(tmp_path: Path, degrees: int, words: str, size: int) -> None:
    class Marked(Print):
        def page(self) -> None:
            super().page()
            x, y = (150, 420) if degrees == 45 else (40, 500)
            with self.pdf.rotation(degrees, x, y):
                self.at(x, y, words, size)

    printed = Marked()
    wanted = {str(number): f"Finding number {number} begins here. {_long(4)}" for number in range(1, 21)}
    for number, text in wanted.items():
        printed.numbered(f"{number}.", text)
    report = _read(printed, tmp_path)
    assert [(p.number, p.text, p.section) for p in report.paragraphs] == [(n, t, ()) for n, t in wanted.items()]


@pytest.mark.parametrize("text", ["Does it know its children? It does not!", 'A boy said: "I do not feel safe there."'])
def test_a_short_sentence_is_text_where_nothing_is_bold(tmp_path: Path, text: str) -> None:
    printed = Print()
    for words in (_long(3), text, _long(2)):
        printed.paragraph(words)
    assert [p.text for p in _read(printed, tmp_path).paragraphs] == [_long(3), text, _long(2)]


def test_text_at_the_indent_after_bullets_and_a_page_end_is_the_paragraphs(tmp_path: Path) -> None:
    printed = Print()
    for number in (1, 2):
        printed.numbered(f"{number}.", _long(2))
    printed.numbered("3.", "Leaders have these aims:")
    for item in ("to listen", "to act"):
        printed.block(item, TEXT + 22, sign="\u00b7", sign_at=TEXT + 6)
    printed.page()
    printed.block("But they do not reach any of them.", TEXT)
    printed.numbered("4.", _long(2))
    texts = _texts(_read(printed, tmp_path))
    assert texts["3"] == "Leaders have these aims:\nto listen\nto act\nBut they do not reach any of them."


@pytest.mark.parametrize("sign", ["1 ", "(1) ", "* "])
def test_a_long_note_without_a_raised_figure_does_not_part_the_paragraph(tmp_path: Path, sign: str) -> None:
    printed = Print()
    names = ("Nowhere", "Elsewhere", "Somewhere")
    for number, name in enumerate(names, 1):
        printed.page()
        printed.at(LABEL, 690, f"{number}.")
        printed.at(TEXT, 690, f"{name} has eleven who live in special schools and")
        for at, words in enumerate(
            (f"{sign}These are schools, of which", f"{name} has none, that", "look after", "children.")
        ):
            printed.at(LABEL, 720 + 11 * at, words, 9)
        printed.page()
        printed.at(TEXT, 100, f"come home to {name} at weekends.")
    report = _read(printed, tmp_path)
    assert [paragraph.text for paragraph in report.paragraphs] == [
        f"{name} has eleven who live in special schools and come home to {name} at weekends." for name in names
    ]


def test_a_box_in_small_type_at_the_foot_of_a_page_is_text(tmp_path: Path) -> None:
    printed = Print()
    for number in range(1, 9):
        printed.numbered(f"{number}.", _long(3))
    printed.at(LABEL, 740, "Case study: a boy of 14 was not seen alone for nine weeks.", 10)
    assert "was not seen alone" in _read(printed, tmp_path).paragraphs[-1].text
