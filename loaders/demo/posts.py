"""Posts of the sample district: titles as found in public lists, seats, required skills, and who holds them now."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Final

from loaders.demo.sources import Row, chance, likely, read, real_items
from loaders.demo.times import work_slots
from loaders.demo.world import LEVELS, MARK, Community, Person, Post, World

POSTS: Final = 800
PSYCHOLOGY_POSTS: Final = 26
HELD_SHARE: Final = 0.34
GENERATED: Final = f"{MARK}岗位"


def make_posts(world: World) -> None:
    """Add posts over the communities, more of them where there are more people, and fill about a third of the seats."""
    dice = chance(world.seed, "posts")
    templates = read("posts")
    drawn = dice.choices(templates, [int(row["weight"]) for row in templates], k=world.share(POSTS))
    psychology = [row for row in templates if "心理咨询" in row["skills"]]
    drawn += dice.choices(psychology, k=PSYCHOLOGY_POSTS)
    weights = [one.weight for one in world.communities]
    for row in drawn:
        _add(world, dice, row, dice.choices(world.communities, weights)[0])
    for item in real_items("服务岗位"):
        like = next((row for row in templates if row["category"] == item["category"]), templates[0])
        place = dice.choices(world.communities, weights)[0]
        _add(world, dice, like | {"title": item["title"], "duties": ""}, place, item)
    _fill_posts(world, dice)


def _add(world: World, dice: Random, row: Row, community: Community, item: Row | None = None) -> None:
    least, most = (int(bound) for bound in row["seats"].split("-"))
    remark = f"{MARK}：名称取自公开清单 {item['item']}，所在地为样例安排" if item else GENERATED
    world.posts.append(
        Post(
            number=f"{MARK}-GW-{len(world.posts) + 1:04d}",
            title=row["title"],
            category=row["category"],
            duties=row["duties"],
            community=community,
            seats=dice.randint(least, most),
            skills="" if item else row["skills"],
            certificate="" if item else row["certificate"],
            slots=work_slots(dice, row["slots"]),
            hours=row["hours"],
            hazards=row["hazards"],
            insured=dice.choices(("是", "否", ""), (7, 2, 1) if row["hazards"] else (5, 2, 3))[0],
            ages=(row["min_age"], row["max_age"]),
            remark=remark,
        )
    )


def _fill_posts(world: World, dice: Random) -> None:
    """Let people who live nearby and hold what a post requires take some of its seats."""
    nearby: dict[str, list[Person]] = {}
    for person in world.people:
        if person.volunteer and not person.do_not_assign:
            nearby.setdefault(person.home.street, []).append(person)
    for post in world.posts:
        if "心理咨询" in post.skills:
            continue
        for _ in range(post.seats):
            holder = _holder(dice, post, nearby[post.community.street], world) if likely(dice, HELD_SHARE) else None
            if holder is not None:
                holder.load += 1
                post.holders.append((holder, world.today - timedelta(days=dice.randint(20, 900))))


def _holder(dice: Random, post: Post, people: Sequence[Person], world: World) -> Person | None:
    drawn = dice.sample(people, min(len(people), 60))
    return next((one for one in drawn if _suits(one, post, world)), None)


def _suits(person: Person, post: Post, world: World) -> bool:
    if person.load >= (person.max_posts or 1) or any(person is held for held, _ in post.holders):
        return False
    age = world.today.year - person.birth_year
    least, most = (int(bound or fallback) for bound, fallback in zip(post.ages, (18, 75), strict=True))
    free = post.slots is None or person.slots is None or bool(post.slots & person.slots)
    return least < age < most and free and all(_holds(person, token, post, world) for token in post.skills.split())


def _holds(person: Person, token: str, post: Post, world: World) -> bool:
    skill, level, binding = token.split(":")
    if binding != "必":
        return True
    held = next((one for one in person.holdings if one.skill == skill), None)
    if held is None or held.level < LEVELS.index(level):
        return False
    return not post.certificate or (
        held.certificate == post.certificate and (held.valid_until or world.today) >= world.today
    )
