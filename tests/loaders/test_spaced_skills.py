"""A blank between skills separates them; one within a name does not."""

from datetime import date

import pytest

from graph_model.taxonomy import load_taxonomy
from loaders import cleaning
from loaders.contents import looks_like
from loaders.kinds.abilities import skills_told
from loaders.kinds.spaced_skills import certificates_apart, levels_apart, skills_apart
from loaders.links import HAS_SKILL

TAXONOMY = load_taxonomy()


@pytest.mark.parametrize(
    ("written", "skills"),
    [
        ("理发 急救", ("理发", "急救")),
        ("电工　水暖工", ("电工", "水暖工")),
        ("电工 高级 水暖工", ("电工(高级)", "水暖工")),
        ("理发、急救 心理咨询", ("理发", "急救", "心理咨询")),
        ("心理 咨询", ("心理咨询",)),
        ("抖空竹 理发", ("抖空竹", "理发")),
        ("抖空竹 打快板", ("抖空竹 打快板",)),
        ("高级 电工", ("电工(高级)",)),
        ("初级 急救 高级 电工 水暖工", ("急救(初级)", "电工(高级)", "水暖工")),
        ("电工 五级 理发", ("电工(五级)", "理发")),
        ("英语 六级", ("英语 六级",)),
        ("没有 特长", ("没有 特长",)),
        ("暂无 急救", ("暂无 急救",)),
        ("退休 教师", ("退休 教师",)),
        ("党员 志愿者", ("党员 志愿者",)),
        ("Photoshop 设计", ("Photoshop 设计",)),
        ("会一点 Python 编程", ("会一点 Python 编程",)),
        ("电工 (高级)", ("电工 (高级)",)),
    ],
)
def test_skills_between_which_a_blank_stands(written: str, skills: tuple[str, ...]) -> None:
    assert skills_apart(TAXONOMY, cleaning.split(cleaning.text(written))) == skills


def test_levels_and_certificates_follow_the_skills_they_answer() -> None:
    assert levels_apart(("初级 高级",)) == ("初级", "高级")
    known = sorted(one for one in TAXONOMY.certificates if one.isalpha())[:2]
    assert certificates_apart(TAXONOMY, (" ".join(known), "某种 证明")) == (*known, "某种 证明")


def test_a_person_whose_cell_has_a_blank_between_two_skills_has_both() -> None:
    ties = skills_told(TAXONOMY, ("理发 急救",), ("初级 高级",), (), (), ())._ties
    found = {(other, props["level"]) for kind, other, props in ties if kind is HAS_SKILL}
    assert found == {(TAXONOMY.skill_id("理发"), 1), (TAXONOMY.skill_id("急救"), 3)}


def test_a_column_of_skills_with_blanks_between_looks_like_work() -> None:
    assert "work" in looks_like(["理发 急救", "电工　水暖工"])


def test_a_certificate_proves_a_skill_the_row_does_not_name() -> None:
    proved = ("低压电工证", date(2027, 3, 1), 0)
    for papers, days in ((("电工证（2027年3月到期）",), ()), (("电工证",), ("2027-03-01",))):
        told = skills_told(TAXONOMY, ("理发",), ("高级",), papers, days, ())
        said = {
            other: (props.get("certificate"), props.get("valid_until"), props["level"])
            for _, other, props in told._ties
        }
        assert said == {TAXONOMY.skill_id("理发"): (None, None, 3), TAXONOMY.skill_id("低压电工"): proved}
        assert not told._told
