"""`codes`: which set of division codes holds and how old it is, what a new one changes, and putting it into effect."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.cli import exits
from api.cli.chinese import ChineseGroup
from api.cli.errors import Refused, refuse_missing, told
from api.cli.opening import opened_graph
from api.cli.options import COMMAND_LINE_USER, ChineseHelp, folder_option, json_option, print_json, say, settings_of
from api.cli.service import ask_service
from api.schemas.codes import CodesAnswer
from api.settings import Settings

if TYPE_CHECKING:
    from graph_model.driver import Graph
    from loaders.codes.changes import Comparison
    from loaders.codes.loading import Wanted
    from loaders.codes.reading import CodeTable

file_argument = click.argument("file", metavar="文件", type=click.Path(path_type=Path), required=False)
shipped_option = click.option("--shipped", is_flag=True, help="不写文件，用随产品带的 2023 年那一套（杭州市）。")
district_option = click.option(
    "--district", "districts", multiple=True, metavar="代码", help="只看这个区县（6 位代码）；可写多次。"
)
lineage_option = click.option(
    "--lineage", type=click.Path(path_type=Path), help="确认过的沿革（compare --out 写出的 YAML）。"
)


@click.group(
    cls=ChineseGroup,
    invoke_without_command=True,
    help="区划代码：用的哪一套、多旧；比较（compare）、装入（load）新的一套。",
)
@folder_option
@json_option
@click.pass_context
def codes(context: click.Context, *, as_json: bool, data_folder: Path | None) -> None:
    """Tell which set holds, unless a command follows."""
    if context.invoked_subcommand is not None:
        context.default_map = (
            {name: {"data_folder": data_folder} for name in ("compare", "load")} if data_folder else None
        )
        return
    answer = _status(settings_of(data_folder=data_folder))
    print_json(answer) if as_json else click.echo("\n".join([answer.sentence, *answer.notes]))


def _status(settings: Settings) -> CodesAnswer:
    told_already = ask_service(settings, "/codes", CodesAnswer)
    if told_already is not None:
        return told_already
    from api.answers.codes import codes_answer  # noqa: PLC0415 light commands stay quick
    from api.clock import today  # noqa: PLC0415 light commands stay quick

    with opened_graph(settings) as graph:
        _migrate(graph)
        return codes_answer(graph, _scopes(graph, settings.territory), today())


@codes.command(cls=ChineseHelp, help="拿新的一套代码和图里的比：新设、更名、并入、拆分、调整了什么；什么也不改。")
@file_argument
@shipped_option
@district_option
@lineage_option
@click.option("--out", type=click.Path(path_type=Path), help="把要确认的沿革写成 YAML，改好后交给 load --lineage。")
@folder_option
@json_option
def compare(*, file: Path | None, out: Path | None, as_json: bool, data_folder: Path | None, **asked: Any) -> None:  # noqa: ANN401
    """Compare a file with the graph; 0 whatever was found."""
    from api.clock import today  # noqa: PLC0415 light commands stay quick
    from loaders.codes.confirming import lineage_text  # noqa: PLC0415 light commands stay quick
    from loaders.codes.loading import compare_with_graph  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)
    _refuse_to_overwrite(out, asked["lineage"])
    wanted = _wanted(file, today(), **asked)
    with opened_graph(settings) as graph, _answered():
        _migrate(graph)
        wanted = _with_settled(graph, wanted)
        found = compare_with_graph(graph, _scopes(graph, settings.territory), wanted, today())
    if out is not None:
        out.write_text(lineage_text(found, wanted.table.units), encoding="utf-8")
        say(f"要确认的 {len(found.unconfirmed)} 条写在 {out}。")
    if as_json:
        print_json(_plain(found))
    else:
        click.echo("\n".join(_compared(found, wanted)))


@codes.command(cls=ChineseHelp, help="装入新的一套代码：全部装入或一点也不装；旧代码照样查得到。")
@file_argument
@shipped_option
@click.option("--on", required=True, metavar="日期", help="从哪一天起生效，如 2026-06-30。")
@district_option
@lineage_option
@folder_option
@json_option
def load(*, file: Path | None, on: str, as_json: bool, data_folder: Path | None, **asked: Any) -> None:  # noqa: ANN401
    """Put a set into effect in one transaction."""
    from api.clock import today  # noqa: PLC0415 light commands stay quick
    from loaders.codes.loading import load_codes  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)
    wanted = _wanted(file, _day(on, today()), **asked)
    with opened_graph(settings) as graph, _answered():
        _migrate(graph)
        wanted = _with_settled(graph, wanted)
        found = load_codes(graph, _scopes(graph, settings.territory), wanted, today())
    if as_json:
        told_of = {"written": found.written, "left": list(found.left), "unused": list(found.unused)}
        print_json(told_of | _plain(found.comparison))
        return
    if not found.written:
        click.echo("这一套已经装入过，什么也没有改。")
        return
    click.echo(f"已装入 {wanted.table.file}，{wanted.on.isoformat()} 起生效：{_summary(found.comparison)}。")
    if found.left:
        click.echo(f"拆分的社区下面有 {len(found.left)} 处暂归第一个去向，请在区划台账里改上级：{_some(found.left)}。")
    if found.unused:
        click.echo(f"沿革里有 {len(found.unused)} 条没有用上（文件已写明，或代码没有变）：{_some(found.unused)}。")


def _refuse_to_overwrite(out: Path | None, lineage: Path | None) -> None:
    """Keep what staff confirmed: a file that is there is written anew only with what it says taken in."""
    if out is not None and out.exists() and (lineage is None or out.resolve() != lineage.resolve()):
        reason = f"{out} 已经有了，里面可能有确认过的，没有改它。"
        raise Refused(f"{reason}请换一个文件名；要接着它写，请加 --lineage {out}。", exits.WRONG_USE)


def _wanted(
    file: Path | None, on: date, *, shipped: bool, districts: tuple[str, ...], lineage: Path | None
) -> "Wanted":
    """Read what the command is about.

    Raises
    ------
    Refused
        A file is missing or has mistakes; the sentences name rows and what to do.
    """
    from loaders.codes.confirming import read_lineage  # noqa: PLC0415 light commands stay quick
    from loaders.codes.loading import Wanted  # noqa: PLC0415 light commands stay quick

    if (file is None) != shipped:
        raise Refused("请写一个代码文件，或写 --shipped，二者取一。", exits.WRONG_USE)
    refuse_missing(*(path for path in (file, lineage) if path is not None))
    with told(), _answered():
        table, digest = _read(file)
        confirmed = read_lineage(lineage, table.units) if lineage else {}
    return Wanted(table, digest, on, tuple(_district(one) for one in districts), confirmed)


def _read(file: Path | None) -> "tuple[CodeTable, str]":
    from loaders.codes.loading import digest_of  # noqa: PLC0415 light commands stay quick
    from loaders.codes.reading import read_codes  # noqa: PLC0415 light commands stay quick
    from loaders.codes.shipped import FILE, shipped_table  # noqa: PLC0415 light commands stay quick

    return (shipped_table(), digest_of(FILE)) if file is None else (read_codes(file), digest_of(file))


def _district(words: str) -> str:
    code = words.strip()[:6]
    if not (code.isascii() and code.isdigit() and len(code) == len("330106")):
        raise Refused(f"“{words}”不是区县代码。请写 6 位数字，如 330106。", exits.WRONG_USE)
    return code + "000000"


def _day(words: str, today: date) -> date:
    from loaders import cleaning  # noqa: PLC0415 light commands stay quick
    from loaders.findings import CellProblem  # noqa: PLC0415 light commands stay quick

    try:
        day = cleaning.day(words)
    except CellProblem as wrong:
        raise Refused(f"“{words}”不是一个日期。请写成 2026-06-30。", exits.WRONG_USE) from wrong
    if day > today:
        raise Refused(f"{day} 还没有到。生效日期要在今天或以前；可以先 compare，到那天再装。", exits.WRONG_USE)
    return day


def _migrate(graph: "Graph") -> None:
    from graph_model import migrations  # noqa: PLC0415 light commands stay quick

    migrations.migrate(graph)


def _scopes(graph: "Graph", territory: str | None) -> Any:  # noqa: ANN401 a list of scopes
    from api.answers.codes import scopes_of  # noqa: PLC0415 light commands stay quick
    from api.clock import today  # noqa: PLC0415 light commands stay quick

    return scopes_of(graph, COMMAND_LINE_USER, territory, today())


def _with_settled(graph: "Graph", wanted: "Wanted") -> "Wanted":
    """Take in what staff confirmed on the page for the same file."""
    from api.answers.new_codes import with_settled  # noqa: PLC0415 light commands stay quick
    from graph_model.code_lineage import settled  # noqa: PLC0415 light commands stay quick

    return with_settled(wanted, settled(graph, wanted.digest))


def _answered() -> Any:  # noqa: ANN401 a context manager
    from api.cli.code_errors import code_errors_told  # noqa: PLC0415 light commands stay quick

    return code_errors_told()


def _plain(found: "Comparison") -> dict[str, Any]:
    return {
        "unchanged": found.unchanged,
        "counts": {kind.value: number for kind, number in found.counts().items()},
        "unconfirmed": len(found.unconfirmed),
        "clashes": list(found.clashes),
        "changes": [one.to_dict() for one in found.changes],
    }


def _summary(found: "Comparison") -> str:
    from loaders.codes.changes import CHANGE_LABELS  # noqa: PLC0415 light commands stay quick

    counted = [f"{CHANGE_LABELS[kind]} {number}" for kind, number in found.counts().items() if number]
    return "，".join([*counted, f"没有变 {found.unchanged}"])


def _compared(found: "Comparison", wanted: "Wanted") -> Iterable[str]:
    from api.cli.code_changes import grouped_lines  # noqa: PLC0415 light commands stay quick

    yield f"{_summary(found)}；要确认 {len(found.unconfirmed)} 条。"
    yield from found.clashes
    yield from grouped_lines(found, wanted.table.units)


def _some(words: Iterable[str]) -> str:
    listed = list(words)
    return "、".join(listed[:10]) + ("……" if len(listed) > len(listed[:10]) else "")
