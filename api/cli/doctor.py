"""`doctor`: what is wrong with this site, and what to do about it."""

import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from api.cli import exits
from api.cli.errors import Refused
from api.cli.opening import opened_graph
from api.cli.options import ChineseHelp, folder_option, json_option, print_json, settings_of
from api.cli.ports import reason, way_out
from api.cli.running import make_folder, running_address
from api.settings import Settings
from graph_model.errors import GraphUnavailable

if TYPE_CHECKING:
    from graph_model.driver import Graph

LEAST_FREE_BYTES = 1_000_000_000
UNREACHED = (
    "{address} 没有回答。请看那台机器和 Neo4j 是否开着、GONGJIAN_NEO4J_URI 的地址和端口对不对、"
    "中间的防火墙放不放行；数据没有改动。"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, what was seen, and what to do when it is not."""

    name: str
    well: bool
    seen: str
    advice: str = ""


@click.command(cls=ChineseHelp, help="检查这套服务哪里不对、该怎么办。")
@folder_option
@json_option
def doctor(*, as_json: bool, **given: Any) -> int:  # noqa: ANN401 options as click gives them
    """Look at everything, tell all of it, and say by the exit code whether all is well."""
    findings = list(_findings(given))
    if as_json:
        print_json([_plain(finding) for finding in findings])
    else:
        for finding in findings:
            click.echo(_line(finding))
    return exits.FINE if all(finding.well for finding in findings) else exits.FINDINGS


def _findings(given: dict[str, Any]) -> Iterator[Finding]:
    try:
        settings = settings_of(**given)
    except Refused as refused:
        yield Finding("设置", well=False, seen="有的值不能用", advice=str(refused))
        return
    yield from examine(settings)


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at the folder, the disk, the port, and, when it opens, the graph."""
    yield _disk(settings)
    try:
        make_folder(settings.data_folder)
    except Refused as refused:
        yield Finding("数据文件夹", well=False, seen=str(settings.data_folder), advice=str(refused))
        return
    yield _folder(settings)
    yield _port(settings)
    try:
        with opened_graph(settings) as graph:
            yield from _graph(settings, graph)
    except Refused as refused:
        away = isinstance(refused.__cause__, GraphUnavailable) and not settings.embedded
        advice = UNREACHED.format(address=settings.neo4j_uri) if away else str(refused)
        yield Finding("图数据库", well=False, seen="没有回答" if away else "打不开", advice=advice)


def _folder(settings: Settings) -> Finding:
    folder = settings.data_folder
    mode = folder.stat().st_mode & 0o077
    advice = f"别的用户也能看这个文件夹，请运行 chmod 700 {folder}" if mode else ""
    return Finding("数据文件夹", well=not mode, seen=str(folder.resolve()), advice=advice)


def _disk(settings: Settings) -> Finding:
    folder = settings.data_folder
    place = next(one for one in (folder.resolve(), *folder.resolve().parents) if one.is_dir())
    free = shutil.disk_usage(place).free
    well = free >= LEAST_FREE_BYTES
    advice = "" if well else "剩余空间不足 1 GB，写入可能失败。请清理磁盘，或把 GONGJIAN_DATA_FOLDER 设到别处。"
    return Finding("磁盘", well=well, seen=f"剩余 {free / 1e9:.1f} GB", advice=advice)


def _port(settings: Settings) -> Finding:
    if address := running_address(settings):
        return Finding("服务", well=True, seen=f"正在运行：{address}")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as taken:
            advice = way_out(settings.host, taken)
            return Finding("端口", well=False, seen=f"{settings.host}:{settings.port} {reason(taken)}", advice=advice)
    return Finding("端口", well=True, seen=f"{settings.host}:{settings.port} 空着，服务没有在运行")


def _graph(settings: Settings, graph: "Graph") -> Iterator[Finding]:
    graph.ready()
    if settings.embedded:
        yield Finding("图数据库", well=True, seen="自带的，能回答（不用装 Java）")
    else:
        yield Finding("图数据库", well=True, seen=f"Neo4j {settings.neo4j_uri}，能回答")
    yield from (look(graph) for look in LOOKS)


def _schema(graph: "Graph") -> Finding:
    from graph_model import migrations  # noqa: PLC0415 light commands stay quick

    missing = migrations.pending(graph)
    advice = "请运行 gongjian migrate。" if missing else ""
    return Finding("结构", well=not missing, seen=f"差 {len(missing)} 步" if missing else "最新", advice=advice)


def _contents(graph: "Graph") -> Finding:
    from api.totals import totals  # noqa: PLC0415 light commands stay quick

    counted = totals(graph)
    seen = "、".join(f"{name} {number}" for name, number in counted.items()) or "一条也没有"
    well = any(counted.values())
    advice = "" if well else "图里还没有数据：运行 gongjian demo 看样例，或 gongjian import 导入台账。"
    return Finding("数据", well=well, seen=seen, advice=advice)


LOOKS: tuple[Callable[["Graph"], Finding], ...] = (_schema, _contents)


def _line(finding: Finding) -> str:
    mark = "✓" if finding.well else "✕"
    return f"{mark} {finding.name}：{finding.seen}" + (f"\n  → {finding.advice}" if finding.advice else "")


def _plain(finding: Finding) -> dict[str, Any]:
    return {"name": finding.name, "well": finding.well, "seen": finding.seen, "advice": finding.advice}
