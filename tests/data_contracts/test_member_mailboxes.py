"""What an address itself tells: slips in well-known domains are caught, honest domains are left alone."""

from __future__ import annotations

import pytest

from data_contracts.member_mailboxes import is_many_peoples, likely_meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gamil.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.dk", "gmail.com"),
        ("GMIAL.COM", "gmail.com"),
        ("hotmial.com", "hotmail.com"),
        ("hotmail.dk", "hotmail.com"),
        ("outlok.dk", "outlook.dk"),
        ("iclould.com", "icloud.com"),
        ("dadlnet.com", "dadlnet.dk"),
        ("regionsjælland.dk", "regionsjaelland.dk"),
    ],
)
def test_a_slip_is_told_from_what_was_meant(written: str, meant: str) -> None:
    assert likely_meant(f"anne.hansen@{written}") == f"anne.hansen@{meant}"


@pytest.mark.parametrize(
    "domain",
    ["gmail.com", "Gmail.com", "live.dk", "lise.dk", "rm.dk", "rx.dk", "laegehuset-nord.dk", "yahoo.dk",
     "ymail.com", "mail.dk", "min.dk", "praksis.dk", "outlook.dk", "gaia.com", "me.dk"],
)  # fmt: skip
def test_an_honest_domain_is_left_alone(domain: str) -> None:
    assert likely_meant(f"bo@{domain}") == ""


@pytest.mark.parametrize(
    ("local", "is_clinics"),
    [
        ("kontakt", True),
        ("Info", True),
        ("klinik", True),
        ("laege-huset", True),
        ("sekretaer", True),
        ("anne", False),
        ("infonna", False),
        ("anne.klinik", False),
        ("laege1", False),
    ],
)
def test_a_clinics_mailbox_is_known_by_its_name(local: str, is_clinics: bool) -> None:
    assert is_many_peoples(f"{local}@nord.dk") is is_clinics
