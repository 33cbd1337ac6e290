"""Rules on when, where and how much: slots, clashes, reach, capacity on both sides, the window of a resource."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from graph_model.labels import ALL_SLOTS, slots_text
from matching import nearness
from matching.arrays import Small, day_number
from matching.problem import Inquiry
from matching.supply import REACH_STEPS, UNKNOWN_SLOTS
from matching.territories import DISTANCE_WORDS, UNKNOWN_DISTANCE
from matching.verdict import HOUSE_RULE, NO, UNKNOWN, VOLUNTARY, YES, Finding, Pair, Rule

ASK: Final = 1
FREE_A_SLOT: Final = 3
GO_FARTHER: Final = 4
WAIT: Final = 5
half_days = lru_cache(maxsize=4096)(slots_text)
"""Half-days in words; the same few weeks are asked for again and again."""
REACH_WORDS: Final = {"community": "本社区", "subdistrict": "本镇街", "district": "全区"}


class SlotsRule(Rule):
    """At least one half-day in common."""

    key, name, source = "slots", "时间对得上", VOLUNTARY
    speaks = True

    def judge(self, pair: Pair) -> Finding:
        """Compare the two weeks."""
        wanted, free = pair.demand.row.slots, pair.helper.slots
        if wanted is None:
            return self.found(YES, "时间不限")
        if free is None:
            return self.found(
                UNKNOWN, "空闲时间未登记", f"问{half_days(wanted)}是否有空", ASK, facts={"需要": half_days(wanted)}
            )
        facts = {"需要": half_days(wanted), "有空": half_days(free)}
        if wanted & free:
            return self.found(YES, f"{half_days(wanted & free)}有空", facts=facts)
        return self.found(NO, f"{half_days(wanted)}没有空", f"腾出{half_days(wanted)}", FREE_A_SLOT, facts=facts)

    def bulk(self, inquiry: Inquiry) -> Small | None:
        """Compare masks."""
        wanted = inquiry.demand.row.slots
        if wanted is None:
            return None
        free = inquiry.problem.helpers.slots[inquiry.at]
        known = np.where(free & np.int32(wanted), YES, NO)
        return np.where(free == UNKNOWN_SLOTS, UNKNOWN, known).astype(np.int8)


class ClashRule(Rule):
    """No half-day taken by what the helper already does."""

    key, name, source = "clash", "不与已有任务冲突", HOUSE_RULE
    speaks = True

    def judge(self, pair: Pair) -> Finding:
        """Take the busy half-days away from the common ones."""
        wanted = pair.demand.row.slots
        if wanted is None or not pair.helper.commitments:
            return self.found(YES, "没有时间冲突")
        common = wanted & (ALL_SLOTS if pair.helper.slots is None else pair.helper.slots)
        busy = 0
        for _, slots in pair.helper.commitments:
            busy |= slots or 0
        if common and not common & ~busy:
            words = half_days(common)
            return self.found(
                NO, f"{words}已有任务", f"调开{words}的已有任务", FREE_A_SLOT, facts={"已占": half_days(busy)}
            )
        if common and any(slots is None for _, slots in pair.helper.commitments):
            return self.found(UNKNOWN, "已有任务的时间未登记", "核实已有任务的时间", ASK)
        return self.found(YES, "没有时间冲突")

    def bulk(self, inquiry: Inquiry) -> Small | None:
        """Compare masks."""
        wanted, helpers = inquiry.demand.row.slots, inquiry.problem.helpers
        if wanted is None:
            return None
        free = helpers.slots[inquiry.at]
        common = np.where(free == UNKNOWN_SLOTS, ALL_SLOTS, free) & np.int32(wanted)
        taken = (common != 0) & (common & ~helpers.busy[inquiry.at] == 0)
        unsure = (common != 0) & helpers.busy_unknown[inquiry.at]
        return np.where(taken, NO, np.where(unsure, UNKNOWN, YES)).astype(np.int8)


class ReachRule(Rule):
    """Within how far the helper goes; beyond the own subdistrict only who says so."""

    key, name, source = "reach", "在服务范围内", VOLUNTARY

    def judge(self, pair: Pair) -> Finding:
        """Compare the distance with the reach."""
        far, reach = pair.distance, REACH_STEPS[pair.helper.reach]
        facts = {"距离": DISTANCE_WORDS[far], "范围": REACH_WORDS.get(pair.helper.reach or "", "未登记")}
        if far == UNKNOWN_DISTANCE:
            return self.found(UNKNOWN, "所在地未登记", "登记所在社区", ASK, facts=facts)
        if reach < 0 and far > 1:
            return self.found(UNKNOWN, f"{DISTANCE_WORDS[far]}，愿去多远未登记", "问愿不愿意去那里", ASK, facts=facts)
        if reach < 0 or far <= reach:
            return self.found(YES, DISTANCE_WORDS[far], facts=facts)
        words = REACH_WORDS[pair.helper.reach or ""]
        return self.found(
            NO, f"只服务{words}，{DISTANCE_WORDS[far]}", "扩大服务范围，或改派就近的事", GO_FARTHER, facts=facts
        )

    def bulk(self, inquiry: Inquiry) -> Small | None:
        """Look the territory up."""
        return nearness.within_reach(inquiry.problem, inquiry.demand.territory, inquiry.at)


class CapacityRule(Rule):
    """The helper can take one more."""

    key, name, source = "capacity", "还有余力", VOLUNTARY
    speaks = True
    of_helper = True

    def judge(self, pair: Pair) -> Finding:
        """Compare load and limit."""
        load, most = pair.helper.load, pair.helper.capacity
        facts = {"已承担": f"{load}件", "上限": f"{most}件"}
        if pair.helper.quantity is not None and pair.helper.quantity <= 0:
            return self.found(NO, "已经用完", "等待补充", WAIT, facts=facts)
        if load < most:
            return self.found(YES, f"本周已承担{load}件，上限{most}件", facts=facts)
        if most <= 0:
            return self.found(NO, "登记的上限是0件，不接任务", "问愿意承担几件，改上限", WAIT, facts=facts)
        return self.found(NO, f"本周已承担{load}件，上限{most}件，没有余力", "下周再派，或放宽上限", WAIT, facts=facts)

    def bulk(self, inquiry: Inquiry) -> Small | None:
        """Compare columns."""
        helpers = inquiry.problem.helpers
        full = helpers.load[inquiry.at] >= helpers.capacity[inquiry.at]
        return np.where(full | helpers.used_up[inquiry.at], NO, YES).astype(np.int8)


class VacancyRule(Rule):
    """The work still wants someone."""

    key, name, source = "vacancy", "仍有名额", HOUSE_RULE

    def judge(self, pair: Pair) -> Finding:
        """Look at seats, quantity and status."""
        row = pair.demand.row
        facts = {"名额": str(row.headcount), "已有": str(row.filled)}
        if not pair.demand.is_open:
            return self.found(NO, "这一件已不再需要", facts=facts)
        if pair.demand.seats > 0:
            return self.found(YES, "仍有名额", facts=facts)
        if row.kind == "need":
            return self.found(NO, "已有人承担，不再缺", facts=facts)
        told = f"{row.headcount}个名额已满" if row.headcount else "岗位没有设名额"
        return self.found(NO, told, "增加名额", WAIT, facts=facts)

    def bulk(self, inquiry: Inquiry) -> Small | None:
        """One answer for all."""
        if inquiry.demand.wanted:
            return None
        return np.full(inquiry.size, NO, np.int8)


class WindowRule(Rule):
    """Offered for the day asked about."""

    key, name, source = "window", "在可用期内", HOUSE_RULE
    of_helper = True

    def judge(self, pair: Pair) -> Finding:
        """Compare the day with the window."""
        start, end = pair.helper.window
        if start and start > pair.today:
            return self.found(NO, f"{start:%Y年%m月%d日}起才可用", "等到可用之日", WAIT)
        if end and end < pair.today:
            return self.found(NO, f"{end:%Y年%m月%d日}已到期", "与提供方续期", WAIT)
        return self.found(YES, f"可用到{end:%Y年%m月%d日}" if end else "可用期不限")

    def bulk(self, inquiry: Inquiry) -> Small | None:
        """Compare columns."""
        helpers, today = inquiry.problem.helpers, day_number(inquiry.today)
        end = helpers.window_until[inquiry.at]
        outside = (helpers.window_from[inquiry.at] > today) | ((end > 0) & (end < today))
        return np.where(outside, NO, YES).astype(np.int8)
