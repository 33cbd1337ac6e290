"""The proof that is kept of a finished run, checked anew and told step by step, with the worth of one more seat."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.asking import Asking
from api.schemas.evidence import StepProof
from graph_model.errors import NotFound
from graph_model.run_proofs import ProofUnreadable, get_proof
from matching.evidence import Evidence


@dataclass(frozen=True)
class KeptProof:
    """Steps as they are told, and by work what one more seat is worth at most."""

    steps: tuple[StepProof, ...]
    worths: Mapping[str, int]


def kept_proof(asked: Asking, run: str) -> KeptProof | None:
    """Return what is kept of a run, read and checked once for as long as the service runs.

    Nothing comes back of a run whose proof was not kept or cannot be read.
    """
    return asked.view.kept_for_good(("proof", run), lambda: _read(asked, run))


def _read(asked: Asking, run: str) -> KeptProof | None:
    try:
        steps = [Evidence.from_plain(one) for one in get_proof(asked.graph, run)]
    except (NotFound, ProofUnreadable):
        return None
    worths = {work: worth for step in steps for work, worth in step.seat_worths().items()}
    return KeptProof(tuple(_told(step) for step in steps), worths)


def _told(step: Evidence) -> StepProof:
    objective, bound, faults = step.objective - step.offset, step.bound - step.offset, step.faults()
    return StepProof(
        step=step.step,
        helpers=len(step.helpers),
        works=len(step.works),
        pairs=int((step.market.giver < len(step.helpers)).sum()),
        suggested=len(step.allocated()),
        objective=objective,
        bound=bound,
        gap=bound - objective,
        proved=bound == objective and not faults,
        faults=faults,
    )
