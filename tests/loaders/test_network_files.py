"""Network files are read as they stand, whatever their columns are called and however long their rows are."""

from pathlib import Path

import pytest
import xlsxwriter

from loaders.files import UnreadableFile
from loaders.network_files import HowToRead, NetworkFile, read_network
from tests.loaders.ledgers import a_csv


def ties_of(found: NetworkFile) -> list[tuple[str, str, float]]:
    ids, out = found.network.ids, found.network.out
    ends = zip(out.owner.tolist(), out.neighbour.tolist(), out.weight.tolist(), strict=True)
    return sorted((ids[one], ids[two], weight) for one, two, weight in ends)


def test_columns_called_as_parameters_of_networkx_are_attributes_like_any(tmp_path: Path) -> None:
    odd = ["key", "u_for_edge", "v_for_edge", "source_node_for_adding"]
    rows = [["甲", "乙", "1", "x", "y", "z"], ["甲", "乙", "1", "x", "y", "z"], ["乙", "丙", "2", "x", "y", "z"]]
    first = read_network(
        a_csv(tmp_path / "一.csv", [["source", "target", "key"], ["甲", "乙", "1"], ["甲", "乙", "1"]])
    )
    assert first.network.repeated == 1
    plain = a_csv(tmp_path / "平.csv", [["source", "target"], *(row[:2] for row in rows)])
    named = a_csv(tmp_path / "怪.csv", [["source", "target", *odd], *rows])
    assert ties_of(read_network(named)) == ties_of(read_network(plain))
    both = HowToRead(directed=True)
    assert ties_of(read_network(named, both)) == ties_of(read_network(plain, both))
    members = a_csv(tmp_path / "成员.csv", [["id", "node_for_adding"], ["甲", "x"]])
    network = read_network(plain, HowToRead(members=members)).network
    assert network.attributes["node_for_adding"][network.ids.index("甲")] == "x"


def test_a_matrix_row_that_ends_early_has_no_ties_behind_its_end(tmp_path: Path) -> None:
    path = a_csv(
        tmp_path / "矩阵.csv", [["", "甲", "乙", "丙"], ["甲", "0", "1", "1"], ["乙", "1"], ["丙", "1", "0", "0"]]
    )
    assert [(one, two) for one, two, _ in ties_of(read_network(path))] == sorted(
        [("甲", "丙"), ("甲", "乙"), ("乙", "甲"), ("丙", "甲")]
    )


def test_a_table_of_members_that_holds_nothing_is_refused(tmp_path: Path) -> None:
    ties, members = a_csv(tmp_path / "联系.csv", [["source", "target"], ["甲", "乙"]]), tmp_path / "成员.xlsx"
    with xlsxwriter.Workbook(str(members)) as book:
        book.add_worksheet("空")
    with pytest.raises(UnreadableFile):
        read_network(ties, HowToRead(members=members))
