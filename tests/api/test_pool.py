"""人岗匹配库: who does a post, who is proposed, who else could, and what a change would do this week."""

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from api.answers.pool import pool_answer, pool_post_answer
from api.answers.what_if import NOT_SCORED, week_as_it_is, what_if_answer
from api.answers.why_not import why_not_answer
from api.asking import Asking
from api.errors import BadQuestion, UnknownThing
from api.pages import pool as pool_page
from api.pages import why_not as why_not_page
from api.pages.pool import SEAT_MARKS
from api.questions import PoolQuestion
from api.schemas.pool import Seat
from api.supposing import Wording, facts_of, wordings_in
from graph_model import suggestions
from graph_model.driver import Graph
from graph_model.entities import Person
from graph_model.entities.terms import DeclineReason
from graph_model.persons import HELD_SKILLS, PERSONS, RESIDENCES
from graph_model.ties import Tie
from tests.api.conftest import asking
from tests.api.small_district import CERTIFICATE, ELECTRICIAN, FIRST, propose_two_for_one_place, suggestion_id


@pytest.fixture
def proposed(district: Graph) -> Asking:
    propose_two_for_one_place(district)
    return asking(district)


def test_posts_short_of_most_people_come_first(asked: Asking) -> None:
    answer = pool_answer(asked, PoolQuestion())
    assert [(one.work.id, one.short) for one in answer.posts] == [("post-other", 2), ("post-repair", 1)]
    assert (answer.total, answer.short) == (2, 2)


def test_who_is_proposed_counts_against_what_is_short_until_declined(proposed: Asking, district: Graph) -> None:
    (one,) = pool_answer(proposed, PoolQuestion(place=FIRST)).posts
    assert [helper.id for helper in one.proposed] == ["person-chen", "person-zhou"]
    assert one.short == 0
    suggestions.decline(district, proposed.scope, suggestion_id("post-repair", "person-zhou"), DeclineReason.DISTANCE)
    (left,) = pool_answer(asking(district), PoolQuestion(place=FIRST)).posts
    assert [helper.id for helper in left.proposed] == ["person-chen"]


def test_who_was_accepted_does_the_post_and_is_not_proposed_any_more(proposed: Asking, district: Graph) -> None:
    suggestions.accept(district, proposed.scope, suggestion_id("post-repair", "person-chen"))
    (one,) = pool_answer(asking(district), PoolQuestion(place=FIRST)).posts
    assert ([helper.id for helper in one.doing], one.filled) == (["person-chen"], 1)
    assert "person-chen" not in [helper.id for helper in one.proposed]


def test_only_posts_of_the_kind_and_those_short_of_people_are_listed(proposed: Asking) -> None:
    short = pool_answer(proposed, PoolQuestion(only_short=True))
    assert [one.work.id for one in short.posts] == ["post-other"]
    assert pool_answer(proposed, PoolQuestion(category="医疗健康")).posts == []
    with pytest.raises(BadQuestion):
        pool_answer(proposed, PoolQuestion(category="占星"))


def test_alternatives_tell_what_stands_in_the_way_this_week(proposed: Asking) -> None:
    answer = pool_post_answer(proposed, "post-other")
    told = {one.helper.name: (one.eligibility, one.standing) for one in answer.alternatives}
    assert told["陈志强"] == ("符合", "有空")
    assert told["李建国"] == ("待核实", "有空")
    assert answer.requires == ["低压电工（初级以上）", "低压电工证"]


def test_a_post_nobody_knows_is_refused(asked: Asking) -> None:
    with pytest.raises(UnknownThing):
        pool_post_answer(asked, "post-nowhere")


def test_a_certificate_supposed_brings_the_person_into_the_week(asked: Asking) -> None:
    facts = [Wording("名额", work="post-other", value="4"), Wording("加证", "person-li", value="低压电工证")]
    answer = what_if_answer(asked, facts)
    assert answer.supposed == ["“楼道水电岗”的名额由 2 改为 4", "李建国持有效的低压电工证"]
    assert "person-li" in {one.helper.id for one in answer.gained if one.helper}


def test_whoever_lacks_a_free_half_day_alone_is_supposed_to_be_free_and_not_to_have_papers(district: Graph) -> None:
    PERSONS.save(district, Person(id="person-wu", name="吴刚", birth_year=1980, consent=True))
    RESIDENCES.open(district, Tie("person-wu", FIRST))
    licence = {"level": 2, "certificate": CERTIFICATE, "valid_until": date(2028, 3, 1)}
    HELD_SKILLS.open(district, Tie("person-wu", ELECTRICIAN, properties=licence))
    asked = asking(district)
    answer = pool_post_answer(asked, "post-repair")
    wu = next(one for one in answer.alternatives if one.helper.id == "person-wu")
    assert [label for label, _ in pool_page.what_ifs(answer, wu)] == ["假如周六上午有空", "假如定下他"]
    (fact,) = wu.what_if
    supposed = what_if_answer(asked, [Wording(fact.what, fact.helper, fact.work, fact.value)])
    assert supposed.supposed == ["吴刚周六上午有空"]
    assert supposed.sentence.startswith("这样吴刚就符合“水电维修岗”，本周")
    told = why_not_answer(asked, "person-wu", "post-repair")
    assert told.what_if == [fact]
    (offered,) = why_not_page.what_ifs(told)
    assert (offered[0], "what=%E6%9C%89%E7%A9%BA" in offered[1]) == ("假如周六上午有空", True)


def test_supposing_too_little_says_what_is_still_missing(asked: Asking) -> None:
    answer = what_if_answer(asked, [Wording("有空", "person-li", "post-repair", "周日上午")])
    assert answer.sentence == "这样李建国还不符合“水电维修岗”：低压电工证未登记。本周的安排不会有变化。"


def test_supposing_changes_nothing(asked: Asking) -> None:
    before = pool_answer(asked, PoolQuestion())
    what_if_answer(asked, [Wording("不派", "person-chen", "post-repair")])
    assert pool_answer(asked, PoolQuestion()) == before


def test_what_if_says_when_whoever_is_supposed_to_go_may_not(asked: Asking) -> None:
    (told,) = what_if_answer(asked, [Wording("定人", "person-zhao", "post-repair")]).supposed
    assert "他不符合：" in told
    assert told.endswith("真要指定会被拒绝")
    (told,) = what_if_answer(asked, [Wording("定人", "person-chen", "post-repair")]).supposed
    assert "不符合" not in told


def test_somebody_not_sure_to_fit_is_shown_on_the_work_they_are_supposed_to_do(asked: Asking) -> None:
    answer = what_if_answer(asked, [Wording("定人", "person-zhao", "post-repair")])
    assert next((one.helper.id, one.work.id) for one in answer.gained if one.helper) == ("person-zhao", "post-repair")
    assert answer.gained[0].reasons == [NOT_SCORED]
    assert "会新派" in answer.sentence


def test_what_is_supposed_tells_by_how_much_the_scores_change(asked: Asking) -> None:
    before = week_as_it_is(asked)
    answer = what_if_answer(asked, [Wording("不派", "person-chen", "post-repair")])
    lost = next(one.score for one in before.suggestions if (one.helper, one.work) == ("person-chen", "post-repair"))
    assert answer.score < 0
    assert answer.score >= -lost
    assert answer.sentence.endswith(f"各条分数合计少 {-answer.score:,} 分。")


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        (Wording("升官", "person-li"), "没有“升官”这种假设"),
        (Wording("名额", work="post-repair", value="很多"), "0 到 1000 的整数"),
        (Wording("加证", "person-li", value="屠龙证"), "没有“屠龙证”这种证书或技能"),
        (Wording("有空", "person-li"), "没有写哪个半天"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_can_be_written(asked: Asking, wording: Wording, told: str) -> None:
    with pytest.raises(BadQuestion, match=told):
        facts_of(asked, [wording])


def test_nobody_there_cannot_be_supposed(asked: Asking) -> None:
    with pytest.raises(UnknownThing):
        facts_of(asked, [Wording("定人", "person-nobody", "post-repair")])


def test_a_table_of_facts_is_read_whatever_the_order_of_its_columns(tmp_path: Path) -> None:
    table = tmp_path / "假设.csv"
    table.write_text("哪件事,假设,改成,谁\npost-repair,名额,3,\n,有空,周六上午,person-li\n", encoding="utf8")
    assert wordings_in(table) == [
        Wording("名额", "", "post-repair", "3", 2),
        Wording("有空", "person-li", "", "周六上午", 3),
    ]


def test_what_is_wrong_in_a_table_is_told_with_its_row(asked: Asking) -> None:
    good = Wording("名额", work="post-repair", value="3", row=2)
    with pytest.raises(UnknownThing, match=r"^第 3 行：没有编号或名称是“查无此人”的"):
        facts_of(asked, [good, Wording("定人", "查无此人", "post-repair", row=3)])
    with pytest.raises(BadQuestion, match=r"^第 4 行：名额要写"):
        facts_of(asked, [good, Wording("名额", work="post-repair", value="很多", row=4)])


def test_all_that_is_wrong_in_a_table_is_told_at_once(asked: Asking) -> None:
    rows = [
        Wording("名额", work="post-repair", value="3", row=2),
        Wording("定人", "查无此人", "post-repair", row=3),
        Wording("名额", work="post-repair", value="很多", row=4),
        Wording("换人", "person-li", "post-repair", row=6),
    ]
    with pytest.raises(BadQuestion) as refused:
        facts_of(asked, rows)
    opening, *told = refused.value.detail.splitlines()
    assert opening == "有 3 行看不懂，什么也没有试算："
    assert [one.partition("：")[0] for one in told] == ["第 3 行", "第 4 行", "第 6 行"]
    assert "没有“换人”这种假设" in told[2]
    assert refused.value.facts["rows"] == [3, 4, 6]


def test_of_very_many_wrong_rows_the_first_are_told_and_the_others_counted(asked: Asking) -> None:
    nobody = [Wording("定人", f"查无此人{row}", "post-repair", row=row) for row in range(2, 32)]
    with pytest.raises(UnknownThing) as refused:
        facts_of(asked, nobody)
    assert refused.value.detail.splitlines()[-1] == "另有 10 行。"
    assert len(refused.value.detail.splitlines()) == 22


def test_a_table_may_name_people_and_works_by_their_names(asked: Asking) -> None:
    row = next(row for row in asked.view.helpers.rows if row.id == "person-li")
    (fact,), _ = facts_of(asked, [Wording("上限", row.name, value="2")])
    assert fact.helper == "person-li"


def test_a_table_without_the_columns_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "假设.csv"
    table.write_text("姓名,电话\n甲,1\n", encoding="utf8")
    with pytest.raises(BadQuestion, match="假设、谁、哪件事、改成"):
        wordings_in(table)


def test_the_page_has_a_mark_for_every_word_of_a_seat() -> None:
    assert set(SEAT_MARKS) == set(get_args(Seat.model_fields["short"].annotation))
