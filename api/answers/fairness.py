"""How a week is spread over communities, and what that costs, told in a sentence."""

import orjson

from api.schemas.weeks import Fairness
from graph_model.entities.match_run import MatchRun
from graph_model.percentages import share_words
from matching.sharing import Spread


def fairness_of(run: MatchRun) -> Fairness | None:
    """Return how a run is spread; nothing of a run that was made before this was worked out."""
    if run.spread is None:
        return None
    spread = Spread.from_plain(orjson.loads(run.spread))
    on = any(spread.returns) or spread.most_new > 0
    told = spread.to_plain() | {"returns": list(spread.returns)}
    return Fairness(sentence=_sentence(spread, on=on), on=on, **told)


def _sentence(spread: Spread, *, on: bool) -> str:
    served = f"有需要的 {spread.asked:,} 个社区里 {spread.served:,} 个本周有人去"
    if not on:
        return f"{served}；没有开启社区之间的公平，只按总分派。"
    return f"{served}，只看总分是 {spread.served_without:,} 个；{_cost(spread)}。"


def _cost(spread: Spread) -> str:
    """Say what spreading cost; weeks allocated in several steps may have gained by it."""
    if spread.given_up <= 0:
        return "没有为此让出总分"
    return f"为此让出总分的 {share_words(spread.given_up / spread.worth if spread.worth else 0.0, 2)}"
