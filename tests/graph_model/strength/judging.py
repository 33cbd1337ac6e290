"""What tests ask of the alliances of a graph, as of one day."""

from datetime import date

from graph_model.driver import Graph
from graph_model.entities.terms import Purpose
from graph_model.scope import Scope
from graph_model.strength.analysis import Analyst
from graph_model.strength.calendar import CalendarQuarter
from graph_model.strength.facts import StrengthFacts, read_deliveries, read_strength
from graph_model.strength.happenings import happenings_of
from graph_model.strength.record import Record
from graph_model.strength.subjects import Membership, Subject, subjects_of
from tests.graph_model.strength.alliance_graph import DISTRICT

TODAY = date(2026, 11, 22)
NOW = CalendarQuarter(2026, 4)


def facts_of(graph: Graph, root: str = DISTRICT) -> StrengthFacts:
    return read_strength(graph, Scope("tests", root, Purpose.ANALYSIS))


def analyst_of(graph: Graph, root: str = DISTRICT) -> tuple[Analyst, dict[str, Subject]]:
    facts = facts_of(graph, root)
    record = Record(facts, happenings_of(facts, read_deliveries(graph, facts)))
    return Analyst(record, Membership(facts), TODAY), {one.id: one for one in subjects_of(facts)}


def pairs(analyst: Analyst, subject: Subject, kind: str) -> set[tuple[str, str]]:
    layer = analyst.standing(subject, NOW).tied.layers.get(kind)
    if layer is None:
        return set()
    one, two = layer.pairs()
    return {(layer.ids[a], layer.ids[b]) for a, b in zip(one.tolist(), two.tolist(), strict=True)}
