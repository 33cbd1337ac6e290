"""能去哪: rank the posts and needs one helper can serve."""

from api.answers.named import helper_number
from api.answers.ranked import header_of, offer_of
from api.answers.week import plan_of
from api.asking import Asking
from api.cursors import next_cursor, offset_of
from api.questions import WhereQuestion, size_of, verdicts_of
from api.schemas import WhereAnswer, WorkCounts
from graph_model.entities.terms import Verdict
from matching.ranking import places


def where_answer(asked: Asking, question: WhereQuestion) -> WhereAnswer:
    """Return where one helper can serve, best verdict first, then best score, then id.

    Raises
    ------
    UnknownThing, BadQuestion
        The helper is not known, not within the reader's scope, or one of several of that name.
    """
    view, helper = asked.view, helper_number(asked, question.helper)
    wanted = verdicts_of(question.verdicts)
    start, size = offset_of(question.cursor), size_of(question.limit, asked.page_size)
    within = view.find_place(question.place, asked.scope)
    ranking = places(view.problem, helper, asked.today, within=within, verdict=wanted, limit=start + size)
    found, counts = ranking.ranked, ranking.counts
    total = sum(counts[verdict] for verdict in wanted)
    return WhereAnswer(
        helper=header_of(view, view.helpers.rows[helper], plan_of(asked), asked.scope.territory),
        place=view.place_ref(within, question.place),
        counts=WorkCounts(yes=counts[Verdict.YES], unknown=counts[Verdict.UNKNOWN], no=counts[Verdict.NO]),
        works=[offer_of(view, one) for one in found[start : start + size]],
        next_cursor=next_cursor(start, size, total),
        week=asked.week,
    )
