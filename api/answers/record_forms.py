"""台账成表: pairings, members who report twice, and activities, as the forms staff hand in; names of persons masked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from api.answers.form_order import by_name
from api.answers.pool import pool_answer
from api.asking import Asking
from api.questions import PoolQuestion
from api.schemas import PoolPost
from graph_model import form_rows
from graph_model.entities.terms import RegistrationCapacity
from loaders.cleaning import masked
from loaders.form_sheets import FormColumn, Value

Rows = Sequence[tuple[str, Sequence[Value]]]

PAIRINGS: Final = (
    FormColumn("结对单位", 28),
    FormColumn("结对社区", 26),
    FormColumn("结对时间", 12),
    FormColumn("结束时间", 12),
    FormColumn("批次", 12),
    FormColumn("共建内容", 40),
    FormColumn("备注", 24),
)
REPORTS: Final = (
    FormColumn("姓名", 10),
    FormColumn("工作单位", 28),
    FormColumn("所在党支部", 28),
    FormColumn("居住地报到社区", 26),
    FormColumn("居住地报到日期", 14),
    FormColumn("单位报到社区", 26),
    FormColumn("单位报到日期", 14),
)
ACTIVITIES: Final = (
    FormColumn("活动编号", 12),
    FormColumn("活动名称", 34),
    FormColumn("活动日期", 12),
    FormColumn("时长", 8),
    FormColumn("活动类别", 12),
    FormColumn("所属社区", 26),
    FormColumn("参加单位", 34),
    FormColumn("参加人数", 10),
    FormColumn("备注", 24),
)


POOL: Final = (
    FormColumn("岗位名称", 30),
    FormColumn("岗位类别", 12),
    FormColumn("所属社区", 26),
    FormColumn("拟认领数", 9),
    FormColumn("已认领数", 9),
    FormColumn("在岗人员", 20),
    FormColumn("本周建议人员", 20),
    FormColumn("还缺人数", 9),
)
PAGE: Final = 200


def masked_name(name: str) -> str:
    """Give the name of a person with all but its first character hidden.

    >>> masked_name("王小明")
    '王**'
    """
    return name[:1] + "*" * max(len(name) - 1, 1)


def place_words(asked: Asking, place: str) -> str:
    """Name of a place with those above it, the district left out: 翠苑街道翠苑一区社区."""
    path = asked.view.places.path(asked.view.territories.number(place))
    return "".join(ref.name for ref in path[1:]) or path[0].name


def day_words(day: date) -> str:
    """Give a day as staff write it.

    >>> day_words(date(2026, 11, 2))
    '2026年11月2日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def pairing_rows(asked: Asking) -> Rows:
    """Rows of 结对共建台账."""
    found = form_rows.pairings_of_form(asked.graph, asked.scope)
    return [
        (
            row["id"],
            (
                row["unit"],
                place_words(asked, row["place"]),
                row["since"],
                row["until"],
                row["batch"],
                masked(row["content"] or ""),
                masked(row["note"] or ""),
            ),
        )
        for row in sorted(found, key=lambda row: (row["place"], by_name(row["unit"]), str(row["since"]), row["id"]))
    ]


def report_rows(asked: Asking) -> Rows:
    """Rows of 双报到台账, by the community of residence, then by name as it is seen."""
    found = sorted(form_rows.reports_of_form(asked.graph, asked.scope), key=_place_of_report)
    return [(row["id"], _report(asked, row)) for row in found]


def _place_of_report(row: Mapping[str, Any]) -> tuple[str, bytes, str]:
    at = {capacity: place for capacity, place, _ in row["reports"]}
    place = at.get(RegistrationCapacity.RESIDENCE.value) or min(at.values(), default="")
    return place, by_name(masked_name(row["name"])), row["id"]


def _report(asked: Asking, row: Mapping[str, Any]) -> tuple[Value, ...]:
    at = {capacity: (place_words(asked, place), since) for capacity, place, since in sorted(row["reports"], key=str)}
    home = at.get(RegistrationCapacity.RESIDENCE.value, ("", None))
    work = at.get(RegistrationCapacity.WORKPLACE.value, ("", None))
    return (masked_name(row["name"]), "、".join(sorted(row["units"])), "、".join(sorted(row["branches"])), *home, *work)


def activity_rows(asked: Asking) -> Rows:
    """Rows of 服务记录."""
    return [
        (row["item"]["id"], _activity(asked, row)) for row in form_rows.activities_of_form(asked.graph, asked.scope)
    ]


def _activity(asked: Asking, row: Mapping[str, Any]) -> tuple[Value, ...]:
    item = row["item"]
    return (
        item.get("number") or "",
        item["title"],
        item.get("on"),
        item.get("hours"),
        row["category"] or "",
        place_words(asked, row["place"]),
        "、".join(sorted(row["units"])),
        item.get("attendance"),
        masked(item.get("note") or ""),
    )


def pool_rows(asked: Asking) -> Rows:
    """Rows of 人岗匹配库: every post with who does it, who is proposed this week, and how many lack."""
    return [
        (
            one.work.id,
            (
                one.work.name,
                one.category or "",
                place_words(asked, one.place.id) if one.place else "",
                one.seats,
                one.filled,
                "、".join(masked_name(person.name) for person in one.doing),
                "、".join(masked_name(person.name) for person in one.proposed),
                one.short,
            ),
        )
        for one in _pooled_posts(asked)
        if one.kind == "post"
    ]


def _pooled_posts(asked: Asking) -> Iterator[PoolPost]:
    cursor = None
    while True:
        page = pool_answer(asked, PoolQuestion(asked.scope.territory, cursor=cursor, limit=PAGE))
        yield from page.posts
        cursor = page.next_cursor
        if cursor is None:
            return


RECORD_FORMS: Final[Mapping[str, tuple[tuple[FormColumn, ...], Callable[[Asking], Rows]]]] = {
    "人岗匹配库": (POOL, pool_rows),
    "结对共建台账": (PAIRINGS, pairing_rows),
    "双报到台账": (REPORTS, report_rows),
    "服务记录": (ACTIVITIES, activity_rows),
}
