"""Persons: who can serve."""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar

from graph_model.entities.base import Entity, Name
from graph_model.entities.bounds import BirthYear, MaxPosts, Slots, WeeklyHours
from graph_model.entities.terms import Employment, Gender, PersonStatus, Reach, Role


class Person(Entity):
    """A person; `phone` and `id_number` are sealed text, `identity` the keyed hash of the ID number.

    `roles` are labels of the node, written in a transaction of their own. `unavailable_on` are dated exceptions to the
    weekly `slots`.
    """

    node_label = "Person"
    prefix = "person-"
    kept_elsewhere: ClassVar[frozenset[str]] = frozenset({"roles"})

    name: Name
    gender: Gender | None = None
    birth_year: BirthYear | None = None
    employment: Employment | None = None
    occupation: str | None = None
    education: str | None = None
    phone: str | None = None
    id_number: str | None = None
    identity: str | None = None
    hours_per_week: WeeklyHours | None = None
    max_posts: MaxPosts | None = None
    slots: Slots | None = None
    unavailable_on: tuple[date, ...] = ()
    reach: Reach | None = None
    status: PersonStatus = PersonStatus.ACTIVE
    do_not_assign: bool = False
    consent: bool | None = None
    consent_purpose: str | None = None
    consent_until: date | None = None
    roles: tuple[Role, ...] = ()

    @classmethod
    def from_labels(cls, labels: Collection[str]) -> dict[str, Any]:
        """Read the roles from the labels of the node."""
        return {"roles": tuple(role for role in Role if role.value in labels)}
