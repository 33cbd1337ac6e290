"""Makes the sample district and writes it as a folder of ledgers that the ordinary import loads."""

from datetime import date
from pathlib import Path
from typing import Final

from loaders.demo import alliances, asks, deeds, offers, party, people, places, posts, teams, units
from loaders.demo.ledger import Ledger, write_csv, write_workbook
from loaders.demo.sheets import deeds as deed_sheets
from loaders.demo.sheets import lists as list_sheets
from loaders.demo.sheets import people as people_sheets
from loaders.demo.sheets import places as place_sheets
from loaders.demo.sheets import units as unit_sheets
from loaders.demo.world import Community, Unit, World

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
    world = World(seed, today or date.today(), persons)  # noqa: DTZ011 - the calendar day where the program runs
    pairings = make_world(world)
    written = [write_csv(folder / "01-行政区划代码（样例）.csv", place_sheets.code_ledger(world))]
    for name, ledgers in _workbooks(world, pairings).items():
        written.append(write_workbook(folder / f"{name}（样例）.xlsx", ledgers, REPORTER, world.today))
    written.append(write_csv(folder / "15-服务时长记录（样例）.csv", deed_sheets.hours_ledger(world)))
    return written


def make_world(world: World) -> Pairings:
    """Fill an empty world; each part draws from its own seed, in the order the parts refer to each other."""
    places.make_communities(world)
    units.make_units(world)
    pairings = units.pair_units(world)
    alliances.make_alliances(world)
    people.make_people(world)
    party.make_party_organisations(world)
    teams.make_teams(world)
    posts.make_posts(world)
    for make in (asks.make_problems, asks.make_needs, asks.make_wishes):
        make(world)
    for make in (offers.make_resources, offers.make_projects, offers.make_stations):
        make(world)
    deeds.make_activities(world)
    return pairings


def _workbooks(world: World, pairings: Pairings) -> dict[str, list[Ledger]]:
    return {
        "02-小区名册": [place_sheets.compound_ledger(world)],
        "03-单位名册": unit_sheets.unit_ledgers(world),
        "04-党组织名册": [unit_sheets.party_ledger(world)],
        "05-结对共建台账": [unit_sheets.pairing_ledger(pairings)],
        "06-党建联盟": [unit_sheets.alliance_ledger(world)],
        "07-志愿队伍": [unit_sheets.team_ledger(world)],
        "08-党员双报到": [people_sheets.party_member_ledger(world)],
        "09-志愿者": [people_sheets.volunteer_ledger(world), people_sheets.talent_ledger(world)],
        "10-服务岗位": list_sheets.post_ledgers(world),
        "11-三张清单": [
            list_sheets.resource_ledger(world),
            list_sheets.problem_ledger(world),
            list_sheets.need_ledger(world),
        ],
        "12-共建项目": [list_sheets.project_ledger(world)],
        "13-微心愿与阵地": [list_sheets.wish_ledger(world), place_sheets.station_ledger(world)],
        "14-活动记录": [deed_sheets.activity_ledger(world)],
    }
