"""本周建议成表: who is suggested for what, a page a community, to be printed, decided on and signed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from api.answers.consented import NAMING
from api.answers.record_forms import masked_name, place_words
from api.answers.week import week_answer
from api.asking import Asking
from api.questions import WeekQuestion
from api.schemas import Suggestion
from api.schemas.weeks import SuggestedHelper
from loaders.form_sheets import FormColumn, FormSheet, Value

WEEK_FORM: Final = "本周建议"
COMMUNITIES: Final = 200
COLUMNS: Final = (
    FormColumn("社区", 22),
    FormColumn("事项", 26),
    FormColumn("还缺", 7),
    FormColumn("建议派谁", 18),
    FormColumn("哪个半天", 12),
    FormColumn("资格", 8),
    FormColumn("缘由", 46),
    FormColumn("是否采纳", 10, ("采纳", "不采纳")),
    FormColumn("签字", 14),
)
NOBODY: Final = "暂无人可派"
PERSON: Final = "person"
WITH_NAMES: Final = "含同意者的姓名，已记下是谁取用的，请妥善保管"
MASKED: Final = "个人姓名已隐去；写明用途“联系本人”的，同意者的姓名写全"


def week_sheet(asked: Asking, place: str, day: str) -> tuple[FormSheet, list[str]]:
    """Return the sheet of this week's suggestions and gaps within the scope, and the ids of who is named in full.

    Each community stands on pages of its own. Persons are masked unless the purpose allows names and they agreed.
    """
    rows: list[tuple[str, Sequence[Value]]] = []
    breaks: list[int] = []
    named: list[str] = []
    for name, lines in _communities(asked):
        breaks.append(len(rows))
        rows += [(one.id, _row(asked, name, one)) for one in lines]
        named += [one.helper.id for one in lines if one.helper and _is_named(asked, one.helper)]
    sheet = FormSheet(
        name=WEEK_FORM,
        title=f"{place}{asked.week} 本周建议",
        notice=f"导出日期：{day}　共 {len(rows)} 条；{WITH_NAMES if named else MASKED}",
        columns=COLUMNS,
        rows=rows,
        breaks=tuple(breaks[1:]),
        signed=True,
    )
    return sheet, list(dict.fromkeys(named))


def _is_named(asked: Asking, helper: SuggestedHelper) -> bool:
    """Whether somebody is a person who is named in full: the purpose allows it, and consent holds today."""
    if helper.kind != PERSON or asked.scope.purpose not in NAMING:
        return False
    number = asked.view.helpers.index.get(helper.id)
    return number is not None and asked.view.helpers.rows[number].consent is True


def _name(asked: Asking, helper: SuggestedHelper) -> str:
    whole = helper.kind != PERSON or _is_named(asked, helper)
    return helper.name if whole else masked_name(helper.name)


def _communities(asked: Asking) -> Iterator[tuple[str, Sequence[Suggestion]]]:
    """Give the communities in order, each with what is suggested there, then what stays open."""
    question = WeekQuestion(place=asked.scope.territory, limit=COMMUNITIES)
    while True:
        answer = week_answer(asked, question)
        for one in answer.communities:
            yield place_words(asked, one.place.id), [*one.suggestions, *one.gaps]
        if answer.next_cursor is None:
            return
        question = replace(question, cursor=answer.next_cursor)


def _row(asked: Asking, community: str, one: Suggestion) -> tuple[Value, ...]:
    decided = "" if one.decision == "待定" else one.decision
    told = "；".join(one.reasons) if one.helper else one.why_not
    return (
        community,
        one.work.title,
        f"{one.work.remaining} {one.work.unit}",
        _name(asked, one.helper) if one.helper else NOBODY,
        "、".join(one.slots),
        one.verdict or "",
        told or "",
        decided if one.helper else "–",
        "",
    )
