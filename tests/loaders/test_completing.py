"""A ledger declared complete ends what it no longer lists, but nobody for want of a row that was not understood."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph_model import events
from graph_model.candidates import read_helpers, read_territories
from graph_model.driver import Graph
from graph_model.scope import Scope
from loaders.report import ImportSummary
from tests.loaders.ledgers import TERRITORIES, VOLUNTEERS, a_csv, a_small_district, an_xlsx, imported

ENDED_CYPHER = "MATCH (p:Person) WHERE p.ended_on IS NOT NULL RETURN p.name AS name ORDER BY name"
BROKEN = ["Z2", "", "13800000002", "翠苑二区社区", "", "", "", "", "", "周末"]


def ended(graph: Graph) -> list[str]:
    return [row["name"] for row in graph.rows(ENDED_CYPHER)]


def reasons(summary: ImportSummary) -> str:
    return "\n".join(finding.reason for sheet in summary.sheets for finding in sheet.findings)


def two_communities(folder: Path, first: list[Any], second: list[Any]) -> Path:
    """The same ledger from two communities, each in a folder of its own."""
    a_small_district(folder)
    (folder / "a志愿者.xlsx").unlink()
    for name, rows in (("一区", first), ("二区", second)):
        (folder / name).mkdir(exist_ok=True)
        an_xlsx(folder / name / "志愿者.xlsx", 志愿者=[VOLUNTEERS[0], *rows])
    return folder


@pytest.mark.parametrize("all_or_nothing", [False, True])
def test_a_ledger_with_a_row_that_was_refused_ends_nobody(
    migrated: Graph, tmp_path: Path, *, all_or_nothing: bool
) -> None:
    folder = a_small_district(tmp_path / "d")
    imported(migrated, folder)
    an_xlsx(folder / "a志愿者.xlsx", 志愿者=[*VOLUNTEERS[:2], BROKEN])
    summary = imported(migrated, folder, complete=True, all_or_nothing=all_or_nothing)
    assert summary.total("refused") == 1 or all_or_nothing
    assert ended(migrated) == []
    assert "没有结束任何一条" in reasons(summary)


def test_a_dry_run_tells_that_nothing_would_be_ended(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    an_xlsx(folder / "a志愿者.xlsx", 志愿者=[*VOLUNTEERS[:2], BROKEN])
    assert "没有结束任何一条" in reasons(imported(migrated, folder, complete=True, dry_run=True))


def test_a_row_written_twice_is_not_lost(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    imported(migrated, folder)
    an_xlsx(folder / "a志愿者.xlsx", 志愿者=[*VOLUNTEERS[:2], VOLUNTEERS[1]])
    imported(migrated, folder, complete=True)
    assert ended(migrated) == ["样例乙"]


def test_a_ledger_that_comes_in_two_folders_is_complete_as_a_whole(migrated: Graph, tmp_path: Path) -> None:
    folder = two_communities(tmp_path / "d", [VOLUNTEERS[1]], [VOLUNTEERS[2]])
    imported(migrated, folder)
    assert imported(migrated, folder, complete=True).total("removed") == 0
    assert ended(migrated) == []
    two_communities(folder, [VOLUNTEERS[1]], [])
    (folder / "二区" / "志愿者.xlsx").unlink()
    assert imported(migrated, folder, complete=True).total("removed") == 1
    assert ended(migrated) == ["样例乙"]


def test_a_ledger_of_which_a_file_cannot_be_opened_ends_nobody(migrated: Graph, tmp_path: Path) -> None:
    folder = two_communities(tmp_path / "d", [VOLUNTEERS[1]], [VOLUNTEERS[2]])
    imported(migrated, folder)
    (folder / "二区" / "志愿者.xlsx").write_bytes(b"PK\x03\x04 broken")
    summary = imported(migrated, folder, complete=True)
    assert ended(migrated) == []
    assert "打不开" in reasons(summary)


def test_a_ledger_of_a_header_alone_ends_nobody(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    imported(migrated, folder)
    an_xlsx(folder / "a志愿者.xlsx", 志愿者=VOLUNTEERS[:1])
    summary = imported(migrated, folder, complete=True)
    assert (summary.total("removed"), ended(migrated)) == (0, [])
    assert "一行也没有" in reasons(summary)


def test_a_role_added_to_who_is_known_is_told_as_an_event(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    imported(migrated, folder)
    members = [["姓名", "联系电话", "居住地报到社区"], ["样例甲", "13800000001", "翠苑一区社区"]]
    an_xlsx(folder / "党员.xlsx", 党员双报到=members)
    before = events.latest_seq(migrated)
    imported(migrated, folder)
    told = events.since(migrated, before)
    (row,) = migrated.rows("MATCH (p:PartyMember) RETURN p.id AS id")
    assert [one.subjects for one in told] == [(row["id"],), (row["id"],)]
    assert '"labels"' in told[-1].detail


def test_who_lives_in_a_community_the_ledger_dropped_is_still_within_the_scope(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    imported(migrated, folder)
    a_csv(folder / "区划代码.csv", TERRITORIES[:-1])
    imported(migrated, folder, complete=True)
    street = Scope("街道", "330106008000")
    dropped = {row.id: row.valid_until for row in read_territories(migrated, street)}["330106008002"]
    assert dropped == date(2026, 11, 21)
    assert "样例乙" in {row.name for row in read_helpers(migrated, street)}
    a_csv(folder / "区划代码.csv", TERRITORIES)
    imported(migrated, folder, complete=True)
    assert [row.id for row in read_territories(migrated, street) if row.valid_until] == []


NEEDS = [["需求编号", "需求内容", "所属社区", "状态"]]
STATUS_CYPHER = "MATCH (n:Need) RETURN n.title AS title, n.status AS status ORDER BY n.number"
PLACES_CYPHER = "MATCH (n:Need)-[r:IN]->() WHERE r.until IS NULL RETURN n.title AS title ORDER BY n.number"
PEOPLE_CYPHER = "MATCH (n:Person) RETURN n.name AS name, n.status AS status ORDER BY name"


def statuses(graph: Graph) -> dict[str, str]:
    return {row["title"]: row["status"] for row in graph.rows(STATUS_CYPHER)}


def needs(folder: Path, **told: str | None) -> Path:
    """A complete ledger of needs, each with its status; without the column where no need tells one."""
    rows = [[f"XQ-{number}", title, "翠苑一区社区", status] for number, (title, status) in enumerate(told.items())]
    bare = all(status is None for status in told.values())
    an_xlsx(folder / "需求.xlsx", 需求清单=[row[:3] if bare else row for row in [*NEEDS, *rows]])
    return folder


def test_what_a_ledger_told_as_done_or_called_off_stays_so_when_it_is_dropped(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    told = {"修路灯": "办理中", "修楼道灯": "已完成", "修门禁": "已撤销", "修围墙": "待办"}
    imported(migrated, needs(folder, **told))
    before = statuses(migrated)
    assert sorted(before.values()) == ["cancelled", "done", "in_progress", "open"]
    an_xlsx(folder / "需求.xlsx", 需求清单=[*NEEDS, ["XQ-9", "修水管", "翠苑一区社区", "待办"]])
    assert imported(migrated, folder, complete=True).total("removed") == 2
    after = statuses(migrated)
    assert after == before | {"修路灯": "cancelled", "修围墙": "cancelled", "修水管": "open"}
    assert [row["title"] for row in migrated.rows(PLACES_CYPHER)] == ["修楼道灯", "修门禁", "修水管"]
    imported(migrated, needs(folder, **dict.fromkeys(told)), complete=True)
    assert {title: status for title, status in statuses(migrated).items() if title in told} == before


def test_who_died_or_moved_away_stays_told_so_though_dropped_and_listed_again(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    told = {"样例甲": "在册", "样例乙": "已迁出", "样例丙": "已故", "样例丁": "暂停"}
    header = ["编号", "姓名", "联系电话", "居住社区", "状态"]
    rows = [[f"Z{n}", name, f"1380000000{n}", "翠苑一区社区", one] for n, (name, one) in enumerate(told.items(), 1)]
    an_xlsx(folder / "a志愿者.xlsx", 志愿者=[header, *rows])
    imported(migrated, folder)
    before = {row["name"]: row["status"] for row in migrated.rows(PEOPLE_CYPHER)}
    assert sorted(before.values()) == ["active", "deceased", "moved_away", "paused"]
    an_xlsx(folder / "a志愿者.xlsx", 志愿者=[header, ["Z9", "样例戊", "13800000009", "翠苑一区社区", "在册"]])
    imported(migrated, folder, complete=True)
    assert {row["name"]: row["status"] for row in migrated.rows(PEOPLE_CYPHER) if row["name"] in told} == before | {
        "样例甲": "paused"
    }
    assert ended(migrated) == sorted(told)
    an_xlsx(folder / "a志愿者.xlsx", 志愿者=[row[:4] for row in [header, *rows]])
    imported(migrated, folder, complete=True)
    assert {row["name"]: row["status"] for row in migrated.rows(PEOPLE_CYPHER) if row["name"] in told} == before
