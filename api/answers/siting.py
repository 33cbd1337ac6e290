"""下一处设在哪里: the communities where one station more lets most households walk to one."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from api.answers.circle import circle_of, rule_of, share_within
from api.answers.targets import PERCENT, words_of
from api.asking import Asking
from api.schemas.circle import NextStationAnswer, SitedStation
from api.schemas.common import Ref
from graph_model.circle.coverage import BEYOND, Share
from graph_model.circle.siting import EXACT_SITES, GREEDY_SHARE, Best, Step, bounds, exact, greedy
from graph_model.circle.walking import spots_of
from graph_model.targets.residents import Circle, placed

STATIONS: Final = 5
MOST_STATIONS: Final = 10


class Choice(NamedTuple):
    """The candidates of a place and what is worked out of them: greedy steps, bounds, the best where looked for."""

    sites: Sequence[Mapping[str, Any]]
    unplaced: int
    coverable: int
    steps: Sequence[Step]
    bounds: Sequence[int]
    best: Sequence[Best] | None


def next_station_answer(asked: Asking, place: str | None = None, stations: int = STATIONS) -> NextStationAnswer:
    """Return where 1 … `stations` more stations help most, greedily and exactly.

    Raises
    ------
    UnknownPlace
        The place is not known, or not within the reader's scope.
    """
    number = asked.view.find_place(place, asked.scope)
    ref, circle = asked.view.place_ref(number, place), circle_of(asked)
    key = ("next stations", asked.scope.territory, ref.id, asked.today, stations)
    choice = asked.view.worked_out(key, lambda: _choice(circle, ref.id, stations))
    whole = share_within(circle, ref.id)
    return NextStationAnswer(
        place=ref,
        as_of=asked.today,
        rule=rule_of(circle.facts.walking),
        whole=whole,
        sites=len(choice.sites),
        unplaced=choice.unplaced,
        coverable=choice.coverable,
        guarantee=100 * GREEDY_SHARE,
        sentence=_sentence(choice),
        items=[_item(asked, choice, number, Share(whole.within, whole.beyond)) for number in range(len(choice.steps))],
    )


def _choice(circle: Circle, place: str, stations: int) -> Choice:
    sites, unplaced = candidates(circle, place)
    reach, weights = reach_and_weights(circle, place, sites)
    steps = greedy(reach, weights, stations)
    return Choice(
        sites=sites,
        unplaced=unplaced,
        coverable=int(weights[reach.any(axis=0)].sum()) if sites else 0,
        steps=steps,
        bounds=bounds(reach, weights, steps, len(steps)),
        best=_best(reach, weights, steps) if len(sites) <= EXACT_SITES else None,
    )


def _best(reach: NDArray[np.bool_], weights: NDArray[np.int64], steps: Sequence[Step]) -> list[Best]:
    sites = [step.site for step in steps]
    return [exact(reach, weights, number, sites[:number]) for number in range(1, len(sites) + 1)]


def candidates(circle: Circle, place: str) -> tuple[list[Mapping[str, Any]], int]:
    """List the communities without any station, by id, and count those of them that have no position."""
    facts = circle.facts
    have = {facts.at(one["place"], "community") for one in facts.stations}
    without = [
        one for one in facts.at_level("community") if one["id"] not in have and place in facts.chain_up(one["id"])
    ]
    sites = sorted((one for one in without if placed(one)), key=lambda one: str(one["id"]))
    return list(sites), len(without) - len(sites)


def reach_and_weights(
    circle: Circle, place: str, sites: Sequence[Mapping[str, Any]]
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Give which households beyond every station a station at each site would serve, shape (sites, stands), and them.

    Only households of the place count: another's are for its own question.
    """
    spots, numbers = circle.spots()
    here = [place in circle.facts.chain_up(circle.stands[number].community) for number in numbers]
    beyond = (circle.state[numbers] == BEYOND) & np.array(here, np.bool_)
    reach = circle.facts.walking.metres(spots_of(sites), spots) <= circle.reach
    return reach, np.where(beyond, circle.weights[numbers], 0)


def _item(asked: Asking, choice: Choice, number: int, now: Share) -> SitedStation:
    step, best = choice.steps[number], choice.best[number] if choice.best else None
    after = Share(now.within + step.total, now.beyond - step.total)
    top = best.bound if best else choice.bounds[number]
    return SitedStation(
        number=number + 1,
        place=_ref(asked, choice, step.site),
        gain=step.gain,
        total=step.total,
        share_words=words_of(after.percent, PERCENT),
        bound=min(choice.bounds[number], top),
        best=best.total if best else None,
        proven=best.proven if best else None,
        best_places=[_ref(asked, choice, site) for site in best.sites] if best else [],
        ratio=100 * step.total / top if top else None,
    )


def _ref(asked: Asking, choice: Choice, site: int) -> Ref:
    id_ = choice.sites[site]["id"]
    return Ref(id=id_, name=asked.view.place_name(id_))


def _sentence(choice: Choice) -> str:
    if not choice.sites:
        return "没有候选：每个社区都有阵地，或者没有登记位置。"
    if not choice.steps:
        return f"{len(choice.sites)} 个候选，再设也不会多一户走得到。"
    last, found = choice.steps[-1], choice.best
    words = f"逐处挑 {len(choice.steps)} 处，多 {last.total:,} 户走得到"
    if found is None:
        return f"{words}；候选多于 {EXACT_SITES} 个，没有精确求解，最多不超过 {choice.bounds[-1]:,} 户。"
    proof = "已证最好" if found[-1].proven else f"没有证完，最多不超过 {found[-1].bound:,} 户"
    return f"{words}；精确求解是 {found[-1].total:,} 户（{proof}）。"
