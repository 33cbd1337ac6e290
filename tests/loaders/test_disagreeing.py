"""What two ledgers say differently is told before and after, on both servers: both words, whose counts, and where."""

from pathlib import Path

import pytest

from graph_model.driver import Graph
from loaders import disagreeing
from loaders.findings import Finding, Severity
from loaders.report import ImportSummary
from tests.loaders.ledgers import VOLUNTEERS, a_csv, a_small_district, an_xlsx, imported

HEAD, FIRST, SECOND = VOLUNTEERS
MOVED = [*FIRST[:3], "翠苑二区社区", *FIRST[4:9], "周日下午"]
THERE = "“a志愿者.xlsx · 志愿者”第 2 行"


@pytest.fixture
def registered(migrated: Graph, tmp_path: Path) -> Graph:
    imported(migrated, a_small_district(tmp_path / "d"))
    return migrated


def told(summary: ImportSummary) -> list[Finding]:
    return [one for one in summary.all_findings() if "说的不同" in one.reason]


def test_a_trial_tells_where_another_ledger_says_something_else_and_the_import_tells_the_same(
    registered: Graph, tmp_path: Path
) -> None:
    path = a_csv(tmp_path / "社工站.csv", [HEAD, MOVED, SECOND])
    tried = imported(registered, path, dry_run=True)
    time, home = told(tried)
    assert (time.severity, time.row, time.column, time.value) == (Severity.WARNING, 2, HEAD[9], "周日下午")
    assert f"与{THERE}说的不同：那里写的是“周六上午”，这里是“周日下午”" in time.reason
    assert "导入后以这里的为准，因为后导入的算数" in time.reason
    assert f"居住地与{THERE}说的不同：那里写的是“翠苑一区社区”，这里是“翠苑二区社区”" in home.reason
    assert (tried.total("disagreements"), tried.to_dict()["sheets"][0]["disagreements"]) == (2, 2)
    assert "2 处与别的台账说法不同" in tried.to_text()
    loaded = imported(registered, path)
    assert [one.reason for one in told(loaded)] == [one.reason.replace("导入后", "") for one in (time, home)]
    assert told(imported(registered, path)) == []


def test_a_trial_of_two_ledgers_tells_where_they_differ(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    a_csv(folder / "社工站.csv", [HEAD, MOVED, SECOND])
    tried, loaded = (told(imported(migrated, folder, dry_run=dry)) for dry in (True, False))
    assert len(tried) == 2
    assert [(one.file, one.row, one.value) for one in tried] == [(one.file, one.row, one.value) for one in loaded]


def test_numbers_stay_hidden_and_a_ledger_told_anew_differs_from_nobody(registered: Graph, tmp_path: Path) -> None:
    anew = an_xlsx(tmp_path / "a志愿者.xlsx", 志愿者=[HEAD, MOVED, SECOND])
    assert told(imported(registered, anew, dry_run=True)) == []
    other = a_csv(tmp_path / "社工站.csv", [HEAD, [*FIRST[:2], "13800000009", *FIRST[3:]]])
    (phone,) = told(imported(registered, other, dry_run=True))
    assert (phone.column, phone.value) == (HEAD[2], "")
    assert f"与{THERE}说的不同；" in phone.reason
    assert "138" not in phone.reason


def test_beyond_so_many_they_are_only_counted(
    registered: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disagreeing, "MOST", 1)
    tried = imported(registered, a_csv(tmp_path / "社工站.csv", [HEAD, MOVED, SECOND]), dry_run=True)
    assert tried.total("disagreements") == 2
    assert len(told(tried)) == 2
    assert "另有 1 处与别的台账说的不同" in told(tried)[-1].reason
