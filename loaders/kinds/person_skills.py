"""Skills on a ledger of their own 专长子表: one skill a row, several rows a person."""

from collections.abc import Iterable
from typing import Final

from loaders.entry import Entry
from loaders.kinds import abilities, everyday, people
from loaders.kinds.base import LedgerKind, col, remark, sample
from loaders.kinds.participations import find_person
from loaders.records import Record


def records(entry: Entry) -> Iterable[Record]:
    """Give the person of the row with the skill of the row."""
    person = find_person(entry)
    if person is None:
        return ()
    record = entry.links_of("Person", person)
    abilities.tie_abilities(entry, record)
    record.props.clear()
    return (record,)


KIND: Final = LedgerKind(
    key="person_skills",
    continued=True,
    name="专长台账",
    order=55,
    label="Person",
    titles=("专长信息", "技能台账", "证书台账", "专长子表", "持证人员", "特长登记"),
    columns=(
        *people.IDENTITY,
        *(
            one
            for one in people.ABLE_TO
            if one.field in {"skills", "levels", "certificates", "valid_until", "verified_on"}
        ),
        col("explained", "专长说明", "技能说明", "证书编号", "发证机关", "发证单位", kept=True),
        remark(),
        sample(),
    ),
    needs=(("skills", "certificates"), ("name", "number", "id_number", "phone")),
    same=(("id_number",), ("number",), ("phone", "name"), ("name",)),
    records=records,
    everyday=everyday.PERSON,
)
