"""Whether a stored weekly run is what it claims: allowed, added up right, and not to be bettered step by step."""

from dataclasses import dataclass
from typing import Any

from api.asking import Asking
from graph_model.driver import Graph
from graph_model.entities.match_run import MatchRun
from graph_model.entities.suggestion import Suggestion
from graph_model.errors import NotFound
from graph_model.match_runs import MATCH_RUNS
from graph_model.run_proofs import ProofUnreadable, digest_of, get_proof
from graph_model.run_seals import find_seal
from graph_model.scope import Scope
from graph_model.whole_runs import whole_run
from matching.evidence import Evidence

UNREADABLE = "保存的证明读不出来：缺了一块，或被改过"
NOT_AS_SEALED = "保存的证明与生成时记下的摘要不符：组合、分数、名额、派法或价格被改过"
OTHER_INPUTS = "批次上写的输入摘要与生成时记下的不符"


@dataclass(frozen=True, slots=True)
class Checked:
    """The steps of a proof, each beside what is wrong with it, and what is wrong with the run as a whole.

    `digest` is that of the proof as it is kept now, empty where none can be read.
    """

    steps: tuple[tuple[Evidence, list[str]], ...] = ()
    whole: tuple[str, ...] = ()
    digest: str = ""

    def faults(self) -> list[str]:
        """Tell all that is wrong; nothing when the run is what it claims."""
        return [*(f"{step.step}：{fault}" for step, found in self.steps for fault in found), *self.whole]


def faults_of_run(graph: Graph, scope: Scope, run_id: str) -> list[str]:
    """Check a run from what is stored of it alone; nothing is returned when all stands.

    Raises
    ------
    NotFound
        There is no such run, or no proof was kept of it.
    """
    return check_run(graph, scope, MATCH_RUNS.get(graph, run_id)).faults()


def check_run(graph: Graph, scope: Scope, run: MatchRun) -> Checked:
    """Check a run from what is stored of it now: every step, the sums, the suggestions, and what was sealed of it.

    Raises
    ------
    NotFound
        No proof was kept of it.
    """
    try:
        steps, digest = _read(graph, run.id)
    except ProofUnreadable:
        return Checked(whole=(UNREADABLE,))
    checked = tuple((step, step.faults()) for step in steps)
    if any(found for _, found in checked):
        return Checked(checked, digest=digest)
    whole = (*_unsealed(graph, run, digest), *_sums(run, steps), *_moved(graph, scope, run.id, steps))
    return Checked(checked, whole, digest)


def _read(graph: Graph, run: str) -> tuple[list[Evidence], str]:
    """Read the proof that is kept of a run, step by step, and its digest.

    Raises
    ------
    NotFound
        None is kept of this run.
    ProofUnreadable
        What is kept is no proof.
    """
    kept = get_proof(graph, run)
    try:
        return [Evidence.from_plain(one) for one in kept], digest_of(kept)
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError) as error:
        raise ProofUnreadable(run) from error


def _unsealed(graph: Graph, run: MatchRun, digest: str) -> list[str]:
    """Compare what is kept with what the change feed says of it; nothing of a run made before that was written."""
    seal = find_seal(graph, run.id)
    if seal is None:
        return []
    return [NOT_AS_SEALED] * (seal.proof != digest) + [OTHER_INPUTS] * (seal.inputs != run.inputs)


def proven_steps(asked: Asking, run: str) -> tuple[Evidence, ...] | None:
    """Return the steps of a run whose proof stands, read and checked once; None where none stands."""
    return asked.view.kept_for_good(("steps", run), lambda: _proven(asked.graph, run))


def _proven(graph: Graph, run: str) -> tuple[Evidence, ...] | None:
    try:
        steps, digest = _read(graph, run)
    except (NotFound, ProofUnreadable):
        return None
    seal = find_seal(graph, run)
    stands = (seal is None or seal.proof == digest) and not any(step.faults() for step in steps)
    return tuple(steps) if stands else None


def _sums(run: MatchRun, steps: list[Evidence]) -> list[str]:
    beyond = sum(step.offset for step in steps)
    objective, bound = (sum(getattr(step, name) for step in steps) - beyond for name in ("objective", "bound"))
    claimed: list[tuple[str, Any, object]] = [
        ("总分", run.objective, objective),
        ("上界", run.bound, bound),
        ("“最优已证”", run.proved, objective == bound),
    ]
    return [f"批次上写的{name}是 {wrote}，证明里是 {right}" for name, wrote, right in claimed if wrote != right]


def _moved(graph: Graph, scope: Scope, run_id: str, steps: list[Evidence]) -> list[str]:
    """Compare the suggestions with what was allocated; decisions taken since change neither."""
    lines = whole_run(graph, scope, run_id)
    suggested = {(one.helper, one.work): _told(one) for one in lines if one.helper is not None}
    allocated = {pair: told for step in steps for pair, told in step.lines().items()}
    more, fewer = len(suggested.keys() - allocated.keys()), len(allocated.keys() - suggested.keys())
    both = suggested.keys() & allocated.keys()
    other = sum(suggested[pair][: len(allocated[pair])] != allocated[pair] for pair in both)
    found = [f"建议与证明不符：多出 {more} 条，缺 {fewer} 条"] if more or fewer else []
    return found + [f"有 {other} 条建议的数量、分数或半天与证明不符"] * (other > 0)


def _told(one: Suggestion) -> tuple[float, float, int]:
    """Tell units, score and half-day of a suggestion as a proof does; what is not counted is one unit."""
    return 1.0 if one.quantity is None else one.quantity, one.score, one.slots or 0
