"""Who comes in, from where, how often, how large: asked of the guard over an application that says yes to everybody."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from index.errors import SettingsError
from index.library import Library
from index.settings import Settings
from ui import reports, signin, words
from ui.app import serve, tell_errors
from ui.entry import routes
from ui.guard import HEADERS, Guard
from ui.limits import Rate
from ui.options import Options
from ui.signin import Accounts, basic, hash_line, holder, inside, ticket

SECRET = b"s" * 32


async def yes(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


def client(options: Options, base: str = "http://127.0.0.1:7860") -> TestClient:
    app = FastAPI()
    app.include_router(routes(None, options))
    app.add_route("/{path:path}", yes, methods=["GET", "POST"])
    app.add_middleware(Guard, options=options)
    return TestClient(app, base, follow_redirects=False)


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Accounts:
    path = tmp_path_factory.mktemp("accounts") / "people"
    path.write_text(
        f"# staff\n{hash_line('ann', 'correct horse')}\n{hash_line('bob', 'battery staple')}\n", encoding="utf-8"
    )
    return Accounts.load(path)


def test_every_reply_carries_the_headers(tmp_path: Path) -> None:
    for reply in (client(Options(tmp_path)).get("/x"), client(Options(tmp_path), "http://evil.example").get("/x")):
        assert {name: reply.headers[name] for name in HEADERS} == HEADERS
    assert "default-src 'self'" in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize(
    "base", ["http://127.0.0.1:7860", "http://localhost:7860", "http://[::1]:7860", "http://127.0.0.1"]
)
def test_this_machine_is_let_in(tmp_path: Path, base: str) -> None:
    assert client(Options(tmp_path), base).get("/").status_code == 200


@pytest.mark.parametrize(("host", "name"), [("127.0.0.2", "127.0.0.2"), ("::1", "[::1]"), ("localhost", "localhost")])
def test_the_page_may_be_called_by_the_address_that_it_is_served_at(tmp_path: Path, host: str, name: str) -> None:
    options = Options(tmp_path).served_at(host)
    codes = [
        client(options, f"http://{called}:7860").get("/").status_code for called in (name, "localhost", "evil.example")
    ]
    assert codes == [200, 200, 403]
    assert client(Options(tmp_path).served_at("0.0.0.0"), "http://reports.example").get("/").status_code == 200


def test_another_host_name_is_refused_so_that_no_website_can_point_its_name_at_us(tmp_path: Path) -> None:
    reply = client(Options(tmp_path), "http://evil.example").get("/")
    assert (reply.status_code, reply.json()["detail"]) == (403, words.WRONG_HOST)


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://127.0.0.1:9999", "null", "http://[", "//127.0.0.1:7860"]
)
def test_another_website_cannot_post(tmp_path: Path, origin: str) -> None:
    site = client(Options(tmp_path))
    assert site.post("/library/remove", headers={"origin": origin}).status_code == 403
    assert site.post("/library/remove", headers={"origin": "http://127.0.0.1:7860"}).status_code == 200


def test_too_much_is_refused_with_the_limit_named(tmp_path: Path) -> None:
    site = client(Options(tmp_path, largest_request=1_000_000, largest_upload=2_000_000))
    assert site.post("/feedback", content=b"x" * 1_000_001).json()["detail"] == words.TOO_LARGE.format(megabytes=1)
    assert site.post("/library", content=b"x" * 1_000_001).status_code == 200
    unstated = site.post("/feedback", content=(b"x" * 500_000 for _ in range(3)))
    assert (unstated.status_code, unstated.json()["detail"]) == (413, words.TOO_LARGE.format(megabytes=1))


def test_too_many_are_told_to_wait(tmp_path: Path) -> None:
    site = client(Options(tmp_path, requests_a_minute=2))
    assert [site.get("/").status_code for _ in range(3)] == [200, 200, 429]
    page = site.get("/", headers={"accept": "text/html"})
    assert int(page.headers["retry-after"]) <= 60
    assert "Please wait" in page.text


def test_a_minute_slides_and_callers_do_not_share() -> None:
    now = [0.0]
    rate = Rate(2, clock=lambda: now[0])
    assert [rate.wait("a"), rate.wait("a"), rate.wait("a"), rate.wait("b")] == [0, 0, 60, 0]
    now[0] = 59.5
    assert rate.wait("a") == 1
    now[0] = 60.0
    assert rate.wait("a") == 0


def test_strangers_see_only_the_sign_in(tmp_path: Path, accounts: Accounts) -> None:
    site = client(Options(tmp_path, accounts, secret=SECRET))
    for path in ("/", "/report/x?para=1", "/gradio_api/queue/join", "/judgements.csv", "/api/reports", "/mcp"):
        assert site.get(path).status_code == 401, path
    page = site.get("/report/x?para=1", headers={"accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, "/sign-in?next_page=/report/x%3Fpara%3D1")
    assert site.get("/sign-in").status_code == 200
    assert site.get("/own/page.css").status_code == 200


def test_signing_in_and_out(tmp_path: Path, accounts: Accounts) -> None:
    site = client(Options(tmp_path, accounts, secret=SECRET))
    given = {"name": "ann", "password": "correct horse", "next_page": "/report/x"}
    assert site.post("/sign-in", data={**given, "password": "wrong"}).status_code == 403
    assert site.post("/sign-in", data={**given, "name": "<b>nobody"}).status_code == 403
    reply = site.post("/sign-in", data=given)
    assert (reply.status_code, reply.headers["location"]) == (303, "/report/x")
    assert "HttpOnly" in reply.headers["set-cookie"]
    assert site.get("/").status_code == 200
    site.post("/sign-out")
    assert site.get("/").status_code == 401


def test_guessing_passwords_is_slowed_down(tmp_path: Path, accounts: Accounts) -> None:
    site = client(Options(tmp_path, accounts, sign_ins_a_minute=2, secret=SECRET))
    codes = [site.post("/sign-in", data={"name": "ann", "password": "guess"}).status_code for _ in range(3)]
    assert codes == [403, 403, 429]


def test_behind_a_sign_in_a_server_with_a_name_of_its_own_may_stand_in_front(
    tmp_path: Path, accounts: Accounts
) -> None:
    site = client(Options(tmp_path, accounts, secret=SECRET), "https://reports.example")
    assert site.get("/sign-in").status_code == 200
    given = {"name": "ann", "password": "correct horse"}
    assert (
        "Secure"
        in site.post("/sign-in", data=given, headers={"origin": "https://reports.example"}).headers["set-cookie"]
    )
    assert site.get("/").status_code == 200


def test_programs_may_use_basic_authentication_for_the_api_and_mcp_only(tmp_path: Path, accounts: Accounts) -> None:
    site = client(Options(tmp_path, accounts, secret=SECRET))
    assert site.get("/api/reports", auth=("ann", "correct horse")).status_code == 200
    assert site.post("/mcp", auth=("ann", "correct horse")).status_code == 200
    assert site.get("/api/reports", auth=("ann", "wrong")).status_code == 401
    assert site.get("/library", auth=("ann", "correct horse")).status_code == 401
    page = {"accept": "text/html"}
    assert site.get("/api/reports", auth=("ann", "correct horse"), headers=page).status_code == 200
    assert site.get("/api/reports", headers=page).status_code == 303


def test_programs_may_ask_often_and_guess_seldom(tmp_path: Path, accounts: Accounts) -> None:
    site = client(Options(tmp_path, accounts, sign_ins_a_minute=2, secret=SECRET))
    right, wrong = ("ann", "correct horse"), ("ann", "guess")
    assert [site.get("/api/reports", auth=right).status_code for _ in range(4)] == [200] * 4
    assert [site.get("/api/reports", auth=wrong).status_code for _ in range(3)] == [401, 401, 429]
    assert site.get("/api/reports", auth=right).status_code == 429


def test_programs_may_call_side_by_side_and_not_guess_so(tmp_path: Path, accounts: Accounts) -> None:
    app = client(Options(tmp_path, accounts, sign_ins_a_minute=2, secret=SECRET)).app

    async def codes(password: str) -> list[int]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as site:
            calls = [site.get("/api/reports", auth=("ann", password)) for _ in range(4)]
            return sorted(reply.status_code for reply in await asyncio.gather(*calls))

    async def both() -> tuple[list[int], list[int]]:
        return await codes("correct horse"), await codes("guess")

    with ThreadPoolExecutor(1) as apart:  # from the loop of a browser that the same process drives
        assert apart.submit(asyncio.run, both()).result() == ([200] * 4, [401, 401, 429, 429])


def test_a_ticket_is_ours_unchanged_and_ends() -> None:
    made = ticket("ann", SECRET, now=1000)
    assert holder(made, SECRET, now=1001) == "ann"
    assert holder(made, b"other", now=1001) is None
    assert holder(made, SECRET, now=1000 + signin.HOURS * 3600) is None
    assert holder("x" + made, SECRET, now=1001) is None
    for broken in ("", ".", "a.b", made.partition(".")[0], "é.é"):
        assert holder(broken, SECRET) is None


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nb", ""]
)
def test_a_sign_in_never_leads_elsewhere(address: str) -> None:
    assert inside(address) == "/"
    assert inside("/report/x?para=66") == "/report/x?para=66"


def test_what_is_no_basic_header_is_none() -> None:
    for header in ("", "Bearer x", "Basic !!!", "Basic YQ=="):
        assert basic(header) is None


@pytest.mark.parametrize(
    ("text", "said"), [("ann:plain\n", "Line 1"), ("# nobody\n", "names nobody"), (None, "cannot be read")]
)
def test_a_wrong_file_of_accounts_is_one_plain_sentence(tmp_path: Path, text: str | None, said: str) -> None:
    path = tmp_path / "people"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=said):
        Accounts.load(path)


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("ann", "short"), ("ann", "x" * 501), ("a:b", "long enough"), ("#ann", "long enough"), (" ann", "long enough"),
        ("ann ", "long enough"), ("ann\u2028", "long enough"), ("", "long enough"), ("\udcff", "long enough"),
    ],
)  # fmt: skip
def test_a_line_that_nobody_could_sign_in_with_is_not_made(name: str, password: str) -> None:
    with pytest.raises(SettingsError):
        hash_line(name, password)


def test_a_name_stands_once_in_a_file_that_any_editor_may_have_saved(tmp_path: Path) -> None:
    path, line = tmp_path / "people", hash_line("ann", "correct horse")
    path.write_text(line, encoding="utf-8-sig")
    assert Accounts.load(path).known("ann", "correct horse")
    path.write_text(f"{line}\n{line}", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"Line 2 of .* names ann again"):
        Accounts.load(path)


def test_another_address_needs_sign_in_or_plain_words(tmp_path: Path) -> None:
    class Settings:
        home = tmp_path

    with pytest.raises(SettingsError, match="--auth-file FILE, or say that you want it open with --without-sign-in"):
        serve(None, None, Settings(), host="0.0.0.0")


def test_a_port_that_is_taken_is_one_plain_sentence(tmp_path: Path) -> None:
    class Settings:
        home = tmp_path

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingsError, match="Choose another port with --port"):
            serve(None, None, Settings(), port=taken.getsockname()[1])


def test_what_is_not_there_is_told_apart_from_a_library_that_cannot_be_read(tmp_path: Path) -> None:
    app = FastAPI()
    tell_errors(app)
    app.include_router(reports.routes(Library(Settings.load(tmp_path))))
    site = TestClient(app, headers={"accept": "text/html"})
    gone = site.get("/report/none")
    assert (gone.status_code, words.NOT_FOUND in gone.text) == (404, True)
    (tmp_path / "library.db").write_bytes(b"no library" * 1000)
    for address in ("/report/none", "/report"):
        broken = site.get(address)
        assert (broken.status_code, words.NOT_FOUND in broken.text) == (503, False)
        assert "The library cannot be opened or written" in broken.text
        assert str(tmp_path) not in broken.text
