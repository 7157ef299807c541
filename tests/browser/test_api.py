"""The interface for other programs: the documented curl lines, run as they stand against a real server."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

from index.library import Library
from ui import words

pytestmark = pytest.mark.slow

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "api.md"


def documented() -> list[str]:
    """Each curl command of the document on one line."""
    blocks = re.findall(r"```sh\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.startswith("curl")]


@pytest.mark.parametrize("command", documented())
def test_every_documented_command_works(command: str, site: str) -> None:
    assert shutil.which("curl"), "These tests run the documented curl commands. Debian and Ubuntu: apt-get install curl"
    words_ = [part.replace("http://127.0.0.1:7860", site) for part in shlex.split(command)]
    done = subprocess.run(
        [*words_, "--fail-with-body", "--max-time", "30"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)


def test_an_answer_is_structured_and_verbatim(site: str, example_library: Library) -> None:
    answer = httpx.post(f"{site}/api/ask", json={"question": words.EXAMPLES[0]}, timeout=30).json()
    assert answer["answered"]
    texts = {p.ref: p.text for p in example_library.report(answer["citations"][0]["report"]).paragraphs}
    for citation in answer["citations"]:
        assert citation["text"] == texts[citation["ref"]]
        assert all(citation["text"][q["start"] : q["end"]] == q["text"] for q in citation["quotes"])


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/ask", {"question": ""}, 422),
        ("/api/ask", {"question": "x" * 1_000_000}, 422),
        ("/api/ask", {"question": "x", "other": 1}, 422),
        ("/api/ask", {"question": "x", "scope": {"reports": "all"}}, 422),
        ("/api/reports/none/paragraphs/1", None, 404),
        ("/api/reports/ottermarsh-2016-11-18/paragraphs/999", None, 404),
        ("/api/nothing", None, 404),
    ],
)
def test_what_is_wrong_comes_back_as_a_sentence(site: str, path: str, body: object, status: int) -> None:
    reply = httpx.post(site + path, json=body) if body else httpx.get(site + path)
    assert reply.status_code == status
    assert "Traceback" not in reply.text
    assert isinstance(reply.json()["detail"], str)


def test_no_interactive_page_of_the_framework_is_there_since_it_loads_from_elsewhere(site: str) -> None:
    assert httpx.get(f"{site}/docs").status_code == httpx.get(f"{site}/redoc").status_code == 404
    assert "/api/ask" in httpx.get(f"{site}/api/openapi.json").json()["paths"]


def test_mcp_lists_its_tools_and_says_what_is_wrong(site: str) -> None:
    def call(method: str, **params: object) -> dict[str, object]:
        message = {"jsonrpc": "2.0", "id": 7, "method": method, "params": params}
        return httpx.post(f"{site}/mcp", json=message, timeout=30).json()

    assert call("initialize")["result"]["serverInfo"]["name"] == "report-qa"
    assert [tool["name"] for tool in call("tools/list")["result"]["tools"]] == ["ask", "paragraph", "reports"]
    (info,) = json.loads(call("tools/call", name="reports", arguments={})["result"]["content"][0]["text"])
    given = {"report": info["report"], "number": "12"}
    paragraph = json.loads(call("tools/call", name="paragraph", arguments=given)["result"]["content"][0]["text"])
    assert paragraph["number"] == "12"
    assert call("tools/call", name="ask", arguments={"question": ""})["result"]["isError"]
    assert call("tools/call", name="paragraph", arguments={"report": "none", "number": "1"})["result"]["isError"]
    assert call("nothing")["error"]["code"] == -32601
    assert call("tools/call", name=["ask"])["error"]["code"] == -32601


def test_mcp_takes_what_its_revision_lets_clients_send(site: str) -> None:
    notice, ping = {"jsonrpc": "2.0", "method": "notifications/initialized"}, {"jsonrpc": "2.0", "method": "ping"}
    for sent in (notice, [notice], {"jsonrpc": "2.0", "id": 1, "result": {}}):
        assert httpx.post(f"{site}/mcp", json=sent).status_code == 202
    assert [
        r["id"] for r in httpx.post(f"{site}/mcp", json=[{**ping, "id": 1}, notice, {**ping, "id": "b"}]).json()
    ] == [1, "b"]
    for wrong in ([], 7):
        assert httpx.post(f"{site}/mcp", json=wrong).json()["error"]["code"] == -32600
    half = b'{"jsonrpc": "2.0", "method": "ping", "id": "\\ud800"}'
    echoed = httpx.post(f"{site}/mcp", content=half, headers={"Content-Type": "application/json"})
    assert (echoed.status_code, echoed.json()["id"]) == (200, "\ud800")
    assert [httpx.request(method, f"{site}/mcp").status_code for method in ("GET", "DELETE")] == [405, 405]
