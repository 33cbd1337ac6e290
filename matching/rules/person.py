"""Rules on the person: able to be asked, willing, of the right age, fit and insured."""

from __future__ import annotations

from typing import Final

import numpy as np

from matching.arrays import Bools, Small
from matching.problem import Inquiry
from matching.supply import AVAILABLE, PERSON, TEAM
from matching.verdict import (
    ARTICLE_15,
    ARTICLE_17,
    HOUSE_RULE,
    NO,
    PRIVACY,
    UNKNOWN,
    VOLUNTARY,
    YES,
    Finding,
    Pair,
    Rule,
)

ADULT: Final = 18
FRAIL_FROM: Final = 65
"""From this age on, fitness for dangerous service is asked about before anyone is sent."""
ASK: Final = 1
ARRANGE: Final = 3
STATUS_WORDS: Final = {
    "paused": "暂停服务",
    "moved_away": "已迁出",
    "deceased": "已去世",
    "cancelled": "已取消",
    "done": "已办结",
}


def _no_where(bad: Bools) -> Small:
    return np.where(bad, NO, YES).astype(np.int8)


class StatusRule(Rule):
    """On the register and available."""

    key, name, source = "status", "在册可用", HOUSE_RULE
    of_helper = True

    def judge(self, pair: Pair) -> Finding:
        """Look at the status."""
        status = pair.helper.status
        if status in AVAILABLE:
            return self.found(YES, "在册可用", facts={"状态": status})
        return self.found(NO, f"目前{STATUS_WORDS.get(status, '不可用')}", facts={"状态": status})

    def bulk(self, inquiry: Inquiry) -> Small | None:
        """Look at the column of statuses."""
        return _no_where(~inquiry.problem.helpers.available[inquiry.at])


class DoNotAssignRule(Rule):
    """Not marked as not to be assigned."""

    key, name, source = "do_not_assign", "未标记“不派”", HOUSE_RULE
    of_helper = True

    def judge(self, pair: Pair) -> Finding:
        """Look at the mark."""
        if pair.helper.do_not_assign:
            return self.found(NO, "已标记“不派”", facts={"标记": "不派"})
        return self.found(YES, "没有“不派”标记")

    def bulk(self, inquiry: Inquiry) -> Small | None:
        """Look at the column of marks."""
        return _no_where(inquiry.problem.helpers.do_not_assign[inquiry.at])


class ConsentRule(Rule):
    """A person has agreed to be asked; silence is not consent."""

    key, name, source = "consent", "本人同意", PRIVACY
    of_helper = True

    def judge(self, pair: Pair) -> Finding:
        """Look at what the person said."""
        if pair.helper.kind != "person":
            return self.found(YES, "非个人，无须本人同意")
        if pair.helper.consent is None:
            return self.found(UNKNOWN, "没有登记本人是否同意派件", "征得本人同意", ASK, facts={"同意": "未登记"})
        if not pair.helper.consent:
            return self.found(NO, "本人不同意派件", facts={"同意": "否"})
        return self.found(YES, "本人同意派件", facts={"同意": "是"})

    def bulk(self, inquiry: Inquiry) -> Small | None:
        """Look at the column of consents."""
        return inquiry.problem.helpers.consent[inquiry.at]


class RefusalRule(Rule):
    """Has not declined this very work before, and does not do it already."""

    key, name, source = "refusal", "未谢绝、未重复", VOLUNTARY

    def judge(self, pair: Pair) -> Finding:
        """Look for the work among those declined and those held."""
        if pair.demand.row.id in pair.helper.refused:
            return self.found(NO, "谢绝过这一件")
        if any(work == pair.demand.row.id for work, _ in pair.helper.commitments):
            return self.found(NO, "已经在做这一件")
        return self.found(YES, "没有谢绝过")

    def bulk(self, inquiry: Inquiry) -> Small | None:
        """Mark the few who declined or hold it."""
        helpers, work = inquiry.problem.helpers, inquiry.demand.row.id
        numbers = helpers.refused.get(work, ()) + helpers.engaged.get(work, ())
        if not numbers:
            return None
        answer = np.full(len(helpers), YES, np.int8)
        answer[list(numbers)] = NO
        return answer[inquiry.at]


class OrderRule(Rule):
    """Is not barred from this very work by staff."""

    key, name, source = "order", "工作人员没有定为不派", HOUSE_RULE

    def judge(self, pair: Pair) -> Finding:
        """Look for the pair among those that staff barred."""
        order = pair.problem.orders.barred.get(pair.demand.row.id, {}).get(pair.helper.id)
        if order is not None:
            return self.found(NO, order.sentence, "在岗位页撤销“不派”", ARRANGE)
        return self.found(YES, "工作人员没有定为不派")

    def bulk(self, inquiry: Inquiry) -> Small | None:
        """Mark the few who are barred."""
        barred = inquiry.problem.orders.barred.get(inquiry.demand.row.id, {})
        index = inquiry.problem.helpers.index
        numbers = [index[helper] for helper in barred if helper in index]
        if not numbers:
            return None
        answer = np.full(len(inquiry.problem.helpers), YES, np.int8)
        answer[numbers] = NO
        return answer[inquiry.at]


class AgeRule(Rule):
    """Within the ages the post asks for; of a birth year alone the age is known to one year."""

    key, name, source = "age", "年龄相适应", ARTICLE_15

    def judge(self, pair: Pair) -> Finding:
        """Compare the two ages the birth year allows with the limits."""
        row = pair.demand.row
        if pair.helper.kind != "person":
            return self.found(YES, "非个人，不看年龄")
        if pair.helper.birth_year is None:
            limited = row.min_age is not None or row.max_age is not None
            words = "有年龄要求，出生年份未登记" if limited else "没有年龄要求"
            return self.found(UNKNOWN if limited else YES, words, *(("登记出生年份", ASK) if limited else ()))
        oldest = pair.today.year - pair.helper.birth_year
        return self._compared(row.min_age, row.max_age, oldest)

    def _compared(self, least: int | None, most: int | None, oldest: int) -> Finding:
        limits = f"{least or ''}–{most or ''}岁" if least is not None or most is not None else "不限"
        facts = {"年龄": f"{oldest - 1}–{oldest}岁", "要求": limits}
        if (least is not None and oldest < least) or (most is not None and oldest - 1 > most):
            return self.found(NO, f"约{oldest}岁，要求{limits}", facts=facts)
        if (least is not None and oldest - 1 < least) or (most is not None and oldest > most):
            return self.found(UNKNOWN, f"约{oldest}岁，要求{limits}，生日未登记", "核实生日", ASK, facts=facts)
        if oldest - 1 < ADULT:
            return self.found(UNKNOWN, f"约{oldest}岁，未成年人须监护人同意", "征得监护人同意", ASK, facts=facts)
        return self.found(YES, f"约{oldest}岁，年龄合适", facts=facts)

    def bulk(self, inquiry: Inquiry) -> Small | None:
        """Compare the columns."""
        row, helpers = inquiry.demand.row, inquiry.problem.helpers
        born, limited = helpers.birth_year[inquiry.at], row.min_age is not None or row.max_age is not None
        oldest = np.int32(inquiry.today.year) - born
        least, most = row.min_age or 0, 999 if row.max_age is None else row.max_age
        unsure = (oldest - 1 < max(least, ADULT)) | (oldest > most)
        never = (oldest < least) | (oldest - 1 > most)
        known = np.where(never, NO, np.where(unsure, UNKNOWN, YES))
        answer = np.where(born > 0, known, UNKNOWN if limited else YES)
        answer[helpers.kind[inquiry.at] != PERSON] = YES
        return answer.astype(np.int8)


class FitnessRule(Rule):
    """Dangerous service asks about health before an elderly person is sent."""

    key, name, source = "fitness", "身体状况相适应", ARTICLE_15

    def judge(self, pair: Pair) -> Finding:
        """Ask only where the service is dangerous."""
        hazards, born = pair.demand.row.hazards, pair.helper.birth_year
        if not hazards or pair.helper.kind != "person":
            return self.found(YES, "没有登记危险因素" if not hazards else "非个人，由单位负责")
        if born is None:
            return self.found(
                UNKNOWN, f"涉及{hazards}，年龄未登记", "核实年龄和身体状况", ASK, facts={"危险因素": hazards}
            )
        if pair.today.year - born >= FRAIL_FROM:
            age = pair.today.year - born
            return self.found(UNKNOWN, f"涉及{hazards}，约{age}岁", "核实身体状况", ASK, facts={"危险因素": hazards})
        return self.found(YES, f"涉及{hazards}，年龄合适", facts={"危险因素": hazards})

    def bulk(self, inquiry: Inquiry) -> Small | None:
        """Compare birth years where the service is dangerous."""
        if not inquiry.demand.row.hazards:
            return None
        helpers = inquiry.problem.helpers
        born = helpers.birth_year[inquiry.at]
        ask = (born == 0) | (inquiry.today.year - born >= FRAIL_FROM)
        return np.where(ask & (helpers.kind[inquiry.at] == PERSON), UNKNOWN, YES).astype(np.int8)


class InsuranceRule(Rule):
    """Whoever is sent to dangerous service is insured before."""

    key, name, source = "insurance", "人身意外保险", ARTICLE_17
    asks = "work"

    def judge(self, pair: Pair) -> Finding:
        """Look at the post's insurance where it names a danger."""
        hazards, insured = pair.demand.row.hazards, pair.demand.row.insured
        if not hazards or pair.helper.kind not in ("person", "team"):
            return self.found(YES, "没有登记危险因素" if not hazards else "非志愿者个人，由单位负责")
        facts = {"危险因素": hazards}
        if insured is None:
            return self.found(UNKNOWN, f"涉及{hazards}，是否投保未登记", "核实本岗位是否投保", ASK, facts=facts)
        if pair.demand.uninsured:
            return self.found(NO, f"涉及{hazards}，尚未投保人身意外险", "为本岗位投保", ARRANGE, facts=facts)
        return self.found(YES, f"涉及{hazards}，已投保人身意外险", facts=facts)

    def bulk(self, inquiry: Inquiry) -> Small | None:
        """One answer for all volunteers."""
        row = inquiry.demand.row
        if not row.hazards or row.insured:
            return None
        answer = NO if inquiry.demand.uninsured else UNKNOWN
        return np.where(inquiry.problem.helpers.kind[inquiry.at] <= TEAM, answer, YES).astype(np.int8)
