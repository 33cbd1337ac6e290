"""What the targets are counted from, read for a test with one measure or with the chain in mind."""

from collections.abc import Callable
from datetime import date

from graph_model.driver import Graph
from graph_model.entities import Organisation, PartyOrganisation, Station, Territory
from graph_model.entities.terms import Level, OrganisationKind, PartyForm
from graph_model.organisations import LOCATIONS, ORGANISATIONS
from graph_model.party_organisations import COVERED_TERRITORIES, PARTY_ORGANISATIONS
from graph_model.stations import STATION_TERRITORIES, STATIONS
from graph_model.targets.facts import Facts, read_facts
from graph_model.targets.live import Live
from graph_model.territories import PARTS, TERRITORIES
from graph_model.ties import Tie
from tests.graph_model.district import ALL, DAY, HERE


def measured(graph: Graph, measure: Callable[[Facts], Live]) -> Live:
    return measure(read_facts(graph, ALL, DAY))


def notes(found: Live) -> dict[str, tuple[bool | None, str]]:
    """What each row says, by what it is about."""
    return {row.id: (row.met, row.note) for row in found.rows}


def a_place(graph: Graph, name: str, level: Level, above: str, *, since: date | None = None, **given: object) -> str:
    id_ = f"{HERE}-{name}"
    TERRITORIES.save(graph, Territory.model_validate({"id": id_, "name": name, "level": level, **given}))
    PARTS.open(graph, Tie(id_, above, since))
    return id_


def a_party(graph: Graph, form: PartyForm, place: str) -> None:
    one = PartyOrganisation(id=f"party-{form}-{place}", name=f"{place}{form}", form=form)
    PARTY_ORGANISATIONS.save(graph, one)
    COVERED_TERRITORIES.open(graph, Tie(one.id, place))


def a_unit(graph: Graph, name: str, kind: OrganisationKind = OrganisationKind.AGENCY) -> str:
    ORGANISATIONS.save(graph, Organisation(id=f"org-{name}", name=name, kind=kind))
    LOCATIONS.open(graph, Tie(f"org-{name}", HERE))
    return f"org-{name}"


def a_station(graph: Graph, name: str, place: str, **given: float) -> None:
    STATIONS.save(graph, Station.model_validate({"id": f"station-{name}", "name": name, **given}))
    STATION_TERRITORIES.open(graph, Tie(f"station-{name}", place))
