"""Who gets in: a one-time link, a session that ends, and nobody from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from survey_app.app import create_app
from survey_app.operator.only_here import CARRIED
from tests.survey_app.operator.at_the_desk import Operator, text_of
from tests.tasks.house import House

Browser = Callable[..., Operator]


def status(browser: Operator, path: str = "/") -> int:
    return browser.get(path, follow_redirects=False).status_code


# --- the link -------------------------------------------------------------------------------------------


def test_looking_at_a_link_does_not_use_it_and_its_button_does(house: House, stranger: Operator) -> None:
    token = house.operator_links.make("AB")
    for _ in range(3):
        assert "Du logger ind som AB." in text_of(stranger.get(f"/ind/{token}"))
    assert stranger.post("/ind", data={"link": token}, follow_redirects=False).status_code == 303
    assert "Du er logget ind som AB." in text_of(stranger.get("/"))


def test_a_link_works_once(house: House, browser_of: Browser) -> None:
    token = house.operator_links.make("AB")
    first, second = browser_of(), browser_of()
    assert first.post("/ind", data={"link": token}, follow_redirects=False).status_code == 303
    assert status(second, f"/ind/{token}") == 404
    assert second.post("/ind", data={"link": token}).status_code == 404
    assert status(second) == 403


def test_of_many_at_the_same_moment_one_gets_in(house: House, browser_of: Browser) -> None:
    token = house.operator_links.make("AB")
    browsers = [browser_of() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        asked = pool.map(
            lambda one: one.post("/ind", data={"link": token}, follow_redirects=False).status_code, browsers
        )
    assert sorted(asked) == [303] + [404] * 7


def test_after_five_minutes_a_link_is_dead(house: House, stranger: Operator) -> None:
    token = house.operator_links.make("AB")
    house.wall.walk(minutes=4, seconds=59)
    assert status(stranger, f"/ind/{token}") == 200
    house.wall.walk(seconds=1)
    assert status(stranger, f"/ind/{token}") == 404
    assert stranger.post("/ind", data={"link": token}).status_code == 404


@pytest.mark.parametrize("token", ["", "x" * 26, "../secret", "ø", "\x00"])
def test_what_is_no_link_of_ours_opens_nothing(stranger: Operator, token: str) -> None:
    assert stranger.post("/ind", data={"link": token, "initialer": "AB"}).status_code == 404


@pytest.mark.parametrize("written", ["", "A", "ABCDE", "A1", "<b>"])
def test_whoever_is_asked_must_say_who_they_are_and_keeps_the_link(
    house: House, stranger: Operator, written: str
) -> None:
    token = house.operator_links.make("")
    refused = stranger.post("/ind", data={"link": token, "initialer": written})
    assert refused.status_code == 422
    assert "Skriv to til fire bogstaver." in text_of(refused)
    stranger.post("/ind", data={"link": token, "initialer": "æø"})
    assert "Du er logget ind som ÆØ." in text_of(stranger.get("/"))


def test_a_link_made_for_somebody_lets_nobody_else_in(house: House, stranger: Operator) -> None:
    token = house.operator_links.make("AB")
    stranger.post("/ind", data={"link": token, "initialer": "CD"})
    assert "Du er logget ind som AB." in text_of(stranger.get("/"))


# --- the session ----------------------------------------------------------------------------------------


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(house: House, stranger: Operator) -> None:
    answer = stranger.post("/ind", data={"link": house.operator_links.make("AB")}, follow_redirects=False)
    name, *flags = answer.headers["set-cookie"].split("; ")
    assert re.fullmatch(r"drift-[0-9a-f]{8}=[0-9a-f]{32}\.[\w-]{43}", name)
    assert {flag.lower() for flag in flags} == {"httponly", "path=/", "samesite=strict"}


def test_half_an_hour_of_rest_ends_a_session_and_a_look_renews_it(house: House, operator: Operator) -> None:
    for _ in range(3):
        house.wall.walk(minutes=29)
        assert status(operator) == 200
    house.wall.walk(minutes=30)
    assert status(operator) == 403
    house.wall.walk(minutes=-20)
    assert status(operator) == 200, "what follows fails for its age alone"


def test_after_eight_hours_even_a_busy_session_ends(house: House, operator: Operator) -> None:
    for _ in range(8 * 60 // 20 - 1):
        house.wall.walk(minutes=20)
        assert status(operator) == 200
    house.wall.walk(minutes=20)
    assert status(operator) == 403


def test_who_logs_out_is_out_in_every_copy_of_the_cookie(
    house: House, operator: Operator, browser_of: Browser
) -> None:
    copy = browser_of()
    copy.cookies.update(operator.cookies)
    assert status(copy) == 200
    assert "Du er logget ud" in operator.hand_in("/ud").text
    assert status(operator) == status(copy) == 403


def test_another_operators_session_goes_on(house: House, operator: Operator, browser_of: Browser) -> None:
    other = browser_of().log_in(house, "CD")
    operator.hand_in("/ud")
    assert "Du er logget ind som CD." in text_of(other.get("/"))


def test_a_forged_or_foreign_cookie_is_worth_nothing(house: House, operator: Operator) -> None:
    (name, value), *_ = operator.cookies.items()
    key, _, signature = value.partition(".")
    changed = {"a": "b"}.get(key[0], "a") + key[1:]
    for forged in (f"{changed}.{signature}", f"{key}.{signature[::-1]}", key, "", "null"):
        operator.cookies.clear()
        assert operator.get("/", headers={"cookie": f"{name}={forged}"}).status_code == 403


def test_a_coordinators_cookie_opens_nothing_here(house: House, stranger: Operator) -> None:
    with TestClient(create_app(house), house.base_url) as coordinator:
        coordinator.get(f"/k/{house.tokens.coordinator(house.id)}")
        sent = "; ".join(f"{name}={value}" for name, value in coordinator.cookies.items())
    assert sent
    assert stranger.get("/", headers={"cookie": sent}).status_code == 403


# --- from where -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("peer", ["192.0.2.7", "10.0.0.1", "2001:db8::1", "testclient", ""])
def test_nobody_comes_in_from_another_machine(house: House, browser_of: Browser, peer: str) -> None:
    outside = browser_of(peer=peer)
    token = house.operator_links.make("AB")
    assert status(outside, f"/ind/{token}") == 421
    assert outside.post("/ind", data={"link": token}).status_code == 421
    assert status(browser_of(), f"/ind/{token}") == 200, "the link is as it was"


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_this_machine_does_by_whichever_of_its_addresses(
    house: House, browser_of: Browser, peer: str
) -> None:
    assert status(browser_of(peer=peer), f"/ind/{house.operator_links.make('AB')}") == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8401", "klyngeflow.example", ""],
)
def test_a_name_that_was_pointed_at_this_machine_gets_nothing(operator: Operator, host: str) -> None:
    """DNS rebinding: the browser believes that it talks to evil.example."""
    assert operator.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8401", "localhost:9000", "[::1]:8401"])
def test_a_tunnel_may_end_at_any_port_of_this_machine(operator: Operator, host: str) -> None:
    sent = "; ".join(f"{name}={value}" for name, value in operator.cookies.items())
    assert operator.get("/", headers={"host": host, "cookie": sent}).status_code == 200


@pytest.mark.parametrize("header", CARRIED)
def test_what_a_proxy_has_carried_here_is_refused(operator: Operator, header: str) -> None:
    assert operator.get("/", headers={header: "127.0.0.1"}).status_code == 421


def test_the_public_pages_lead_nowhere_near_it(house: House) -> None:
    with TestClient(create_app(house), house.base_url, raise_server_exceptions=False) as public:
        token = house.operator_links.make("AB")
        for path in (f"/ind/{token}", "/mails", "/gendannelse", f"/moede/{house.id}", "/ud"):
            assert public.get(path).status_code == 404
        assert public.post("/ind", data={"link": token}).status_code == 404
        assert "/moede" not in public.get("/").text
