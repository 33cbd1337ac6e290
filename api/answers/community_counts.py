"""How many needs, volunteers, members and teams each community has: sums alone, nothing of any one person."""

from collections import Counter
from collections.abc import Iterable, Iterator

from api.asking import Asking
from graph_model.entities.candidates import HelperRow, WorkRow
from graph_model.entities.terms import Role
from graph_model.targets.facts import Facts
from graph_model.targets.likeness_facts import Counted, tally


def counted_of(asked: Asking, facts: Facts) -> Counted:
    """Count what the reader may see by community."""
    needs = [one.row for one in asked.view.works.demands if one.row.kind == "need" and asked.sees_work(one.row)]
    helpers = [row for row in asked.view.helpers.rows if asked.sees_helper(row)]
    people = [row for row in helpers if row.kind == "person"]
    return Counted(
        needs=tally(facts.at(row.territory, "community") for row in needs),
        volunteers=_with(facts, people, Role.VOLUNTEER),
        members=_with(facts, people, Role.PARTY_MEMBER),
        teams=tally(place for row in helpers if row.kind == "team" for place in _places(facts, row, "serves")),
        need_kinds=_mixes((facts.at(row.territory, "community"), _kinds_of_need(asked, row)) for row in needs),
        helper_kinds=_mixes(
            (place, _kinds_of_helper(asked, row)) for row in people for place in _places(facts, row, "lives")
        ),
    )


def _with(facts: Facts, people: Iterable[HelperRow], role: Role) -> Counter[str] | None:
    found = tally(place for row in people if role in row.roles for place in _places(facts, row, "lives"))
    return None if found is None else Counter(found)


def _places(facts: Facts, row: HelperRow, why: str) -> Iterator[str]:
    """Yield the communities a helper is tied to in one way, each once."""
    found = {facts.at(place.territory, "community") for place in row.places if place.why == why}
    yield from sorted(one for one in found if one)


def _kinds_of_need(asked: Asking, row: WorkRow) -> set[str]:
    return {asked.view.taxonomy.top_of(row.category).id} if row.category else set()


def _kinds_of_helper(asked: Asking, row: HelperRow) -> set[str]:
    words = asked.view.taxonomy
    of_skills = (words.category_of_skill(held.skill) for held in row.skills)
    return {words.top_of(one).id for one in (*row.categories, *(found.id for found in of_skills if found))}


def _mixes(rows: Iterable[tuple[str | None, set[str]]]) -> dict[str, Counter[str]]:
    mixes: dict[str, Counter[str]] = {}
    for place, kinds in rows:
        if place:
            mixes.setdefault(place, Counter()).update(kinds)
    return mixes
