"""谁能去哪服务 over a district small enough to know every answer by heart."""

import pytest
from click.testing import CliRunner

from api.answers.desk import desk_answer
from api.answers.lists import list_answer
from api.answers.overview import overview_answer
from api.answers.search import search
from api.answers.things import thing_answer
from api.answers.where import where_answer
from api.answers.who import who_answer
from api.answers.why_not import why_not_answer
from api.asking import Asking
from api.cli.commands import gongjian
from api.errors import BadQuestion, UnknownPlace, UnknownThing
from api.questions import WhereQuestion, WhoQuestion
from api.schemas import Helper, WhoAnswer
from graph_model.driver import Graph
from graph_model.errors import NotFound
from tests.api.conftest import asking
from tests.api.small_district import FIRST, STREET, build
from tests.conftest import wipe


@pytest.fixture(scope="module")
def asked(session_embedded_graph: Graph) -> Asking:
    """One district for all questions of this file: asking changes nothing."""
    wipe(session_embedded_graph)
    build(session_embedded_graph)
    return asking(session_embedded_graph)


REPAIR = WhoQuestion("翠苑一区", "电工", ("周六上午",), ("个人",), ("符合", "待核实", "不符合"))


def names(answer: WhoAnswer) -> list[str]:
    return [helper.name for helper in answer.helpers]


def one(answer: WhoAnswer, name: str) -> Helper:
    return next(helper for helper in answer.helpers if helper.name == name)


def test_certified_neighbour_comes_before_the_certified_stranger(asked: Asking) -> None:
    assert names(who_answer(asked, REPAIR))[:2] == ["陈志强", "周晓燕"]


def test_eligibility_has_three_values(asked: Asking) -> None:
    answer = who_answer(asked, WhoQuestion("翠苑一区", "post-repair", kinds=("个人",), verdicts=REPAIR.verdicts))
    assert {h.name: h.eligibility for h in answer.helpers} == {
        "陈志强": "符合",
        "周晓燕": "符合",
        "李建国": "待核实",
        "赵明海": "不符合",
    }
    assert (answer.counts.yes, answer.counts.unknown, answer.counts.no) == (2, 1, 1)


def test_residents_own_words_find_the_repair_team(asked: Asking) -> None:
    answer = who_answer(asked, WhoQuestion("翠苑一区", "老人家里的电灯坏了没人修", ("周六上午",)))
    assert (answer.understood[0].label, answer.understood[0].topic) == ("水电维修", "用电维修")
    assert "水电维修志愿队" in names(answer)


@pytest.mark.parametrize("words", ["地球为什么是圆的", "post-that-is-not-there"])
def test_words_that_mean_nothing_known_list_nobody_and_say_so(asked: Asking, words: str) -> None:
    answer = who_answer(asked, WhoQuestion("翠苑一区", words))
    assert (answer.understood, answer.helpers, answer.next_cursor) == ([], [], None)
    assert (answer.counts.yes, answer.counts.unknown, answer.counts.no) == (0, 0, 0)
    assert answer.notice == f"没有听懂这句话：“{words}”。请换一种说法，或直接选类别。"


def test_the_command_line_says_that_nothing_was_understood(asked: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = who_answer(asked, WhoQuestion("翠苑一区", "地球为什么是圆的"))
    monkeypatch.setattr("api.cli.asking.ask_service", lambda *_, **__: answer)
    told = CliRunner().invoke(gongjian, ["who", "--place", "翠苑一区", "--work", "地球为什么是圆的"])
    assert told.output == f"{answer.notice}\n"


def test_the_command_line_says_how_to_widen_a_question_nobody_answers(
    asked: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = who_answer(asked, WhoQuestion("翠苑一区", "电工", kinds=("资源",)))
    assert answer.helpers == []
    monkeypatch.setattr("api.cli.asking.ask_service", lambda *_, **__: answer)
    told = CliRunner().invoke(gongjian, ["who", "--work", "电工", "--kind", "资源"])
    assert told.output.splitlines()[-1].startswith("没有能列出的。可以放宽：")


@pytest.mark.parametrize("words", ["", "  ", "电工", "物业维修", "post-repair", "电灯坏了没人修"])
def test_no_words_and_known_words_are_answered(asked: Asking, words: str) -> None:
    answer = who_answer(asked, WhoQuestion("翠苑一区", words))
    assert answer.notice is None
    assert answer.helpers


def test_every_helper_has_reasons_parts_that_add_up_and_a_source(asked: Asking) -> None:
    chen = one(who_answer(asked, REPAIR), "陈志强")
    assert chen.reasons
    assert sum(part.points for part in chen.parts) == chen.score
    assert chen.source == "人员.xlsx#人员!2"


def test_expired_certificate_is_told_with_what_would_help(asked: Asking) -> None:
    told = why_not_answer(asked, "person-zhao", "post-repair")
    assert told.eligibility == "不符合"
    assert any(one.rule == "certificate" and one.verdict == "不符合" for one in told.findings)
    assert told.smallest_change


def test_pages_join_to_the_whole_without_overlap(asked: Asking) -> None:
    whole = names(who_answer(asked, REPAIR))
    first = who_answer(asked, WhoQuestion(*_fields(REPAIR), limit=3))
    second = who_answer(asked, WhoQuestion(*_fields(REPAIR), cursor=first.next_cursor, limit=3))
    assert names(first) + names(second) == whole[:6]
    assert first.next_cursor


def _fields(question: WhoQuestion) -> tuple[str | None, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return question.place, question.work, question.slots, question.kinds, question.verdicts


def test_same_question_gives_the_same_bytes(asked: Asking) -> None:
    assert who_answer(asked, REPAIR).model_dump_json() == who_answer(asked, REPAIR).model_dump_json()


def test_unknown_place_is_refused_with_the_nearest(asked: Asking) -> None:
    with pytest.raises(UnknownPlace, match="翠苑"):
        who_answer(asked, WhoQuestion("翠苑三区社区"))


@pytest.mark.parametrize("wrong", [{"slots": ("晨间",)}, {"kinds": ("猫",)}, {"verdicts": ("也许",)}, {"cursor": "x"}])
def test_unreadable_parameter_is_refused_with_what_can_be_written(asked: Asking, wrong: dict[str, object]) -> None:
    with pytest.raises(BadQuestion):
        who_answer(asked, WhoQuestion(**wrong))  # type: ignore[arg-type]


def test_where_lists_the_posts_of_a_certified_person(asked: Asking) -> None:
    answer = where_answer(asked, WhereQuestion("person-chen"))
    assert [work.id for work in answer.works][:1] == ["post-repair"]
    assert {"post-repair", "post-other"} <= {work.id for work in answer.works}
    assert answer.helper.free_capacity == 2


def test_unknown_helper_is_refused(asked: Asking) -> None:
    with pytest.raises(UnknownThing):
        where_answer(asked, WhereQuestion("person-nobody"))


def test_overview_counts_those_who_can_in_each_community(asked: Asking) -> None:
    overview = overview_answer(asked, STREET)
    repair = [column.label for column in overview.categories].index("物业维修")
    cells = {row.place.name: row.cells[repair] for row in overview.rows}
    assert cells["翠苑一区社区"].can >= 1
    assert cells["翠苑一区社区"].asked >= 1


def test_search_finds_people_posts_and_places_by_name(asked: Asking) -> None:
    assert [hit.id for hit in search(asked, "陈志强").hits] == ["person-chen"]
    assert {hit.kind for hit in search(asked, "水电").hits} >= {"team", "post"}
    assert search(asked, "翠苑一区社区").hits[0].id == FIRST


def test_record_shows_ties_in_staffs_words_and_no_phone(asked: Asking) -> None:
    chen = thing_answer(asked, "person", "person-chen")
    told = {(tie.label, tie.to.name) for tie in chen.ties}
    assert ("工作单位", "区供电公司") in told
    assert ("居住地", "翠苑一区社区") in told
    assert "phone" not in chen.model_dump_json()


def test_record_shows_how_well_a_skill_is_held_and_by_which_certificate(asked: Asking) -> None:
    skill = next(tie for tie in thing_answer(asked, "person", "person-chen").ties if tie.label == "技能")
    assert skill.to.name.endswith("（中级）")
    assert skill.note.startswith("低压电工")
    assert "有效期至 2028-03-01" in skill.note


def test_record_that_is_not_there_is_refused(asked: Asking) -> None:
    with pytest.raises(NotFound):
        thing_answer(asked, "person", "person-nobody")


@pytest.mark.parametrize(
    ("kind", "title"), [("post", "楼道水电岗"), ("need", "老人家里的电灯坏了没人修"), ("resource", "社区礼堂")]
)
def test_lists_show_what_is_within_a_place(asked: Asking, kind: str, title: str) -> None:
    answer = list_answer(asked, kind, STREET)
    assert title in [item.title for item in answer.items]
    assert answer.total == len(answer.items)


def test_desk_tells_what_is_due(asked: Asking) -> None:
    desk = desk_answer(asked)
    assert [item.subject.id for item in desk.certificates] == ["person-zhou"]
    assert [item.subject.id for item in desk.overdue_needs] == ["need-lamp"]
    assert desk.totals["人员"] == 5
