"""Whether a domain takes mail, asked of the domain name system: all at once, and never for long."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

from dns.exception import DNSException
from dns.name import root
from dns.resolver import NXDOMAIN, Cache, NoAnswer, Resolver

from domain.ports import TakesMail

MOST_DOMAINS, AT_ONCE = 100, 16
SECONDS_IN_ALL, SECONDS_EACH, SECONDS_OF_REST = 2.5, 1.5, 60.0
RESERVED_FOR_NOBODY = ".invalid"


class DnsResolver:
    """Implements `domain.ports.Resolver`. `resolver` is the machine's own unless another is given.

    What it was told is kept as long as the records say. Where nothing at all has answered it does not
    ask again for a minute, so that nobody waits for a network that is down.
    """

    def __init__(self, resolver: Resolver | None = None) -> None:
        self._given = resolver
        self._ready: Resolver | None = None
        self._rests_until = 0.0

    def take_mail(self, domains: Collection[str]) -> Mapping[str, TakesMail]:
        found = dict.fromkeys(domains, TakesMail.NOT_CHECKED)
        if not found or time.monotonic() < self._rests_until:
            return found
        pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="dns")
        asked = {pool.submit(self._takes_mail, domain): domain for domain in list(found)[:MOST_DOMAINS]}
        done, _ = wait(asked, timeout=SECONDS_IN_ALL)
        pool.shutdown(wait=False, cancel_futures=True)
        found |= {asked[one]: one.result() for one in done}
        if set(found.values()) == {TakesMail.NOT_CHECKED}:
            self._rests_until = time.monotonic() + SECONDS_OF_REST
        return found

    def _takes_mail(self, domain: str) -> TakesMail:
        """A domain without MX takes mail at its own address (RFC 5321 5.1); a lone dot means never (7505)."""
        try:
            servers = [record.exchange for record in self._ask(domain, "MX")]
            if servers:
                return TakesMail.NO if servers == [root] else TakesMail.YES
            return TakesMail.YES if self._ask(domain, "A") or self._ask(domain, "AAAA") else TakesMail.NO
        except NXDOMAIN:
            return TakesMail.NO
        except (DNSException, OSError, UnicodeError):
            return TakesMail.NOT_CHECKED

    def _ask(self, domain: str, kind: str) -> list[Any]:
        try:
            return list(self._resolver().resolve(f"{domain}.", kind, lifetime=SECONDS_EACH))
        except NoAnswer:
            return []

    def _resolver(self) -> Resolver:
        """Reads the machine's own settings when first asked. Raises DNSException where there are none."""
        if self._ready is None:
            self._ready = self._given or Resolver()
            self._ready.cache = Cache()
        return self._ready


class RecordedResolver:
    """Implements `domain.ports.Resolver` for rehearsals and tests: what was written down, else YES.

    Without a record only names that can reach nobody (RFC 2606) take no mail.
    """

    def __init__(self, recorded: Mapping[str, TakesMail] | None = None) -> None:
        self._recorded = recorded or {}

    def take_mail(self, domains: Collection[str]) -> Mapping[str, TakesMail]:
        return {domain: self._recorded.get(domain) or self._unrecorded(domain) for domain in domains}

    def _unrecorded(self, domain: str) -> TakesMail:
        return TakesMail.NO if domain.endswith(RESERVED_FOR_NOBODY) else TakesMail.YES


class NoResolver:
    """Implements `domain.ports.Resolver` where nothing is to be looked up."""

    def take_mail(self, domains: Collection[str]) -> Mapping[str, TakesMail]:
        return dict.fromkeys(domains, TakesMail.NOT_CHECKED)
