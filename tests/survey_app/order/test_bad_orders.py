"""What the order page may be sent by mistake or malice: refused before any effect, nothing lost."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from markupsafe import escape

from tests.survey_app.order.house import GOOD, OrderHouse, Visitor

BAD: dict[str, tuple[str, str, str]] = {
    "unknown package": ("pakke", "trivsler", "Vælg en af: trivsel."),
    "a path as package": ("pakke", "../../x", "Pakken findes ikke."),
    "no package": ("pakke", "", "Vælg en pakke."),
    "no cluster": ("klynge", "  ", "Skriv klyngens navn."),
    "a path as cluster": ("klynge", "../../x", "kan ikke læses som et navn"),
    "a cluster of 500 characters": ("klynge", "x" * 500, "500 tegn, og der er plads til 100"),
    "a web address as cluster": ("klynge", "Klik på piller.dk", "ligner en webadresse"),
    "no region": ("region", "", "Vælg klyngens region."),
    "a region that is none": ("region", "Fyn", "ikke en af de fem"),
    "no number": ("antal", "", "Skriv, hvor mange I er i klyngen."),
    "too few": ("antal", "4", "Skriv et helt tal fra 5 til 120."),
    "infinitely many": ("antal", "1e999", "Skriv et helt tal fra 5 til 120."),
    "Arabic digits": ("antal", "٢٤", "Skriv et helt tal fra 5 til 120."),
    "no date": ("dato", "", "Vælg mødets dato."),
    "31 February": ("dato", "2027-02-31", "findes ikke i kalenderen"),
    "a two-digit year": ("dato", "18-03-27", "Årstallet har to cifre"),
    "a date as Danes write it": ("dato", "18.3.2027", "Skriv 2027-03-18."),
    "in the past": ("dato", "2026-03-18", "Mødet ligger i fortiden"),
    "too soon": ("dato", "2027-01-18", "fra og med 2027-01-19 (tirsdag den 19. januar 2027)"),
    "no time": ("tid", "", "Skriv, hvornår mødet begynder."),
    "an hour that is none": ("tid", "25:00", "Klokkeslættet findes ikke."),
    "an encoded newline and Bcc": ("navn", "E =?UTF-8?Q?=0A?=Bcc: x@y.dk", "kodet mailoverskrift"),
    "a newline and Bcc": ("navn", "Ellen\r\nBcc: x@y.dk", "linjeskift"),
    "a right-to-left override": ("navn", "Ellen \u202eleskepsk\u202c", "U+202E"),
    "a null": ("navn", "Ellen\0", "usynligt"),
    "no name": ("navn", "", "Skriv dit navn."),
    "no address": ("mail", "", "Skriv din mailadresse."),
    "two addresses": ("mail", "a@b.dk, c@d.dk", "mere end én mailadresse"),
    "an address in an address": ("mail", '"x@a.dk" <evil@b.dk>', "mere end én mailadresse"),
    "no phone": ("telefon", "", "Skriv dit telefonnummer."),
    "half a phone number": ("telefon", "1234", "kan ikke læses"),
    "no postal address": ("adresse", " \r\n ", "Skriv den postadresse"),
    "a CPR number among the wishes": ("oensker", "Patient 010203-1234", "CPR-nummer"),
    "a CPR number as place": ("sted", "010203 1234", "CPR-nummer"),
    "wishes without end": ("oensker", "x" * 2001, "plads til 2000"),
    "no consent": ("samtykke", "", "når du siger ja til vilkårene"),
    "half a consent": ("samtykke", "måske", "når du siger ja til vilkårene"),
}


@pytest.mark.parametrize(("name", "value", "told"), BAD.values(), ids=list(BAD))
def test_is_told_at_its_field_and_on_top_and_nothing_is_lost(
    house: OrderHouse, visitor: Visitor, name: str, value: str, told: str
) -> None:
    visitor.send("", **{name: value})
    looked_over = visitor.page.text
    visitor.send("bestil", **{name: value})
    assert visitor.page.status_code == 422
    assert visitor.page.text == looked_over
    assert told in visitor.fault(name)
    ((where, summary),) = visitor.summary
    assert (where, told in summary) == (f"#{name}", True)
    assert {one: good for one, good in GOOD.items() if one != name}.items() <= visitor.shown().items()
    assert house.orders() == []


def test_the_hour_that_summer_time_skips_is_told_at_the_time(visitor: Visitor) -> None:
    visitor.send(dato="2027-03-28", tid="02:30")
    assert "stilles frem til sommertid" in visitor.fault("tid")
    assert visitor.fault("dato") == ""


def test_an_empty_form_asks_for_everything_at_once(house: OrderHouse, visitor: Visitor) -> None:
    visitor.page = visitor.client.post("/bestil", data={"stempel": visitor.field("stempel")})
    asked = [where for where, _ in visitor.summary]
    needed = [f"#{name}" for name in GOOD if name not in ("sted", "oensker")]
    assert asked == needed


def test_no_fault_on_top_is_unknown_to_the_page(visitor: Visitor) -> None:
    """Each line leads to a field that is there."""
    visitor.page = visitor.client.post("/bestil", data={"stempel": visitor.field("stempel")})
    assert all(f'id="{where.removeprefix("#")}"' in visitor.page.text for where, _ in visitor.summary)


def post_raw(visitor: Visitor, body: str | bytes, kind: str = "application/x-www-form-urlencoded") -> int:
    visitor.page = visitor.client.post("/bestil", content=body, headers={"content-type": kind})
    return visitor.page.status_code


def encoded(visitor: Visitor, without: str) -> str:
    return urlencode({n: v for n, v in GOOD.items() if n != without} | {"stempel": visitor.field("stempel")})


@pytest.mark.parametrize(
    "written", ["%E6%F8%E5", "%ED%A0%80", "%FF%FEa%00"], ids=["CP1252", "surrogate", "UTF-16"]
)
def test_another_encoding_is_refused_with_a_hint(house: OrderHouse, visitor: Visitor, written: str) -> None:
    assert post_raw(visitor, f"{encoded(visitor, 'navn')}&navn=Ellen{written}&trin=bestil") == 422
    assert "er kommet forkert frem" in visitor.fault("navn")
    assert house.orders() == []


def test_two_values_for_one_field_are_none(house: OrderHouse, visitor: Visitor) -> None:
    assert post_raw(visitor, f"{encoded(visitor, '')}&mail=evil%40example.org&trin=bestil") == 422
    assert "Her skal stå én tekst." in visitor.fault("mail")
    assert house.orders() == []


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "", 400),
        (b"{}", "application/json", 400),
        (b"x" * 20_000_000, "application/x-www-form-urlencoded", 413),
        (b"&".join(b"a=1" for _ in range(500)), "application/x-www-form-urlencoded", 400),
    ],
    ids=["nothing", "JSON", "20 MB", "500 fields"],
)
def test_what_is_no_such_form_gets_a_danish_page(
    house: OrderHouse, visitor: Visitor, body: bytes, kind: str, status: int
) -> None:
    assert post_raw(visitor, body, kind) == status
    assert "<h1>" in visitor.page.text
    assert house.orders() == []


CODE = "<script>alert(1)</script> {{7*7}} ${jndi:ldap://x} ' \" &"


def test_what_looks_like_code_is_printed_literally_on_both_pages(visitor: Visitor) -> None:
    visitor.send(oensker=CODE, sted=CODE)
    assert CODE in visitor.text
    visitor.press("ret")
    assert "<script>alert" not in visitor.page.text
    assert quote_html(CODE) in visitor.page.text


def test_fields_that_are_not_the_orders_change_nothing(house: OrderHouse, visitor: Visitor) -> None:
    visitor.order(consultant_id="evil", rehearsal="1", terms="0", meeting_id="x")
    (meeting,) = house.new_meetings()
    assert (meeting.consultant_id, meeting.rehearsal) == ("kiap", False)


def test_a_look_changes_nothing(house: OrderHouse, visitor: Visitor) -> None:
    for _ in range(20):
        visitor.client.get("/bestil", params=GOOD | {"trin": "bestil"})
        visitor.client.head("/bestil")
        visitor.client.get("/vilkaar")
    assert house.orders() == []


def quote_html(text: str) -> str:
    return str(escape(text.replace("\r\n", "\n")))
