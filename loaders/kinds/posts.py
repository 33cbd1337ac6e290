"""Posts 岗位 of the person–post pool, with the skills and certificates they require."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

from collections.abc import Iterable, Sequence
from typing import Final

from graph_model.taxonomy import Skill, Taxonomy
from loaders import cleaning, links
from loaders.entry import Entry
from loaders.findings import Severity
from loaders.hours import hours
from loaders.kinds import everyday, items
from loaders.kinds.abilities import bare_skill, certificate_places, level_named
from loaders.kinds.base import PARTS, YES_NO, LedgerKind, col
from loaders.kinds.certified import certified
from loaders.kinds.spaced_skills import certificates_apart, skills_apart
from loaders.records import Record


def records(entry: Entry) -> Iterable[Record]:
    """Give a post with its place, category, required skills and those who hold it."""
    low, high = entry.get("ages", (None, None))
    started = items.start(
        entry, "Post", "headcount", "slots", "hours_per_week", "hazards", "insured", "beneficiaries", "urgency", "deadline",
        min_age=entry.get("min_age", low), max_age=entry.get("max_age", high),
    )  # fmt: skip
    if started is None:
        return ()
    post, place = started
    if entry.get("headcount") == 0:
        reason = "人数写的是 0，这个岗位算名额已满，匹配时不派人"
        entry.finding(Severity.WARNING, "headcount", reason, "还要人的，请写要几人；不要人了的，请在状态里写明")
    post.tie(links.POST_IN, place)
    items.tie_category(entry, post, links.POST_ABOUT)
    require(entry, post)
    return (post,)


def require(entry: Entry, record: Record) -> None:
    """Tie a work to the skills it asks for; a certificate column makes the skill it belongs to mandatory."""
    taxonomy = entry.job.taxonomy
    names, papers_named = _parted(taxonomy, dict.fromkeys(skills_apart(taxonomy, entry.get("skills", ()))))
    written = [
        taxonomy.certificate_name(words) for words in certificates_apart(taxonomy, entry.get("certificates", ()))
    ]
    certificates = list(dict.fromkeys((*written, *papers_named))) if papers_named else written
    skills = [taxonomy.find_skill(bare_skill(words)) for words in names]
    owners = _owners(taxonomy, skills, certificates)
    names, skills = (*names, *(one.label for one in owners)), [*skills, *owners]
    papers = certificate_places(skills, certificates)
    lost = [words for number, words in enumerate(certificates) if number not in papers.values()]
    if lost:
        advice = "请在专长要求里写明需要的技能"
        reason = "不知道这些证书属于哪项技能，未列为要求"
        entry.finding(Severity.WARNING, "certificates", reason, advice, "、".join(lost))
    for words in certificates:
        if words not in lost and words not in taxonomy.certificates:
            reason = "证书库里没有这种证书，已按原文列为要求，恐怕没有人符合"
            entry.finding(Severity.WARNING, "certificates", reason, "请核对名称，或改用证书库里的说法", words)
    for place, (words, skill) in enumerate(zip(names, skills, strict=True)):
        if skill is None:
            _report_unknown(entry, words)
            continue
        own = certificates[papers[place]] if place in papers else None
        required = entry.get("mandatory", own is not None)
        record.tie(_requires(record), skill.id, level=_level(entry, words), mandatory=required, certificate=own)


def _parted(taxonomy: Taxonomy, words: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
    """Part the skills a row asks for from the certificates it asks for among them: 持低压电工证."""
    skills: list[str] = []
    papers: list[str] = []
    for one in words:
        paper = None if taxonomy.find_skill(bare_skill(one)) else certified(taxonomy, one)
        skills += [] if paper else [one]
        papers += [paper.certificate] if paper else []
    return tuple(skills), papers


def _owners(taxonomy: Taxonomy, skills: Sequence[Skill | None], certificates: Iterable[str]) -> list[Skill]:
    """Skills that certificates belong to and the row does not name: whoever asks for the paper asks for the skill."""
    named = {skill.certificate for skill in skills if skill}
    found = (taxonomy.skill_of_certificate(words) for words in dict.fromkeys(certificates) if words not in named)
    return [skill for skill in found if skill]


def _report_unknown(entry: Entry, words: str) -> None:
    advice = "请改用技能库里的说法，或添加同义词"
    entry.finding(Severity.WARNING, "skills", "技能库里没有这个说法", advice, words, loaded_but="未列为要求")


def _requires(record: Record) -> links.LinkKind:
    return links.POST_REQUIRES if record.label == "Post" else links.NEED_REQUIRES


def _level(entry: Entry, words: str) -> int:
    said = words[len(bare_skill(words)) :] or str(entry.get("level", ""))
    return level_named(said) or 0


KIND: Final = LedgerKind(
    key="posts",
    name="岗位台账",
    order=60,
    label="Post",
    titles=("岗位", "岗位需求", "人岗", "人岗匹配", "设岗", "先锋岗"),
    columns=(
        *items.item_columns("岗位", "志愿者岗位", "先锋岗名称", "服务岗位", "志愿岗位", "任务标题", "岗位职责名称"),
        col("skills", "专长要求", "技能要求", "所需技能", "岗位技能", "要求技能", "专业要求", "任职要求", "岗位要求", "所需专长", "需要技能", "技能", "专长", read=PARTS),
        col("level", "技能等级", "等级要求", "等级", "技能等级要求", "最低等级"),
        col("certificates", "证书要求", "持证要求", "所需证书", "资格要求", "证书", "需持证书", "资质要求", read=PARTS),
        col("mandatory", "是否必须", "是否必备", "必须", "必备", "是否硬性要求", read=YES_NO),
        col("headcount", "拟认领数", "需求人数", "人数", "岗位人数", "招募人数", "岗位数", "名额", "需要人数", "拟招人数", "设岗人数", "岗位名额", "所需人数", "额定人数", read=items.headcount),
        col("filled", "已认领数", "现有人数", "已到岗人数", "在岗人数", kept=True),
        col("doing", "在岗人员", kept=True),
        col("proposed", "本周建议人员", kept=True),
        col("short", "还缺人数", kept=True),
        col("hours_per_week", "每周时长", "每周服务时长", "每周小时", "每周小时数", "周工时", "每周用时", "服务时长", read=hours),
        col("hazards", "风险", "风险提示", "危险因素", "作业风险", "风险说明", "安全风险", "危险性"),
        col("insured", "保险", "是否投保", "是否有保险", "是否购买保险", "意外险", "有无保险", "投保", "保险情况", read=YES_NO),
        col("ages", "年龄要求", "年龄", "年龄范围", "年龄限制", read=items.AGES),
        col("min_age", "最小年龄", "年龄下限", "最低年龄", read=cleaning.count),
        col("max_age", "最大年龄", "年龄上限", "最高年龄", read=cleaning.count),
        col("beneficiaries", "服务对象", "对象", "受益人群", "服务人群"),
        *items.timing_columns(),
    ),
    needs=(("title", "description"),),
    same=(("number", "title", "place"), ("title", "place")),
    records=records,
    everyday=everyday.POST,
)  # fmt: skip
