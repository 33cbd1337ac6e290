"""Which kinds of work the words of a row mean, what they are about within it, and where they contradict its list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph_model.entities.candidates import WorkRow
from graph_model.taxonomy import Category, Taxonomy, Topic, load_taxonomy, load_topics
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
REPAIRS, HEALTH, ESCORT = "category-maintenance", "category-health", "category-medical-escort"
LENT_OR_GIVEN: Final = ("category-funding", "category-venues")
"""Kinds of work whose help is a thing given or lent: two helpers of the kind are not alike, the very thing matters."""
MENDING: Final = "修"
LIKELY_REPAIR: Final = 0.3
"""Share from which words that tell of something broken mean this kind of repair."""


def kind_aside(row: WorkRow, taxonomy: Taxonomy) -> str | None:
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


def part_of(row: WorkRow) -> Topic | None:
    """Find what the words are about; the skill of whom they look for tells more than who looks."""
    words = words_of_row(row)
    part, able = topic_of(words), topic_of(skill_words(words))
    if part is None or able is None or able.category == part.category:
        part = able or part
    gone_to = part is not None and wants_company(words) and load_taxonomy().top_of(part.category).id == HEALTH
    return None if gone_to else part


def topics_of(row: WorkRow, taxonomy: Taxonomy) -> tuple[tuple[str, float], ...]:
    """Take the stated kind first; the words speak where nothing is stated, or where somebody typed them."""
    stated = taxonomy.find_category(row.category) if row.category else None
    stated = stated or _category_required(row, taxonomy)
    meant = _meant(words_of_row(row))
    if stated and row.kind != ASK:
        return _stated_or_part(stated, _narrower(stated, meant, taxonomy), topic_of(words_of_row(row)), taxonomy)
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


def topic_of(words: str) -> Topic | None:
    """Find what some words are about within the kind of work they mean most."""
    about = understand(words)[:1]
    return next((one for one in load_topics() if about and one.label == about[0].topic), None)


def words_of_row(row: WorkRow) -> str:
    """Return all that a row says of what is asked."""
    return f"{row.title} {row.description}".strip()
