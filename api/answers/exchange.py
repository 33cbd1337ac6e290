"""交换: what units offer as HSDS 3 services (Human Services Data Specification), the lists as HXL-tagged CSV."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

import orjson

from api.answers.record_forms import place_words
from api.asking import Asking
from graph_model.entities.terms import ListStatus, OrganisationKind
from graph_model.labels import chinese
from graph_model.offered_rows import find_offered
from graph_model.slots import PARTS, slots_text
from loaders.cleaning import masked
from loaders.form_sheets import FormSheet, written

SERVICES: Final = "服务目录"
STANDING: Final = frozenset({ListStatus.OPEN, ListStatus.IN_PROGRESS})
DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
TAGS: Final[Mapping[str, str]] = {
    "编号": "#meta+id",
    "资源名称": "#service+name",
    "资源内容": "#service+description",
    "需求名称": "#item+name",
    "需求内容": "#item+description",
    "心愿名称": "#item+name",
    "心愿内容": "#item+description",
    "问题名称": "#cause+name",
    "问题内容": "#cause+description",
    "项目名称": "#activity+name",
    "任务举措及具体指标": "#activity+description",
    "类别": "#sector",
    "所属社区": "#adm4+name",
    "提供单位": "#org+provider+name",
    "提出单位": "#org+requester+name",
    "责任单位": "#org+lead+name",
    "配合单位": "#org+support+name",
    "对应问题": "#cause+id",
    "对应需求": "#item+id",
    "服务对象": "#beneficiary",
    "数量": "#capacity+num",
    "计量单位": "#capacity+unit",
    "需要人数": "#capacity+people",
    "紧急程度": "#severity",
    "截止日期": "#date+deadline",
    "开始日期": "#date+start",
    "结束日期": "#date+end",
    "服务时间": "#meta+schedule",
    "服务范围": "#loc+reach",
    "问题来源": "#meta+origin",
    "目标": "#indicator+target",
    "所属行动": "#activity+topic",
    "预算": "#value+budget",
    "状态": "#status",
    "备注": "#meta+note",
}
"""The HXL 1.1 hashtag of each head of a list."""


def tagged_csv(sheet: FormSheet) -> bytes:
    """Return a list as HXL: heads, hashtags, rows; with a byte order mark, so that table programs read Chinese."""
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow([column.head for column in sheet.columns])
    writer.writerow([TAGS[column.head] for column in sheet.columns])
    writer.writerows([written(value) for value in cells] for _, cells in sheet.rows)
    return stream.getvalue().encode("utf-8-sig")


def services_json(asked: Asking) -> bytes:
    """Return what units offer as an HSDS array of services, each with its organization, schedules and locations.

    Only units are organizations in it: what a person offers is not told.
    """
    services = [_service(asked, row) for row in find_offered(asked.graph, asked.scope)]
    return orjson.dumps(services, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)


def _service(asked: Asking, row: Mapping[str, Any]) -> dict[str, Any]:
    resource, unit = row["resource"], row["unit"]
    own, organization = _uuid(resource["id"], unit["id"]), _uuid(unit["id"])
    standing = ListStatus(resource.get("status", ListStatus.OPEN)) in STANDING
    told = {
        "id": own,
        "organization_id": organization,
        "name": masked(resource["title"]),
        "description": masked(resource.get("description") or "") or "、".join(sorted(row["categories"])),
        "status": "active" if standing else "inactive",
        "schedules": list(_schedules(resource, own)),
        "organization": {
            "id": organization,
            "name": unit["name"],
            "description": masked(unit.get("description") or "") or chinese(OrganisationKind(unit["kind"])),
        },
        "service_at_locations": [_located(asked, row, own, place) for place in row["places"]],
    }
    changed = resource.get("updated_at")
    return told | ({"last_modified": changed.isoformat(timespec="milliseconds")} if changed else {})


def _located(asked: Asking, row: Mapping[str, Any], service: str, place: str) -> dict[str, Any]:
    """Give one of the places where a service can be had."""
    location = _uuid(place)
    return {
        "id": _uuid(row["resource"]["id"], row["unit"]["id"], place),
        "service_id": service,
        "location_id": location,
        "location": {"id": location, "location_type": "physical", "name": place_words(asked, place)},
    }


def _schedules(resource: Mapping[str, Any], service: str) -> Iterator[dict[str, Any]]:
    """Give a schedule for each part of the day on which a resource can be had."""
    slots = resource.get("slots") or 0
    for part in range(len(PARTS)):
        mask = sum(slots & (1 << (day * len(PARTS) + part)) for day in range(len(DAYS)))
        days = [name for day, name in enumerate(DAYS) if mask >> (day * len(PARTS) + part) & 1]
        if days:
            yield {
                "id": _uuid(service, str(part)),
                "service_id": service,
                "freq": "WEEKLY",
                "byday": ",".join(days),
                "description": slots_text(mask),
            } | _validity(resource)


def _validity(resource: Mapping[str, Any]) -> dict[str, str]:
    named = {"valid_from": resource.get("window_from"), "valid_to": resource.get("window_until")}
    return {name: day.isoformat() for name, day in named.items() if day is not None}


def _uuid(*ids: str) -> str:
    return str(uuid5(NAMESPACE_URL, "gongjian:" + "/".join(ids)))
