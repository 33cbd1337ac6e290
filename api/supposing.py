"""What staff may suppose, in their words: a seat more, a certificate, a free evening, somebody fixed or left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from api.answers.named import helper_number, work_number
from api.asking import Asking
from api.errors import BadQuestion, UnknownThing
from api.questions import slot_mask
from graph_model.entities.candidates import HeldSkill, HelperRow, WorkRow
from graph_model.labels import slots_text
from graph_model.taxonomy import Taxonomy
from loaders.files import UnreadableFile, read_sheets
from matching.remedies import held_as
from matching.rules.ability import LEVELS, skill_label
from matching.what_if import Supposed, What

WORDS: Final[dict[str, What]] = {
    "名额": "seats",
    "投保": "insured",
    "上限": "limit",
    "加证": "certificate",
    "有空": "free",
    "定人": "pin",
    "不派": "forbid",
}
COLUMNS: Final = ("假设", "谁", "哪件事", "改成")
HOW: Final = f"可以写：{'、'.join(WORDS)}"
MOST: Final = 1000
MOST_TOLD: Final = 20
"""So many wrong rows of a table are told at once."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One supposed fact as staff write it: what, about whom, about which work, the new value; the row of its table."""

    what: str
    helper: str = ""
    work: str = ""
    value: str = ""
    row: int | None = None


def fact_of(asked: Asking, wording: Wording) -> tuple[Supposed, str]:
    """Return the fact some words mean, with the sentence that tells it.

    Raises
    ------
    BadQuestion, UnknownThing
        The words cannot be read, or name nobody or nothing within the reader's scope.
    """
    what = WORDS.get(wording.what.strip(), wording.what.strip())
    match what:
        case "seats":
            work = _work(asked, wording)
            number = _number(wording, "名额")
            told = f"“{work.title}”的名额由 {work.headcount} 改为 {number}"
            return Supposed("seats", work=work.id, number=number), told
        case "insured":
            work = _work(asked, wording)
            return Supposed("insured", work=work.id), f"“{work.title}”投了人身意外险"
        case "limit":
            helper, number, work_for = _helper(asked, wording), _number(wording, "上限"), _work_of(asked, wording)
            fact = Supposed("limit", helper.id, work_for.id if work_for else None, number)
            return fact, f"{helper.name}最多承担的件数由 {helper.capacity} 改为 {number}"
        case "certificate":
            return _certificate(asked, wording)
        case "free":
            return _free(asked, wording)
        case "pin" | "forbid":
            return _settled(asked, wording, what)
    raise BadQuestion(f"没有“{wording.what}”这种假设。{HOW}。", what=wording.what)


def _settled(asked: Asking, wording: Wording, what: Literal["pin", "forbid"]) -> tuple[Supposed, str]:
    """Return that somebody is fixed on a work, or left out of it."""
    helper, work = _helper(asked, wording), _work(asked, wording)
    told = f"定下由{helper.name}做“{work.title}”" if what == "pin" else f"不派{helper.name}做“{work.title}”"
    return Supposed(what, helper.id, work.id), told


def facts_of(asked: Asking, wordings: Sequence[Wording]) -> tuple[list[Supposed], list[str]]:
    """Return all facts with their sentences.

    Raises
    ------
    BadQuestion, UnknownThing
        Nothing is supposed, or something cannot be read: of a table all such rows are told at once, of facts that
        stand in no table the first.
    """
    if not wordings:
        raise BadQuestion(f"没有写假设什么。{HOW}。")
    found, wrong = [], []
    for one in wordings:
        try:
            found.append(fact_of(asked, one))
        except (BadQuestion, UnknownThing) as refused:
            if one.row is None:
                raise
            wrong.append((one.row, refused))
    if wrong:
        raise _refused(wrong)
    return [fact for fact, _ in found], [sentence for _, sentence in found]


def _refused(wrong: Sequence[tuple[int, BadQuestion | UnknownThing]]) -> BadQuestion | UnknownThing:
    """Tell what is wrong with the rows of a table, each with its number; of very many the first ones."""
    told = [f"第 {row} 行：{refused.detail}" for row, refused in wrong[:MOST_TOLD]]
    unknown = all(isinstance(refused, UnknownThing) for _, refused in wrong)
    kind: type[BadQuestion | UnknownThing] = UnknownThing if unknown else BadQuestion
    if len(wrong) == 1:
        row, refused = wrong[0]
        return kind(told[0], row=row, **refused.facts)
    more = [f"另有 {len(wrong) - MOST_TOLD} 行。"] * (len(wrong) > MOST_TOLD)
    opening = f"有 {len(wrong)} 行看不懂，什么也没有试算："
    return kind("\n".join([opening, *told, *more]), rows=[row for row, _ in wrong])


def wordings_in(table: Path) -> list[Wording]:
    """Return the facts a table lists: columns 假设, 谁, 哪件事, 改成, in any order.

    Raises
    ------
    BadQuestion
        It cannot be read, or the first column is missing.
    """
    try:
        sheet = next(iter(read_sheets(table)))
    except UnreadableFile as unreadable:
        raise BadQuestion(f"{table.name}：{unreadable.reason}。{unreadable.advice}", file=table.name) from unreadable
    rows = [[str(cell).strip() for cell in row] for row in sheet.rows]
    places = {name: place for place, name in enumerate(rows[0] if rows else ())}
    if COLUMNS[0] not in places:
        raise BadQuestion(f"{table.name} 的第一行要有这几列：{'、'.join(COLUMNS)}。", file=table.name)
    return [_wording(row, places, number) for number, row in enumerate(rows[1:], start=2) if any(row)]


def _wording(row: Sequence[str], places: Mapping[str, int], number: int) -> Wording:
    what, helper, work, value = (_cell(row, places.get(name)) for name in COLUMNS)
    return Wording(what, helper, work, value, number)


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place].removesuffix(".0") if place is not None and place < len(row) else ""


def _certificate(asked: Asking, wording: Wording) -> tuple[Supposed, str]:
    """Return that a helper holds a certificate, valid for a year, with the skill it stands for, as a work asks it."""
    helper, taxonomy, work = _helper(asked, wording), asked.view.taxonomy, _work_of(asked, wording)
    held = held_as(taxonomy, helper, wording.value, asked.today, asked.view.problem.demand(work) if work else None)
    if held is None:
        known = "、".join(dict.fromkeys(one.certificate for one in taxonomy.skills.values() if one.certificate))
        raise BadQuestion(f"没有“{wording.value}”这种证书或技能。可以是：{known}，或一项技能。", value=wording.value)
    fact = Supposed("certificate", helper.id, work.id if work else None, held=held)
    return fact, f"{helper.name}{holding_words(held, taxonomy)}"


def holding_words(held: HeldSkill, taxonomy: Taxonomy) -> str:
    """Say what somebody holds: a certificate that is valid, or a skill at its level."""
    if held.certificate:
        return f"持有效的{held.certificate}"
    return f"会{skill_label(held.skill, taxonomy)}（{LEVELS[held.level]}）"


def _free(asked: Asking, wording: Wording) -> tuple[Supposed, str]:
    helper, work = _helper(asked, wording), _work_of(asked, wording)
    mask = slot_mask((wording.value,)) if wording.value.strip() else None
    if mask is None:
        raise BadQuestion("没有写哪个半天有空。请写成 周六上午。", value=wording.value)
    return Supposed("free", helper.id, work.id if work else None, mask), f"{helper.name}{slots_text(mask)}有空"


def _helper(asked: Asking, wording: Wording) -> HelperRow:
    return asked.view.helpers.rows[helper_number(asked, wording.helper, parts=False)]


def _work(asked: Asking, wording: Wording) -> WorkRow:
    return asked.view.works.demands[work_number(asked, wording.work, parts=False)].row


def _work_of(asked: Asking, wording: Wording) -> WorkRow | None:
    """Return the work that something is supposed for, None where none is named."""
    return _work(asked, wording) if wording.work.strip() else None


def _number(wording: Wording, name: str) -> int:
    written = wording.value.strip()
    if not (written.isascii() and written.isdigit() and int(written) <= MOST):
        raise BadQuestion(f"{name}要写 0 到 {MOST} 的整数，写的是“{wording.value}”。", value=wording.value)
    return int(written)
