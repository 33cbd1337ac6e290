"""Makes the sample district and writes it as a folder of ledgers that the ordinary import loads."""

from datetime import date
from pathlib import Path
from typing import Final

from graph_model import day
from loaders.demo import alliances, asks, deeds, offers, offices, party, people, places, positions, posts, teams, units
from loaders.demo.ledger import Ledger, write_csv, write_workbook
from loaders.demo.sheets import deeds as deed_sheets
from loaders.demo.sheets import lists as list_sheets
from loaders.demo.sheets import people as people_sheets
from loaders.demo.sheets import places as place_sheets
from loaders.demo.sheets import units as unit_sheets
from loaders.demo.world import MARK, Community, Unit, World

SEED: Final = 330106
PERSONS: Final = 5000
REPORTER: Final = "样例区党建工作协调办公室"

Pairings = list[tuple[Unit, Community, date, date | None, str]]


def write_ledgers(folder: Path, *, seed: int = SEED, today: date | None = None, persons: int = PERSONS) -> list[Path]:
    """Write the ledgers of the sample district and return their paths in the order to load them.

    The same seed, day and number of persons give the same bytes. Everything but codes, places and published list
    titles is invented and marked 样例.

    Parameters
    ----------
    today : date, optional
        Day the district is seen from: certificates, deadlines and activities are laid around it.
    persons : int
        Number of persons; lists shrink and grow with it, units and places do not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    world = World(seed, today or day.today(), persons)
    ledgers = all_ledgers(world, make_world(world))
    return [_write(folder / name, some, world.today) for name, some in ledgers.items()]


def _write(path: Path, ledgers: list[Ledger], today: date) -> Path:
    if path.suffix == ".csv":
        return write_csv(path, ledgers[0])
    return write_workbook(path, ledgers, REPORTER, today)


def make_world(world: World) -> Pairings:
    """Fill an empty world; each part draws from its own seed, in the order the parts refer to each other."""
    places.make_communities(world)
    positions.place_communities(world)
    positions.name_models(world)
    units.make_units(world)
    pairings = units.pair_units(world)
    alliances.make_alliances(world)
    people.make_people(world)
    places.add_quiet_stairways(world)
    party.make_party_organisations(world)
    teams.make_teams(world)
    posts.make_posts(world)
    for make in (asks.make_problems, asks.make_needs, asks.make_wishes):
        make(world)
    for make in (offers.make_resources, offers.make_projects, offers.make_stations):
        make(world)
    deeds.make_activities(world)
    offices.hold_offices(world)
    offices.survey_alliances(world)
    return pairings


def all_ledgers(world: World, pairings: Pairings) -> dict[str, list[Ledger]]:
    """Ledgers of a world by file name, in the order to load them; a csv holds one, a workbook a sheet for each."""
    return {
        f"01-行政区划代码（{MARK}）.csv": [place_sheets.code_ledger(world)],
        f"02-小区名册（{MARK}）.xlsx": [place_sheets.compound_ledger(world)],
        f"03-单位名册（{MARK}）.xlsx": unit_sheets.unit_ledgers(world),
        f"04-党组织名册（{MARK}）.xlsx": [unit_sheets.party_ledger(world)],
        f"05-结对共建台账（{MARK}）.xlsx": [unit_sheets.pairing_ledger(pairings)],
        f"06-党建联盟（{MARK}）.xlsx": [unit_sheets.alliance_ledger(world)],
        f"07-志愿队伍（{MARK}）.xlsx": [unit_sheets.team_ledger(world)],
        f"08-党员双报到（{MARK}）.xlsx": [people_sheets.party_member_ledger(world)],
        f"09-志愿者（{MARK}）.xlsx": [people_sheets.volunteer_ledger(world), people_sheets.talent_ledger(world)],
        f"10-服务岗位（{MARK}）.xlsx": list_sheets.post_ledgers(world),
        f"11-三张清单（{MARK}）.xlsx": list_sheets.three_ledgers(world),
        f"12-共建项目（{MARK}）.xlsx": [list_sheets.project_ledger(world)],
        f"13-微心愿与阵地（{MARK}）.xlsx": [list_sheets.wish_ledger(world), place_sheets.station_ledger(world)],
        f"14-活动记录（{MARK}）.xlsx": [deed_sheets.activity_ledger(world)],
        f"15-服务时长记录（{MARK}）.csv": [deed_sheets.hours_ledger(world)],
        f"16-交叉任职与联盟问卷（{MARK}）.xlsx": [people_sheets.office_ledger(world), unit_sheets.survey_ledger(world)],
    }
