"""能去哪: rank the posts and needs one helper can serve."""

from api.answers.ranked import header_of, offer_of
from api.answers.week import plan_of
from api.asking import Asking
from api.cursors import next_cursor, offset_of
from api.errors import UnknownThing
from api.questions import WhereQuestion, size_of, verdicts_of
from api.schemas import WhereAnswer, WorkCounts
from graph_model.entities.terms import Verdict
from graph_model.person_merges import standing_id
from matching.ranking import places


def where_answer(asked: Asking, question: WhereQuestion) -> WhereAnswer:
    """Return where one helper can serve, best verdict first, then best score, then id.

    Raises
    ------
    UnknownThing
        The helper is not known, or not within the reader's scope.
    """
    view, helper = asked.view, helper_number(asked, question.helper)
    wanted = verdicts_of(question.verdicts)
    start, size = offset_of(question.cursor), size_of(question.limit, asked.page_size)
    within = view.find_place(question.place, asked.scope)
    ranking = places(view.problem, helper, asked.today, within=within, verdict=wanted, limit=start + size)
    found, counts = ranking.ranked, ranking.counts
    total = sum(counts[verdict] for verdict in wanted)
    return WhereAnswer(
        helper=header_of(view, view.helpers.rows[helper], plan_of(asked)),
        place=view.place_ref(within, question.place),
        counts=WorkCounts(yes=counts[Verdict.YES], unknown=counts[Verdict.UNKNOWN], no=counts[Verdict.NO]),
        works=[offer_of(view, one) for one in found[start : start + size]],
        next_cursor=next_cursor(start, size, total),
        week=asked.week,
    )


def helper_number(asked: Asking, helper: str) -> int:
    """Return the number of a helper within the reader's scope.

    Raises
    ------
    UnknownThing
        There is none of this id.
    """
    view = asked.view
    number = view.helpers.index.get(helper.strip())
    if number is None and helper.strip():
        number = view.helpers.index.get(standing_id(asked.graph, helper.strip()))
    if number is None or not asked.sees_helper(view.helpers.rows[number]):
        told = (
            f"没有编号为“{helper}”的人员、团队、单位或资源，或它不在您的管辖范围内。"
            "请先用搜索（页面顶上，或 gongjian search）找到它的编号。"
        )
        raise UnknownThing(told, id=helper)
    return number
