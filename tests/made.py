"""Small invented reports and reranking models, for tests that need no more."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from index.model import Kind, Paragraph, Report, ReportInfo


def paragraph(
    text: str,
    number: str | None = None,
    *,
    kind: Kind = Kind.FINDING,
    section: Sequence[str] = ("Findings",),
    page: int = 1,
) -> Paragraph:
    ref = number or f"p{page}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"
    label = f"Paragraph {number}" if number else f"{section[0]}, unnumbered paragraph"
    return Paragraph(ref, number, 1, label, kind, text, tuple(section), page)


def report(*paragraphs: Paragraph, slug: str = "dunmere-2016", authority: str = "Dunmere", year: int = 2016) -> Report:
    digest = hashlib.sha256((slug + "".join(p.text for p in paragraphs)).encode()).hexdigest()
    info = ReportInfo(
        slug=slug, title="Inspection of services for children", authority=authority, kind="report",
        published=dt.date(year, 6, 1), published_from="printed", inspection_dates="", inspected=dt.date(year, 5, 1),
        judgements=(), pages=9, source=f"{slug}.pdf", digest=digest,
    )  # fmt: skip
    return Report(info, paragraphs)


def aged(home: Path) -> None:
    """The library there as an earlier version of the program would have left it, before it noted who read a report."""
    with closing(sqlite3.connect(home / "library.db")) as connection, connection:
        connection.execute("UPDATE reports SET info = json_remove(info, '$.read_by')")


def cross_encoder(folder: Path, score: float, *, scores: int = 1) -> Path:
    """A CrossEncoder of the usual make, in little, that gives every paragraph the same unsquashed score."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder.mkdir(exist_ok=True)
    (folder / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nchildren\ncare\n")
    small = BertConfig(
        vocab_size=7, hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8, num_labels=scores
    )
    model = BertForSequenceClassification(small)
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.fill_(score)
    model.save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    return folder
