"""Which skills belong to a kind of work as a whole, and which to single parts of it alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache, lru_cache

from graph_model.taxonomy import Topic, load_taxonomy, load_topics, skills_by_topic


def of_kinds(skills: Iterable[str], kinds: Collection[str]) -> tuple[str, ...]:
    """Keep the skills, by id, of some kinds of work."""
    known = load_taxonomy().skills
    return tuple(skill for skill in skills if known[skill].category in kinds)


@cache
def skills_of_other_topics(part: Topic) -> tuple[str, ...]:
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
def skills_but(kind: str, named: frozenset[str], part: Topic | None) -> tuple[str, ...]:
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
def skills_of_parts(category: str | None) -> tuple[str, ...]:
    """List the skills, by id, of the kinds of work below one."""
    taxonomy = load_taxonomy()
    parts = taxonomy.with_narrower(category)[1:] if category else ()
    return tuple(skill.id for skill in taxonomy.skills.values() if skill.category in parts)
