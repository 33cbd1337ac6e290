"""Offices 双向进入、交叉任职: who holds which office in which party organisation, owners' committee or other unit."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from loaders import cleaning, keys, links
from loaders.entry import Entry
from loaders.findings import Severity
from loaders.kinds import everyday, people, strangers
from loaders.kinds.base import LedgerKind, col
from loaders.links import LinkKind
from loaders.periods import span
from loaders.records import Record


class Seat(NamedTuple):
    """Columns that together tell of one office: where it is held and what it is called; ``ends`` what may stand there."""

    body: str
    title: str
    ends: tuple[str, ...]


TIES: Final[dict[str, LinkKind]] = {"PartyOrganisation": links.PARTY_OFFICE, "Organisation": links.OFFICE}
SEATS: Final = (
    Seat("body", "title", ("PartyOrganisation", "Organisation")),
    Seat("party", "party_title", ("PartyOrganisation",)),
    Seat("committee", "committee_title", ("Organisation",)),
    Seat("property", "property_title", ("Organisation",)),
)
ABOUT: Final = ("occupation", "works_for", "street", "lives_in", "remark", "sample")


def records(entry: Entry) -> Iterable[Record]:
    """Give the person of the row with the offices held, each from its day."""
    holder = people.person(entry)
    if holder is None:
        return ()
    people.tie_places(entry, holder)
    held = [_hold(entry, holder, seat) for seat in SEATS if seat.body in entry.values]
    if not any(held):
        _report_none(entry)
        return ()
    return (holder,)


def _hold(entry: Entry, holder: Record, seat: Seat) -> bool:
    """Tie the holder to every body of one seat of the row; whether there was one."""
    span = {"since": entry.get("since"), "until": entry.get("until")}
    found = list(_bodies(entry, seat))
    for label, body in found:
        holder.tie(TIES[label], body, title=entry.get(seat.title), **span)
    return bool(found)


def _bodies(entry: Entry, seat: Seat) -> Iterator[tuple[str, str]]:
    """Give label and id of each body a cell names; reports those nobody registered."""
    for words in cleaning.split(str(entry.values[seat.body])):
        known = ((label, entry.job.references.find(label, words)) for label in seat.ends)
        found = next(((label, body) for label, body in known if body), None)
        if found is None:
            _report_body(entry, seat, words)
        else:
            yield found


def _report_body(entry: Entry, seat: Seat, words: str) -> None:
    near = [one for label in seat.ends if (one := entry.job.references.nearest(label, words))]
    ledgers = "或".join(keys.LEDGER_OF[label] for label in seat.ends)
    advice = f"最接近的是“{near[0]}”，请核对" if near else f"请先导入{ledgers}台账，或核对名称"
    reason = f"{'或'.join(keys.NOUN_OF[label] for label in seat.ends)}“{words}”没有登记"
    entry.finding(Severity.WARNING, seat.body, reason, advice, words, loaded_but="未记这一处任职")


def _report_none(entry: Entry) -> None:
    reason = "没有一处认得出的任职，本行未导入"
    entry.finding(Severity.ERROR, "body", reason, "请写明在哪个党组织、业委会或单位任职")


KIND: Final = LedgerKind(
    key="offices",
    continued=True,
    name="交叉任职台账",
    order=56,
    label="Person",
    titles=("交叉任职", "双向进入", "兼职委员", "任职", "大工委委员", "大党委委员", "委员名单", "委员名册"),
    columns=(
        col("body", "任职组织", "任职单位", "兼任组织", "兼职组织", "交叉任职单位", "交叉任职组织", "兼任单位", "兼职单位", "任职机构", "任职处", "在何处任职", "进入单位", "任职的组织"),
        col("title", "兼任职务", "兼职职务", "交叉任职职务", "任职职务", "所任职务", "担任职务", "任职", "兼任何职", "职务"),
        col("party", "任职党组织", "兼任党组织", "所在党组织", "党组织", "党组织名称", "小区党支部", "党支部", "社区党组织", "大党委", "社区大党委", "社区党委", "党支部名称", "大工委", "街道大工委", "党工委"),
        col("party_title", "党组织职务", "党内职务", "支部职务", "党支部职务", "党委职务", "大党委职务", "大工委职务", "党工委职务"),
        col("committee", "业委会", "业主委员会", "业委会名称", "所在业委会", "业主委员会名称"),
        col("committee_title", "业委会职务", "业主委员会职务", "在业委会职务"),
        col("property", "物业", "物业企业", "物业公司", "物业服务企业", "物业企业名称", "物业公司名称"),
        col("property_title", "物业职务", "物业企业职务", "物业公司职务", "在物业职务"),
        col("since", "任职日期", "任职时间", "任职起始", "起始时间", "到任时间", "任职开始日期", "聘任时间", read=cleaning.day),
        col("until", "免职日期", "离任日期", "离任时间", "免职时间", "任职结束日期", "任期至", "任期届满", "卸任时间", read=cleaning.day),
        col("period", "任职起止时间", "任职期间", "起止时间", "起止年月", "任期", "任期起止", read=span, content="period"),
        *people.IDENTITY,
        *(one for one in people.ABOUT_PERSON if one.field in ABOUT),
    ),
    needs=(("name",), ("body", "party", "committee", "property"), ("id_number", "number", "phone", *strangers.KNOWN_BY)),
    same=people.SAME_PERSON,
    weak_key=strangers.weak_key,
    records=records,
    everyday=everyday.OFFICE,
)  # fmt: skip
