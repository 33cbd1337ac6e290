"""The reports of a week that is over are written by themselves, whole or not at all, and are there to be read."""

from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest

from api.errors import UnknownThing
from api.keeping import WeekKeeper
from api.reports.week_shelf import WeekShelf
from api.settings import Settings
from api.snapshot import Snapshot
from graph_model.driver import Graph
from graph_model.strength.calendar import week_of
from tests.api.conftest import asking
from tests.api.small_district import TODAY
from tests.graph_model.strength.alliance_graph import STAR

WEEK = week_of(TODAY).shifted(-1)


@pytest.fixture(autouse=True)
def tireless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.reports.week_shelf.REST", 0.0)


def test_the_district_and_each_alliance_are_reported_on_as_of_the_end_of_the_week(
    allied: Graph, tmp_path: Path
) -> None:
    shelf = WeekShelf(tmp_path / "reports")
    assert shelf.fill(asking(allied), WEEK)
    assert shelf.weeks() == [WEEK.name]
    kept = {one.id: one for one in shelf.reports(WEEK.name)}
    assert kept[STAR].name in {one.name for one in kept.values()}
    assert len(kept) > 1
    text = shelf.read(WEEK.name, kept[STAR].file).decode()
    assert f"{WEEK.name}，截至 {WEEK.last_day}" in text


def test_what_is_kept_stays_as_it_was_written(allied: Graph, tmp_path: Path) -> None:
    shelf = WeekShelf(tmp_path / "reports")
    shelf.fill(asking(allied), WEEK)
    file = shelf.reports(WEEK.name)[0].file
    (tmp_path / "reports" / WEEK.name / file).write_text("照旧")
    assert shelf.fill(asking(allied), WEEK)
    assert shelf.read(WEEK.name, file).decode() == "照旧"


def test_a_week_broken_off_is_not_there_and_is_begun_anew(allied: Graph, tmp_path: Path) -> None:
    shelf, turns = WeekShelf(tmp_path / "reports"), iter([True, False])
    assert not shelf.fill(asking(allied), WEEK, lambda: next(turns))
    assert shelf.weeks() == []
    assert shelf.fill(asking(allied), WEEK)
    assert shelf.weeks() == [WEEK.name]


def test_what_is_not_on_the_shelf_is_refused(tmp_path: Path) -> None:
    shelf = WeekShelf(tmp_path / "reports")
    (tmp_path / "secret").write_text("不给人看")
    for week, file in ((WEEK.name, "a.html"), ("..", "secret"), ("../..", "secret")):
        with pytest.raises(UnknownThing):
            shelf.read(week, file)


def test_the_service_writes_them_in_the_turn_after_the_run_of_the_week(allied: Graph, tmp_path: Path) -> None:
    class Clock:
        day: date = TODAY

        def __call__(self) -> date:
            return self.day

    settings, clock = Settings(data_folder=tmp_path), Clock()
    shelf, keeper = WeekShelf(settings.reports_folder), WeekKeeper(allied, Snapshot(allied, clock), settings, clock)
    keeper.turn()
    assert shelf.weeks() == []
    keeper.turn()
    assert shelf.weeks() == [WEEK.name]
    clock.day = TODAY + timedelta(weeks=1)
    keeper.turn()
    keeper.turn()
    assert shelf.weeks() == [WEEK.shifted(1).name, WEEK.name]


def test_the_page_lists_them_and_hands_them_out(reader: httpx.Client, settings: Settings, allied: Graph) -> None:
    assert "还没有每周报告" in reader.get("/alliances/weeks").text
    shelf = WeekShelf(settings.reports_folder)
    shelf.fill(asking(allied), WEEK)
    page = reader.get("/alliances/weeks").text
    assert page == reader.get(f"/alliances/weeks/{WEEK.name}").text
    for one in shelf.reports(WEEK.name):
        assert one.name in page
        answer = reader.get(f"/alliances/weeks/{WEEK.name}/{one.file}")
        assert answer.content == shelf.read(WEEK.name, one.file)
        assert "attachment" in answer.headers["content-disposition"]
    assert reader.get("/alliances/weeks/2020-W01").status_code == 404
    assert reader.get(f"/alliances/weeks/{WEEK.name}/..%2Fsecret").status_code == 404


@pytest.mark.usefixtures("allied")
def test_a_report_on_a_week_is_made_when_asked_for(reader: httpx.Client) -> None:
    found = reader.get(f"/api/v1/alliances/{STAR}", params={"quarter": WEEK.name}).json()
    assert (found["quarter"], found["as_of"]) == (WEEK.name, WEEK.last_day.isoformat())
    assert [one["before"] for one in found["past"]] == [WEEK.shifted(-back).name for back in range(1, 5)]
    page = reader.get(f"/alliances/{STAR}", params={"quarter": WEEK.name}).text
    assert "与自己的前四周比" in page
    report = reader.get(f"/alliances/{STAR}/file.html", params={"quarter": WEEK.name})
    assert report.content
    assert WEEK.name in report.text
