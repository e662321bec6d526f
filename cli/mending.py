"""Looks after the engine: what is missing in it is made anew, and a server that fails is started again."""

from __future__ import annotations

from enum import Enum, auto

from httpx import HTTPStatusError, TransportError
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.exceptions import PrefectException

from adapters.prefect_runs import POOL
from cli.automations import NAMES
from cli.deployment import deploy, names_in_file
from cli.stack import Stack, wait_for

PATIENT_LOOKS = 4
"""So often in a row a living server may leave us without an answer before it is started again."""


class Engine(Enum):
    WELL = auto()
    EMPTY = auto()  # the pool, a deployment or an automation is missing
    BROKEN = auto()  # it answers that it cannot: its database is lost or torn
    SILENT = auto()  # it starts, or hangs


class Mender:
    """Remembers how long the engine has been silent, and which server (pid) had which file (inode)."""

    def __init__(self, stack: Stack) -> None:
        self._stack, self._silent = stack, 0
        self._served = (0, 0)

    def mend(self) -> bool:
        """Whether something had to be made anew; then upkeep has something to start.

        Raises KlyngeflowError when the engine does not come back in time, to be tried again.
        """
        state = Engine.BROKEN if self._has_lost_its_file() else look_at_engine()
        self._silent = self._silent + 1 if state is Engine.SILENT else 0
        if state is Engine.BROKEN or self._silent >= PATIENT_LOOKS:
            self._silent = 0
            self._stack.server.end()  # the watch over the children starts it again
            wait_for(f"{self._stack.settings.prefect_api_url}/health", self._stack.server)
            state = Engine.EMPTY
        if state is not Engine.EMPTY:
            return False
        deploy(self._stack.environment, self._stack.settings.worker_limit)
        return True

    def _has_lost_its_file(self) -> bool:
        """Not the file that this server was first seen with: it goes on with what it had open, until it ends
        and all is gone. Where the database is elsewhere there never is one.
        """
        process = self._stack.server.process
        file = self._stack.settings.home.resolve() / "prefect" / "prefect.db"
        found = (process.pid if process else 0, file.stat().st_ino if file.exists() else 0)
        pid, inode = self._served
        if pid == found[0] and inode:
            return inode != found[1]
        self._served = found
        return False


def look_at_engine() -> Engine:
    """Asks for each thing that must be there, as whoever needs it would."""
    try:
        with get_client(sync_client=True) as client:
            return Engine.WELL if _has_everything(client) else Engine.EMPTY
    except HTTPStatusError:
        return Engine.BROKEN
    except (TransportError, PrefectException, RuntimeError):  # a RuntimeError: it cannot be connected to
        return Engine.SILENT


def _has_everything(client: SyncPrefectClient) -> bool:
    pools = {pool.name for pool in client.read_work_pools()}
    deployments = {one.name for one in client.read_deployments()}
    automations = {one.name for one in client.read_automations()}
    return POOL in pools and names_in_file() <= deployments and set(NAMES) <= automations
