"""What is asked, as columns: works with their kinds, requirements, seats and times made ready for the matcher."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from graph_model.entities.candidates import WorkRow
from graph_model.taxonomy import (
    Category,
    Taxonomy,
    Topic,
    load_taxonomy,
    load_topics,
    skills_by_topic,
    topics_set_apart,
)
from matching.supply import AVAILABLE
from matching.territories import Territories
from matching.text import understand

SECOND_TOPIC: Final = 0.5
"""How much a further kind of work, understood from the words beside the stated one, counts at most."""
STATED_TOPIC: Final = 0.8
"""How much the stated kind counts where the words say more exactly which part of it is meant."""
SURELY_ASIDE: Final = 0.7
"""Share from which words that mean a kind of work beside the stated one are heeded: 公园休息椅 listed as 养老助残."""
TOPICS: Final = 3
NEED, POST, ASK = "need", "post", "ask"
TALK: Final = re.compile("宣传|知识|讲|培训|怎么用|会不会用|提醒|忘|代缴|缴费|充值|开户|巡查|劝")
"""Words of who wants to be told, reminded or helped with an errand: that is no repair."""
LEAST_LEVEL: Final = 1
"""Level of a skill the law asks for: more than one's own word."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A skill asked for, by id, with the certificate in its standard name where one is demanded."""

    skill: str
    level: int
    mandatory: bool
    certificate: str | None


@dataclass(frozen=True, slots=True)
class Demand:
    """One work made ready: `topics` are categories by id with weights in (0, 1], the first the one it is judged by."""

    row: WorkRow
    territory: int
    topics: tuple[tuple[str, float], ...]
    requirements: tuple[Requirement, ...]
    part: Topic | None = None
    """What the words are about within the kind of work they mean most."""
    aside: str | None = None
    """The kind of work, by id, that the words of a need plainly mean where it is no part of the stated one."""
    mandatory: tuple[Requirement, ...] = field(init=False)
    """The requirements without which nobody is eligible."""
    foreign_skills: tuple[str, ...] = field(init=False)
    """The skills, by id, that say nothing of what is meant though they are of its kind.

    Those the law sets apart for other parts: of 门禁对讲 those for 电梯 and 燃气. Those of other parts: 低压电工 is no
    proof for 用水维修, nor 开锁换锁 for 门禁对讲. Of a need whose words name no part of a broad kind, those of its
    parts: 烹饪 is 养老助残, and no proof for whatever an old person asks.
    """

    def __post_init__(self) -> None:
        object.__setattr__(self, "mandatory", tuple(one for one in self.requirements if one.mandatory))
        object.__setattr__(self, "foreign_skills", self._foreign_skills())

    @property
    def uninsured(self) -> bool:
        """Whether it is dangerous and its volunteers are known not to be insured: nobody may be sent, by law."""
        return bool(self.row.hazards) and self.row.insured is False

    @property
    def category(self) -> str | None:
        """The kind of work it is judged by, by id."""
        return self.topics[0][0] if self.topics else None

    @property
    def meant(self) -> str | None:
        """The kind of work the words mean: the stated one, or a narrower one where they say so."""
        heard = [topic for topic in self.topics if topic[0] != self.aside]
        return max(heard, key=lambda topic: topic[1])[0] if heard else None

    @property
    def unlicensed(self) -> str | None:
        """The kind of work, by id, whose certificates are not asked for: the words mean a part the law leaves free."""
        return self.part.category if self.part and not self.part.licensed else None

    def _foreign_skills(self) -> tuple[str, ...]:
        apart = tuple(one.skill for one in topics_set_apart() if one.skill and self._is_of_another_part(one))
        apart = (*apart, *_skills_of_other_topics(self.part)) if self.part else apart
        return (*apart, *_skills_of_parts(self.category)) if self._is_broad else apart

    @property
    def _is_broad(self) -> bool:
        return self.row.kind == NEED and self.meant == self.category

    def _is_of_another_part(self, topic: Topic) -> bool:
        """Tell whether a topic is beside the part that is meant, or the words mean a narrower kind than the topic's."""
        narrowed = topic.category == self.category and self.meant not in {None, self.category}
        return topic != self.part and (narrowed or (self.part is not None and topic.category == self.part.category))

    @property
    def seats(self) -> int:
        """How many helpers are still wanted; a counted need wants one at least for as long as it lacks units."""
        left = max(0, self.row.headcount - self.row.filled)
        if self.row.kind == NEED and self.row.quantity is not None:
            return max(1, left) if self.row.quantity > 0 else 0
        return left

    @property
    def wanted(self) -> bool:
        """Whether the work still waits for anyone."""
        return self.is_open and self.seats > 0

    @property
    def is_open(self) -> bool:
        """Whether the work still looks for anyone."""
        return self.row.status in AVAILABLE


@cache
def _skills_of_other_topics(part: Topic) -> tuple[str, ...]:
    """List the skills by which other parts of a kind of work are known; none where the law's certificate decides.

    A part that no skill is named for may be known by the skills of the whole kind: those that several parts share, and
    those that the kind itself is called by. Only what belongs to a single other part is none of its own.
    """
    if part.licensed and load_taxonomy().categories[part.category].licence:
        return ()
    own, beside = skills_by_topic()[part.id], [one for one in load_topics() if one.category == part.category]
    named = Counter(skill for one in beside for skill in skills_by_topic()[one.id])
    if own:
        return tuple(sorted(named.keys() - own))
    return tuple(sorted(skill for skill, parts in named.items() if parts == 1 and not _is_of_whole_kind(skill)))


def _is_of_whole_kind(skill: str) -> bool:
    """Tell whether a skill goes by a name of its kind of work: 小区治理 is 社区治理, whatever part of it."""
    taxonomy = load_taxonomy()
    known = taxonomy.skills[skill]
    kind = taxonomy.categories[known.category]
    return not {known.label, *known.synonyms}.isdisjoint({kind.label, *kind.synonyms})


@cache
def _skills_of_parts(category: str | None) -> tuple[str, ...]:
    """List the skills, by id, of the kinds of work below one."""
    taxonomy = load_taxonomy()
    parts = taxonomy.with_narrower(category)[1:] if category else ()
    return tuple(skill.id for skill in taxonomy.skills.values() if skill.category in parts)


def prepare(row: WorkRow, territories: Territories, taxonomy: Taxonomy) -> Demand:
    """Make a work ready: where it is, which kinds of work it means, what it requires."""
    topics, aside = _topics(row, taxonomy), _aside(row, taxonomy)
    topics = topics if aside is None else (*((id_, STATED_TOPIC) for id_, _ in topics[:1]), (aside, 1.0))
    part = topic_of(_words(row))
    return Demand(row, territories.number(row.territory), topics, _requirements(row, taxonomy), part, aside)


def _aside(row: WorkRow, taxonomy: Taxonomy) -> str | None:
    """Find the kind of work that the title of a need plainly means, far from the one it is listed under."""
    stated = taxonomy.find_category(row.category) if row.category and row.kind == NEED else None
    meant = understand(row.title)[:1] if stated else ()
    if stated is None or not meant or meant[0].share < SURELY_ASIDE:
        return None
    return None if taxonomy.top_of(meant[0].category) == taxonomy.top_of(stated.id) else meant[0].category


def _topics(row: WorkRow, taxonomy: Taxonomy) -> tuple[tuple[str, float], ...]:
    """Take the stated kind first; the words speak where nothing is stated, or where somebody typed them."""
    stated = taxonomy.find_category(row.category) if row.category else None
    stated = stated or _category_required(row, taxonomy)
    meant = [(meaning.category, meaning.share) for meaning in understand(_words(row))]
    if stated and row.kind != ASK:
        return _stated_or_part(stated, _narrower(stated, meant, taxonomy), topic_of(_words(row)), taxonomy)
    if not stated:
        best = meant[0][1] if meant else 1.0
        return tuple((category, share / best) for category, share in meant[:TOPICS])
    others = [(category, SECOND_TOPIC * share) for category, share in meant if category != stated.id]
    return ((stated.id, 1.0), *others[: TOPICS - 1])


def _stated_or_part(
    stated: Category, part: str | None, topic: Topic | None, taxonomy: Taxonomy
) -> tuple[tuple[str, float], ...]:
    """Judge by the stated kind, which may be known as a whole, unless the law licenses the part that is meant."""
    if part is None:
        return ((stated.id, 1.0),)
    if taxonomy.categories[part].licence and (topic is None or topic.licensed):
        return ((part, 1.0), (stated.id, STATED_TOPIC))
    return ((stated.id, STATED_TOPIC), (part, 1.0))


def _narrower(stated: Category, meant: Sequence[tuple[str, float]], taxonomy: Taxonomy) -> str | None:
    """Find the narrower kind that the words mean most, where a list states only the kind above it."""
    best = meant[0][0] if meant else stated.id
    return best if best in taxonomy.with_narrower(stated.id)[1:] else None


def _category_required(row: WorkRow, taxonomy: Taxonomy) -> Category | None:
    """Find the kind of work the first mandatory skill serves."""
    found = (taxonomy.category_of_skill(required.skill) for required in row.skills if required.mandatory)
    return next((category for category in found if category), None)


def _requirements(row: WorkRow, taxonomy: Taxonomy) -> tuple[Requirement, ...]:
    """Resolve the skills; a certificate the law asks for is demanded even where the post forgot it."""
    resolved = []
    for required in row.skills:
        skill = taxonomy.find_skill(required.skill)
        by_law = skill.certificate if skill and skill.law and required.mandatory else None
        named = taxonomy.certificate_name(required.certificate) if required.certificate else by_law
        resolved.append(Requirement(skill.id if skill else required.skill, required.level, required.mandatory, named))
    if not any(one.mandatory for one in resolved):
        resolved += _by_law(row, taxonomy)
    return tuple(resolved)


def _by_law(row: WorkRow, taxonomy: Taxonomy) -> list[Requirement]:
    """Ask for the skill without which the law lets nobody repair what the words are about: a lift, gas."""
    stated = taxonomy.find_category(row.category) if row.category else None
    topic = topic_of(row.title)
    if topic is None or topic.skill is None or row.kind == POST or TALK.search(row.title):
        return []
    if stated and topic.category not in taxonomy.with_narrower(stated.id):
        return []
    skill = taxonomy.skills[topic.skill]
    return [Requirement(skill.id, LEAST_LEVEL, mandatory=True, certificate=skill.certificate)]


def topic_of(words: str) -> Topic | None:
    """Find what some words are about within the kind of work they mean most."""
    about = understand(words)[:1]
    return next((one for one in load_topics() if about and one.label == about[0].topic), None)


def _words(row: WorkRow) -> str:
    return f"{row.title} {row.description}".strip()


@dataclass(frozen=True)
class Works:
    """Works made ready, in the order of their ids."""

    territories: Territories
    taxonomy: Taxonomy
    demands: tuple[Demand, ...]
    index: dict[str, int]

    @classmethod
    def from_rows(cls, rows: Iterable[WorkRow], territories: Territories, taxonomy: Taxonomy) -> Works:
        """Make every work ready; the order of the rows does not matter."""
        return cls.of([prepare(row, territories, taxonomy) for row in rows], territories, taxonomy)

    @classmethod
    def of(cls, demands: Iterable[Demand], territories: Territories, taxonomy: Taxonomy) -> Works:
        """Collect works made ready before."""
        ordered = tuple(sorted(demands, key=lambda demand: demand.row.id))
        return cls(territories, taxonomy, ordered, {demand.row.id: n for n, demand in enumerate(ordered)})

    def __len__(self) -> int:
        return len(self.demands)

    def patched(self, rows: Sequence[WorkRow], removed: Iterable[str] = ()) -> Works:
        """Replace some works, add new ones, remove others."""
        new = {row.id: prepare(row, self.territories, self.taxonomy) for row in rows}
        gone = set(removed) | set(new)
        kept = (demand for demand in self.demands if demand.row.id not in gone)
        return Works.of([*kept, *new.values()], self.territories, self.taxonomy)
