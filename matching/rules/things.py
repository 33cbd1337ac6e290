"""The rule on things: who gives or lends one says that it is this one."""

from __future__ import annotations

from typing import Final

import numpy as np

from graph_model.taxonomy import Taxonomy
from matching.arrays import Small
from matching.problem import Inquiry
from matching.things import (
    having,
    offers,
    silent,
    speaks_of,
    top_wanted,
    wanted_words,
)
from matching.verdict import HOUSE_RULE, UNKNOWN, YES, Finding, Pair, Rule

ASK: Final = 1
MONEY: Final = "元"


class ThingRule(Rule):
    """What is offered is what is asked for, as far as the words of both sides tell."""

    key, name, source = "thing", "给的是要的", HOUSE_RULE
    asks = "both"

    def judge(self, pair: Pair) -> Finding:
        """Compare the words of both sides."""
        taxonomy, wanted = pair.problem.taxonomy, wanted_words(pair.demand, pair.problem.taxonomy)
        if not wanted:
            return self._kind(pair, taxonomy)
        title, said = pair.demand.row.title, pair.problem.described.texts.get(pair.helper.id)
        facts = {"要的": title, "写的": said or "没有写"}
        if said is not None and offers(said, wanted):
            return self.found(YES, f"写明了有“{pair.helper.name}”", facts=facts)
        return self.found(UNKNOWN, _differs(pair, title), f"核对能否提供“{title}”", ASK, facts=facts)

    def _kind(self, pair: Pair, taxonomy: Taxonomy) -> Finding:
        """Look for what a resource and a need both speak of; without anything it is not known to be what is asked."""
        said = pair.problem.described.texts.get(pair.helper.id, "")
        title, top = pair.demand.row.title, top_wanted(pair.demand, taxonomy)
        if pair.helper.kind != "resource" or top is None:
            return self.found(YES, "没有指明要什么东西")
        if speaks_of(said, title, top):
            return self.found(YES, f"写明了“{pair.helper.name}”")
        return self.found(UNKNOWN, _differs(pair, title), f"核对能否用于“{title}”", ASK, facts={"要的": title})

    def bulk(self, inquiry: Inquiry) -> Small | None:
        """Look the words up."""
        wanted = wanted_words(inquiry.demand, inquiry.problem.taxonomy)
        if not wanted:
            return _bulk_of_kind(inquiry)
        return np.where(having(inquiry.problem, wanted)[inquiry.at], YES, UNKNOWN).astype(np.int8)


def _bulk_of_kind(inquiry: Inquiry) -> Small | None:
    """Judge resources by what they name."""
    top = top_wanted(inquiry.demand, inquiry.problem.taxonomy)
    if top is None:
        return None
    answer = np.full(inquiry.size, YES, np.int8)
    answer[silent(inquiry, top)] = UNKNOWN
    return answer


def _differs(pair: Pair, title: str) -> str:
    helper = pair.helper
    if helper.kind != "resource":
        return f"没有写明能提供什么，要的是“{title}”，请核对"
    if helper.unit == MONEY:
        return f"资源写的是“{helper.name}”，是钱款，要的是“{title}”，请核对能否用于购买"
    return f"资源写的是“{helper.name}”，要的是“{title}”，请核对"
