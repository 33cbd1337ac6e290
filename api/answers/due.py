"""What is due: certificates that end, needs whose day comes, facts to verify, gaps to fill."""

from datetime import date, timedelta
from typing import Final

from api.answers.gaps import gaps_within
from api.answers.verifying import filling_gaps
from api.asking import Asking
from api.schemas import DueItem, OpenFact, Ref
from graph_model.entities.candidates import HelperRow, WorkRow

CERTIFICATE_DAYS: Final = 30
NEED_DAYS: Final = 7
OVERDUE_DAYS: Final = 60
AVAILABLE: Final = frozenset({"open", "in_progress"})


def certificates_due(asked: Asking) -> list[DueItem]:
    """Return the certificates that end within 30 days, the soonest first."""
    last = asked.today + timedelta(days=CERTIFICATE_DAYS)
    found = [
        _certificate(asked, row, held.certificate or "证书", held.valid_until)
        for row in _helpers(asked)
        for held in row.skills
        if held.valid_until is not None and asked.today <= held.valid_until <= last
    ]
    return sorted(found, key=lambda one: (one.due or date.max, one.subject.id))


def _certificate(asked: Asking, row: HelperRow, certificate: str, until: date) -> DueItem:
    left = (until - asked.today).days
    when = {0: "今天到期", 1: "明天到期"}.get(left, f"{left} 天后到期")
    load = f"手上有 {row.load} 件，到期后不能再承担" if row.load else "到期后不能再派要这张证的事"
    return DueItem(
        kind="certificate",
        title=f"{row.name} 的{certificate}{when}",
        sentence=load,
        due=until,
        days_left=left,
        subject=Ref(id=row.id, name=row.name),
        unlocks=row.load,
    )


def needs_due(asked: Asking) -> list[DueItem]:
    """Return open needs whose day comes within a week, or passed lately, the oldest first."""
    first, last = asked.today - timedelta(days=OVERDUE_DAYS), asked.today + timedelta(days=NEED_DAYS)
    rows = (demand.row for demand in asked.view.works.demands)
    found = [
        _need(asked, row, row.deadline)
        for row in rows
        if row.kind == "need" and row.status in AVAILABLE and row.deadline and first <= row.deadline <= last
        if asked.sees_work(row)
    ]
    return sorted(found, key=lambda one: (one.due or date.max, one.subject.id))


def _need(asked: Asking, row: WorkRow, deadline: date) -> DueItem:
    left = (deadline - asked.today).days
    taken = f"已有 {row.filled} 方在办" if row.filled else "还没有人办"
    return DueItem(
        kind="need",
        title=row.title,
        sentence=f"{asked.view.place_name(row.territory)}，{taken}",
        due=deadline,
        days_left=left,
        subject=Ref(id=row.id, name=row.title),
    )


def gaps_open(asked: Asking, run: str, most: int) -> list[DueItem]:
    """Return the week's gaps, the most urgent work first."""
    view = asked.view
    gaps = gaps_within(asked, run, asked.scope.territory)
    rows = [(view.works.demands[view.works.index[one.work]].row, one) for one in gaps if one.work in view.works.index]
    rows.sort(key=lambda pair: (-pair[0].urgency, pair[0].deadline or date.max, pair[0].id))
    return [
        DueItem(
            kind="gap",
            title=row.title,
            sentence=f"{view.place_name(row.territory)}：{one.why_not or '暂无人可派'}",
            due=row.deadline,
            days_left=(row.deadline - asked.today).days if row.deadline else None,
            subject=Ref(id=row.id, name=row.title),
        )
        for row, one in rows[:most]
    ]


def to_verify(asked: Asking, most: int) -> list[DueItem]:
    """Return the facts that would fill most of this week's gaps."""
    return [_verify(one) for one in filling_gaps(asked, most)]


def _verify(fact: OpenFact) -> DueItem:
    return DueItem(
        kind="verify",
        title=f"{fact.subject.name}：{fact.sentence}",
        sentence=f"{fact.remedy}后，能补上 {fact.more} 处缺口",
        subject=fact.subject,
        unlocks=fact.more,
    )


def _helpers(asked: Asking) -> list[HelperRow]:
    helpers = asked.view.helpers
    rows = (helpers.rows[number] for number in helpers.index.values())
    return [row for row in rows if asked.sees_helper(row)]
