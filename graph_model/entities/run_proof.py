"""Proofs of weekly match runs, in pieces small enough for one property."""

from typing import Annotated, ClassVar

from pydantic import Field

from graph_model.entities.base import Entity


class RunProof(Entity):
    """One piece of what a run was solved on and what proves it; its id is run:proof:piece.

    `text` of all pieces in order is the packed proof.
    """

    node_label: ClassVar[str] = "RunProof"
    prefix: ClassVar[str] = ""

    in_run: str
    piece: Annotated[int, Field(ge=0)]
    text: str
