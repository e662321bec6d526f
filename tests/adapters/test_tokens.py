"""Personal links: hard to guess, never the same for two purposes, and one secret per installation."""

from __future__ import annotations

import re
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from adapters.tokens import SecretTokens, load_or_make_secret
from domain.errors import ConfigurationError

TOKENS = SecretTokens(b"a" * 32)


def test_a_token_is_128_bits_in_characters_that_survive_any_mail_program() -> None:
    assert re.fullmatch(r"[a-z2-7]{26}", TOKENS.invitation("trivsel-abcdef", 1, "m1"))


def test_the_same_link_is_made_again_from_the_same_secret_only() -> None:
    again = SecretTokens(b"a" * 32)
    other = SecretTokens(b"b" * 32)
    assert TOKENS.invitation("m", 1, "x") == again.invitation("m", 1, "x")
    assert TOKENS.invitation("m", 1, "x") != other.invitation("m", 1, "x")


def test_no_two_purposes_rounds_members_or_meetings_share_a_token() -> None:
    tokens = [
        TOKENS.coordinator("m"),
        TOKENS.coordinator("m1x"),
        TOKENS.invitation("m", 1, "x"),
        TOKENS.invitation("m", 2, "x"),
        TOKENS.invitation("m", 1, "y"),
        TOKENS.invitation("m1", 1, "x"),
        TOKENS.invitation("m", 11, "x"),
        TOKENS.invitation("m", 1, "1x"),
    ]
    assert len(set(tokens)) == len(tokens)


def test_a_rounds_seal_is_its_own_and_no_link() -> None:
    assert TOKENS.seal("m", 1) == SecretTokens(b"a" * 32).seal("m", 1)
    others = [TOKENS.seal("m", 2), TOKENS.seal("m1", 1), SecretTokens(b"b" * 32).seal("m", 1)]
    links = [TOKENS.coordinator("m"), TOKENS.invitation("m", 1, "")]
    assert TOKENS.seal("m", 1) not in [*others, *links]


def test_a_rounds_reading_key_is_ten_digits_of_its_own_and_the_beginning_of_no_link() -> None:
    key = TOKENS.reading_key("m", 1)
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{10}", key)
    others = [
        TOKENS.reading_key("m", 2),
        TOKENS.reading_key("m1", 1),
        SecretTokens(b"b" * 32).reading_key("m", 1),
    ]
    links = [TOKENS.coordinator("m"), TOKENS.invitation("m", 1, ""), TOKENS.seal("m", 1)]
    assert key == SecretTokens(b"a" * 32).reading_key("m", 1)
    assert key not in [*others, *(link[:10].upper() for link in links)]


def test_the_stored_hash_is_not_the_token_and_anything_can_be_hashed() -> None:
    assert re.fullmatch("[0-9a-f]{64}", TOKENS.hash("abc"))
    assert TOKENS.hash("abc") != TOKENS.hash("abd")
    assert TOKENS.hash("\ud800æ")


def test_a_configured_secret_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    assert load_or_make_secret(tmp_path, "x" * 40) == b"x" * 40
    assert list(tmp_path.iterdir()) == []


def test_the_secret_is_made_once_even_when_many_ask_at_the_same_time(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with ThreadPoolExecutor(16) as pool:
        secrets = set(pool.map(lambda _: load_or_make_secret(home, ""), range(32)))
    assert len(secrets) == 1
    assert [file.name for file in home.iterdir()] == ["secret"]
    assert stat.S_IMODE((home / "secret").stat().st_mode) == 0o600


def test_a_spoiled_secret_file_is_refused_with_its_cure(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("short")
    with pytest.raises(ConfigurationError, match="Delete it"):
        load_or_make_secret(tmp_path, "")
