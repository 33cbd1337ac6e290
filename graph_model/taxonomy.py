"""The one taxonomy of kinds of work, skills and certificates, with everyday words and what each kind of unit does."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

ENDINGS: Final = re.compile("(?:服务|资源|需求|项目|活动|事项)?(?:类别?|型|方面)?$")
"""What people put behind the name of a kind of work."""
NEAR_PARENT: Final = 0.8
"""Nearness of a kind of work to the broader kind it belongs to, either way."""
NEAR_SIBLING: Final = 0.35
"""Nearness of two kinds of work under the same broader kind."""


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of work.

    Attributes
    ----------
    open : bool
        Whether anyone willing can do it without a special skill.
    general : bool
        Whether its words say for whom or how rather than what is to be done, so that they yield to others beside them.
    licence : tuple of str
        Certificates of which the law asks one from whoever does it.
    synonyms, words, hints, examples : tuple of str
        Other names; everyday words that name the work; words that merely often go with it; sentences residents say.
    unless : tuple of str
        Words beside which its own mean something else in a name: a 宠物医院 does nothing for people's health.
    """

    id: str
    label: str
    broader: str | None
    open: bool = False
    licence: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    general: bool = False
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """What a text is about within one kind of work, finer than staff sort it: 用电维修 within 水电维修."""

    id: str
    label: str
    category: str
    words: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    skill: str | None = None
    """The skill, by id, without which the law lets nobody do it: 电梯 asks for 电梯维修; None where no law says so."""
    licensed: bool = True
    """Whether the certificates of its kind of work are asked for: those of 水电维修 are for 电, not for 水."""
    thing: bool = False
    """Whether who speaks of it speaks of a thing to be had: 学习用品."""
    trade: bool = False
    """Whether it takes a trade of its own, which neither a wish nor deeds of its kind of work show: 路面."""


@dataclass(frozen=True, slots=True)
class UnitFunction:
    """What one kind of unit does by statute or trade: `does` lists categories and topics by id, the main one first.

    No unit with a word of `unless` in its name is of this kind: a 宠物医院 is no 医院.
    """

    unit: str
    names: tuple[str, ...]
    does: tuple[str, ...]
    source: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill of a person.

    Attributes
    ----------
    category : str
        Id of the kind of work it serves.
    certificate : str or None
        The certificate whoever practises it must or usually does hold, in its standard name.
    expires : bool
        Whether that certificate has a date until which it is valid.
    law : str or None
        The law that asks for the certificate; None when it is only customary.
    """

    id: str
    label: str
    category: str
    certificate: str | None = None
    expires: bool = False
    law: str | None = None
    synonyms: tuple[str, ...] = ()


class Taxonomy:
    """Categories, skills and certificates, found by id, label or synonym."""

    def __init__(
        self, categories: Iterable[Category], skills: Iterable[Skill], certificates: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.categories: dict[str, Category] = {category.id: category for category in categories}
        self.skills: dict[str, Skill] = {skill.id: skill for skill in skills}
        self.certificates: dict[str, tuple[str, ...]] = dict(certificates)
        self.lasting_certificates: frozenset[str] = frozenset(
            skill.certificate for skill in self.skills.values() if skill.certificate and not skill.expires
        )
        self.category_ids = _names(self.categories.values())
        self.skill_ids = _names(self.skills.values())
        self._certificate_names = {
            other: name for name, others in self.certificates.items() for other in (name, *others)
        }
        self._also_called = _by_synonym(self.skills.values())
        self._narrower = {
            broad: tuple(narrow.id for narrow in self.categories.values() if narrow.broader == broad)
            for broad in self.categories
        }

    def find_category(self, name: str) -> Category | None:
        """Find a category by its id, label or a synonym."""
        return self.categories.get(self.category_ids.get(name.strip(), ""))

    def category_meant(self, words: str) -> Category | None:
        """Find the category that a list's own word for a kind of work means: 设施维修类, 教育培训服务, 治安巡逻.

        What stands at its end is left away; else the names within it tell, where all of them lie in one kind of work.
        """
        bare = words.strip()
        if found := self.find_category(bare) or self.find_category(ENDINGS.sub("", bare)):
            return found
        within = [name for name in self.category_ids if name in bare and name.isalpha() and not name.isascii()]
        longest = (one for one in within if not any(one != other and one in other for other in within))
        meant = {self.category_ids[one] for one in longest}
        tops = {self.top_of(one) for one in meant}
        if len(tops) != 1:
            return None
        return self.categories[meant.pop()] if len(meant) == 1 else tops.pop()

    def skill_id(self, name: str) -> str:
        """Give the id of a skill by any of its names; the name itself where nobody knows it."""
        return self.skill_ids.get(name, name)

    def find_skill(self, name: str) -> Skill | None:
        """Find a skill by its id, label or a synonym."""
        return self.skills.get(self.skill_ids.get(name.strip(), ""))

    def further_skills(self, name: str) -> tuple[Skill, ...]:
        """List the other skills that a name stands for too: who is a 水电工 mends pipes beside wires."""
        first = self.find_skill(name)
        return tuple(one for one in self._also_called.get(name.strip(), ()) if one is not first)

    def skill_of_certificate(self, name: str) -> Skill | None:
        """Find the skill a certificate belongs to, by any of its names: the first of several."""
        standard = self.certificate_name(name)
        return next((skill for skill in self.skills.values() if skill.certificate == standard), None)

    def only_skill_of_certificate(self, name: str) -> Skill | None:
        """Find the skill that a known certificate belongs to, None where it belongs to several or nobody knows it."""
        standard = self._certificate_names.get(name.strip())
        found = [skill for skill in self.skills.values() if standard and skill.certificate == standard]
        return found[0] if len(found) == 1 else None

    def certificate_name(self, name: str) -> str:
        """Return the standard name of a certificate, or the name as written when it is not known."""
        written = name.strip()
        return self._certificate_names.get(written, written)

    def category_of_skill(self, name: str) -> Category | None:
        """Find the kind of work a skill serves."""
        skill = self.find_skill(name)
        return self.categories[skill.category] if skill else None

    def is_licensed_part(self, skill: Skill) -> bool:
        """Tell whether the law licenses a skill within a kind of work that as a whole asks for no such certificate.

        Who declares the kind, as 门锁电梯, need not be one who may do this part of it, as 电梯维修.
        """
        asked = bool(skill.law and skill.certificate)
        return asked and skill.certificate not in self.categories[skill.category].licence

    def is_of_whole_kind(self, skill_id: str) -> bool:
        """Tell whether a skill goes by a name of its kind of work: 小区治理 is 社区治理, whatever part of it."""
        skill = self.skills[skill_id]
        kind = self.categories[skill.category]
        return not {skill.label, *skill.synonyms}.isdisjoint({kind.label, *kind.synonyms})

    def top_categories(self) -> tuple[Category, ...]:
        """List the categories that have no broader one, in the order of the users' own grouping."""
        return tuple(category for category in self.categories.values() if category.broader is None)

    def top_of(self, category_id: str) -> Category:
        """Return the top category above a category, itself when it is one."""
        category = self.categories[category_id]
        while category.broader:
            category = self.categories[category.broader]
        return category

    def with_narrower(self, category_id: str) -> tuple[str, ...]:
        """List the ids of a category and of all categories below it."""
        return (category_id, *self._narrower.get(category_id, ()))

    def told_by_title(self, title: str, declared: Iterable[str]) -> tuple[str, ...]:
        """List the kinds of work, narrower than the declared ones, that a title names: 专家义诊 under 医疗健康 is 义诊.

        Where nothing the taxonomy knows is declared, every kind the title names, the narrowest where several hold.
        """
        known = [self.category_ids[name] for name in declared if name in self.category_ids]
        beneath = [narrow for id_ in known for narrow in self._narrower.get(id_, ())] if known else self.categories
        told = {id_ for id_ in {*beneath} - {*known} if self._names_in(self.categories[id_], title)}
        return tuple(sorted(told - {self.categories[id_].broader for id_ in told}))

    @staticmethod
    def _names_in(kind: Category, title: str) -> bool:
        if kind.general or any(word in title for word in kind.unless):
            return False
        return any(name in title for name in (kind.label, *kind.synonyms, *kind.words))

    def nearness(self, one: str, other: str) -> float:
        """Measure how near two categories are: 1 the same, 0 strangers."""
        if one == other:
            return 1.0
        first, second = self.categories[one].broader, self.categories[other].broader
        if other == first or one == second:
            return NEAR_PARENT
        return NEAR_SIBLING if first and first == second else 0.0


def _names(things: Iterable[Category | Skill]) -> dict[str, str]:
    """Map every id, label and synonym to an id; a label wins over a synonym, the earlier synonym over the later."""
    listed = list(things)
    names = {name: thing.id for thing in reversed(listed) for name in reversed(thing.synonyms)}
    return names | {thing.label: thing.id for thing in listed} | {thing.id: thing.id for thing in listed}


def _by_synonym(skills: Iterable[Skill]) -> dict[str, tuple[Skill, ...]]:
    """Give by each synonym the skills that have it, in order."""
    found: dict[str, tuple[Skill, ...]] = {}
    for skill in skills:
        for name in dict.fromkeys(skill.synonyms):
            found[name] = (*found.get(name, ()), skill)
    return found


def _table(name: str) -> list[dict[str, str]]:
    text = (files("graph_model") / "taxonomy" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _category(row: Mapping[str, str]) -> Category:
    return Category(
        id=row["id"],
        label=row["label"],
        broader=row["broader"] or None,
        open=row["open"] == "yes",
        licence=_parts(row["licence"]),
        synonyms=_parts(row["synonyms"]),
        words=_parts(row["words"]),
        hints=_parts(row["hints"]),
        examples=_parts(row["examples"]),
        general=row["general"] == "yes",
        unless=_parts(row["unless"]),
    )


def _topic(row: Mapping[str, str]) -> Topic:
    return Topic(
        id=row["id"],
        label=row["label"],
        category=row["category"],
        words=_parts(row["words"]),
        hints=_parts(row["hints"]),
        examples=_parts(row["examples"]),
        skill=row["skill"] or None,
        licensed=row["licensed"] != "no",
        thing=row["thing"] == "yes",
        trade=row["trade"] == "yes",
    )


def _skill(row: Mapping[str, str]) -> Skill:
    return Skill(
        id=row["id"],
        label=row["label"],
        category=row["category"],
        certificate=row["certificate"] or None,
        expires=row["expires"] == "yes",
        law=row["law"] or None,
        synonyms=_parts(row["synonyms"]),
    )


@lru_cache(maxsize=1)
def load_taxonomy() -> Taxonomy:
    """Read the taxonomy that comes with the product; the same object on every call."""
    return Taxonomy(
        categories=[_category(row) for row in _table("categories.csv")],
        skills=[_skill(row) for row in _table("skills.csv")],
        certificates={row["certificate"]: _parts(row["synonyms"]) for row in _table("certificates.csv")},
    )


@lru_cache(maxsize=1)
def load_topics() -> tuple[Topic, ...]:
    """Read the topics within the kinds of work."""
    return tuple(_topic(row) for row in _table("topics.csv"))


@lru_cache(maxsize=1)
def topics_set_apart() -> tuple[Topic, ...]:
    """List the topics for which the law asks a skill of their own: 电梯, 燃气."""
    return tuple(one for one in load_topics() if one.skill)


@lru_cache(maxsize=1)
def skills_by_topic() -> Mapping[str, frozenset[str]]:
    """Map each topic, by id, to the skills of its kind of work that its own words name: 用水维修 to 水管维修."""
    skills = load_taxonomy().skills.values()
    words = {topic.id: {topic.label, *topic.words} for topic in load_topics()}
    return {
        topic.id: frozenset(
            one.id
            for one in skills
            if one.category == topic.category and not words[topic.id].isdisjoint({one.label, *one.synonyms})
        )
        for topic in load_topics()
    }


@lru_cache(maxsize=1)
def load_functions() -> tuple[UnitFunction, ...]:
    """Read what each kind of unit does, with the law or custom it rests on."""
    return tuple(
        UnitFunction(row["unit"], _parts(row["names"]), _parts(row["does"]), row["source"], _parts(row["unless"]))
        for row in _table("functions.csv")
    )


@lru_cache(maxsize=1)
def load_sentences() -> tuple[tuple[str, str], ...]:
    """Read what people say and staff write of each category or topic, as pairs of its id and a sentence."""
    return tuple((row["concept"], row["sentence"]) for row in _table("sentences.csv"))


@lru_cache(maxsize=1)
def load_asides() -> Mapping[str, tuple[str, ...]]:
    """Read what people say beside what they ask for: `before` it, `after` it, and `alone`, where they ask nothing."""
    rows = _table("asides.csv")
    return {kind: tuple(row["words"] for row in rows if row["kind"] == kind) for kind in ("before", "after", "alone")}
