"""组织链: coverage of each link, holes with who is near, the tree, on the small district."""

from dataclasses import replace
from datetime import date
from functools import partial

import httpx
import pytest
from click.testing import CliRunner

from api.answers.chain import chain_answer
from api.asking import Asking
from api.cli.commands import gongjian
from api.errors import BadQuestion, UnknownPlace
from api.questions import ChainQuestion
from api.schemas.chain import ChainAnswer, ChainHole
from graph_model.driver import Graph
from graph_model.entities import Organisation, PartyOrganisation, Person, Territory
from graph_model.entities.terms import Level, OrganisationKind, PartyForm, Role
from graph_model.organisations import LOCATIONS, ORGANISATIONS, PAIRINGS
from graph_model.party_organisations import COVERED_TERRITORIES, PARTY_ORGANISATIONS
from graph_model.persons import PERSONS, REGISTRATIONS, RESIDENCES, RESPONSIBILITIES
from graph_model.posts import FILLINGS
from graph_model.role_labels import put_mark
from graph_model.territories import PARTS, TERRITORIES
from graph_model.ties import Tie
from tests.api.conftest import asking
from tests.api.small_district import DISTRICT, FIRST, SECOND, STREET

COMPOUND, TOUCHED, LONELY = f"{FIRST}-C01", f"{FIRST}-C01-L01", f"{FIRST}-C01-L02"
ALL = ChainQuestion()


@pytest.fixture
def chained(district: Graph) -> Graph:
    """A compound with two stairways, one of them with a party member; a committee in one of two communities."""
    names = {COMPOUND: ("兰苑", Level.COMPOUND), TOUCHED: ("1单元", Level.BUILDING), LONELY: ("2单元", Level.BUILDING)}
    TERRITORIES.save(
        district, *(Territory(id=id_, name=name, level=level, households=20) for id_, (name, level) in names.items())
    )
    PARTS.open(district, Tie(COMPOUND, FIRST), Tie(TOUCHED, COMPOUND), Tie(LONELY, COMPOUND))
    members = ["person-chen", "person-li", "person-zhou"]
    district.write(partial(put_mark, term=Role.PARTY_MEMBER, ids=members))
    RESPONSIBILITIES.open(district, Tie("person-chen", TOUCHED))
    REGISTRATIONS.open(district, Tie("person-chen", FIRST, properties={"capacity": "residence"}))
    PARTY_ORGANISATIONS.save(
        district,
        PartyOrganisation(id="party-1", name="一区大党委", form=PartyForm.JOINT_COMMITTEE),
        PartyOrganisation(id="party-2", name="二区支部", form=PartyForm.BRANCH),
    )
    COVERED_TERRITORIES.open(district, Tie("party-1", FIRST), Tie("party-2", SECOND))
    agencies = ("org-tax", "org-law")
    ORGANISATIONS.save(district, *(Organisation(id=one, name=one, kind=OrganisationKind.AGENCY) for one in agencies))
    LOCATIONS.open(district, Tie("org-tax", SECOND), Tie("org-law", FIRST))
    PAIRINGS.open(district, Tie("org-tax", FIRST))
    return district


def hole_of(answer: ChainAnswer, link: str, place: str) -> ChainHole:
    return next(one for one in answer.items if (one.link, one.place) == (link, place))


def test_each_link_tells_how_far_it_reaches(chained: Graph) -> None:
    links = {one.key: (one.met, one.known) for one in chain_answer(asking(chained), ALL).links}
    assert links["work_committee"] == (0, 1)
    assert links["joint_committee"] == links["pairing"] == links["stairway"] == (1, 2)


def test_a_stairway_without_a_member_is_offered_the_nearest_who_has_none(chained: Graph) -> None:
    hole = hole_of(chain_answer(asking(chained), ALL), "stairway", LONELY)
    assert (hole.act, [one.id for one in hole.candidates]) == ("一区大党委", ["person-li", "person-zhou"])
    assert [one.reason for one in hole.candidates] == [
        "党员，住在本社区，还没有联系楼道",
        "党员，住在本镇街，还没有联系楼道",
    ]


def test_a_community_without_a_pairing_is_offered_agencies_and_one_without_a_committee_its_branch(
    chained: Graph,
) -> None:
    answer = chain_answer(asking(chained), ALL)
    assert [one.id for one in hole_of(answer, "pairing", SECOND).candidates] == ["org-tax", "org-law"]
    assert [one.name for one in hole_of(answer, "joint_committee", SECOND).candidates] == ["二区支部"]


def member(graph: Graph, id_: str, **facts: object) -> None:
    PERSONS.save(graph, Person(id=id_, name=id_, **facts))
    RESIDENCES.open(graph, Tie(id_, FIRST))
    graph.write(partial(put_mark, term=Role.PARTY_MEMBER, ids=[id_]))


def test_of_those_near_who_agreed_comes_first_and_nobody_without_room_or_will_is_offered(chained: Graph) -> None:
    member(chained, "person-unasked", max_posts=2)
    member(chained, "person-lapsed", max_posts=2, consent=True, consent_until=date(2026, 1, 1))
    member(chained, "person-no", max_posts=2, consent=False)
    member(chained, "person-full", max_posts=1, consent=True)
    FILLINGS.open(chained, Tie("person-full", "post-repair", since=date(2026, 1, 1)))
    hole = hole_of(chain_answer(asking(chained), ALL), "stairway", LONELY)
    assert [(one.id, "先问过本人" in one.reason) for one in hole.candidates] == [
        ("person-li", False),
        ("person-lapsed", True),
        ("person-unasked", True),
    ]


def test_a_branch_that_covers_a_compound_and_its_community_is_offered_once(chained: Graph) -> None:
    forms = {"party-3": PartyForm.BRANCH, "party-4": PartyForm.BRANCH, "party-5": PartyForm.NEIGHBOUR_HUB}
    PARTY_ORGANISATIONS.save(chained, *(PartyOrganisation(id=one, name=one, form=form) for one, form in forms.items()))
    elsewhere = f"{SECOND}-C01"
    TERRITORIES.save(chained, Territory(id=elsewhere, name="竹苑", level=Level.COMPOUND))
    PARTS.open(chained, Tie(elsewhere, SECOND))
    ties = [("party-3", COMPOUND), ("party-3", FIRST), ("party-4", STREET), ("party-5", elsewhere)]
    COVERED_TERRITORIES.open(chained, *(Tie(*tie) for tie in ties))
    hole = hole_of(chain_answer(asking(chained), ALL), "neighbour_hub", COMPOUND)
    assert [(one.id, one.reason) for one in hole.candidates] == [
        ("party-3", "覆盖本小区的党支部，可以牵头"),
        ("party-4", "覆盖本镇街的党支部，可以牵头"),
    ]


def test_ten_households_need_a_member_each(chained: Graph) -> None:
    hole = hole_of(chain_answer(asking(chained), ALL), "ten_households", COMPOUND)
    assert hole.note == "20户，要2名党员，有1名"
    RESPONSIBILITIES.open(chained, Tie("person-li", LONELY))
    links = {one.key: (one.met, one.known) for one in chain_answer(asking(chained), ALL).links}
    assert links["ten_households"] == (1, 1)


def test_double_registration_counts_those_who_live_here(chained: Graph) -> None:
    found = chain_answer(asking(chained), ALL).registration
    assert found is not None
    assert (found.members, found.at_home, found.both) == (3, 1, 0)
    there = chain_answer(asking(chained), ChainQuestion(SECOND)).registration
    assert there is not None
    assert there.members == 1


def test_the_tree_counts_the_holes_below(chained: Graph) -> None:
    answer = chain_answer(asking(chained), ALL)
    assert answer.tree is not None
    assert (answer.tree.id, answer.tree.holes) == (DISTRICT, answer.total)
    (street,) = answer.tree.parts
    assert (street.id, [part.id for part in street.parts]) == (STREET, [FIRST, SECOND])
    (compound,) = street.parts[0].parts
    assert (compound.id, compound.below, compound.parts) == (COMPOUND, 2, [])
    below = chain_answer(asking(chained), ChainQuestion(FIRST)).tree
    assert below is not None
    assert [part.id for part in below.parts[0].parts] == [TOUCHED, LONELY]


def test_a_share_that_is_not_whole_is_never_written_as_whole(chained: Graph) -> None:
    words = {one.key: (one.share, one.value_words) for one in chain_answer(asking(chained), ALL).links}
    assert words["stairway"] == (50, "50%")


def test_holes_come_a_page_at_a_time_and_link_by_link(chained: Graph) -> None:
    asked = replace(asking(chained), page_size=2)
    first = chain_answer(asked, ALL)
    rest = chain_answer(asked, ChainQuestion(cursor=first.next_cursor, limit=100))
    assert len(first.items) + len(rest.items) == first.total
    assert first.tree is not None
    assert rest.tree is None
    assert {one.link for one in chain_answer(asked, ChainQuestion(link="pairing")).items} == {"pairing"}


def test_offices_nobody_registered_are_missing(asked: Asking) -> None:
    answer = chain_answer(asked, ALL)
    assert (answer.offices, answer.registration) == (None, None)
    assert all(one.share is None and one.missing and one.value_words == "缺数据" for one in answer.links)
    with pytest.raises(BadQuestion):
        chain_answer(asked, ChainQuestion(link="别的"))
    with pytest.raises(UnknownPlace):
        chain_answer(asked, ChainQuestion("没有这里"))


def test_the_page_opens_as_plain_html_and_the_command_says_the_same(
    reader: httpx.Client, chained: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = reader.get("/chain", params={"place": FIRST})
    assert (page.status_code, "<details" in page.text, "2单元" in page.text) == (200, True, True)
    assert reader.get("/api/v1/chain").json()["total"] == chain_answer(asking(chained), ALL).total
    monkeypatch.setattr("api.cli.chain.ask_service", lambda *_, **__: None)
    monkeypatch.setattr("api.cli.chain.answered", lambda _, answer: answer(asking(chained)))
    told = CliRunner().invoke(gongjian, ["chain"])
    assert (told.exit_code, "2单元" in told.output) == (0, True)
