"""What pages say: marks, days, links and the chooser of places."""

from datetime import date

import pytest

from api.pages import links, marks
from api.pages.chooser import Chooser, narrower
from api.pages.desk import due_label, kind_of
from api.pages.rendering import compile_all
from api.pages.things import grouped, history_of, tie_line
from api.places import Places
from api.schemas import DueItem, Ref, Tie
from graph_model.entities.candidates import TerritoryRow
from graph_model.successions import Step, Successions
from matching.problem import Territories

TODAY = date(2026, 11, 22)
DISTRICT, STREET, COMMUNITY = "330106000000", "330106008000", "330106008001"
PLACES = Places(
    Territories.from_rows(
        [
            TerritoryRow(DISTRICT, "样例区", "district"),
            TerritoryRow(STREET, "样例<街道>", "subdistrict", DISTRICT),
            TerritoryRow(COMMUNITY, "样例社区", "community", STREET),
            TerritoryRow(f"{COMMUNITY}-1", "样例小区", "compound", COMMUNITY),
        ]
    )
)


def a_tie(label: str = "结对共建", **given: object) -> Tie:
    return Tie(label=label, to=Ref(id="org-1", name="样例单位"), kind="organisation", **given)


def test_every_verdict_and_change_has_a_sign_besides_its_colour() -> None:
    for signs in (marks.VERDICT_MARKS, marks.CHANGE_MARKS):
        assert len({sign for _, sign in signs.values()}) == len(signs)


def test_the_chooser_marks_the_chosen_place_and_escapes_names() -> None:
    written = Chooser().options(PLACES, COMMUNITY)
    assert f'<option value="{COMMUNITY}" selected>样例社区</option>' in written
    assert "样例&lt;街道&gt;" in written
    assert written.count("selected") == 1


def test_the_chooser_leaves_compounds_to_the_next_step_but_shows_a_chosen_one() -> None:
    assert "样例小区" not in Chooser().options(PLACES, DISTRICT)
    assert "样例小区</option>" in Chooser().options(PLACES, f"{COMMUNITY}-1")
    assert [place.name for place in narrower(PLACES, COMMUNITY)] == ["样例小区"]
    assert narrower(PLACES, DISTRICT) == []


def test_the_chooser_writes_anew_when_the_territories_change() -> None:
    chooser = Chooser()
    chooser.options(PLACES, DISTRICT)
    smaller = Places(Territories.from_rows([TerritoryRow(DISTRICT, "样例区", "district")]))
    assert "样例社区" not in chooser.options(smaller, DISTRICT)


def test_the_chooser_lists_what_stands_today() -> None:
    gone, merged, ending = (f"3301060080{number}" for number in (91, 92, 93))
    rows = [
        *PLACES.territories.rows,
        TerritoryRow(gone, "撤销社区", "community", STREET, valid_until=date(2026, 11, 21)),
        TerritoryRow(merged, "并走社区", "community", STREET),
        TerritoryRow(ending, "将撤社区", "community", STREET, valid_until=date(2026, 12, 31)),
        TerritoryRow(f"{COMMUNITY}-2", "旧小区", "compound", COMMUNITY, valid_until=date(2026, 11, 21)),
    ]
    step = Step(merged, "并走社区", "community", COMMUNITY, "样例社区", None)
    places = Places(Territories.from_rows(rows), Successions((step,)), TODAY)
    written = Chooser().options(places, DISTRICT)
    assert [name for name in ("撤销社区", "并走社区", "将撤社区", "样例社区") if name in written] == [
        "将撤社区",
        "样例社区",
    ]
    assert [place.name for place in narrower(places, COMMUNITY)] == ["样例小区"]


def test_history_tells_beginnings_and_ends_the_newest_first() -> None:
    told = history_of(
        [a_tie(since=date(2024, 3, 1), until=date(2026, 5, 2)), a_tie("所在地", since=date(2025, 1, 1))], TODAY
    )
    assert [(one.when.year, one.words) for one in told] == [
        (2026, "结对共建到此为止："),
        (2025, "所在地："),
        (2024, "结对共建："),
    ]


def test_only_ties_that_hold_are_listed() -> None:
    groups = grouped([a_tie(), a_tie(until=date(2025, 1, 1)), a_tie("所在地")], TODAY)
    assert [(group.label, len(group.ties)) for group in groups] == [("结对共建", 1), ("所在地", 1)]


def test_a_tie_agreed_until_later_holds_and_has_not_ended() -> None:
    agreed = a_tie(since=date(2024, 3, 1), until=date(2030, 12, 31))
    assert [group.ties for group in grouped([agreed, a_tie(until=TODAY)], TODAY)] == [(agreed, a_tie(until=TODAY))]
    assert [one.words for one in history_of([agreed], TODAY)] == ["结对共建："]
    assert "到2030年12月31日为止" in tie_line(agreed)


def test_a_tie_to_a_thing_without_a_page_is_no_link() -> None:
    assert "<a" not in tie_line(Tie(label="技能", to=Ref(id="skill-1", name="<调解>"), kind="skill"))
    assert "&lt;调解&gt;" in tie_line(Tie(label="技能", to=Ref(id="skill-1", name="<调解>"), kind="skill"))


@pytest.mark.parametrize(
    ("days", "words"), [(-3, "逾期 3 天"), (0, "今天"), (1, "明天"), (9, "9 天后"), (None, "本周")]
)
def test_days_left_are_said_as_staff_count_them(days: int | None, words: str) -> None:
    assert due_label(DueItem(kind="need", title="", subject=Ref(id="need-1", name=""), days_left=days)) == words


@pytest.mark.parametrize(
    ("identity", "kind"), [("org-1", "organisation"), ("person-1", "person"), (COMMUNITY, "territory")]
)
def test_the_kind_of_a_record_shows_in_its_id(identity: str, kind: str) -> None:
    assert kind_of(identity) == kind


def test_addresses_quote_what_ids_may_hold() -> None:
    assert links.thing_href("person", "person-甲/乙") == "/persons/person-%E7%94%B2%2F%E4%B9%99"
    assert links.thing_href("skill", "skill-1") == ""
    assert links.pool_href("post-甲/乙?丙") == "/pool/post-%E7%94%B2%2F%E4%B9%99%3F%E4%B8%99"


def test_every_template_can_be_compiled() -> None:
    compile_all()
