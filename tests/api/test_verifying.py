"""待核实: the page's, the API's and the command's list of what to find out first."""

from dataclasses import replace

import httpx
import orjson
import pytest
from click.testing import CliRunner

from api.answers.desk import desk_answer
from api.answers.verifying import verify_answer
from api.asking import Asking
from api.cli.commands import gongjian
from api.cli.running import Running, note_running, sole_service
from api.errors import BadQuestion
from api.questions import VerifyQuestion
from api.settings import Settings
from graph_model.driver import Graph
from graph_model.entities import Post
from graph_model.posts import POSTS
from tests.api.conftest import asking
from tests.api.small_district import SATURDAY, SECOND

ALL = VerifyQuestion(only_gaps=False)


def test_a_certificate_without_end_is_asked_for_once_with_all_it_would_allow(asked: Asking) -> None:
    li = next(one for one in verify_answer(asked, ALL).items if one.subject.name == "李建国")
    assert (li.rule, li.subject_kind, li.remedy) == ("certificate", "person", "登记低压电工证")
    assert {one.name for one in li.works} == {"水电维修岗（翠苑一区社区）", "楼道水电岗（翠苑二区社区）"}
    assert li.matches == 2


def test_without_gaps_nothing_is_listed_unless_all_is_asked_for(asked: Asking) -> None:
    answer = verify_answer(asked, VerifyQuestion())
    assert (answer.only_gaps, answer.gaps, answer.items) == (True, 0, [])
    assert desk_answer(asked).to_verify == []


def test_a_rule_is_chosen_by_key_or_name_and_the_counts_stay(asked: Asking) -> None:
    by_key, by_name = (verify_answer(asked, replace(ALL, rule=rule)) for rule in ("certificate", "持证且在有效期"))
    assert by_key == by_name
    assert {one.rule for one in by_key.items} == {"certificate"}
    assert by_key.counts == verify_answer(asked, ALL).counts


def test_only_works_of_the_place_are_meant(asked: Asking) -> None:
    li = next(one for one in verify_answer(asked, replace(ALL, place=SECOND)).items if one.subject.name == "李建国")
    assert [one.name for one in li.works] == ["楼道水电岗（翠苑二区社区）"]


def test_posts_that_wait_for_insurance_alone_stand_beside_the_list(district: Graph, reader: httpx.Client) -> None:
    """That they are not insured is known: nothing to verify, and yet what would unlock them is told."""
    POSTS.save(
        district,
        Post(id="post-repair", title="水电维修岗", headcount=1, slots=SATURDAY, hazards="登高", insured=False),
        Post(id="post-other", title="楼道水电岗", headcount=2, slots=SATURDAY, hazards="登高", insured=False),
    )
    answer = verify_answer(asking(district), ALL)
    assert "insurance" not in {one.rule for one in answer.items}
    assert [(one.subject.id, one.matches) for one in answer.uninsured] == [("post-other", 2), ("post-repair", 2)]
    assert answer.uninsured[0].remedy == "为本岗位投保"
    first = verify_answer(asking(district), replace(ALL, limit=1))
    assert (len(first.uninsured), first.uninsured_total) == (1, 2)
    assert verify_answer(asking(district), replace(ALL, rule="certificate")).uninsured == []
    page = reader.get("/to-verify", params={"span": "全部"}).text
    assert "2 个岗位涉及危险，登记的是没有投保" in page
    assert 'href="/pool/post-other"' in page


def test_pages_join_to_the_whole(asked: Asking) -> None:
    whole = verify_answer(asked, ALL)
    first = verify_answer(asked, replace(ALL, limit=1))
    second = verify_answer(asked, replace(ALL, limit=1, cursor=first.next_cursor))
    assert [*first.items, *second.items] == whole.items[:2]


def test_an_unknown_rule_is_refused_with_those_there_are(asked: Asking) -> None:
    with pytest.raises(BadQuestion, match="本人同意"):
        verify_answer(asked, replace(ALL, rule="颜值"))


def test_the_command_asks_a_running_service_for_all_when_all_is_asked_for(
    settings: Settings, service: str, asked: Asking
) -> None:
    with sole_service(settings):
        note_running(settings, Running(service, service, None))
        words = ["to-verify", "--json", "--data-folder", str(settings.data_folder)]
        gaps, everything = (CliRunner().invoke(gongjian, [*words, *more]) for more in ([], ["--all"]))
    assert orjson.loads(gaps.stdout)["items"] == []
    assert orjson.loads(everything.stdout) == verify_answer(asked, ALL).model_dump(mode="json")
