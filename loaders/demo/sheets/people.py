"""Ledgers of people: party members with 双报到, volunteers, and the further skills of both."""

from typing import Final

from loaders.demo.ledger import Ledger
from loaders.demo.times import written
from loaders.demo.world import LEVELS, Community, Holding, Person, World

WHO: Final = ("人员编号", "姓名")
ABOUT: Final = ("性别", "出生年份", "文化程度", "身份证号", "联系电话", "在职状态", "工作单位", "职业", "居住社区")
REPORTED: Final = ("所在党支部", "居住地报到社区", "工作地报到社区", "报到日期", "党员联楼道")
SKILL: Final = ("技能", "等级", "证书", "证书有效期至", "核验日期")
FREEDOM: Final = ("可服务时段", "每周可服务小时", "最多承担岗位", "服务范围", "知情同意", "不安排")
END: Final = ("备注", "样例")


def party_member_ledger(world: World) -> Ledger:
    """Party members with both registrations, and the first skill of those who are no volunteers."""
    members = [one for one in world.people if one.party]
    rows = [
        [*_who(one), *_about(one), *_reported(one), *_main_skill(one, elsewhere=one.volunteer), *_freedom(one), *_end()]
        for one in members
    ]
    columns = (*WHO, *ABOUT, *REPORTED, *SKILL, *FREEDOM, *END)
    return Ledger("在职党员“双报到”台账（样例）", "党员双报到", columns, rows)


def volunteer_ledger(world: World) -> Ledger:
    """Volunteers with their first skill; ID numbers and phones stay empty."""
    volunteers = [one for one in world.people if one.volunteer]
    rows = [
        [
            *_who(one),
            *_about(one),
            "中共党员" if one.party else "群众",
            one.team,
            *_main_skill(one),
            *_freedom(one),
            *_end(),
        ]
        for one in volunteers
    ]
    columns = (*WHO, *ABOUT, "政治面貌", "所在队伍", *SKILL, *FREEDOM, *END)
    return Ledger("志愿者登记表（样例）", "志愿者", columns, rows)


def talent_ledger(world: World) -> Ledger:
    """Further skills of party members and volunteers, a row each."""
    rows = [[*_who(one), *_skill(held), *_end()] for one in world.people for held in one.holdings[1:]]
    return Ledger("人员专长信息（样例）", "专长信息", (*WHO, *SKILL, *END), rows)


def office_ledger(world: World) -> Ledger:
    """Who holds an office in a party organisation, and which in an owners' committee."""
    columns = (*WHO, "任职党组织", "党组织职务", "业委会", "业委会职务", "任职日期", *END)
    return Ledger("双向进入、交叉任职台账（样例）", "交叉任职", columns, world.rows["交叉任职"])


def _who(person: Person) -> tuple[object, ...]:
    return person.number, person.name


def _about(person: Person) -> tuple[object, ...]:
    unit = person.unit.name if person.unit else ""
    said = (person.gender, person.birth_year, person.education, "", "", person.employment)
    return *said, unit, person.occupation, person.home.path


def _reported(person: Person) -> tuple[object, ...]:
    places = (_place(person.registered_home), _place(person.registered_work))
    return person.branch, *places, person.registered_on, person.stairway


def _main_skill(person: Person, *, elsewhere: bool = False) -> tuple[object, ...]:
    """First skill of a person; a volunteer's stands in the volunteers' register alone."""
    return _skill(person.holdings[0]) if person.holdings and not elsewhere else ("",) * len(SKILL)


def _skill(held: Holding) -> tuple[object, ...]:
    return held.skill, LEVELS[held.level], held.certificate or "", held.valid_until, held.verified_on


def _freedom(person: Person) -> tuple[object, ...]:
    free = (written(person.slots), person.hours, person.max_posts, person.reach)
    return *free, person.consent, "是" if person.do_not_assign else ""


def _end() -> tuple[object, ...]:
    return "样例人员", "是"


def _place(community: Community | None) -> str:
    return community.path if community else ""
