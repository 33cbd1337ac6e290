"""待核实: what to find out first, by what each answer would allow."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from api.answers.gaps import gaps_within, left_open
from api.answers.labels import HELPER_LABELS, WORK_LABELS
from api.answers.week import plan_of, run_of
from api.answers.why_not import RULE_LABELS
from api.asking import Asking
from api.cursors import next_cursor, offset_of
from api.errors import BadQuestion
from api.questions import VerifyQuestion, size_of
from api.schemas import OpenFact, Ref, RuleCount, VerifyAnswer
from graph_model.entities.candidates import WorkRow
from matching import verifying
from matching.asking_in_turn import in_turn
from matching.nearness import seen
from matching.rules.person import InsuranceRule
from matching.verifying import Question, what_is_open


def verify_answer(asked: Asking, question: VerifyQuestion) -> VerifyAnswer:
    """Return one page of what is not known, what fills most gaps first, none of which is counted twice.

    Raises
    ------
    UnknownPlace, BadQuestion
        The place is not known or not the reader's; there is no such rule or cursor.
    """
    number, rule = asked.view.find_place(question.place, asked.scope), _rule(question.rule)
    found = _found(asked, number, only_gaps=question.only_gaps)
    listed = _listed(asked, number, rule, only_gaps=question.only_gaps)
    counts = Counter(one.rule for one in found.questions)
    start, size = offset_of(question.cursor), size_of(question.limit, asked.page_size)
    uninsured = found.uninsured if rule in {None, InsuranceRule.key} else ()
    return VerifyAnswer(
        place=asked.view.place_ref(number, question.place),
        week=asked.week,
        only_gaps=question.only_gaps,
        gaps=len(found.missing),
        places=sum(found.missing.values()),
        covering=sum(more > 0 for _, more in listed),
        covered=sum(more for _, more in listed),
        total=len(listed),
        counts=[RuleCount(rule=key, label=RULE_LABELS[key], facts=many) for key, many in counts.most_common()],
        items=[open_fact(asked, one, more) for one, more in listed[start : start + size]],
        uninsured=[open_fact(asked, one, one.fills) for one in uninsured[:size]],
        uninsured_total=len(uninsured),
        next_cursor=next_cursor(start, size, len(listed)),
    )


def filling_gaps(asked: Asking, most: int) -> list[OpenFact]:
    """Return what would fill gaps anywhere in the reader's scope, what fills most first; no gap is counted twice."""
    listed = _listed(asked, asked.view.territories.number(asked.scope.territory), None, only_gaps=True)
    return [open_fact(asked, one, more) for one, more in listed[:most] if more]


def _rule(word: str | None) -> str | None:
    if not word:
        return None
    by_name = {label: key for key, label in RULE_LABELS.items()}
    if (key := by_name.get(word, word)) not in RULE_LABELS:
        raise BadQuestion(f"没有“{word}”这条规则。可以是：{'、'.join(by_name)}。", rule=word)
    return key


@dataclass(frozen=True, slots=True)
class Found:
    """What is not known of the works of a place, and how many places of which works nobody is left for.

    Besides, the works that wait for insurance alone, which is known and needs no asking.
    """

    missing: Mapping[int, int]
    questions: Sequence[Question]
    uninsured: Sequence[Question]


def _found(asked: Asking, place: int, *, only_gaps: bool) -> Found:
    key = ("to verify", asked.scope.territory, place, only_gaps, asked.today)
    return asked.view.worked_out(key, lambda: _worked_out(asked, place, only_gaps=only_gaps))


def _listed(asked: Asking, place: int, rule: str | None, *, only_gaps: bool) -> list[tuple[Question, int]]:
    """Return what is not known, or what one rule asks of it, in the order to ask, with the gaps each fills besides."""
    found = _found(asked, place, only_gaps=only_gaps)
    key = ("to verify in turn", asked.scope.territory, place, only_gaps, asked.today, rule)
    return asked.view.worked_out(
        key, lambda: in_turn([one for one in found.questions if rule in {None, one.rule}], found.missing)
    )


def _worked_out(asked: Asking, place: int, *, only_gaps: bool) -> Found:
    view = asked.view
    waiting = [
        number
        for number, demand in enumerate(view.works.demands)
        if demand.wanted and view.territories.contains(place, demand.territory)
    ]
    missing = _missing(asked, place, waiting)
    among = np.logical_and(view.helpers.alive, seen(view.problem, view.territories.number(asked.scope.territory)))
    works = sorted(missing) if only_gaps else waiting
    told = (view.problem, asked.today, works, among, missing)
    return Found(missing, verifying.questions(*told), verifying.uninsured(*told))


def _missing(asked: Asking, place: int, waiting: Collection[int]) -> dict[int, int]:
    """Count the places of works that wait for which this week's run has nobody left; of what is counted, one."""
    run, plan = run_of(asked, asked.scope, asked.week), plan_of(asked)
    works = asked.view.works
    lines = gaps_within(asked, run.id, asked.view.territories.rows[place].id) if run else []
    gaps = {works.index[one.work] for one in lines if one.work in works.index}.intersection(waiting)
    return {work: max(1, left_open(asked.view, plan, works.demands[work])) for work in sorted(gaps)}


def open_fact(asked: Asking, question: Question, more: int) -> OpenFact:
    """Return one fact as answers show it, with the gaps it fills beside those before it."""
    finding = what_is_open(asked.view.problem, asked.today, question)
    subject, kind, label = _subject(asked, question)
    works = (_work(asked, asked.view.works.demands[work].row) for work in question.works)
    helpers = (asked.view.helpers.rows[helper] for helper in dict.fromkeys(question.helpers))
    return OpenFact(
        rule=question.rule,
        label=RULE_LABELS[question.rule],
        subject=subject,
        subject_kind=kind,
        subject_label=label,
        sentence=finding.sentence,
        remedy=finding.remedy or "核实",
        fills=question.fills,
        more=more,
        matches=question.matches,
        value=question.value,
        works=list({one.name: one for one in works}.values()),
        helpers=[Ref(id=row.id, name=row.name) for row in helpers] if question.helper is None else [],
    )


def _subject(asked: Asking, question: Question) -> tuple[Ref, str, str]:
    """Return of whom a fact is asked, with the kind and its Chinese name; of a pair it is the helper."""
    if question.helper is not None:
        row = asked.view.helpers.rows[question.helper]
        return Ref(id=row.id, name=row.name), row.kind, HELPER_LABELS[row.kind]
    work = asked.view.works.demands[question.works[0]].row
    return _work(asked, work), work.kind, WORK_LABELS[work.kind]


def _work(asked: Asking, row: WorkRow) -> Ref:
    """Name a work with its place, as many are called the same."""
    place = asked.view.place_name(row.territory)
    return Ref(id=row.id, name=f"{row.title}（{place}）" if place else row.title)
