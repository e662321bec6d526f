"""`klyngeflow operator`: a link for this machine alone, and nothing of it left lying about."""

from __future__ import annotations

import re
import stat
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from domain.errors import NotFound
from tests.cli.desk import Desk


class Alive(BaseHTTPRequestHandler):
    """Stands where the operator page does, and says only that it lives."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The page's address; no screen, so no browser is opened."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with HTTPServer(("127.0.0.1", 0), Alive) as server:
        port = str(server.server_address[1])
        monkeypatch.setenv("KLYNGEFLOW_OPERATOR_PORT", port)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{port}"
        server.shutdown()
        thread.join()


def token_in(said: str, address: str) -> str:
    found = re.search(rf"{address}/ind/([a-z2-7]{{26}})\b", said)
    assert found, said
    return found[1]


@pytest.mark.parametrize(("options", "initials"), [(("--by", "ab"), "AB"), ((), "")])
def test_it_prints_a_link_that_works_once(
    desk: Desk, answering: str, options: tuple[str, ...], initials: str
) -> None:
    token = token_in(desk.run("operator", *options).out, answering)
    links = desk.services().operator_links
    assert links.initials(token) == initials
    links.use(token)
    with pytest.raises(NotFound):
        links.use(token)


def test_each_link_is_another_and_none_is_kept_as_it_is(desk: Desk, answering: str) -> None:
    tokens = [token_in(desk.run("operator", "--by", "AB").out, answering) for _ in range(3)]
    assert len(set(tokens)) == 3
    files = [file for file in (desk.folder / "home").rglob("*") if file.is_file()]
    assert files
    assert not [file for file in files for token in tokens if token in f"{file}{file.read_bytes()!r}"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files if file.parent.name == "operator"} == {0o600}


@pytest.mark.parametrize("by", ["A", "Anne Bjerre", "A1", "abcde"])
def test_what_are_no_initials_is_refused(desk: Desk, answering: str, by: str) -> None:
    said = desk.run("operator", "--by", by)
    assert said.code == 2
    assert "initialer" in said.err
    assert "/ind/" not in said.out


def test_where_the_page_does_not_answer_there_is_no_link(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLYNGEFLOW_OPERATOR_PORT", "9")
    said = desk.run("operator", "--by", "AB")
    assert said.code == 2
    assert "Start `klyngeflow up`" in said.err
