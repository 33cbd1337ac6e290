"""Examples of whole answers, as the contract shows them; a test reads each back as the answer it stands for."""

from typing import Any, Final

from pydantic import ConfigDict

REPAIR_PART: Final = {"key": "skill", "label": "专业", "points": 420_000, "share": 0.42}
DISTRICT: Final = {"id": "330106000000", "name": "西湖区"}
STREET: Final = {"id": "330106008000", "name": "翠苑街道"}
COMMUNITY: Final = {"id": "330106008001", "name": "翠苑一区社区"}
DISTRICT_PLACE: Final = {**DISTRICT, "level": "district", "level_label": "区", "path": [DISTRICT]}
COMMUNITY_PLACE: Final = {
    **COMMUNITY,
    "level": "community",
    "level_label": "社区",
    "path": [DISTRICT, STREET, COMMUNITY],
}
WHERE: Final = {
    "helper": {
        "id": "person-1",
        "name": "样例·陈志强",
        "kind": "person",
        "kind_label": "个人",
        "tags": ["党员", "住翠苑一区社区"],
        "home": COMMUNITY,
        "slots": ["周六上午"],
        "free_capacity": 2,
        "capacity_sentence": "本周还能接 2 件",
    },
    "place": DISTRICT_PLACE,
    "counts": {"yes": 1, "unknown": 3, "no": 40},
    "works": [
        {
            "id": "post-1",
            "kind": "post",
            "kind_label": "岗位",
            "title": "水电维修岗",
            "place": COMMUNITY,
            "category": "物业维修",
            "eligibility": "符合",
            "score": 812_345,
            "parts": [REPAIR_PART],
            "reasons": ["低压电工证，2028年3月到期", "家在本社区"],
            "remaining": 1,
            "unit": "人",
            "slots": ["周六上午"],
            "distance_steps": 0,
        }
    ],
    "next_cursor": None,
    "week": "2026-W47",
}
WHY_NOT: Final = {
    "person": {"id": "person-4", "name": "样例·赵明海"},
    "post": {"id": "post-1", "name": "水电维修岗"},
    "eligibility": "不符合",
    "score": 391_000,
    "sentence": "要求持有低压电工证，他的证 2026年4月已过期。",
    "findings": [
        {
            "rule": "certificate",
            "label": "证书",
            "verdict": "不符合",
            "sentence": "要求持有低压电工证，他的证 2026年4月已过期",
            "source": "《志愿服务条例》第十六条",
        }
    ],
    "parts": [REPAIR_PART],
    "missing": [],
    "smallest_change": "复审低压电工证",
}
OVERVIEW: Final = {
    "place": DISTRICT_PLACE,
    "categories": [{"id": "category-repair", "label": "物业维修"}, {"id": "category-mediation", "label": "矛盾调解"}],
    "rows": [
        {
            "place": STREET,
            "cells": [
                {"can": 12, "free": 9, "asked": 4, "hole": False},
                {"can": 0, "free": 0, "asked": 1, "hole": True},
            ],
        }
    ],
    "holes": 1,
    "week": "2026-W47",
}
RUN: Final = {
    "id": "2026-W47:330106000000",
    "week": "2026-W47",
    "scope": "330106000000",
    "finished_at": "2026-11-16T06:02:11+08:00",
    "proved": True,
    "objective": 812_345,
    "bound": 812_345,
    "people": 5000,
    "posts": 212,
    "pairs": 88_000,
    "seconds": 3.2,
}
COUNTS: Final = {"suggestions": 1, "pending": 1, "accepted": 0, "declined": 0, "eligible_pending": 1}
CHANGES: Final = {"same": 0, "new": 1, "changed": 0, "gaps": 1}
SCARCE: Final = {
    "label": "持心理咨询师证的人",
    "have": 2,
    "wanted": 4,
    "sentence": "现在只有 2 名，算上本周建议都已排满；还有 4 处缺口",
    "blocked": [{"id": "post-2", "name": "心理关爱岗"}],
}
WEEK: Final = {
    "week": "2026-W47",
    "place": COMMUNITY_PLACE,
    "run": RUN,
    "communities": [
        {
            "place": COMMUNITY_PLACE,
            "suggestions": [
                {
                    "id": "2026-W47:330106000000:post-1:person-1",
                    "work": {
                        "id": "post-1",
                        "kind": "post",
                        "kind_label": "岗位",
                        "title": "水电维修岗",
                        "remaining": 1,
                        "unit": "人",
                    },
                    "helper": {"id": "person-1", "name": "样例·陈志强", "kind": "person", "kind_label": "个人"},
                    "verdict": "符合",
                    "score": 812_345,
                    "parts": [REPAIR_PART],
                    "reasons": ["低压电工证，2028年3月到期"],
                    "change": "新增",
                    "cause": "岗位是本周新登记的",
                    "decision": "待定",
                }
            ],
            "gaps": [
                {
                    "id": "2026-W47:330106000000:post-2:gap",
                    "work": {"id": "post-2", "kind": "post", "title": "心理关爱岗", "remaining": 1},
                    "helper": None,
                    "change": "缺口",
                    "why_not": "持证的 2 位本周都已排满",
                }
            ],
        }
    ],
    "counts": COUNTS,
    "changes": CHANGES,
    "scarce": [SCARCE],
    "next_cursor": None,
}
CERTIFICATE: Final = {
    "kind": "certificate",
    "title": "样例·孙立 的调解员证明天到期",
    "sentence": "不复审则下周 2 个岗位无人",
    "due": "2026-11-23",
    "days_left": 1,
    "subject": {"id": "person-5", "name": "样例·孙立"},
    "unlocks": 2,
}
DESK: Final = {
    "place": DISTRICT_PLACE,
    "week": "2026-W47",
    "today": "2026-11-22",
    "run": RUN,
    "counts": COUNTS,
    "changes": CHANGES,
    "due": [CERTIFICATE],
    "certificates": [CERTIFICATE],
    "to_verify": [],
    "overdue_needs": [],
    "gaps": [],
    "scarce": [SCARCE],
    "coverage": OVERVIEW,
    "totals": {"人员": 5000, "单位": 320, "社区": 230},
}
TO_VERIFY: Final = {
    "place": DISTRICT_PLACE,
    "week": "2026-W47",
    "only_gaps": True,
    "gaps": 433,
    "places": 760,
    "covering": 1,
    "covered": 1,
    "total": 1,
    "counts": [{"rule": "certificate", "label": "持证且在有效期", "facts": 1}],
    "items": [
        {
            "rule": "certificate",
            "label": "持证且在有效期",
            "subject": {"id": "person-5", "name": "样例·孙立"},
            "subject_kind": "person",
            "subject_label": "个人",
            "sentence": "低压电工证在册，有效期未登记",
            "remedy": "登记低压电工证有效期",
            "fills": 1,
            "more": 1,
            "matches": 12,
            "value": 812_345,
            "works": [{"id": "post-1", "name": "水电维修岗"}],
            "helpers": [],
        }
    ],
    "next_cursor": None,
}
CHEN: Final = {"id": "person-1", "name": "样例·陈志强"}
REPAIR_POST: Final = {"id": "post-1", "name": "水电维修岗"}
POOLED: Final = {
    "work": REPAIR_POST,
    "kind": "post",
    "kind_label": "岗位",
    "place": COMMUNITY,
    "category": "物业维修",
    "seats": 2,
    "filled": 1,
    "doing": [{"id": "person-2", "name": "样例·周晓燕"}],
    "proposed": [CHEN],
    "short": 0,
    "able": 9,
    "unsure": 4,
}
POOL: Final = {
    "place": DISTRICT_PLACE,
    "week": "2026-W47",
    "total": 1,
    "short": 0,
    "posts": [POOLED],
    "next_cursor": None,
}
POOL_POST: Final = {
    "post": POOLED,
    "place": COMMUNITY_PLACE,
    "week": "2026-W47",
    "slots": ["周六上午"],
    "why_short": None,
    "requires": ["低压电工（初级以上）", "低压电工证"],
    "alternatives": [
        {
            "helper": CHEN,
            "eligibility": "符合",
            "score": 812_345,
            "reasons": ["低压电工证，2028年3月到期"],
            "standing": "本周建议",
            "elsewhere": None,
            "advice": None,
        }
    ],
}
WHAT_IF: Final = {
    "supposed": ["“水电维修岗”的名额由 2 改为 3"],
    "sentence": "会新派 1 件，补上 1 处缺口。各条分数合计多 612,300 分。",
    "score": 612300,
    "gained": [{"work": REPAIR_POST, "helper": CHEN, "reasons": ["低压电工证，2028年3月到期"]}],
    "lost": [],
    "filled": [{"work": REPAIR_POST, "helper": None, "reasons": []}],
    "opened": [],
    "proved": True,
}


def shown_as(example: dict[str, Any]) -> ConfigDict:
    """Return the settings of an answer whose contract shows an example."""
    return ConfigDict(frozen=True, extra="forbid", json_schema_extra={"example": example})
