"""谁能去: rank those who can serve at a place, for work in any words."""

from typing import Final, cast

from api.answers.ranked import helper_of
from api.asking import Asking
from api.cursors import next_cursor, offset_of
from api.questions import WhoQuestion, kinds_of, size_of, slot_mask, verdicts_of
from api.schemas import Understanding, WhoAnswer, WhoCounts
from api.schemas.common import HelperKind
from graph_model.entities.candidates import RequiredSkill, WorkRow
from graph_model.entities.terms import Verdict
from graph_model.labels import slot_words
from graph_model.taxonomy import Taxonomy
from matching.ranking import rank
from matching.text import understand

ASK: Final = "ask"


def who_answer(asked: Asking, question: WhoQuestion) -> WhoAnswer:
    """Return who can serve, best verdict first, then best score, then id.

    Raises
    ------
    UnknownPlace, BadQuestion
        The place is not known or not the reader's, a half-day, kind, verdict or cursor cannot be read.
    """
    view = asked.view
    place = view.find_place(question.place, asked.scope)
    work = question.work.strip()
    mask, kinds, verdicts = slot_mask(question.slots), kinds_of(question.kinds), verdicts_of(question.verdicts)
    start, size = offset_of(question.cursor), size_of(question.limit, asked.page_size)
    ranking = rank(
        view.problem,
        ask_of(view.taxonomy, work, view.territories.rows[place].id, mask),
        asked.today,
        kinds=cast("tuple[HelperKind, ...]", kinds),
        within=asked.scope.territory,
        verdict=verdicts,
        limit=size,
        offset=start,
    )
    counts = ranking.counts
    shown = sum(counts[verdict] for verdict in verdicts)
    return WhoAnswer(
        place=view.place_ref(place, question.place),
        work=work,
        understood=understood(view.taxonomy, work),
        slots=slot_words(mask or 0),
        kinds=list(kinds),
        counts=WhoCounts(yes=counts[Verdict.YES], unknown=counts[Verdict.UNKNOWN], no=counts[Verdict.NO]),
        helpers=[helper_of(view, one) for one in ranking.ranked],
        next_cursor=next_cursor(start, size, shown),
        week=asked.week,
    )


def ask_of(taxonomy: Taxonomy, work: str, territory: str, slots: int | None) -> WorkRow:
    """Return what was typed as a work: a kind of work, a skill, or a resident's own words."""
    category, skill = taxonomy.find_category(work), taxonomy.find_skill(work)
    if category is None and skill is not None:
        required = (RequiredSkill(skill.id, 0, mandatory=True),)
        return WorkRow(ASK, ASK, work, territory, category=skill.category, skills=required, slots=slots)
    return WorkRow(ASK, ASK, work, territory, category=category.id if category else None, slots=slots)


def understood(taxonomy: Taxonomy, work: str) -> list[Understanding]:
    """Return how the words were understood, best first."""
    category, skill = taxonomy.find_category(work), taxonomy.find_skill(work)
    if category:
        return [Understanding(category=category.id, label=category.label, share=1.0, why="就是这一类")]
    if skill:
        label = taxonomy.categories[skill.category].label
        return [Understanding(category=skill.category, label=label, share=1.0, why=f"要会“{skill.label}”")]
    return [
        Understanding(category=one.category, label=one.label, share=one.share, why=one.why) for one in understand(work)
    ]
