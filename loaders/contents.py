"""What the cells of a column look like, whatever stands above them: names, numbers, places, times, kinds of work."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from graph_model.taxonomy import load_taxonomy
from loaders import checking, cleaning, contacts
from loaders.files import Cell
from loaders.findings import CellProblem
from loaders.kinds.spaced_skills import skills_apart
from loaders.periods import is_span

SHARE: Final = 0.7
DISTINCT: Final = 0.5
SURNAMES: Final = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗方俞任袁柳鲍史唐费廉岑薛雷贺倪汤"
    "滕罗毕郝邬安常乐于傅皮卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛禹狄米贝臧戴宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路娄江童颜郭梅盛林"
    "钟徐邱骆蔡田樊胡凌霍虞万柯卢莫房裘缪丁邓郁杭洪包诸左石崔龚程邢裴陆翁甄曲封靳段巫焦侯全宁仇刘龙叶司黎白池乔温庄晏柴瞿阎连习"
    "艾向古易廖耿匡寇欧曾关游权洛"
)
NAME: Final = re.compile(r"(?:样例)?[\u4e00-\u9fff·]{2,4}某?")
PLACE: Final = re.compile(r".{1,20}(?:社区|村|街道|镇|小区|苑|花园|公寓|新村|网格|居委会|\d+幢|\d+号楼)")
UNIT: Final = re.compile(
    r".{2,}(?:局|委|办|公司|中心|学校|小学|中学|幼儿园|学院|大学|医院|协会|服务社|基金会|联合会|支行|银行|事务所|厂|店|超市|法院|检察院|妇联|工会|街道办事处)"
)
SEXES: Final = frozenset({"男", "女", "男性", "女性"})
CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
WEEKLY: Final = re.compile(r"[周日天末午晚]|星期|礼拜|随时")
SUBJECT_LENGTH: Final = 4
BORN: Final = (1920, 2015)


def looks_like(cells: Sequence[Cell]) -> frozenset[str]:
    """Contents that at least seven cells in ten pass for; ``subject`` (words of their own) only when no other does."""
    words = [cleaning.text(cell) for cell in cells if not cleaning.is_empty(cell)]
    if not words:
        return frozenset()
    counts = Counter(words)
    wanted = SHARE * len(words)
    found = {name for name, passes in PASSES.items() if _passing(passes, counts) >= wanted}
    if "person" in found and len(set(words)) < DISTINCT * len(words):
        found.discard("person")
    if not found and _are_subjects(words):
        found.add("subject")
    return frozenset(found)


def _passing(passes: Callable[[str], bool], counts: Counter[str]) -> int:
    return sum(count for words, count in counts.items() if passes(words))


def _are_subjects(words: Sequence[str]) -> bool:
    telling = sum(len(CHINESE.findall(one)) >= SUBJECT_LENGTH for one in words)
    return telling >= SHARE * len(words) and len(set(words)) >= DISTINCT * len(words)


def _read_by(read: Callable[[str], object]) -> Callable[[str], bool]:
    def passes(words: str) -> bool:
        try:
            read(words)
        except CellProblem:
            return False
        return True

    return passes


_is_slots = _read_by(cleaning.slots)
_is_day = _read_by(cleaning.day)


@lru_cache(maxsize=20_000)
def _is_person(words: str) -> bool:
    bare = words.removeprefix("样例")
    if not NAME.fullmatch(words) or _is_slots(words) or _is_work(words) or PLACE.fullmatch(words):
        return False
    return bare != words or (words[0] in SURNAMES and len(words) < SUBJECT_LENGTH)


def _is_work(words: str) -> bool:
    taxonomy = load_taxonomy()
    return any(
        taxonomy.find_skill(part) or taxonomy.find_category(part)
        for part in skills_apart(taxonomy, cleaning.split(words))
    )


def _is_birthday(words: str) -> bool:
    return _is_day(words) and BORN[0] <= cleaning.day(words).year <= BORN[1]


def _is_called(words: str) -> bool:
    """Whether words are a name with a number; XH2024001 is a number of its own."""
    both = contacts.parted(words)
    return both is not None and contacts.ONLY_NAME.fullmatch(both[0]) is not None


PASSES: Final[dict[str, Callable[[str], bool]]] = {
    "id_number": _read_by(checking.id_number),
    "phone": _read_by(checking.phone),
    "uscc": _read_by(checking.uscc),
    "person": _is_person,
    "gender": SEXES.__contains__,
    "place": lambda words: PLACE.fullmatch(words) is not None,
    "unit": lambda words: UNIT.fullmatch(words) is not None,
    "slots": lambda words: _is_slots(words) and WEEKLY.search(words) is not None,
    "work": _is_work,
    "day": _is_day,
    "period": is_span,
    "called": _is_called,
    "birthday": _is_birthday,
}
