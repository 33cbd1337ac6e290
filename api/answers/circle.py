"""服务圈: which share of the residents of a place walks ten minutes to a station, part by part."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from api.answers.target_facts import facts_of
from api.answers.targets import PERCENT, words_of
from api.asking import Asking
from api.cursors import next_cursor, offset_of
from api.errors import BadQuestion
from api.questions import CircleQuestion, size_of
from api.schemas.circle import CircleAnswer, CirclePlace, CircleShare, WalkRule
from api.schemas.common import Ref
from graph_model.circle.coverage import NOWHERE, Share
from graph_model.circle.walking import MINUTES, ListedWalk, StraightWalk, Walking, reach_of
from graph_model.entities.terms import Level
from graph_model.labels import chinese
from graph_model.targets.residents import STANDING_RULE, Circle, placed

BELOW: Final = {"district": "subdistrict", "subdistrict": "community", "community": "compound", "compound": "compound"}
LEVELS: Final = ("subdistrict", "community", "compound")


def circle_of(asked: Asking) -> Circle:
    """Return the circle of all the reader may see: a station across a border is walked to as well."""
    key = ("circle", asked.scope.territory, asked.today)
    return asked.view.kept(key, lambda: Circle(facts_of(asked.graph, asked.view, asked.scope, asked.today), MINUTES))


def circle_answer(asked: Asking, question: CircleQuestion) -> CircleAnswer:
    """Return the share of a place and of its parts, one page of them.

    Raises
    ------
    UnknownPlace, BadQuestion
        There is no such place, level or cursor.
    """
    number = asked.view.find_place(question.place, asked.scope)
    place, circle = asked.view.place_ref(number, question.place), circle_of(asked)
    level = _level(question.level, place.level)
    parts = [one for one in circle.facts.at_level(level) if place.id in circle.facts.chain_up(one["id"])]
    size, start = size_of(question.limit, asked.page_size), offset_of(question.cursor)
    return CircleAnswer(
        place=place,
        as_of=asked.today,
        rule=rule_of(circle.facts.walking),
        whole=share_within(circle, place.id),
        stations=len(circle.stations),
        unplaced=[Ref(id=one["id"], name=one["name"]) for one in _within(circle, circle.unplaced, place.id)],
        level=level,
        items=[_part(circle, one) for one in parts[start : start + size]],
        total=len(parts),
        next_cursor=next_cursor(start, size, len(parts)),
    )


def _level(words: str | None, level: str) -> str:
    if words and words not in LEVELS:
        raise BadQuestion(f"没有“{words}”这一级。可以写：{'、'.join(LEVELS)}。", level=words)
    return words or BELOW.get(level, level)


def rule_of(walking: Walking) -> WalkRule:
    """Tell how distances on foot are reckoned."""
    straight = walking.otherwise if isinstance(walking, ListedWalk) else walking
    detour = straight.detour if isinstance(straight, StraightWalk) else 1.0
    listed = len(walking.listed) if isinstance(walking, ListedWalk) else 0
    metres = reach_of(walking)
    source = f"照本地路网的路程表（{listed} 对），没列出的按" if listed else "没有路网，按"
    sentences = [
        f"步行路程{source}直线距离乘绕行系数 {detour:g}。",
        f"每分钟走 {walking.pace:g} 米，{MINUTES} 分钟走 {metres:g} 米。",
        f"居民按户数算：{STANDING_RULE}。",
        "没有登记位置的阵地走不到；所在社区有这样的阵地、别处又走不到的，算说不准，不算走不到。",
    ]
    return WalkRule(minutes=MINUTES, metres=metres, detour=detour, listed=listed, sentences=sentences)


def share_within(circle: Circle, place: str) -> CircleShare:
    """Tell the share of a place of any level down to the community."""
    facts = circle.facts
    communities = [one for one in facts.at_level("community") if place in facts.chain_up(one["id"])]
    if not communities:
        return share_of(circle.share_at(place), None, 0)
    known = circle.share_of(one["id"] for one in communities)
    lacking = sum(one["id"] not in circle.shares for one in communities)
    return share_of(known, _people(circle, communities), lacking)


def share_of(share: Share, people: int | None, lacking: int) -> CircleShare:
    """Tell a share as answers show it."""
    households = share.within + share.beyond + share.unknown
    return CircleShare(
        households=households or None,
        within=share.within,
        beyond=share.beyond,
        unknown=share.unknown,
        share=share.percent,
        share_words=words_of(share.percent, PERCENT),
        people=people,
        without_households=lacking,
    )


def _people(circle: Circle, communities: Sequence[Mapping[str, Any]]) -> int | None:
    """Reckon the people within reach from those communities of which people and a share of households are known."""
    told = [(one["population"], circle.shares.get(one["id"], Share()).percent) for one in communities]
    known = [people * percent / 100 for people, percent in told if people is not None and percent is not None]
    return round(sum(known)) if known else None


def _within(circle: Circle, rows: Iterable[Mapping[str, Any]], place: str) -> list[Mapping[str, Any]]:
    return [one for one in rows if place in circle.facts.chain_up(one["place"])]


def _part(circle: Circle, row: Mapping[str, Any]) -> CirclePlace:
    share = share_within(circle, row["id"])
    station, metres = nearest_to(circle, row) if row["level"] in {"community", "compound"} else (None, None)
    return CirclePlace(
        place=Ref(id=row["id"], name=row["name"]),
        level_label=chinese(Level(row["level"])),
        circle=share,
        stations=len({one["id"] for one in _within(circle, circle.facts.stations, row["id"])}),
        nearest=station,
        metres=metres,
        note=_note(row, share),
    )


def _note(row: Mapping[str, Any], share: CircleShare) -> str:
    if row["level"] == "subdistrict":
        return f"{share.without_households} 个社区没有登记户数" if share.without_households else ""
    lacking = [word for word, found in (("户数", share.households), ("位置", placed(row) or None)) if found is None]
    return f"没有登记{'、'.join(lacking)}" if lacking else ""


def nearest_to(circle: Circle, row: Mapping[str, Any]) -> tuple[Ref | None, int | None]:
    """Return the station nearest to a place's own position, and the metres on foot."""
    station, metres = circle.nearest_to(row)
    if station == NOWHERE:
        return None, None
    found = circle.stations[station]
    return Ref(id=found["id"], name=found["name"]), round(metres)
