"""The taxonomy that ships with the product is whole and finds what people call things."""

from collections import Counter

import pytest

from graph_model.taxonomy import load_taxonomy

TAXONOMY = load_taxonomy()
USERS_OWN_GROUPING = (
    "志愿服务、平安巡防、联系群众、矛盾化解、法律咨询、养老助残、托幼教育、医疗健康、就业创业、文体活动、环境整治、物业维修、"
    "应急救援、心理疏导、科普宣传、场地设施、资金物资、政策办事"
)


def test_the_eighteen_top_categories_are_the_users_own_grouping() -> None:
    assert {category.label for category in TAXONOMY.top_categories()} == set(USERS_OWN_GROUPING.split("、"))


def test_every_broader_category_exists_and_is_itself_a_top_category() -> None:
    tops = {category.id for category in TAXONOMY.top_categories()}
    assert all(c.broader in tops for c in TAXONOMY.categories.values() if c.broader)


def test_every_skill_serves_a_known_category() -> None:
    assert all(skill.category in TAXONOMY.categories for skill in TAXONOMY.skills.values())


def test_every_certificate_a_skill_or_category_names_is_in_its_standard_name() -> None:
    named = {s.certificate for s in TAXONOMY.skills.values() if s.certificate}
    named |= {licence for c in TAXONOMY.categories.values() for licence in c.licence}
    assert named <= set(TAXONOMY.certificates)


@pytest.mark.parametrize(("kind", "trades"), [("categories", []), ("skills", ["水电工"])])
def test_no_synonym_means_two_things_but_for_trades_of_two_skills(kind: str, trades: list[str]) -> None:
    things = getattr(TAXONOMY, kind).values()
    names = Counter(name for thing in things for name in {thing.label, *thing.synonyms})
    assert [name for name, times in names.items() if times > 1] == trades


def test_a_skill_is_found_by_what_people_call_it() -> None:
    assert TAXONOMY.find_skill("电工") is TAXONOMY.skills["skill-electrician"]


def test_a_certificate_by_its_everyday_name_is_the_standard_one() -> None:
    assert TAXONOMY.certificate_name("电工证") == "低压电工证"


def test_a_certificate_nobody_listed_keeps_its_name() -> None:
    assert TAXONOMY.certificate_name("潜水员证") == "潜水员证"


def test_low_voltage_work_needs_its_certificate_by_law() -> None:
    electrician = TAXONOMY.find_skill("低压电工")
    assert electrician
    assert (electrician.certificate, bool(electrician.law)) == ("低压电工证", True)


def test_a_category_is_nearer_to_its_broader_one_than_to_its_sibling() -> None:
    meals, elders, care = "category-meals", "category-elders", "category-care"
    assert 1 > TAXONOMY.nearness(meals, care) > TAXONOMY.nearness(meals, elders) > 0


def test_strangers_are_not_near() -> None:
    assert TAXONOMY.nearness("category-legal", "category-meals") == 0


@pytest.mark.parametrize(
    ("title", "declared", "told"),
    [
        ("专家义诊", ["医疗健康"], ("category-clinic",)),
        ("专家义诊", ["义诊"], ()),
        ("专家义诊", ["平安巡防"], ()),
        ("专家义诊", [], ("category-clinic",)),
        ("夜巡队", ["没有这一类"], ("category-patrol",)),
        ("志愿服务队", [], ()),
    ],
)
def test_a_title_tells_kinds_narrower_than_those_declared(title: str, declared: list[str], told: tuple[str]) -> None:
    assert TAXONOMY.told_by_title(title, declared) == told


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("设施维修类", "物业维修"),
        ("残疾人帮扶工作", None),
        ("文体艺术", "文体活动"),
        ("垃圾分类与环保", "环境整治"),
        ("医疗卫生服务", "医疗健康"),
        ("文化教育", None),
        ("人才", None),
    ],
)
def test_a_lists_own_word_for_a_kind_of_work_is_understood_where_it_means_one(words: str, label: str | None) -> None:
    found = TAXONOMY.category_meant(words)
    assert (found.label if found else None) == label
