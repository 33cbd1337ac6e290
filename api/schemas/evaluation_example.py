"""The example of 学习与评估 that the contract shows: a district with few decisions yet, which says what is missing."""

from typing import Any, Final

from api.schemas.examples import COMMUNITY, DISTRICT_PLACE


def _figure(value: float | None, count: int, least: int) -> dict[str, Any]:
    return {
        "value": value,
        "low": None,
        "high": None,
        "count": count,
        "least": least,
        "missing": max(0, least - count),
    }


NOT_TOLD: Final = _figure(None, 0, 30)
TRIAL: Final = {
    "top": [{"k": k, "share": NOT_TOLD, "by_chance": None} for k in (1, 3, 5)],
    "pairs": NOT_TOLD,
    "regret": NOT_TOLD,
    "brier": _figure(None, 0, 100),
    "reliability": [],
}
ACCEPTANCE: Final = {
    "accepted": 9,
    "declined": 3,
    "share": {"value": 0.75, "low": 0.467695, "high": 0.911058, "count": 12, "least": 10, "missing": 0},
}
EVALUATION: Final = {
    "place": DISTRICT_PLACE,
    "week": "2026-W47",
    "weeks": ["2026-W46", "2026-W47"],
    "suggestions": 3_412,
    "enough": {
        "reached": False,
        "weeks": 1,
        "accepted": 9,
        "declined": 3,
        "least_weeks": 4,
        "least_each": 110,
        "missing_weeks": 3,
        "missing_accepted": 101,
        "missing_declined": 107,
        "sentence": "决定还太少，不学，用写明的权重。还差：有决定的周 3 周，采纳的 101 条，因不合适而未采纳的 107 条。",
    },
    "acceptance": {"id": "", "label": "全部", **ACCEPTANCE},
    "by_category": [{"id": "category-electrical-plumbing", "label": "水电维修", **ACCEPTANCE}],
    "by_subdistrict": [{"id": "330106008000", "label": "翠苑街道", **ACCEPTANCE}],
    "reasons": [{"reason": "距离太远", "count": 3, "speaks_of": ["就近", "双报到与结对"]}],
    "served": _figure(0.04, 201, 1),
    "load_gini": _figure(None, 9, 30),
    "stability": [{"before": "2026-W46", "week": "2026-W47", "again": _figure(0.93, 1_690, 1)}],
    "gaps": [{"week": "2026-W46", "share": 0.0}, {"week": "2026-W47", "share": 0.0}],
    "learnt_from": ["2026-W46"],
    "held_out": [],
    "present": TRIAL,
    "rates": [
        {
            "helper": {"id": "org-1", "name": f"样例·{COMMUNITY['name']}供电服务点"},
            "kind": "organisation",
            "kind_label": "单位",
            "accepted": 2,
            "decided": 2,
            "rate": 0.75,
            "low": 0.67,
            "high": 0.82,
        }
    ],
    "weights": {
        "number": 0,
        "adopted": [],
        "weights": [{"key": "trade", "label": "专业对口", "points": 250_000, "documented": 250_000}],
        "proposals": [],
    },
}
