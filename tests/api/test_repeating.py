"""A write sent again under its idempotency key is done once and answered alike; every write takes such a key."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from tests.api.conftest import NoGraph
from tests.api.small_district import TODAY
from tests.loaders.ledgers import TERRITORIES

NEEDS_NONE: Final = {
    "/api/v1/what-if": "it supposes, and changes nothing",
    "/api/v1/forms/{form}/filled": "it gives a template back filled; who took names is noted each time they are taken",
    "/api/v1/doubles/find": "once more finds the same, and keeps what staff said",
}
SETTLED: Final = {"post": "post-repair", "person": "person-zhou", "kind": "不派", "why": "本人这周不便"}
KEY: Final = {"idempotency-key": "one"}


def ledger(*lines: Sequence[Any]) -> dict[str, Any]:
    text = "\n".join(",".join(line) for line in lines)
    return {"file": ("区划代码.csv", text.encode(), "text/csv")}


def test_every_write_takes_an_idempotency_key(settings: Settings) -> None:
    contract = create_app(settings, NoGraph(), today=lambda: TODAY).openapi()
    without = {
        path
        for path, operations in contract["paths"].items()
        for method, operation in operations.items()
        if path.startswith("/api/v1/") and method != "get"
        if not any(one["name"] == "Idempotency-Key" for one in operation.get("parameters", []))
    }
    assert without == NEEDS_NONE.keys()


def test_a_pin_sent_again_is_answered_alike_and_another_under_its_key_is_refused(reader: httpx.Client) -> None:
    first = reader.post("/api/v1/pins", json=SETTLED, headers=KEY)
    again = reader.post("/api/v1/pins", json=SETTLED, headers=KEY)
    assert first.status_code == again.status_code == 200
    assert first.content == again.content
    other = reader.post("/api/v1/pins", json=SETTLED | {"person": "person-chen"}, headers=KEY)
    assert other.status_code == 422
    assert other.json()["type"] == "/problems/idempotency-key-reused"
    assert [one["person"]["id"] for one in reader.get("/api/v1/pins").json()["pins"]] == ["person-zhou"]


def test_a_pin_lifted_and_settled_anew_is_not_lifted_by_the_first_word_sent_again(reader: httpx.Client) -> None:
    pin = reader.post("/api/v1/pins", json=SETTLED).json()["pin"]["id"]
    lifted = reader.post(f"/api/v1/pins/{pin}/undo", headers=KEY)
    reader.post("/api/v1/pins", json=SETTLED)
    assert reader.post(f"/api/v1/pins/{pin}/undo", headers=KEY).content == lifted.content
    assert len(reader.get("/api/v1/pins").json()["pins"]) == 1
    assert reader.post("/api/v1/pins", json=SETTLED, headers=KEY).status_code == 422


def test_an_import_sent_again_is_one_import(reader: httpx.Client) -> None:
    first = reader.post("/api/v1/imports", files=ledger(*TERRITORIES), headers=KEY)
    again = reader.post("/api/v1/imports", files=ledger(*TERRITORIES), headers=KEY)
    assert first.status_code == again.status_code == 200
    assert first.content == again.content
    assert len(reader.get("/api/v1/imports").json()) == 1
    other = reader.post("/api/v1/imports", files=ledger(*TERRITORIES[:-1]), headers=KEY)
    tried = reader.post("/api/v1/imports?dry_run=true", files=ledger(*TERRITORIES), headers=KEY)
    assert (other.status_code, tried.status_code) == (422, 422)


def test_an_import_sent_twice_at_once_is_one_import(reader: httpx.Client) -> None:
    def send(_: int) -> bytes:
        return reader.post("/api/v1/imports", files=ledger(*TERRITORIES), headers=KEY).content

    with ThreadPoolExecutor(4) as senders:
        assert len(set(senders.map(send, range(4)))) == 1
    assert len(reader.get("/api/v1/imports").json()) == 1


def test_an_undone_import_is_not_undone_again_after_it_was_imported_anew(reader: httpx.Client) -> None:
    run = reader.post("/api/v1/imports", files=ledger(*TERRITORIES)).json()["run"]
    first = reader.post(f"/api/v1/imports/{run}/undo", headers=KEY)
    again = reader.post(f"/api/v1/imports/{run}/undo", headers=KEY)
    assert first.status_code == 200
    assert first.content == again.content
    assert reader.post("/api/v1/imports/other/undo", headers=KEY).status_code == 422


def test_what_failed_is_not_remembered(reader: httpx.Client) -> None:
    assert reader.post("/api/v1/imports/none/undo", headers=KEY).status_code == 404
    assert reader.post("/api/v1/pins", json=SETTLED, headers=KEY).status_code == 200


@pytest.mark.parametrize("key", ["", "x" * 201])
def test_a_key_that_is_none_is_refused(reader: httpx.Client, key: str) -> None:
    assert reader.post("/api/v1/pins", json=SETTLED, headers={"idempotency-key": key}).status_code == 422
