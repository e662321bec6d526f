"""From the form to the receipt: looked over, ordered once, started or left to upkeep."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import text

from domain.mails import MailKind
from domain.meeting import COPENHAGEN, Order
from survey_app.order.terms import VERSION
from tasks.intake import intake
from tasks.upkeep import keep_up
from tests.survey_app.order.house import GOOD, OrderHouse, Visitor
from tests.tasks.house import OnePackage

ORDERED = Order(
    package_id="trivsel",
    cluster="Ærø",
    region="Region Syddanmark",
    coordinator_name="Ellen Eksempel",
    coordinator_email="ellen.eksempel@example.org",
    phone="12 34 56 78",
    postal_address="Prøvevej 1, 0000 Eksempelby",
    meeting_starts=datetime(2027, 3, 18, 16, tzinfo=COPENHAGEN),
    members_expected=24,
    meeting_place="Lægehuset, Strandvejen 2",
    wishes="God tid til gruppearbejdet.\nOg kaffe.",
    terms=VERSION,
)


def test_the_form_tells_what_can_be_ordered_and_the_earliest_day(visitor: Visitor) -> None:
    assert visitor.page.status_code == 200
    assert "Trivsel og arbejdsglæde En aften, hvor klyngen ser sine egne svar" in visitor.text
    assert "Mødet kan tidligst være tirsdag den 19. januar 2027" in visitor.text


def test_a_link_can_choose_the_package(visitor: Visitor) -> None:
    assert 'value="trivsel" checked' not in visitor.page.text
    assert 'value="trivsel" checked' in visitor.client.get("/bestil?pakke=trivsel").text
    assert "checked" not in visitor.client.get("/bestil?pakke=../../x").text


def test_a_package_with_blanks_is_not_offered(house: OrderHouse, visitor: Visitor) -> None:
    assert isinstance(house.packages, OnePackage)
    house.packages = house.packages.changed(blanks=("package.md:3 the podcast's address",))
    assert "ingen klyngepakker at bestille" in visitor.client.get("/bestil").text
    visitor.send("bestil")
    assert house.orders() == []


def test_before_ordering_everything_stands_in_words_and_nothing_has_happened(
    house: OrderHouse, visitor: Visitor
) -> None:
    visitor.send()
    assert visitor.page.status_code == 200
    for fact in (
        "Klynge Ærø, Region Syddanmark",
        "torsdag den 18. marts 2027 kl. 16.00",
        "Spørgeskemaet åbner torsdag den 25. februar 2027",
        "Det lukker torsdag den 11. marts 2027 kl. 12.00",
        "Prøvevej 1, 0000 Eksempelby",
        "12 34 56 78",
        "Ingen kan se, hvad den enkelte har svaret",
        "færre end 5",
    ):
        assert fact in visitor.text.replace("\N{NO-BREAK SPACE}", " "), fact
    assert house.orders() == []


def test_what_was_looked_over_can_be_changed_and_nothing_is_lost(visitor: Visitor) -> None:
    visitor.send()
    visitor.press("ret")
    assert GOOD.items() <= visitor.shown().items()
    visitor.press("", antal="30")
    assert "cirka 30" in visitor.text


def test_the_order_is_kept_whole_with_the_version_of_the_terms(house: OrderHouse, visitor: Visitor) -> None:
    visitor.order()
    assert visitor.page.status_code == 303
    assert house.orders() == [ORDERED]


def test_the_run_starts_after_the_order_is_kept(house: OrderHouse, visitor: Visitor) -> None:
    kept_when_started: list[int] = []
    start = house.runs.start

    def watched(meeting_id: str, round: int = 1, due: datetime | None = None) -> bool:
        kept_when_started.append(len(house.orders()))
        return start(meeting_id, round, due)

    house.runs.start = watched  # type: ignore[method-assign]
    visitor.order()
    visitor.client.__exit__()
    assert kept_when_started == [1]
    (meeting,) = house.new_meetings()
    assert house.runs.started == [(meeting.id, 1, None)]


def test_an_order_stands_while_the_engine_is_out_of_reach_and_upkeep_starts_it(
    house: OrderHouse, visitor: Visitor
) -> None:
    house.runs.answers = False
    visitor.order()
    visitor.client.__exit__()
    assert visitor.page.status_code == 303
    assert house.orders() == [ORDERED]
    assert house.runs.started == []
    house.runs.answers = True
    keep_up(house)
    assert house.new_meetings()[0].id in {started for started, *_ in house.runs.started}


def test_ordering_twice_gives_the_same_receipt_and_one_meeting(house: OrderHouse, visitor: Visitor) -> None:
    visitor.send()
    looked_over = visitor.page
    visitor.press("bestil")
    first = visitor.page.headers["location"]
    visitor.page = looked_over
    visitor.press("bestil")
    assert visitor.page.headers["location"] == first
    visitor.page = visitor.client.get("/bestil")
    house.wall.shows += timedelta(days=3)
    visitor.page = visitor.client.get("/bestil")
    house.wall.shows += timedelta(seconds=10)
    visitor.order(klynge="  klynge ÆRØ ")
    assert urlsplit(visitor.page.headers["location"]).path == first
    assert len(house.orders()) == 1


def test_the_mails_leave_once_however_often_it_is_ordered(house: OrderHouse, visitor: Visitor) -> None:
    visitor.order()
    (meeting,) = house.new_meetings()
    intake.fn(meeting.id, house)
    visitor.page = visitor.client.get("/bestil")
    house.wall.shows += timedelta(seconds=10)
    visitor.order()
    intake.fn(meeting.id, house)
    (mail,) = house.mails(MailKind.ORDER_RECEIVED)
    assert mail.to_address == "ellen.eksempel@example.org"


def test_the_receipt_can_be_opened_again_and_shows_nothing_private(visitor: Visitor) -> None:
    visitor.order()
    for _ in range(2):
        receipt = visitor.client.get(visitor.page.headers["location"])
        assert receipt.status_code == 200
        assert "Tak – bestillingen er modtaget" in receipt.text
        assert "Mette Mønster ringer til dig" in receipt.text
        for private in ("Ellen", "ellen.eksempel", "Prøvevej", "Strandvejen", "gruppearbejdet"):
            assert private not in receipt.text
    assert visitor.client.head(visitor.page.headers["location"]).status_code == 200


def test_a_receipt_cannot_be_guessed_from_a_meetings_id(house: OrderHouse, visitor: Visitor) -> None:
    visitor.order()
    seal = visitor.page.headers["location"].rpartition("/")[2]
    own, _, signature = seal.partition(".")
    other = urlsafe_b64encode(f'"{house.id}"'.encode()).decode().rstrip("=")
    for forged in (house.id, f"{other}.{signature}", own, f"{own}.", seal[:-1], "x" * 5000):
        assert visitor.client.get(f"/bestil/kvittering/{forged}").status_code == 404


def test_different_words_about_a_known_meeting_change_nothing_and_say_so(
    house: OrderHouse, visitor: Visitor
) -> None:
    visitor.order()
    visitor.page = visitor.client.get("/bestil")
    house.wall.shows += timedelta(seconds=10)
    visitor.order(telefon="87 65 43 21")
    assert house.orders() == [ORDERED]
    receipt = visitor.client.get(visitor.page.headers["location"]).text
    assert "Vi har allerede jeres bestilling" in receipt
    assert "Vi har ikke ændret noget" in receipt


def test_a_ledger_that_is_out_of_reach_loses_nothing_that_was_typed(
    house: OrderHouse, visitor: Visitor
) -> None:
    visitor.send()
    with house.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE orders RENAME TO elsewhere"))
    visitor.press("bestil")
    assert visitor.page.status_code == 503
    assert GOOD.items() <= visitor.shown().items()
    with house.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO orders"))
    visitor.press("")
    visitor.press("bestil")
    assert house.orders() == [ORDERED]


def ordered_for_another_day(house: OrderHouse, visitor: Visitor, **answers: str) -> None:
    visitor.order()
    visitor.page = visitor.client.get("/bestil")
    house.wall.shows += timedelta(seconds=10)
    visitor.send(dato="2027-04-08")
    assert "Klyngen har allerede bestilt denne pakke til en anden dag" in visitor.text
    visitor.press("bestil", **answers)


def test_another_date_is_asked_about_and_nothing_happens_without_an_answer(
    house: OrderHouse, visitor: Visitor
) -> None:
    ordered_for_another_day(house, visitor)
    assert visitor.page.status_code == 422
    assert visitor.summary == [("#moede", "Vi skal vide, om det er et nyt møde. Vælg en af de to.")]
    assert house.orders() == [ORDERED]


def test_a_further_meeting_is_ordered_as_one(house: OrderHouse, visitor: Visitor) -> None:
    ordered_for_another_day(house, visitor, moede="nyt")
    assert visitor.page.status_code == 303
    assert {order.meeting_starts.date() for order in house.orders()} == {date(2027, 3, 18), date(2027, 4, 8)}


def test_a_meeting_that_has_moved_is_for_the_consultant(house: OrderHouse, visitor: Visitor) -> None:
    ordered_for_another_day(house, visitor, moede="flyttet")
    assert "Ring eller skriv til os, så flytter vi mødet" in visitor.text
    assert "mette@kiap.example" in visitor.text
    assert house.orders() == [ORDERED]


def test_a_cluster_of_the_same_name_in_another_region_is_another_cluster(
    house: OrderHouse, visitor: Visitor
) -> None:
    visitor.order()
    visitor.page = visitor.client.get("/bestil")
    house.wall.shows += timedelta(seconds=10)
    visitor.order(region="Region Sjælland")
    assert visitor.page.status_code == 422
    assert "med samme navn" in visitor.fault("klynge")
    visitor.press("", dato="2027-04-08")
    assert "allerede bestilt" not in visitor.text
    visitor.press("bestil")
    assert len(house.orders()) == 2
