"""A proposed project as answers show it: its works, its parts with who holds them, and where it comes from."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, cast

from api.answers.labels import HELPER_LABELS, WORK_LABELS
from api.answers.ranked import eligibility_of
from api.asking import Asking
from api.schemas import PartHolder, ProjectPart, ProjectWork, ProposedProject, Ref
from api.schemas.projects import PartState
from graph_model.lineage import Standing, Titled
from matching.blocking import people_of
from matching.bundles import Bundle, Lead, Part
from matching.demand import Demand
from matching.project_words import PART_WORDS, communities_of, reasons_of, sentence_of, state_of, title_of

HOLDERS: Final = 6
STANDING: Final = 3
FROM_PROBLEMS: Final = "问题/需求/项目"
FROM_RESOURCES: Final = "资源/需求/项目"


def proposed_project(
    asked: Asking,
    bundle: Bundle,
    lacking: Mapping[int, int],
    problems: Mapping[str, Sequence[Titled]],
    standing: Iterable[Standing],
) -> ProposedProject:
    """Return one proposed project with the problems behind it and the projects of its kind that exist already."""
    problem, project = asked.view.problem, bundle.project
    demands = [problem.works.demands[work] for work in project.works]
    needs = [demand.row for demand in demands if demand.row.kind == "need"]
    behind = [one for row in needs for one in problems.get(row.id, ())]
    said = [f"{len(behind)} 件从问题清单来：{'、'.join(f'“{one.title}”' for one in behind[:3])}"] if behind else []
    return ProposedProject(
        id=project.id,
        title=title_of(problem, bundle),
        category=problem.taxonomy.categories[project.kind].label,
        area=asked.view.place_ref(project.area),
        needs=len(needs),
        posts=len(demands) - len(needs),
        people=sum(people_of(row) for row in needs),
        communities=len(communities_of(problem, bundle)),
        grammar=FROM_PROBLEMS if behind else FROM_RESOURCES,
        reasons=[*reasons_of(problem, bundle), *said],
        works=[_work(asked, one, lacking[work], problems) for work, one in zip(project.works, demands, strict=True)],
        parts=[_part(asked, part, main=part in bundle.mains) for part in bundle.parts],
        blocked_by=bundle.blocking.label if bundle.blocking else None,
        standing=[Ref(id=one.id, name=one.title) for one in _alike(asked, bundle, standing)[:STANDING]],
    )


def _work(asked: Asking, demand: Demand, lacking: int, problems: Mapping[str, Sequence[Titled]]) -> ProjectWork:
    row = demand.row
    return ProjectWork(
        id=row.id,
        kind="post" if row.kind == "post" else "need",
        kind_label=WORK_LABELS[row.kind],
        title=row.title,
        place=asked.view.places.short(row.territory),
        lacking=lacking,
        unit=row.unit or ("人" if row.kind == "post" else "件"),
        urgency=row.urgency,
        deadline=row.deadline,
        beneficiaries=row.beneficiaries or "",
        problems=[Ref(id=one.id, name=one.title) for one in problems.get(row.id, ())],
    )


def _part(asked: Asking, part: Part, *, main: bool) -> ProjectPart:
    return ProjectPart(
        part=part.part,
        part_label=PART_WORDS[part.part],
        label=part.label,
        main=main,
        state=cast("PartState", state_of(part)),
        needed=part.needed,
        ready=part.ready,
        unverified=part.unverified,
        missing=part.missing,
        sentence=sentence_of(part, main=main),
        holders=[_holder(asked, lead) for lead in part.leads[:HOLDERS]],
    )


def _holder(asked: Asking, lead: Lead) -> PartHolder:
    row = asked.view.helpers.rows[lead.helper]
    owner = row.organisation_name if row.kind == "resource" else None
    counted = row.kind == "resource" and row.quantity is not None
    return PartHolder(
        id=row.id,
        kind=row.kind,
        kind_label=HELPER_LABELS[row.kind],
        name=row.name,
        owner=owner or "",
        units=lead.units,
        offered=f"{math.floor(row.quantity or 0)} {row.unit or '件'}" if counted else "",
        eligibility=eligibility_of(lead.verdict),
    )


def _alike(asked: Asking, bundle: Bundle, standing: Iterable[Standing]) -> list[Standing]:
    """Find the projects of the same kind that lie in the area, or around it."""
    tree, taxonomy, project = asked.view.territories, asked.view.taxonomy, bundle.project
    top = taxonomy.top_of(project.kind).id
    near = [one for one in standing if _same_place(tree.number(one.place), project.area, asked)]
    alike = {one.title: one for one in reversed(near) if one.category in {project.kind, top}}
    return sorted(alike.values(), key=lambda one: one.id)


def _same_place(place: int, area: int, asked: Asking) -> bool:
    tree = asked.view.territories
    return tree.contains(area, place) or tree.contains(place, area)
