"""What is asked, as columns: works with their kinds, requirements, seats and times made ready for the matcher."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
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
from matching.text.acts import Act, act_of, skill_words, wants_company
from matching.text.wishes import asks_for_thing

SECOND_TOPIC: Final = 0.5
"""How much a further kind of work, understood from the words beside the stated one, counts at most."""
STATED_TOPIC: Final = 0.8
"""How much the stated kind counts where the words say more exactly which part of it is meant."""
SURELY_ASIDE: Final = 0.7
"""Share from which words that mean a kind of work beside the stated one are heeded: 公园休息椅 listed as 养老助残."""
TOPICS: Final = 3
NEED, POST, ASK = "need", "post", "ask"
MEDIATION, REPAIRS = "category-mediation", "category-maintenance"
HEALTH, ESCORT = "category-health", "category-medical-escort"
LENT_OR_GIVEN: Final = ("category-funding", "category-venues")
"""Kinds of work whose help is a thing given or lent: two helpers of the kind are not alike, the very thing matters."""
MENDING: Final = "修"
LIKELY_REPAIR: Final = 0.3
"""Share from which words that tell of something broken mean this kind of repair."""
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
            apart = (*apart, *_skills_of_other_topics(self.part))
        if self.row.kind in ASKED and not self.whole:
            apart = (*apart, *self._skills_beside())
        broad = self.aside or (self.category if self._is_broad else None)
        parts = _skills_of_parts(broad) if self.row.kind == NEED else ()
        return tuple(dict.fromkeys((*apart, *parts)))

    def _skills_beside(self) -> tuple[str, ...]:
        """List the skills of single other parts than the words name, and of the kind above the one that they mean."""
        meant = self.aside or self.meant
        if meant is None or load_taxonomy().categories[meant].licence:
            return ()
        above = load_taxonomy().categories[meant].broader
        named = skills_named(skill_words(_words(self.row)), meant)
        return (*_skills_but(meant, named, self.part), *(skills_of_tasks(above) if above else ()))

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
            foreign=_of_kinds(self.foreign_skills, load_taxonomy().with_narrower(kind)),
            broad=self._is_broad if kind == self.category else self.row.kind == NEED and bool(_skills_of_parts(kind)),
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


def _of_kinds(skills: Iterable[str], kinds: Collection[str]) -> tuple[str, ...]:
    known = load_taxonomy().skills
    return tuple(skill for skill in skills if known[skill].category in kinds)


@cache
def _skills_of_other_topics(part: Topic) -> tuple[str, ...]:
    """List the skills by which other parts of a kind of work are known; none where the law's certificate decides.

    A part that no skill is named for may be known by the skills of the whole kind: those that several parts share, and
    those that the kind itself is called by. Only what belongs to a single other part is none of its own.
    """
    if part.licensed and load_taxonomy().categories[part.category].licence:
        return ()
    if part.trade and skills_by_topic()[part.id]:
        return tuple(skill for skill in skills_of_kind(part.category) if skill not in skills_by_topic()[part.id])
    own, beside = skills_by_topic()[part.id], [one for one in load_topics() if one.category == part.category]
    named = Counter(skill for one in beside for skill in skills_by_topic()[one.id])
    if own:
        return tuple(sorted(named.keys() - own))
    whole = load_taxonomy().is_of_whole_kind
    return tuple(sorted(skill for skill, parts in named.items() if parts == 1 and not whole(skill)))


@cache
def _skills_but(kind: str, named: frozenset[str], part: Topic | None) -> tuple[str, ...]:
    """List the skills of a kind of work but for those named and those of the part; those of its parts if none is."""
    if not named and part is not None and part.category == kind:
        return ()
    own, topics = skills_by_topic()[part.id] if part else frozenset(), [t for t in load_topics() if t.category == kind]
    parts, most = Counter(skill for one in topics for skill in skills_by_topic()[one.id]), len(topics) if named else 1
    return tuple(skill for skill in skills_of_tasks(kind) if skill not in named | own and 0 < parts[skill] <= most)


@cache
def skills_of_tasks(kind: str) -> tuple[str, ...]:
    """List the skills of just this kind of work that do not go by its name."""
    return tuple(skill for skill in skills_of_kind(kind) if not load_taxonomy().is_of_whole_kind(skill))


@cache
def skills_of_kind(kind: str) -> tuple[str, ...]:
    """List the skills, by id, of just this kind of work."""
    return tuple(skill.id for skill in load_taxonomy().skills.values() if skill.category == kind)


@lru_cache(maxsize=4096)
def skills_named(words: str, kind: str) -> frozenset[str]:
    """List the skills of one kind of work, by id, that words name: of 歌舞戏曲 声乐 in 合唱队没有老师教."""
    known = (skill for skill in load_taxonomy().skills.values() if skill.category == kind)
    return frozenset(skill.id for skill in known if any(name in words for name in (skill.label, *skill.synonyms)))


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
    part = _part(row)
    whole = taxonomy.find_category(row.title) is not None
    return Demand(row, territories.number(row.territory), topics, _requirements(row, taxonomy), part, aside, whole)


def _aside(row: WorkRow, taxonomy: Taxonomy) -> str | None:
    """Find the kind of work that the title of a need plainly means, far from the one it is listed under."""
    stated = taxonomy.find_category(row.category) if row.category and row.kind == NEED else None
    if stated is None:
        return None
    found, top, act = _meant(row.title), taxonomy.top_of(stated.id).id, act_of(row.title)
    if act is Act.REPAIR and not asks_for_thing(row.title) and top != REPAIRS:
        likely = [kind for kind, share in found if share >= LIKELY_REPAIR and taxonomy.top_of(kind).id != top]
        mended = [kind for kind in likely if _mends(kind, row.title)]
        if mended or top in LENT_OR_GIVEN:
            return (*mended, REPAIRS)[0]
    if not found or found[0][1] < SURELY_ASIDE or taxonomy.top_of(found[0][0]).id == top:
        return None
    meant, listed = taxonomy.categories[found[0][0]], top in LENT_OR_GIVEN
    named = act is Act.ANSWER or (act is Act.OTHER and listed)
    return None if (named and taxonomy.top_of(meant.id).id == REPAIRS) or (listed and meant.open) else meant.id


def _mends(kind: str, words: str) -> bool:
    """Tell whether a kind of work is one of repairs, or words mean that part of it that is: 车具小修 of 便民服务."""
    part = topic_of(words)
    meant = part is not None and part.category == kind and MENDING in part.label
    return meant or load_taxonomy().top_of(kind).id == REPAIRS


def _meant(words: str) -> list[tuple[str, float]]:
    """List the kinds of work that words mean, by id, best first; whoever is to go along to a doctor is no doctor."""
    found, top = [(meaning.category, meaning.share) for meaning in understand(words)], load_taxonomy().top_of
    if not wants_company(words):
        return found
    seen = [(ESCORT if top(kind).id == HEALTH else kind, share) for kind, share in found]
    return [one for n, one in enumerate(seen) if one[0] not in {kind for kind, _ in seen[:n]}]


def _part(row: WorkRow) -> Topic | None:
    """Find what the words are about; the skill of whom they look for tells more than who looks."""
    part, able = topic_of(_words(row)), topic_of(skill_words(_words(row)))
    if part is None or able is None or able.category == part.category:
        part = able or part
    return None if part and wants_company(_words(row)) and load_taxonomy().top_of(part.category).id == HEALTH else part


def _topics(row: WorkRow, taxonomy: Taxonomy) -> tuple[tuple[str, float], ...]:
    """Take the stated kind first; the words speak where nothing is stated, or where somebody typed them."""
    stated = taxonomy.find_category(row.category) if row.category else None
    stated = stated or _category_required(row, taxonomy)
    meant = _meant(_words(row))
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
