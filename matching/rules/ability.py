"""Rules on what a helper can do, skill by skill: required skills and certificates."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from functools import reduce
from typing import Final

import numpy as np

from graph_model.entities.candidates import HeldSkill, HelperRow
from graph_model.taxonomy import Taxonomy
from matching import facets
from matching.arrays import Small
from matching.demand import Demand, Requirement
from matching.problem import Inquiry, unit_of
from matching.text.functions import is_there_for
from matching.verdict import ARTICLE_15, ARTICLE_16, NO, UNKNOWN, YES, Finding, Pair, Rule

LEVELS: Final = ("自述", "初级", "中级", "高级")
PEOPLE: Final = ("person", "team")
ASK_TO_REGISTER: Final = 2
RENEW: Final = 4
RISE: Final = 6
LEARN: Final = 8


def month_of(day: date) -> str:
    """Write a day as staff write the end of a certificate."""
    return f"{day.year}年{day.month}月"


def held_of(helper: HelperRow, skill: str, taxonomy: Taxonomy) -> list[HeldSkill]:
    """List what a helper holds of one skill, whatever it is called there."""
    return [held for held in helper.skills if taxonomy.skill_id(held.skill) == skill]


def skill_label(skill: str, taxonomy: Taxonomy) -> str:
    """Say the name of a skill; one the taxonomy does not know goes by what it is called in the list."""
    known = taxonomy.skills.get(skill)
    return known.label if known else skill.removeprefix("skill-")


def skill_of(held: HeldSkill, taxonomy: Taxonomy) -> str:
    """Say the name of a held skill, whatever it is called in the list."""
    return skill_label(taxonomy.skill_id(held.skill), taxonomy)


def expires(certificate: str, taxonomy: Taxonomy) -> bool:
    """Tell whether a certificate has an end; one nobody listed is taken to have one."""
    return certificate not in taxonomy.lasting_certificates


def certificate_verdict(held: HeldSkill, certificate: str, pair: Pair) -> int:
    """Judge one held certificate on the day asked about."""
    if held.valid_until is None:
        return UNKNOWN if expires(certificate, pair.problem.taxonomy) else YES
    return YES if held.valid_until >= pair.today else NO


def certificate_sentence(held: HeldSkill, certificate: str, verdict: int) -> str:
    """Say what is known of a certificate."""
    if held.valid_until is None:
        return f"{certificate}在册，有效期未登记" if verdict == UNKNOWN else f"{certificate}，长期有效"
    end = month_of(held.valid_until)
    return f"{certificate}，{end}到期" if verdict == YES else f"{certificate}{end}已过期"


def declares(helper: HelperRow, categories: Sequence[str], taxonomy: Taxonomy) -> bool:
    """Tell whether a helper, or its very name, says they do one of these kinds of work."""
    return any(taxonomy.category_ids.get(name) in categories for name in (*helper.categories, *helper.titled))


def business(helper: HelperRow, categories: Sequence[str], kind: str, taxonomy: Taxonomy) -> str:
    """Say by what a helper declares one of these kinds of work: a wish, a business, or only the name it bears."""
    if not any(taxonomy.category_ids.get(name) in categories for name in helper.categories):
        return f"名称写明{kind}"
    return f"愿做{kind}" if helper.kind in PEOPLE else f"业务范围含{kind}"


def sends_licensed(helper: HelperRow, skill: str, taxonomy: Taxonomy) -> bool:
    """Tell whether a unit that declares the kind of a skill is taken to have people who may do it.

    Not of a part that the law licenses alone, as the lifts of 门锁电梯, unless the unit is there for just that.
    """
    known = taxonomy.skills.get(skill)
    return known is None or not taxonomy.is_licensed_part(known) or is_there_for(unit_of(helper), known)


def has_duty(helper: HelperRow, skill: str, taxonomy: Taxonomy) -> bool:
    """Tell whether a unit is there for just the part of a kind of work that the law licenses, declared or not."""
    known = taxonomy.skills.get(skill)
    if helper.kind != "organisation" or known is None or not taxonomy.is_licensed_part(known):
        return False
    return is_there_for(unit_of(helper), known)


def _lowest(findings: list[Finding]) -> Finding:
    return min(findings, key=lambda finding: finding.verdict)


def _lowest_column(columns: list[Small], inquiry: Inquiry) -> Small | None:
    return reduce(np.minimum, [column[inquiry.at] for column in columns]) if columns else None


class SkillRule(Rule):
    """Every mandatory skill at its level or above."""

    key, name, source = "skill", "所需技能与等级", ARTICLE_15
    speaks = True

    def topic(self, demand: Demand) -> Hashable:
        """Return the mandatory skills."""
        return demand.mandatory

    def judge(self, pair: Pair) -> Finding:
        """Judge each mandatory skill and tell the worst."""
        found = [self._one(pair, requirement) for requirement in pair.demand.mandatory]
        return _lowest(found) if found else self.found(YES, "没有规定必备技能")

    def _one(self, pair: Pair, wanted: Requirement) -> Finding:
        label = skill_label(wanted.skill, pair.problem.taxonomy)
        held = held_of(pair.helper, wanted.skill, pair.problem.taxonomy)
        if not held:
            return self._without(pair, wanted, label)
        level = max(one.level for one in held)
        facts = {"技能": label, "登记等级": LEVELS[level], "要求等级": LEVELS[wanted.level]}
        if level >= wanted.level:
            return self.found(YES, f"会{label}（{LEVELS[level]}）", facts=facts)
        if 0 in (one.level for one in held):
            return self.found(UNKNOWN, f"自述会{label}，等级未核实", f"核实{label}等级", ASK_TO_REGISTER, facts=facts)
        return self.found(
            NO,
            f"{label}为{LEVELS[level]}，要求{LEVELS[wanted.level]}",
            f"{label}提升到{LEVELS[wanted.level]}",
            RISE,
            facts=facts,
        )

    def _without(self, pair: Pair, wanted: Requirement, label: str) -> Finding:
        taxonomy = pair.problem.taxonomy
        kind = taxonomy.category_of_skill(wanted.skill)
        if has_duty(pair.helper, wanted.skill, taxonomy):
            return self.found(YES, f"按职能负责{label}", facts={"业务": label})
        if not kind or not declares(pair.helper, taxonomy.with_narrower(kind.id), taxonomy):
            return self.found(
                NO, f"没有登记{label}", f"学会并登记{label}", LEARN, facts={"技能": label, "登记等级": "无"}
            )
        if pair.helper.kind not in PEOPLE:
            told = business(pair.helper, taxonomy.with_narrower(kind.id), kind.label, taxonomy)
            if sends_licensed(pair.helper, wanted.skill, taxonomy):
                return self.found(YES, told, facts={"业务": kind.label})
            lacks, ask = f"{told}，没有写明有持证做{label}的人员", f"问清能否派持证人员做{label}"
            return self.found(UNKNOWN, lacks, ask, ASK_TO_REGISTER, facts={"业务": kind.label, "技能": label})
        return self.found(
            UNKNOWN, f"愿做{kind.label}，没有登记{label}", f"登记{label}及等级", ASK_TO_REGISTER, facts={"技能": label}
        )

    def bulk(self, inquiry: Inquiry) -> Small | None:
        """Take the worst over the mandatory skills."""
        columns = [facets.required(inquiry.problem, r, inquiry.today)[0] for r in inquiry.demand.mandatory]
        return _lowest_column(columns, inquiry)


class CertificateRule(Rule):
    """Every demanded certificate held and not expired."""

    key, name, source = "certificate", "持证且在有效期", ARTICLE_16
    speaks = True

    def topic(self, demand: Demand) -> Hashable:
        """Return the mandatory skills."""
        return demand.mandatory

    def judge(self, pair: Pair) -> Finding:
        """Judge each demanded certificate and tell the worst."""
        wanted = [(r, r.certificate) for r in pair.demand.mandatory if r.certificate]
        found = [self._one(pair, requirement, certificate) for requirement, certificate in wanted]
        return _lowest(found) if found else self.found(YES, "没有规定必备证书")

    def _one(self, pair: Pair, wanted: Requirement, certificate: str) -> Finding:
        held = held_of(pair.helper, wanted.skill, pair.problem.taxonomy)
        kind = pair.problem.taxonomy.category_of_skill(wanted.skill)
        if not held and has_duty(pair.helper, wanted.skill, pair.problem.taxonomy):
            return self.found(YES, f"由单位安排持{certificate}的人员", facts={"证书": certificate})
        if not held and kind and pair.helper.kind not in PEOPLE:
            family = pair.problem.taxonomy.with_narrower(kind.id)
            sends = sends_licensed(pair.helper, wanted.skill, pair.problem.taxonomy)
            if sends and declares(pair.helper, family, pair.problem.taxonomy):
                return self.found(YES, f"由单位安排持{certificate}的人员", facts={"证书": certificate})
        judged = [self._shown(pair, one, certificate) for one in held]
        missing = f"须持{certificate}，没有登记"
        unknown = self.found(UNKNOWN, missing, f"登记{certificate}", ASK_TO_REGISTER, facts={"证书": certificate})
        return max(judged, key=lambda finding: finding.verdict) if judged else unknown

    def _shown(self, pair: Pair, held: HeldSkill, certificate: str) -> Finding:
        name = pair.problem.taxonomy.certificate_name(held.certificate) if held.certificate else ""
        if name != certificate:
            sentence = f"{certificate}未登记" + (f"（登记的是{name}）" if name else "")
            return self.found(UNKNOWN, sentence, f"登记{certificate}", ASK_TO_REGISTER, facts={"证书": certificate})
        verdict = certificate_verdict(held, certificate, pair)
        sentence = certificate_sentence(held, certificate, verdict)
        return self.found(verdict, sentence, *certificate_remedy(certificate, verdict), facts={"证书": certificate})

    def bulk(self, inquiry: Inquiry) -> Small | None:
        """Take the worst over the demanded certificates."""
        wanted = [r for r in inquiry.demand.mandatory if r.certificate]
        return _lowest_column([facets.required(inquiry.problem, r, inquiry.today)[1] for r in wanted], inquiry)


def certificate_remedy(certificate: str, verdict: int) -> tuple[str | None, int]:
    """Say what would make a held certificate good, and how much that asks."""
    if verdict == YES:
        return None, 9
    return (f"登记{certificate}有效期", ASK_TO_REGISTER) if verdict == UNKNOWN else (f"复审{certificate}", RENEW)
