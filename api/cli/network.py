"""`network`: measures of any network file, with where each comes from; the graph database is not asked."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from api.cli import exits
from api.cli.alliance import alliance_asked, quarter_option
from api.cli.chinese import ChineseGroup
from api.cli.errors import Refused
from api.cli.options import ChineseHelp, folder_option, json_option, print_json, say, settings_of

if TYPE_CHECKING:
    from graph_model.network.measures import Measured
    from loaders.network_files import NetworkFile

LONGEST = 60
MARK = "network-complete"
FORMS = ("graphml", "gexf", "csv")
STRENGTH_MARK = "strength-complete"
table = click.Path(path_type=Path)
REPORTS = ("html", "docx", "xlsx")
Command = Callable[..., None]


def file_options(command: Command) -> Command:
    """Add which network file is asked about, and how to take it."""
    options = (
        click.argument("file", metavar="文件", type=table),
        click.option("--group", help="成员按哪个属性分组（条线、镇街……），内外联系和中间人角色要用。"),
        click.option("--weight", help="联系的哪个属性是权重；不写，每条联系都算 1。"),
        click.option("--kind", help="联系的哪个属性是种类；不写，找 kind、layer、type。"),
        click.option("--members", type=table, help="成员属性表（csv、xlsx），首列 id。"),
        click.option("--directed/--undirected", default=None, help="有向还是无向；不写，按文件。"),
        click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="随机数种子。"),
    )
    for add in reversed(options):
        command = add(command)
    return command


@click.group(cls=ChineseGroup, help="网络文件的度量（measures）和报告（report），不用图数据库；联盟的网络（export）。")
def network() -> None:
    """Hold the commands on networks together."""


@network.command(cls=ChineseHelp, help="一个网络文件（graphml、gexf、csv）的全部度量，没有定义的说明缘由。")
@file_options
@json_option
def measures(*, file: Path, group: str | None, seed: int, as_json: bool, **how: Any) -> None:  # noqa: ANN401 as click gives
    """Work out every measure of a network file."""
    found = read(file, how)
    _check_group(found, group)
    with _first_compile_said():
        from graph_model.network.measures import Asked, measure  # noqa: PLC0415 light commands stay quick

        answer = measure(found.network, Asked(group=group, survey=found.survey, skills=found.skills, seed=seed))
    for note in (*found.notes, *answer.notes.values()):
        say(f"{note}。")
    print_json(answer_of(file, found, answer, group)) if as_json else _print(answer)


@network.command(cls=ChineseHelp, help="一个网络文件的报告：结论、退出演练、建议和全部度量，存成 html、docx、xlsx。")
@file_options
@click.option("--format", "form", type=click.Choice(REPORTS), default="html", show_default=True, help="存成什么。")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="存成哪个文件；不写按原来的文件取名。")
def report(*, file: Path, group: str | None, seed: int, form: str, out: Path | None, **how: Any) -> None:  # noqa: ANN401 as click gives
    """Write a report on a network file."""
    found = read(file, how)
    _check_group(found, group)
    with _first_compile_said():
        from api.reports.network_report import WRITERS, content_of_study  # noqa: PLC0415 light commands stay quick
        from graph_model.network.measures import Asked  # noqa: PLC0415 light commands stay quick
        from graph_model.network.study import study  # noqa: PLC0415 light commands stay quick

        asked = Asked(group=group, survey=found.survey, skills=found.skills, seed=seed)
        studied = study(found.network, asked)
        written = WRITERS[form](content_of_study(file.stem, studied, found.notes), studied)
    target = out or Path(f"{file.stem}-report.{form}")
    target.write_bytes(written)
    say(f"{file.name} 的报告已存为 {target}。")


@network.command(cls=ChineseHelp, help="把一个联盟（编号）或全区（区代码）的网络存成文件，供 Gephi 等用。")
@click.argument("alliance_id", metavar="编号")
@quarter_option
@click.option("--format", "form", type=click.Choice(FORMS), default="graphml", show_default=True, help="存成什么。")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="存成哪个文件；不写按编号和季度取名。")
@folder_option
def export(*, alliance_id: str, quarter: str | None, form: str, out: Path | None, data_folder: Path | None) -> None:
    """Write the network of an alliance."""
    from api.reports.alliance_files import file_of  # noqa: PLC0415 light commands stay quick
    from api.reports.alliance_report import report_name  # noqa: PLC0415 light commands stay quick

    answer = alliance_asked(settings_of(data_folder=data_folder), alliance_id, quarter)
    target = out or Path(report_name(answer, form))
    target.write_bytes(file_of(answer, form))
    say(f"{answer.alliance.name} {answer.quarter} 的网络已存为 {target}。")


@contextmanager
def _first_compile_said() -> Iterator[None]:
    """Say so when the kernels have to be compiled first; keeps their machine code where that of the matcher is."""
    from matching import kernels  # noqa: PLC0415 light commands stay quick

    mark = Path(os.environ[kernels.CACHE_VARIABLE]) / MARK
    if not mark.exists():
        say("正在编译网络度量的内核，只在第一次，快的机器半分钟左右，慢的要几分钟……")
    yield
    mark.touch()


def warm_network(tell: Callable[[str], None]) -> None:
    """Compile what the pages on alliances need, the first time alone: later it is loaded when first asked for."""
    from matching import kernels  # noqa: PLC0415 light commands stay quick

    mark = Path(os.environ[kernels.CACHE_VARIABLE]) / STRENGTH_MARK
    if mark.exists():
        return
    tell("正在编译联盟强度的内核，只在第一次，快的机器半分钟左右，慢的要几分钟……")
    from graph_model.network.warming import warm_up  # noqa: PLC0415 light commands stay quick

    start = monotonic()
    warm_up()
    mark.touch()
    tell(f"联盟强度的内核已编译好，用了 {monotonic() - start:.0f} 秒；以后直接读取。")


def read(file: Path, how: dict[str, Any]) -> "NetworkFile":
    """Read a network file.

    Raises
    ------
    Refused
        It is not there or cannot be used.
    """
    from loaders.files import UnreadableFile  # noqa: PLC0415 light commands stay quick
    from loaders.network_files import HowToRead, read_network  # noqa: PLC0415 light commands stay quick

    missing = "、".join(str(path) for path in (file, how["members"]) if path is not None and not path.is_file())
    if missing:
        raise Refused(f"没有这个文件：{missing}。请核对路径。", exits.NOT_FOUND)
    try:
        return read_network(file, HowToRead(**how))
    except UnreadableFile as unreadable:
        raise Refused(f"{unreadable.file}：{unreadable.reason}。{unreadable.advice}。", exits.WRONG_USE) from unreadable


def _check_group(found: "NetworkFile", group: str | None) -> None:
    there = found.network.attributes
    if group is not None and group not in there:
        raise Refused(f"成员没有属性“{group}”。有的是：{'、'.join(there) or '一个也没有'}。", exits.WRONG_USE)


def answer_of(file: Path, found: "NetworkFile", answer: "Measured", group: str | None) -> dict[str, Any]:
    """Return measures as JSON tells them."""
    from graph_model.network.definitions import DEFINITIONS  # noqa: PLC0415 light commands stay quick

    return {
        "file": file.name,
        "nodes": len(found.network),
        "ties": found.network.ties,
        "directed": found.network.directed,
        "group": group,
        "measures": dict(answer.values),
        "reasons": dict(answer.reasons),
        "notes": [*found.notes, *answer.notes.values()],
        "definitions": {
            one.key: {"name": one.name, "definition": one.text, "directed": one.directed, "source": one.source}
            for one in DEFINITIONS
        },
    }


def _print(answer: "Measured") -> None:
    from graph_model.network.definitions import DEFINITIONS  # noqa: PLC0415 light commands stay quick

    for one in DEFINITIONS:
        value = answer.values[one.key]
        told = f"无定义：{answer.reasons[one.key]}" if value is None else "；".join(_told(value))
        shown = told if len(told) <= LONGEST else f"{told[:LONGEST]}…（加 --json 看全）"
        click.echo(f"{one.name}　{shown}　〔{one.source}〕")


def _told(value: Any) -> Iterator[str]:  # noqa: ANN401 a value of any measure
    from graph_model.network.mixing import ROLE_NAMES  # noqa: PLC0415 light commands stay quick

    if isinstance(value, dict):
        yield from (f"{ROLE_NAMES.get(name, name)} {'、'.join(_told(one))}" for name, one in value.items())
    elif isinstance(value, list):
        yield from ("—".join(one) if isinstance(one, list) else str(one) for one in value)
        if not value:
            yield "没有"
    else:
        yield "无定义" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)
