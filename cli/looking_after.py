"""What `klyngeflow up` does again and again: ends what hangs, mends Prefect, keeps up, reads bounces."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from itertools import count
from typing import TypeVar

from adapters.prefect_runs import prefect_client
from adapters.prefect_stuck import has_died
from adapters.wiring import LiveServices
from cli.bounces import read_boxes
from cli.children import Child
from cli.mending import Mender
from cli.silence import Silence
from cli.stack import Stack
from domain.errors import KlyngeflowError, TryAgain
from domain.troubles import Trouble, TroubleKind
from flows.artifacts import show_all
from tasks.alerting import tell_of_troubles
from tasks.upkeep import keep_up

SECONDS_BETWEEN_LOOKS = 15.0
LOOKS_BETWEEN_UPKEEPS = 4
LOOKS_BETWEEN_BOUNCES = 20

UNREAD = Trouble(
    TroubleKind.BOUNCES_UNREAD,
    "Postkassen med afviste mails kan ikke læses, så ingen ser, hvilke adresser der ikke virker. "
    "Se efter server, login og certifikat (KLYNGEFLOW_BOUNCES_… i .env).",
)

Result = TypeVar("Result")


class LookingAfter:
    """Everything it does may be repeated; what fails is told on the screen and tried again."""

    def __init__(self, services: LiveServices, stack: Stack, tell: Callable[[str], None]) -> None:
        self._services, self._stack, self._tell = services, stack, tell
        self._mender, self._silence = Mender(stack), Silence(stack.health_of_pages, tell)
        self._unread: list[Trouble] = []
        self._overview = ""
        self._kept_up_at = services.clock.real_now()

    def until_stopped(self) -> None:
        """Prefect is looked at often, the rest once a minute, and when it came back or a run has died."""
        never = threading.Event()
        for look in count():
            self._try(self._silence.listen)
            was_mended = self._try(self._mender.mend)
            if was_mended:
                self._tell("What was missing in Prefect was made anew.")
            if look % LOOKS_BETWEEN_BOUNCES == 0:
                was_read = self._try(lambda: read_boxes(self._services)) is not None
                self._unread = [] if was_read else [UNREAD]
            if was_mended or look % LOOKS_BETWEEN_UPKEEPS == 0 or self._try(self._have_runs_died):
                self._kept_up_at = self._services.clock.real_now()
                self._try(lambda: keep_up(self._services))
                self._try(self._alert)
                self._try(self._show)
            never.wait(SECONDS_BETWEEN_LOOKS)

    def _have_runs_died(self) -> bool:
        try:
            with prefect_client() as client:
                return has_died(client, self._kept_up_at)
        except TryAgain:  # once a minute is often enough to say that Prefect is away
            return False

    def _show(self) -> None:
        """The overview's address is told when it is new: the engine's own menu has no entry for it."""
        address = show_all(self._services)
        if address != self._overview:
            self._overview = address
            self._tell(f"All meetings at a glance: {self._services.settings.prefect_page}{address}")

    def _alert(self) -> None:
        watched = [*children_in_trouble(self._stack.children), *self._unread]
        for sentence in tell_of_troubles(self._services, watched).unsent:
            self._tell(f"Not mailed yet: {sentence}")

    def _try(self, act: Callable[[], Result]) -> Result | None:
        try:
            return act()
        except KlyngeflowError as fault:
            self._tell(str(fault))
        except OSError as fault:  # such as a full disk
            self._tell(fault.strerror or type(fault).__name__)
        return None


def children_in_trouble(children: Iterable[Child]) -> list[Trouble]:
    """What nobody but this process sees."""
    dying = [child.name for child in children if child.keeps_dying]
    sentence = (
        f"Et program går ned igen og igen og bliver startet igen: {', '.join(dying)}. "
        f"Se, hvad der står i {', '.join(f'logs/{name}.log' for name in dying)}."
    )
    return [Trouble(TroubleKind.CHILD_DIES, sentence)] if dying else []
