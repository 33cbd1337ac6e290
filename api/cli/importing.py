"""`import`: ledgers into the graph."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.cli import exits
from api.cli.errors import Refused
from api.cli.leaving import KEPT, Farewell, on_leaving
from api.cli.opening import opened_graph
from api.cli.options import COMMAND_LINE_USER, ChineseHelp, folder_option, json_option, print_json, say, settings_of
from api.settings import Settings

if TYPE_CHECKING:
    from graph_model.driver import Graph
    from loaders.pipeline import Progress
    from loaders.report import ImportSummary


@click.command("import", cls=ChineseHelp, help="导入台账（xlsx、csv，或含有它们的文件夹）；同一文件再导一次不会重复。")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option("--dry-run", is_flag=True, help="只检查，不写入。")
@click.option("--all-or-nothing", is_flag=True, help="一张表里有一处错误，整张表都不导入。")
@click.option("--complete", is_flag=True, help="台账是全的：上次有、这次没有的，就此结束。")
@folder_option
@json_option
def import_files(*, paths: tuple[Path, ...], as_json: bool, data_folder: Path | None, **how: Any) -> int:  # noqa: ANN401 options as click gives them
    """Import files and tell what became of every sheet; 1 when some rows were not taken, 2 when none was."""
    _refuse_missing(paths)
    from graph_model import migrations  # noqa: PLC0415 light commands stay quick

    settings = settings_of(data_folder=data_folder)
    with opened_graph(settings) as graph:
        migrations.migrate(graph)
        summary = load(settings, graph, paths, **how)
    print_json(summary.to_dict()) if as_json else click.echo(summary.to_text())
    return summary.exit_code


def _refuse_missing(paths: tuple[Path, ...]) -> None:
    missing = "、".join(str(path) for path in paths if not path.exists())
    if missing:
        raise Refused(f"没有这个文件或文件夹：{missing}。请核对路径；什么都没有导入。", exits.NOT_FOUND)


def load(settings: Settings, graph: "Graph", paths: "tuple[Path, ...] | list[Path]", **how: bool) -> "ImportSummary":
    """Run the ordinary pipeline, with progress on stderr."""
    from api.clock import today  # noqa: PLC0415 light commands stay quick
    from graph_model.sealing import open_sealer  # noqa: PLC0415 light commands stay quick
    from loaders.pipeline import import_files as import_all  # noqa: PLC0415 light commands stay quick

    sealer = open_sealer(settings.data_folder)
    with on_leaving(Farewell(KEPT)):
        return import_all(graph, paths, sealer=sealer, user=COMMAND_LINE_USER, today=today(), progress=_tell, **how)


def _tell(progress: "Progress") -> None:
    if not sys.stderr.isatty():
        return
    say(
        f"{progress.file} · {progress.sheet}：{progress.rows:,} / {progress.total:,} 行，"
        f"每秒 {progress.rows_per_second:,.0f} 行，还要约 {progress.seconds_left:.0f} 秒"
    )
