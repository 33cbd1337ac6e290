"""Organisations 单位: agencies, institutions, enterprises, social organisations, property companies, committees."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

from collections.abc import Iterable
from itertools import chain
from typing import Final

from graph_model import labels
from graph_model.entities.terms import OrganisationKind, Reach, SocialCategory
from graph_model.taxonomy import load_taxonomy
from loaders import checking, cleaning, keys, links
from loaders.entry import Entry
from loaders.files import Cell
from loaders.findings import CellProblem, Severity
from loaders.kinds import everyday
from loaders.kinds.base import PARTS, SLOTS, USCC, LedgerKind, col, contact, remark, sample, term
from loaders.kinds.people import REACHES
from loaders.kinds.works import named_works
from loaders.records import Record

KINDS: Final = {
    "党政机关": OrganisationKind.AGENCY, "政府": OrganisationKind.AGENCY, "局": OrganisationKind.AGENCY, "部门": OrganisationKind.AGENCY,
    "事业": OrganisationKind.PUBLIC_INSTITUTION, "学校": OrganisationKind.PUBLIC_INSTITUTION, "医院": OrganisationKind.PUBLIC_INSTITUTION,
    "社会组织": OrganisationKind.SOCIAL_ORGANISATION, "社会团体": OrganisationKind.SOCIAL_ORGANISATION, "协会": OrganisationKind.SOCIAL_ORGANISATION,
    "民办非企业": OrganisationKind.SOCIAL_ORGANISATION, "民非": OrganisationKind.SOCIAL_ORGANISATION, "基金会": OrganisationKind.SOCIAL_ORGANISATION,
    "群团": OrganisationKind.MASS_ORGANISATION, "人民团体": OrganisationKind.MASS_ORGANISATION, "物业": OrganisationKind.PROPERTY_COMPANY,
    "业委会": OrganisationKind.OWNERS_COMMITTEE, "业主委员会": OrganisationKind.OWNERS_COMMITTEE, "居委会": OrganisationKind.RESIDENTS_COMMITTEE,
    "村委会": OrganisationKind.RESIDENTS_COMMITTEE, "居民委员会": OrganisationKind.RESIDENTS_COMMITTEE, "两新": OrganisationKind.ENTERPRISE,
    "企业": OrganisationKind.ENTERPRISE, "民企": OrganisationKind.ENTERPRISE, "国企": OrganisationKind.ENTERPRISE, "私营": OrganisationKind.ENTERPRISE,
    "民营": OrganisationKind.ENTERPRISE, "央企": OrganisationKind.ENTERPRISE, "外企": OrganisationKind.ENTERPRISE, "公司": OrganisationKind.ENTERPRISE, "银行": OrganisationKind.ENTERPRISE, "商户": OrganisationKind.ENTERPRISE,
    "个体": OrganisationKind.ENTERPRISE, "非公": OrganisationKind.ENTERPRISE,
}  # fmt: skip
NAME_ENDINGS: Final = {
    "物业服务有限公司": OrganisationKind.PROPERTY_COMPANY, "物业管理有限公司": OrganisationKind.PROPERTY_COMPANY, "业主委员会": OrganisationKind.OWNERS_COMMITTEE,
    "业委会": OrganisationKind.OWNERS_COMMITTEE, "居委会": OrganisationKind.RESIDENTS_COMMITTEE, "居民委员会": OrganisationKind.RESIDENTS_COMMITTEE,
    "公司": OrganisationKind.ENTERPRISE, "厂": OrganisationKind.ENTERPRISE, "店": OrganisationKind.ENTERPRISE, "事务所": OrganisationKind.ENTERPRISE, "工作室": OrganisationKind.ENTERPRISE,
    "商行": OrganisationKind.ENTERPRISE, "诊所": OrganisationKind.ENTERPRISE, "派出所": OrganisationKind.AGENCY, "司法所": OrganisationKind.AGENCY,
    "银行": OrganisationKind.ENTERPRISE,
    "支行": OrganisationKind.ENTERPRISE, "超市": OrganisationKind.ENTERPRISE, "学校": OrganisationKind.PUBLIC_INSTITUTION, "小学": OrganisationKind.PUBLIC_INSTITUTION,
    "中学": OrganisationKind.PUBLIC_INSTITUTION, "幼儿园": OrganisationKind.PUBLIC_INSTITUTION, "大学": OrganisationKind.PUBLIC_INSTITUTION, "学院": OrganisationKind.PUBLIC_INSTITUTION,
    "医院": OrganisationKind.PUBLIC_INSTITUTION, "卫生服务中心": OrganisationKind.PUBLIC_INSTITUTION, "中心": OrganisationKind.PUBLIC_INSTITUTION,
    "团区委": OrganisationKind.MASS_ORGANISATION, "妇联": OrganisationKind.MASS_ORGANISATION, "总工会": OrganisationKind.MASS_ORGANISATION,
    "残联": OrganisationKind.MASS_ORGANISATION, "协会": OrganisationKind.SOCIAL_ORGANISATION, "促进会": OrganisationKind.SOCIAL_ORGANISATION,
    "服务社": OrganisationKind.SOCIAL_ORGANISATION, "基金会": OrganisationKind.SOCIAL_ORGANISATION, "联合会": OrganisationKind.SOCIAL_ORGANISATION,
    "局": OrganisationKind.AGENCY, "委": OrganisationKind.AGENCY, "办": OrganisationKind.AGENCY, "法院": OrganisationKind.AGENCY,
    "检察院": OrganisationKind.AGENCY, "部": OrganisationKind.AGENCY, "政府": OrganisationKind.AGENCY, "街道办事处": OrganisationKind.AGENCY,
}  # fmt: skip
CATEGORIES: Final = {
    "便民": SocialCategory.CONVENIENCE, "社会服务": SocialCategory.CONVENIENCE, "公益": SocialCategory.CHARITY, "慈善": SocialCategory.CHARITY,
    "平安": SocialCategory.SAFETY, "治安": SocialCategory.SAFETY, "文体": SocialCategory.CULTURE, "兴趣": SocialCategory.CULTURE,
    "文艺": SocialCategory.CULTURE, "体育": SocialCategory.CULTURE, "其他": SocialCategory.OTHER, "行业": SocialCategory.OTHER,
}  # fmt: skip


def records(entry: Entry) -> Iterable[Record]:
    """Give an organisation with its place, known by credit code, else by name."""
    name = entry.get("name")
    if not name:
        entry.finding(Severity.ERROR, "name", "没有单位名称", "请补上名称，或删去这一行")
        return ()
    kind = _kind(entry, name)
    if kind is None:
        entry.finding(
            Severity.ERROR,
            "kind",
            "看不出单位性质",
            "请填：机关、事业单位、企业、社会组织、群团组织、物业服务企业、业委会、居委会",
            str(name),
        )
        return ()
    services = _services(entry)
    street = entry.territory("street")
    place = entry.territory("located_in", street) or street
    record = entry.record(
        "Organisation", _id(entry, name, kind, place), "name", "system", "address", "description", "slots", "max_posts", "reach",
        "aliases", "contact", kind=kind, uscc=entry.get("uscc"), category=entry.get("category"),
    )  # fmt: skip
    record.labels = (labels.KIND_LABELS[kind],)
    record.tie(links.LOCATED_IN, place or (None if "located_in" in entry.values else entry.home(record, wide=True)))
    for category in services:
        record.tie(links.UNIT_ABOUT, category)
    for words in entry.get("paired_with", ()):
        record.tie(links.PAIRED_WITH, entry.territory_called("paired_with", words))
    return (record,)


def _services(entry: Entry) -> list[str]:
    """Kinds of work a unit declares, and those its field of business names, which stays in its description as well."""
    said, reach = [entry.get("description"), entry.get("scope")], entry.get("reach")
    if isinstance(reach, str) and not isinstance(reach, Reach):
        said.append(entry.values.pop("reach"))
    if any(said):
        entry.values["description"] = "；".join(dict.fromkeys(filter(None, said)))
    declared = {words: named_works(entry.job.taxonomy, words) for words in entry.get("services", ())}
    unknown = [words for words, found in declared.items() if not found]
    if unknown:
        advice = f"可填：{'、'.join(one.label for one in entry.job.taxonomy.top_categories())}"
        reason = "这些服务领域不在分类里，已记在备注里"
        entry.finding(Severity.WARNING, "services", reason, advice, "、".join(unknown))
        entry.keep("services", "、".join(unknown))
    named = (named_works(entry.job.taxonomy, words) for words in said[1:] if words)
    return list(dict.fromkeys(chain(*declared.values(), *named)))


def _id(entry: Entry, name: str, kind: OrganisationKind, place: str | None) -> str:
    code = entry.get("uscc")
    found = entry.job.references.find("Organisation", code or name) or entry.job.references.find("Organisation", name)
    if found:
        return found
    grass_roots = kind in {OrganisationKind.OWNERS_COMMITTEE, OrganisationKind.SOCIAL_ORGANISATION} and not code
    return f"org-{code.lower()}" if code else keys.node_id("Organisation", name, place if grass_roots else None)


def _kind(entry: Entry, name: str) -> OrganisationKind | None:
    said: OrganisationKind | None = entry.get("kind")
    code = entry.get("uscc")
    by_code = checking.organisation_kind(code) if code else None
    if said is not None:
        return said
    named = next((kind for ending, kind in NAME_ENDINGS.items() if name.endswith(ending)), None)
    titled = next((kind for words, kind in KINDS.items() if words in entry.job.title), None)
    coded = next((kind for kind, label in labels.KIND_LABELS.items() if label == by_code), None)
    if "社会组织" in entry.job.title:
        return OrganisationKind.SOCIAL_ORGANISATION
    return named if named is not None and coded in {None, OrganisationKind.ENTERPRISE} else coded or named or titled


def aliases(words: object) -> tuple[str, ...]:
    """Other names of a unit."""
    found: tuple[str, ...] = PARTS(str(words))
    return found


def category(words: object) -> SocialCategory:
    """Give what a social organisation is for; raises `CellProblem`."""
    found = next((value for key, value in CATEGORIES.items() if key in str(words)), None)
    if found is None:
        raise CellProblem("不在可选的值里", "可填：便民服务、公益慈善、平安、文体兴趣、其他")
    return found


REACH: Final = term(Reach, REACHES)


def _reach_or_work(cell: Cell) -> str:
    """How far a unit serves, or the kinds of work it does, which some write under 服务范围."""
    words = cleaning.text(cell)
    reach: Reach | None = None if named_works(load_taxonomy(), words) else REACH(cell)
    return reach or words


KIND: Final = LedgerKind(
    key="organisations",
    name="单位台账",
    order=20,
    label="Organisation",
    titles=("单位台账", "共建单位", "机关单位", "单位名录", "社会组织", "物业企业", "物业公司", "业委会", "驻区单位", "两新组织", "成员单位信息", "单位信息", "单位名单", "单位一览", "商户", "企业名录", "机构名录", "辖区单位", "单位情况", "单位党组织", "单位报到"),
    columns=(
        col("name", "单位名称", "共建单位名称", "组织名称", "社会组织名称", "企业名称", "机构名称", "物业企业名称", "名称", "全称", "单位全称", "物业公司名称", "业委会名称", "单位", read=cleaning.name, content="unit"),
        col("kind", "单位性质", "单位类型", "共建单位性质", "性质", "类型", "组织类型", "单位类别", "机构类型", read=term(OrganisationKind, KINDS)),
        col("category", "社会组织类别", "服务类别", "类别", "组织类别", "业务类别", "社会组织类型", read=category),
        col("uscc", "统一社会信用代码", "社会信用代码", "信用代码", "组织机构代码", "登记证书", "登记证号", "机构代码", read=USCC, content="uscc"),
        col("certificate", "备案证或者负责人身份证号", "备案证号", "备案编号", kept=True),
        col("system", "条线", "系统", "所属系统", "所属条线", "行业", "归口", "所属行业", "行业类别", "行业领域", "主管单位", "业务主管单位", "主管部门"),
        col("address", "地址", "注册地址", "单位地址", "办公地址", "详细地址", "住所"),
        col("street", "所属街道", "街道", "镇街", "所属镇街"),
        col("located_in", "所属社区", "所在社区", "社区", "所在地", "所属区域", "注册社区", "驻地", "所在村社", "服务小区", "所在小区", "所属小区", content="place"),
        col("paired_with", "结对社区", "结对共建社区", "共建社区", "结对村社", "包联社区", "联系社区", "对口社区", read=PARTS),
        col("aliases", "简称", "别名", "曾用名", "旧称", "单位简称", "其他名称", read=aliases),
        col("description", "简介", "单位简介", "情况介绍", "单位介绍", "基本情况", "专业优势"),
        col("scope", "业务范围", "经营范围", "主营业务", "主要业务", "主要职能", "职能", "职责", "主要职责", "服务内容", "服务项目", "可提供服务", "可提供的服务", "能提供的服务", "提供服务"),
        col("services", "服务领域", "服务方向", "擅长领域", "可服务类别", read=PARTS),
        col("slots", "可服务时间", "服务时间", "空闲时间", read=SLOTS),
        col("reach", "服务范围", "可服务范围", read=_reach_or_work),
        *contact(),
        remark(),
        sample(),
    ),
    needs=(("name",),),
    same=(("uscc",), ("name", "located_in")),
    records=records,
    everyday=everyday.ORGANISATION,
)  # fmt: skip
