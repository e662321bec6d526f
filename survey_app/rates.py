"""How often one sender may do something: counted in this process's memory, forgotten with it."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

MOST_SENDERS = 50_000
FORGOTTEN_AFTER = 60.0  # seconds that a sender at rest may be remembered while others come
IPV6_HOUSEHOLD = 56  # bits: what one subscriber usually owns


@dataclass(frozen=True)
class Rate:
    """`times` at once, and as many again in every `seconds`, evenly."""

    name: str
    times: float
    seconds: float


class Rates:
    """One number for each sender and rate: the moment when all that was used is given back.

    That moment lies soon after the last visit and does not tell how often somebody came. The sender is a
    hash under a key that only this process knows, and is forgotten when that moment is past. The clock
    never runs backwards. `generosity` multiplies every rate.
    """

    def __init__(self, generosity: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._generosity = generosity
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._full_again: dict[bytes, float] = {}
        self._next_sweep = 0.0
        self._lock = threading.Lock()

    def seconds_to_wait(self, rate: Rate, sender: str, cost: float = 1) -> float:
        """0.0: go ahead, it was counted. Otherwise nothing was counted, and so long it takes."""
        place = self._hash(rate.name, sender)
        price = cost * rate.seconds / (rate.times * self._generosity)
        with self._lock:
            now = self._clock()
            full_again = max(self._full_again.get(place, now), now) + price
            wait = full_again - now - rate.seconds
            if wait > 1e-6:
                return wait
            self._forget_those_at_rest(now)
            self._make_room()
            self._full_again[place] = full_again
            return 0.0

    def _forget_those_at_rest(self, now: float) -> None:
        if now >= self._next_sweep:
            self._full_again = {place: when for place, when in self._full_again.items() if when > now}
            self._next_sweep = now + FORGOTTEN_AFTER

    def _make_room(self) -> None:
        """Should a flood of senders fill it, those who did the least are forgotten first."""
        if len(self._full_again) >= MOST_SENDERS:
            busy = sorted((when, place) for place, when in self._full_again.items())
            self._full_again = {place: when for when, place in busy[-MOST_SENDERS // 2 :]}

    def _hash(self, name: str, sender: str) -> bytes:
        return hashlib.blake2b(f"{name}|{sender}".encode(), digest_size=16, key=self._key).digest()


def prefix_of(address: str) -> str:
    """The whole of an IPv4 address, the household's part of an IPv6 one, anything else as it is."""
    match _ip(address):
        case ipaddress.IPv6Address() as ip:
            return str(ipaddress.ip_network((ip, IPV6_HOUSEHOLD), strict=False))
        case ipaddress.IPv4Address() as ip:
            return str(ip)
        case _:
            return address


def is_this_machine(address: str) -> bool:
    ip = _ip(address)
    return ip is not None and ip.is_loopback


def _ip(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """None for what is no address, such as the name of a socket. ::ffff:1.2.3.4 is 1.2.3.4."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return ip.ipv4_mapped or ip if isinstance(ip, ipaddress.IPv6Address) else ip
