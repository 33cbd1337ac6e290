"""疑似同一人: the pairs that wait for staff, judged, merged and parted again."""

import math
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import orjson
from neo4j import ManagedTransaction

from api.answers.while_importing import refuse_while_importing
from api.asking import Asking
from api.cursors import WRONG, cursor_after, id_after
from api.errors import BadQuestion, UnknownThing
from api.repeating import Repeatable
from api.schemas import Ref
from api.schemas.doubles import DoubleAnswer, DoubleFact, DoublesAnswer, FoundDoubles, MergedPerson, PersonDouble
from graph_model import person_doubles
from graph_model.entities.person_double import PersonDouble as Kept
from graph_model.entities.person_merge import PersonMerge
from graph_model.entities.terms import DoubleState, Gender, Role
from graph_model.errors import NotFound
from graph_model.labels import chinese, parse
from graph_model.percentages import share_words
from graph_model.person_doubles import Pair
from graph_model.person_merges import latest_merges
from graph_model.persons_to_compare import read_some_to_compare
from graph_model.sealing import Sealer
from loaders.doubles import Found, find_and_keep
from loaders.merging import NotOnePerson, merge_in
from loaders.parting import part_in

SHOWN: Final = 20
SURE_BITS: Final = 40.0
"""Beyond this the odds are past what the model can speak of: a trillion to one is told as more than 99.9%."""
MERGING: Final = "合并或撤销"
GIVEN, NOT_GIVEN = "有登记", "没有登记"
KEPT_NAMES: Final = {"note": "备注", "status": "状态", "consent": "同意安排", "do_not_assign": "不参与派岗", "slots": "有空的半天"}  # fmt: skip  # noqa: E501
MISSING: Final = "没有编号为“{}”的人，或者不在您的管辖范围内。"


def doubles_answer(asked: Asking, limit: int = SHOWN, cursor: str | None = None) -> DoublesAnswer:
    """List the pairs within the reader's scope that wait for staff, the surest first, each record beside the other.

    Raises
    ------
    BadQuestion
        The cursor is not one of an answer before.
    """
    seen = [pair for pair in person_doubles.pairs_of(asked.graph) if _sees(asked, pair)]
    after = _rank_after(cursor)
    ranked = sorted(pair for pair in map(_rank, seen) if after is None or pair > after)
    kept = person_doubles.PERSON_DOUBLES.find_all(asked.graph, [pair.id for pair in ranked[:limit]])
    ids = [one for double in kept for one in (double.one, double.other)]
    rows = read_some_to_compare(asked.graph, asked.scope, asked.today, ids)
    return DoublesAnswer(
        total=len(seen),
        certain=sum(pair.is_certain for pair in seen),
        items=[_shown(one, rows) for one in kept if one.one in rows and one.other in rows],
        next_cursor=cursor_after(ranked[limit - 1].mark) if len(ranked) > limit else None,
        left=max(len(ranked) - limit, 0),
        merges=[_merged(asked, one) for one in latest_merges(asked.graph, asked.scope, SHOWN)],
    )


class Rank(NamedTuple):
    """Where a pair stands in the list: what was put off last, the surest first; judged pairs leave no gap."""

    put_off: bool
    unlikely: float
    id: str

    @property
    def mark(self) -> str:
        """Give it as a cursor holds it."""
        return f"{self.put_off:d} {self.unlikely!r} {self.id}"


def _rank(pair: Pair) -> Rank:
    return Rank(pair.state != DoubleState.PENDING, -pair.weight, pair.id)


def _rank_after(cursor: str | None) -> Rank | None:
    if not cursor:
        return None
    put_off, _, rest = id_after(cursor).partition(" ")
    unlikely, _, pair = rest.partition(" ")
    try:
        return Rank(bool(int(put_off)), float(unlikely), pair)
    except ValueError as wrong:
        raise BadQuestion(WRONG, cursor=cursor) from wrong


def _sees(asked: Asking, pair: Pair) -> bool:
    helpers = asked.view.helpers
    numbers = [helpers.index.get(person) for person in (pair.one, pair.other)]
    return all(number is not None and asked.sees_helper(helpers.rows[number]) for number in numbers)


def find_answer(asked: Asking, sealer: Sealer) -> FoundDoubles:
    """Compare everybody in the reader's scope and keep the pairs that may be one person."""
    return found_answer(find_and_keep(asked.graph, asked.scope, sealer=sealer, day=asked.today))


def found_answer(found: Found) -> FoundDoubles:
    """Say what looking for pairs came to."""
    told = f"比了 {found.persons:,} 人：{found.waiting:,} 对像是同一人"
    sure = f"，其中 {found.certain:,} 对证据很足" if found.certain else ""
    return FoundDoubles(**found._asdict(), sentence=f"{told}{sure}。" if found.waiting else "没有像是同一人的记录。")


def judge_double(asked: Asking, one: str, other: str, verdict: str, key: str | None = None) -> DoubleAnswer:
    """Merge a pair, or note that they are two persons, or leave it for later.

    Raises
    ------
    UnknownThing
        One of the two is not within the reader's scope.
    BadQuestion
        The word is none, the two cannot be one person, or an import is under way, which would revive what goes.
    """
    sent = Repeatable(asked.graph, asked.scope.user, key, f"double {one} {other} {verdict}")
    if before := sent.told_before(DoubleAnswer):
        return before
    state = parse(DoubleState, verdict)
    if state is None or state is DoubleState.PENDING:
        raise BadQuestion(f"没有“{verdict}”。可以是：是同一人、不是、以后再说。", verdict=verdict)
    if state is DoubleState.SAME:
        refuse_while_importing(asked, MERGING)

    def work(tx: ManagedTransaction) -> DoubleAnswer:
        if state is DoubleState.SAME:
            return _told_of_merge(asked, merge_in(tx, asked.scope, one, other))
        person_doubles.judge_in(tx, asked.scope, one, other, state)
        apart = "记下了：是两个人，以后不再列出。"
        return DoubleAnswer(sentence=apart if state is DoubleState.APART else "记下了：以后再说，排在最后。")

    return _done(sent, work)


def undo_merge(asked: Asking, merge: str, key: str | None = None) -> DoubleAnswer:
    """Take a merge back; what was changed since stays and is told. Again, nothing is done.

    Raises
    ------
    UnknownThing
        There is none of a person within the reader's scope.
    BadQuestion
        The record that stayed was merged into another since, or an import is under way.
    """
    sent = Repeatable(asked.graph, asked.scope.user, key, f"part {merge}")
    if before := sent.told_before(DoubleAnswer):
        return before
    refuse_while_importing(asked, MERGING)

    def work(tx: ManagedTransaction) -> DoubleAnswer:
        parted = part_in(tx, asked.scope, merge)
        if parted.again:
            return DoubleAnswer(sentence="这次合并先前已经撤销了，什么都没有改动。", merge=merge)
        kept = [KEPT_NAMES.get(name, name) for name in parted.kept]
        later = f"{'、'.join(kept)}后来又改过，没有动。" if kept else ""
        return DoubleAnswer(sentence=f"已撤销合并：又是两条记录，联系各归各的。{later}", merge=merge, kept=kept)

    return _done(sent, work)


def _done(sent: Repeatable, work: Any) -> DoubleAnswer:  # noqa: ANN401 - what a transaction does
    try:
        return sent.write(DoubleAnswer, work)
    except NotFound as missing:
        raise UnknownThing(MISSING.format(missing.id), id=missing.id) from missing
    except NotOnePerson as refused:
        raise BadQuestion(refused.reason) from refused


def _told_of_merge(asked: Asking, merge: PersonMerge) -> DoubleAnswer:
    stays, goes = (_name(asked, person) for person in (merge.stays, merge.goes))
    told = f"已合并：{goes} 并入 {stays}。两个编号都查得到，随时可以撤销。"
    return DoubleAnswer(sentence=told, merge=merge.id, stays=Ref(id=merge.stays, name=stays))


def _name(asked: Asking, person: str) -> str:
    number = asked.view.helpers.index.get(person)
    return person if number is None else asked.view.helpers.rows[number].name


def _merged(asked: Asking, one: PersonMerge) -> MergedPerson:
    stays = Ref(id=one.stays, name=_name(asked, one.stays))
    return MergedPerson(id=one.id, stays=stays, gone=one.goes, by=one.by, at=one.at)


def _shown(kept: Kept, rows: Mapping[str, Mapping[str, Any]]) -> PersonDouble:
    one, other = rows[kept.one], rows[kept.other]
    return PersonDouble(
        id=kept.id,
        one=Ref(id=kept.one, name=one["name"]),
        other=Ref(id=kept.other, name=other["name"]),
        weight=round(kept.weight, 1),
        chance=chance_of(kept.weight),
        certain=kept.is_certain,
        state=chinese(kept.state),
        facts=_facts(one, other, {reason["field"]: reason for reason in orjson.loads(kept.reasons)}),
    )


def chance_of(bits: float) -> str:
    """Return how probable odds of 2 to the power of ``bits`` are, as staff read it.

    >>> chance_of(0.0), chance_of(30.0)
    ('50%', '99.9%以上')
    """
    share = 1.0 / (1.0 + math.exp2(-min(bits, SURE_BITS)))
    if share >= 0.999:  # noqa: PLR2004 - beyond, more digits would promise too much
        return "99.9%以上"
    return share_words(share, 0 if share < 0.99 else 1)  # noqa: PLR2004 - as above


def _facts(one: Mapping[str, Any], other: Mapping[str, Any], reasons: Mapping[str, Any]) -> list[DoubleFact]:
    facts = []
    for label, field, tell in LINES:
        reason = reasons.get(field, {})
        said, weight = reason.get("said", ""), reason.get("weight")
        facts.append(DoubleFact(label=label, one=tell(one), other=tell(other), said=said, weight=weight))
    return facts


def _gender(row: Mapping[str, Any]) -> str:
    known = next((gender for gender in Gender if gender.value == row["gender"]), None)
    return chinese(known) if known is not None else ""


def _roles(row: Mapping[str, Any]) -> str:
    return "、".join(chinese(role) for role in Role if role.value in row["labels"])


def _unit(row: Mapping[str, Any]) -> str:
    return "、".join(sorted(name for _, name in row["units"])) or row["employer"] or ""


LINES: Final = (
    ("姓名", "name", lambda row: row["name"]),
    ("电话", "phone", lambda row: GIVEN if row["phone"] else NOT_GIVEN),
    ("身份证号", "identity", lambda row: GIVEN if row["identity"] else NOT_GIVEN),
    ("出生年", "born", lambda row: str(row["birth_year"] or "")),
    ("性别", "gender", _gender),
    ("居住社区", "home", lambda row: "、".join(sorted(name for _, name in row["homes"]))),
    ("工作单位", "unit", _unit),
    ("技能", "skills", lambda row: "、".join(sorted(name for _, name in row["skills"]))),
    ("身份", "roles", _roles),
    ("出自", "source", lambda row: row["source"] or ""),
)
"""Lines of two records side by side: what staff call it, the field that weighs, and what is shown."""
