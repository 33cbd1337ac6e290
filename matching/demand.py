"""What is asked, as columns: works with their kinds, requirements, seats and times made ready for the matcher."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph_model.entities.candidates import WorkRow
from graph_model.taxonomy import Taxonomy, Topic, load_taxonomy, topics_set_apart
from matching.meant import ASK, NEED, POST, STATED_TOPIC, kind_aside, part_of, topic_of, topics_of, words_of_row
from matching.skills_apart import (
    of_kinds,
    skills_but,
    skills_named,
    skills_of_kind,
    skills_of_other_topics,
    skills_of_parts,
    skills_of_tasks,
)
from matching.supply import AVAILABLE
from matching.territories import Territories
from matching.text.acts import Act, act_of, skill_words

MEDIATION: Final = "category-mediation"
ASKED: Final = frozenset({NEED, ASK})
"""Works that somebody asks for in words of their own."""
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
class Sought:
    """What of a kind of work is asked for.

    Attributes
    ----------
    kind : str
        The kind of work that is meant, by id: the stated one or a narrower one.
    part : Topic or None
        What of that kind the words of a need or a question are about, of whatever kind where they ask for an answer;
        None for the whole of it.
    foreign : tuple of str
        Skills, by id, that say nothing of it.
    broad : bool
        Whether a need is of a kind with parts and its words name none of them.
    asked : bool
        Whether somebody asks for it in words, so that units are judged by what their kind is there for.
    simple : bool
        Whether the narrower kind that is meant only says for whom, or no skill is known for it, so that who does the
        kind above it does it too: 助老 asks nothing beyond 养老助残, nor 邻里纠纷 beyond 矛盾化解.
    disputed : bool
        Whether people are at odds, so that nobody is sent for being in charge of what it is about.
    """

    kind: str
    part: Topic | None = None
    foreign: tuple[str, ...] = ()
    broad: bool = False
    asked: bool = False
    simple: bool = False
    disputed: bool = False

    @property
    def of_trade(self) -> bool:
        """Whether it takes a trade that neither a wish nor deeds of its kind show."""
        return self.part is not None and self.part.trade


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
    whole: bool = False
    """Whether its title is but the name of a kind of work."""
    mandatory: tuple[Requirement, ...] = field(init=False)
    """The requirements without which nobody is eligible."""
    foreign_skills: tuple[str, ...] = field(init=False)
    """The skills, by id, that say nothing of what is meant though they are of its kind.

    Those the law sets apart for other parts: of 门禁对讲 those for 电梯 and 燃气. Those of other parts: 低压电工 is no
    proof for 用水维修, nor 开锁换锁 for 门禁对讲. Of a need whose words name no part of a broad kind, those of its
    parts: 烹饪 is 养老助残, and no proof for whatever an old person asks. Where the words name a skill or no part at
    all, those of single other parts: 制冷与空调作业 is no proof for a washing machine. Where they mean a narrower kind,
    those of the kind above it, unless they go by its name: 主持 is 文体活动, and no 书法.
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
        if self.part:
            apart = (*apart, *skills_of_other_topics(self.part))
        if self.row.kind in ASKED and not self.whole:
            apart = (*apart, *self._skills_beside())
        broad = self.aside or (self.category if self._is_broad else None)
        parts = skills_of_parts(broad) if self.row.kind == NEED else ()
        return tuple(dict.fromkeys((*apart, *parts)))

    def _skills_beside(self) -> tuple[str, ...]:
        """List the skills of single other parts than the words name, and of the kind above the one that they mean."""
        meant = self.aside or self.meant
        if meant is None or load_taxonomy().categories[meant].licence:
            return ()
        above = load_taxonomy().categories[meant].broader
        named = skills_named(skill_words(words_of_row(self.row)), meant)
        return (*skills_but(meant, named, self.part), *(skills_of_tasks(above) if above else ()))

    @property
    def judged_by(self) -> tuple[str | Sought | None, ...]:
        """All that decides who can do it, where no skill is mandatory."""
        kinds = [kind for kind in (self.category, self.aside) if kind]
        return (self.category, self.aside, self.unlicensed, *map(self.sought, kinds))

    def sought(self, kind: str) -> Sought:
        """Say what is asked of one of the kinds of work it is judged by: the stated one or the one beside it."""
        meant, asked = kind if kind == self.aside else self.meant or kind, self.row.kind in ASKED and not self.whole
        told = act_of(self.row.title) is Act.ANSWER
        part = self.part if asked and self.part and (told or self.part.category == meant) else None
        categories, top = load_taxonomy().categories, load_taxonomy().top_of
        return Sought(
            kind=meant,
            part=part,
            foreign=of_kinds(self.foreign_skills, load_taxonomy().with_narrower(kind)),
            broad=self._is_broad if kind == self.category else self.row.kind == NEED and bool(skills_of_parts(kind)),
            asked=asked,
            simple=meant != kind and (categories[meant].general or not skills_of_kind(meant)),
            disputed=self.row.kind == NEED and self.category is not None and top(self.category).id == MEDIATION,
        )

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


def prepare(row: WorkRow, territories: Territories, taxonomy: Taxonomy) -> Demand:
    """Make a work ready: where it is, which kinds of work it means, what it requires."""
    topics, aside = topics_of(row, taxonomy), kind_aside(row, taxonomy)
    topics = topics if aside is None else (*((id_, STATED_TOPIC) for id_, _ in topics[:1]), (aside, 1.0))
    part = part_of(row)
    whole = taxonomy.find_category(row.title) is not None
    return Demand(row, territories.number(row.territory), topics, _requirements(row, taxonomy), part, aside, whole)


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
