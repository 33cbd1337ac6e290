"""What staff settled about a helper and a work before the week is matched: the helper does it, or is not sent."""

from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import Field

from graph_model.entities.base import Entity
from graph_model.entities.terms import PinKind


class Pin(Entity):
    """A helper fixed on a work, or barred from it; of a pair there is one, which a later word replaces.

    `post` is the id of the work, a post or a need, and `person` that of the helper, on a post always a person: both are
    called after what pins were first for. It is listed
    where its work is. `why` is the reason staff gave; `by` and `at` say who settled it and when. It holds
    until it is lifted, by `lifted_by` at `lifted_at`; what was settled before is told by the events.
    """

    node_label = "Pin"
    prefix = "pin-"
    moment_fields: ClassVar[tuple[str, ...]] = ("at", "lifted_at")

    post: str
    person: str
    kind: PinKind
    why: Annotated[str, Field(max_length=200)] = ""
    by: str
    at: datetime
    holds: bool = True
    lifted_by: str | None = None
    lifted_at: datetime | None = None
