"""Party organisations, from the great work committee of a street to the group of a stairway."""

from graph_model.entities.base import Entity, Name
from graph_model.entities.terms import PartyForm, PartySetup


class PartyOrganisation(Entity):
    """A party organisation."""

    node_label = "PartyOrganisation"
    prefix = "party-"

    name: Name
    form: PartyForm
    setup: PartySetup | None = None
