"""The made-up district of `district.py` put into a graph through the adapter, noun by noun."""

from collections.abc import Iterable, Sequence

from graph_model import migrations
from graph_model.driver import Graph
from graph_model.entities import Person, Post, Territory
from graph_model.entities.candidates import HelperRow, TerritoryRow, WorkRow
from graph_model.persons import HELD_SKILLS, PERSONS, REGISTRATIONS, RESIDENCES, WILLINGNESS
from graph_model.posts import POST_CATEGORIES, POST_SKILLS, POST_TERRITORIES, POSTS
from graph_model.territories import PARTS, TERRITORIES
from graph_model.ties import Tie

CAPACITY_OF = {"registered_residence": "residence", "registered_workplace": "workplace"}


def store(graph: Graph, places: Sequence[TerritoryRow], helpers: Sequence[HelperRow], works: Sequence[WorkRow]) -> None:
    migrations.migrate(graph)
    store_places(graph, places)
    store_persons(graph, helpers)
    store_posts(graph, works)


def store_places(graph: Graph, rows: Sequence[TerritoryRow]) -> None:
    TERRITORIES.save(graph, *(Territory(id=row.id, name=row.name, level=row.level) for row in rows))
    PARTS.open(graph, *(Tie(row.id, row.parent) for row in rows if row.parent))


def store_persons(graph: Graph, rows: Sequence[HelperRow]) -> None:
    PERSONS.save(graph, *map(person, rows))
    RESIDENCES.open(graph, *(Tie(row.id, row.home) for row in rows if row.home))
    REGISTRATIONS.open(graph, *registrations(rows))
    HELD_SKILLS.open(graph, *held(rows))
    WILLINGNESS.open(graph, *(Tie(row.id, category) for row in rows for category in row.categories))


def person(row: HelperRow) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        slots=row.slots,
        max_posts=row.capacity,
        birth_year=row.birth_year,
        consent=row.consent,
        source=f"样例.xlsx#人员!{int(row.id[-7:]) + 2}",
        sample=True,
    )


def registrations(rows: Iterable[HelperRow]) -> Iterable[Tie]:
    for row in rows:
        for place in row.places:
            if place.why in CAPACITY_OF:
                yield Tie(row.id, place.territory, properties={"capacity": CAPACITY_OF[place.why]})


def held(rows: Iterable[HelperRow]) -> Iterable[Tie]:
    for row in rows:
        for one in row.skills:
            facts = {"level": one.level, "certificate": one.certificate, "valid_until": one.valid_until}
            yield Tie(row.id, one.skill, properties=facts)


def store_posts(graph: Graph, rows: Sequence[WorkRow]) -> None:
    POSTS.save(graph, *map(post, rows))
    POST_TERRITORIES.open(graph, *(Tie(row.id, row.territory) for row in rows))
    POST_CATEGORIES.open(graph, *(Tie(row.id, row.category) for row in rows if row.category))
    POST_SKILLS.open(
        graph,
        *(
            Tie(row.id, r.skill, properties={"level": r.level, "mandatory": r.mandatory})
            for row in rows
            for r in row.skills
        ),
    )


def post(row: WorkRow) -> Post:
    return Post(id=row.id, title=row.title, headcount=row.headcount, slots=row.slots, sample=True)
