"""Prefect's own client, speaking to a rehearsal's server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.settings import PREFECT_API_URL, temporary_settings

from tests.flows.rehearsal_process import Rehearsal


@contextmanager
def engine_of(rehearsal: Rehearsal) -> Iterator[SyncPrefectClient]:
    with (
        temporary_settings({PREFECT_API_URL: f"{rehearsal.prefect_url}/api"}),
        get_client(sync_client=True) as client,
    ):
        yield client


def versions_of(rehearsal: Rehearsal, key: str) -> list[str]:
    """Every markdown that the artifact has had, oldest first."""
    which = ArtifactFilter(key=ArtifactFilterKey(any_=[key]))
    with engine_of(rehearsal) as client:
        found = client.read_artifacts(artifact_filter=which, limit=200)
    return [str(one.data) for one in sorted(found, key=lambda one: str(one.created))]


def latest_artifacts(rehearsal: Rehearsal) -> dict[str, str]:
    """Key -> markdown."""
    with engine_of(rehearsal) as client:
        found = client.read_artifacts(limit=200)
    return {str(one.key): str(one.data) for one in sorted(found, key=lambda one: str(one.created))}
