"""A territory by its code, old or new, and who belonged to it on a day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from api.answers.things import thing_answer
from api.asking import Asking
from api.cursors import next_cursor, offset_of
from api.errors import BadQuestion
from api.questions import PeopleQuestion, day_asked, size_of
from api.schemas import Belonging as Told
from api.schemas import PeopleOnADay, PersonHere, PlaceRef, Ref, TerritoryAnswer, WayCount
from graph_model.entities.terms import Level, RegistrationCapacity, Role
from graph_model.labels import chinese, parse
from graph_model.people_of_a_place import Belonging, Way, people_here_on
from graph_model.successions import codes_on, path_on

WAY_LABELS: Final = {
    Way.LIVING: "居住",
    Way.REPORTING: "报到",
    Way.WORKING: "在驻区单位工作",
    Way.FILLING: "承担岗位或需求",
    Way.TEAM: "在服务这里的队伍",
    Way.RESPONSIBLE: "联系包干",
}
WAYS: Final = {label: way for way, label in WAY_LABELS.items()}
CAPACITIES: Final = {RegistrationCapacity.RESIDENCE: "居住地报到", RegistrationCapacity.WORKPLACE: "工作地报到"}
THROUGH: Final = {Way.WORKING: "organisation", Way.TEAM: "team"}


def territory_answer(asked: Asking, code: str) -> TerritoryAnswer:
    """Return a territory by code or name; an old one answers with what took its place, and says so.

    Raises
    ------
    UnknownPlace
        There is none within the scope.
    """
    thing = thing_answer(asked, "territory", code)
    succession = asked.view.places.succession(code)
    heirs = [asked.view.place_ref(number) for number in _numbers(asked, succession.heirs if succession else ())]
    place = asked.view.place_ref(asked.view.territories.index[thing.id], code)
    return TerritoryAnswer(**(dict(thing) | {"place": place}), succession=succession, heirs=heirs)


def _numbers(asked: Asking, heirs: Iterable[Ref]) -> list[int]:
    index = asked.view.territories.index
    return [index[heir.id] for heir in heirs if heir.id in index and asked.sees_place(heir.id)]


def people_answer(asked: Asking, question: PeopleQuestion) -> PeopleOnADay:
    """Return who belonged to a territory on a day, in the order of their ids.

    The territories are as they were divided on the day: an old code stands for itself before it was merged.

    Raises
    ------
    UnknownPlace, BadQuestion
        The place is not known or not the reader's; the day, a way or the cursor cannot be read.
    """
    day, ways = day_asked(question.as_of, asked.today), ways_of(question.ways)
    start, size = offset_of(question.cursor), size_of(question.limit, asked.page_size)
    number = asked.view.find_place(question.place, asked.scope)
    place = _place_then(asked, number, question.place, day)
    people = _belonging(asked, place.id, day, ways)
    counts = Counter(way for group in people for way in {one.way for one in group})
    return PeopleOnADay(
        place=place,
        as_of=day,
        sentence=_sentence(place.name, day, len(people), counts),
        total=len(people),
        counts=[WayCount(way=way.value, label=WAY_LABELS[way], people=counts[way]) for way in ways],
        items=[_person(group) for group in people[start : start + size]],
        next_cursor=next_cursor(start, size, len(people)),
    )


def ways_of(words: Sequence[str]) -> list[Way]:
    """Return the ways named, in English or Chinese, in their own order; all of them when none is.

    Raises
    ------
    BadQuestion
        A word names no way.
    """
    named = [WAYS.get(word, word) for word in words]
    unknown = next((word for word in named if word not in set(Way)), None)
    if unknown is not None:
        raise BadQuestion(f"没有“{unknown}”这种身份。可以是：{'、'.join(WAYS)}。", way=unknown)
    return [way for way in Way if way in named] or list(Way)


def _place_then(asked: Asking, number: int, text: str, day: date) -> PlaceRef:
    """Return the place the text stood for on the day; one that is gone by now is told as it was then."""
    view = asked.view
    known = view.places.successions
    code = known.first_heir(view.places.old_code(text.strip()) or view.territories.rows[number].id, day)
    gone = known.taken(code, view.day)
    if not gone:
        return view.place_ref(view.territories.index.get(code, number), text)
    then, succession = gone[0], view.places.succession(text)
    return PlaceRef(
        id=code,
        name=then.name,
        level=then.level,
        level_label=chinese(Level(then.level)),
        path=[Ref(id=id_, name=name) for id_, name in path_on(asked.graph, code, day)],
        requested=succession.code if succession else None,
        succession=succession,
    )


def _belonging(asked: Asking, code: str, day: date, ways: Sequence[Way]) -> list[list[Belonging]]:
    """Return what each person belonged by, in the order of their ids; read once for all pages of one answer."""

    def read() -> list[list[Belonging]]:
        codes = codes_on(asked.graph, asked.view.places.successions, code, day)
        found = people_here_on(asked.graph, asked.scope, codes, day, ways)
        return [list(group) for _, group in groupby(found, key=lambda one: one.person)]

    return asked.view.kept(("people", code, day, tuple(ways), asked.scope), read)


def _person(group: Sequence[Belonging]) -> PersonHere:
    first = group[0]
    roles = [chinese(role) for label in first.labels if (role := parse(Role, label))]
    return PersonHere(id=first.person, name=first.name, tags=roles, belongings=[_told(one) for one in _once(group)])


def _once(group: Iterable[Belonging]) -> Iterable[Belonging]:
    """Name a unit, team or work once, however many places of the asked one it stands in."""
    first: dict[tuple[str, ...], Belonging] = {}
    for one in group:
        first.setdefault((one.way, one.of) if one.of else (one.way, one.place, str(one.since)), one)
    return first.values()


def _told(one: Belonging) -> Told:
    capacity = parse(RegistrationCapacity, one.note) if one.note else None
    return Told(
        way=one.way.value,
        label=WAY_LABELS[one.way],
        place=Ref(id=one.place, name=one.place_name),
        through=Ref(id=one.of, name=one.of_name or one.of) if one.of else None,
        kind=THROUGH.get(one.way, one.of.partition("-")[0]) if one.of else "",
        since=one.since,
        until=one.until,
        note=CAPACITIES[capacity] if capacity else "",
    )


def _sentence(place: str, day: date, total: int, counts: Counter[Way]) -> str:
    told = "，".join(f"{WAY_LABELS[way]} {counts[way]} 人" for way in Way if counts[way])
    when = f"截至{day.year}年{day.month}月{day.day}日"
    return f"{when}，{place}有 {total} 人：{told}。" if total else f"{when}，{place}没有登记任何人。"
