"""Examples of whole answers on proposed projects, as the contract shows them."""

from typing import Any, Final

from api.schemas.examples import COMMUNITY, DISTRICT, DISTRICT_PLACE, STREET

STREET_PLACE: Final = {**STREET, "level": "subdistrict", "level_label": "镇街", "path": [DISTRICT, STREET]}
PSYCHOLOGIST: Final = "持心理咨询师证的人"
PROPOSED: Final[dict[str, Any]] = {
    "place": DISTRICT_PLACE,
    "week": "2026-W47",
    "worked_out": True,
    "gaps": 433,
    "taken_up": 3,
    "single": 12,
    "total": 1,
    "lacking": None,
    "proved": True,
    "items": [
        {
            "id": "proposed-9b1c5c7e0f6a4d21",
            "title": "翠苑街道·心理疏导",
            "category": "心理疏导",
            "area": STREET_PLACE,
            "needs": 1,
            "posts": 1,
            "people": 1,
            "communities": 1,
            "grammar": "问题/需求/项目",
            "reasons": ["1 件需求、1 个岗位，都是“心理疏导”", "都在翠苑街道：翠苑一区社区"],
            "works": [
                {
                    "id": "need-1",
                    "kind": "need",
                    "kind_label": "需求",
                    "title": "高考前紧张得吃不下饭",
                    "place": COMMUNITY,
                    "lacking": 1,
                    "unit": "人",
                    "urgency": 4,
                    "deadline": None,
                    "beneficiaries": "学生",
                    "problems": [{"id": "problem-1", "name": "青少年心理问题增多，没有专业人员"}],
                }
            ],
            "parts": [
                {
                    "part": "skill",
                    "part_label": "专业",
                    "label": PSYCHOLOGIST,
                    "main": True,
                    "state": "缺",
                    "needed": 2,
                    "ready": 0,
                    "unverified": 1,
                    "missing": 1,
                    "sentence": "要 2 个名额，现在能派 0 个名额，核实后再有 1 个名额，还缺 1 个名额",
                    "holders": [
                        {
                            "id": "person-1",
                            "kind": "person",
                            "kind_label": "个人",
                            "name": "样例·陈志强",
                            "owner": "",
                            "units": 1,
                            "offered": "",
                            "eligibility": "待核实",
                        }
                    ],
                }
            ],
            "blocked_by": PSYCHOLOGIST,
            "standing": [{"id": "project-1", "name": "心理驿站"}],
        }
    ],
    "next_cursor": None,
}
BLOCKING: Final[dict[str, Any]] = {
    "place": DISTRICT_PLACE,
    "week": "2026-W47",
    "worked_out": True,
    "projects": 103,
    "ready": 4,
    "items": [
        {
            "part": "skill",
            "part_label": "专业",
            "label": PSYCHOLOGIST,
            "projects": 10,
            "alone": 10,
            "short": 67,
            "unverified": 17,
            "needs": 19,
            "posts": 52,
            "people": 35,
            "communities": 55,
            "value": 54_894_999,
            "sentence": "10 个项目卡在这里，其中 10 个只差这一样：差 67 个名额，关系到 55 个社区的19 件需求、52 个岗位",
            "examples": [{"id": "proposed-9b1c5c7e0f6a4d21", "name": "翠苑街道·心理疏导"}],
        }
    ],
}
