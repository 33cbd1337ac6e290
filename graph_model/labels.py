"""The one dictionary between the English terms of the code and the Chinese terms staff read and write."""

from collections.abc import Mapping
from enum import Enum
from typing import Final, TypeVar

from graph_model.entities import terms as t
from graph_model.slots import ALL_SLOTS, SLOTS, parse_slots, slot_words, slots_text
from graph_model.synonyms import SYNONYMS

__all__ = [
    "ALL_SLOTS",
    "CHINESE",
    "KIND_LABELS",
    "NODES",
    "SLOTS",
    "SYNONYMS",
    "TIES",
    "URGENCY",
    "chinese",
    "parse",
    "parse_slots",
    "slot_words",
    "slots_text",
]

Term = TypeVar("Term", bound=Enum)

CHINESE: Final[Mapping[type[Enum], Mapping[Enum, str]]] = {
    t.Level: {
        t.Level.DISTRICT: "区",
        t.Level.SUBDISTRICT: "镇街",
        t.Level.COMMUNITY: "社区",
        t.Level.COMPOUND: "小区",
        t.Level.GRID: "网格",
        t.Level.BUILDING: "楼道",
    },
    t.CommunityKind: {
        t.CommunityKind.RENAMED_VILLAGE: "纯翻牌型",
        t.CommunityKind.RENTED_UNMANAGED: "有出租无托管商品楼盘型",
        t.CommunityKind.RENTED_MANAGED: "有出租有托管商品楼盘型",
        t.CommunityKind.MIXED: "混合居住型",
        t.CommunityKind.COMMERCIAL: "纯商品房型",
        t.CommunityKind.OLD: "老旧小区型",
        t.CommunityKind.VERY_LARGE: "超大规模型",
    },
    t.CommunityModel: {
        t.CommunityModel.PILOT: "分类试点",
        t.CommunityModel.SHOWCASE: "示范点",
    },
    t.OrganisationKind: {
        t.OrganisationKind.AGENCY: "机关",
        t.OrganisationKind.PUBLIC_INSTITUTION: "事业单位",
        t.OrganisationKind.ENTERPRISE: "企业",
        t.OrganisationKind.SOCIAL_ORGANISATION: "社会组织",
        t.OrganisationKind.MASS_ORGANISATION: "群团组织",
        t.OrganisationKind.PROPERTY_COMPANY: "物业服务企业",
        t.OrganisationKind.OWNERS_COMMITTEE: "业委会",
        t.OrganisationKind.RESIDENTS_COMMITTEE: "居委会",
    },
    t.SocialCategory: {
        t.SocialCategory.CONVENIENCE: "便民服务",
        t.SocialCategory.CHARITY: "公益慈善",
        t.SocialCategory.SAFETY: "平安",
        t.SocialCategory.CULTURE: "文体兴趣",
        t.SocialCategory.OTHER: "其他",
    },
    t.PartyForm: {
        t.PartyForm.WORK_COMMITTEE: "大工委",
        t.PartyForm.JOINT_COMMITTEE: "大党委",
        t.PartyForm.BRANCH: "党支部",
        t.PartyForm.GROUP: "党小组",
        t.PartyForm.NEIGHBOUR_HUB: "邻里汇",
    },
    t.PartySetup: {
        t.PartySetup.SINGLE: "单建",
        t.PartySetup.JOINT: "联建",
        t.PartySetup.FUNCTIONAL: "功能型",
    },
    t.TeamKind: {
        t.TeamKind.VOLUNTEER: "志愿服务队",
        t.TeamKind.COMMUNITY_LIAISON: "组团联社",
        t.TeamKind.MEDIATION: "调解小组",
        t.TeamKind.GRID: "网格团队",
    },
    t.GovernanceForm: {
        t.GovernanceForm.LEAD_ORGANISATION: "牵头单位型",
        t.GovernanceForm.SHARED: "共商共治型",
        t.GovernanceForm.ADMINISTRATIVE: "行政统筹型",
    },
    t.Role: {
        t.Role.PARTY_MEMBER: "党员",
        t.Role.VOLUNTEER: "志愿者",
        t.Role.SOCIAL_WORKER: "社工",
    },
    t.Gender: {
        t.Gender.UNKNOWN: "未知",
        t.Gender.MALE: "男",
        t.Gender.FEMALE: "女",
        t.Gender.UNSTATED: "未说明",
    },
    t.Employment: {
        t.Employment.EMPLOYED: "在职",
        t.Employment.RETIRED: "退休",
        t.Employment.MOBILE: "流动",
    },
    t.PersonStatus: {
        t.PersonStatus.ACTIVE: "可安排",
        t.PersonStatus.PAUSED: "暂停",
        t.PersonStatus.MOVED_AWAY: "已迁出",
        t.PersonStatus.DECEASED: "已故",
    },
    t.RegistrationCapacity: {
        t.RegistrationCapacity.RESIDENCE: "居住地报到",
        t.RegistrationCapacity.WORKPLACE: "单位报到",
    },
    t.Reach: {
        t.Reach.COMMUNITY: "本社区",
        t.Reach.SUBDISTRICT: "本镇街",
        t.Reach.DISTRICT: "全区",
    },
    t.ListStatus: {
        t.ListStatus.DRAFT: "草拟",
        t.ListStatus.OPEN: "待对接",
        t.ListStatus.IN_PROGRESS: "进行中",
        t.ListStatus.DONE: "已完成",
        t.ListStatus.PAUSED: "暂停",
        t.ListStatus.CANCELLED: "已撤销",
    },
    t.NeedKind: {
        t.NeedKind.NEED: "需求",
        t.NeedKind.WISH: "微心愿",
    },
    t.SkillLevel: {
        t.SkillLevel.SELF_DECLARED: "自述",
        t.SkillLevel.JUNIOR: "初级",
        t.SkillLevel.MIDDLE: "中级",
        t.SkillLevel.SENIOR: "高级",
    },
    t.Verdict: {
        t.Verdict.YES: "符合",
        t.Verdict.UNKNOWN: "待核实",
        t.Verdict.NO: "不符合",
    },
    t.HelperKind: {
        t.HelperKind.PERSON: "个人",
        t.HelperKind.TEAM: "团队",
        t.HelperKind.ORGANISATION: "单位",
        t.HelperKind.RESOURCE: "资源",
    },
    t.WorkKind: {
        t.WorkKind.POST: "岗位",
        t.WorkKind.NEED: "需求",
        t.WorkKind.ASK: "问询",
    },
    t.ListKind: {
        t.ListKind.RESOURCE: "资源",
        t.ListKind.NEED: "需求",
        t.ListKind.PROJECT: "项目",
        t.ListKind.PROBLEM: "问题",
        t.ListKind.POST: "岗位",
        t.ListKind.WISH: "微心愿",
    },
    t.RunState: {
        t.RunState.RUNNING: "进行中",
        t.RunState.FINISHED: "已完成",
        t.RunState.UNDONE: "已撤销",
        t.RunState.STOPPED: "已停下",
        t.RunState.FAILED: "没有做完",
        t.RunState.UNDOING: "正在撤销",
    },
    t.Change: {
        t.Change.NEW: "新增",
        t.Change.SAME: "不变",
        t.Change.CHANGED: "调整",
        t.Change.GAP: "缺口",
    },
    t.CauseKind: {
        t.CauseKind.FIXED: "由工作人员指定",
        t.CauseKind.DECLINED: "上周的人没有被采纳",
        t.CauseKind.GONE: "上周的人已不在名册",
        t.CauseKind.UNFIT: "上周的人不再符合",
        t.CauseKind.UNSURE: "上周的人现在须核实",
        t.CauseKind.ELSEWHERE: "上周的人本周派往别处",
        t.CauseKind.OUTSCORED: "让给分数更高的人",
        t.CauseKind.LEFT_OUT: "上周的人本周没有派到这里",
        t.CauseKind.FOUND: "上周空着，本周派上了",
        t.CauseKind.STILL_OPEN: "上周也空着",
        t.CauseKind.FIRST_RUN: "首次生成，没有上周可比",
        t.CauseKind.MORE_SEATS: "名额多了",
        t.CauseKind.NEW_WORK: "上周没有要派这件事",
    },
    t.Decision: {
        t.Decision.PENDING: "待定",
        t.Decision.ACCEPTED: "已采纳",
        t.Decision.DECLINED: "未采纳",
    },
    t.DeclineReason: {
        t.DeclineReason.INCONVENIENT: "本人不便",
        t.DeclineReason.TIME: "时间不合适",
        t.DeclineReason.DISTANCE: "距离太远",
        t.DeclineReason.SKILL: "专业不对口",
        t.DeclineReason.ALREADY_COVERED: "已有人承担",
        t.DeclineReason.SITUATION_CHANGED: "情况已变化",
        t.DeclineReason.OTHER: "其他",
    },
    t.EventKind: {
        t.EventKind.ACCEPTED: "采纳建议",
        t.EventKind.DECLINED: "未采纳建议",
        t.EventKind.UNDONE: "撤回决定",
        t.EventKind.RUN_FINISHED: "完成本周匹配",
        t.EventKind.IMPORTED: "导入台账",
        t.EventKind.LIST_CHANGED: "清单变动",
        t.EventKind.WEIGHTS_CHANGED: "调整权重",
        t.EventKind.PIN_FIXED: "指定人选",
        t.EventKind.PIN_BARRED: "定为不派",
        t.EventKind.PIN_LIFTED: "撤销指定或不派",
        t.EventKind.MAPPING_KEPT: "改定台账各列",
        t.EventKind.LINEAGE_SETTLED: "定区划沿革",
        t.EventKind.MAPPING_TAKEN_BACK: "撤销台账各列的改定",
        t.EventKind.CODES_LOADED: "装入区划代码",
        t.EventKind.PERSONS_MERGED: "合并同一人",
        t.EventKind.MERGE_UNDONE: "撤销合并",
        t.EventKind.DOUBLE_JUDGED: "判定疑似同一人",
        t.EventKind.ALIAS_KEPT: "认定单位叫法",
        t.EventKind.ALIAS_TAKEN_BACK: "收回单位叫法",
        t.EventKind.RECORDS_TAKEN: "取用个人信息",
    },
    t.DoubleState: {
        t.DoubleState.PENDING: "待定",
        t.DoubleState.SAME: "是同一人",
        t.DoubleState.APART: "不是",
        t.DoubleState.LATER: "以后再说",
    },
    t.PinKind: {
        t.PinKind.FIXED: "指定",
        t.PinKind.BARRED: "不派",
    },
    t.Purpose: {
        t.Purpose.MATCHING: "供需对接",
        t.Purpose.LISTS: "清单管理",
        t.Purpose.REVIEW: "审核",
        t.Purpose.ANALYSIS: "统计分析",
        t.Purpose.ADMINISTRATION: "系统管理",
        t.Purpose.RECORDS: "出具服务记录",
        t.Purpose.CONTACT: "联系本人",
    },
}

KIND_LABELS: Final[Mapping[t.OrganisationKind, str]] = {
    t.OrganisationKind.AGENCY: "Agency",
    t.OrganisationKind.PUBLIC_INSTITUTION: "PublicInstitution",
    t.OrganisationKind.ENTERPRISE: "Enterprise",
    t.OrganisationKind.SOCIAL_ORGANISATION: "SocialOrganisation",
    t.OrganisationKind.MASS_ORGANISATION: "MassOrganisation",
    t.OrganisationKind.PROPERTY_COMPANY: "PropertyCompany",
    t.OrganisationKind.OWNERS_COMMITTEE: "OwnersCommittee",
    t.OrganisationKind.RESIDENTS_COMMITTEE: "ResidentsCommittee",
}

NODES: Final[Mapping[str, str]] = {
    "Territory": "地域",
    "Organisation": "单位",
    "PartyOrganisation": "党组织",
    "Team": "团队",
    "Alliance": "党建联盟",
    "Person": "人员",
    "Skill": "技能",
    "Category": "类别",
    "Resource": "资源",
    "Need": "需求",
    "Problem": "问题",
    "Project": "项目",
    "Post": "岗位",
    "Activity": "活动",
    "Whistle": "吹哨",
    "Visit": "走访",
    "Review": "评价",
    "MatchRun": "匹配批次",
    "RunProof": "最优证明",
    "Suggestion": "建议",
    "Station": "党群驿站",
    "Event": "变更记录",
    "ImportRun": "导入批次",
    "WeightSet": "权重",
    "Pin": "指定",
    "TargetValue": "目标周值",
    "LedgerMapping": "台账列的改定",
    "ImportStep": "导入步骤",
    "PersonDouble": "疑似同一人",
    "PersonMerge": "人员合并",
}

TIES: Final[Mapping[str, str]] = {
    "PART_OF": "隶属",
    "SUCCEEDED_BY": "并入",
    "LOCATED_IN": "所在地",
    "PAIRED_WITH": "结对共建",
    "RATES": "问卷评价",
    "MEMBER_OF": "成员",
    "COVERS": "覆盖",
    "LEADS": "牵头",
    "REPORTS_TO": "上级",
    "WORKS_FOR": "工作单位",
    "LIVES_IN": "居住地",
    "REGISTERED_AT": "报到",
    "SERVES": "服务",
    "HAS_SKILL": "技能",
    "RESPONSIBLE_FOR": "负责",
    "HOLDS_OFFICE": "任职",
    "OFFERS": "提供",
    "RAISES": "提出",
    "LEADS_TO": "转为需求",
    "SUPPORTS": "配合",
    "ADDRESSES": "解决",
    "USES": "使用",
    "REQUIRES": "要求",
    "IN": "位于",
    "FILLS": "承担",
    "ASSIGNED_TO": "认领",
    "DECLINED": "未采纳",
    "ABOUT": "类别",
    "TOOK_PART_IN": "参加",
    "FOR": "面向",
    "BLOWS": "吹哨",
    "CALLS": "报到部门",
    "MADE": "开展",
    "GIVES": "作出",
    "OF": "针对",
    "IN_RUN": "所属批次",
    "PROPOSES": "建议对象",
    "BROADER": "上位",
}

URGENCY: Final[Mapping[int, str]] = {1: "不急", 2: "一般", 3: "较急", 4: "紧急", 5: "特急"}


def chinese(term: Enum) -> str:
    """Give the Chinese word staff read for a term of `entities.terms`.

    Raises
    ------
    KeyError
        When the term has no word yet, which a test forbids.
    """
    return CHINESE[type(term)][term]


def parse(kind: type[Term], text: str) -> Term | None:
    """Find the term of `kind` that staff mean by a Chinese word, its synonym or its own English value."""
    word = text.strip()
    for member in kind:
        if word in (CHINESE[kind][member], str(member.value)):
            return member
    known = SYNONYMS.get(word)
    return known if isinstance(known, kind) else None
