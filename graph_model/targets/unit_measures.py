"""Live values of units and lists: alliances, social organisations, agencies, projects, origins."""

from typing import Final

from graph_model.targets.facts import Facts
from graph_model.targets.live import Live, Row, counted, shared
from graph_model.targets.rows import leader, territory_row

ALLIANCE_LEDGER: Final = "党建联盟台账"
SOCIAL_LEDGER: Final = "社会组织名册（单位性质写“社会组织”，写明类别）"
LEVEL_WORDS: Final = {"district": "区", "subdistrict": "镇街", "community": "社区", "compound": "小区"}
THREE_LEVELS: Final = ("subdistrict", "community", "compound")
SERVICE: Final = ("convenience", "charity", "safety")
MEETINGS: Final = ("党建联席会", "居民代表会", "议事协商会", "网格综治例会", "民情恳谈会")
LIST_WORDS: Final = {"resource": "资源清单", "need": "需求清单", "problem": "问题清单", "project": "项目清单"}
TOPIC_LEDGER: Final = "项目清单写明所属行动（选题）"


def upper_alliances(facts: Facts) -> Live:
    """Count the alliances of the district and of subdistricts."""
    return _alliances(facts, ("district", "subdistrict"))


def community_alliances(facts: Facts) -> Live:
    """Count the alliances of communities."""
    return _alliances(facts, ("community",))


def _alliances(facts: Facts, levels: tuple[str, ...]) -> Live:
    rows = {
        one["id"]: Row(
            "alliance",
            one["id"],
            one["name"],
            one["level"] in levels,
            f"{LEVEL_WORDS.get(one['level'], '')}级，{len(set(one['members']))}家成员",
            one["place"],
            leader(facts, one["place"]),
        )
        for one in facts.alliances
        if one["level"] in levels
    }
    return counted(rows.values(), bool(facts.alliances), ALLIANCE_LEDGER)


def alliance_levels(facts: Facts) -> Live:
    """Count the three levels that have an alliance."""
    numbers = {level: len({one["id"] for one in facts.alliances if one["level"] == level}) for level in THREE_LEVELS}
    rows = [
        Row("topic", level, f"{LEVEL_WORDS[level]}级", number > 0, f"{number}个联盟")
        for level, number in numbers.items()
    ]
    return counted(rows, bool(facts.alliances), ALLIANCE_LEDGER)


def monthly_activity(facts: Facts) -> Live:
    """Give the share of social organisations that took part in an activity of the last whole month."""
    rows = {
        one["id"]: Row(
            "organisation",
            one["id"],
            one["name"],
            one["times"] > 0,
            f"{facts.month:%Y年}{facts.month.month}月{one['times']}次",
            one["place"],
            one["name"],
        )
        for one in facts.social
    }
    return shared(rows.values(), facts.activity_known, f"{SOCIAL_LEDGER}和活动记录")


def service_groups(facts: Facts) -> Live:
    """Count the social organisations for services, charity and safety."""
    return _groups(facts, SERVICE)


def interest_groups(facts: Facts) -> Live:
    """Count the social organisations for culture and interests."""
    return _groups(facts, ("culture",))


def _groups(facts: Facts, categories: tuple[str, ...]) -> Live:
    rows = {
        one["id"]: Row("organisation", one["id"], one["name"], met=True, place=one["place"], act=one["name"])
        for one in facts.social
        if one["category"] in categories
    }
    return counted(rows.values(), any(one["category"] for one in facts.social), SOCIAL_LEDGER)


def agencies_with_projects(facts: Facts) -> Live:
    """Give the share of agencies that lead a project."""
    rows = {
        one["id"]: Row(
            "organisation",
            one["id"],
            one["name"],
            one["projects"] > 0,
            f"牵头{one['projects']}个项目",
            one["place"],
            one["name"],
        )
        for one in facts.agencies
    }
    return shared(rows.values(), bool(facts.topics), "机关名册和项目清单（写明责任单位）")


def project_topics(facts: Facts) -> Live:
    """Count the topics that projects are of."""
    rows = [
        Row("topic", one["topic"], one["topic"], met=True, note=f"{one['number']}个项目")
        for one in facts.topics
        if one["topic"]
    ]
    return counted(rows, bool(rows), TOPIC_LEDGER)


def lists_in_use(facts: Facts) -> Live:
    """Count the lists of resources, needs and projects that hold something."""
    return _lists(facts, ("resource", "need", "project"))


def second_lists_in_use(facts: Facts) -> Live:
    """Count the lists of problems, needs and projects that hold something."""
    return _lists(facts, ("problem", "need", "project"))


def _lists(facts: Facts, names: tuple[str, ...]) -> Live:
    sizes = dict.fromkeys(names, 0)
    for one in facts.lists:
        if one["list"] in sizes:
            sizes[one["list"]] += one["number"]
    if "project" in sizes:
        sizes["project"] = sum(one["number"] for one in facts.topics)
    rows = [Row("list", name, LIST_WORDS[name], size > 0, f"{size}条") for name, size in sizes.items()]
    return counted(rows, any(sizes.values()), "三张清单")


def five_meetings(facts: Facts) -> Live:
    """Count the five kinds of meeting that a need or problem came from."""
    numbers = dict.fromkeys(MEETINGS, 0)
    for one in facts.lists:
        for meeting in MEETINGS:
            if one["origin"] and meeting in one["origin"]:
                numbers[meeting] += one["number"]
    rows = [Row("topic", name, name, number > 0, f"{number}条需求、问题") for name, number in numbers.items()]
    return counted(rows, any(one["origin"] for one in facts.lists), "需求清单、问题清单写明来源")


def monthly_service(facts: Facts) -> Live:
    """Give the share of communities with an activity in the last whole month."""
    times: dict[str, int] = {}
    for one in facts.active:
        community = facts.at(one["place"], "community")
        if community:
            times[community] = times.get(community, 0) + one["times"]
    month = f"{facts.month:%Y年}{facts.month.month}月"
    rows = [
        territory_row(facts, place["id"], place["id"] in times, f"{month}{times.get(place['id'], 0)}次")
        for place in facts.at_level("community")
    ]
    return shared(rows, facts.activity_known, "活动记录写明在哪个社区")


def legal_advisers(facts: Facts) -> Live:
    """Give the share of communities with a post of legal adviser that somebody fills."""
    filled: dict[str, int] = {}
    for one in facts.legal_posts:
        community = facts.at(one["place"], "community")
        if community:
            filled[community] = filled.get(community, 0) + one["filled"]
    rows = []
    for place in facts.at_level("community"):
        number = filled.get(place["id"])
        note = "没有这个岗位" if number is None else f"{number}人在岗"
        rows.append(territory_row(facts, place["id"], bool(number), note))
    missing = "服务岗位台账：每个社区一个“法律顾问”岗位，在岗人员表写明谁在岗"
    return shared(rows, bool(facts.legal_posts), missing)
