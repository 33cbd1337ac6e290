"""Skills and categories: one taxonomy."""

from graph_model.entities.base import Entity, Name


class Skill(Entity):
    """A skill; `label` is the word staff read."""

    node_label = "Skill"
    prefix = "skill-"

    label: Name
    synonyms: tuple[str, ...] = ()


class Category(Entity):
    """A category of work; `rank` is its place in the users' own order."""

    node_label = "Category"
    prefix = "category-"

    label: Name
    synonyms: tuple[str, ...] = ()
    rank: int | None = None
