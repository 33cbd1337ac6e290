"""The rule on the kind of work as a whole, where no single skill is mandatory."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from graph_model.entities.candidates import HeldSkill
from graph_model.taxonomy import Category, Taxonomy, topics_set_apart
from matching import facets
from matching.arrays import Small
from matching.demand import Demand
from matching.duties import concern
from matching.problem import Inquiry
from matching.rules.ability import (
    ASK_TO_REGISTER,
    LEARN,
    LEVELS,
    PEOPLE,
    business,
    certificate_remedy,
    certificate_sentence,
    certificate_verdict,
    declares,
    skill_of,
)
from matching.skills_apart import skills_named, skills_of_tasks
from matching.text.functions import Concern
from matching.verdict import ARTICLE_16, NO, UNKNOWN, YES, Finding, Pair, Rule


class CategoryRule(Rule):
    """The kind of work as a whole, where no single skill is mandatory; what the law licenses needs its certificate."""

    key, name, source = "category", "能做这类事", ARTICLE_16
    speaks = True

    def topic(self, demand: Demand) -> Hashable:
        """Return the kind of work, what of it and of the kind beside it is sought, and what does not count."""
        return demand.judged_by

    def judge(self, pair: Pair) -> Finding:
        """Judge by skills, certificates, declared kinds and past deeds."""
        if pair.demand.mandatory or pair.demand.category is None:
            return self.found(YES, "按必备技能判断" if pair.demand.mandatory else "没有限定类别")
        kinds = pair.problem.taxonomy.categories
        found = self._of_kind(pair, kinds[pair.demand.category])
        return found if pair.demand.aside is None else self._aside(pair, found, kinds[pair.demand.aside])

    def _of_kind(self, pair: Pair, kind: Category) -> Finding:
        licensed = kind.licence and kind.id != pair.demand.unlicensed
        found = self._licensed(pair, kind) if licensed else self._plain(pair, kind)
        return self._by_duty(pair, kind, found) if pair.helper.kind == "organisation" else found

    def _by_duty(self, pair: Pair, kind: Category, found: Finding) -> Finding:
        """Answer of a unit by what it is there for: just this is enough, other things alone are to be asked about.

        Who is there for other things and was merely seen at such work is no help.
        """
        sought = pair.demand.sought(kind.id)
        told = concern(pair.problem, pair.helper, sought) if sought.asked else Concern.WHOLE
        meant = sought.part.label if sought.part else pair.problem.taxonomy.categories[sought.kind].label
        if told == Concern.OWN and not sought.disputed:
            return found if found.verdict == YES else self.found(YES, f"按职能负责{meant}", facts={"类别": meant})
        if found.verdict == UNKNOWN and told == Concern.BESIDE and not self._is_registered(pair, kind):
            told_of = f"单位是“{pair.helper.name}”，没有登记{meant}方面的业务"
            return self.found(NO, told_of, f"登记{meant}方面的业务", LEARN, facts={"类别": meant})
        if found.verdict != YES or told >= facets.least_concern(sought) or self._fitting(pair, kind):
            return found
        told_of = f"单位是“{pair.helper.name}”，要的是{meant}，请核对"
        return self.found(UNKNOWN, told_of, f"问清能否做{meant}", ASK_TO_REGISTER, facts={"类别": meant})

    def _aside(self, pair: Pair, stated: Finding, kind: Category) -> Finding:
        """Judge by the kind the words plainly mean; whoever is known for the stated kind alone is to be asked."""
        meant = self._of_kind(pair, kind)
        if meant.verdict == YES or stated.verdict == meant.verdict == NO:
            return meant
        if stated.verdict == YES or meant.verdict == NO:
            told = f"{stated.sentence}，要做的像是{kind.label}，请核对"
            return self.found(UNKNOWN, told, f"问清能否做{kind.label}", ASK_TO_REGISTER, facts={"类别": kind.label})
        return meant

    def _plain(self, pair: Pair, kind: Category) -> Finding:
        proof = self._proof(pair, kind)
        if proof and not self._weak(pair, kind):
            return self.found(YES, proof, facts={"类别": kind.label})
        if kind.open and pair.helper.kind in PEOPLE and not pair.demand.sought(kind.id).of_trade:
            return self.found(YES, f"{kind.label}不限专业，愿意即可", facts={"类别": kind.label})
        if certified := self._certified_broader(pair, kind):
            return certified
        if proof:
            lacks = "只凭这几次还不能说会" if pair.helper.kind in PEOPLE else "业务范围没有写明"
            told, change = f"{proof}，{lacks}", f"问清能否做{kind.label}"
            return self.found(UNKNOWN, told, change, ASK_TO_REGISTER, facts={"类别": kind.label})
        return (
            self._beside(pair, kind)
            or self._broader(pair, kind)
            or self.found(
                NO,
                f"没有登记{kind.label}方面的技能或意愿",
                f"登记{kind.label}方面的技能",
                LEARN,
                facts={"类别": kind.label},
            )
        )

    def _is_registered(self, pair: Pair, kind: Category) -> bool:
        """Tell whether the kind, a narrower one or the one above it is declared, or a skill of it held."""
        kinds, taxonomy = (*self._family(pair, kind), kind.broader or ""), pair.problem.taxonomy
        serving = any(_serves(one.skill, kinds, taxonomy) for one in pair.helper.skills)
        return serving or declares(pair.helper, kinds, taxonomy)

    def _licensed(self, pair: Pair, kind: Category) -> Finding:
        proof = self._proof(pair, kind)
        family, taxonomy = self._family(pair, kind), pair.problem.taxonomy
        if pair.helper.kind not in PEOPLE and declares(pair.helper, family, taxonomy):
            told = f"{business(pair.helper, family, kind.label, taxonomy)}，由单位安排持证人员"
            return self.found(YES, told, facts={"类别": kind.label})
        shown = self._licences(pair, kind) if pair.helper.kind in PEOPLE else []
        if shown:
            return max(shown, key=lambda finding: finding.verdict)
        if proof and pair.helper.kind not in PEOPLE:
            told, change = f"{proof}，业务范围没有写明", f"问清能否派持证人员做{kind.label}"
            return self.found(UNKNOWN, told, change, ASK_TO_REGISTER, facts={"类别": kind.label})
        licences = "或".join(kind.licence)
        if proof:
            return self.found(
                UNKNOWN,
                f"{proof}，{licences}未登记",
                f"登记{licences}",
                ASK_TO_REGISTER,
                facts={"类别": kind.label, "证书": licences},
            )
        return (
            self._beside(pair, kind)
            or self._broader(pair, kind)
            or self.found(NO, f"{kind.label}须持{licences}，没有登记", f"考取{licences}", LEARN)
        )

    def _licences(self, pair: Pair, kind: Category) -> list[Finding]:
        named = ((held, pair.problem.taxonomy.certificate_name(held.certificate or "")) for held in pair.helper.skills)
        return [self._licence(pair, held, name) for held, name in named if name in kind.licence]

    def _licence(self, pair: Pair, held: HeldSkill, certificate: str) -> Finding:
        verdict = certificate_verdict(held, certificate, pair)
        sentence = certificate_sentence(held, certificate, verdict)
        return self.found(verdict, sentence, *certificate_remedy(certificate, verdict), facts={"证书": certificate})

    def _certified_broader(self, pair: Pair, kind: Category) -> Finding | None:
        """Take a valid certificate of the whole kind of work above this one for one that covers it."""
        names, tasks = pair.problem.taxonomy, skills_of_tasks(kind.broader or "")
        for held in self._of_broader(pair, kind) if pair.helper.kind in PEOPLE else ():
            if names.skill_id(held.skill) in tasks:
                continue
            certificate = names.certificate_name(held.certificate or "")
            if certificate and certificate_verdict(held, certificate, pair) == YES:
                told = certificate_sentence(held, certificate, YES)
                return self.found(YES, told, facts={"类别": kind.label, "证书": certificate})
        return None

    def _broader(self, pair: Pair, kind: Category) -> Finding | None:
        broader = pair.problem.taxonomy.categories.get(kind.broader or "")
        if not broader:
            return None
        held = self._of_broader(pair, kind)
        if not held and not declares(pair.helper, (broader.id,), pair.problem.taxonomy):
            return None
        known = f"会{skill_of(held[0], pair.problem.taxonomy)}" if held else f"登记的是{broader.label}"
        sentence = f"{known}，没有写明{kind.label}"
        return self.found(UNKNOWN, sentence, f"问清能否做{kind.label}", ASK_TO_REGISTER, facts={"类别": kind.label})

    def _of_broader(self, pair: Pair, kind: Category) -> list[HeldSkill]:
        """List the held skills that serve the kind of work above this one, and not only another part of it."""
        taxonomy, broader = pair.problem.taxonomy, (kind.broader or "",)
        return [one for one in pair.helper.skills if _serves(one.skill, broader, taxonomy)]

    def _family(self, pair: Pair, kind: Category) -> tuple[str, ...]:
        return pair.problem.taxonomy.with_narrower(kind.id)

    def _proof(self, pair: Pair, kind: Category) -> str | None:
        """Say what shows that a helper can do this kind of work: a skill, a deed, a word."""
        taxonomy = pair.problem.taxonomy
        held = self._telling(pair, kind)
        if held:
            best = max(held, key=lambda one: (_is_named(one, pair), one.level))
            label = skill_of(best, taxonomy)
            return f"自述会{label}" if best.level == 0 else f"会{label}（{LEVELS[best.level]}）"
        times = self._times(pair, kind)
        covering = self._covering(pair, kind)
        says = declares(pair.helper, covering, taxonomy)
        if says and pair.helper.kind not in PEOPLE:
            return business(pair.helper, covering, kind.label, taxonomy)
        if times and (times >= facets.ENOUGH_DEEDS or not says):
            sought = pair.demand.sought(kind.id)
            return f"做过{(kind if sought.simple else taxonomy.categories[sought.kind]).label}{times}次"
        return business(pair.helper, covering, kind.label, taxonomy) if says else None

    def _weak(self, pair: Pair, kind: Category) -> bool:
        """Tell whether deeds are all there is, and too few of them, or a unit's beside its business."""
        if declares(pair.helper, self._covering(pair, kind), pair.problem.taxonomy) or self._fitting(pair, kind):
            return False
        return pair.helper.kind not in PEOPLE or self._times(pair, kind) < facets.ENOUGH_DEEDS

    def _fitting(self, pair: Pair, kind: Category) -> list[HeldSkill]:
        """List the held skills of what is meant, and those of the kind as a whole, but for those of other parts."""
        taxonomy, sought = pair.problem.taxonomy, pair.demand.sought(kind.id)
        fitting, foreign = (*taxonomy.with_narrower(sought.kind), kind.id), sought.foreign
        serving = [one for one in pair.helper.skills if _serves(one.skill, fitting, taxonomy)]
        return [one for one in serving if taxonomy.skill_id(one.skill) not in foreign]

    def _telling(self, pair: Pair, kind: Category) -> list[HeldSkill]:
        """List the fitting skills; where anybody may serve, only those that bear on the work.

        Those are the ones it names, and those of just this kind, unless the kind says nothing of what is to be done:
        外语翻译 is 志愿服务, and no reason to keep order.
        """
        held = self._fitting(pair, kind)
        if not kind.open or pair.helper.kind not in PEOPLE or pair.demand.sought(kind.id).of_trade:
            return held
        just = () if kind.general else (pair.demand.sought(kind.id).kind,)
        return [one for one in held if _is_named(one, pair) or _serves(one.skill, just, pair.problem.taxonomy)]

    def _covering(self, pair: Pair, kind: Category) -> tuple[str, ...]:
        """List the kinds of work that cover what is meant when they are declared.

        Of one that declares but a part of the kind, nobody knows whether it does another, nor of one that declares the
        kind as a whole whether it does the part that is meant; what takes a trade is not shown by a wish. The words of
        a resource are compared beside this.
        """
        sought, parts = pair.demand.sought(kind.id), pair.problem.taxonomy.with_narrower
        if pair.helper.kind == "resource":
            return (*parts(sought.kind), kind.id)
        if sought.of_trade and pair.helper.kind in PEOPLE:
            return ()
        if sought.kind != kind.id:
            simple = sought.simple and pair.helper.kind in PEOPLE
            return (*parts(sought.kind), kind.id) if simple else parts(sought.kind)
        return (kind.id,) if sought.broad or pair.helper.kind == "organisation" else parts(kind.id)

    def _beside(self, pair: Pair, kind: Category) -> Finding | None:
        """Ask about a skill or business of another part of the kind than the one that is meant."""
        taxonomy, family = pair.problem.taxonomy, self._family(pair, kind)
        known = [f"会{skill_of(one, taxonomy)}" for one in pair.helper.skills if _serves(one.skill, family, taxonomy)]
        said = (*pair.helper.categories, *pair.helper.titled)
        declared = [one for one in said if taxonomy.category_ids.get(one) in family]
        kinds = [taxonomy.categories[taxonomy.category_ids[one]] for one in declared]
        known += [business(pair.helper, (one.id,), one.label, taxonomy) for one in kinds]
        times = _counted(pair, family)
        known += [f"做过{kind.label}{times}次"] if times else []
        if not known:
            return None
        meant = _part_meant(pair, kind)
        told = f"{known[0]}，没有写明{meant}"
        return self.found(UNKNOWN, told, f"问清能否做{meant}", ASK_TO_REGISTER, facts={"类别": meant})

    def _times(self, pair: Pair, kind: Category) -> int:
        """Count the deeds that show that what is meant can be done."""
        return _counted(pair, facets.deeds_that_show(pair.problem.taxonomy, pair.demand.sought(kind.id), kind.id))

    def bulk(self, inquiry: Inquiry) -> Small | None:
        """Look the kind up."""
        if inquiry.demand.mandatory or inquiry.demand.category is None:
            return None
        return facets.standing_for(inquiry.problem, inquiry.demand, inquiry.today)[inquiry.at]


def _is_named(held: HeldSkill, pair: Pair) -> bool:
    """Tell whether a work lists a skill or names it in its words."""
    row, skill = pair.demand.row, pair.problem.taxonomy.skill_id(held.skill)
    if any(one.skill == skill for one in pair.demand.requirements):
        return True
    known = pair.problem.taxonomy.skills.get(skill)
    return known is not None and skill in skills_named(f"{row.title} {row.description}", known.category)


def _counted(pair: Pair, kinds: Sequence[str]) -> int:
    names = pair.problem.taxonomy.category_ids
    return sum(deed.times for deed in pair.helper.deeds if names.get(deed.category) in kinds)


def _part_meant(pair: Pair, kind: Category) -> str:
    """Name the part of a kind of work that is meant; more exactly where the helper knows another part of that kind."""
    taxonomy, part, meant = pair.problem.taxonomy, pair.demand.part, pair.demand.sought(kind.id).kind
    if part is None or part.category != meant:
        return taxonomy.categories[meant].label
    exactly = part.trade or any(one.category == meant for one in topics_set_apart())
    exactly = exactly or any(_serves(one.skill, (meant,), taxonomy) for one in pair.helper.skills)
    return part.label if exactly else taxonomy.categories[meant].label


def _serves(skill: str, categories: Sequence[str], taxonomy: Taxonomy) -> bool:
    known = taxonomy.find_skill(skill)
    return known is not None and known.category in categories
