"""Accepting a proposed project: it is drafted with its needs, for a person to complete and begin."""

from dataclasses import dataclass

from neo4j import ManagedTransaction

from api.answers.projects import bundle_of, lineage_of
from api.asking import Asking
from api.errors import BadQuestion, UnknownThing
from api.repeating import Repeatable
from api.schemas import DraftAnswer, Ref
from graph_model.drafting import draft
from graph_model.entities import Project
from graph_model.entities.terms import ListStatus
from graph_model.labels import chinese
from graph_model.projects import PROJECTS
from matching.bundles import Bundle
from matching.project_words import reasons_of, title_of

PROPOSED: str = "proposed-"


@dataclass(frozen=True, slots=True)
class Drafted:
    """A project to be drafted: itself, its place, its kind of work and its needs."""

    project: Project
    area: str
    category: str
    needs: tuple[str, ...]


def accept_proposed(asked: Asking, proposed: str, place: str | None = None, key: str | None = None) -> DraftAnswer:
    """Draft a proposed project; drafted before, it stays as it is.

    Parameters
    ----------
    place : str or None
        The place within which it was proposed.
    key : str or None
        The reader's idempotency key; the same key again gives the same answer and changes nothing.

    Raises
    ------
    UnknownThing
        There is no such proposal, or no longer.
    BadQuestion
        It has posts alone, which no project can list.
    TakenUp
        A need of it went into another project a moment ago.
    KeyReused
        The key belongs to another request.
    """
    sent = Repeatable(asked.graph, asked.scope.user, key, f"draft {proposed} {place or ''}")
    if before := sent.told_before(DraftAnswer):
        return before
    bundle = bundle_of(asked, proposed, place)
    if bundle is None:
        return _standing(asked, proposed)
    drafted = _drafted(asked, bundle)

    def work(tx: ManagedTransaction) -> DraftAnswer:
        draft(tx, asked.scope, drafted.project, drafted.area, drafted.category, drafted.needs)
        return _answer(drafted.project, len(drafted.needs))

    return sent.write(DraftAnswer, work)


def _drafted(asked: Asking, bundle: Bundle) -> Drafted:
    problem = asked.view.problem
    rows = [problem.works.demands[work].row for work in bundle.project.works]
    needs = tuple(row.id for row in rows if row.kind == "need")
    if not needs:
        raise BadQuestion("这里只有岗位，没有需求可以写进项目。请在人岗匹配库里招人。", id=bundle.project.id)
    lacking = f"缺{bundle.blocking.label}" if bundle.blocking else "要的都有了"
    project = Project(
        id=project_id(bundle.project.id),
        title=title_of(problem, bundle),
        description=f"{'；'.join(reasons_of(problem, bundle))}；{lacking}。",
        status=ListStatus.DRAFT,
        sample=all(need in lineage_of(asked).samples for need in needs),
    )
    return Drafted(project, problem.territories.rows[bundle.project.area].id, bundle.project.kind, needs)


def project_id(proposed: str) -> str:
    """Return the id a proposed project has once it is drafted; the same proposal never makes two."""
    return f"project-{proposed.removeprefix(PROPOSED)}"


def _standing(asked: Asking, proposed: str) -> DraftAnswer:
    """Return what was drafted from a proposal before."""
    found = PROJECTS.find(asked.graph, asked.scope, project_id(proposed)) if proposed.startswith(PROPOSED) else None
    if found is None:
        raise UnknownThing("没有这个拟建项目，可能情况刚有变化。请回到拟建项目看现在的。", id=proposed)
    return _answer(found, None)


def _answer(project: Project, needs: int | None) -> DraftAnswer:
    told = f"，写进 {needs} 件需求" if needs else ""
    state = chinese(ListStatus.DRAFT)
    return DraftAnswer(
        project=Ref(id=project.id, name=project.title),
        status=chinese(project.status),
        sentence=f"已存为{state}项目：{project.title}{told}。请补上责任单位、指标和期限，再开办。",
    )
