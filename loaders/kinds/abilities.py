"""What a person can do: skills with levels and certificates, teams, stairways, kinds of work they would do."""
# ruff: noqa: E501 - tables stand on short lines

import difflib
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from graph_model.entities.terms import SkillLevel
from graph_model.taxonomy import Skill, Taxonomy
from loaders import cleaning, links
from loaders.entry import Entry
from loaders.findings import CellProblem, Severity
from loaders.kinds.certified import Certified, certified
from loaders.kinds.skills_told import SkillsTold
from loaders.kinds.spaced_skills import parted_by_blanks
from loaders.records import Record

LEVELS: Final = {
    "自述": SkillLevel.SELF_DECLARED, "爱好": SkillLevel.SELF_DECLARED, "初": SkillLevel.JUNIOR, "五级": SkillLevel.JUNIOR,
    "四级": SkillLevel.MIDDLE, "三级": SkillLevel.SENIOR, "二级": SkillLevel.SENIOR, "一级": SkillLevel.SENIOR,
    "中": SkillLevel.MIDDLE, "高": SkillLevel.SENIOR, "资深": SkillLevel.SENIOR, "技师": SkillLevel.SENIOR,
    "熟练": SkillLevel.MIDDLE, "一般": SkillLevel.JUNIOR, "专业": SkillLevel.SENIOR,
}  # fmt: skip
SAID_OF_SKILLS: Final = ("skills", "levels", "certificates", "valid_until", "verified_on")
"""Fields whose words together tell what a person can do."""
NEAR: Final = 0.5
NEAR_SHOWN: Final = 3
COMMON_FROM: Final = 3
"""Skills with a pair of characters from which on it tells none of them."""


def tie_abilities(entry: Entry, record: Record) -> None:
    """Tie a person to skills, teams and stairways; words that are no known skill stay on the record."""
    _tie_skills(entry, record)
    for team in entry.all_references("Team", "team"):
        record.tie(links.IN_TEAM, team)
    for words in entry.get("responsible_for", ()):
        found = entry.job.references.territory(
            words, next((one.end for one in record.links if one.kind is links.LIVES_IN), None)
        )
        if found.id is not None and not found.rest:
            record.tie(links.RESPONSIBLE_FOR, found.id)
        else:
            entry.finding(
                Severity.WARNING, "responsible_for", f"“{words}”没有登记，未建立联系", "请先导入小区、网格、楼道", words
            )
    if "wanted" in entry.values:
        record.props["wanted"] = "、".join(entry.values["wanted"])
        for words in entry.values["wanted"]:
            category = entry.job.taxonomy.find_category(words)
            record.tie(links.WILLING, category.id if category else None)


def _tie_skills(entry: Entry, record: Record) -> None:
    values = entry.values
    skills_told(entry.job.taxonomy, *(values.get(name, ()) for name in SAID_OF_SKILLS)).tell(entry, record)
    if note := entry.note():
        record.props["note"] = note


@lru_cache(maxsize=5_000)
def skills_told(taxonomy: Taxonomy, *said: tuple[str, ...]) -> SkillsTold:
    """Work out what the cells `SAID_OF_SKILLS` of a row say."""
    told = SkillsTold(taxonomy, parted_by_blanks(taxonomy, dict(zip(SAID_OF_SKILLS, said, strict=True))))
    named = _skill_names(told)
    names = (*named, *_proved_besides(told, named))
    skills = [skill_named(taxonomy, name) for name in names]
    own = _own_papers(taxonomy, names)
    certificates = [_standard_paper(taxonomy, one) for one in told.words["certificates"]]
    papers = certificate_places(skills, certificates, len(named))
    _keep_unheld(told, names, set(papers.values()), certified_here=bool(own))
    tied: set[str] = set()
    for place, (name, skill) in enumerate(zip(names, skills, strict=True)):
        if skill is None or skill.id in tied:
            continue
        tied.add(skill.id)
        level, written = _written_behind(name)
        paper = own.get(skill.id)
        held = _held(told, place, len(named), papers.get(place), written or (paper.certificate if paper else None))
        if paper and paper.until:
            held["valid_until"] = _day(told, "skills", paper.until)
        told.tie(links.HAS_SKILL, skill.id, level=_level(told, place, level) if place < len(named) else 0, **held)
    _tie_further_skills(told, names, tied)
    _place_unknown(told, [name for name, skill in zip(names, skills, strict=True) if name and skill is None])
    return told


def _tie_further_skills(told: SkillsTold, names: Sequence[str], tied: set[str]) -> None:
    """Tie a person to the other skills that a trade takes in, where the row does not name them itself."""
    for place, name in enumerate(names):
        for other in told.taxonomy.further_skills(bare_skill(name)) if name else ():
            if other.id not in tied:
                tied.add(other.id)
                told.tie(links.HAS_SKILL, other.id, level=_level(told, place, _written_behind(name)[0]))


@lru_cache(maxsize=20_000)
def skill_named(taxonomy: Taxonomy, words: str) -> Skill | None:
    """Find the skill some words name, be it by the certificate that proves it."""
    if not words:
        return None
    known = taxonomy.find_skill(bare_skill(words))
    by_paper = None if known else certified(taxonomy, words)
    return by_paper.skill if by_paper else known


def _own_papers(taxonomy: Taxonomy, names: Sequence[str]) -> dict[str, Certified]:
    """Give, by skill, the certificates that stand among the skills themselves."""
    found = (_own_paper(taxonomy, name) for name in names)
    return {one.skill.id: one for one in found if one}


@lru_cache(maxsize=20_000)
def _own_paper(taxonomy: Taxonomy, name: str) -> Certified | None:
    if not name or taxonomy.find_skill(bare_skill(name)) is not None:
        return None
    return certified(taxonomy, name)


def _place_unknown(told: SkillsTold, names: Sequence[str]) -> None:
    """Take a kind of work among the skills for one the person would do; keep what nobody knows and ask about it."""
    known = {name: told.taxonomy.find_category(bare_skill(name)) for name in names}
    for name, category in known.items():
        if category:
            told.tie(links.WILLING, category.id)
            reason = f"“{name}”是一类服务，不是一项技能，已记为愿意做的服务"
            told.finding(Severity.NOTE, "skills", reason, "会哪项技能也请写明，如 低压电工", name)
            continue
        near = near_skills(told.taxonomy, bare_skill(name))
        advice = f"是不是：{'、'.join(near)}？请核对" if near else "请改用技能库里的说法，或在技能库里添加同义词"
        told.finding(Severity.WARNING, "skills", f"技能库里没有“{name}”，已记在备注里", advice, name)
    if names:
        told.keep("skills", "、".join(names))


@lru_cache(maxsize=2_000)
def near_skills(taxonomy: Taxonomy, words: str) -> tuple[str, ...]:
    """Skills whose name or synonym is most like the words, those nearest only, in the order of the taxonomy.

    A pair of characters that many skills have (作业, 维修) makes two names no more alike by itself.
    """
    near = {name: _likeness(words, name) for name in taxonomy.skill_ids if _is_told_by_more(taxonomy, words, name)}
    best = max(near.values(), default=0.0)
    names = (one for skill in taxonomy.skills.values() for one in (skill.label, *skill.synonyms))
    return tuple(dict.fromkeys(one for one in names if near.get(one) == best))[:NEAR_SHOWN] if best >= NEAR else ()


def _likeness(words: str, name: str) -> float:
    """How alike two names are, 0 to 1: by their characters in order and in any order (辅导作业, 作业辅导), half each."""
    pair = difflib.SequenceMatcher(None, words, name)
    return (pair.ratio() + pair.quick_ratio()) / 2


def _is_told_by_more(taxonomy: Taxonomy, words: str, name: str) -> bool:
    """Whether two names share more than one pair of characters that many skills have."""
    shared = set(words) & set(name)
    return not any(shared <= set(pair) for pair in _pairs(words) & _pairs(name) & _common_pairs(taxonomy))


@lru_cache(maxsize=4)
def _common_pairs(taxonomy: Taxonomy) -> frozenset[str]:
    """Pairs of characters that stand in the names of many skills."""
    said = [set().union(*map(_pairs, (one.label, *one.synonyms))) for one in taxonomy.skills.values()]
    counts = Counter(pair for pairs in said for pair in pairs)
    return frozenset(pair for pair, count in counts.items() if count >= COMMON_FROM)


def _pairs(words: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(words)))


def _keep_unheld(told: SkillsTold, names: Sequence[str], held: set[int], *, certified_here: bool) -> None:
    """Tell of certificates no skill of the row has, and of dates without certificate; the note keeps their words."""
    certificates, dates = told.words["certificates"], told.words["valid_until"]
    if not certificates and not any(dates):
        return
    unheld = [place for place, words in enumerate(certificates) if words and place not in held]
    if unheld:
        words = "、".join(certificates[place] for place in unheld)
        advice = "请在技能一列写上这个证书对应的技能，或在技能库里添加同义词"
        reason = "证书没有对应的技能，没有登记为证书，已记在备注里"
        told.finding(Severity.WARNING, "certificates", reason, advice, words)
        told.keep("certificates", words)
    left = [dates[place] for place in unheld if place < len(dates)]
    if not certificates and not certified_here and not any(_written_behind(name)[1] for name in names):
        left = list(dates)
        if any(left):
            reason, advice = "有证书有效期，却没有写证书，已记在备注里", "请补上证书名称"
            told.finding(Severity.NOTE, "valid_until", reason, advice)
    for words in filter(None, left):
        told.keep("valid_until", "、".join(left))
        _day(told, "valid_until", words)


def _skill_names(told: SkillsTold) -> tuple[str, ...]:
    named, taxonomy = told.words["skills"], told.taxonomy
    if named:
        return named
    return tuple(one for one in told.words["certificates"] if taxonomy.find_skill(bare_skill(one)))


def _proved_besides(told: SkillsTold, named: Sequence[str]) -> tuple[str, ...]:
    """Certificates that prove a skill the row does not name: who has a 电工证 can do what it says."""
    known = {skill_named(told.taxonomy, name) for name in named}
    proofs = ((words, certified(told.taxonomy, words)) for words in told.words["certificates"])
    return tuple(words for words, proof in proofs if proof and proof.skill not in known)


def _standard_paper(taxonomy: Taxonomy, words: str) -> str:
    """Give the standard name of a certificate, without the day written behind it."""
    proof = certified(taxonomy, words)
    return proof.certificate if proof else taxonomy.certificate_name(words)


def certificate_places(
    skills: Sequence[Skill | None], certificates: Sequence[str], named: int | None = None
) -> dict[int, int]:
    """Which certificate each skill has, place by place; only the first ``named`` skills are named by themselves.

    A certificate goes to the skill it belongs to; one that belongs to none of them to the skill in the same place when
    there are as many of both, else to the first skill left without.
    """
    found: dict[int, int] = {}
    rest = []
    for number, words in enumerate(certificates):
        own = (place for place, skill in enumerate(skills) if skill and skill.certificate == words)
        place = next((one for one in own if one not in found), None)
        if words and place is None:
            rest.append(number)
        elif words and place is not None:
            found[place] = number
    for number in rest:
        own_named = skills[:named]
        left = [place for place, skill in enumerate(own_named) if skill and place not in found]
        if len(own_named) == len(certificates):
            left = [number] if number in left else []
        if left:
            found[left[0]] = number
    return found


@lru_cache(maxsize=20_000)
def bare_skill(name: str) -> str:
    """Skill without what is written behind it in brackets."""
    return cleaning.text(
        name.split("（", maxsplit=1)[0].split("(", maxsplit=1)[0].split("：", maxsplit=1)[0].split(":", maxsplit=1)[0]
    )


@lru_cache(maxsize=20_000)
def _written_behind(name: str) -> tuple[int | None, str | None]:
    """Level and certificate written behind a skill: ``低压电工(高级)``, ``护理：护士执业证``."""
    behind = name[len(bare_skill(name)) :].strip("（）():：")
    if not behind:
        return None, None
    return level_named(behind), behind if "证" in behind else None


@lru_cache(maxsize=2_000)
def level_named(words: str) -> int | None:
    """Level that some words name, None when they name none."""
    return next((int(value) for key, value in LEVELS.items() if key in words), None)


def _level(told: SkillsTold, place: int, written: int | None) -> int:
    levels = told.words["levels"]
    words = levels[place] if place < len(levels) else (levels[0] if len(levels) == 1 else None)
    if written is not None or not words:
        return written or 0
    found = level_named(words)
    if found is None:
        told.finding(
            Severity.WARNING, "levels", f"认不出的技能等级“{words}”，按自述记", "可填：自述、初级、中级、高级", words
        )
    return found or 0


def _held(told: SkillsTold, place: int, skills: int, paper: int | None, written: str | None) -> dict[str, Any]:
    """Certificate and its dates for the skill at this place; ``paper`` is the place of its certificate."""
    if written is None and paper is None:
        return {}
    own = written or told.words["certificates"][paper or 0]
    proof = certified(told.taxonomy, own)
    behind = _day(told, "certificates", proof.until) if proof else None
    return {
        "certificate": _standard_paper(told.taxonomy, own),
        "valid_until": _date_of(told, "valid_until", place, skills, paper) or behind,
        "verified_on": _date_of(told, "verified_on", place, skills, paper),
    }


def _date_of(told: SkillsTold, name: str, place: int, skills: int, paper: int | None) -> date | None:
    """Date that stands in the place of the skill when there are as many as skills, else in that of the certificate."""
    dates = told.words[name]
    at = place if paper is None or (len(dates) == skills and place < skills) else paper
    return _day(told, name, dates[at] if at < len(dates) else "")


def _day(told: SkillsTold, name: str, words: str) -> date | None:
    """Date some words mean; words that are no date are told and kept in the note."""
    if words in {"", "长期", "永久", "长期有效"}:
        return None
    try:
        return cleaning.day(words)
    except CellProblem as problem:
        reason = f"{problem.reason}，已记在备注里"
        told.finding(Severity.WARNING, name, reason, problem.advice, words, mended=problem.mended)
        told.keep(name, words)
        return None
