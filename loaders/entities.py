"""The entities that ledgers load, by label, and what a new node of each begins with."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from graph_model.entities.activity import Activity
from graph_model.entities.alliance import Alliance
from graph_model.entities.base import KEPT_BY_THE_GRAPH, Entity, plain
from graph_model.entities.need import Need
from graph_model.entities.organisation import Organisation
from graph_model.entities.party_organisation import PartyOrganisation
from graph_model.entities.person import Person
from graph_model.entities.post import Post
from graph_model.entities.problem import Problem
from graph_model.entities.project import Project
from graph_model.entities.resource import Resource
from graph_model.entities.station import Station
from graph_model.entities.team import Team
from graph_model.entities.territory import Territory
from graph_model.entities.whistle import Whistle

ENTITIES: Final[Mapping[str, type[Entity]]] = {
    entity.node_label: entity
    for entity in (
        Activity,
        Alliance,
        Need,
        Organisation,
        PartyOrganisation,
        Person,
        Post,
        Problem,
        Project,
        Resource,
        Station,
        Team,
        Territory,
        Whistle,
    )
}


@lru_cache(maxsize=32)
def defaults(label: str) -> dict[str, Any]:
    """Properties a new node of ``label`` has when its row says nothing else."""
    entity = ENTITIES[label]
    fields = {name: found for name, found in entity.model_fields.items() if not found.is_required()}
    kept = KEPT_BY_THE_GRAPH | entity.kept_elsewhere
    return {name: plain(one.default) for name, one in fields.items() if one.default is not None and name not in kept}
