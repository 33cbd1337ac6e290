"""What other systems read: services as HSDS 3, lists with HXL hashtags."""

import csv
import json
import re
from io import StringIO
from pathlib import Path
from uuid import UUID

import httpx
import hxl
import pytest

from api.answers.exchange import TAGS, tagged_csv
from api.answers.files_out import TAGGED, file_answer
from api.answers.forms import COLUMNS, FormQuestion
from api.asking import Asking
from api.errors import BadQuestion, UnknownThing
from graph_model.driver import Graph
from graph_model.entities import Resource
from graph_model.labels import parse_slots
from graph_model.resources import PERSON_OFFERS, RESOURCE_TERRITORIES, RESOURCES
from graph_model.ties import Tie
from loaders.form_sheets import FormColumn, FormSheet
from loaders.pipeline import import_files
from tests.api import hsds
from tests.api.conftest import asking
from tests.api.small_district import FIRST, SECOND, TODAY
from tests.loaders.ledgers import SEALER

HASHTAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
STATUSES = {"active", "inactive", "defunct", "temporarily closed"}


def services(asked: Asking, place: str | None = None) -> list[dict[str, object]]:
    name, content = file_answer(asked, FormQuestion("服务目录", place), SEALER)
    assert name.endswith(".json")
    found: list[dict[str, object]] = json.loads(content)
    return found


def test_what_a_unit_offers_is_a_service_with_its_organization_and_place(district: Graph) -> None:
    RESOURCES.save(district, Resource(id="resource-hall", title="社区礼堂", slots=parse_slots("周六上午、周日上午")))
    (one,) = services(asking(district))
    assert (one["name"], one["status"], one["organization"]["name"]) == ("社区礼堂", "active", "区供电公司")
    (schedule,) = one["schedules"]
    assert (schedule["freq"], schedule["byday"]) == ("WEEKLY", "SA,SU")
    (there,) = one["service_at_locations"]
    assert (there["service_id"], there["location"]["name"]) == (one["id"], "翠苑街道翠苑一区社区")
    assert one["organization_id"] == one["organization"]["id"]
    assert one["status"] in STATUSES
    assert {str(UUID(one["id"])), str(UUID(there["location_id"]))} == {one["id"], there["location"]["id"]}
    assert services(asking(district), SECOND) == []


def test_a_service_to_be_had_in_several_communities_has_a_location_for_each_of_those_asked_about(
    district: Graph,
) -> None:
    RESOURCE_TERRITORIES.open(district, Tie("resource-hall", SECOND))
    (one,) = services(asking(district))
    there = one["service_at_locations"]
    names = ["翠苑街道翠苑一区社区", "翠苑街道翠苑二区社区"]
    assert [place["location"]["name"] for place in there] == names
    assert len({place["id"] for place in there}) == len({place["location_id"] for place in there}) == len(names)
    (second,) = services(asking(district), SECOND)
    assert second["service_at_locations"] == there[1:]


def test_services_hold_to_the_specification(district: Graph) -> None:
    slots = parse_slots("周六上午、周日上午")
    RESOURCES.save(district, Resource(id="resource-hall", title="社区礼堂", slots=slots, window_until=TODAY))
    found = services(asking(district))
    assert found
    assert [fault for one in found for fault in hsds.faults("service", one)] == []
    assert list(hsds.faults("service", {"id": "1", "status": "open", "other": 1})) == [
        "service: lacks name",
        "service: unknown other",
        "service.id: '1'",
        "service.status: 'open'",
    ]


@pytest.mark.parametrize("form", sorted(TAGGED))
def test_the_own_validator_of_hxl_finds_nothing_in_a_tagged_list(asked: Asking, form: str) -> None:
    content = file_answer(asked, FormQuestion(form), SEALER, ending="csv")[1].decode("utf-8-sig")
    told: list[hxl.HXLValidationException] = []
    tagged = hxl.data(list(csv.reader(StringIO(content))))
    rules = json.loads((Path(hxl.__file__).parent / "hxl-default-schema.json").read_text(encoding="utf-8"))
    heads = sorted({head for rule in rules for head in rule})
    rows = hxl.data([heads, *([str(rule.get(head, "")) for head in heads] for rule in rules)])
    schema = hxl.schema(rows, callback=told.append)
    assert schema.validate(tagged)
    assert told == []
    assert len(tagged.columns) == len(content.splitlines()[1].split(","))
    assert not schema.validate(hxl.data([["截止日期"], ["#date+deadline"], ["去年"]]))


def test_what_a_person_offers_is_told_to_no_other_system(district: Graph) -> None:
    RESOURCES.save(district, Resource(id="resource-own", title="修伞"))
    PERSON_OFFERS.open(district, Tie("person-chen", "resource-own"))
    RESOURCE_TERRITORIES.open(district, Tie("resource-own", FIRST))
    assert [one["name"] for one in services(asking(district))] == ["社区礼堂"]


def test_the_same_offers_give_the_same_bytes(asked: Asking) -> None:
    assert services(asked) == services(asked)
    question = FormQuestion("服务目录")
    assert file_answer(asked, question, SEALER) == file_answer(asked, question, SEALER)


def test_every_head_of_a_list_has_a_hashtag_of_its_own() -> None:
    for columns in COLUMNS.values():
        tags = [TAGS[column.head] for column in columns]
        assert len(set(tags)) == len(tags)
        assert all(HASHTAG.fullmatch(tag) for tag in tags)


@pytest.mark.parametrize("form", sorted(TAGGED))
def test_a_list_has_its_hashtags_below_its_heads(asked: Asking, form: str) -> None:
    name, content = file_answer(asked, FormQuestion(form), SEALER, ending="csv")
    heads, tags, *rows = csv.reader(StringIO(content.decode("utf-8-sig")))
    assert name.endswith(".csv")
    assert [TAGS[head] for head in heads] == tags
    assert all(len(row) == len(heads) for row in rows)


def test_hashtags_are_no_row_of_a_ledger_when_a_tagged_list_comes_back(asked: Asking, tmp_path: Path) -> None:
    path = tmp_path / "资源清单.csv"
    path.write_bytes(file_answer(asked, FormQuestion("资源清单"), SEALER, ending="csv")[1])
    summary = import_files(asked.graph, [path], sealer=SEALER, user="tester", today=TODAY, dry_run=True)
    assert summary.total("rows") == 1
    assert not any("#" in one.value for one in summary.all_findings())


def test_files_are_given_by_the_api_with_their_own_endings_alone(reader: httpx.Client, asked: Asking) -> None:
    assert reader.get("/api/v1/forms/服务目录.json").headers["content-type"] == "application/json"
    assert "#service+name" in reader.get("/lists/forms/资源清单.csv").text
    with pytest.raises(UnknownThing, match="没有 csv 的"):
        file_answer(asked, FormQuestion("三张清单"), SEALER, ending="csv")


@pytest.mark.parametrize(("form", "ending"), [("服务目录", "json"), ("资源清单", "csv"), ("资源清单", "xlsx")])
def test_a_file_of_a_place_is_refused_of_somebody(asked: Asking, form: str, ending: str) -> None:
    with pytest.raises(BadQuestion, match="不能写是谁"):
        file_answer(asked, FormQuestion(form, who="person-chen"), SEALER, ending=ending)


def test_a_whole_number_has_no_point_in_a_tagged_list() -> None:
    columns = (FormColumn("编号", 9), FormColumn("数量", 9))
    content = tagged_csv(FormSheet("资源清单", "", "", columns, [("a", ["1.0", 3.0]), ("b", ["", 2.5])]))
    assert content.decode("utf-8-sig").splitlines()[2:] == ["1.0,3", ",2.5"]
