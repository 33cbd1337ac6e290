"""Two records of one person are found, merged and parted again, on both servers."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from graph_model import events, person_doubles
from graph_model.driver import Graph
from graph_model.entities.person_merge import PersonMerge
from graph_model.entities.terms import DoubleState, EventKind, Purpose
from graph_model.errors import NotFound
from graph_model.person_merges import latest_merges, merged_persons, standing_id
from graph_model.persons import RESIDENCES
from graph_model.posts import FILLINGS
from graph_model.scope import Scope
from graph_model.ties import Tie
from loaders.breaking_off import Stopped
from loaders.doubles import COMPARED, KEPT, READ, Comparing, Found, find_and_keep
from loaders.merging import NotOnePerson, merge_in
from loaders.parting import Parted, part_in
from loaders.undoing import NotUndoable, undo_import
from tests.loaders.ledgers import ORGANISATIONS, SEALER, TERRITORIES, TODAY, an_xlsx, imported

ALL = Scope("张三", "330106000000", Purpose.ADMINISTRATION)
ELSEWHERE = Scope("李四", "330106008002")
HEADERS = ["姓名", "联系电话", "出生年份", "性别", "居住社区", "工作单位", "技能", "备注"]
FIRST = [
    HEADERS,
    ["王建国", "13800000001", 1965, "男", "翠苑一区社区", "样例区卫生局", "护理", "热心"],
    ["李秀英", "13800000001", 1967, "女", "翠苑一区社区", "", "", ""],
    ["赵大明", "13800000009", 1980, "男", "翠苑二区社区", "", "", ""],
]
MEMBERS = [
    ["党员姓名", "联系电话", "出生年份", "性别", "居住社区", "工作单位", "技能", "证书"],
    ["王建果", "13800000001", 1965, "男", "翠苑二区社区", "样例区卫生局", "护理、低压电工", "护士执业证"],
    ["孙晓红", "13800000007", 1990, "女", "翠苑一区社区", "", "", ""],
]
PEOPLE_CYPHER = "MATCH (n:Person) RETURN n.name AS name, n.id AS id ORDER BY name"
NODE_CYPHER = "MATCH (n:Person {id: $id}) RETURN properties(n) AS p, labels(n) AS labels"
TIES_CYPHER = (
    "MATCH (n:Person {id: $id})-[r]->(o) RETURN type(r) AS t, o.id AS o, properties(r) AS p ORDER BY t, o, r.key"
)
POST_CYPHER = "CREATE (p:Post {id: 'post-1', title: '岗'})"
PERSONAL = {"updated_at", "lock"}


@pytest.fixture
def registered(migrated: Graph, tmp_path: Path) -> Graph:
    folder = tmp_path / "d"
    folder.mkdir()
    an_xlsx(folder / "区划代码.xlsx", 区划=TERRITORIES)
    an_xlsx(folder / "单位.xlsx", 单位=ORGANISATIONS)
    an_xlsx(folder / "志愿者.xlsx", 志愿者=FIRST)
    an_xlsx(folder / "党员.xlsx", 党员=MEMBERS)
    imported(migrated, folder)
    return migrated


def id_of(graph: Graph, name: str) -> str:
    return next(row["id"] for row in graph.rows(PEOPLE_CYPHER) if row["name"] == name)


def record(graph: Graph, person: str) -> tuple[dict[str, Any], set[str], list[tuple[str, str, dict[str, Any]]]]:
    """All a person says and is tied to, but for when it was written last."""
    (row,) = graph.rows(NODE_CYPHER, id=person)
    props = {name: value for name, value in row["p"].items() if name not in PERSONAL and value is not None}
    ties = [(tie["t"], tie["o"], tie["p"]) for tie in graph.rows(TIES_CYPHER, id=person)]
    return props, set(row["labels"]), ties


def holding(graph: Graph, person: str) -> set[tuple[str, str]]:
    return {(kind, other) for kind, other, props in record(graph, person)[2] if props.get("until") is None}


def found(graph: Graph) -> Found:
    return find_and_keep(graph, ALL, sealer=SEALER, day=TODAY)


def merged(graph: Graph, one: str, other: str, scope: Scope = ALL) -> PersonMerge:
    return graph.write(partial(merge_in, scope=scope, one=id_of(graph, one), other=id_of(graph, other)))


def parted(graph: Graph, merge: PersonMerge, scope: Scope = ALL) -> Parted:
    return graph.write(partial(part_in, scope=scope, id=merge.id))


def test_who_is_written_by_ear_in_another_ledger_is_found_and_kept_with_the_weights(registered: Graph) -> None:
    assert found(registered).waiting >= 1
    pairs = person_doubles.pairs_of(registered)
    wanted = person_doubles.id_of(id_of(registered, "王建国"), id_of(registered, "王建果"))
    assert [pair.id for pair in pairs] == [wanted]
    (kept,) = person_doubles.PERSON_DOUBLES.find_all(registered, [wanted])
    assert '"said":"读音相同"' in kept.reasons
    assert "13800000001" not in kept.reasons


def test_looking_again_finds_the_same_and_forgets_what_looks_alike_no_more(registered: Graph) -> None:
    first = found(registered)
    assert found(registered) == first
    merged(registered, "王建国", "王建果")
    assert found(registered).waiting == 0
    assert person_doubles.pairs_of(registered) == []


def test_what_staff_said_is_not_one_person_is_asked_no_more(registered: Graph) -> None:
    found(registered)
    one, other = id_of(registered, "王建国"), id_of(registered, "王建果")
    judge = partial(person_doubles.judge_in, scope=ALL, one=other, other=one, state=DoubleState.APART)
    assert registered.write(judge).by == "张三"
    assert found(registered).waiting == 0
    (told,) = events.about(registered, one, limit=1)
    assert (told.kind, told.by) == (EventKind.DOUBLE_JUDGED, "张三")


def test_nobody_judges_or_merges_whom_they_may_not_see(registered: Graph) -> None:
    one, other = id_of(registered, "王建国"), id_of(registered, "李秀英")
    with pytest.raises(NotFound):
        registered.write(
            partial(person_doubles.judge_in, scope=ELSEWHERE, one=one, other=other, state=DoubleState.APART)
        )
    with pytest.raises(NotFound):
        merged(registered, "王建国", "王建果", ELSEWHERE)
    assert merged_persons(registered) == {}


def test_one_node_stays_and_has_what_both_had(registered: Graph) -> None:
    one, other = id_of(registered, "王建国"), id_of(registered, "王建果")
    merge = merged(registered, "王建果", "王建国")
    assert {merge.stays, merge.goes} == {one, other}
    props, labels, ties = record(registered, merge.stays)
    assert {"Volunteer", "PartyMember"} <= labels
    assert {o for t, o, _ in ties if t == "HAS_SKILL"} >= {"skill-nursing"} or len(ties) > 3
    homes = [p.get("until") for t, _, p in ties if t == "LIVES_IN"]
    assert sorted(until is None for until in homes) == [False, True]
    assert sum(t == "WORKS_FOR" for t, _, _ in ties) == 1
    assert any(p.get("merged_from") == merge.goes and p.get("source") for _, _, p in ties)
    assert record(registered, merge.goes)[2] == []
    assert props["note"].count("热心") == 1


def test_the_id_of_the_other_keeps_answering_and_an_event_tells(registered: Graph) -> None:
    merge = merged(registered, "王建国", "王建果")
    assert standing_id(registered, merge.goes) == merge.stays
    assert standing_id(registered, merge.stays) == merge.stays
    assert merged_persons(registered) == {merge.goes: merge.stays}
    (told,) = events.about(registered, merge.goes, limit=1)
    assert (told.kind, told.by, set(told.subjects)) == (
        EventKind.PERSONS_MERGED,
        "张三",
        {merge.stays, merge.goes, merge.id},
    )
    assert [one.id for one in latest_merges(registered, ALL)] == [merge.id]


def test_a_merge_is_undone_completely(registered: Graph) -> None:
    people = [id_of(registered, name) for name in ("王建国", "王建果")]
    before = [record(registered, person) for person in people]
    merge = merged(registered, "王建国", "王建果")
    assert [record(registered, person) for person in people] != before
    undone = parted(registered, merge)
    assert (undone.kept, undone.merge.holds) == ([], False)
    assert [record(registered, person) for person in people] == before
    assert merged_persons(registered) == {}
    assert parted(registered, merge).again
    assert [record(registered, person) for person in people] == before


def test_what_was_changed_since_stays_when_a_merge_is_undone(registered: Graph) -> None:
    registered.write(lambda tx: tx.run(POST_CYPHER).consume())
    merge = merged(registered, "王建国", "王建果")
    FILLINGS.open(registered, Tie(merge.stays, "post-1"))
    taken = "MATCH (n:Person {id: $id}) SET n.note = '后来写的', n.occupation = '护士'"
    registered.write(lambda tx: tx.run(taken, id=merge.stays).consume())
    moved = next(o for t, o, p in record(registered, merge.stays)[2] if p.get("merged_from") and t == "HAS_SKILL")
    ended = "MATCH (:Person {id: $id})-[r:HAS_SKILL]->({id: $to}) SET r.until = date('2026-12-01')"
    registered.write(lambda tx: tx.run(ended, id=merge.stays, to=moved).consume())
    parted(registered, merge)
    props, _, _ = record(registered, merge.stays)
    assert (props["note"], props["occupation"]) == ("后来写的", "护士")
    assert ("FILLS", "post-1") in holding(registered, merge.stays)
    assert ("HAS_SKILL", moved) not in holding(registered, merge.goes)
    assert moved in {o for _, o, _ in record(registered, merge.goes)[2]}


def test_the_same_ledgers_imported_again_lead_to_whom_it_was_merged_into(registered: Graph, tmp_path: Path) -> None:
    merge = merged(registered, "王建国", "王建果")
    before = record(registered, merge.stays)
    again = imported(registered, tmp_path / "d")
    assert (again.total("created"), again.total("changed")) == (0, 0)
    assert record(registered, merge.stays) == before
    changed = [MEMBERS[0], [*MEMBERS[1][:6], "护理、心理疏导", ""], MEMBERS[2]]
    an_xlsx(tmp_path / "d" / "党员.xlsx", 党员=changed)
    assert imported(registered, tmp_path / "d").total("created") == 0
    assert record(registered, merge.goes)[2] == []


def test_merges_one_after_another_are_undone_the_last_one_first(registered: Graph) -> None:
    people = [id_of(registered, name) for name in ("王建国", "王建果", "赵大明")]
    before = [record(registered, person) for person in people]
    first = merged(registered, "王建国", "王建果")
    stayed = first.stays
    second = registered.write(partial(merge_in, scope=ALL, one=stayed, other=people[2]))
    assert standing_id(registered, first.goes) == second.stays
    if second.goes == stayed:
        with pytest.raises(NotOnePerson):
            parted(registered, first)
    parted(registered, second)
    parted(registered, first)
    assert [record(registered, person) for person in people] == before


def test_of_two_merged_into_one_the_earlier_is_undone_after_the_later(registered: Graph) -> None:
    people = [id_of(registered, name) for name in ("王建国", "王建果", "赵大明")]
    before = [record(registered, person) for person in people]
    first = merged(registered, "王建国", "王建果")
    second = registered.write(partial(merge_in, scope=ALL, one=first.stays, other=people[2]))
    assert second.stays == first.stays
    both = record(registered, first.stays)
    with pytest.raises(NotOnePerson, match="后来又有记录并到这一条。请先撤销后来的合并。"):
        parted(registered, first)
    assert record(registered, first.stays) == both
    parted(registered, second)
    parted(registered, first)
    assert [record(registered, person) for person in people] == before


def test_what_still_holds_for_one_of_two_records_holds_once_they_are_merged(registered: Graph) -> None:
    merge = merged(registered, "王建国", "王建果")
    parted(registered, merge)
    skill = next(o for t, o in holding(registered, merge.goes) & holding(registered, merge.stays) if t == "HAS_SKILL")
    ended = "MATCH (:Person {id: $id})-[r:HAS_SKILL]->({id: $to}) SET r.until = date('2026-01-01')"
    registered.write(lambda tx: tx.run(ended, id=merge.stays, to=skill).consume())
    before = [record(registered, person) for person in (merge.stays, merge.goes)]
    again = merged(registered, "王建国", "王建果")
    assert again.stays == merge.stays
    assert ("HAS_SKILL", skill) in holding(registered, merge.stays)
    parted(registered, again)
    assert [record(registered, person) for person in (merge.stays, merge.goes)] == before


def test_a_home_that_ended_stays_ended_where_another_holds(registered: Graph) -> None:
    merge = merged(registered, "王建国", "王建果")
    parted(registered, merge)
    (home,) = (o for t, o in holding(registered, merge.goes) if t == "LIVES_IN")
    RESIDENCES.open(registered, Tie(merge.stays, home, until=TODAY.replace(year=2021)))
    before = {one for one in holding(registered, merge.stays) if one[0] == "LIVES_IN"}
    merged(registered, "王建国", "王建果")
    assert {one for one in holding(registered, merge.stays) if one[0] == "LIVES_IN"} == before
    assert ("LIVES_IN", home) not in before


def test_one_of_two_ties_to_the_same_that_both_records_had_comes_back_as_it_was(registered: Graph) -> None:
    merge = merged(registered, "王建国", "王建果")
    parted(registered, merge)
    street, year = "330106008000", TODAY.replace(year=2015)
    for person in (merge.stays, merge.goes):
        RESIDENCES.open(registered, Tie(person, street, since=year, until=TODAY.replace(year=2016)))
    RESIDENCES.open(registered, Tie(merge.goes, street, until=TODAY.replace(year=2001)))
    before = [record(registered, person) for person in (merge.stays, merge.goes)]
    parted(registered, merged(registered, "王建国", "王建果"))
    assert [record(registered, person) for person in (merge.stays, merge.goes)] == before


def test_two_id_numbers_are_never_merged(registered: Graph) -> None:
    numbered = "MATCH (n:Person {id: $id}) SET n.identity = $id"
    for name in ("王建国", "王建果"):
        registered.write(lambda tx, name=name: tx.run(numbered, id=id_of(registered, name)).consume())
    with pytest.raises(NotOnePerson, match="身份证号不同"):
        merged(registered, "王建国", "王建果")
    assert merged_persons(registered) == {}


def test_a_tie_nobody_knows_how_to_move_keeps_both_as_they_are(registered: Graph) -> None:
    strange = "MATCH (n:Person {id: $id}) CREATE (n)-[:LEADS]->(:Alliance {id: 'alliance-x'})"
    for name in ("王建国", "王建果"):
        registered.write(
            lambda tx, name=name: tx.run(strange.replace("x'", f"{name}'"), id=id_of(registered, name)).consume()
        )
    people = [id_of(registered, name) for name in ("王建国", "王建果")]
    before = [record(registered, person) for person in people]
    with pytest.raises(NotOnePerson, match="LEADS"):
        merged(registered, "王建国", "王建果")
    assert [record(registered, person) for person in people] == before


def test_a_home_that_ended_is_history_and_moves_as_it_is(registered: Graph) -> None:
    goes = id_of(registered, "王建果")
    RESIDENCES.open(
        registered, Tie(goes, "330106008001", since=TODAY.replace(year=2020), until=TODAY.replace(year=2021))
    )
    merge = merged(registered, "王建国", "王建果")
    moved = [p for t, o, p in record(registered, merge.stays)[2] if t == "LIVES_IN" and p.get("since")]
    assert [(p["since"].year, p["until"].year) for p in moved] == [(2020, 2021)]


def test_an_import_is_undone_only_once_the_merges_of_whom_it_made_are(registered: Graph) -> None:
    merge = merged(registered, "王建国", "王建果")
    run = record(registered, merge.goes)[0]["run"]
    undo = partial(undo_import, registered, run, sealer=SEALER, user="张三", today=TODAY)
    before = record(registered, merge.stays)
    with pytest.raises(NotUndoable, match="请先撤销合并，再撤销这一批"):
        undo()
    assert record(registered, merge.stays) == before
    parted(registered, merge)
    told = undo()
    assert told.ended > 0
    assert {merge.stays, merge.goes} <= {one.id for one in told.kept}


def test_a_changed_row_of_whom_was_merged_renames_nobody(registered: Graph, tmp_path: Path) -> None:
    merge = merged(registered, "王建国", "王建果")
    before = record(registered, merge.stays)[0]
    gone = record(registered, merge.goes)[0]["name"]
    name, rows = ("党员", MEMBERS) if gone == "王建果" else ("志愿者", FIRST)
    told = [*rows[1][:2], 1966, *rows[1][3:]]
    an_xlsx(tmp_path / "d" / f"{name}.xlsx", **{name: [rows[0], told, *rows[2:]]})
    assert imported(registered, tmp_path / "d").total("created") == 0
    after = record(registered, merge.stays)[0]
    assert after["birth_year"] == 1966
    assert {one: after[one] for one in ("name", "phone_key")} == {one: before[one] for one in ("name", "phone_key")}


@pytest.mark.parametrize("home", ["翠苑一区社区", "翠苑二区社区"])
@pytest.mark.parametrize("place", [0, 3])
def test_two_merged_rows_of_one_ledger_stay_one_person_when_it_is_imported_again(
    migrated: Graph, tmp_path: Path, home: str, place: int
) -> None:
    an_xlsx(tmp_path / "区划代码.xlsx", 区划=TERRITORIES)
    an_xlsx(tmp_path / "单位.xlsx", 单位=ORGANISATIONS)
    twin = ["王健国", "13800000005", 1966, "男", home, "", "心理疏导", "勤快"]
    rows = [*FIRST[1 : 1 + place], twin, *FIRST[1 + place :]]
    an_xlsx(tmp_path / "志愿者.xlsx", 志愿者=[HEADERS, *rows])
    imported(migrated, tmp_path)
    merge = merged(migrated, "王建国", "王健国")
    before, held = record(migrated, merge.stays)[0], holding(migrated, merge.stays)
    again = imported(migrated, tmp_path)
    assert (again.total("created"), again.total("refused")) == (0, 0)
    after = record(migrated, merge.stays)[0]
    told = ("name", "birth_year", "phone_key", "note")
    assert [after[one] for one in told] == [before[one] for one in told]
    assert holding(migrated, merge.stays) == held
    assert imported(migrated, tmp_path).total("changed") == 0


def test_looking_tells_how_far_it_is_and_keeps_nothing_when_stopped(registered: Graph) -> None:
    told: list[Comparing] = []

    def watch(step: Comparing) -> None:
        told.append(step)
        if step.doing == KEPT:
            raise Stopped

    with pytest.raises(Stopped):
        find_and_keep(registered, ALL, sealer=SEALER, day=TODAY, watch=watch)
    assert [one.doing for one in told] == [READ, COMPARED, KEPT]
    assert told[0].total == told[-1].done > 0
    assert person_doubles.pairs_of(registered) == []
