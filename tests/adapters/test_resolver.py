"""Looking domains up, against a small DNS server on this machine: right, quick, and never for long."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from dns.resolver import Resolver
from dnslib import AAAA, MX, QTYPE, RCODE, RR, A, DNSRecord
from dnslib.server import BaseResolver, DNSHandler, DNSServer

from adapters.resolver import SECONDS_IN_ALL, DnsResolver, NoResolver, RecordedResolver
from domain.ports import TakesMail

YES, NO, NOT_CHECKED = TakesMail.YES, TakesMail.NO, TakesMail.NOT_CHECKED
RECORDS = {
    ("mail.dk", "MX"): MX("mx.mail.dk", 10),
    ("bare.dk", "A"): A("192.0.2.1"),
    ("six.dk", "AAAA"): AAAA("2001:db8::1"),
    ("never.dk", "MX"): MX(".", 0),
    ("never.dk", "A"): A("192.0.2.1"),
    ("web.dk", "TXT"): None,
    ("xn--lgehuset-j0a.dk", "MX"): MX("mx.mail.dk", 10),
}


class Zone(BaseResolver):
    def __init__(self) -> None:
        self.asked: list[str] = []

    def resolve(self, request: DNSRecord, handler: DNSHandler) -> DNSRecord:
        name, kind = str(request.q.qname).rstrip("."), QTYPE[request.q.qtype]
        self.asked.append(name)
        if name == "slow.dk":
            time.sleep(SECONDS_IN_ALL + 1)
        reply = request.reply()
        if name == "broken.dk":
            reply.header.rcode = RCODE.SERVFAIL
        elif not any(known == name for known, _ in RECORDS):
            reply.header.rcode = RCODE.NXDOMAIN
        elif record := RECORDS.get((name, kind)):
            reply.add_answer(RR(name, getattr(QTYPE, kind), rdata=record, ttl=60))
        return reply


@contextmanager
def asking(port: int) -> Iterator[DnsResolver]:
    resolver = Resolver(configure=False)
    resolver.nameservers, resolver.port = ["127.0.0.1"], port
    yield DnsResolver(resolver)


@pytest.fixture
def zone() -> Zone:
    return Zone()


@pytest.fixture
def resolver(zone: Zone) -> Iterator[DnsResolver]:
    server = DNSServer(zone, port=0, address="127.0.0.1")
    server.start_thread()
    with asking(server.server.server_address[1]) as resolver:
        yield resolver
    server.stop()
    server.server.server_close()


@pytest.mark.parametrize(
    ("domain", "answer"),
    [
        pytest.param("mail.dk", YES, id="a mail server"),
        pytest.param("bare.dk", YES, id="only an address (RFC 5321)"),
        pytest.param("six.dk", YES, id="only an IPv6 address"),
        pytest.param("xn--lgehuset-j0a.dk", YES, id="æøå"),
        pytest.param("nowhere.dk", NO, id="no such domain"),
        pytest.param("web.dk", NO, id="neither mail server nor address"),
        pytest.param("never.dk", NO, id="says that it takes none (RFC 7505)"),
        pytest.param("broken.dk", NOT_CHECKED, id="its server is broken"),
        pytest.param("a" * 70 + ".dk", NOT_CHECKED, id="no name at all"),
    ],
)
def test_a_domain_takes_mail_or_not(resolver: DnsResolver, domain: str, answer: TakesMail) -> None:
    assert resolver.take_mail([domain]) == {domain: answer}


def test_a_slow_server_costs_its_own_domain_only_and_never_more_than_the_limit(
    resolver: DnsResolver,
) -> None:
    began = time.monotonic()
    found = resolver.take_mail(["slow.dk", *(f"x{number}.dk" for number in range(40)), "mail.dk"])
    assert time.monotonic() - began < SECONDS_IN_ALL + 0.5
    assert found["slow.dk"] is NOT_CHECKED
    assert found["mail.dk"] is YES
    assert list(found.values()).count(NO) == 40


def test_what_was_answered_is_not_asked_again(resolver: DnsResolver, zone: Zone) -> None:
    for _ in range(3):
        assert resolver.take_mail(["mail.dk"]) == {"mail.dk": YES}
    assert zone.asked == ["mail.dk"]


def test_where_nobody_answers_nothing_is_checked_and_the_second_try_costs_no_time() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        with asking(silent.getsockname()[1]) as resolver:
            assert resolver.take_mail(["mail.dk"]) == {"mail.dk": NOT_CHECKED}
            began = time.monotonic()
            assert resolver.take_mail(["mail.dk", "web.dk"])["web.dk"] is NOT_CHECKED
            assert time.monotonic() - began < 0.1


def test_no_domains_ask_nobody(resolver: DnsResolver, zone: Zone) -> None:
    assert resolver.take_mail([]) == {}
    assert zone.asked == []


def test_a_record_answers_for_rehearsals() -> None:
    recorded = RecordedResolver({"dead.dk": NO})
    assert recorded.take_mail(["dead.dk", "mail.dk", "x.invalid"]) == {
        "dead.dk": NO, "mail.dk": YES, "x.invalid": NO
    }  # fmt: skip


def test_switched_off_nothing_is_checked() -> None:
    assert NoResolver().take_mail(["mail.dk"]) == {"mail.dk": NOT_CHECKED}
