"""谁能去: rank those who can serve at a place, for work in any words."""

from dataclasses import replace
from typing import Final

from api.answers.gaps import Planned
from api.answers.ranked import helper_of
from api.answers.week import plan_of
from api.asking import Asking
from api.cursors import next_cursor, offset_of
from api.questions import WhoQuestion, kinds_of, size_of, slot_mask, verdicts_of
from api.schemas import Understanding, WhoAnswer, WhoCounts
from api.snapshot import View
from graph_model.entities.candidates import RequiredSkill, WorkRow
from graph_model.entities.terms import Verdict
from graph_model.labels import slot_words
from graph_model.taxonomy import Taxonomy
from matching.ranking import rank
from matching.text import understand

ASK: Final = "ask"
NOBODY: Final = WhoCounts(yes=0, unknown=0, no=0)
NOT_UNDERSTOOD: Final = "没有听懂这句话：“{}”。请换一种说法，或直接选类别。"


def who_answer(asked: Asking, question: WhoQuestion) -> WhoAnswer:
    """Return who can serve, best verdict first, then best score, then id; the same state, the same answer.

    Words that mean nothing known list nobody and say so; no words at all mean any work.

    Raises
    ------
    UnknownPlace, BadQuestion
        The place is not known or not the reader's, a half-day, kind, verdict or cursor cannot be read.
    """
    key = ("who", asked.scope, asked.today, asked.page_size, question)
    plan = plan_of(asked)
    return asked.view.worked_out(key, lambda: _answer(asked, question, plan))


def _answer(asked: Asking, question: WhoQuestion, plan: Planned) -> WhoAnswer:
    view = asked.view
    work = question.work.strip()
    known = known_work(view, work)
    place = view.find_place(question.place or (known.territory if known else None), asked.scope)
    mask, kinds, verdicts = slot_mask(question.slots), kinds_of(question.kinds), verdicts_of(question.verdicts)
    start, size = offset_of(question.cursor), size_of(question.limit, asked.page_size)
    answer = WhoAnswer(
        place=view.place_ref(place, question.place),
        work=work,
        understood=understood(view.taxonomy, work, known),
        slots=slot_words(mask or 0),
        kinds=list(kinds),
        counts=NOBODY,
        helpers=[],
        week=asked.week,
    )
    if work and known is None and not answer.understood:
        return answer.model_copy(update={"notice": NOT_UNDERSTOOD.format(work)})
    ranking = rank(
        view.problem,
        _at(known or ask_of(view.taxonomy, work), view.territories.rows[place].id, mask),
        asked.today,
        kinds=kinds,
        within=asked.scope.territory,
        verdict=verdicts,
        limit=size,
        offset=start,
    )
    counts = ranking.counts
    shown = sum(counts[verdict] for verdict in verdicts)
    return answer.model_copy(
        update={
            "counts": WhoCounts(
                yes=counts[Verdict.YES],
                unknown=counts[Verdict.UNKNOWN],
                no=counts[Verdict.NO],
                local=ranking.local,
            ),
            "helpers": [helper_of(view, one, plan, asked.scope.territory) for one in ranking.ranked],
            "next_cursor": next_cursor(start, size, shown),
        }
    )


def known_work(view: View, work: str) -> WorkRow | None:
    """Return the post or need whose id was asked for, or nothing when words were."""
    number = view.works.index.get(work)
    return None if number is None else view.works.demands[number].row


def ask_of(taxonomy: Taxonomy, work: str) -> WorkRow:
    """Return what was typed as a work of nowhere yet: a kind of work, a skill, or a resident's own words."""
    category, skill = taxonomy.find_category(work), taxonomy.find_skill(work)
    if category is None and skill is not None:
        required = (RequiredSkill(skill.id, 0, mandatory=True),)
        return WorkRow(ASK, ASK, work, "", category=skill.category, skills=required)
    return WorkRow(ASK, ASK, work, "", category=category.id if category else None)


def _at(work: WorkRow, territory: str, slots: int | None) -> WorkRow:
    return replace(work, territory=territory, slots=slots or work.slots)


def understood(taxonomy: Taxonomy, work: str, known: WorkRow | None = None) -> list[Understanding]:
    """Return how the words were understood, best first; a known work has its own category."""
    if known is not None:
        work = known.category or known.title
    category, skill = taxonomy.find_category(work), taxonomy.find_skill(work)
    if category:
        return [
            Understanding(
                category=category.id, label=category.label, share=1.0, why="登记的类别" if known else "就是这一类"
            )
        ]
    if skill:
        label = taxonomy.categories[skill.category].label
        return [Understanding(category=skill.category, label=label, share=1.0, why=f"要会“{skill.label}”")]
    return [
        Understanding(category=one.category, label=one.label, share=one.share, why=one.why, topic=one.topic)
        for one in understand(work)
    ]
