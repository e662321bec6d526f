"""One-time links: used once, for five minutes, and kept for their owner only."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from adapters.operator_links import LinkFolder
from domain.errors import NotFound
from tests.ledgers import HandClock

ADDRESS = "http://127.0.0.1:8401/ind/x"


@pytest.fixture
def wall() -> HandClock:
    return HandClock()


@pytest.fixture
def links(tmp_path: Path, wall: HandClock) -> LinkFolder:
    return LinkFolder(tmp_path / "operator", wall)


def test_of_many_who_use_a_link_at_once_one_succeeds(links: LinkFolder) -> None:
    token = links.make("AB")

    def uses(_: int) -> int:
        with suppress(NotFound):
            links.use(token)
            return 1
        return 0

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(uses, range(64))) == 1


def test_a_link_survives_a_restart_of_the_page(links: LinkFolder, tmp_path: Path, wall: HandClock) -> None:
    token = links.make("AB")
    assert LinkFolder(tmp_path / "operator", wall).initials(token) == "AB"


@pytest.mark.parametrize("moved", [{"minutes": 5}, {"days": 1}, {"seconds": -1}], ids=str)
def test_a_link_is_dead_when_it_is_old_or_the_clock_was_set_back(
    links: LinkFolder, wall: HandClock, moved: dict[str, float]
) -> None:
    token = links.make("AB")
    wall.walk(**moved)
    with pytest.raises(NotFound):
        links.initials(token)
    with pytest.raises(NotFound):
        links.use(token)


def test_old_links_are_swept_away_with_the_next_one(
    links: LinkFolder, tmp_path: Path, wall: HandClock
) -> None:
    old = links.make("AB")
    links.page_that_leads_to(ADDRESS, old)
    wall.walk(minutes=6)
    links.make("CD")
    assert len(list((tmp_path / "operator").iterdir())) == 1


def test_the_folder_and_all_in_it_are_for_their_owner_only(links: LinkFolder, tmp_path: Path) -> None:
    token = links.make("AB")
    page = links.page_that_leads_to(ADDRESS, token)
    assert ADDRESS in page.read_text()
    folder = tmp_path / "operator"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_nothing_of_a_used_link_is_left(links: LinkFolder, tmp_path: Path) -> None:
    token = links.make("AB")
    links.page_that_leads_to(ADDRESS, token)
    links.use(token)
    assert list((tmp_path / "operator").iterdir()) == []


@pytest.mark.parametrize("token", ["", "../secret", "\udcff", "x" * 10_000, "\x00"])
def test_no_token_leads_out_of_the_folder(links: LinkFolder, token: str) -> None:
    with pytest.raises(NotFound):
        links.initials(token)
