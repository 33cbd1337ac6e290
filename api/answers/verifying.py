"""待核实: what to find out first, by what each answer would allow."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from api.answers.gaps import gaps_within
from api.answers.labels import HELPER_LABELS, WORK_LABELS
from api.answers.week import run_of
from api.answers.why_not import RULE_LABELS
from api.asking import Asking
from api.cursors import next_cursor, offset_of
from api.errors import BadQuestion
from api.questions import VerifyQuestion, size_of
from api.schemas import OpenFact, Ref, RuleCount, VerifyAnswer
from graph_model.entities.candidates import WorkRow
from matching import verifying
from matching.nearness import seen
from matching.verifying import Question, what_is_open


def verify_answer(asked: Asking, question: VerifyQuestion) -> VerifyAnswer:
    """Return one page of what is not known, what fills most gaps first.

    Raises
    ------
    UnknownPlace, BadQuestion
        The place is not known or not the reader's; there is no such rule or cursor.
    """
    number, rule = asked.view.find_place(question.place, asked.scope), _rule(question.rule)
    gaps, found = _found(asked, number, only_gaps=question.only_gaps)
    counts = Counter(one.rule for one in found)
    listed = [one for one in found if rule in {None, one.rule}]
    start, size = offset_of(question.cursor), size_of(question.limit, asked.page_size)
    return VerifyAnswer(
        place=asked.view.place_ref(number, question.place),
        week=asked.week,
        only_gaps=question.only_gaps,
        gaps=gaps,
        total=len(listed),
        counts=[RuleCount(rule=key, label=RULE_LABELS[key], facts=many) for key, many in counts.most_common()],
        items=[open_fact(asked, one) for one in listed[start : start + size]],
        next_cursor=next_cursor(start, size, len(listed)),
    )


def filling_gaps(asked: Asking) -> Sequence[Question]:
    """Return what would fill gaps anywhere in the reader's scope, what fills most first."""
    return _found(asked, asked.view.territories.number(asked.scope.territory), only_gaps=True)[1]


def _rule(word: str | None) -> str | None:
    if not word:
        return None
    by_name = {label: key for key, label in RULE_LABELS.items()}
    if (key := by_name.get(word, word)) not in RULE_LABELS:
        raise BadQuestion(f"没有“{word}”这条规则。可以是：{'、'.join(by_name)}。", rule=word)
    return key


def _found(asked: Asking, place: int, *, only_gaps: bool) -> tuple[int, list[Question]]:
    """Return how many gaps a place has, and what is not known of the works there."""
    key = ("to verify", asked.scope.territory, place, only_gaps, asked.today)
    return asked.view.worked_out(key, lambda: _worked_out(asked, place, only_gaps=only_gaps))


def _worked_out(asked: Asking, place: int, *, only_gaps: bool) -> tuple[int, list[Question]]:
    view = asked.view
    waiting = [
        number
        for number, demand in enumerate(view.works.demands)
        if demand.wanted and view.territories.contains(place, demand.territory)
    ]
    gaps = _gaps(asked, place).intersection(waiting)
    among = np.logical_and(view.helpers.alive, seen(view.problem, view.territories.number(asked.scope.territory)))
    works = sorted(gaps) if only_gaps else waiting
    return len(gaps), verifying.questions(view.problem, asked.today, works, among, gaps)


def _gaps(asked: Asking, place: int) -> set[int]:
    """Return the works for which this week's run has nobody left."""
    run = run_of(asked, asked.scope, asked.week)
    index = asked.view.works.index
    lines = gaps_within(asked, run.id, asked.view.territories.rows[place].id) if run else []
    return {index[one.work] for one in lines if one.work in index}


def open_fact(asked: Asking, question: Question) -> OpenFact:
    """Return one fact as answers show it."""
    finding = what_is_open(asked.view.problem, asked.today, question)
    subject, kind, label = _subject(asked, question)
    works = (asked.view.works.demands[work].row for work in dict.fromkeys(question.works))
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
        matches=question.matches,
        value=question.value,
        works=[_work(asked, row) for row in works],
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
