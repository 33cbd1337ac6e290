"""为什么不是他: every finding about one helper and one work."""

from typing import Final

from api.answers.ranked import eligibility_of, parts_of
from api.answers.where import helper_number
from api.asking import Asking
from api.errors import UnknownThing
from api.schemas import Finding, Ref, WhyNotAnswer
from matching.eligibility import RULES
from matching.ranking import why_not

RULE_LABELS: Final = {rule.key: rule.name for rule in RULES}


def why_not_answer(asked: Asking, helper: str, work: str) -> WhyNotAnswer:
    """Return why a helper is, or is not, proposed for a work.

    Raises
    ------
    UnknownThing
        One of the two is not known, or not within the reader's scope.
    """
    number, asked_work = helper_number(asked, helper), work_number(asked, work)
    told = why_not(asked.view.problem, number, asked_work, asked.today)
    row = asked.view.helpers.rows[number]
    demand = asked.view.works.demands[asked_work]
    return WhyNotAnswer(
        person=Ref(id=row.id, name=row.name),
        post=Ref(id=demand.row.id, name=demand.row.title),
        eligibility=eligibility_of(told.verdict),
        score=told.score,
        sentence=told.sentence,
        findings=[
            Finding(
                rule=one.rule,
                label=RULE_LABELS[one.rule],
                verdict=eligibility_of(one.verdict),
                sentence=one.sentence,
                source=one.source,
            )
            for one in told.findings
        ],
        parts=parts_of(told.parts),
        missing=list(told.missing),
        smallest_change=told.smallest_change,
    )


def work_number(asked: Asking, work: str) -> int:
    """Return the number of a work within the reader's scope.

    Raises
    ------
    UnknownThing
        There is none of this id.
    """
    works = asked.view.works
    number = works.index.get(work.strip())
    if number is None or not asked.sees_work(works.demands[number].row):
        raise UnknownThing(f"没有编号为“{work}”的岗位或需求，或者它不在您的管辖范围内。", id=work)
    return number
