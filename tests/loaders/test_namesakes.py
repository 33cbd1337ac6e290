"""Two rows of one sheet that lead to two persons although they are most likely about one."""

from pathlib import Path

from graph_model.driver import Graph
from tests.loaders.ledgers import TERRITORIES, a_csv, imported

HEADER = ["姓名", "联系电话", "所在社区", "出生年月"]
HERE = "翠苑一区社区"


def asked(graph: Graph, folder: Path, *rows: list[str]) -> list[tuple[int | None, str]]:
    imported(graph, a_csv(folder / "区划代码.csv", TERRITORIES))
    found = imported(graph, a_csv(folder / "志愿者登记表.csv", [HEADER, *rows])).all_findings()
    return [(one.row, one.reason) for one in found if "记成了两个人" in one.reason]


def test_malformed_phone_that_makes_one_person_two_is_told_with_both_rows(migrated: Graph, tmp_path: Path) -> None:
    rows = (["样例卯", "13800000111", HERE, "1960-05"], ["样例卯", "1380000011", HERE, "1960年5月"])
    told = asked(migrated, tmp_path, *rows)
    assert told == [(3, "第2行和第3行姓名、社区、出生年份都相同，却记成了两个人")]
    assert migrated.rows("MATCH (p:Person) RETURN count(p) AS n") == [{"n": 2}]


def test_row_without_phone_and_without_birthday_is_asked_about_too(migrated: Graph, tmp_path: Path) -> None:
    told = asked(migrated, tmp_path, ["样例卯", "13800000111", HERE, ""], ["样例卯", "", HERE, ""])
    assert [row for row, _ in told] == [3]


def test_namesakes_of_other_communities_years_or_phones_are_left_alone(migrated: Graph, tmp_path: Path) -> None:
    rows = (
        ["样例卯", "13800000111", HERE, "1960-05"],
        ["样例卯", "13800000112", "翠苑二区社区", "1960-05"],
        ["样例卯", "13800000113", HERE, "1971-05"],
        ["样例辰", "13800000114", HERE, ""],
        ["样例辰", "13800000115", HERE, ""],
    )
    assert asked(migrated, tmp_path, *rows) == []
