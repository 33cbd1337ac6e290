"""Every noun of the graph as a typed class."""

from graph_model.entities.activity import Activity
from graph_model.entities.alliance import Alliance
from graph_model.entities.base import Entity
from graph_model.entities.event import Event
from graph_model.entities.import_run import ImportRun
from graph_model.entities.ledger_mapping import LedgerMapping
from graph_model.entities.match_run import MatchRun
from graph_model.entities.need import Need
from graph_model.entities.organisation import Organisation
from graph_model.entities.party_organisation import PartyOrganisation
from graph_model.entities.person import Person
from graph_model.entities.pin import Pin
from graph_model.entities.post import Post
from graph_model.entities.problem import Problem
from graph_model.entities.project import Project
from graph_model.entities.resource import Resource
from graph_model.entities.review import Review
from graph_model.entities.run_proof import RunProof
from graph_model.entities.skill import Category, Skill
from graph_model.entities.station import Station
from graph_model.entities.suggestion import Suggestion
from graph_model.entities.target_value import TargetValue
from graph_model.entities.team import Team
from graph_model.entities.territory import Territory
from graph_model.entities.visit import Visit
from graph_model.entities.weight_set import WeightSet
from graph_model.entities.whistle import Whistle
from graph_model.entities.wish import Wish

__all__ = [
    "Activity",
    "Alliance",
    "Category",
    "Entity",
    "Event",
    "ImportRun",
    "LedgerMapping",
    "MatchRun",
    "Need",
    "Organisation",
    "PartyOrganisation",
    "Person",
    "Pin",
    "Post",
    "Problem",
    "Project",
    "Resource",
    "Review",
    "RunProof",
    "Skill",
    "Station",
    "Suggestion",
    "TargetValue",
    "Team",
    "Territory",
    "Visit",
    "WeightSet",
    "Whistle",
    "Wish",
]
