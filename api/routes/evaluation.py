"""学习与评估: what came of past weeks, and the weights of the score."""

from fastapi import APIRouter

from api.answers.evaluation import evaluation_answer
from api.answers.evidence import evidence_answer
from api.answers.weights import weights_answer
from api.deps import Asked, AskedAnew
from api.schemas import EvaluationAnswer, WeightsAnswer
from api.schemas.evidence import EvidenceAnswer

router = APIRouter(tags=["学习与评估"])


@router.get("/evaluation", summary="以往的建议办得怎样，分数准不准")
def get_evaluation(asked: AskedAnew) -> EvaluationAnswer:
    """Tell what came of past weeks; a figure that rests on too little says how many are missing."""
    return evaluation_answer(asked)


@router.get("/evidence", summary="依据：证明、公平的代价、稳定")
def get_evidence(asked: Asked) -> EvidenceAnswer:
    """Tell why this week may be trusted: checked anew each time, fairness and its price, what changed and why."""
    return evidence_answer(asked)


@router.get("/weights", summary="分数的权重，和学到的权重")
def get_weights(asked: AskedAnew) -> WeightsAnswer:
    """List which weights hold and which were proposed; they are adopted by command alone."""
    return weights_answer(asked.graph, asked.view.stated)
