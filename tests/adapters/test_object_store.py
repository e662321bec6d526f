"""Files that are stored whole, once and for good, in a folder or on S3."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from adapters.folder_store import FolderStore
from adapters.object_store import sha256
from adapters.s3_store import S3Store
from domain.errors import ConfigurationError, NotFound, Refused, TryAgain
from domain.ports import ObjectStore
from tests.adapters.s3_servers import ACCESS, SECRET, rclone, says, told

KEY = "meetings/trivsel-abc123/kit/0123456789abcdef-programme.pdf"
PDF = "application/pdf"
BUCKET = "klynge-test"


@pytest.fixture(scope="module")
def s3_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("s3")
    (folder / BUCKET).mkdir()
    with rclone(folder) as endpoint:
        yield endpoint


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    if request.param == "folder":
        return FolderStore(tmp_path / "files")
    return S3Store(BUCKET, tmp_path.name, request.getfixturevalue("s3_endpoint"))


def test_what_was_put_comes_back(store: ObjectStore) -> None:
    content = bytes(range(256)) * 1000
    stored = store.put(KEY, content, PDF)
    assert (stored.key, stored.sha256, stored.size) == (KEY, sha256(content), len(content))
    assert store.get(KEY) == content


def test_the_same_bytes_again_are_fine(store: ObjectStore) -> None:
    assert store.put(KEY, b"one", PDF) == store.put(KEY, b"one", PDF)


def test_other_bytes_under_the_same_key_are_refused_and_change_nothing(store: ObjectStore) -> None:
    store.put(KEY, b"one", PDF)
    with pytest.raises(Refused, match="never changed"):
        store.put(KEY, b"two", PDF)
    assert store.get(KEY) == b"one"


def test_an_empty_file_is_a_file(store: ObjectStore) -> None:
    store.put(KEY, b"", PDF)
    assert store.get(KEY) == b""


def test_a_missing_file_is_said_to_be_missing(store: ObjectStore) -> None:
    with pytest.raises(NotFound, match="programme"):
        store.get(KEY)


def test_danish_names_are_fine(store: ObjectStore) -> None:
    store.put("meetings/x/Spørgeskema æøå.pdf", b"one", PDF)
    assert store.get("meetings/x/Spørgeskema æøå.pdf") == b"one"


@pytest.mark.parametrize(
    "key",
    ["", "/etc/passwd", "../x", "a/../../x", "a//b", "a/./b", ".sha256/a", "a\\..\\b", "a\x00b", "a/", "~/x"],
)
def test_no_key_leads_out_of_the_store(store: ObjectStore, key: str) -> None:
    with pytest.raises(Refused):
        store.put(key, b"one", PDF)
    with pytest.raises(Refused):
        store.get(key)


def test_a_damaged_file_is_noticed_and_mended_by_the_same_bytes(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put(KEY, b"one", PDF)
    (tmp_path / KEY).write_bytes(b"on")
    with pytest.raises(Refused, match="checksum"):
        store.get(KEY)
    store.put(KEY, b"one", PDF)
    assert store.get(KEY) == b"one"


def test_a_file_without_its_checksum_is_not_there_until_put_again(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put(KEY, b"one", PDF)
    (tmp_path / ".sha256" / KEY).unlink()
    with pytest.raises(NotFound):
        store.get(KEY)
    store.put(KEY, b"one", PDF)
    assert store.get(KEY) == b"one"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "files")
    (tmp_path / "files" / "out").symlink_to(tmp_path)
    with pytest.raises(Refused):
        store.put("out/x", b"one", PDF)


def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    (tmp_path / "meetings").write_text("a file where a folder should be")
    with pytest.raises(TryAgain):
        store.put(KEY, b"one", PDF)


def test_no_half_file_is_left(tmp_path: Path) -> None:
    FolderStore(tmp_path).put(KEY, b"one", PDF)
    files = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert files == [".lock", f".sha256/{KEY}", KEY]


def at(endpoint: str) -> S3Store:
    return S3Store("b", "", endpoint, timeout_seconds=2)


@pytest.mark.parametrize("status", [500, 503])
def test_a_passing_fault_of_s3_is_tried_again(status: int) -> None:
    failed = says(status, "InternalError")
    with told({"HEAD": failed, "GET": failed, "PUT": failed}) as endpoint:
        with pytest.raises(TryAgain, match=str(status)):
            at(endpoint).put(KEY, b"one", PDF)
        with pytest.raises(TryAgain, match=str(status)):
            at(endpoint).get(KEY)


def test_s3_out_of_reach_is_tried_again() -> None:
    with pytest.raises(TryAgain):
        at("http://127.0.0.1:9").get(KEY)


def test_no_access_names_the_bucket_and_the_cure() -> None:
    with (
        told({"HEAD": says(403)}) as endpoint,
        pytest.raises(ConfigurationError, match=r"bucket b .*Check the key"),
    ):
        at(endpoint).put(KEY, b"one", PDF)


def test_a_wrong_key_is_refused_with_the_cure(s3_endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another-secret-than-it")
    with pytest.raises(ConfigurationError, match="refuses access"):
        S3Store(BUCKET, "", s3_endpoint).put(KEY, b"one", PDF)


def test_a_missing_bucket_is_named(s3_endpoint: str) -> None:
    with pytest.raises(ConfigurationError, match="KLYNGEFLOW_S3_BUCKET: there is no bucket missing-bucket"):
        S3Store("missing-bucket", "", s3_endpoint).put(KEY, b"one", PDF)


@pytest.mark.parametrize(("first", "is_fine"), [(b"one", True), (b"two", False)])
def test_who_came_between_our_look_and_our_put_is_compared(first: bytes, is_fine: bool) -> None:
    heads = iter([says(404), says(200, headers={"x-amz-meta-sha256": sha256(first)})])
    answers = {"HEAD": lambda handler: next(heads)(handler), "PUT": says(412, "PreconditionFailed")}
    with told(answers) as endpoint:
        if is_fine:
            assert at(endpoint).put(KEY, b"one", PDF).sha256 == sha256(b"one")
        else:
            with pytest.raises(Refused, match="never changed"):
                at(endpoint).put(KEY, b"one", PDF)


def test_the_put_asks_for_a_free_key_and_says_the_checksum() -> None:
    seen: dict[str, str] = {}
    heads = iter([says(404), says(200, headers={"x-amz-meta-sha256": sha256(b"one")})])

    def put(handler: BaseHTTPRequestHandler) -> None:
        seen.update(handler.headers)
        says(200)(handler)

    with told({"HEAD": lambda handler: next(heads)(handler), "PUT": put}) as endpoint:
        at(endpoint).put(KEY, b"one", PDF)
    assert seen["If-None-Match"] == "*"
    assert "x-amz-checksum-sha256" in {name.lower() for name in seen}


def test_a_wrong_checksum_is_refused() -> None:
    damaged = says(200, body=b"one", headers={"x-amz-meta-sha256": sha256(b"two")})
    with told({"GET": damaged}) as endpoint, pytest.raises(Refused, match="checksum"):
        at(endpoint).get(KEY)


def test_a_truncated_body_is_tried_again() -> None:
    cut = says(200, body=b"one", headers={"x-amz-meta-sha256": sha256(b"one more"), "Content-Length": "8"})
    with told({"GET": cut}) as endpoint, pytest.raises(TryAgain):
        at(endpoint).get(KEY)


def test_no_credentials_name_their_variables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    with pytest.raises(ConfigurationError, match="AWS_ACCESS_KEY_ID"):
        at("http://127.0.0.1:9").get(KEY)


def test_an_operator_can_find_the_object(tmp_path: Path) -> None:
    assert FolderStore(tmp_path).uri("a/b.pdf") == (tmp_path / "a/b.pdf").as_uri()
    assert S3Store("b", "klynge", "http://127.0.0.1:9").uri("a/b.pdf") == "s3://b/klynge/a/b.pdf"


# --- deleting a meeting's files ------------------------------------------------------------------------


def test_everything_under_a_folder_goes_also_what_nobody_lists_and_its_neighbour_stays(
    store: ObjectStore,
) -> None:
    other = "meetings/trivsel-abc1234/kit/0123456789abcdef-programme.pdf"
    for key in (KEY, KEY.replace("kit", "follow-up"), other):
        store.put(key, b"one", PDF)
    assert store.delete_under("meetings/trivsel-abc123") == 2
    with pytest.raises(NotFound):
        store.get(KEY)
    assert store.get(other) == b"one"
    assert store.delete_under("meetings/trivsel-abc123") == 0


def test_a_deleted_key_may_be_put_again_with_other_bytes(store: ObjectStore) -> None:
    store.put(KEY, b"one", PDF)
    store.delete_under("meetings/trivsel-abc123")
    store.put(KEY, b"two", PDF)
    assert store.get(KEY) == b"two"


def test_a_folder_forgets_half_written_files_and_checksums_too(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put(KEY, b"one", PDF)
    (tmp_path / KEY).with_name(".part-xyz").write_bytes(b"one")
    store.delete_under("meetings/trivsel-abc123")
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == [".lock"]


@pytest.mark.parametrize("folder", ["..", "", "meetings/../secret"])
def test_nothing_but_a_plain_folder_is_deleted(store: ObjectStore, folder: str) -> None:
    store.put(KEY, b"one", PDF)
    with pytest.raises(Refused):
        store.delete_under(folder)
    assert store.get(KEY) == b"one"
