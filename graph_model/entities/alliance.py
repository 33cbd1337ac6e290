"""Alliances 党建联盟."""

from datetime import date

from graph_model.entities.base import Entity, Name
from graph_model.entities.terms import GovernanceForm, Level


class Alliance(Entity):
    """An alliance of organisations that covers a territory."""

    node_label = "Alliance"
    prefix = "alliance-"

    name: Name
    level: Level
    governance_form: GovernanceForm | None = None
    founded_on: date | None = None
