"""设施标准: the area of each community's premises against what the documents set: value, standard, gap."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from api.answers.circle import circle_of
from api.answers.targets import ROW_VERDICTS
from api.asking import Asking
from api.cursors import next_cursor, offset_of
from api.errors import BadQuestion
from api.questions import StandardQuestion, size_of
from api.schemas.circle import CommunityPremises, FacilityStandard, StandardAnswer
from api.schemas.common import Ref
from graph_model.targets.catalogue import Target, load_catalogue
from graph_model.targets.place_measures import area_words
from graph_model.targets.premises import Premises, premises_of

STANDARDS: Final = ("s1-area-per-hundred", "s1-area-floor-300", "s1-area-floor-500", "s1-area-floor-600")
TOLD: Final[Mapping[str, Callable[[Premises], bool | None]]] = {
    "s1-area-per-hundred": lambda one: one.enough,
    "s1-area-floor-300": lambda one: one.above_floor,
}
SHORT_FIRST: Final = {False: 0, None: 1, True: 2}


def standard_answer(asked: Asking, question: StandardQuestion) -> StandardAnswer:
    """Return the standards and one page of communities: those short of one first, then those nobody can tell of.

    Raises
    ------
    UnknownPlace, BadQuestion
        There is no such place, verdict or cursor.
    """
    number = asked.view.find_place(question.place, asked.scope)
    place, facts = asked.view.place_ref(number, question.place), circle_of(asked).facts
    here = [one for one in premises_of(facts) if place.id in facts.chain_up(one.place)]
    chosen = sorted(_chosen(here, question.verdict), key=lambda one: SHORT_FIRST[_both(one)])
    size, start = size_of(question.limit, asked.page_size), offset_of(question.cursor)
    return StandardAnswer(
        place=place,
        as_of=asked.today,
        standards=[_standard(id_, here) for id_ in STANDARDS],
        items=[_item(asked, one) for one in chosen[start : start + size]],
        total=len(chosen),
        next_cursor=next_cursor(start, size, len(chosen)),
    )


def _both(one: Premises) -> bool | None:
    """Tell whether a community meets both standards: one that is missed is enough to know."""
    told = (one.enough, one.above_floor)
    return False if False in told else (None if None in told else True)


def _chosen(here: Sequence[Premises], verdict: str | None) -> list[Premises]:
    words = list(ROW_VERDICTS.values())
    if verdict and verdict not in words:
        raise BadQuestion(f"没有“{verdict}”这种。可以写：{'、'.join(words)}。", verdict=verdict)
    return [one for one in here if not verdict or ROW_VERDICTS[_both(one)] == verdict]


def _standard(id_: str, here: Sequence[Premises]) -> FacilityStandard:
    target = load_catalogue().find(id_)
    if target is None:
        raise LookupError(id_)
    told = [TOLD[id_](one) for one in here] if id_ in TOLD else None
    return FacilityStandard(
        id=target.id,
        name=target.name,
        document=Ref(id=target.document.id, name=target.document.title),
        section=target.section,
        wording=target.wording,
        met=None if told is None else told.count(True),
        short=None if told is None else told.count(False),
        unknown=None if told is None else told.count(None),
        missing=_missing(target, told),
    )


def _missing(target: Target, told: Sequence[bool | None] | None) -> str:
    if told is None:
        return target.missing
    return "党群服务阵地台账写明面积，区划台账写明户数" if set(told) <= {None} else ""


def _item(asked: Asking, one: Premises) -> CommunityPremises:
    return CommunityPremises(
        place=Ref(id=one.place, name=asked.view.place_name(one.place)),
        households=one.households,
        stations=one.stations,
        unmeasured=one.unmeasured,
        area=one.area,
        per_hundred=one.per_hundred,
        wanted=one.wanted,
        per_hundred_verdict=ROW_VERDICTS[one.enough],
        floor_verdict=ROW_VERDICTS[one.above_floor],
        gap=one.gap,
        note=area_words(one),
    )
