"""The object store on S3: immutable objects, each put on condition that its key is free."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    CredentialRetrievalError,
    NoCredentialsError,
    PartialCredentialsError,
)

from adapters.object_store import check_key, check_same, check_whole, sha256
from domain.errors import ConfigurationError, KlyngeflowError, NotFound, TryAgain
from domain.ports import StoredObject

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

TAKEN = 412
MISSING = {"NoSuchKey", "404", "NotFound"}
NO_LOGIN = (NoCredentialsError, PartialCredentialsError, CredentialRetrievalError)


class S3Store:
    """Objects lie under <prefix>/<key>. Credentials come from the environment, as boto3 finds them."""

    def __init__(
        self,
        bucket: str,
        prefix: str = "",
        endpoint: str | None = None,
        region: str = "eu-north-1",
        *,
        timeout_seconds: float = 30,
    ) -> None:
        self._bucket, self._prefix = bucket, prefix.strip("/")
        config = Config(
            connect_timeout=min(timeout_seconds, 10),
            read_timeout=timeout_seconds,
            retries={"mode": "standard", "total_max_attempts": 4},
            s3={"addressing_style": "path" if endpoint else "auto"},
        )
        self._client: S3Client = boto3.Session().client(
            "s3", endpoint_url=endpoint, region_name=region, config=config
        )

    def put(self, key: str, content: bytes, media_type: str) -> StoredObject:
        """Looks first, because not every server honours the condition that the key is free."""
        digest, stored = sha256(content), self._stored_checksum(key)
        if stored is None:
            stored = self._put_if_free(key, content, media_type, digest)
        check_same(key, stored, digest)
        return StoredObject(key, digest, len(content))

    def get(self, key: str) -> bytes:
        with self._explained(key):
            answer = self._client.get_object(Bucket=self._bucket, Key=self._full(key))
            content = answer["Body"].read()
        return check_whole(key, _recorded(answer["Metadata"]), content)

    def delete_under(self, folder: str) -> int:
        """In a bucket that keeps versions the older ones stay, see docs/operations.md."""
        count = 0
        with self._explained(folder):
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self._bucket, Prefix=f"{self._full(folder)}/"):
                for listed in page.get("Contents", ()):
                    self._client.delete_object(Bucket=self._bucket, Key=listed["Key"])
                    count += 1
        return count

    def uri(self, key: str) -> str:
        return f"s3://{self._bucket}/{self._full(key)}"

    def _put_if_free(self, key: str, content: bytes, media_type: str, digest: str) -> str:
        """The checksum that stands under the key afterwards: ours, or that of who came first."""
        try:
            with self._explained(key):
                self._client.put_object(
                    Bucket=self._bucket,
                    Key=self._full(key),
                    Body=content,
                    ContentType=media_type,
                    Metadata={"sha256": digest},
                    ChecksumSHA256=base64.b64encode(hashlib.sha256(content).digest()).decode(),
                    IfNoneMatch="*",
                )
        except _KeyTaken:
            pass
        stored = self._stored_checksum(key)
        if stored is None:
            raise TryAgain(f"{key} was put into the bucket, but is not there yet.")
        return stored

    def _stored_checksum(self, key: str) -> str | None:
        """The checksum of the stored bytes; read from the bytes where another program put them there."""
        try:
            with self._explained(key):
                head = self._client.head_object(Bucket=self._bucket, Key=self._full(key))
                if recorded := _recorded(head["Metadata"]):
                    return recorded
                return sha256(
                    self._client.get_object(Bucket=self._bucket, Key=self._full(key))["Body"].read()
                )
        except NotFound:
            return None

    def _full(self, key: str) -> str:
        return f"{self._prefix}/{check_key(key)}" if self._prefix else check_key(key)

    @contextmanager
    def _explained(self, key: str) -> Iterator[None]:
        """Turns what the library and the server say into our refusals."""
        try:
            yield
        except ClientError as error:
            raise self._refusal(error, key) from None
        except NO_LOGIN:
            cure = "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for the worker and the pages."
            raise ConfigurationError(f"S3 has no credentials. {cure}") from None
        except BotoCoreError as error:
            raise TryAgain(f"S3 did not finish with {key} ({type(error).__name__}).") from None

    def _refusal(self, error: ClientError, key: str) -> KlyngeflowError:
        code = str(error.response.get("Error", {}).get("Code", ""))
        status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
        if status == TAKEN:
            return _KeyTaken(key)
        if code == "NoSuchBucket":
            return ConfigurationError(
                f"KLYNGEFLOW_S3_BUCKET: there is no bucket {self._bucket}. Create it or correct the name."
            )
        if code in MISSING:
            return NotFound(f"{key} is not in the bucket.")
        if status in {401, 403}:
            cure = "Check the key, its rights to the bucket, and KLYNGEFLOW_S3_REGION."
            return ConfigurationError(f"S3 refuses access to the bucket {self._bucket} ({code}). {cure}")
        if status == 409 or status == 429 or status >= 500:
            return TryAgain(f"S3 could not take {key} now ({status}).")
        return ConfigurationError(
            f"S3 refuses the request ({status} {code}). Check the KLYNGEFLOW_S3_* settings."
        )


def _recorded(metadata: Mapping[str, str]) -> str:
    """The checksum we stored with the object; some servers return the name in another case."""
    return {name.lower(): value for name, value in metadata.items()}.get("sha256", "")


class _KeyTaken(KlyngeflowError):
    """Somebody put the key between our look and our put."""
