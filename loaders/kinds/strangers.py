"""Persons of whom a ledger gives neither ID number, number nor phone: known by name with community or unit."""

from typing import Final

from loaders import keys
from loaders.entry import Entry
from loaders.findings import Severity
from loaders.headers import normal
from loaders.records import Record
from loaders.sheet_job import Namesake

PLACES: Final = ("lives_in", "registered_home")
KNOWN_BY: Final = (*PLACES, "works_for")
NAMED: Final = "没有身份证号、编号、电话，按“姓名+社区（或单位）”认人：同一社区同名的两个人分不开"
ALIKE: Final = "姓名、社区都相同，又没有别的可以区分，不能断定是一个人还是两个人，这几行都没有导入"


def weak_key(entry: Entry) -> str | None:
    """Keyed hash of name, community, birth year and unit; None without a name or without community and unit."""
    name, place, unit = entry.get("name"), _place(entry), str(entry.get("works_for", ""))
    if not name or not (place or unit):
        return None
    said = "|".join(("姓名", normal(name), place, str(entry.get("birth_year", "")), normal(unit)))
    return entry.job.sealer.identity_key(said)


def _place(entry: Entry) -> str:
    """Id of the community a row, else its title, names; its words when nobody knows it, empty when it names none."""
    values = entry.values
    words = next((str(values[field]) for field in PLACES if field in values), "")
    if not words:
        return entry.job.near_home or ""
    references = entry.job.references
    street = references.territory(str(values["street"])).id if "street" in values else None
    found = references.territory(words, street)
    return found.id if found.id and not found.rest else normal(words)


def person_id(entry: Entry) -> str | None:
    """Id of such a person, told to staff as uncertain; None, with a finding, when it cannot be said who it is."""
    key = weak_key(entry)
    name = str(entry.get("name"))
    if key is None:
        reason, advice = "身份证号、编号、电话、社区都没有，无法确定是谁", "请补上其中一项"
        entry.finding(Severity.ERROR, "name", reason, advice, name)
        return None
    if key in entry.job.alike:
        advice = "是一个人，请合并成一行；是两个人，请补上电话、编号或出生年月"
        entry.finding(Severity.ERROR, "name", ALIKE, advice, name)
        return None
    found = keys.person_id(key)
    namesake = entry.job.references.find("Person", name)
    advice = (
        "最好补上电话或编号"
        if namesake in {None, entry.job.references.standing(found)}
        else "已有同名的人，是同一个人请补上他的电话或编号"
    )
    entry.finding(Severity.WARNING, "name", NAMED, advice, name)
    return found


def ask_about_namesake(entry: Entry, record: Record, *, known: bool) -> None:
    """Ask whether two rows of a sheet that led to two persons are about one: same name and community, same birth year.

    Two ID numbers are two persons. Where no year of birth is given, only rows of which one has neither ID number,
    number nor phone (it may be malformed) are asked about. ``known`` says whether this row has any of them.
    """
    place, born = _place(entry), record.props.get("birth_year")
    if not place:
        return
    mine = Namesake(entry.row, record.id, "id_number" in entry.values, known)
    first = entry.job.namesakes.setdefault((normal(str(entry.get("name"))), place, born), mine)
    if first.person == mine.person or (first.numbered and mine.numbered):
        return
    if born is None and first.known and mine.known:
        return
    same = "姓名、社区、出生年份" if born else "姓名、社区"
    reason = f"第{first.row}行和第{entry.row}行{same}都相同，却记成了两个人"
    advice = "是一个人，请把两行的电话、编号写对写全，或合并成一行；是两个人，不必改"
    entry.finding(Severity.WARNING, "name", reason, advice)
