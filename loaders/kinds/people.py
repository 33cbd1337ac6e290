"""What every ledger of persons shares: who somebody is, where they live and work, what they can do and when."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

import re
from datetime import date
from typing import Any, Final

from graph_model import labels
from graph_model.day import today
from graph_model.entities.bounds import OLDEST_BIRTH_YEAR
from graph_model.entities.terms import Employment, Gender, PersonStatus, Reach, RegistrationCapacity
from loaders import checking, cleaning, contacts, keys, links
from loaders.entry import Entry
from loaders.files import Cell
from loaders.findings import CellProblem, Mended, Severity
from loaders.hours import hours
from loaders.kinds import strangers
from loaders.kinds.base import (
    ID_NUMBER,
    OTHER_NAME,
    PARALLEL,
    PARTS,
    PHONE,
    SLOTS,
    YES_NO,
    Column,
    col,
    exactly,
    remark,
    sample,
    term,
    worded,
)
from loaders.records import Record
from loaders.vague_days import day_to_write

ERROR_VALUE: Final = re.compile(r"#[A-Z/0-9]+[!?]?")
"""What stands in a cell whose formula has no result."""
NO_NAME: Final = "这一格没有名字，只有数字、符号、“待定”这样的话，或是表格软件算不出来的结果；请改成真正的姓名"
GENDERS: Final = {
    **dict.fromkeys(("男", "男性", "男士", "先生", "M", "MALE", "1", "1男", "1-男", "♂"), Gender.MALE),
    **dict.fromkeys(("女", "女性", "女士", "F", "FEMALE", "2", "2女", "2-女", "♀"), Gender.FEMALE),
}
EMPLOYMENT: Final = {
    "退": Employment.RETIRED,
    "流动": Employment.MOBILE,
    "在职": Employment.EMPLOYED,
    "在岗": Employment.EMPLOYED,
}
REACHES: Final = {
    "本小区": Reach.COMMUNITY, "社区": Reach.COMMUNITY, "村": Reach.COMMUNITY, "街道": Reach.SUBDISTRICT, "镇": Reach.SUBDISTRICT,
    "区": Reach.DISTRICT, "不限": Reach.DISTRICT, "都可": Reach.DISTRICT,
}  # fmt: skip
STATUSES: Final = {
    "正常": PersonStatus.ACTIVE, "在册": PersonStatus.ACTIVE, "在岗": PersonStatus.ACTIVE, "活跃": PersonStatus.ACTIVE,
    "暂停": PersonStatus.PAUSED, "迁出": PersonStatus.MOVED_AWAY, "转出": PersonStatus.MOVED_AWAY, "去世": PersonStatus.DECEASED,
    "注销": PersonStatus.PAUSED, "退出": PersonStatus.PAUSED, "已故": PersonStatus.DECEASED,
}  # fmt: skip
REPORTING: Final = "报到"
"""Word in the title of a ledger whose persons report to a community without living there."""
YOUNGEST_YEAR: Final = 14
WEEKS_A_MONTH: Final = 52 / 12
FOUR_DIGITS: Final = re.compile(r"\d{4}年?")
BY_ID_NUMBER: Final = "身份证号校验码对，记的就是它"
FIVE_DIGITS: Final = re.compile(r"\d{5}(?:\.0)?")


def _birth_year(cell: Cell) -> int:
    """Year of a birth: of a month kept as a number, 1980.1, and of 1980年底 it is sure although the day is not."""
    if isinstance(cell, float) and OLDEST_BIRTH_YEAR <= cell < cleaning.LATEST_YEAR:
        return int(cell)
    words = cleaning.text(cell)
    if FOUR_DIGITS.match(words) and day_to_write(words, today()):
        return int(words[:4])
    return cleaning.day(cell).year


NO_MEMBER: Final = re.compile(r"非|不是|积极分子|民主|发展对象")


def is_party_member(entry: Entry) -> bool:
    """Whether a row says that somebody is a member of the party."""
    said = str(entry.get("politics") or "")
    return "党员" in said and not NO_MEMBER.search(said)


def _name(cell: Cell) -> str:
    """Tidy the name of a person; figures, signs and what table programs write for an error are none."""
    words = cleaning.name(cell)
    if words and (words in contacts.NOBODY or ERROR_VALUE.fullmatch(words) or not any(map(str.isalpha, words))):
        raise CellProblem("不像姓名", NO_NAME, Severity.ERROR)
    return words


NAME: Final = col(
    "name",
    "姓名",
    "党员姓名",
    "志愿者姓名",
    "成员姓名",
    "队员姓名",
    "名字",
    "人员姓名",
    "参加人员姓名",
    "报到党员姓名",
    "居民姓名",
    "人员名称",
    "志愿者名字",
    "志愿者",
    "真实姓名",
    "参与者",
    "参与者姓名",
    "参加者",
    "参加人",
    "参加人姓名",
    "参与人",
    read=_name,
    content="person",
)
NUMBER: Final = col(
    "number",
    "编号",
    "人员编号",
    "志愿者编号",
    "党员编号",
    "志愿者号",
    "志愿者id",
    "人员id",
    "工号",
    "证件编号",
    "注册号",
)
IDENTITY: Final = (
    NUMBER,
    NAME,
    col(
        "id_number",
        "身份证号",
        "身份证号码",
        "身份证",
        "公民身份号码",
        "证件号码",
        "证件号",
        "身份证件号码",
        read=ID_NUMBER,
        content="id_number",
    ),
    col(
        "phone",
        "联系电话",
        "手机号码",
        "手机",
        "手机号",
        "电话",
        "联系方式",
        "联系手机",
        "移动电话",
        "联系号码",
        "本人电话",
        read=PHONE,
        content="phone",
    ),
)
ABOUT_PERSON: Final = (
    col("gender", "性别", "党员性别", "男女", content="gender", read=exactly(GENDERS)),
    col("birth_year", "出生年份", "出生日期", "出生年月", "出生年月日", "出生时间", "生日", read=_birth_year, content="birthday"),
    col("education", "文化程度", "学历", "学历学位", "教育程度"),
    col("employment", "在职状态", "就业状态", "是否在职", "人员状态", "在职情况", "在职或退休", "就业情况", "从业状态", read=term(Employment, EMPLOYMENT)),
    col("occupation", "职业", "职务", "单位、职务或职业", "岗位职务", "现任职务", "专业技术职务", "职称", "工作岗位", "单位及职务", "从事职业"),
    col("works_for", "工作单位", "所在单位", "单位名称", "单位", "任职单位", "就职单位", "所属单位", "在职单位", "服务单位", read=OTHER_NAME, content="unit"),
    col("street", "所属街道", "街道", "镇街", "所属镇街", "乡镇街道", "街镇", "所在街道"),
    col("lives_in", "居住社区", "居住地社区", "现居住社区", "所属社区", "家庭住址", "现居地址", "居住地", "居住地址", "现住址", "住址", "常住地",
        "社区", "所在社区", "村社", "居住小区", "所属区域", "居住村社", "家庭地址", "现住社区", "所住社区", "居住地所属社区", "小区", "所在小区", content="place", fill_down=True),
    col("employment_yes", "是否在职党员", read=YES_NO),
    col("mobile_yes", "是否流动党员", read=YES_NO),
    col("moved_yes", "是否失联党员", "是否出国出境", read=YES_NO),
    col("reach", "服务范围", "可服务范围", "服务区域", "服务半径", "意向服务范围", read=term(Reach, REACHES)),
    col("status", "状态", "志愿者状态", "在册状态", "党员状态", read=term(PersonStatus, STATUSES)),
    col("do_not_assign", "不参与派岗", "不安排", "暂不安排", "免安排", "不派岗", "是否不安排", "不参与安排", read=YES_NO),
    col("consent", "同意", "是否同意", "知情同意", "同意匹配", "授权", "是否授权", "本人同意", "信息使用同意", read=YES_NO),
    col("consent_until", "同意有效期", "授权有效期", "同意截止", "授权截止日期", "授权至", "同意至", read=cleaning.day),
    col("consent_purpose", "同意用途", "授权用途", "授权范围"),
    remark(),
    sample(),
)  # fmt: skip
ABLE_TO: Final = (
    col("skills", "技能", "特长", "专长", "个人特长", "专业特长", "个人专长", "技能特长", "服务特长", "特长技能", "专业技能", "服务技能", "擅长",
        "专长名称", "技能名称", "能力特长", "特长爱好", read=PARALLEL, content="work"),
    col("levels", "技能等级", "等级", "专长等级", "熟练程度", "技能水平", "水平", "级别", read=PARALLEL),
    col("certificates", "证书", "持证情况", "证书名称", "资格证书", "职业资格", "职业资格证书", "持有证书", "技能证书", "专业证书", read=PARALLEL),
    col("valid_until", "证书有效期", "证书有效期至", "有效期至", "有效期", "证书到期日", "证书到期时间", "到期日期", read=PARALLEL),
    col("verified_on", "核验日期", "证书核验日期", "核实日期", "审核日期", "验证日期", "核验时间", read=PARALLEL),
    col("slots", "可服务时间", "服务时间", "空闲时间", "可参加时间", "服务时段", "可服务时段", "方便时间", "参与时间", "空余时间", "时间安排",
        "可安排时间", "服务时间段", read=SLOTS, content="slots"),
    col("hours_per_week", "每周可服务时长", "每周时长", "每周可服务小时", "每周小时数", "每周服务时长", "周服务时长", "每周可用小时", "每周可投入小时", "每周可服务小时数", read=hours),
    col("hours_per_month", "每月可服务时长", "每月时长", "每月可服务小时", "每月可服务", "每月小时数", "每月服务时长", "月服务时长", "每月可用小时", "每月可投入小时", "每月可服务小时数", read=hours),
    col("max_posts", "最多岗位数", "可承担岗位数", "最多承担岗位", "最多认领岗位", "岗位上限", "可兼岗数", "最多岗位", "最多承担岗位数", read=cleaning.count),
    col("team", "志愿队伍", "所属队伍", "志愿服务队", "所属志愿队伍", "所在队伍", "服务队", "所属志愿服务队", "队伍名称", "志愿者队伍名称", "团队",
        "组团联社", "联社团队", "所属团队", read=PARTS),
    col("wanted", "感兴趣的志愿服务岗位", "意向岗位", "服务意向", "服务类别", "意向服务", "意向类别", "志愿服务意向", "认领岗位", read=PARTS),
    col("responsible_for", "联系楼道", "联楼道", "党员联楼道", "责任楼栋", "联系楼栋", "包干楼道", "联户楼道", "联系网格", "责任网格", "联系区域", read=PARTS),
)  # fmt: skip


def person(entry: Entry, *roles: str) -> Record | None:
    """Start the record of the person a row is about, known by ID number, number, phone, else by name and place."""
    values = entry.values
    if "phone" not in values and (found := contacts.parted(values.get("name", ""))) and found[0]:
        values |= dict(zip(("name", "phone"), found, strict=True))
    name = values.get("name")
    if not name:
        entry.finding(Severity.ERROR, "name", "没有姓名", "请补上姓名，或删去这一行")
        return None
    if "*" in name:
        advice = "导出的表里姓名是隐去的，只供打印上报；要改请改原来的台账再导入"
        entry.finding(Severity.ERROR, "name", "姓名是隐去的，不能照着改", advice)
        return None
    if SEVERAL.search(name):
        named = [part for part in SEVERAL.split(name) if part.strip()]
        reason = f"一格里写了 {len(named)} 个人，分不清电话、证件是谁的"
        entry.finding(Severity.ERROR, "name", reason, "请一人一行；各人的电话、技能写在各人那一行")
        return None
    references = entry.job.references
    own = entry.numbered_by_id("Person") if "number" in values else None
    if own and not references.is_called("Person", own, name):
        entry.finding(Severity.ERROR, "number", "这个编号是另一个人的，姓名不同", "请核对编号和姓名")
        return None
    said = (values.get("number"), values.get("phone"), values.get("id_number"))
    person_keys = keys.person_keys(entry.job.sealer, name, *said)
    if own:
        known_as = own
        references.know_person(own, person_keys)
    elif person_keys:
        known_as = references.person_by_keys(person_keys) or keys.person_id(person_keys[0])
        references.know_person(known_as, person_keys)
    else:
        stranger = strangers.person_id(entry)
        if stranger is None:
            return None
        known_as = stranger
    person_id = references.standing(known_as)
    record = entry.record("Person", person_id, *PERSON_FIELDS, **_derived(entry))
    record.known_as = known_as
    record.props |= _key_props(entry, person_keys)
    record.labels = roles
    strangers.ask_about_namesake(entry, record, known=bool(own or person_keys))
    record.sealed = {field: values[field] for field in ("phone", "id_number") if field in values}
    return record


SEVERAL: Final = re.compile(r"[、，,；;\n]")
"""What stands between the names of several persons in one cell; never within a name."""
PERSON_FIELDS: Final = (
    "name", "number", "gender", "birth_year", "employment", "occupation", "education", "hours_per_week", "max_posts", "slots", "reach",
    "status", "do_not_assign", "consent", "consent_until", "consent_purpose",
)  # fmt: skip


def _key_props(entry: Entry, person_keys: list[str]) -> dict[str, str]:
    names = [name for name, known in _KEY_SOURCES if entry.values.get(known)]
    return dict(zip(names, person_keys, strict=True))


_KEY_SOURCES: Final = (("identity", "id_number"), ("number_key", "number"), ("phone_key", "phone"))


def _derived(entry: Entry) -> dict[str, Any]:
    values = entry.values
    number = values.get("id_number")
    derived = _from_id_number(entry, number) if number else {}
    if "employment" not in values and values.get("mobile_yes"):
        derived["employment"] = Employment.MOBILE
    elif "employment" not in values and values.get("employment_yes"):
        derived["employment"] = Employment.EMPLOYED
    if "hours_per_month" in values and "hours_per_week" not in values:
        derived["hours_per_week"] = round(values["hours_per_month"] / WEEKS_A_MONTH, 1)
    if "birth_year" in values:
        _check_birth_year(entry, values["birth_year"])
    return derived


def _check_birth_year(entry: Entry, year: int) -> None:
    """Leave out a year nobody who serves was born in; a number of days under a heading that asks for a year is none."""
    is_count_of_days = FIVE_DIGITS.fullmatch(entry.written("birth_year"))
    if is_count_of_days and "年份" in str(entry.job.column_of("birth_year")):
        reason, advice = "出生年份应是 4 位数字", "请写成 1980 这样的年份"
    elif not OLDEST_BIRTH_YEAR <= year <= entry.job.today.year - YOUNGEST_YEAR:
        reason, advice = "出生年份不合理", "请核对出生日期"
    else:
        if is_count_of_days:
            reason = f"按表格软件的日期序号读作 {year} 年出生"
            entry.finding(Severity.WARNING, "birth_year", reason, "请核对，或写成 1980年5月")
        return
    entry.finding(Severity.WARNING, "birth_year", reason, advice)
    entry.values.pop("birth_year")


def _from_id_number(entry: Entry, number: str) -> dict[str, Any]:
    born = int(number[6:10])
    said = entry.values.get("birth_year")
    if said is not None and said != born:
        reason = f"与身份证号里的出生年份 {born} 不一致"
        mended = Mended(_as_written(entry, checking.birth_date(number)), BY_ID_NUMBER)
        entry.finding(Severity.WARNING, "birth_year", reason, "已按身份证号记，请核对", mended=mended)
        entry.values.pop("birth_year")
    gender = Gender.MALE if int(number[16]) % 2 else Gender.FEMALE
    if entry.values.get("gender", gender) is not gender:
        mended = Mended(labels.chinese(gender), BY_ID_NUMBER)
        reason = "与身份证号里的性别不一致"
        entry.finding(Severity.WARNING, "gender", reason, "已按身份证号记，请核对", mended=mended)
        entry.values.pop("gender")
    return {"birth_year": born, "gender": gender}


def _as_written(entry: Entry, born: date) -> str:
    """Day of birth as the column writes it: a year alone where it asks for one."""
    only_year = FOUR_DIGITS.fullmatch(entry.written("birth_year")) or "年份" in str(entry.job.column_of("birth_year"))
    return str(born.year) if only_year else born.isoformat()


def tie_places(entry: Entry, record: Record) -> None:
    """Tie a person to where they live and the unit they work for."""
    values = entry.values
    street = entry.territory("street")
    lives_in = entry.territory("lives_in", street) or (None if "lives_in" in values else street)
    if lives_in is None and "lives_in" not in values and REPORTING not in entry.job.title:
        lives_in = entry.home(record)
    record.tie(links.LIVES_IN, lives_in)
    if "works_for" in values:
        unit = entry.reference("Organisation", "works_for")
        record.tie(links.WORKS_FOR, unit)
        if unit is None:
            record.props["employer"] = str(values["works_for"])


def register(entry: Entry, record: Record, name: str, capacity: RegistrationCapacity, since: date | None) -> None:
    """Tie a party member to a community they reported to."""
    place = entry.territory(name, entry.territory("street"))
    record.tie(links.REGISTERED_AT, place, capacity=capacity.value, since=since)


def columns(*own: Column) -> tuple[Column, ...]:
    """Columns of a ledger of persons: its own first, then those all share."""
    mine = {column.field for column in own}
    return (*own, *(one for one in (*IDENTITY, *ABOUT_PERSON, *ABLE_TO) if one.field not in mine))


PERSON_CLASS: Final = col("person_class", "人员类别", "人群类别", "居民类别", "身份类别", kept=True)
"""What sort of people somebody is counted among, which tells nothing of why they are listed."""
SAME_PERSON: Final = (("id_number",), ("number", "name"), ("phone", "name"))
KNOWN_PERSON: Final = (("name",), ("id_number", "number", "phone", *strangers.KNOWN_BY))
WORDS: Final = worded(str)
