"""Teams: volunteers, 组团联社, mediators, grid."""

from graph_model.entities.base import Entity, Name
from graph_model.entities.bounds import MaxPosts, Slots
from graph_model.entities.terms import Reach, TeamKind


class Team(Entity):
    """A team that serves together."""

    node_label = "Team"
    prefix = "team-"

    name: Name
    kind: TeamKind
    description: str | None = None
    slots: Slots | None = None
    max_posts: MaxPosts | None = None
    reach: Reach | None = None
