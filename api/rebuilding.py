"""A stored run made anew from what the graph holds, to tell whether its pairs, scores and limits are what they were."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from api.answers.proof import Checked
from api.freshness import release
from api.snapshot import Snapshot
from api.weekly import inputs_of, last_week
from graph_model.driver import Graph
from graph_model.entities.match_run import MatchRun
from graph_model.run_seals import find_seal
from matching.retelling import differences
from matching.weekly import plan_week

BY_SEAL: Final = "名单按所存核对，与生成时记下的摘要相符"
BY_ITSELF: Final = "名单按所存核对；这一批由以前的版本生成，没有记下摘要，名单有没有改过说不出"
CHANGED: Final = "输入此后有改动，不能重建"
ANEW: Final = "名单按图里的登记重算过，组合、分数和名额一处不差"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of making a run anew.

    Attributes
    ----------
    sentence : str
        What the list of pairs was checked against, in Chinese.
    possible : bool
        Whether it could be made anew at all: the same inputs are there, and the same release.
    faults : tuple of str
        Where the run is not what it comes to anew.
    """

    sentence: str
    possible: bool = True
    faults: tuple[str, ...] = ()


def rebuild(graph: Graph, snapshot: Snapshot, run: MatchRun, checked: Checked, explore: int) -> Rebuilt:
    """Plan the week of a run anew, where its inputs are still there, and compare what its steps were solved on.

    Parameters
    ----------
    checked : Checked
        The run as it was found without a fault from what is stored of it alone.
    """
    seal = find_seal(graph, run.id)
    if seal is None:
        return Rebuilt(BY_ITSELF, possible=False)
    if seal.release != release():
        told = f"{BY_SEAL}；程序已从 {seal.release} 换成 {release()}，不能照当时重建"
        return Rebuilt(told, possible=False)
    view, day = snapshot.current(), date.fromisoformat(seal.day)
    before = list(last_week(graph, view, view.scope(run.by or "", run.territory), run))
    if inputs_of(view, before, day, explore) != seal.inputs:
        return Rebuilt(f"{BY_SEAL}；{CHANGED}", possible=False)
    anew = plan_week(view.problem, day, before, explore).plan.evidence
    return Rebuilt(ANEW, faults=tuple(differences([step for step, _ in checked.steps], anew)))
