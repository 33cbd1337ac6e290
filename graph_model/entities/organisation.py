"""Organisations of every kind: who takes part."""

from graph_model.entities.base import Entity, Name
from graph_model.entities.bounds import Latitude, Longitude, MaxPosts, Slots
from graph_model.entities.terms import OrganisationKind, Reach, SocialCategory


class Organisation(Entity):
    """A unit; `uscc` is the unified social credit code (GB 32100), which grass-roots groups lack."""

    node_label = "Organisation"
    prefix = "org-"

    name: Name
    kind: OrganisationKind
    uscc: str | None = None
    aliases: tuple[str, ...] = ()
    system: str | None = None
    category: SocialCategory | None = None
    address: str | None = None
    description: str | None = None
    longitude: Longitude | None = None
    latitude: Latitude | None = None
    slots: Slots | None = None
    max_posts: MaxPosts | None = None
    reach: Reach | None = None
