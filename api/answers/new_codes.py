"""换新的一套区划代码: what a file changes, what staff confirm or deny of its lineage, and putting it into effect."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from api.answers.codes import scopes_of
from api.asking import Asking
from api.errors import BadQuestion
from api.schemas import Ref
from api.schemas.codes import CodeChange, CodesAnswer, NewCodesAnswer
from api.uploads import Uploads
from graph_model import code_lineage
from graph_model.code_lineage import LineageWord
from graph_model.entities.terms import Level
from graph_model.scope import Scope
from loaders.codes import shipped
from loaders.codes.changes import BASIS_LABELS, CHANGE_LABELS, Basis, Change, Comparison
from loaders.codes.loading import (
    CodesClash,
    NoDistrict,
    Unconfirmed,
    Wanted,
    compare_with_graph,
    digest_of,
    load_codes,
)
from loaders.codes.reading import UnusableCodes, read_codes, statistical_code, told_findings
from loaders.codes.units import Unit
from loaders.findings import CellProblem
from loaders.sheets import UnreadableFile

ABOLISHED, SAME, DENIED, OTHER, OPEN = "abolished", "same", "denied", "other", "open"
MOST: Final = 300
NOTHING: Final = "什么也没有改。"


def compare_codes(asked: Asking, kept: Uploads, token: str, districts: Sequence[str] = ()) -> NewCodesAnswer:
    """Compare a kept file with the graph: what is open first, then what was said of it, then all other changes.

    Raises
    ------
    UnknownThing
        The file is kept no longer, or somebody else sent it.
    """
    with kept.opened(asked.scope.user, token) as upload:
        name = upload.path.name
        try:
            wanted = _wanted(upload.path, asked.today, districts)
            words = code_lineage.settled(asked.graph, wanted.digest)
            found = compare_with_graph(asked.graph, _scopes(asked), with_settled(wanted, words), asked.today)
        except (UnusableCodes, UnreadableFile, NoDistrict) as refused:
            return _refused(token, name, refused)
    return _answer(token, name, found, wanted.table.units, words)


def settle_lineage(asked: Asking, kept: Uploads, token: str, said: Mapping[str, tuple[str, str]]) -> int:
    """Record what staff say of old codes: by code the choice and, where it is `other`, the codes typed; counts them.

    Raises
    ------
    UnknownThing, BadQuestion
        The file is kept no longer; or a code typed is none of the new set.
    """
    with kept.opened(asked.scope.user, token) as upload:
        try:
            wanted = _wanted(upload.path, asked.today, ())
        except (UnusableCodes, UnreadableFile) as refused:
            raise BadQuestion("".join([*_problems(refused), NOTHING])) from refused
    words = [_word(code, choice, typed, wanted.table.units) for code, (choice, typed) in said.items() if choice]
    code_lineage.settle(asked.graph, asked.scope, wanted.digest, words)
    return len(words)


def put_codes(asked: Asking, kept: Uploads, token: str, on: date, districts: Sequence[str] = ()) -> str:
    """Put a kept set into effect and say so; all of it or nothing.

    Raises
    ------
    UnknownThing, BadQuestion
        The file is kept no longer; or the set cannot be taken, with what to do.
    """
    if on > asked.today:
        raise BadQuestion(f"{on.isoformat()} 还没有到，{NOTHING}生效日期要在今天或以前；到那天再装。")
    with kept.opened(asked.scope.user, token) as upload:
        return _put(asked, partial(_wanted, upload.path, on, districts))


def put_shipped(asked: Asking, district: str) -> str:
    """Put the codes of a district, from the set that comes with the product, into effect and say so.

    Raises
    ------
    BadQuestion
        No such district is in the set, or the set cannot be taken, with what to do.
    """
    wanted = Wanted(shipped.shipped_table(), digest_of(shipped.FILE), shipped.AS_OF, (district,))
    return _put(asked, lambda: wanted)


def shipped_districts(answer: CodesAnswer) -> list[Ref]:
    """List the districts a site may begin with from the set that comes with the product: none once it has one."""
    if answer.districts:
        return []
    units = shipped.shipped_units().values()
    return [Ref(id=one.code, name=one.name) for one in units if one.level is Level.DISTRICT]


def _put(asked: Asking, read: Callable[[], Wanted]) -> str:
    """Put a set into effect once it was read; all of it or nothing."""
    try:
        wanted = read()
        words = code_lineage.settled(asked.graph, wanted.digest)
        found = load_codes(asked.graph, _scopes(asked), with_settled(wanted, words), asked.today)
    except CodesClash as clash:
        raise BadQuestion("".join(["这份代码不能装入，", NOTHING, *clash.sentences[:MOST]])) from clash
    except Unconfirmed as open_:
        raise BadQuestion(f"还有 {len(open_.changes)} 条沿革没有确认，{NOTHING}请先逐条定下来。") from open_
    except (UnusableCodes, UnreadableFile, NoDistrict) as refused:
        raise BadQuestion("".join([*_problems(refused), NOTHING])) from refused
    if not found.written:
        return "这一套已经装入过，什么也没有改。"
    left = f"拆分的社区下面有 {len(found.left)} 处暂归第一个去向，请在区划台账里改上级。" if found.left else ""
    return f"已装入 {wanted.table.file}，{wanted.on.isoformat()} 起生效：{_counted(found.comparison)}。{left}"


def with_settled(wanted: Wanted, words: Mapping[str, LineageWord]) -> Wanted:
    """Add what staff confirmed on the page to what a file of theirs says, which outweighs it."""
    return replace(wanted, confirmed=code_lineage.heirs_of(words) | dict(wanted.confirmed))


def _scopes(asked: Asking) -> list[Scope]:
    if asked.scope.territory:
        return [asked.scope]
    return scopes_of(asked.graph, asked.scope.user, None, asked.today)


def _wanted(path: Path, on: date, districts: Sequence[str]) -> Wanted:
    return Wanted(read_codes(path), digest_of(path), on, tuple(districts))


def _word(code: str, choice: str, typed: str, units: Mapping[str, Unit]) -> LineageWord:
    """Read one choice; `choice` is a word of ours, else the heirs proposed, codes with 、 between."""
    plain = {ABOLISHED: LineageWord(code, ()), SAME: LineageWord(code, (code,)), DENIED: LineageWord(code)}
    if choice == OPEN:
        return LineageWord(code, open=True)
    if choice in plain:
        return plain[choice]
    wanted = typed if choice == OTHER else choice
    try:
        heirs = sorted({statistical_code(one) for one in wanted.replace("，", "、").replace(",", "、").split("、")})
    except CellProblem as problem:
        raise BadQuestion(f"{code} 的去向“{wanted}”：{problem.reason}。没有记下，请改好再交。") from problem
    unknown = next((one for one in heirs if one not in units), None)
    if unknown is not None:
        raise BadQuestion(f"{code} 的去向 {unknown} 不在新的一套代码里。没有记下，请写新文件里有的代码。")
    return LineageWord(code, tuple(heirs))


def _refused(token: str, name: str, refused: UnusableCodes | UnreadableFile | NoDistrict) -> NewCodesAnswer:
    listed = refused.districts if isinstance(refused, NoDistrict) and not refused.strange else ()
    return NewCodesAnswer(
        upload=token,
        file=name,
        sentence=f"这份文件比不了，{NOTHING}",
        problems=_problems(refused),
        districts=[Ref(id=one.code, name=one.name) for one in listed],
    )


def _problems(refused: UnusableCodes | UnreadableFile | NoDistrict) -> list[str]:
    if isinstance(refused, UnusableCodes):
        return list(told_findings(refused.findings))
    if isinstance(refused, UnreadableFile):
        return [f"{refused.reason}。{refused.advice}。"]
    if refused.strange:
        return [f"文件里没有区县 {'、'.join(code[:6] for code in refused.strange)}。"]
    if not refused.districts:
        return ["文件里的代码不属于图里的任何一个区。请核对文件。"]
    return [f"文件里有 {len(refused.districts)} 个区，图里还一个也没有。请选定装哪一个。"]


def _answer(
    token: str, name: str, found: Comparison, units: Mapping[str, Unit], words: Mapping[str, LineageWord]
) -> NewCodesAnswer:
    by_staff = [one for one in found.changes if one.basis is Basis.STAFF]
    rest = [one for one in found.changes if one.basis is Basis.FILE]
    return NewCodesAnswer(
        upload=token,
        file=name,
        sentence=f"{_counted(found)}；要确认 {len(found.unconfirmed)} 条。",
        clashes=list(found.clashes),
        to_settle=[_change(one, units, words) for one in found.unconfirmed[:MOST]],
        unconfirmed=len(found.unconfirmed),
        settled=[_change(one, units, words) for one in by_staff],
        changes=[_change(one, units, words) for one in rest[:MOST]],
        total=len(found.changes),
        ready=bool(found.changes) and not found.unconfirmed and not found.clashes,
    )


def _counted(found: Comparison) -> str:
    counted = [f"{CHANGE_LABELS[kind]} {number}" for kind, number in found.counts().items() if number]
    return "，".join([*counted, f"没有变 {found.unchanged}"])


def _change(one: Change, units: Mapping[str, Unit], words: Mapping[str, LineageWord]) -> CodeChange:
    word = words.get(one.code)
    return CodeChange(
        label=CHANGE_LABELS[one.kind],
        code=one.code,
        name=one.name,
        new_name=one.after.name if one.after else "",
        heirs=[_named(code, units) for code in one.heirs],
        others=[_named(code, units) for code in one.others if (code,) != one.heirs],
        reason=one.reason,
        confidence=round(one.confidence, 2),
        basis=BASIS_LABELS[one.basis],
        stays=one.code in units,
        denied=word is not None and not word.confirmed,
        by=word.by if word else "",
        at=word.at if word else None,
    )


def _named(code: str, units: Mapping[str, Unit]) -> Ref:
    return Ref(id=code, name=units[code].name if code in units else code)
