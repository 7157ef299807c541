"""The Library tab: which reports there are, adding by upload, removing after a second look."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from index.adding import Added
from index.download import ENDINGS
from index.library import Library
from index.model import ReportInfo
from ui import shell, words
from ui.markup import esc, visible
from ui.options import MEGABYTE, Options
from ui.reports import doubts, report_address

_ODD = re.compile(r"[^\w.() -]+")
_MOST_FILES = 100
_LONGEST_NAME = 200  # bytes without the ending; file systems take 255 with it


def routes(library: Library, options: Options) -> APIRouter:
    """/library and its forms."""
    router = APIRouter(include_in_schema=False)

    @router.get("/library")
    def shelf() -> HTMLResponse:
        return HTMLResponse(shell.page(words.TABS["/library"], "/library", page(library, options)))

    @router.post("/library", response_model=None)
    def add(request: Request, files: Annotated[list[UploadFile], File()]) -> Response:
        results = [upload for file in files[:_MOST_FILES] for upload in _take(library, file)]
        if len(files) > _MOST_FILES:
            results.append(_failed(words.TOO_MANY_FILES.format(most=_MOST_FILES, left=len(files) - _MOST_FILES)))
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse([_told(result) for result in results])
        return HTMLResponse(shell.page(words.TABS["/library"], "/library", page(library, options, results)))

    @router.post("/library/example", response_model=None)
    def example() -> Response:
        failed = [result for result in library.add_example() if result.status == "failed"]
        if failed:
            return HTMLResponse(shell.page(words.TABS["/library"], "/library", page(library, options, failed)))
        return RedirectResponse("/library", 303)

    @router.post("/library/remove")
    def remove(slug: Annotated[str, Form(max_length=300)]) -> RedirectResponse:
        library.remove(slug)
        return RedirectResponse("/library", 303)

    return router


def _take(library: Library, file: UploadFile) -> list[Added]:
    """Add one uploaded file under its own name, made harmless; the file itself is kept by the library only."""
    name = safe_name(file.filename or "")
    with tempfile.TemporaryDirectory(prefix="report-qa-") as folder:
        path = Path(folder) / name
        if path.suffix.lower() not in ENDINGS:
            return [_failed(f"{name}: {words.WRONG_ENDING.format(endings=words.listed(ENDINGS, 'or'))}", name)]
        with path.open("wb") as out:
            shutil.copyfileobj(file.file, out)
        return library.add([path])


def _failed(message: str, source: str = "") -> Added:
    return Added(source, "failed", message, None, 1, 1)


def safe_name(given: str) -> str:
    """A file name without folders, control characters or anything odd, its ending kept; never empty."""
    name = PurePosixPath(given.replace("\\", "/")).name
    stem, _, ending = visible(name).rpartition(".")
    cut = _ODD.sub("-", stem or ending).strip(" .-").encode()[:_LONGEST_NAME].decode(errors="ignore")
    cleaned = cut.rstrip(" .-") or "report"
    kept = _ODD.sub("", ending).lower()[:10] if stem else ""
    return f"{cleaned}.{kept}" if kept else cleaned


def _told(result: Added) -> dict[str, object]:
    return {
        "status": result.status, "message": visible(result.message),
        "doubts": [visible(doubt) for doubt in result.info.doubts] if result.info else [],
    }  # fmt: skip


def page(library: Library, options: Options, results: Sequence[Added] = ()) -> str:
    """Upload form, what became of an upload, the shelf."""
    infos = library.infos()
    return (
        f'<div class="sheet"><h1>{words.LIBRARY}</h1><p class="hint">{words.LIBRARY_HINT}</p>{_upload(options)}'
        f'<ul id="uploaded" aria-live="polite">{"".join(_result(result) for result in results)}</ul></div>'
        f'<div class="sheet" id="shelf"><h2>{words.count(len(infos), "report")}</h2>{_outdated(infos)}{_shelf(infos)}</div>'
    )


def _upload(options: Options) -> str:
    endings = ",".join(ENDINGS)
    said = words.UPLOAD_HINT.format(endings=words.listed(ENDINGS, "or"), megabytes=options.largest_upload // MEGABYTE)
    return (
        f'<form method="post" action="/library" enctype="multipart/form-data" data-upload class="report-tools" '
        f'data-largest="{options.largest_upload}"><label for="files">{words.FILES}</label>'
        f'<input id="files" name="files" type="file" accept="{endings}" multiple required aria-describedby="files-hint">'
        f'<button class="primary">{words.ADD}</button><progress hidden aria-label="{words.PROGRESS}"></progress></form>'
        f'<p id="files-hint" class="hint">{said}</p>'
    )


def _result(result: Added) -> str:
    return f'<li class="{esc(result.status)}">{esc(result.message)}{doubts(result.info.doubts) if result.info else ""}</li>'


def _outdated(infos: Sequence[ReportInfo]) -> str:
    said = words.outdated(infos)
    return f'<p class="hint">{esc(said)} {words.OUTDATED_REMEDY}</p>' if said else ""


def _shelf(infos: Sequence[ReportInfo]) -> str:
    if not infos:
        return (
            f'<p>{words.EMPTY_TEXT}</p><form method="post" action="/library/example">'
            f'<button class="quiet">{words.OPEN_EXAMPLE}</button></form>'
        )
    return f'<ul class="reports">{"".join(_report(info) for info in infos)}</ul>'


def _report(info: ReportInfo) -> str:
    noted = (
        f"<details><summary>{words.count(len(info.doubts), 'doubt')}</summary>{doubts(info.doubts)}</details>"
        if info.doubts
        else ""
    )
    name = esc(words.named(info))
    outdated = f", {words.OUTDATED_ONE}" if info.outdated else ""
    return (
        f'<li><div><a href="{report_address(info.slug)}">{name}</a> <span class="from">{esc(info.title)}, '
        f"{esc(words.dated(info))}, {esc(info.source)}{outdated}</span>{noted}</div>"
        f'<details class="remove"><summary>{words.REMOVE}<span class="visually-hidden"> {name}</span></summary>'
        f'<form method="post" action="/library/remove"><p>{words.REMOVE_SURE.format(name=name)}</p>'
        f'<input type="hidden" name="slug" value="{esc(info.slug)}">'
        f'<button class="quiet">{words.REMOVE_YES}</button></form></details></li>'
    )
