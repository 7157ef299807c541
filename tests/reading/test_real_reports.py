"""What holds for each of the real reports, whatever its family."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest

from index.errors import UnreadableReport
from index.model import Kind, Report
from index.reading import read_report
from index.reading.trace import TEXT, UNPLACED, Placed, account

pytestmark = [pytest.mark.shared, pytest.mark.slow]
UNNUMBERED = {"hartlepool-2014-02-11", "hillingdon-2014-02-11"}  # print no paragraph numbers


def test_all_are_read_but_the_web_page_in_disguise(real_reports: Sequence[Path], reports: dict[Path, Report]) -> None:
    refused = [path for path in real_reports if path not in reports]
    assert [path.stem for path in refused] == ["birmingham-2012-10-19"]
    with pytest.raises(UnreadableReport, match=r"is a web page saved as \.pdf"):
        read_report(refused[0])


def test_the_numbers_run_without_a_gap_as_printed(reports: dict[Path, Report]) -> None:
    for path, report in reports.items():
        numbers = [int(p.number) for p in report.paragraphs if p.number]
        assert numbers == list(range(1, len(numbers) + 1)), path.stem
        assert bool(numbers) == (path.stem not in UNNUMBERED)
        assert report.info.doubts == ()


def test_what_is_numbered_is_searched(reports: dict[Path, Report]) -> None:
    """Standing text that is numbered is the purpose of an inspection, at the beginning."""
    for path, report in reports.items():
        standing = [p.number for p in report.paragraphs if p.number and p.kind is Kind.BOILERPLATE]
        assert standing == [str(n) for n in range(1, len(standing) + 1)], path.stem
        assert len(standing) <= 3, path.stem


def test_each_says_whose_it_is_and_when_and_how_it_was_judged(reports: dict[Path, Report]) -> None:
    for path, report in reports.items():
        info = report.info
        assert re.sub(r"-\d{4}.*", "", path.stem).replace("-", " ") in info.authority.casefold().replace("-", " ")
        assert info.kind != "report"
        assert info.inspected
        assert info.published
        assert info.inspected < info.published
        areas = [judgement.area for judgement in info.judgements]
        assert len(areas) == len(set(areas))
        assert 4 <= len(areas) <= 7, (path.stem, areas)
        assert sum("verall" in area for area in areas) == 1
        units = {p.ref: p for p in report.paragraphs}
        for judgement in info.judgements:
            assert judgement.grade in units[judgement.ref].text
            assert units[judgement.ref].kind is Kind.JUDGEMENT


@pytest.fixture(scope="module")
def accounts(reports: dict[Path, Report]) -> dict[Path, list[Placed]]:
    return {path: list(account(path)) for path in reports}


def test_no_word_is_invented_dropped_or_moved(reports: dict[Path, Report], accounts: dict[Path, list[Placed]]) -> None:
    """All pieces together are the page text; the pieces that stand in units are the units."""
    for path, report in reports.items():
        pieces = accounts[path]
        assert not [piece for piece in pieces if piece.role == UNPLACED]
        printed = [
            _bare("".join(p.words for p in pieces if p.page == page)) for page in range(1, report.info.pages + 1)
        ]
        assert printed == _page_texts(path), path.stem
        cited = _bare("".join(piece.words for piece in pieces if piece.role == TEXT))
        assert cited == _bare("".join(paragraph.text for paragraph in report.paragraphs)), path.stem


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _page_texts(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    texts = [_bare(page.get_textpage().get_text_range().replace("\ufffe", "-")) for page in document]
    document.close()
    return texts


def test_little_is_left_out_of_the_units(accounts: dict[Path, list[Placed]]) -> None:
    """Furniture is a small share: a rule gone wild would show here."""
    letters: Counter[str] = Counter()
    for pieces in accounts.values():
        for piece in pieces:
            letters[piece.role] += len(piece.words)
    assert letters[TEXT] > 0.95 * letters.total()


def test_each_line_box_holds_its_words_and_lies_on_its_page(reports: dict[Path, Report]) -> None:
    for path, report in reports.items():
        for paragraph in report.paragraphs:
            end = 0
            for box in paragraph.lines:
                assert re.fullmatch(r"\s?", paragraph.text[end : box.span.start]), (path.stem, paragraph.ref)
                assert 0 < box.left < box.right < 600
                assert 0 < box.top < box.bottom < 850
                end = box.span.end
            assert end == len(paragraph.text)
            assert paragraph.page == paragraph.lines[0].page


def test_references_are_unique_and_labels_show_only_printed_numbers(reports: dict[Path, Report]) -> None:
    for report in reports.values():
        refs = [paragraph.ref for paragraph in report.paragraphs]
        assert len(refs) == len(set(refs))
        for paragraph in report.paragraphs:
            if paragraph.number:
                assert re.match(rf"(Paragraph|Recommendation) {paragraph.number}( \(LSCB\))?$", paragraph.label)
            else:
                assert not re.match(r"(Paragraph|Recommendation) \d", paragraph.label)


def test_no_part_of_the_findings_stands_within_another(reports: dict[Path, Report]) -> None:
    opening = re.compile(
        "(The experiences? and progress of children|Leadership, management|The impact of leaders)", re.IGNORECASE
    )
    for path, report in reports.items():
        for section in {paragraph.section for paragraph in report.paragraphs}:
            assert len([heading for heading in section if opening.match(heading)]) <= 1, (path.stem, section)


def test_what_every_report_prints_is_no_finding(reports: dict[Path, Report]) -> None:
    for path, report in reports.items():
        tail = [p for p in report.paragraphs if "Office for Standards in Education" in p.text and "regulates" in p.text]
        assert all(paragraph.kind is Kind.BOILERPLATE for paragraph in tail), path.stem


def test_the_text_version_gives_the_paragraphs_of_the_pdf(shared: Path, reports: dict[Path, Report]) -> None:
    """Its wording differs in quotes and in three mended misprints only."""
    folder = shared / "reports"
    printed = {p.number: p for p in reports[folder / "havering-2016-12-09.pdf"].paragraphs if p.number}
    typed = {p.number: p for p in read_report(folder / "havering-2016-12-09.txt").paragraphs if p.number}
    assert list(printed) == list(typed)
    differing = [n for n in printed if _words(printed[n].text) != _words(typed[n].text)]
    assert len(differing) <= 3
    assert [n for n in printed if printed[n].kind != typed[n].kind] == []
    marked = {n for n in printed if printed[n].marked_recommendation}
    assert marked == {n for n in typed if typed[n].marked_recommendation}
    assert {"27", "35", "66", "83", "107", "152"} <= marked


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
