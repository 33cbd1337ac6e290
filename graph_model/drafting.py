"""Drafting a project out of unmet needs, in one transaction: all of them or nothing, and none for two projects."""

from collections.abc import Sequence
from typing import Final

from neo4j import ManagedTransaction

from graph_model import events
from graph_model.day import today
from graph_model.entities.project import Project
from graph_model.entities.terms import EventKind
from graph_model.errors import NotFound, TakenUp
from graph_model.lineage import STANDING
from graph_model.projects import PROJECT_CATEGORIES, PROJECT_NEEDS, PROJECT_TERRITORIES, PROJECTS
from graph_model.scope import THING_WITHIN_CLAUSE, Scope
from graph_model.ties import Tie

LOCK_NEEDS_CYPHER: Final = (
    "UNWIND $ids AS id MATCH (n:Need {id: id}) WHERE "
    + THING_WITHIN_CLAUSE
    + " SET n.lock = 1 WITH n RETURN n.id AS id ORDER BY id"
)
TAKEN_UP_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (:Need {id: id})<-[:ADDRESSES]-(p:Project)
    WHERE p.status IN $standing AND p.id <> $project
    RETURN id AS need, p.id AS project, p.title AS title ORDER BY need, project LIMIT 1
"""
DRAFTED_CYPHER: Final = "MATCH (p:Project {id: $id}) RETURN p.id AS id"


def draft(  # noqa: PLR0913, PLR0917 - a project has that many parts
    tx: ManagedTransaction, scope: Scope, project: Project, area: str, category: str, needs: Sequence[str]
) -> bool:
    """Save a project with its place, its kind of work and its needs, and write the event.

    Returns
    -------
    bool
        Whether it is new; what was drafted before stays as it is, and nothing is written.

    Raises
    ------
    NotFound
        A need is not there or not within the scope.
    TakenUp
        Another project not yet ended takes a need up.
    """
    ids = sorted(set(needs))
    there = {row["id"] for row in tx.run(LOCK_NEEDS_CYPHER, ids=ids, root=scope.territory, today=today())}
    if missing := [one for one in ids if one not in there]:
        raise NotFound("Need", missing[0])
    if tx.run(DRAFTED_CYPHER, id=project.id).single() is not None:
        return False
    _refuse_taken_up(tx, project.id, ids)
    PROJECTS.put(tx, [project])
    PROJECT_TERRITORIES.put(tx, [Tie(project.id, area)])
    PROJECT_CATEGORIES.put(tx, [Tie(project.id, category)])
    PROJECT_NEEDS.put(tx, [Tie(project.id, need) for need in ids])
    events.append(tx, EventKind.LIST_CHANGED, scope.user, [project.id, *ids], {"drafted": project.title})
    return True


def _refuse_taken_up(tx: ManagedTransaction, project: str, needs: Sequence[str]) -> None:
    row = tx.run(TAKEN_UP_CYPHER, ids=list(needs), project=project, standing=list(STANDING)).single()
    if row is not None:
        raise TakenUp(row["need"], row["project"], row["title"])
