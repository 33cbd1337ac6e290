"""Which registered unit a short, old or loosely written name most likely means, with the reason; staff confirm."""

import difflib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

CALLED: Final = (
    ("法院", "人民法院"),
    ("检察院", "人民检察院"),
    ("政府", "人民政府"),
    ("卫健局", "卫生健康局", "卫生健康委员会", "卫生和计划生育局", "卫健委", "卫计局", "卫生局"),
    ("市监局", "市场监督管理局", "市场监管局", "工商局"),
    ("人社局", "人力资源和社会保障局", "人力社保局", "劳动局"),
    ("住建局", "住房和城乡建设局", "城乡建设局", "建设局"),
    ("执法局", "综合行政执法局", "综合执法局", "城市管理局", "城管局"),
    ("退役军人局", "退役军人事务局"),
    ("发改局", "发展和改革局", "发展改革和经济信息化局", "发展改革局", "发改委"),
    ("应急局", "应急管理局", "安监局"),
    ("环保局", "生态环境局", "环境保护局"),
    ("农业局", "农业农村局"),
    ("文旅局", "文化和广电旅游体育局", "文化广电旅游局", "文广旅体局"),
    ("资规局", "规划和自然资源局", "国土局"),
    ("公安局", "公安分局"),
    ("残联", "残疾人联合会"),
    ("妇联", "妇女联合会"),
    ("工商联", "工商业联合会"),
    ("科协", "科学技术协会"),
    ("红会", "红十字会"),
    ("团委", "共青团委员会", "团区委", "共青团区委"),
    ("工会", "总工会"),
    ("居委会", "居民委员会"),
    ("村委会", "村民委员会"),
    ("业委会", "业主委员会"),
    ("街道", "街道办事处", "街道办"),
    ("社卫中心", "社区卫生服务中心"),
    ("消防大队", "消防救援大队"),
    ("物业", "物业服务企业", "物业管理", "物业服务"),
    ("", "有限责任公司", "股份有限公司", "有限公司"),
)
"""By what it is called for short, what it may be called in full or was called before."""
REGION: Final = re.compile(r"^(?:[^省市区县]{1,4}省)?(?:[^省市区县]{1,4}市)?(?:([^省市区县小社]{0,4})[区县])?")
MARKS: Final = re.compile(r"[\s()（）·、，,]")
BY_LENGTH: Final = tuple(
    sorted(((full, names[0]) for names in CALLED for full in names[1:]), key=lambda pair: (-len(pair[0]), pair[0]))
)
SAME_UNIT, ABBREVIATED, CONTAINED, ALIKE = 0.95, 0.8, 0.7, 0.75
LEAST: Final = 0.5
LIKE: Final = 0.8
SHORTEST: Final = 2
LONG: Final = 4


class LikelyUnit(NamedTuple):
    """A registered name that words may mean, how likely from 0 to 1, and why in the words of staff."""

    name: str
    score: float
    reason: str


class Parts(NamedTuple):
    """What a name is made of: the district it names, "" for none, and the rest as it is called for short."""

    district: str
    rest: str


@lru_cache(maxsize=50_000)
def parts_of(name: str) -> Parts:
    """Take a name apart."""
    plain = MARKS.sub("", name)
    found = REGION.match(plain)
    rest = plain[found.end() :] if found and found.end() < len(plain) else plain
    for full, short in BY_LENGTH:
        if full in rest and rest != full + short:
            rest = rest.replace(full, short)
            break
    return Parts((found[1] or "") if found else "", rest or plain)


def likely_units(words: str, names: Iterable[str], limit: int = 3) -> list[LikelyUnit]:
    """Give the registered names some words most likely mean, the likeliest first; none when none is near."""
    said = parts_of(words)
    found = (LikelyUnit(name, *judged) for name in sorted(set(names)) if (judged := _judged(said, parts_of(name))))
    return sorted(found, key=lambda one: (-one.score, one.name))[:limit]


def _judged(said: Parts, known: Parts) -> tuple[float, str] | None:
    """Say how well two names agree; None when they cannot mean one unit, or hardly."""
    if not _may_be_one(said, known):
        return None
    if said.rest == known.rest:
        return SAME_UNIT, "通行的简称或旧称"
    shorter, longer = sorted((said.rest, known.rest), key=len)
    if len(shorter) >= SHORTEST and shorter[-1] == longer[-1] and shorter[0] == longer[0] and _within(shorter, longer):
        return ABBREVIATED, "每个字依次都在全称里"
    if len(shorter) >= LONG and shorter in longer:
        return CONTAINED, "一个名称包含另一个"
    ratio = difflib.SequenceMatcher(None, said.rest, known.rest, autojunk=False).ratio() if _share(said, known) else 0.0
    return (round(ratio * ALIKE, 3), "字面相近") if ratio >= LIKE else None


def _within(shorter: str, longer: str) -> bool:
    """Whether the characters of one stand in the other in their order."""
    rest = iter(longer)
    return all(one in rest for one in shorter)


def _share(said: Parts, known: Parts) -> bool:
    return len(set(said.rest) & set(known.rest)) * 2 >= len(set(said.rest))


def the_likeliest(words: str, names: Iterable[str]) -> LikelyUnit | None:
    """Give the one name some words most likely mean, None when there is none or another is as likely."""
    found = likely_units(words, names, limit=2)
    alone = len(found) == 1 or (len(found) > 1 and found[0].score > found[1].score)
    return found[0] if alone and found[0].score >= LEAST else None


def called_for_short(words: str, names: Iterable[str]) -> str | None:
    """Give the one name of which some words are a usual short or old form; quick enough for every row of a ledger."""
    said = parts_of(words)
    known = ((name, parts_of(name)) for name in names)
    found = [name for name, parts in known if parts.rest == said.rest and _may_be_one(said, parts)]
    return found[0] if len(found) == 1 else None


def _may_be_one(said: Parts, known: Parts) -> bool:
    return not (said.district and known.district) or said.district == known.district


def names_by_unit(rows: Iterable[Mapping[str, object]]) -> dict[str, str]:
    """Give the id of each registered name and other name, of rows of units; a name of two units is left out."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for row in rows:
        others = row["others"]
        for name in [row["name"], *(others if isinstance(others, list) else ())]:
            if found.setdefault(str(name), str(row["id"])) != row["id"]:
                shared.add(str(name))
    return {name: unit for name, unit in found.items() if name not in shared}
