"""How often one sender may come: room for a whole cluster behind one address, none for a flood."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from adapters.tokens import SecretTokens
from survey_app.app import create_app
from survey_app.limited import LISTS, LOOKS, LOST_LINKS, ORDERS, POSTS, PRINTS, rates_of
from survey_app.rates import FORGOTTEN_AFTER, MOST_SENDERS, Rate, Rates, is_this_machine, prefix_of
from tests.survey_app.fakes import MEETING, House

TEN_A_MINUTE = Rate("tests", 10, 60)


class HandClock:
    shows = 0.0

    def __call__(self) -> float:
        return self.shows


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def rates(clock: HandClock) -> Rates:
    return Rates(clock=clock)


def test_so_many_at_once_and_then_one_by_one(rates: Rates, clock: HandClock) -> None:
    assert [rates.seconds_to_wait(TEN_A_MINUTE, "a") for _ in range(10)] == [0.0] * 10
    assert rates.seconds_to_wait(TEN_A_MINUTE, "a") == pytest.approx(6)
    clock.shows = 6.01
    assert rates.seconds_to_wait(TEN_A_MINUTE, "a") == 0.0
    assert rates.seconds_to_wait(TEN_A_MINUTE, "a") > 0
    clock.shows = 1_000
    assert [rates.seconds_to_wait(TEN_A_MINUTE, "a") for _ in range(10)] == [0.0] * 10


def test_a_refusal_costs_nothing(rates: Rates, clock: HandClock) -> None:
    waits = [rates.seconds_to_wait(TEN_A_MINUTE, "a") for _ in range(1_000)]
    assert waits[-1] == pytest.approx(6)


def test_senders_and_rates_are_counted_apart(rates: Rates) -> None:
    for _ in range(11):
        rates.seconds_to_wait(TEN_A_MINUTE, "a")
    assert rates.seconds_to_wait(TEN_A_MINUTE, "b") == 0.0
    assert rates.seconds_to_wait(Rate("others", 10, 60), "a") == 0.0


def test_a_generous_house_lets_more_through(clock: HandClock) -> None:
    rates = Rates(2.5, clock)
    assert [rates.seconds_to_wait(TEN_A_MINUTE, "a") for _ in range(25)] == [0.0] * 25
    assert rates.seconds_to_wait(TEN_A_MINUTE, "a") > 0


def test_nothing_kept_shows_an_address_or_how_often_it_came(rates: Rates) -> None:
    rates.seconds_to_wait(TEN_A_MINUTE, "192.0.2.1")
    again = Rates(clock=HandClock())
    again.seconds_to_wait(TEN_A_MINUTE, "192.0.2.1")
    assert "192.0.2.1" not in repr(vars(rates))
    assert rates._full_again.keys().isdisjoint(again._full_again), "the key is this process's own"
    assert all(isinstance(kept, float) for kept in rates._full_again.values())


def test_who_has_rested_is_forgotten_when_the_next_one_comes(rates: Rates, clock: HandClock) -> None:
    rates.seconds_to_wait(TEN_A_MINUTE, "a")
    rates.seconds_to_wait(TEN_A_MINUTE, "a")
    clock.shows = FORGOTTEN_AFTER
    rates.seconds_to_wait(TEN_A_MINUTE, "b")
    assert len(rates._full_again) == 1


def test_a_flood_of_senders_fills_no_memory_and_frees_nobody_who_is_over(
    rates: Rates, clock: HandClock
) -> None:
    for _ in range(10):
        rates.seconds_to_wait(TEN_A_MINUTE, "a")
    for number in range(MOST_SENDERS + 10):
        rates.seconds_to_wait(TEN_A_MINUTE, f"flood {number}")
    assert len(rates._full_again) <= MOST_SENDERS
    assert rates.seconds_to_wait(TEN_A_MINUTE, "a") > 0


@pytest.mark.parametrize(
    ("address", "prefix"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:0:1234:1::5", "2001:db8:0:1200::/56"),
        ("2001:db8:0:12ff::1", "2001:db8:0:1200::/56"),
        ("fe80::1%eth0", "fe80::/56"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_one_household_is_one_sender(address: str, prefix: str) -> None:
    assert prefix_of(address) == prefix


def test_this_machine_is_known_under_all_its_names() -> None:
    assert all(is_this_machine(address) for address in ("127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"))
    assert not any(is_this_machine(address) for address in ("10.0.0.1", "2001:db8::1", "testclient", ""))


@pytest.mark.parametrize(
    ("method", "path", "rates"),
    [
        ("GET", "/s/x", (LOOKS,)),
        ("HEAD", "/bestil", (LOOKS,)),
        ("POST", "/s", (POSTS,)),
        ("POST", "/s/svar", (POSTS,)),
        ("POST", "/kopi.pdf", (POSTS, PRINTS)),
        ("POST", "/k/medlemmer", (POSTS, LISTS)),
        ("POST", "/bestil", (POSTS, ORDERS)),
        ("POST", "/k/nyt-link", (POSTS, LOST_LINKS)),
        ("TRACE", "/nowhere", (POSTS,)),
    ],
)
def test_what_is_counted_together(method: str, path: str, rates: tuple[Rate, ...]) -> None:
    assert rates_of(method, path) == rates


def test_the_largest_cluster_may_answer_from_one_address_at_once() -> None:
    pages, prints = 12, 2  # the most steps of a questionnaire with its review; copies of each member
    assert POSTS.times >= 2 * 73 * pages
    assert PRINTS.times >= 2 * 73 * prints
    assert LOOKS.times >= 73 * 20 + 73 * 20  # looks at pages, and a scanner's visits


# --- over HTTP ------------------------------------------------------------------------------------------


@pytest.fixture
def strict(house: House) -> Iterator[TestClient]:
    """A tenth of what is usual: 200 posts, 20 wrong links, 6 orders, 4 lists, 40 prints."""
    with TestClient(create_app(house, rate_limits=0.1), raise_server_exceptions=False) as client:
        yield client


# What opens the one door that a key opens; to all others it is as strange as anything.
COPY = {"noegle": SecretTokens(b"s" * 32).reading_key(MEETING, 1)}


def post_until_refused(client: TestClient, path: str, most: int) -> int:
    for number in range(most):
        if client.post(path, data=COPY).status_code == 429:
            return number
    return most


@pytest.mark.parametrize(
    ("path", "times"), [("/bestil", 6), ("/k/medlemmer", 4), ("/k/nyt-link", 2), ("/kopi.pdf", 40)]
)
def test_who_asks_too_often_waits(strict: TestClient, path: str, times: int) -> None:
    assert post_until_refused(strict, path, times + 5) == times
    page = strict.post(path, data=COPY)
    assert page.status_code == 429
    assert 0 < int(page.headers["retry-after"]) <= 3600
    assert "Vent et øjeblik" in page.text
    assert "content-security-policy" in page.headers
    assert "no-store" in page.headers["cache-control"]


def test_wrong_links_run_out_and_a_right_one_still_opens(house: House, strict: TestClient) -> None:
    statuses = [strict.get(f"/s/{number:026}").status_code for number in range(22)]
    assert statuses == [404] * 20 + [429] * 2
    assert strict.post("/s", data={"link": "x"}).status_code == 429
    assert strict.get(f"/k/{'x' * 26}").status_code == 429
    assert strict.get(f"/s/{house.token()}").status_code == 200
    assert strict.get(f"/k/{house.tokens.coordinator(MEETING)}").status_code == 200


def test_the_pulse_is_never_refused(house: House) -> None:
    with TestClient(create_app(house, rate_limits=0.001)) as client:
        assert {client.get("/healthz").status_code for _ in range(50)} == {200}


def test_an_answer_refused_for_haste_is_taken_when_it_is_sent_again(house: House, strict: TestClient) -> None:
    answer = {"link": house.token(), "svar-q1": "1"}
    while strict.post("/nowhere").status_code != 429:
        pass
    assert strict.post("/s/svar", data=answer).status_code == 429
    assert house.answers.used(f"{MEETING}/1") == frozenset()
    with TestClient(strict.app, client=("198.51.100.7", 1)) as elsewhere:
        assert elsewhere.post("/s/svar", data=answer).status_code == 200
