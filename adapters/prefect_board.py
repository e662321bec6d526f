"""The engine's notice board: pages of markdown for operators, written only when they say something new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from httpx import HTTPStatusError, codes
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import ArtifactCreate, ArtifactUpdate
from prefect.client.schemas.filters import ArtifactCollectionFilter, ArtifactCollectionFilterKey
from prefect.client.schemas.objects import ArtifactCollection

from adapters.prefect_runs import prefect_client

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Page:
    """`key` is lower-case letters, digits and dashes; `run` the address of the run that the page is about."""

    key: str
    markdown: str
    description: str
    run: str = ""

    @property
    def run_id(self) -> UUID | None:
        return UUID(self.run.rpartition("/")[2]) if self.run else None


def put_up(pages: Sequence[Page]) -> dict[str, str]:
    """Each page's address in the engine's own pages, by key; it stays the same while the page's run does.

    Raises TryAgain when the engine is out of reach, KlyngeflowError when it refuses.
    """
    with prefect_client() as client:
        shown = _shown(client, [page.key for page in pages])
        return {page.key: _address(client, page, shown.get(page.key)) for page in pages}


def _address(client: SyncPrefectClient, page: Page, shown: ArtifactCollection | None) -> str:
    artifact_id = _standing(client, page, shown) or _new(client, page)
    return f"/artifacts/artifact/{artifact_id}"


def _standing(client: SyncPrefectClient, page: Page, shown: ArtifactCollection | None) -> UUID | None:
    """The page brought up to date in its place; None where it has to be put up anew."""
    if shown is None or (page.run_id and shown.flow_run_id != page.run_id):
        return None
    if (shown.data, shown.description) != (page.markdown, page.description):
        try:
            client.update_artifact(
                shown.latest_id, ArtifactUpdate(data=page.markdown, description=page.description)
            )
        except HTTPStatusError as refusal:
            if refusal.response.status_code != codes.NOT_FOUND:
                raise
            return None
    return shown.latest_id


def _new(client: SyncPrefectClient, page: Page) -> UUID:
    made = client.create_artifact(
        ArtifactCreate(
            key=page.key,
            type="markdown",
            description=page.description,
            data=page.markdown,
            flow_run_id=page.run_id,
        )
    )
    return made.id


def _shown(client: SyncPrefectClient, keys: Sequence[str]) -> dict[str, ArtifactCollection]:
    found = [one for some in _parts(keys) for one in _read(client, some)]
    return {str(one.key): one for one in found}


def _read(client: SyncPrefectClient, keys: list[str]) -> list[ArtifactCollection]:
    which = ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(any_=keys))
    return client.read_latest_artifacts(artifact_filter=which, limit=MOST_AT_ONCE)


def _parts(keys: Sequence[str]) -> Iterator[list[str]]:
    return (list(keys[at : at + MOST_AT_ONCE]) for at in range(0, len(keys), MOST_AT_ONCE))
